//! One file as a sheet: which delimiter, which line is the header, which rows are data. Rows of several
//! sheets are numbered through by [`Sheets`].

use super::TableError;
use super::columns::{Columns, ManagerFrom, Unknown, field_of, normalised};
use super::content;
use super::field::{Field, NAMES};
use super::mapping::{Col, ColumnUse, HeaderLines, Mapping, RowFix};
use super::nobody::Judge;
use super::problems::{At, Problems};
use super::settings::{Settings, settings};
use super::table::Table;
use super::words::{Said, begins};
use crate::io::grid::{COLUMNS, Grid};
use crate::io::limits::Within;
use crate::org::formula;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;

/// Bytes that are looked at to find the delimiter.
const SAMPLE_BYTES: usize = 1 << 16;
/// Rows that are looked at to find the delimiter and the header.
pub const SAMPLE_ROWS: usize = 40;
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
    /// First row of the header in the table.
    pub header: usize,
    /// Number of rows of the header.
    pub header_rows: usize,
    /// Data rows of the table, in file order.
    pub rows: Vec<u32>,
    /// What codes of a column stand for, by another file.
    pub codes: Vec<Codes>,
}

/// What the codes in a column of people stand for, by another file: titles of jobs, names of departments.
#[derive(Debug)]
pub struct Codes {
    /// The field that the texts are for.
    pub field: Field,
    /// The column of people with the codes.
    pub column: usize,
    texts: HashMap<String, String>,
}

/// A table that says what codes stand for.
#[derive(Debug)]
pub struct LookUp<'a> {
    file: &'a str,
    table: Table<'a>,
    header: usize,
    /// The delimiter; `None` in a workbook.
    pub delimiter: Option<char>,
}

impl<'a> LookUp<'a> {
    /// A table of which no column holds people.
    pub fn of(source: &'a Grid, file: &'a str, map: &Mapping) -> Option<Self> {
        Self::of_table(Table::of_grid(source), file, map)
    }

    /// The same of a text.
    pub fn of_text(text: &'a str, file: &'a str, map: &Mapping) -> Option<Self> {
        let (body, given, first_line) = strip_separator_line(text);
        let delimiter = map.separator().or(given).unwrap_or_else(|| delimiter_of(body, &Mapping::default()));
        let found = Self::of_table(Table::split(body, delimiter, first_line, usize::MAX), file, map)?;
        Some(Self { delimiter: Some(char::from(delimiter)), ..found })
    }

    fn of_table(table: Table<'a>, file: &'a str, map: &Mapping) -> Option<Self> {
        let header = match map.header {
            Some(said) => (0..table.len()).find(|&row| table.line(row) == said.line)?,
            None => header_row(&table, &Mapping::default())?,
        };
        Some(Self { file, table, header, delimiter: None })
    }

    /// The line of its header.
    pub fn header_lines(&self) -> HeaderLines {
        HeaderLines { line: self.table.line(self.header), rows: 1 }
    }

    /// Lets a sheet of people say the texts for its codes, where both have a column of one name; whether that is so.
    pub fn join(&self, sheet: &mut Sheet, problems: &mut Problems) -> bool {
        let headers: Vec<&str> = self.table.cells(self.header).collect();
        let joins = joins(&headers, &sheet.columns);
        let mut is_joined = false;
        for Join { key, text, column, field } in joins {
            if sheet.codes.iter().any(|codes| codes.field == field) {
                continue;
            }
            let mut texts = HashMap::new();
            for row in self.header + 1..self.table.len() {
                let (code, said) = (self.table.cell(row, key), self.table.cell(row, text));
                if !code.is_empty() && !said.is_empty() {
                    texts.entry_ref(code).or_insert_with(|| said.to_owned());
                }
            }
            let what = format!("`{}` contains codes for `{}` in `{}`", headers[key], headers[text], self.file);
            problems.note(what, "The codes are kept beside it");
            sheet.codes.push(Codes { field, column, texts });
            is_joined = true;
        }
        is_joined
    }
}

/// How a table of codes is joined to people.
pub struct Join {
    /// Column of the codes in the table.
    key: usize,
    /// Column of the texts in the table.
    text: usize,
    /// Column of the codes in the sheet of people.
    column: usize,
    /// The field that the texts are for.
    field: Field,
}

