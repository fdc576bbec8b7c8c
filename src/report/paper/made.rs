//! The sources shared by all sections of a paper, and what they may tell.

use crate::report::shown::thousands;
use crate::rules::{Facts, Judgement};

/// What is shown in addition to ladder, structure and findings that name nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// Shows names and titles of people.
    pub names: bool,
    /// Shows pay and everything computed from it.
    pub pay: bool,
    /// Shows findings about people.
    pub findings: bool,
}

/// Sources of every section.
pub struct Made<'a> {
    pub facts: Facts<'a>,
    pub judgement: &'a Judgement,
    pub show: Show,
}

/// A number of people, or "under 5" if it may not be told; 0 is always told.
pub fn few(n: usize, may_tell: bool) -> String {
    if may_tell || n == 0 || n >= FEW { thousands(n as f64) } else { format!("under {FEW}") }
}

/// Least number of people, above 0, that a shared report tells.
pub const FEW: usize = 5;
