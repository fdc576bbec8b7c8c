//! One file as a sheet: which delimiter, which line is the header, which rows are data. Rows of several
//! sheets are numbered through by [`Sheets`].

use super::super::xlsx::Grid;
use super::TableError;
use super::columns::Columns;
use super::columns::Field;
use super::columns::Unknown;
use super::problems::Problems;
use super::table::Table;
use crate::org::formula::as_meant;

/// Bytes that are looked at to find the delimiter.
const SAMPLE_BYTES: usize = 1 << 16;
/// Rows that are looked at to find the delimiter and the header.
pub const SAMPLE_ROWS: usize = 40;
/// A row that starts with "total" and has at most this many cells filled is a sum, not somebody.
const TOTAL_CELLS: usize = 3;

/// A file split into cells, its columns recognised.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// The cells.
    pub table: Table<'a>,
    /// The columns.
    pub columns: Columns,
    /// The delimiter; `None` in a workbook.
    pub delimiter: Option<char>,
    /// Row of the header in the table.
    pub header: usize,
    /// Data rows of the table, in file order.
    pub rows: Vec<u32>,
}

/// Rows between two looks at whether to stop.
const TICK: usize = 1 << 14;

/// Splits a text and finds its header; unfinished once `stop` says so.
pub fn sheet<'a>(
    text: &'a str,
    file: &'a str,
    map: &[(Field, String)],
    problems: &mut Problems,
    stop: &dyn Fn() -> bool,
) -> Result<Sheet<'a>, TableError> {
    let (body, given, first_line) = strip_separator_line(text);
    if body.trim().is_empty() {
        return Err(TableError::Empty);
    }
    if is_no_table(body, file) {
        return Err(TableError::NoTable);
    }
    let delimiter = given.unwrap_or_else(|| delimiter_of(body, map));
    let table = Table::split_unless(body, delimiter, first_line, usize::MAX, stop);
    let sheet = of_table(table, file, map, problems, stop)?;
    Ok(Sheet { delimiter: Some(char::from(delimiter)), ..sheet })
}

/// Finds the header of a sheet of a workbook; the same as [`sheet`] does with a text.
pub fn of_grid<'a>(
    grid: &'a Grid,
    file: &'a str,
    map: &[(Field, String)],
    problems: &mut Problems,
    stop: &dyn Fn() -> bool,
) -> Result<Sheet<'a>, TableError> {
    of_table(Table::of_grid(grid), file, map, problems, stop)
}

fn of_table<'a>(
    table: Table<'a>,
    file: &'a str,
    map: &[(Field, String)],
    problems: &mut Problems,
    stop: &dyn Fn() -> bool,
) -> Result<Sheet<'a>, TableError> {
    let header = header_row(&table, map).ok_or_else(|| no_header(&table))?;
    let columns = Columns::recognise(table.cells(header), map)
        .map_err(|Unknown(missing)| TableError::NoColumn(missing, quoted(table.cells(header))))?;
    if !columns.can_be_people() {
        return Err(TableError::NoPeople(quoted(table.cells(header))));
    }
    for row in 0..header {
        if !table.is_blank(row) {
            let text = table.cells(row).collect::<Vec<_>>().join(" ");
            problems.row("before-header", table.line(row), "This line stands before the header", &text, "Left out");
        }
    }
    for line in &table.open_quotes {
        problems.row("open-quote", *line, "A quotation mark is opened and never closed", "", "Read as text");
    }
    let rows = data_rows(&table, &columns, header, problems, stop);
    if rows.is_empty() {
        return Err(TableError::NoRows);
    }
    Ok(Sheet { file, table, columns, delimiter: None, header, rows })
}

