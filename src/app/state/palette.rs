//! State of the command palette, which finds every available command and every person.

use crate::org::PersonId;

/// A request to the palette.
#[derive(Clone, Debug, PartialEq)]
pub enum PaletteCommand {
    /// Opens the palette; closes it when open.
    Toggle,
    /// Sets the search text.
    Type(String),
    /// Moves the highlight by a number of lines.
    Step(i32),
    /// Runs a line.
    Take(usize),
    /// Closes the palette.
    End,
}

/// The open palette.
#[derive(Default)]
pub struct Palette {
    pub typed: String,
    /// Index of the highlighted line.
    pub at: usize,
    /// People that match.
    pub people: Vec<PersonId>,
}
