//! Decision rights, spending limits and approvals of a person or a rung. `measure` defines how they count.

use ecow::EcoString;
use jiff::civil::Date;

/// Role in a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Makes the decision.
    Decide,
    /// Has a veto.
    Agree,
    /// Proposes.
    Recommend,
    /// Is heard.
    Input,
    /// Carries it out.
    Perform,
}

/// A decision right: a decision, the role in it, and its seat grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Right {
    /// Decision in words.
    pub text: EcoString,
    /// Domain it belongs to; empty when not given.
    pub domain: EcoString,
    /// Seat grade according to the organisation; `None` when not stated.
    pub at: Option<f64>,
    /// Role held in the decision.
    pub role: Role,
    /// True for a technical decision.
    pub technical: bool,
}

/// A spending limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// Domain it applies to; empty when not given.
    pub domain: String,
    /// Limit, at least 0.
    pub limit: f64,
    /// Currency; empty means the reporting currency.
    pub currency: String,
    /// True for technical spending.
    pub technical: bool,
}

/// Something a person signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// Subject of the approval.
    pub text: String,
    /// Domain; empty when not given.
    pub domain: String,
    /// Number of approvals.
    pub count: f64,
    /// True when the approved thing is used; `None` when not known.
    pub used: Option<bool>,
    /// Day of the approval.
    pub date: Option<Date>,
}

/// Budget, equipment or people lent to someone's specialised work.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Description in words.
    pub text: String,
    /// Amount in the reporting currency; `None` without one.
    pub amount: Option<f64>,
}