/// `sep=;` in the first line, as one spreadsheet program writes and reads it.
fn strip_separator_line(text: &str) -> (&str, Option<u8>, usize) {
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
fn delimiter_of(text: &str, map: &[(Field, String)]) -> u8 {
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
    [b'|', b';', b'\t', b','].into_iter().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}

/// How much a row looks like a header: recognised columns, and those that the map names.
fn row_score(table: &Table, row: usize, map: &[(Field, String)]) -> usize {
    let named = map.iter().filter(|(_, header)| table.cells(row).any(|cell| cell.eq_ignore_ascii_case(header))).count();
    named + Columns::recognise(table.cells(row), &[]).map_or(0, |columns| columns.recognised())
}

/// The first row that looks most like a header; `None` when no row does.
pub fn header_row(table: &Table, map: &[(Field, String)]) -> Option<usize> {
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

/// Texts of other kinds, by the end of their name or their first character.
fn is_no_table(text: &str, file: &str) -> bool {
    let lower = file.to_lowercase();
    let endings = [".yml", ".yaml", ".json", ".xml", ".md", ".html"];
    endings.iter().any(|ending| lower.ends_with(ending)) || text.trim_start().starts_with(['<', '{'])
}

fn no_header(table: &Table) -> TableError {
    let first = (0..table.len()).find(|&row| !table.is_blank(row));
    TableError::NoHeader(first.map(|row| quoted(table.cells(row))).unwrap_or_default())
}

fn quoted<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (at, cell) in cells.enumerate() {
        if at == 12 {
            out.push_str(", …");
            break;
        }
        let short: String = cell.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
        out.push_str(if at > 0 { ", `" } else { "`" });
        out.push_str(&short);
        out.push('`');
    }
    out
}

/// The rows below the header that are somebody's. What is left out is said.
fn data_rows(
    table: &Table,
    columns: &Columns,
    header: usize,
    problems: &mut Problems,
    stop: &dyn Fn() -> bool,
) -> Vec<u32> {
    let mut rows = Vec::with_capacity(table.len().saturating_sub(header + 1));
    let mut blank = 0usize;
    for row in header + 1..table.len() {
        if row.is_multiple_of(TICK) && stop() {
            break;
        }
        if table.is_blank(row) {
            // A line of delimiters or white space; the end of the file is none.
            blank += usize::from(table.width(row) > 1);
            continue;
        }
        let line = table.line(row);
        if rows.is_empty() {
            if is_second_header(table, columns, row) {
                problems.row("second-header", line, "This line names the columns again", "", "Left out");
                continue;
            }
            if table.cells(row).any(|cell| cell.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("example:"))) {
                let text = table.cells(row).next().unwrap_or_default();
                problems.row("example", line, "This line is an example, not somebody", text, "Left out");
                continue;
            }
        }
        if is_total(table, row) {
            let text = table.cells(row).collect::<Vec<_>>().join(" ");
            problems.row("total", line, "This line is a sum, not somebody", &text, "Left out");
            continue;
        }
        let (width, wanted) = (table.width(row), columns.headers.len());
        if width > wanted && table.cells(row).skip(wanted).any(|cell| !cell.is_empty()) {
            problems.row("long-row", line, "This line has more cells than the header", "", "The rest is kept unnamed");
        } else if width < wanted {
            problems.row("short-row", line, "This line has fewer cells than the header", "", "The rest is empty");
        }
        rows.push(row as u32);
    }
    if blank > 0 {
        problems.file(format!("{blank} lines hold nothing but delimiters and white space"), "Left out");
    }
    rows
}

/// Labels under keys: the same fields recognised in the same columns again.
fn is_second_header(table: &Table, columns: &Columns, row: usize) -> bool {
    let same = table
        .cells(row)
        .zip(&columns.fields)
        .filter(|(cell, field)| field.is_some() && super::columns::field_of(cell).map(|(f, _)| f) == **field)
        .count();
    same >= 3
}

fn is_total(table: &Table, row: usize) -> bool {
    let first = table.cells(row).find(|cell| !cell.is_empty()).unwrap_or_default();
    let starts = ["total", "grand total", "sum"].iter().any(|word| {
        first.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !first[word.len()..].starts_with(char::is_alphanumeric)
    });
    starts && table.cells(row).filter(|cell| !cell.is_empty()).count() <= TOTAL_CELLS
}

/// The rows of several sheets as one list, in the order of the files.
#[derive(Debug)]
pub struct Sheets<'a> {
    /// The sheets.
    pub sheets: Vec<Sheet<'a>>,
    /// (sheet, row of its table).
    rows: Vec<(u16, u32)>,
}

impl<'a> Sheets<'a> {
    /// All data rows of all sheets.
    pub fn new(sheets: Vec<Sheet<'a>>) -> Self {
        let rows = sheets.iter().enumerate().flat_map(|(at, s)| s.rows.iter().map(move |&row| (at as u16, row)));
        let rows = rows.collect();
        Self { sheets, rows }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Keeps the rows for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let kept = (0..self.len()).filter(|&row| keep(row)).map(|row| self.rows[row]).collect();
        self.rows = kept;
    }

