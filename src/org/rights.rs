//! What a person or a rung may decide, spend and approve. How it counts is known by `measure`.

use ecow::EcoString;
use jiff::civil::Date;

/// Part in a decision.
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

/// A decision right: who may decide what, and where the organisation says that decision sits.
#[derive(Clone, Debug, PartialEq)]
pub struct Right {
    /// The decision in words.
    pub text: EcoString,
    /// Domain it belongs to; empty when not given.
    pub domain: EcoString,
    /// Grade at which the organisation says that the decision sits; `None` when it does not say.
    pub at: Option<f64>,
    /// The part held in it.
    pub role: Role,
    /// Whether it is a technical decision.
    pub technical: bool,
}

/// A spending limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// Domain it holds for; empty when not given.
    pub domain: String,
    /// Limit, at least 0.
    pub limit: f64,
    /// Currency; empty means the reporting currency.
    pub currency: String,
    /// Whether it is for technical matters.
    pub technical: bool,
}

/// Something a person signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// What was approved.
    pub text: String,
    /// Domain; empty when not given.
    pub domain: String,
    /// How many.
    pub count: f64,
    /// Whether what was approved is used; `None` when nobody knows.
    pub used: Option<bool>,
    /// When.
    pub date: Option<Date>,
}

/// Budget, equipment or people lent to someone's specialised work.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// What it is, in words.
    pub text: String,
    /// Amount in the reporting currency, where it has one.
    pub amount: Option<f64>,
}
