//! Building blocks of remedies: edits of one person, edits of a ladder, and their wording. Edits apply to the
//! organisation of the facts; a remedy that cannot be made yields none.

pub mod ladder;
pub mod person;
pub mod seat;

/// Cost line of remedies that leave pay, budget and ladder as they are.
pub const NO_COST: &str = "No cost";

/// Largest number of people that one remedy changes; nobody could review more in one step.
pub const AT_ONCE: usize = 10_000;
