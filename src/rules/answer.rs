//! Firmness and severity of a finding.

use crate::measure::meets;

/// Firmness of a finding, firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Strong signal.
    Confirmed,
    /// Possible signal.
    Possible,
    /// Worth a look, never a verdict.
    Review,
    /// Information, with nothing to decide.
    Info,
}

impl Answer {
    /// Name in files: `confirmed`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Possible => "possible",
            Self::Review => "review",
            Self::Info => "info",
        }
    }
}

/// Severity of a finding, by its size in rungs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Not measured in rungs or money.
    None,
    /// Under 2 rungs.
    Moderate,
    /// At least 2 rungs.
    High,
    /// At least 3 rungs.
    Critical,
}

impl Severity {
    /// Severity for a size in rungs.
    pub fn of_rungs(size: f64) -> Self {
        match size {
            size if meets(size, 3.0) => Self::Critical,
            size if meets(size, 2.0) => Self::High,
            _ => Self::Moderate,
        }
    }

    /// Name in files; empty for [`Severity::None`].
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Moderate => "moderate",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}