/// What a table with these headers says of people with these columns: texts for codes that both have.
pub fn joins(headers: &[&str], people: &Columns) -> Vec<Join> {
    const TEXTS: [Field; 4] = [Field::Title, Field::Team, Field::Location, Field::Grade];
    let mut found: Vec<Join> = Vec::new();
    for (key, header) in headers.iter().enumerate().filter(|(_, header)| !header.is_empty()) {
        let same = |known: &String| normalised(known) == normalised(header);
        let Some(column) = people.headers.iter().position(same) else { continue };
        for field in TEXTS {
            let own = people.column(field);
            let best = headers.iter().enumerate().filter(|(at, _)| *at != key);
            let best = best.filter_map(|(at, text)| Some((at, field_of(text)?))).filter(|(_, (it, _))| *it == field);
            let Some((text, _)) = best.min_by_key(|(_, (_, rank))| *rank) else { continue };
            if own.is_some_and(|own| own != column) || found.iter().any(|join| join.field == field) {
                continue;
            }
            found.push(Join { key, text, column, field });
        }
    }
    found
}

/// Rows between two looks at whether to stop.
const TICK: usize = 1 << 14;

/// Splits a text and finds its header; unfinished once it is asked to stop.
pub fn sheet<'a>(
    text: &'a str,
    file: &'a str,
    map: &Mapping,
    problems: &mut Problems,
    within: &Within,
) -> Result<Sheet<'a>, TableError> {
    let (body, given, first_line) = strip_separator_line(text);
    if body.trim().is_empty() {
        return Err(TableError::Empty);
    }
    let (settings, body) = settings(body).unwrap_or((Settings::default(), body));
    if settings.lines > 0 {
        problems.note(
            format!("{} lines with draw.io settings precede the table", settings.lines),
            "The settings are applied",
        );
    }
    // What is said by hand wins, and a column that is not there is nobody's.
    let mut map = map.clone();
    if !settings.map.is_empty() {
        let header = body.lines().next().unwrap_or_default().split([',', ';', '\t', '|']).take(COLUMNS as usize);
        let header: Vec<&str> = header.map(|cell| cell.trim().trim_matches('"')).collect();
        for (field, name) in settings.map {
            let is_said = map.columns.iter().any(|it| it.field == Some(field))
                || (field == Field::Manager && map.manager.is_some());
            if !is_said && header.iter().any(|cell| cell.eq_ignore_ascii_case(&name)) {
                map.columns.push(ColumnUse::of(Col::named(name), Some(field)));
            }
        }
    }
    let delimiter = map.separator().or(given).unwrap_or_else(|| delimiter_of(body, &map));
    let watch = |done: usize| {
        (within.split)(done);
        (within.stop)()
    };
    let table = Table::split_unless(body, delimiter, first_line + settings.lines, usize::MAX, &watch);
    let sheet = of_table(table, file, &map, problems, within)?;
    Ok(Sheet { delimiter: Some(char::from(delimiter)), ..sheet })
}

/// Finds the header of a sheet of a workbook; the same as [`sheet`] does with a text.
pub fn of_grid<'a>(
    grid: &'a Grid,
    file: &'a str,
    map: &Mapping,
    problems: &mut Problems,
    within: &Within,
) -> Result<Sheet<'a>, TableError> {
    of_table(Table::of_grid(grid), file, map, problems, within)
}

