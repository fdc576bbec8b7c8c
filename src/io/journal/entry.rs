//! What a journal keeps: one thing that a person did.

use crate::edit::Step;

/// What a person did to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// One step of undo.
    Edit {
        /// What undo calls it.
        name: String,
        /// What it did, in order. Numbers are finite.
        steps: Vec<Step>,
    },
    /// Took the last edit back.
    Undo,
    /// Did again what was taken back last.
    Redo,
    /// What follows is done in a plan, which is made if it is not there; in the baseline for an empty name.
    In(String),
    /// Made a plan that has the steps of another.
    Copied {
        /// Name of the other.
        from: String,
        /// Name of the new one.
        to: String,
    },
    /// Gave a plan another name.
    Renamed {
        /// Name before.
        from: String,
        /// Name after.
        to: String,
    },
    /// Took a plan off the list.
    Deleted(String),
}
