//! Where a table comes from: a text that is decoded, or the sheet of an Excel workbook that holds the people.

use super::super::xlsx::Grid;
use super::super::xlsx::Workbook;
use super::TableError;
use super::columns::{Columns, Field};
use super::decode::{Decoded, decode};
use super::problems::Problems;
use super::sheet::{self, SAMPLE_ROWS, Sheet, header_row};
use super::table::Table;
use crate::io::magic::is_workbook;

/// What a table is cut from.
pub enum Source<'a> {
    /// Of a text.
    Text(Decoded<'a>),
    /// Of a sheet of a workbook.
    Workbook(Grid),
}

impl<'a> Source<'a> {
    /// Decodes a text, or reads the sheet of a workbook that holds the people.
    pub fn of(
        bytes: &'a [u8],
        name: &str,
        map: &[(Field, String)],
        problems: &mut Problems,
        stop: &dyn Fn() -> bool,
    ) -> Result<Self, TableError> {
        if is_workbook(bytes) {
            let mut book = Workbook::open(bytes, stop)?;
            let grid = find_in(&mut book, map, stop)?;
            let others: Vec<String> =
                book.sheets.iter().filter(|name| **name != grid.sheet).map(|name| format!("`{name}`")).collect();
            if !others.is_empty() {
                let what = format!("The people of `{name}` are read from its sheet `{}`", grid.sheet);
                let hint = format!("Left out: {}. Save another sheet as a file of its own to open it", few(&others));
                problems.file(what, &hint);
            }
            return Ok(Self::Workbook(grid));
        }
        let decoded = decode(bytes)?;
        if decoded.nuls > 0 {
            problems.file(format!("`{name}` holds {} NUL characters", decoded.nuls), "Left out");
        }
        if decoded.damaged {
            let what = format!("Some bytes of `{name}` are no characters in {}", decoded.encoding);
            problems.file(what, "Shown as \u{fffd}: export the file again as UTF-8");
        }
        Ok(Self::Text(decoded))
    }

    /// Finds the header and the rows.
    pub fn sheet(
        &'a self,
        name: &'a str,
        map: &[(Field, String)],
        problems: &mut Problems,
        stop: &dyn Fn() -> bool,
    ) -> Result<Sheet<'a>, TableError> {
        let grid = match self {
            Self::Text(decoded) => return sheet::sheet(&decoded.text, name, map, problems, stop),
            Self::Workbook(grid) => grid,
        };
        for (row, column, error) in &grid.errors {
            let what = format!("The cell `{}` holds an error", grid.cell_name(*row, *column));
            problems.row("cell-error", *row as usize + 1, &what, error, "Read as empty");
        }
        for error in &grid.unplaced {
            problems.file(format!("A cell of `{}` holds the error `{error}`", grid.sheet), "Read as empty");
        }
        if grid.more_errors > 0 {
            problems.file(format!("{} more cells hold errors", grid.more_errors), "Read as empty");
        }
        sheet::of_grid(grid, name, map, problems, stop)
    }
}

/// The first names of many.
fn few(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    format!("{}{more}", names[..names.len().min(SHOWN)].join(", "))
}

/// Reads the first sheet of a workbook that names its columns, else the first that holds anything.
fn find_in(book: &mut Workbook, map: &[(Field, String)], stop: &dyn Fn() -> bool) -> Result<Grid, TableError> {
    let (mut first, mut found) = (None, None);
    for name in book.sheets.clone() {
        let grid = book.read(&name, SAMPLE_ROWS as u32, stop)?;
        let table = Table::of_grid(&grid);
        if first.is_none() && table.len() > 0 {
            first = Some(name.clone());
        }
        let is_people = |row| Columns::recognise(table.cells(row), map).is_ok_and(|columns| columns.can_be_people());
        if header_row(&table, map).is_some_and(is_people) {
            found = Some(name);
            break;
        }
    }
    let name = found.or(first);
    let name = name.ok_or(TableError::NothingInIt)?;
    book.read(&name, u32::MAX, stop)
}
