//! What every section of a paper is made from, and what it may tell.

use crate::report::shown::thousands;
use crate::rules::{Facts, Judgement};

/// What is shown besides ladder, structure and findings that name nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// Names and titles of people.
    pub names: bool,
    /// Pay, and all that is computed from it.
    pub pay: bool,
    /// Findings about people.
    pub findings: bool,
}

/// What every section is made from.
pub struct Made<'a> {
    pub facts: Facts<'a>,
    pub judgement: &'a Judgement,
    pub show: Show,
}

/// A number of people, or that there are too few of them to tell.
pub fn few(n: usize, may_tell: bool) -> String {
    if may_tell || n == 0 || n >= FEW { thousands(n as f64) } else { format!("under {FEW}") }
}

/// Counts of people below this are not told where a report is shared.
pub const FEW: usize = 5;
