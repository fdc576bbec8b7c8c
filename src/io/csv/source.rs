//! Where a table comes from: a text that is decoded, the sheets of a workbook that hold the people, or the records of
//! another format.

use super::super::xlsx::Workbook;
use super::TableError;
use super::columns::Columns;
use super::decode::{Decoded, PACKED, decode_in, unpack};
use super::field::Field;
use super::header::{SAMPLE_ROWS, header_row};
use super::look_up::joins;
use super::mapping::{Mapping, is_name_of};
use super::problems::Problems;
use super::sheet::{self, Sheet};
use super::table::Table;
use crate::io::foreign;
use crate::io::grid::{CELLS, Grid};
use crate::io::limits::Within;
use crate::io::magic::is_workbook;
use encoding_rs::Encoding;
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
        within: &Within,
    ) -> Result<Vec<Self>, TableError> {
        if !bytes.starts_with(&PACKED) {
            return Self::unpacked(bytes, name, map, problems, within);
        }
        let inside = unpack(bytes, &within.limits)?;
        let sources = Source::unpacked(&inside, name, map, problems, within)?;
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
        within: &Within,
    ) -> Result<Vec<Self>, TableError> {
        if is_workbook(bytes) {
            return of_workbook(bytes, name, map, problems, within);
        }
        let mut decoded = decode_in(bytes, map.encoding)?;
        if decoded.nuls > 0 {
            problems.file(format!("`{name}` contains {} NUL characters", decoded.nuls), "Removed");
        }
        decoded.say(name, problems);
        if let Some(text) = decoded.encoding_undone() {
            let what = format!("Letters in `{name}` were encoded twice: {}", text.example);
            problems.file(what, "Read as they were before; check that names look right");
            decoded.text = text.text.into();
        }
        if is_native(&decoded.text) {
            return Err(TableError::Native);
        }
        if name.to_lowercase().ends_with(".md") {
            return Err(TableError::NoTable);
        }
        if let Some(kind) = foreign::kind_of(&decoded.text, &name.to_lowercase()) {
            let tables = foreign::read(kind, &decoded.text, &within.limits)?;
            for (what, hint) in tables.said {
                problems.file(format!("{what}, in `{name}`"), hint);
            }
            let grids = tables.grids.into_iter().zip(1..).map(|(grid, number)| {
                let sheet = if grid.sheet.is_empty() { format!("table {number}") } else { grid.sheet.clone() };
                Grid { sheet, ..grid }
            });
            let mut grids: Vec<Grid> = grids.collect();
            let all = grids.iter().map(|grid| grid.sheet.clone()).collect::<Vec<_>>();
            let is_one = all.len() == 1;
            let largest = (0..grids.len()).max_by_key(|&at| (grids[at].cells.len(), std::cmp::Reverse(at)));
            let found = find_in(&all, largest, map, &mut |at, rows| match rows {
                Some(rows) => Ok(grids[at].first_rows(rows)),
                None => Ok(std::mem::take(&mut grids[at])),
            })?;
            if !is_one {
                say(name, &found, &all, &[], problems);
            }
            let unnamed = |grid| if is_one { Grid { sheet: String::new(), ..grid } } else { grid };
            return Ok(found.all().into_iter().map(|grid| Self::Grid(unnamed(grid), tables.kind)).collect());
        }
        if let Some(text) = unquoted_lines(&decoded.text) {
            problems.note("Every line is enclosed in quotes".to_owned(), "The quotes are removed");
            decoded.text = text.into();
        }
        if let Some(text) = single_quoted(&decoded.text) {
            problems.note("Every cell is enclosed in single quotes".to_owned(), "The quotes are removed");
            decoded.text = text.into();
        }
        Ok(vec![Self::Text(decoded)])
    }

    /// Bytes of its text.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(decoded) => decoded.text.len(),
            Self::Grid(grid, _) => grid.text.len(),
        }
    }

    /// Encoding of a text; `None` where it is in no single one.
    pub fn encoding(&self) -> Option<&'static Encoding> {
        match self {
            Self::Text(decoded) if decoded.odd_lines.is_empty() => Encoding::for_label(decoded.encoding.as_bytes()),
            Self::Text(_) | Self::Grid(..) => None,
        }
    }

    /// Name of the sheet; empty for a text.
    pub fn sheet_name(&self) -> &str {
        match self {
            Self::Text(_) => "",
            Self::Grid(grid, _) => &grid.sheet,
        }
    }

    /// Finds the header and the rows.
    pub fn sheet(
        &'a self,
        name: &'a str,
        map: &Mapping,
        problems: &mut Problems,
        within: &Within,
    ) -> Result<Sheet<'a>, TableError> {
        let grid = match self {
            Self::Text(decoded) => return sheet::sheet(&decoded.text, name, map, problems, within),
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
        sheet::of_grid(grid, name, map, problems, within)
    }
}

