//! A column pasted from a spreadsheet, until it is applied.

use crate::org::PersonId;
use crate::plan::{Column, Pasted};

/// A request about a pasted column.
#[derive(Clone, Debug, PartialEq)]
pub enum PasteCommand {
    /// Opens the dialog.
    Begin,
    /// Sets the field that the values go to.
    Column(Column),
    /// Sets the pasted text.
    Text(String),
    /// Applies the column as one edit.
    Take,
    /// Closes the dialog without applying.
    End,
}

/// The open dialog.
pub struct Pasting {
    /// Field that the values go to.
    pub column: Column,
    pub text: String,
    /// People that the lines stand for when they name none: the selection.
    pub people: Vec<PersonId>,
    /// Effect of applying the column.
    pub pasted: Pasted,
}
