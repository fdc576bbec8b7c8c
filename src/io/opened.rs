//! Result of opening a file: what was read, and what was kept as it was.

use super::Problem;
use super::native::Notation;
use crate::edit::Scenario;
use crate::org::Org;

/// Opened file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Organisation read from it.
    pub org: Org,
    /// Plans in the file.
    pub scenarios: Vec<Scenario>,
    /// Problems found while reading, in file order.
    pub problems: Vec<Problem>,
    /// Records kept as text because they could not be read.
    pub unread: Vec<Unread>,
    /// Format of the file.
    pub format: Format,
}

impl Opened {
    /// What is written back.
    pub fn content(&self) -> (&Org, &[Scenario], &[Unread]) {
        (&self.org, &self.scenarios, &self.unread)
    }
}

/// Record that could not be read, kept to be written back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Number of people read before it.
    pub after: usize,
    /// Text of the record as it was written.
    pub raw: String,
    /// Notation that it was written in.
    pub notation: Notation,
}

/// Format that a file was found to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Native format.
    Ron,
    /// The native schema in JSON.
    Json,
    /// Spreadsheet: text, or an Excel workbook.
    Csv,
}
