//! Errors of single values: reasons that a value of a file does not fit the schema. The reader adds the place and what
//! to do. The value is not quoted: it may be pay, or what a locked file hides.

use std::fmt;

/// Reason that a value is rejected.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::io) enum Misfit {
    /// Number out of range: the range in words.
    Number(&'static str),
    /// Text that is not a date.
    Day,
    /// Anchors that do not rise, or are too few.
    Anchors,
    /// Period that ends before it begins.
    Period,
    /// Period without a beginning.
    NoBeginning,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Number(range) => write!(f, "Expected {range}"),
            Self::Day => write!(f, "Expected a day of the calendar like `2026-09-30`"),
            Self::Anchors => {
                write!(
                    f,
                    "Anchors need at least two points such as `(100000, 3)`, with values above 0 and both numbers \
                     rising"
                )
            }
            Self::Period => write!(f, "The period ends before it begins"),
            Self::NoBeginning => write!(f, "The period has a `to` but no `from`"),
        }
    }
}

impl std::error::Error for Misfit {}
