//! A column pasted from a spreadsheet, until it is taken in.

use crate::org::PersonId;
use crate::plan::{Column, Pasted};

/// What may be asked of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum PasteCommand {
    /// A field to paste it into.
    Begin,
    /// Which field it is.
    Column(Column),
    /// Its text, as far as it is there.
    Text(String),
    /// It is taken, in one step.
    Take,
    /// It is not taken.
    End,
}

/// A column that is pasted.
pub struct Pasting {
    /// Which field.
    pub column: Column,
    /// As pasted.
    pub text: String,
    /// For whom, where the lines do not say: who is selected.
    pub people: Vec<PersonId>,
    /// What it would do.
    pub pasted: Pasted,
}
