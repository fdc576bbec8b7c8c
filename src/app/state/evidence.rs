//! Evidence being collected: for whom, in a sheet or in the grid, and what a filled sheet would add.

use crate::app::state::document;
use crate::app::state::error::AppError;
use crate::app::state::evidence_grid::{Grid, GridCommand};
use crate::io::csv::read_rows;
use crate::measure::Scale;
use crate::org::{Org, PersonId};
use crate::plan::evidence_sheet::{TakenIn, take_in};
use std::path::Path;

/// What may be asked of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum EvidenceCommand {
    /// It is shown for whom it would be.
    Begin,
    /// It is for others.
    For(Whom),
    /// It is filled in here.
    Fill,
    /// Something is done in the grid.
    Grid(GridCommand),
    /// Where it is written is asked for.
    Write,
    /// Which filled sheet is taken in is asked for.
    Read,
    /// What was copied out of a filled sheet, with its first line, is read.
    Paste(String),
    /// What was read is taken in, in one step.
    TakeIn,
    /// Nothing: back to the grid that it came from, else the end.
    End,
}

/// For whom evidence is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those of whom it would tell most.
    Few,
    /// Who is selected.
    Selected,
    /// Whom the filter leaves.
    Filtered,
    /// Everybody without evidence; where people are not shown, everybody.
    Missing,
}

/// Evidence that is being collected.
pub enum EvidenceEntry {
    /// For these people, with the reason for each.
    For(Whom, Vec<(PersonId, String)>),
    /// A grid is filled in.
    Grid(Box<Grid>),
    /// A sheet was read.
    Read(Filled),
}

impl EvidenceEntry {
    /// For whom evidence is being collected, or whom a sheet that was read names.
    pub fn people(&self) -> Box<dyn Iterator<Item = PersonId> + '_> {
        let of_grid = |grid: &'_ Grid| grid.people.iter().map(|(person, _)| *person).collect::<Vec<_>>();
        match self {
            Self::For(_, people) => Box::new(people.iter().map(|(person, _)| *person)),
            Self::Grid(grid) => Box::new(of_grid(grid).into_iter()),
            Self::Read(filled) => Box::new(filled.grid.as_deref().map_or(Vec::new(), of_grid).into_iter()),
        }
    }
}

/// A filled sheet.
pub struct Filled {
    /// The name of its file.
    pub name: String,
    pub rows: Vec<Vec<String>>,
    /// What it would do.
    pub taken: TakenIn,
    /// The grid that it was filled in.
    pub grid: Option<Box<Grid>>,
}

/// A filled sheet and what it would do, read from a file.
pub fn filled(org: &Org, scale: &Scale, path: &Path) -> Result<Filled, AppError> {
    let name = document::file_name(path);
    let bytes = std::fs::read(path).map_err(|error| AppError::File(name.clone(), error))?;
    Filled::of(org, scale, name, &bytes)
}

impl Filled {
    pub fn of(org: &Org, scale: &Scale, name: String, bytes: &[u8]) -> Result<Self, AppError> {
        let rows = read_rows(bytes, "id").map_err(AppError::Sheet)?;
        let taken = take_in(org, scale, &rows)?;
        Ok(Self { name, rows, taken, grid: None })
    }
}