fn of_table<'a>(
    mut table: Table<'a>,
    file: &'a str,
    map: &Mapping,
    problems: &mut Problems,
    within: &Within,
) -> Result<Sheet<'a>, TableError> {
    if table.is_full {
        return Err(TableError::TooMany);
    }
    if table.len() > within.limits.rows {
        return Err(TableError::Rows(within.limits.rows));
    }
    let (found, (first, header, headers)) = match map.header {
        None => {
            let found = header_row(&table, map).ok_or_else(|| no_header(&table))?;
            (found, header_lines(&table, found))
        }
        Some(said) => {
            let found = (0..table.len()).find(|&row| table.line(row) == said.line).ok_or_else(|| no_header(&table))?;
            (found, header_at(&table, found, said.rows))
        }
    };
    if headers.len() > COLUMNS as usize {
        return Err(TableError::Beyond);
    }
    let about = within.is_one_of_several.then(|| map.about(&headers));
    let map = about.as_ref().unwrap_or(map);
    let recognise = |map| Columns::recognise(headers.iter().map(String::as_str), map);
    let mut columns =
        recognise(map).map_err(|Unknown(missing)| TableError::NoColumn(missing, quoted(table.cells(found))))?;
    if !columns.can_be_people() {
        return Err(TableError::NoPeople(quoted(table.cells(found))));
    }
    for row in 0..first {
        if !table.is_blank(row) {
            let text = table.cells(row).collect::<Vec<_>>().join(" ");
            problems.row("before-header", table.line(row), "This line comes before the header", &text, "Skipped");
        }
    }
    if first < header {
        let what = format!("Lines {} and {} are read as one header", table.line(first), table.line(header));
        problems.note(what, "The upper line states whose columns follow");
    }
    for line in &table.open_quotes {
        problems.row("open-quote", *line, "A quotation mark is opened but never closed", "", "Read as text");
    }
    // A workbook parts its cells itself: a cell there begins with a space because somebody typed one.
    if !table.is_sparse {
        join_parted(&mut table, &columns, header, problems);
    }
    if table.is_full {
        return Err(TableError::TooMany);
    }
    let rows = data_rows(&table, &columns, (header, map, file), problems, within);
    if rows.is_empty() {
        return Err(TableError::NoRows);
    }
    let is_said = |columns: &Columns, field| columns.column(field).is_some_and(|at| columns.by_hand[at]);
    if !is_said(&columns, Field::Name) && is_last_name(&table, &columns, &rows) {
        columns.change(Field::Name, Some(Field::LastName));
    }
    content::correct(&table, &mut columns, &rows, problems);
    if !is_said(&columns, Field::Id) && is_counter(&table, &columns, &rows) {
        columns.change(Field::Id, None);
    }
    let header_rows = header - first + 1;
    Ok(Sheet { file, table, columns, delimiter: None, header: first, header_rows, rows, codes: Vec::new() })
}

