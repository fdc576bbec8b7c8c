//! The beginning of a table as it is before anything is made of it: headers, a few values of each column, the first
//! lines. Somebody who says how the table is read looks at it; also where it cannot be read at all.

use super::TableError;
use super::columns::Columns;
use super::field::Field;
use super::header::{self, header_row};
use super::mapping::{Col, Mapping};
use super::memory::fingerprint;
use super::numbers::number_as;
use super::problems::Problems;
use super::source::Source;
use super::table::Table;
use super::values::{self, DateOrder};
use crate::io::limits::Within;
use crate::io::magic::is_workbook;
use crate::io::xlsx::Workbook;
use jiff::civil::Date;

/// Rows of which values are shown.
const ROWS: usize = 400;
/// Bytes of a text of which they are.
const BYTES: usize = 1 << 18;
/// Values of each column, and texts with other letters than ASCII.
const VALUES: usize = 3;
/// First lines, among which the header is chosen.
const LINES: usize = 12;
/// Characters of a value.
const LETTERS: usize = 60;

/// The beginning of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Columns in order, each with up to three different values.
    pub columns: Vec<(Col, Vec<String>)>,
    /// First lines that hold anything, with their numbers, cells parted by a dot.
    pub lines: Vec<(usize, String)>,
    /// First line of the header.
    pub header_line: usize,
    /// Sheets of a workbook; empty for anything else.
    pub sheets: Vec<String>,
    /// Which of several files or sheets it is of; empty for the only one.
    pub table: String,
    /// The same as [`TableUse`](super::TableUse) names it: file and sheet.
    pub key: (String, String),
    /// Set when an earlier table has the same headers, so that what is said of its columns is said of both.
    pub repeats: bool,
    /// Set for a text, which has an encoding and, where it is a table, a separator.
    pub is_text: bool,
    /// Separator of a text.
    pub separator: Option<char>,
    /// Name of the encoding of a text.
    pub encoding: &'static str,
    /// Values with letters that depend on the encoding.
    pub letters: Vec<String>,
    /// A date that can be read with the day or the month first, where no date of its column can only be read one way, and
    /// both readings.
    pub date: Option<(String, [Date; 2])>,
    /// An amount whose sign can be for thousands or for cents, and both readings: with a decimal comma, with a point.
    pub amount: Option<(String, [f64; 2])>,
    /// Fingerprint of the headers.
    pub fingerprint: u64,
    /// Whether it has names of people.
    pub has_names: bool,
}

/// The beginning of a file as a mapping reads it; of several sheets that of the first. Fails where it is no table.
pub fn sample(bytes: &[u8], name: &str, mapping: &Mapping) -> Result<Sample, TableError> {
    samples(&[(name, bytes)], mapping)?.into_iter().next().ok_or(TableError::NothingInIt)
}

/// The beginnings of the tables of files, given as (name, bytes), as a mapping reads them. Fails where the first is no
/// table.
pub fn samples(files: &[(&str, &[u8])], mapping: &Mapping) -> Result<Vec<Sample>, TableError> {
    let mut samples: Vec<Sample> = Vec::new();
    for &(name, bytes) in files {
        let own = mapping.of_table(samples.is_empty(), name, "");
        let sources = Source::of(bytes, name, &own, &mut Problems::default(), &Within::USUAL);
        let sources = match sources {
            Err(error) if samples.is_empty() => return Err(error),
            sources => sources.unwrap_or_default(),
        };
        let sheets = if is_workbook(bytes) { Workbook::open(bytes, &Within::USUAL)?.sheets } else { Vec::new() };
        let is_one_of_several = files.len() > 1 || sources.len() > 1;
        for source in &sources {
            let is_first = samples.is_empty();
            let table = match (is_one_of_several, sources.len()) {
                (false, _) => String::new(),
                (true, 1) => name.to_owned(),
                (true, _) if files.len() == 1 => source.sheet_name().to_owned(),
                (true, _) => format!("{name}, {}", source.sheet_name()),
            };
            let own = mapping.of_table(is_first, name, source.sheet_name());
            let file = if files.len() > 1 { name.to_owned() } else { String::new() };
            let key = (file, source.sheet_name().to_owned());
            match of_source(source, &own, is_one_of_several) {
                Ok(sample) => {
                    let repeats = samples.iter().any(|known| known.fingerprint == sample.fingerprint);
                    samples.push(Sample { sheets: sheets.clone(), table, key, repeats, ..sample });
                }
                Err(error) if is_first => return Err(error),
                Err(_) => {}
            }
        }
    }
    Ok(samples)
}

