//! How firmly a rule answers, and how large what it saw is.

use crate::measure::meets;

/// How firmly a rule answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Strong signal.
    Confirmed,
    /// Possible.
    Possible,
    /// Worth a look, never a verdict.
    Review,
    /// Good to know.
    Info,
}

impl Answer {
    /// The word in files: `confirmed`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Possible => "possible",
            Self::Review => "review",
            Self::Info => "info",
        }
    }
}

/// How large it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Not measured in rungs or money.
    None,
    /// Under 2 rungs.
    Moderate,
    /// From 2 rungs.
    High,
    /// From 3 rungs.
    Critical,
}

impl Severity {
    /// The severity of a size in rungs.
    pub fn of_rungs(size: f64) -> Self {
        match size {
            size if meets(size, 3.0) => Self::Critical,
            size if meets(size, 2.0) => Self::High,
            _ => Self::Moderate,
        }
    }

    /// The word in files; empty for [`Severity::None`].
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Moderate => "moderate",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}
