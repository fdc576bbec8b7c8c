//! A file once it is opened: what was read, and what was kept as it was.

use super::Problem;
use crate::edit::Scenario;
use crate::org::Org;

/// An opened file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The organisation.
    pub org: Org,
    /// Its plans.
    pub scenarios: Vec<Scenario>,
    /// What could not be taken as it stands, in file order.
    pub problems: Vec<Problem>,
    /// Records kept as text.
    pub unread: Vec<Unread>,
    /// What the file was.
    pub format: Format,
}

/// A record that could not be read, kept to be written back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Number of people read before it.
    pub after: usize,
    /// The record as written.
    pub raw: String,
}

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The native format.
    Ron,
    /// The native schema in JSON.
    Json,
    /// A spreadsheet: text, or an Excel workbook.
    Csv,
}
