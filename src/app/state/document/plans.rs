//! What may be asked of the plans of a document.

/// What is done with the list of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanCommand {
    /// A new plan without steps, to be looked at.
    New,
    /// A copy of a plan, to be looked at.
    Copy(usize),
    /// Another name for a plan.
    Name(usize, String),
    /// What a plan is for.
    Note(usize, String),
    /// Takes a plan off the list.
    Delete(usize),
    /// Makes a plan the baseline.
    Baseline(usize),
}