/// Whether the rows below a header can be people.
pub fn can_be_people(table: &Table, found: usize, map: &Mapping) -> bool {
    let (_, _, headers) = header_lines(table, found);
    Columns::recognise(headers.iter().map(String::as_str), map).is_ok_and(|columns| columns.can_be_people())
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

/// Rows that are looked at to see what a column holds.
const LOOKED_AT: usize = 500;

/// Whether a column called Name beside first names holds last names: no name has the first name in it.
fn is_last_name(table: &Table, columns: &Columns, rows: &[u32]) -> bool {
    let (Some(name), Some(first)) = (columns.column(Field::Name), columns.column(Field::FirstName)) else {
        return false;
    };
    if columns.has(Field::LastName) || normalised(&columns.headers[first]).contains("prefer") {
        return false;
    }
    let both =
        rows.iter().take(LOOKED_AT).map(|&row| (table.cell(row as usize, name), table.cell(row as usize, first)));
    let mut both = both.filter(|(name, first)| !name.is_empty() && !first.is_empty()).peekable();
    both.peek().is_some() && !both.any(|(name, first)| name.to_lowercase().contains(&first.to_lowercase()))
}

/// Whether a column called Number only counts the rows, and no manager is named by it.
fn is_counter(table: &Table, columns: &Columns, rows: &[u32]) -> bool {
    let Some(column) = columns.column(Field::Id) else { return false };
    if !columns.said[column].is_some_and(|said| said.is_bare_number) || rows.len() < 2 {
        return false;
    }
    let counts = |(at, &row): (usize, &u32)| table.cell(row as usize, column).parse() == Ok(at + 1);
    if !rows.iter().enumerate().all(counts) {
        return false;
    }
    let managers: Vec<usize> = columns.managers.iter().flat_map(|it| it.from.columns()).copied().collect();
    let cells =
        rows.iter().take(LOOKED_AT).flat_map(|&row| managers.iter().map(move |&at| table.cell(row as usize, at)));
    let named = cells.filter(|cell| !cell.is_empty());
    !named.into_iter().any(|cell| cell.parse::<usize>().is_ok_and(|number| number > 0 && number <= rows.len()))
}

/// Puts cells together that a comma without quotes parted, as in "Last, First": where nearly every line has one cell more
/// than the header and the next cell begins with a space in one place, and in single lines that have more cells than the
/// header and as many that begin with a space.
fn join_parted(table: &mut Table, columns: &Columns, header: usize, problems: &mut Problems) {
    let width = columns.headers.len();
    let (mut all, mut wide) = (0usize, vec![0usize; width + 1]);
    let mut single = Vec::new();
    for row in header + 1..table.len() {
        let own = table.width(row);
        if own <= width {
            all += usize::from(!table.is_blank(row));
            continue;
        }
        all += 1;
        let spaced: Vec<usize> = (1..own).filter(|&at| table.begins_with_space(row, at)).take(width).collect();
        if own == width + 1 {
            spaced.iter().for_each(|&at| wide[at] += 1);
        }
        if spaced.len() == own - width && !table.cell(row, own - 1).is_empty() {
            single.push((row as u32, spaced));
        }
    }
    let most = (1..=width).max_by_key(|&at| (wide[at], std::cmp::Reverse(at))).filter(|&at| wide[at] * 10 >= all * 9);
    if let Some(at) = most.filter(|&at| all > 0 && wide[at] > 0) {
        table.join_cells(at - 1, width + 1);
        let what = format!("{} lines have one cell more than the header because of an unquoted comma", wide[at]);
        problems.file(what, &format!("The two parts of `{}` are joined", columns.headers[at - 1]));
        return;
    }
    if single.is_empty() {
        return;
    }
    for (row, _) in &single {
        let line = table.line(*row as usize);
        let what = "This line has more cells than the header because of an unquoted comma";
        problems.row("parted", line, what, "", "Text that begins with a space is joined to the cell before it");
    }
    table.join_each(&single);
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
fn delimiter_of(text: &str, map: &Mapping) -> u8 {
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
    (header, map, file): (usize, &Mapping, &str),
    problems: &mut Problems,
    within: &Within,
) -> Vec<u32> {
    let mut rows = Vec::with_capacity(table.len().saturating_sub(header + 1));
    // Rows are judged by what the headers say, so that what is said by hand of the columns loses nobody.
    let plain = match map.columns.is_empty() && map.manager.is_none() {
        true => None,
        false => Columns::recognise(columns.headers.iter().map(String::as_str), &Mapping::default()).ok(),
    };
    let said_by_hand = columns;
    let columns = plain.as_ref().unwrap_or(columns);
    let judge = Judge::new(table, columns, header);
    let fixes = map.fixes(file);
    let names = |columns: &Columns, at: usize| columns.fields.get(at).copied().flatten().is_some_and(names_somebody);
    let is_named_by_hand = |row: usize| {
        let first = (0..table.width(row)).find(|&at| !table.cell(row, at).is_empty());
        first.is_some_and(|at| names(said_by_hand, at) && !names(columns, at))
    };
    let mut blank = 0usize;
    let (longest, has_long) = (within.limits.cell, table.longest() > within.limits.cell);
    for row in header + 1..table.len() {
        if row.is_multiple_of(TICK) && (within.stop)() {
            break;
        }
        if table.is_blank(row) {
            // A line of delimiters or white space; the end of the file is none.
            blank += usize::from(table.width(row) > 1);
            continue;
        }
        let line = table.line(row);
        if has_long && table.cells(row).any(|cell| cell.len() > longest) {
            let what = format!("A cell of this line has more than {longest} bytes");
            problems.row("long-cell", line, &what, "", "Left out: shorten the cell in the original program");
            continue;
        }
        let said = fixes.get(&line).copied();
        if said == Some(&RowFix::LeaveOut) {
            let text = table.cells(row).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
            problems.row("left-out", line, "This line was excluded by choice", &text, "Left out");
            continue;
        }
        let is_somebody = said == Some(&RowFix::Somebody);
        if rows.is_empty() && !is_somebody {
            if is_second_header(table, columns, row) {
                problems.row("second-header", line, "This line repeats the column names", "", "Skipped");
                continue;
            }
            if table.cells(row).any(|cell| cell.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("example:"))) {
                let text = table.cells(row).next().unwrap_or_default();
                problems.row("example", line, "This line is an example, not a person", text, "Skipped");
                continue;
            }
        }
        if let Some(nobody) = judge.nobody(row).filter(|_| !is_somebody && !is_named_by_hand(row)) {
            let text = table.cells(row).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
            let (kind, what) = nobody.said();
            problems.row(kind, line, what, &text, "Skipped");
            continue;
        }
        let (width, wanted) = (table.width(row), columns.headers.len());
        if width > wanted && table.cells(row).skip(wanted).any(|cell| !cell.is_empty()) {
            problems.row(
                "long-row",
                line,
                "This line has more cells than the header",
                "",
                "The extra cells are kept without a name",
            );
        } else if width < wanted && !table.is_sparse {
            problems.row(
                "short-row",
                line,
                "This line has fewer cells than the header",
                "",
                "The missing cells are empty",
            );
        }
        rows.push(row as u32);
    }
    if blank > 0 {
        problems.note(format!("{blank} lines contain only delimiters and spaces"), "Skipped");
    }
    rows
}

/// Whether columns say only who is above whom.
pub fn are_lines(columns: &Columns) -> bool {
    let more = [Field::Title, Field::Grade, Field::Email, Field::Team, Field::Pay, Field::Start];
    !columns.has_names()
        && columns.has(Field::Id)
        && columns.has(Field::Manager)
        && !more.into_iter().any(|field| columns.has(field))
}

/// True for a field that says who somebody is.
fn names_somebody(field: Field) -> bool {
    matches!(field, Field::Id | Field::Name | Field::FirstName | Field::LastName | Field::Email)
}

/// Labels under keys: the same fields recognised in the same columns again.
fn is_second_header(table: &Table, columns: &Columns, row: usize) -> bool {
    let same = table
        .cells(row)
        .zip(&columns.fields)
        .filter(|(cell, field)| field.is_some() && field_of(cell).map(|(f, _)| f) == **field)
        .count();
    same >= 3
}

/// A cell as it is meant: spreadsheets write `="001"` and `'001` to keep the zeros of a number, and many exports, ours
/// among them, mark a text that would be a formula.
fn as_meant(text: &str) -> &str {
    // Nearly no cell begins so.
    if !matches!(text.as_bytes().first(), Some(b'=' | b'\'')) {
        return text;
    }
    match text.as_bytes() {
        [b'=', b'"', .., b'"'] if text.len() > 2 => {
            let inside = &text[2..text.len() - 1];
            if inside.contains('"') { text } else { inside }
        }
        [b'\'', rest @ ..] if !rest.is_empty() && rest.iter().all(|byte| byte.is_ascii_digit()) => &text[1..],
        _ => formula::as_meant(text),
    }
}

/// What other sheets say of who is above somebody.
#[derive(Debug, Default)]
pub struct Lines {
    /// The manager; empty where none is named.
    pub manager: String,
    /// Second managers.
    pub dotted: Vec<String>,
    /// The rows that say so, by sheet and row of its table.
    pub rows: Vec<(u16, u32)>,
}

/// The rows of several sheets as one list, in the order of the files.
#[derive(Debug)]
pub struct Sheets<'a> {
    /// The sheets.
    pub sheets: Vec<Sheet<'a>>,
    /// (sheet, row of its table).
    rows: Vec<(u16, u32)>,
    /// What sheets of lines alone say, by what names the one below.
    lines: HashMap<String, Lines>,
    /// What is said by hand.
    pub mapping: &'a Mapping,
    /// Decisions by hand about single rows, by sheet and row of its table.
    fixes: HashMap<(u16, u32), &'a RowFix>,
    /// What is written by hand into fields of single rows.
    values: HashMap<(u16, u32, Field), &'a str>,
    /// Fields of which some row may say something, as bits.
    said: u64,
}