    /// The sheet of a row.
    pub fn sheet(&self, row: usize) -> &Sheet<'a> {
        &self.sheets[self.rows[row].0 as usize]
    }

    /// The number of the sheet of a row.
    pub fn sheet_number(&self, row: usize) -> usize {
        self.rows[row].0 as usize
    }

    /// The row within its table.
    pub fn table_row(&self, row: usize) -> usize {
        self.rows[row].1 as usize
    }

    /// The line of a row in its file.
    pub fn line(&self, row: usize) -> usize {
        self.sheet(row).table.line(self.table_row(row))
    }

    /// What a row says of a field, white space around it removed; empty where it says nothing.
    pub fn text(&self, row: usize, field: Field) -> &str {
        let sheet = self.sheet(row);
        match sheet.columns.column(field) {
            // A text that would be a formula is marked in many exports, ours among them.
            Some(column) => as_meant(sheet.table.cell(self.table_row(row), column)),
            None => "",
        }
    }

    /// Whether some sheet has a column for a field.
    pub fn has(&self, field: Field) -> bool {
        self.sheets.iter().any(|sheet| sheet.columns.has(field))
    }

    /// The name: as given, or first and last name joined. A `name` beside a last name alone is a first name.
    pub fn name(&self, row: usize) -> std::borrow::Cow<'_, str> {
        let (name, last) = (self.text(row, Field::Name), self.text(row, Field::LastName));
        let first = self.text(row, Field::FirstName);
        let front = if name.is_empty() { first } else { name };
        let joined = if name.is_empty() || !self.sheet(row).columns.has(Field::FirstName) {
            !last.is_empty() && !front.ends_with(last)
        } else {
            false
        };
        match (joined, front.is_empty()) {
            (false, _) => front.into(),
            (true, true) => last.into(),
            (true, false) => format!("{front} {last}").into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, header: &[&str], lines: &[usize]) {
        let mut problems = Problems::default();
        let sheet = sheet(text, "staff.csv", &[], &mut problems, &|| false).expect("a table of people");
        assert_eq!(sheet.columns.headers, header, "{text}");
        let found: Vec<usize> = sheet.rows.iter().map(|&row| sheet.table.line(row as usize)).collect();
        assert_eq!(found, lines, "{text}");
    }

    #[test]
    fn the_delimiter_and_the_header_are_found() {
        check("id,name\n1,Ana\n", &["id", "name"], &[2]);
        check("id\tname\n1\tAna, B\n", &["id", "name"], &[2]);
        check("id;name\r\n1;Ana\r\n", &["id", "name"], &[2]);
        check("id|name\r1|Ana\r", &["id", "name"], &[2]);
        check("sep=;\nid;name\n1;a,b\n", &["id", "name"], &[3]);
        check(
            "Report\nmade by J. B.\n\nid,name,manager\n1,Ana,\n\"Total posts\",\"90\"\n",
            &["id", "name", "manager"],
            &[5],
        );
        check(
            "USERID,USERNAME,MANAGER,TITLE\nUser Id,User Name,Manager,Title\n1,ana,NO_MANAGER,CEO\n",
            &["USERID", "USERNAME", "MANAGER", "TITLE"],
            &[3],
        );
        check("id,name\n , \n1,Ana\n", &["id", "name"], &[3]);
        check(
            "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required\nExample: Chris,c@x\nAna,a@x\n",
            &["Name [displayName] Required", "User name [userPrincipalName] Required"],
            &[4],
        );
    }

    fn check_error(text: &str, file: &str, start: &str) {
        let error = sheet(text, file, &[], &mut Problems::default(), &|| false).expect_err("nobody");
        let (what, hint) = (error.to_string(), error.hint());
        assert!(what.starts_with(start), "{what}");
        assert!(!hint.is_empty());
    }

    #[test]
    fn what_cannot_be_people_is_said() {
        check_error("", "a.csv", "The file is empty");
        check_error("id,name\n", "a.csv", "There is a header and nobody below it");
        check_error("a,b,c\n1,2,3\n", "a.csv", "No line names the columns");
        check_error("DEPARTMENT_ID,MANAGER_ID\n1,2\n", "a.csv", "There are no people in this table");
        check_error("- key: x\n  v: 1\n", "team.yml", "This is not a table");
    }
}