/// Whether a text is an organisation file, which holds all of an organisation.
fn is_native(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with(['(', '{']) && start.lines().take(3).any(|line| line.contains("twintrack") && line.contains(':'))
}

/// The first names of many.
fn few(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    format!("{}{more}", names[..names.len().min(SHOWN)].join(", "))
}

/// Sheets of a workbook that hold the people.
fn of_workbook<'a>(
    bytes: &[u8],
    name: &str,
    map: &Mapping,
    problems: &mut Problems,
    within: &Within,
) -> Result<Vec<Source<'a>>, TableError> {
    let mut book = Workbook::open(bytes, within)?;
    let kind = book.kind();
    let all = book.sheets.clone();
    let found = find_in(&all, None, map, &mut |at, rows| book.read(&all[at], rows.unwrap_or(u32::MAX), within.stop))?;
    say(name, &found, &all, &book.hidden, problems);
    Ok(found.all().into_iter().map(|grid| Source::Grid(grid, kind)).collect())
}

/// Sheets that are read of several.
#[derive(Default)]
struct Chosen {
    /// Those that hold people.
    people: Vec<Grid>,
    /// Those that say more of these people.
    beside: Vec<Grid>,
    /// Whether they are said by hand, whatever their headers are.
    are_said: bool,
}

impl Chosen {
    fn all(self) -> Vec<Grid> {
        let Self { mut people, beside, .. } = self;
        people.extend(beside);
        people
    }
}

/// Says which of several sheets are read, and which are not.
fn say(
    name: &str,
    Chosen { people: grids, beside, are_said }: &Chosen,
    all: &[String],
    hidden: &[String],
    problems: &mut Problems,
) {
    let quoted = |sheet: &String| format!("`{sheet}`");
    let is_read = |sheet: &&String| !grids.iter().chain(beside).any(|grid| grid.sheet == **sheet);
    let others: Vec<String> = all.iter().filter(is_read).map(quoted).collect();
    let read: Vec<String> = grids.iter().map(|grid| quoted(&grid.sheet)).collect();
    if grids.len() > 1 {
        let why = if *are_said { "" } else { "have the same header and " };
        let what = format!("{} sheets of `{name}` {why}are read together: {}", read.len(), few(&read));
        problems.note(what, "To open one on its own, save it as a separate file");
    }
    if !beside.is_empty() {
        let beside: Vec<String> = beside.iter().map(|grid| quoted(&grid.sheet)).collect();
        let what = format!("The sheet {} of `{name}` is read together with {}", few(&read), few(&beside));
        problems.note(what, "They are about the same people");
    }
    if !others.is_empty() {
        let what = format!("The people in `{name}` are read from the sheet {}", few(&read));
        let hint = format!("Not read: {}. To open another sheet, save it as a separate file", few(&others));
        problems.note(what, &hint);
    }
    if !hidden.is_empty() {
        let hidden: Vec<String> = hidden.iter().map(quoted).collect();
        let what = format!("Hidden sheets of `{name}` are not read: {}", few(&hidden));
        problems.note(what, "To open one, make it visible in the original program");
    }
}

