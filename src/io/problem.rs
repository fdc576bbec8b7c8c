//! What could not be taken as it stands, and where in a file.

use std::fmt;

/// Where in a file, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

/// Something in a file that could not be taken as it stands, and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where; `None` when it is about the whole file.
    pub place: Option<Place>,
    /// What is wrong, user data in back-ticks.
    pub what: String,
    /// The offending text, shortened to one line; may be empty.
    pub text: String,
    /// What was done, or what to do next.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        write!(f, "{}", self.what)?;
        if !self.text.is_empty() {
            write!(f, ": {}", self.text)?;
        }
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}
