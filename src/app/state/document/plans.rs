//! Requests that change the list of plans.

/// A request to change the list of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanCommand {
    /// Adds a plan without steps and turns to it.
    New,
    /// Duplicates a plan and turns to the copy.
    Copy(usize),
    /// Renames a plan.
    Name(usize, String),
    /// Sets the purpose of a plan.
    Note(usize, String),
    /// Takes a plan off the list.
    Delete(usize),
    /// Makes a plan the baseline.
    Baseline(usize),
}
