//! Where a table begins: the separator between its cells, and the lines of its header.

use super::columns::{Columns, field_of};
use super::mapping::Mapping;
use super::settings::{Settings, settings};
use super::table::Table;
use hashbrown::HashSet;

/// Bytes that are looked at to find the delimiter.
const SAMPLE_BYTES: usize = 1 << 16;
/// Rows that are looked at to find the delimiter and the header.
pub const SAMPLE_ROWS: usize = 40;

/// The first row that looks most like a header; `None` when no row does.
pub fn header_row(table: &Table, map: &Mapping) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let first = (0..table.len().min(SAMPLE_ROWS)).find(|&row| !table.is_blank(row))?;
    for row in first..table.len().min(SAMPLE_ROWS) {
        let score = row_score(table, row, map);
        // One recognised word alone makes a header only in the first line.
        if score >= 2.min(1 + row - first) && best.is_none_or(|(_, old)| score > old) {
            best = Some((row, score));
        }
    }
    best.map(|(row, _)| row)
}

/// The header that is said to be on a row, and on the next one too where it is said to have two.
pub fn header_at(table: &Table, row: usize, rows: usize) -> (usize, usize, Vec<String>) {
    let lower = row + usize::from(rows > 1 && row + 1 < table.len());
    let headers = if lower > row { together(table, row, lower) } else { table.cells(row).map(str::to_owned).collect() };
    (row, lower, headers)
}

/// The first rows of a text, at most so many, and the separator between its cells.
pub fn split_sample<'a>(text: &'a str, map: &Mapping, most: usize) -> (Table<'a>, u8) {
    let (body, given, first_line) = strip_separator_line(text);
    let (settings, body) = settings(body).unwrap_or((Settings::default(), body));
    let separator = map.separator().or(given).unwrap_or_else(|| delimiter_of(body, map));
    (Table::split(body, separator, first_line + settings.lines, most), separator)
}

/// The first and the last line of the header, and its headers: two lines are one where together they say more than
/// either alone, as `Employee` and `Reports to` above `ID`, `Name`, `ID`, `Name`.
pub fn header_lines(table: &Table, found: usize) -> (usize, usize, Vec<String>) {
    let alone = |row: usize| table.cells(row).map(str::to_owned).collect::<Vec<_>>();
    let plain = Mapping::default();
    let meant =
        |headers: &[String]| Columns::recognise(headers.iter().map(String::as_str), &plain).map_or(0, |it| it.meant());
    let mut best = (found, found, alone(found));
    let mut most = meant(&best.2);
    for upper in [found.checked_sub(1), Some(found)].into_iter().flatten() {
        let lower = upper + 1;
        if lower >= table.len() || table.is_blank(upper) || table.is_blank(lower) {
            continue;
        }
        if upper == found && are_units(table, lower) {
            return (found, lower, together(table, found, lower));
        }
        let words = table.cells(lower).filter(|cell| field_of(cell).is_some()).count();
        if words < 2 {
            continue;
        }
        let headers = together(table, upper, lower);
        let said = meant(&headers);
        if said > most {
            most = said;
            best = (upper, lower, headers);
        }
    }
    best
}

/// Whether all that a line says stands in brackets, as the units below a header: `(EUR)`, `[%]`.
fn are_units(table: &Table, row: usize) -> bool {
    let is_unit =
        |cell: &str| (cell.starts_with('(') && cell.ends_with(')')) || (cell.starts_with('[') && cell.ends_with(']'));
    !table.is_blank(row) && table.cells(row).filter(|cell| !cell.is_empty()).all(is_unit)
}

/// Two lines of headers as one; what stands above an empty cell of the upper line stands for it too.
fn together(table: &Table, upper: usize, lower: usize) -> Vec<String> {
    let mut above = "";
    let mut headers = Vec::new();
    for at in 0..table.width(upper).max(table.width(lower)) {
        let (over, under) = (table.cell(upper, at), table.cell(lower, at));
        if !over.is_empty() {
            above = over;
        }
        let both = if above == under { under.to_owned() } else { format!("{above} {under}") };
        headers.push(match (under.is_empty(), field_of(&both).is_some(), field_of(under).is_some()) {
            (true, ..) => over.to_owned(),
            (false, true, _) => both,
            (false, false, true) => under.to_owned(),
            (false, false, false) => both.trim().to_owned(),
        });
    }
    headers
}

/// `sep=;` in the first line, as one spreadsheet program writes and reads it.
pub fn strip_separator_line(text: &str) -> (&str, Option<u8>, usize) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let first = text[..end].trim_matches([' ', '"']);
    let Some(delimiter) = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP=")) else {
        return (text, None, 1);
    };
    let rest = &text[end..];
    let rest = rest.strip_prefix("\r\n").unwrap_or_else(|| rest.get(1..).unwrap_or_default());
    match *delimiter.as_bytes() {
        [delimiter] if delimiter == b'\t' || (delimiter.is_ascii_punctuation() && delimiter != b'"') => {
            (rest, Some(delimiter), 2)
        }
        _ => (text, None, 1),
    }
}

/// The delimiter under which most columns are recognised, then the one that makes most cells.
pub fn delimiter_of(text: &str, map: &Mapping) -> u8 {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let score = |delimiter: u8| {
        let table = Table::split(&text[..end], delimiter, 1, SAMPLE_ROWS);
        let best = (0..table.len()).map(|row| row_score(&table, row, map)).max().unwrap_or(0);
        let cells = (0..table.len()).map(|row| table.width(row)).max().unwrap_or(0);
        (best, cells)
    };
    // The last of equal ones wins, so the comma stands last.
    [b'~', b'^', b'|', b';', b'\t', b','].into_iter().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}

/// How much a row looks like a header: recognised columns, and those that the map names.
fn row_score(table: &Table, row: usize, map: &Mapping) -> usize {
    let said = || map.columns.iter().filter(|it| it.field.is_some());
    let cells: HashSet<String> = match said().next() {
        Some(_) => table.cells(row).map(str::to_ascii_lowercase).collect(),
        None => HashSet::new(),
    };
    let named = said().filter(|it| cells.contains(&it.header.trim().to_ascii_lowercase())).count();
    named + Columns::recognise(table.cells(row), &Mapping::default()).map_or(0, |columns| columns.recognised())
}
