//! What would follow: of a drop, of a plan against the baseline; what differs between two organisations, and one made
//! of three. Uses `org`, `measure`, `rules` and `edit`.

mod blank;
mod branches;
mod calibrate;
mod colouring;
mod column;
pub mod diff;
mod drop;
mod error;
pub mod evidence_sheet;
mod field;
pub mod filter;
mod heading;
pub mod ladder;
mod mask;
pub mod merge;
mod pair;
pub mod roster;
mod rows;
mod seen;
mod tell_most;
mod weigh;
mod what_if;
mod what_if_role;
mod words;

pub use blank::blank_ladder;
pub use branches::Branches;
pub use calibrate::{Calibration, ENOUGH, NotCalibrated, Offset, calibrate};
pub use colouring::{ColourBy, Colouring, Entry, Stands};
pub use column::{Column, Pasted, paste};
pub use drop::{Handover, Planned, Refusal, Target, Wish, plan_drop};
pub use error::PlanError;
pub use field::{Field, Fields};
pub use filter::{Filter, Part, PeopleSet};
pub use heading::{Heading, Holds};
pub use mask::masked;
pub use pair::Pair;
pub use rows::{Sorting, as_meant, no_formula, range, sort};
pub use seen::{Cell, Seen};
pub use tell_most::{FEW, tell_most, without_pay};
pub use weigh::{Side, Weighed, Weight, highest_equated, weigh};
pub use what_if::{Turned, WhatIf, what_if};
pub use what_if_role::Draft;