impl<'a> Sheets<'a> {
    /// All data rows of all sheets.
    pub fn new(sheets: Vec<Sheet<'a>>, mapping: &'a Mapping) -> Self {
        let rows = sheets.iter().enumerate().flat_map(|(at, s)| s.rows.iter().map(move |&row| (at as u16, row)));
        let rows: Vec<(u16, u32)> = rows.collect();
        let (mut fixes, mut values) = (HashMap::new(), HashMap::new());
        for (at, sheet) in sheets.iter().enumerate().filter(|_| !mapping.rows.is_empty()) {
            let of_lines = mapping.fixes(sheet.file);
            let mut texts: HashMap<usize, Vec<(Field, &str)>> = HashMap::new();
            for (line, field, text) in mapping.values(sheet.file) {
                texts.entry(line).or_default().push((field, text));
            }
            for &row in &sheet.rows {
                let line = sheet.table.line(row as usize);
                if let Some(&fix) = of_lines.get(&line) {
                    fixes.insert((at as u16, row), fix);
                }
                for &(field, text) in texts.get(&line).into_iter().flatten() {
                    values.insert((at as u16, row, field), text);
                }
            }
        }
        Self { sheets, rows, lines: HashMap::new(), mapping, fixes, values, said: u64::MAX }
    }

