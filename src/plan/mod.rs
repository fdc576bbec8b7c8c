//! What would follow: of a drop, of a plan against the baseline; what differs between two organisations, and one made
//! of three. Uses `org`, `measure`, `rules` and `edit`.

mod column;
pub mod diff;
mod drop;
mod field;
pub mod merge;
mod pair;
mod words;

pub use column::{Column, Pasted, paste};
pub use drop::{Handover, Planned, Refusal, Target, Wish, plan_drop};
pub use field::{Field, Fields};
pub use pair::Pair;
