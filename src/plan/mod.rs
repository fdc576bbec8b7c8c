//! What would follow: of a drop, of a plan against the baseline. Uses `org`, `measure`, `rules` and `edit`.

mod drop;
mod words;

pub use drop::{Handover, Planned, Refusal, Target, Wish, plan_drop};