    /// The decision by hand about a row.
    pub fn fix(&self, row: usize) -> Option<&'a RowFix> {
        if self.fixes.is_empty() { None } else { self.fixes.get(&self.rows[row]).copied() }
    }

    /// Whether something is written by hand into fields.
    pub fn has_values(&self) -> bool {
        !self.values.is_empty()
    }

    /// What is written by hand into a field of a row.
    pub fn value(&self, row: usize, field: Field) -> Option<&'a str> {
        if self.values.is_empty() {
            return None;
        }
        let (sheet, row) = self.rows[row];
        self.values.get(&(sheet, row, field)).copied()
    }

    /// Takes the sheets that say only who is above whom as lines between the people of the others.
    pub fn take_lines(&mut self, problems: &mut Problems) {
        let which: Vec<bool> = self.sheets.iter().map(|sheet| are_lines(&sheet.columns)).collect();
        if !which.contains(&true) || !self.has_names() {
            return;
        }
        let is_line = |row: usize| which[self.sheet_number(row)];
        let mut lines: HashMap<String, Lines> = HashMap::new();
        for row in (0..self.len()).filter(|&row| is_line(row)) {
            let (id, manager) = (self.text(row, Field::Id), self.manager(row));
            if id.is_empty() {
                continue;
            }
            let of = lines.entry_ref(id).or_default();
            of.rows.push(self.rows[row]);
            if manager.is_empty() {
                continue;
            }
            if begins(self.text(row, Field::Relation), Said::Dotted) || !of.manager.is_empty() {
                of.dotted.push(manager.into_owned());
            } else {
                of.manager = manager.into_owned();
            }
        }
        for (sheet, _) in self.sheets.iter().zip(&which).filter(|(_, is_lines)| **is_lines) {
            let what = format!("`{}` states the reporting lines of the people in the other tables", sheet.file);
            problems.note(what, "Its lines are drawn between their people");
        }
        let mut known: HashSet<(u16, u32)> = HashSet::new();
        for row in (0..self.len()).filter(|&row| !is_line(row)) {
            known.extend(self.name_in_lines(row, &lines).iter().flat_map(|lines| &lines.rows));
        }
        // Of whom no other file knows is somebody all the same.
        let mut unknown = 0usize;
        let rows = std::mem::take(&mut self.rows);
        let kept = rows.into_iter().filter(|row| {
            let is_kept = !known.contains(row);
            unknown += usize::from(which[row.0 as usize] && is_kept);
            is_kept
        });
        self.rows = kept.collect();
        if unknown > 0 {
            let lines = if unknown == 1 { "line between people names" } else { "lines between people name" };
            let what = format!("{unknown} {lines} a person who is in no other file");
            problems.file(what, "Each is drawn as a person known only by id");
        }
        self.lines = lines;
    }

    /// What sheets of lines say of a row: under its id, its address, its user name or its name.
    fn name_in_lines<'l>(&self, row: usize, lines: &'l HashMap<String, Lines>) -> Option<&'l Lines> {
        let by = [Field::Id, Field::Email, Field::UserName].into_iter().map(|field| self.text(row, field));
        let found = by.filter(|text| !text.is_empty()).find_map(|text| lines.get(text));
        found.or_else(|| lines.get(self.name(row).as_ref()))
    }

    /// What sheets of lines say of a row of people.
    fn lines_of(&self, row: usize) -> Option<&Lines> {
        if self.lines.is_empty() { None } else { self.name_in_lines(row, &self.lines) }
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

    /// The line of a row, for a problem.
    pub fn at(&self, row: usize) -> At {
        At { sheet: self.rows[row].0, line: self.line(row) }
    }

    /// The line of a row in its file.
    pub fn line(&self, row: usize) -> usize {
        self.sheet(row).table.line(self.table_row(row))
    }

    /// What a row says of a field, white space around it removed; empty where it says nothing.
    #[inline]
    pub fn text(&self, row: usize, field: Field) -> &str {
        // Most fields have no column, and are asked of every row.
        if self.said & (1 << field as u32) == 0 { "" } else { self.text_of(row, field) }
    }

    /// Notes which fields have a column; from here on the columns stay as they are.
    pub fn settle(&mut self) {
        let by_hand = |field: Field| self.values.keys().any(|(.., of)| *of == field);
        let is_said = |sheet: &Sheet, field| {
            sheet.columns.column(field).is_some() || sheet.codes.iter().any(|codes| codes.field == field)
        };
        let said = NAMES
            .iter()
            .map(|&(field, _)| field)
            .filter(|&field| by_hand(field) || self.sheets.iter().any(|sheet| is_said(sheet, field)));
        self.said = said.fold(0, |said, field| said | 1 << field as u32);
    }

    fn text_of(&self, row: usize, field: Field) -> &str {
        if !self.values.is_empty()
            && let Some(text) = self.value(row, field)
        {
            return text;
        }
        let (sheet, row) = self.rows[row];
        let sheet = &self.sheets[sheet as usize];
        if !sheet.codes.is_empty()
            && let Some(codes) = sheet.codes.iter().find(|codes| codes.field == field)
        {
            let code = sheet.table.cell(row as usize, codes.column);
            return codes.texts.get(code).map_or(code, String::as_str);
        }
        match sheet.columns.column(field) {
            Some(column) => as_meant(sheet.table.cell(row as usize, column)),
            None => "",
        }
    }

    /// Whom a row names as the one above, as it is written; empty where it names nobody.
    pub fn manager(&self, row: usize) -> Cow<'_, str> {
        match self.fix(row) {
            Some(RowFix::Top) => return "".into(),
            Some(RowFix::Manager(manager)) => return manager.as_str().into(),
            _ => {}
        }
        let said = self.manager_in(row, self.sheet(row).columns.manager_from());
        if said.is_empty() {
            return self.lines_of(row).map_or("", |lines| lines.manager.as_str()).into();
        }
        said
    }

    /// Whom a row names in certain columns.
    pub fn manager_in(&self, row: usize, from: Option<&ManagerFrom>) -> Cow<'_, str> {
        let sheet = self.sheet(row);
        let cell = |column: usize| as_meant(sheet.table.cell(self.table_row(row), column));
        match from {
            Some(ManagerFrom::Cell(at)) => Cow::Borrowed(cell(*at)),
            Some(ManagerFrom::Halves(first, last)) => {
                format!("{} {}", cell(*first), cell(*last)).trim().to_owned().into()
            }
            Some(ManagerFrom::Chain(levels)) => {
                let last =
                    levels.iter().rev().map(|&at| cell(at)).find(|text| !text.is_empty() && !self.is_self(row, text));
                last.unwrap_or_default().into()
            }
            Some(ManagerFrom::Path(at)) => self.above_in_path(row, cell(*at)).into(),
            Some(ManagerFrom::Outline(at)) => {
                let number = cell(*at).trim_end_matches('.');
                number.rsplit_once(content::is_step).map_or("", |(above, _)| above).into()
            }
            None => "".into(),
        }
    }

    /// Whether other sheets say who is above whom.
    pub fn has_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Whom other sheets name above a row beside its manager.
    pub fn more_dotted(&self, row: usize) -> impl Iterator<Item = &str> {
        let lines = self.lines_of(row);
        let first = lines.map(|lines| lines.manager.as_str()).filter(|other| !other.is_empty());
        let first = first.filter(|other| *other != self.manager(row));
        first.into_iter().chain(lines.into_iter().flat_map(|lines| &lines.dotted).map(String::as_str))
    }

    /// What sheets of lines say of a row beside who is above it, as (line, sheet, column, text); lines from 1.
    pub fn more_of_lines(&self, row: usize) -> impl Iterator<Item = (usize, usize, usize, &str)> {
        let rows = self.lines_of(row).into_iter().flat_map(|lines| &lines.rows);
        rows.zip(1..).flat_map(|(&(at, row), line)| {
            let (at, row) = (at as usize, row as usize);
            let Sheet { table, columns, .. } = &self.sheets[at];
            let is_drawn = |column: usize| {
                matches!(columns.fields.get(column), Some(Some(Field::Id | Field::Manager | Field::Relation)))
            };
            let cells = (0..table.width(row)).filter(move |&column| !is_drawn(column));
            let cells = cells.map(move |column| (line, at, column, table.cell(row, column)));
            cells.filter(|(.., text)| !text.is_empty())
        })
    }

    /// The entry of a path before the row itself.
    fn above_in_path<'t>(&self, row: usize, path: &'t str) -> &'t str {
        let Some(parter) =
            ["|", "->", "\u{2192}", " > ", ">", "\\", "/", ";"].into_iter().find(|sign| path.contains(*sign))
        else {
            return if self.is_self(row, path) { "" } else { path };
        };
        let mut entries = path.rsplit(parter).map(str::trim).filter(|entry| !entry.is_empty()).peekable();
        if entries.peek().is_some_and(|last| self.is_self(row, last)) {
            entries.next();
        }
        entries.next().unwrap_or_default()
    }

    /// Whether a text names the row itself: by id, name, address or user name.
    fn is_self(&self, row: usize, text: &str) -> bool {
        let own = [Field::Id, Field::Email, Field::UserName];
        own.iter().any(|&field| self.text(row, field).eq_ignore_ascii_case(text))
            || self.name(row).eq_ignore_ascii_case(text)
    }

    /// Whether some sheet has names of people.
    pub fn has_names(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.columns.has_names())
    }

    /// Whether some sheet has a column for a field.
    pub fn has(&self, field: Field) -> bool {
        let says = |sheet: &Sheet| sheet.columns.has(field) || sheet.codes.iter().any(|codes| codes.field == field);
        self.sheets.iter().any(says)
    }

    /// The name: as given, or first and last name joined. A `name` beside a last name alone is a first name.
    pub fn name(&self, row: usize) -> Cow<'_, str> {
        let (name, last) = (self.text(row, Field::Name), self.text(row, Field::LastName));
        let first = self.text(row, Field::FirstName);
        let front = if name.is_empty() { first } else { name };
        let joined = if name.is_empty() || !self.sheet(row).columns.has(Field::FirstName) {
            !last.is_empty() && !front.ends_with(last)
        } else {
            false
        };
        match (joined, front.is_empty()) {
            (false, _) => self.without_id(row, front).into(),
            (true, true) => last.into(),
            (true, false) => format!("{front} {last}").into(),
        }
    }

    /// A name that somebody goes by beside the one that is shown: of another column of names, or with another first name.
    pub fn used_name(&self, row: usize) -> Option<String> {
        let sheet = self.sheet(row);
        let columns = &sheet.columns;
        if let Some(at) = columns.other(Field::Name) {
            return Some(sheet.table.cell(self.table_row(row), at).to_owned());
        }
        let last = self.text(row, Field::LastName);
        let first = match columns.has(Field::Name) {
            true => self.text(row, Field::FirstName),
            false => columns.other(Field::FirstName).map_or("", |at| sheet.table.cell(self.table_row(row), at)),
        };
        (!last.is_empty() && !first.is_empty()).then(|| format!("{first} {last}"))
    }

    /// A name without the own id that some programs write behind it: `Petra Lindqvist (1001)`.
    fn without_id<'t>(&self, row: usize, name: &'t str) -> &'t str {
        let Some((before, inside)) = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) else {
            return name;
        };
        if !inside.is_empty() && inside == self.text(row, Field::Id) { before.trim_end() } else { name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, header: &[&str], lines: &[usize]) {
        let mut problems = Problems::default();
        let sheet =
            sheet(text, "staff.csv", &Mapping::default(), &mut problems, &Within::USUAL).expect("a table of people");
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
        let error =
            sheet(text, file, &Mapping::default(), &mut Problems::default(), &Within::USUAL).expect_err("nobody");
        let (what, hint) = (error.to_string(), error.hint());
        assert!(what.starts_with(start), "{what}");
        assert!(!hint.is_empty());
    }

    #[test]
    fn what_cannot_be_people_is_said() {
        check_error("", "a.csv", "The file is empty");
        check_error("id,name\n", "a.csv", "There is a header but no rows below it");
        check_error("a,b,c\n1,2,3\n", "a.csv", "There is no line with column names");
        check_error("DEPARTMENT_ID,MANAGER_ID\n1,2\n", "a.csv", "No people could be found in this table");
    }
}
