//! Entries of a journal: one for each thing that a person did. How they are written is in `line.rs`.

use crate::edit::Step;
use std::path::PathBuf;

/// One action of a person on a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Files that the document was read from as one; the first entry of a document that is in no file of its own yet.
    Joined {
        /// Each file with the hash of its content.
        files: Vec<(PathBuf, u64)>,
        /// What was said of how they are read, as [`Mapping::write`](crate::io::csv::Mapping::write) writes it.
        mapping: String,
    },
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
