//! Why a value of a file is not one of the schema. Where it stands is added by the reader, and what to do with it.

use jiff::civil::Date;
use std::fmt;

/// Why a value is not taken.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::io) enum Misfit {
    /// A number that is not what it has to be, which is said in words.
    Number(f64, &'static str),
    /// No date.
    Day(String),
    /// Anchors that do not rise, or too few.
    Anchors,
    /// A period whose end is before its beginning.
    Period { from: Date, to: Date },
    /// A period without a beginning.
    NoBeginning,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Number(number, is) => write!(f, "`{number}` is not {is}"),
            Self::Day(text) => write!(f, "`{text}` is not a date like `2026-09-30`"),
            Self::Anchors => {
                write!(f, "Anchors are two points or more like `(100000, 3)`, values above 0, both numbers rising")
            }
            Self::Period { from, to } => {
                write!(f, "The period ends on `{to}`, before it begins on `{from}`")
            }
            Self::NoBeginning => write!(f, "The period has a `to` and no `from`"),
        }
    }
}

impl std::error::Error for Misfit {}
