//! Where a table comes from: a text that is decoded, the sheets of a workbook that hold the people, or the records of
//! another format.

use super::super::xlsx::Workbook;
use super::TableError;
use super::columns::Columns;
use super::decode::{Decoded, PACKED, decode_in, unpack};
use super::field::Field;
use super::mapping::Mapping;
use super::problems::Problems;
use super::sheet::{self, SAMPLE_ROWS, Sheet, header_row};
use super::table::Table;
use crate::io::foreign;
use crate::io::grid::Grid;
use crate::io::magic::is_workbook;
use hashbrown::HashSet;

/// What a table is cut from.
pub enum Source<'a> {
    /// Of a text.
    Text(Decoded<'a>),
    /// Of the sheet of a workbook, or of the records of another format; what it is called.
    Grid(Grid, &'static str),
}

impl<'a> Source<'a> {
    /// Decodes a text, reads the sheets of a workbook that hold the people, or the records of another format. Several are
    /// read where several sheets have the same header.
    pub fn of(
        bytes: &'a [u8],
        name: &str,
        map: &Mapping,
        problems: &mut Problems,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<Self>, TableError> {
        if !bytes.starts_with(&PACKED) {
            return Self::unpacked(bytes, name, map, problems, stop);
        }
        let inside = unpack(bytes)?;
        let sources = Source::unpacked(&inside, name, map, problems, stop)?;
        let owned = |source: Source| match source {
            Source::Text(decoded) => Self::Text(decoded.into_owned()),
            Source::Grid(grid, kind) => Self::Grid(grid, kind),
        };
        Ok(sources.into_iter().map(owned).collect())
    }

    fn unpacked(
        bytes: &'a [u8],
        name: &str,
        map: &Mapping,
        problems: &mut Problems,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<Self>, TableError> {
        if is_workbook(bytes) {
            let mut book = Workbook::open(bytes, stop)?;
            let kind = book.kind();
            let grids = find_in(&mut book, map, stop)?;
            let is_read = |sheet: &String| grids.iter().any(|grid| grid.sheet == *sheet);
            let others: Vec<String> =
                book.sheets.iter().filter(|sheet| !is_read(sheet)).map(|sheet| format!("`{sheet}`")).collect();
            let read: Vec<String> = grids.iter().map(|grid| format!("`{}`", grid.sheet)).collect();
            if grids.len() > 1 {
                let what = format!(
                    "{} sheets of `{name}` have the same header and are read together: {}",
                    read.len(),
                    few(&read)
                );
                problems.file(what, "To open one on its own, save it as a separate file");
            }
            if !others.is_empty() {
                let what = format!("The people in `{name}` are read from the sheet {}", few(&read));
                let hint = format!("Not read: {}. To open another sheet, save it as a separate file", few(&others));
                problems.file(what, &hint);
            }
            return Ok(grids.into_iter().map(|grid| Self::Grid(grid, kind)).collect());
        }
        let mut decoded = decode_in(bytes, map.encoding)?;
        if decoded.nuls > 0 {
            problems.file(format!("`{name}` contains {} NUL characters", decoded.nuls), "Removed");
        }
        decoded.say(name, problems);
        if name.to_lowercase().ends_with(".md") {
            return Err(TableError::NoTable);
        }
        if let Some(kind) = foreign::kind_of(&decoded.text, &name.to_lowercase()) {
            let (grids, kind) = foreign::read(kind, &decoded.text)?;
            return Ok(grids.into_iter().map(|grid| Self::Grid(grid, kind)).collect());
        }
        if let Some(text) = unquoted_lines(&decoded.text) {
            problems.file("Every line is enclosed in quotes".to_owned(), "The quotes are removed");
            decoded.text = text.into();
        }
        Ok(vec![Self::Text(decoded)])
    }

    /// Finds the header and the rows.
    pub fn sheet(
        &'a self,
        name: &'a str,
        map: &Mapping,
        problems: &mut Problems,
        stop: &dyn Fn() -> bool,
    ) -> Result<Sheet<'a>, TableError> {
        let grid = match self {
            Self::Text(decoded) => return sheet::sheet(&decoded.text, name, map, problems, stop),
            Self::Grid(grid, _) => grid,
        };
        for (row, column, error) in &grid.errors {
            let what = format!("The cell `{}` contains an error", grid.cell_name(*row, *column));
            problems.row("cell-error", *row as usize + 1, &what, error, "Read as empty");
        }
        for error in &grid.unplaced {
            problems.file(format!("A cell of `{}` contains the error `{error}`", grid.sheet), "Read as empty");
        }
        if grid.more_errors > 0 {
            problems.file(format!("{} more cells contain errors", grid.more_errors), "Read as empty");
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

/// Reads the first sheet of a workbook that names its columns, and those with the same header and other people; else the
/// first that holds anything.
fn find_in(book: &mut Workbook, map: &Mapping, stop: &dyn Fn() -> bool) -> Result<Vec<Grid>, TableError> {
    let (mut first, mut found, mut header) = (None, Vec::new(), Vec::new());
    for name in book.sheets.clone() {
        let grid = book.read(&name, SAMPLE_ROWS as u32, stop)?;
        let table = Table::of_grid(&grid);
        if first.is_none() && table.len() > 0 {
            first = Some(name.clone());
        }
        let Some(row) = header_row(&table, map) else { continue };
        let own: Vec<String> = table.cells(row).map(str::to_lowercase).collect();
        if found.is_empty() {
            if sheet::can_be_people(&table, row, map) {
                header = own;
                found.push(name);
            }
        } else if own == header {
            found.push(name);
        }
    }
    // Sheets that are said are read whatever their headers are.
    let said: Vec<String> = book.sheets.iter().filter(|sheet| map.sheets.contains(sheet)).cloned().collect();
    if !said.is_empty() {
        found = said;
    }
    if found.is_empty() {
        found.extend(first);
    }
    if found.is_empty() {
        return Err(TableError::NothingInIt);
    }
    let (mut grids, mut known) = (Vec::new(), HashSet::new());
    let is_one = found.len() == 1 || !map.sheets.is_empty();
    for name in found {
        let grid = book.read(&name, u32::MAX, stop)?;
        // The same people once more are a copy of another day.
        let who = if is_one { Vec::new() } else { people_of(&grid, map) };
        let again = who.iter().filter(|who| known.contains(*who)).count();
        if grids.is_empty() || again * 5 <= who.len() {
            known.extend(who);
            grids.push(grid);
        }
    }
    Ok(grids)
}

/// The ids of a sheet, else the names.
fn people_of(grid: &Grid, map: &Mapping) -> Vec<String> {
    let table = Table::of_grid(grid);
    let Some(row) = header_row(&table, map) else { return Vec::new() };
    let Ok(columns) = Columns::recognise(table.cells(row), map) else { return Vec::new() };
    let who = [Field::Id, Field::Email, Field::Name, Field::LastName];
    let Some(column) = who.into_iter().find_map(|field| columns.column(field)) else { return Vec::new() };
    let cells = (row + 1..table.len()).map(|row| table.cell(row, column)).filter(|cell| !cell.is_empty());
    cells.map(str::to_owned).collect()
}

/// A text of which each line is one quoted cell that is a line itself, without the quotes; `None` for all else.
fn unquoted_lines(text: &str) -> Option<String> {
    const LOOKED_AT: usize = 20;
    // A spreadsheet that knows other delimiters puts empty cells behind.
    let bare = |line: &'_ str| -> usize { line.trim_end_matches([';', ',', '\t']).len() };
    let is_whole = |line: &str| {
        let line = &line[..bare(line)];
        let inside = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inside.is_some_and(|inside| {
            let quotes = inside.replace("\"\"", "");
            !quotes.contains('"') && inside.contains([',', ';', '\t'])
        })
    };
    let lines = || text.lines().map(|line| line.trim_matches(['\u{feff}', '\r', ' '])).filter(|line| !line.is_empty());
    if lines().count() < 2 || !lines().take(LOOKED_AT).all(is_whole) || !lines().all(is_whole) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in lines() {
        let line = &line[..bare(line)];
        out.push_str(&line[1..line.len() - 1].replace("\"\"", "\""));
        out.push('\n');
    }
    Some(out)
}
