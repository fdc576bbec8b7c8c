//! One file as a sheet: cells, columns, and the rows that are somebody's. Rows of several sheets are numbered through
//! by [`super::sheets::Sheets`].

use super::TableError;
use super::codes::Codes;
use super::columns::{Columns, Unknown, field_of, normalised};
use super::content;
use super::error::counted;
use super::field::Field;
use super::header::{delimiter_of, header_at, header_lines, header_row, strip_separator_line};
use super::mapping::{Col, ColumnUse, Mapping, RowFix};
use super::nobody::Judge;
use super::problems::Problems;
use super::settings::{Settings, settings};
use super::table::Table;
use crate::io::grid::{COLUMNS, Grid};
use crate::io::limits::Within;

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
            format!("Before the table: {} with draw.io settings", counted(settings.lines, "line", "lines")),
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
    content::leave_empty(&table, &mut columns, header + 1);
    let rows = data_rows(&table, &columns, (header, map, file), problems, within);
    if rows.is_empty() {
        return Err(TableError::NoRows);
    }
    let is_said = |columns: &Columns, field| columns.column(field).is_some_and(|at| columns.by_hand[at]);
    if !is_said(&columns, Field::Name) && is_last_name(&table, &columns, &rows) {
        columns.change(Field::Name, Some(Field::LastName));
    }
    content::correct(&table, &mut columns, &rows, problems);
    if !is_said(&columns, Field::Id) && columns.has_names() && is_counter(&table, &columns, &rows) {
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
    if table.widest() <= width {
        return;
    }
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
        let what = format!(
            "{} one cell more than the header because of an unquoted comma",
            counted(wide[at], "line has", "lines have")
        );
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
        problems.note(
            format!("{} only delimiters and spaces", counted(blank, "line contains", "lines contain")),
            "Skipped",
        );
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

/// Whether columns say only who is above whom, and name both by their names.
pub fn are_lines_by_name(columns: &Columns) -> bool {
    let more = [Field::Id, Field::FirstName, Field::LastName, Field::Title, Field::Grade, Field::Email, Field::Team];
    columns.has(Field::Name)
        && columns.has(Field::Manager)
        && !more.into_iter().chain([Field::Pay, Field::Start]).any(|field| columns.has(field))
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