fn of_source(source: &Source, mapping: &Mapping, is_one_of_several: bool) -> Result<Sample, TableError> {
    let (table, mut sample) = match source {
        Source::Grid(grid, _) => (Table::of_grid(grid), Sample::default()),
        Source::Text(decoded) => {
            let mut end = decoded.text.len().min(BYTES);
            while !decoded.text.is_char_boundary(end) {
                end -= 1;
            }
            let (table, separator) = header::split_sample(&decoded.text[..end], mapping, ROWS + LINES);
            let separator = Some(char::from(separator));
            (table, Sample { is_text: true, separator, encoding: decoded.encoding, ..Sample::default() })
        }
    };
    let first = (0..table.len()).find(|&row| !table.is_blank(row)).ok_or(TableError::Empty)?;
    let said = mapping.header.and_then(|said| {
        let row = (0..table.len()).find(|&row| table.line(row) == said.line)?;
        Some(header::header_at(&table, row, said.rows))
    });
    let found = || header_row(&table, mapping).map(|row| header::header_lines(&table, row));
    let (top, header, headers) = said.or_else(found).unwrap_or_else(|| header::header_at(&table, first, 1));
    sample.header_line = table.line(top);
    sample.fingerprint = fingerprint(headers.iter().map(String::as_str));
    let filled = (0..table.len()).filter(|&row| !table.is_blank(row)).take(LINES);
    sample.lines = filled.map(|row| (table.line(row), short(&joined(&table, row)))).collect();
    let rows = header + 1..table.len().min(header + 1 + ROWS);
    for (at, col) in Col::all(&headers).into_iter().enumerate() {
        let mut values: Vec<String> = Vec::new();
        for cell in rows.clone().map(|row| table.cell(row, at)).filter(|cell| !cell.is_empty()) {
            let cell = short(cell);
            if !values.contains(&cell) {
                values.push(cell);
            }
            if values.len() == VALUES {
                break;
            }
        }
        sample.columns.push((col, values));
    }
    let cells = || rows.clone().flat_map(|row| table.cells(row));
    sample.letters = cells().filter(|cell| !cell.is_ascii()).take(VALUES).map(short).collect();
    let about = is_one_of_several.then(|| mapping.about(&headers));
    let mapping = about.as_ref().unwrap_or(mapping);
    if let Ok(columns) = Columns::recognise(headers.iter().map(String::as_str), mapping) {
        let of = |field: Field| {
            let column = columns.column(field)?;
            Some(rows.clone().map(|row| table.cell(row, column)).collect::<Vec<_>>())
        };
        sample.has_names = columns.has_names();
        sample.date = [Field::Start, Field::End].into_iter().filter_map(of).find_map(|cells| open_date(&cells));
        let pay = [Field::Pay, Field::PayLow, Field::PayHigh, Field::PayHourly];
        sample.amount = pay.into_iter().filter_map(of).find_map(|cells| open_amount(&cells));
    }
    Ok(sample)
}

fn joined(table: &Table, row: usize) -> String {
    table.cells(row).filter(|cell| !cell.is_empty()).take(12).collect::<Vec<_>>().join(" \u{b7} ")
}

fn short(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = plain.take(LETTERS).collect();
    if text.chars().nth(LETTERS).is_some() {
        short.push('\u{2026}');
    }
    short
}

fn open_date(cells: &[&str]) -> Option<(String, [Date; 2])> {
    let (None, true) = values::date_order(cells.iter().copied()) else { return None };
    cells.iter().find_map(|cell| {
        let [day, month] = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| values::date(cell, order));
        let both = [day?, month?];
        (both[0] != both[1]).then(|| (short(cell), both))
    })
}

fn open_amount(cells: &[&str]) -> Option<(String, [f64; 2])> {
    let behind = |cell: &&&str| {
        let digits = cell.rsplit([',', '.']).next().unwrap_or_default();
        cell.contains([',', '.']) && digits.chars().filter(char::is_ascii_digit).count() != 3
    };
    if cells.iter().any(|cell| behind(&cell)) {
        return None;
    }
    cells.iter().find_map(|cell| {
        let number: String = cell.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
        let signs = number.matches([',', '.']).count();
        let [comma, point] = [',', '.'].map(|sign| number_as(&number, Some(sign)));
        let both = [comma?, point?];
        (signs == 1 && both[0] != both[1]).then(|| (short(cell), both))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mapping: &Mapping) -> Sample {
        sample(text.as_bytes(), "staff.csv", mapping).expect("a table")
    }

    #[test]
    fn three_values_of_each_column_are_shown_and_the_first_lines() {
        let found = check("Report\n\nid;name;team\n1;Ana;\n2;Bo;x\n3;Bo;x\n4;Cy;y\n5;Di;y\n", &Mapping::default());
        assert_eq!((found.header_line, found.separator), (3, Some(';')));
        assert_eq!(found.columns[1], (Col::named("name"), vec!["Ana".into(), "Bo".into(), "Cy".into()]));
        assert_eq!(found.columns[2].1, ["x", "y"]);
        assert_eq!(found.lines[..2], [(1, "Report".to_owned()), (3, "id \u{b7} name \u{b7} team".to_owned())]);
    }

    #[test]
    fn what_cannot_be_read_is_shown_all_the_same() {
        let found = check("a,b\n1,2\n", &Mapping::default());
        assert_eq!(found.columns, [(Col::named("a"), vec!["1".into()]), (Col::named("b"), vec!["2".into()])]);
        let second = Mapping { header: Some(super::super::HeaderLines { line: 2, rows: 1 }), ..Mapping::default() };
        assert_eq!(check("a,b\n1,2\n3,4\n", &second).columns[0], (Col::named("1"), vec!["3".into()]));
        assert!(sample(b"", "staff.csv", &Mapping::default()).is_err());
    }

    #[test]
    fn dates_and_amounts_that_prove_nothing_are_shown_both_ways() {
        let found = check("name,start date,salary\nAna,01/02/2020,\"90,000\"\n", &Mapping::default());
        let days = [jiff::civil::date(2020, 2, 1), jiff::civil::date(2020, 1, 2)];
        assert_eq!(found.date, Some(("01/02/2020".to_owned(), days)));
        assert_eq!(found.amount, Some(("90,000".to_owned(), [90.0, 90_000.0])));
        let found = check("name,start date,salary\nAna,2020-02-01,90000\n", &Mapping::default());
        assert_eq!((found.date, found.amount), (None, None));
    }
}
