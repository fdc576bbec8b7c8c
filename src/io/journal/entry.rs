//! Entries of a journal: one for each thing that a person did. How they are written is in `line.rs`.

use crate::edit::Step;

/// One action of a person on a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Edit that is one step of undo.
    Edit {
        /// Name in the list of undo.
        name: String,
        /// Steps of the edit, in order. Numbers are finite.
        steps: Vec<Step>,
    },
    /// Undid the last edit.
    Undo,
    /// Redid the edit undone last.
    Redo,
    /// Switched to a plan, created if it does not exist; to the baseline for an empty name.
    In(String),
    /// Copied a plan.
    Copied {
        /// Name of the plan copied.
        from: String,
        /// Name of the new plan.
        to: String,
    },
    /// Renamed a plan.
    Renamed {
        /// Old name.
        from: String,
        /// New name.
        to: String,
    },
    /// Deleted a plan.
    Deleted(String),
}
