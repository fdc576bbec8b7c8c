//! State of evidence entry: the people it is collected for, the sheet or grid, and what a filled sheet would add.

use crate::app::state::document;
use crate::app::state::error::AppError;
use crate::app::state::evidence_grid::{Grid, GridCommand};
use crate::app::state::gathering::Gathering;
use crate::io::csv::{ImportOptions, read_rows};
use crate::io::sealed::Passphrase;
use crate::io::{Problem, Progress, holds_everything, open_with};
use crate::measure::Scale;
use crate::org::{Org, PersonId};
use crate::plan::evidence_sheet::{TakenIn, take_in, take_in_copy};
use std::path::Path;

/// A request about the evidence sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum EvidenceCommand {
    /// Shows who would be asked.
    Begin,
    /// Changes who is asked.
    For(Whom),
    /// Opens the grid to fill in the values here.
    Fill,
    Grid(GridCommand),
    /// Asks where to write the blank sheet.
    Write,
    /// Asks for a filled sheet to read.
    Read,
    /// Reads cells copied from a filled sheet, header line included.
    Paste(String),
    /// Applies the values read, as one edit.
    TakeIn,
    /// Cancels: back to the grid if the values came from it, otherwise out of evidence entry.
    End,
}

/// The people that evidence is collected for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// The few whose evidence would tell most.
    Few,
    Selected,
    /// Those that pass the filter.
    Filtered,
    /// Everybody without evidence; simply everybody where people are redacted.
    Missing,
}

/// A stage of evidence entry.
pub enum EvidenceEntry {
    /// Choosing the people; each with the reason for asking.
    For(Whom, Vec<(PersonId, String)>),
    Grid(Box<Grid>),
    /// Reviewing a filled sheet.
    Read(Filled),
    /// Matching the contributors of repositories.
    Repositories(Box<Gathering>),
    /// Evidence of so many people was added to a file that does not show people yet: the step to that is offered.
    Added(usize),
}

impl EvidenceEntry {
    /// The people asked, or those named in a sheet that was read.
    pub fn people(&self) -> Box<dyn Iterator<Item = PersonId> + '_> {
        let of_grid = |grid: &'_ Grid| grid.people.iter().map(|(person, _)| *person).collect::<Vec<_>>();
        match self {
            Self::For(_, people) => Box::new(people.iter().map(|(person, _)| *person)),
            Self::Grid(grid) => Box::new(of_grid(grid).into_iter()),
            Self::Added(_) | Self::Repositories(_) => Box::new(std::iter::empty()),
            Self::Read(filled) => Box::new(filled.grid.as_deref().map_or(Vec::new(), of_grid).into_iter()),
        }
    }
}

/// What was filled in.
pub enum Said {
    /// Rows of a sheet, headers first.
    Rows(Vec<Vec<String>>),
    /// A copy for one reader, and what of it could not be read.
    Copy(Box<Org>, Vec<(usize, String)>),
}

pub struct Filled {
    /// Name of its file.
    pub name: String,
    pub said: Said,
    /// Effect of applying it.
    pub taken: TakenIn,
    /// The grid it was filled in; `None` for a file.
    pub grid: Option<Box<Grid>>,
}

/// Reads a filled sheet from a file, or a copy for one reader that came back, and works out its effect.
pub fn filled(org: &Org, scale: &Scale, path: &Path, passphrase: Option<&Passphrase>) -> Result<Filled, AppError> {
    let name = document::file_name(path);
    if holds_everything(path) {
        let options = ImportOptions::on(org.head.as_of);
        let copy = open_with(path, passphrase, &options, &Progress::default()).map_err(AppError::Copy)?.0;
        let unread = Problem::by_line(&copy.problems);
        let taken = take_in_copy(org, &copy.org, &unread);
        return Ok(Filled { name, said: Said::Copy(Box::new(copy.org), unread), taken, grid: None });
    }
    let bytes = crate::io::read_plain(path).map_err(|error| AppError::File(name.clone(), error))?;
    Filled::of(org, scale, name, &bytes)
}

impl Filled {
    pub fn of(org: &Org, scale: &Scale, name: String, bytes: &[u8]) -> Result<Self, AppError> {
        Self::of_rows(org, scale, name, read_rows(bytes, "id").map_err(AppError::Sheet)?)
    }

    fn of_rows(org: &Org, scale: &Scale, name: String, rows: Vec<Vec<String>>) -> Result<Self, AppError> {
        let taken = take_in(org, scale, &rows)?;
        Ok(Self { name, said: Said::Rows(rows), taken, grid: None })
    }

    /// Effect of applying it to what the organisation is by now.
    pub fn again(&self, org: &Org, scale: &Scale) -> Option<TakenIn> {
        match &self.said {
            Said::Rows(rows) => take_in(org, scale, rows).ok(),
            Said::Copy(copy, unread) => Some(take_in_copy(org, copy, unread)),
        }
    }
}
