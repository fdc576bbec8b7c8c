//! The search for commands: what is typed finds every command that could be done now, and every person.

use crate::org::PersonId;

/// What may be asked of it.
#[derive(Clone, Debug, PartialEq)]
pub enum PaletteCommand {
    /// It opens, or closes where it is open.
    Toggle,
    /// It finds what was typed.
    Type(String),
    /// The next or the one before.
    Step(i32),
    /// This one is done.
    Take(usize),
    /// It closes.
    End,
}

/// The search for commands while it is open.
#[derive(Default)]
pub struct Palette {
    /// As typed.
    pub typed: String,
    /// Which line is marked.
    pub at: usize,
    /// People that were found.
    pub people: Vec<PersonId>,
}
