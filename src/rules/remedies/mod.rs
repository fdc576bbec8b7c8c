//! What remedies are made of: edits of one person, edits of a ladder, and what is said of either. Edits apply to the
//! organisation that the facts are of; a remedy that cannot be made gives none.

pub mod ladder;
pub mod person;
pub mod seat;

/// Said only where pay, budget and ladder stay as they are.
pub const NO_COST: &str = "No cost: pay, budget and ladder stay as they are";

/// People that one remedy moves at most; more are no step that anybody can look over.
pub const AT_ONCE: usize = 10_000;