/// Reads the first sheet that names its columns, those with the same header and other people, and those that say more of
/// these people: reporting lines, or what codes stand for; else the one that is
/// said, or the first that holds anything. `read` gives a sheet by its number up to a row, or all of it.
fn find_in(
    names: &[String],
    otherwise: Option<usize>,
    map: &Mapping,
    read: &mut dyn FnMut(usize, Option<u32>) -> Result<Grid, TableError>,
) -> Result<Chosen, TableError> {
    /// Largest number of sheets that are looked at; no more than people leave in a workbook.
    const SHEETS: usize = 1000;
    let (mut first, mut found, mut header) = (None, Vec::new(), Vec::new());
    let mut others: Vec<(usize, Vec<String>)> = Vec::new();
    for at in 0..names.len().min(SHEETS) {
        let grid = read(at, Some(SAMPLE_ROWS as u32))?;
        let table = Table::of_grid(&grid);
        if first.is_none() && table.len() > 0 {
            first = Some(at);
        }
        let Some(row) = header_row(&table, map) else { continue };
        let own: Vec<String> = table.cells(row).map(str::to_lowercase).collect();
        if found.is_empty() {
            if sheet::can_be_people(&table, row, map) {
                header = own;
                found.push(at);
                continue;
            }
        } else if own == header {
            found.push(at);
            continue;
        }
        others.push((at, table.cells(row).map(str::to_owned).collect()));
    }
    // Sheets that are said are read whatever their headers are.
    let place = |sheet: &String| names.iter().position(|name| is_name_of(sheet, name));
    let said: Vec<usize> = map.sheets.iter().filter_map(place).take(SHEETS).collect();
    let mut beside = Vec::new();
    if !said.is_empty() {
        found = said;
    } else if let Ok(people) = Columns::recognise(header.iter().map(String::as_str), &map.about(&header)) {
        let is_beside = |headers: &[String]| {
            let of = Columns::recognise(headers.iter().map(String::as_str), &Mapping::default());
            let has_lines = of.is_ok_and(|of| sheet::are_lines(&of));
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            // Who has a manager already needs no other sheet to say so.
            if has_lines { !people.has(Field::Manager) } else { !joins(&headers, &people).is_empty() }
        };
        others.retain(|(at, headers)| !found.contains(at) && !found.is_empty() && is_beside(headers));
        beside = others.into_iter().map(|(at, _)| at).collect();
    }
    if found.is_empty() {
        found.extend(otherwise.or(first));
    }
    if found.is_empty() {
        return Err(TableError::NothingInIt);
    }
    let are_said = !map.sheets.is_empty();
    let (mut grids, mut known, mut cells) = (Chosen { are_said, ..Chosen::default() }, HashSet::new(), 0);
    let is_one = found.len() == 1 || are_said;
    for at in found {
        let grid = read(at, None)?;
        cells += grid.cells.len() as u64;
        if cells > CELLS {
            return Err(TableError::TooMany);
        }
        // The same people once more are a copy of another day.
        let who = if is_one { Vec::new() } else { people_of(&grid, map) };
        let again = who.iter().filter(|who| known.contains(*who)).count();
        if grids.people.is_empty() || again * 5 <= who.len() {
            known.extend(who);
            grids.people.push(grid);
        }
    }
    for at in beside {
        let grid = read(at, None)?;
        cells += grid.cells.len() as u64;
        if cells > CELLS {
            return Err(TableError::TooMany);
        }
        grids.beside.push(grid);
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
    let all = || text.lines().map(|line| line.trim_matches(['\u{feff}', '\r', ' ']));
    let lines = || all().filter(|line| !line.is_empty());
    if lines().take(2).count() < 2 || !lines().take(LOOKED_AT).all(is_whole) || !lines().all(is_whole) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in all() {
        // An empty line stays, so that the others keep their numbers.
        if !line.is_empty() {
            let line = &line[..bare(line)];
            out.push_str(&line[1..line.len() - 1].replace("\"\"", "\""));
        }
        out.push('\n');
    }
    Some(out)
}

/// A text of which every cell of every line stands in single quotes, in double ones; `None` for all else.
fn single_quoted(text: &str) -> Option<String> {
    let all = || text.lines().map(|line| line.trim_matches(['\u{feff}', '\r', ' ']));
    let lines = || all().filter(|line| !line.is_empty());
    let sign = [',', ';', '\t', '|']
        .into_iter()
        .find(|sign| lines().next().is_some_and(|line| line.contains(&format!("'{sign}'"))))?;
    let between = format!("'{sign}'");
    let inside = |line: &'_ str| -> Option<(usize, usize)> {
        let is_whole = line.len() > 1 && line.starts_with('\'') && line.ends_with('\'') && line.contains(&between);
        is_whole.then(|| (1, line.len() - 1))
    };
    if lines().take(2).count() < 2 || !lines().all(|line| inside(line).is_some()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in all() {
        let cells = inside(line).map(|(from, to)| line[from..to].split(&between));
        for (at, cell) in cells.into_iter().flatten().enumerate() {
            if at > 0 {
                out.push(sign);
            }
            out.extend(["\"", &cell.replace('"', "\"\"").replace("\\'", "'").replace("''", "'"), "\""]);
        }
        out.push('\n');
    }
    Some(out)
}
