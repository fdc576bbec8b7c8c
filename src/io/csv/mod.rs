//! Spreadsheets: CSV and its relatives as HR systems write them, and Excel workbooks. Bytes are decoded, split into
//! cells, columns recognised by their headers, managers linked, seats found; each step is one file. Nothing that was
//! read is dropped, and whatever could not be taken as it stands is a problem with its line.

mod amounts;
mod cells;
mod choose;
mod codes;
mod columns;
mod content;
mod count;
mod currency;
mod decode;
mod error;
mod field;
mod find;
mod fold;
mod full_time;
mod grades;
mod grammar;
mod header;
mod levels;
mod link;
mod look_up;
mod mapping;
mod memory;
mod money;
mod nobody;
mod numbers;
mod order;
mod pay_period;
mod people;
mod posts;
mod presence;
mod problems;
mod report;
mod rows;
mod same_ids;
mod sample;
mod seats;
mod settings;
mod sheet;
mod sheets;
mod source;
mod table;
mod titles;
mod unknown;
mod up;
mod values;
mod words;
mod write;

pub use choose::{Choice, Rival};
pub use count::Counts;
pub use error::TableError;
pub use field::{Field, field_named, field_names, name_of};
pub use find::Way;
pub use mapping::{
    Col, ColumnUse, GradeUse, HeaderLines, ManagerUse, Mapping, PayUnit, RowFix, RowUse, TableUse, TitleUse, hidden,
    is_name_of,
};
pub use memory::{MappingMemory, fingerprint};
pub use report::{ColumnReport, FileReport, ImportReport};
pub use rows::{read_range, read_rows, write_rows};
pub use sample::{Sample, sample, samples};
pub use values::DateOrder;
pub use write::write;

use super::limits::{Limits, Within};
use super::{Format, OpenError, Opened, Problem, Progress};
use crate::org::{Head, Ladder};
use hashbrown::HashSet;
use jiff::civil::Date;
use problems::Problems;
use sheets::Sheets;
use source::Source;
use std::ops::Range;

/// Parts of the work in per cent, behind reading the bytes: splitting into cells, and making people of
/// the rows. The rest is left to whoever lays out what was read.
const SPLITTING: Range<u8> = 5..35;
const LINKING: Range<u8> = 35..80;

/// What the person says about an import; nothing of it is needed.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The date of the organisation; of a file with rows of several dates the latest up to it is taken.
    pub as_of: Option<Date>,
    /// The date of an organisation for which none is said.
    pub today: Date,
    /// What is said by hand of how the file is read.
    pub mapping: Mapping,
    /// The ladder to take; without it the file's own grades, else the house preset.
    pub ladder: Option<Ladder>,
    /// Where the mappings of earlier files are kept, for one file of which nothing is said by hand.
    pub memory: Option<MappingMemory>,
    /// How much is read at most.
    pub limits: Limits,
}

impl ImportOptions {
    /// Nothing said but the date.
    pub fn on(today: Date) -> Self {
        Self { as_of: None, today, mapping: Mapping::default(), ladder: None, memory: None, limits: Limits::default() }
    }
}

/// Reads one spreadsheet; `name` is the file's name. Fails only where nobody can be drawn.
pub fn read(
    bytes: &[u8],
    name: &str,
    options: &ImportOptions,
    progress: &Progress,
) -> Result<(Opened, ImportReport), OpenError> {
    let read = read_all(&[(name, bytes)], options, progress);
    let (Err(OpenError::Unreadable(_)), Some(memory)) = (&read, options.memory.as_ref()) else { return read };
    // A file whose header is not found by itself may be known all the same.
    let first = sample(bytes, name, &options.mapping).ok().filter(|_| options.mapping.is_empty());
    let Some((fingerprint, mapping)) = first.and_then(|it| Some((it.fingerprint, memory.recall(it.fingerprint)?)))
    else {
        return read;
    };
    let known = ImportOptions { mapping, memory: None, ..options.clone() };
    let again = read_all(&[(name, bytes)], &known, progress);
    again.map(|(opened, report)| (opened, ImportReport { fingerprint, is_remembered: true, ..report })).or(read)
}

/// Reads several spreadsheets, as (name, bytes), into one organisation: a file of junior posts finds its
/// managers in the file of senior posts.
pub fn read_all(
    files: &[(&str, &[u8])],
    options: &ImportOptions,
    progress: &Progress,
) -> Result<(Opened, ImportReport), OpenError> {
    let mut problems = Problems::default();
    let refused = |name: &str, error: TableError| {
        let what = format!("`{name}`: {error}");
        OpenError::Unreadable(vec![Problem { kind: error.kind(), ..Problem::of_file(what, error.hint()) }])
    };
    let stop = || progress.check().is_err();
    let within = Within { limits: options.limits, is_one_of_several: false, stop: &stop, split: &|_| {} };
    progress.begin_stage(SPLITTING, files.iter().map(|(_, bytes)| bytes.len() as u64).sum());
    let mut sources = Vec::with_capacity(files.len());
    for (at, &(name, bytes)) in files.iter().enumerate() {
        progress.check()?;
        let mapping = options.mapping.of_table(at == 0, name, "");
        let found = Source::of(bytes, name, &mapping, &mut problems, &within);
        progress.check()?;
        let found = found.map_err(|error| refused(name, error))?;
        sources.extend(found.into_iter().map(|source| (name, source)));
    }
    // Rows name their sheet with 16 bits.
    if let Some((name, _)) = sources.get(usize::from(u16::MAX)) {
        return Err(refused(name, TableError::TooMany));
    }
    let mut sheets = Vec::with_capacity(files.len());
    let mut reports = Vec::with_capacity(files.len());
    let mut others = Vec::new();
    let mut tables = Vec::new();
    let labels = labels(&sources);
    let used = |file: &str, source: &Source, separator, header| TableUse {
        file: if files.len() > 1 { file.to_owned() } else { String::new() },
        sheet: source.sheet_name().to_owned(),
        encoding: source.encoding(),
        separator,
        header: Some(header),
    };
    let mut before = 0;
    for (at, ((file, source), name)) in sources.iter().zip(&labels).enumerate() {
        // A request to stop is seen by `stop`.
        let split = |bytes: usize| drop(progress.advance((before + bytes) as u64));
        let within = Within { is_one_of_several: sources.len() > 1, split: &split, ..within };
        let (name, mapping) = (name.as_str(), options.mapping.of_table(at == 0, file, source.sheet_name()));
        if sources.len() > 1 {
            name.clone_into(&mut problems.file);
        }
        let found = source.sheet(name, &mapping, &mut problems, &within);
        progress.check()?;
        before += source.len();
        match found {
            Ok(sheet) => {
                reports.push(file_report(&sheet, source));
                let header = HeaderLines { line: sheet.table.line(sheet.header), rows: sheet.header_rows };
                tables.push(used(file, source, sheet.delimiter, header));
                sheets.push(sheet);
            }
            // Beside people a table of jobs or departments says what their codes stand for.
            Err(error @ TableError::NoPeople(_)) if sources.len() > 1 => {
                others.push((*file, name, (source, mapping), error));
            }
            // A sheet was not chosen by name, as a file is.
            Err(error) if *file != name && can_be_left_out(&error) => {
                problems.file(format!("The sheet `{}` is not read: {error}", source.sheet_name()), &error.hint());
            }
            Err(error) => return Err(refused(name, error)),
        }
    }
    if let (true, Some((_, name, _, error))) = (sheets.is_empty(), others.first()) {
        return Err(refused(name, error.clone()));
    }
    for (file, name, (source, mapping), error) in others {
        let of = match source {
            Source::Text(decoded) => look_up::LookUp::of_text(&decoded.text, name, &mapping),
            Source::Grid(grid, _) => look_up::LookUp::of(grid, name, &mapping),
        };
        let joins = |of: &look_up::LookUp| {
            sheets.iter_mut().filter_map(|it| Some(of.join(it, &mut problems)).filter(|is| *is)).count()
        };
        if of.as_ref().map_or(0, joins) > 0 {
            tables.extend(of.map(|of| used(file, source, of.delimiter, of.header_lines())));
            continue;
        }
        if file == name {
            return Err(refused(name, error));
        }
        problems.file(format!("The sheet `{}` is not read: {error}", source.sheet_name()), &error.hint());
    }
    if sheets.is_empty() {
        return Err(refused(files.first().map_or("", |(name, _)| name), TableError::NothingInIt));
    }
    problems.file.clear();
    let headers = sheets.first().map(|sheet| sheet.columns.headers.iter().map(String::as_str));
    let fingerprint = headers.map_or(0, fingerprint);
    if let Some(memory) = options.memory.as_ref().filter(|_| files.len() == 1 && options.mapping.is_empty())
        && let Some(mapping) = memory.recall(fingerprint)
    {
        let known = ImportOptions { mapping, memory: None, ..options.clone() };
        // A mapping that does not fit after all is left aside.
        if let Ok((opened, report)) = read_all(files, &known, progress) {
            return Ok((opened, ImportReport { fingerprint, is_remembered: true, ..report }));
        }
        progress.check()?;
    }
    if sheets.len() > 1 {
        problems.files = sheets.iter().map(|sheet| sheet.file.to_owned()).collect();
    }
    let mut sheets = Sheets::new(sheets, &options.mapping);
    sheets.take_lines(&mut problems);
    let rows = sheets.len();
    let as_of = options.as_of.or(options.mapping.as_of);
    one_date(&mut sheets, as_of, &mut problems);
    progress.begin_stage(LINKING, 3 * sheets.len() as u64);
    let links = link::Links::of_ids(&sheets, &mut problems, progress)?;
    let choices = choose::choose(&mut sheets, &links, &mut problems);
    sheets.settle();
    for ((report, sheet), choice) in reports.iter_mut().zip(&sheets.sheets).zip(choices) {
        report.columns_of(&sheet.columns);
        report.manager = choice;
    }
    let links = link::link(&sheets, links, &mut problems, progress)?;
    progress.check()?;
    let (counts, loops) = count::count(&links, rows);
    tell_loops(&sheets, &loops, &mut problems);
    let amounts = amounts::Amounts::of(&sheets, &mut problems);
    let seats = seats::Seats::find(&sheets, &links, &amounts, options.ladder.as_ref(), &mut problems);
    let mapping = complete(&options.mapping, &sheets, &seats, &sources, tables);
    let mut report = ImportReport {
        mapping,
        fingerprint,
        is_remembered: false,
        sure_of_grades: seats.sure,
        counts,
        managers_added: links.added.len(),
        ways: find::WAY_NAMES.iter().map(|&(way, _)| (way, links.ways[way as usize])).filter(|&(_, n)| n > 0).collect(),
        files: reports,
        ladder: seats.ladder.as_ref().map(|ladder| ladder.name.clone()).unwrap_or_default(),
        ladder_source: seats.how.clone(),
        seats_mapped: 0,
        seats_suggested: 0,
        seats_none: 0,
        posts_fte: 0.0,
        vacancies: 0,
    };
    // Of several files the one with the people names the organisation.
    let named = sheets.sheets.iter().find(|sheet| sheet.columns.has_names()).or(sheets.sheets.first());
    let name = named.map_or("", |sheet| sheet.file.split('.').next().unwrap_or_default());
    let head = Head::new(name, as_of.unwrap_or(options.today));
    let org = people::build(
        sheets,
        links,
        people::Concluded { seats: &seats, amounts: &amounts },
        head,
        &mut report,
        &mut problems,
        progress,
    )?;
    let opened =
        Opened { org, scenarios: Vec::new(), problems: problems.finish(), unread: Vec::new(), format: Format::Csv };
    Ok((opened, report))
}

/// Whether a sheet of a workbook about which this is said is left out where others are read.
fn can_be_left_out(error: &TableError) -> bool {
    matches!(error, TableError::NoHeader(_) | TableError::NoRows | TableError::Empty)
}

/// Names of the sources by which their lines are told apart: the file, and the sheet where several are read of it.
fn labels(sources: &[(&str, Source)]) -> Vec<String> {
    let label = |(name, source): &(&str, Source)| match source {
        Source::Grid(grid, _)
            if !grid.sheet.is_empty() && sources.iter().filter(|(other, _)| other == name).count() > 1 =>
        {
            format!("{name}, {}", grid.sheet)
        }
        _ => (*name).to_owned(),
    };
    sources.iter().map(label).collect()
}

/// What was said and what was found, as one mapping: given back, it reads the same files in the same way.
fn complete(
    said: &Mapping,
    sheets: &Sheets,
    seats: &seats::Seats,
    sources: &[(&str, Source)],
    tables: Vec<TableUse>,
) -> Mapping {
    let mut mapping = said.clone();
    let Some(sheet) = sheets.sheets.first() else { return mapping };
    (mapping.columns, mapping.manager) = {
        let (columns, manager) = sheet.columns.mapping();
        (columns, Some(manager))
    };
    // A column of another table is said once, and the first table with managers says where they stand.
    for sheet in &sheets.sheets[1..] {
        let (columns, manager) = sheet.columns.mapping();
        let known: HashSet<(String, usize)> = mapping.columns.iter().map(|column| column.col().key()).collect();
        mapping.columns.extend(columns.into_iter().filter(|column| !known.contains(&column.col().key())));
        if mapping.manager == Some(ManagerUse::Nobody) && manager != ManagerUse::Nobody {
            mapping.manager = Some(manager);
        }
    }
    if sheets.sheets.len() > 1 && mapping.manager == Some(ManagerUse::Nobody) {
        mapping.manager = said.manager.clone();
    }
    mapping.grades.clone_from(&seats.grades);
    let named = sources.iter().map(|(_, source)| source.sheet_name()).filter(|sheet| !sheet.is_empty());
    let named: Vec<String> = named.map(str::to_owned).collect();
    if !named.is_empty() {
        mapping.sheets = named;
    }
    match (sources, &tables[..]) {
        ([_], [table]) => {
            (mapping.header, mapping.separator) = (table.header, table.separator.or(mapping.separator));
            mapping.encoding = table.encoding.or(mapping.encoding);
        }
        // What is said of the whole is about the first table, whichever that is.
        _ => (mapping.header, mapping.separator, mapping.encoding, mapping.tables) = (None, None, None, tables),
    }
    mapping
}

/// Names the members of each loop, and each of its lines.
fn tell_loops(sheets: &Sheets, loops: &[Vec<u32>], problems: &mut Problems) {
    for members in loops {
        let name = |row: &u32| {
            let (row, name) = (*row as usize, sheets.name(*row as usize));
            if name.is_empty() { sheets.text(row, Field::Id).to_owned() } else { name.into_owned() }
        };
        let mut names: Vec<String> = members.iter().map(name).collect();
        names.extend(names.first().cloned());
        let mut rows = members.clone();
        rows.sort_unstable();
        let (size, circle) = (members.len(), names.join(" \u{2192} "));
        for (at, row) in rows.into_iter().enumerate() {
            let (at_line, who) = (sheets.at(row as usize), name(&row));
            if at == 0 {
                let what = format!("{size} people report to each other in a circle");
                let hint = "Drawn with one line removed: choose whose manager is wrong";
                problems.row_of("loop", at_line, &who, &what, &circle, hint);
            } else {
                let what = format!("This line is one of {size} that form a circle");
                problems.row_of("loop-line", at_line, &who, &what, &circle, "Choose whose manager is wrong");
            }
        }
    }
}

fn file_report(sheet: &sheet::Sheet, source: &Source) -> FileReport {
    let is_guess = matches!(source, Source::Text(decoded) if decoded.is_guess);
    let (encoding, of_workbook) = match source {
        Source::Text(decoded) => (decoded.encoding, None),
        Source::Grid(grid, kind) => (*kind, Some(grid.sheet.clone()).filter(|sheet| !sheet.is_empty())),
    };
    FileReport {
        file: sheet.file.to_owned(),
        encoding,
        delimiter: sheet.delimiter,
        sheet: of_workbook,
        header_line: sheet.table.line(sheet.header),
        is_guess,
        ..FileReport::default()
    }
}

/// Where the same ids stand in rows of several dates, keeps the rows of the latest date up to `as_of` and says
/// how many it left out. Rows without a date stay.
fn one_date(sheets: &mut Sheets, as_of: Option<Date>, problems: &mut Problems) {
    if !sheets.has(Field::Snapshot) {
        return;
    }
    let orders: Vec<DateOrder> = sheets.sheets.iter().map(snapshot_order).collect();
    let date = |row| values::date(sheets.text(row, Field::Snapshot), orders[sheets.sheet_number(row)]);
    let dates: Vec<Option<Date>> = (0..sheets.len()).map(date).collect();
    let distinct: std::collections::BTreeSet<Date> = dates.iter().flatten().copied().collect();
    let mut ids = HashSet::new();
    let repeats = (0..sheets.len()).any(|row| {
        let id = sheets.text(row, Field::Id);
        !id.is_empty() && !ids.insert(id)
    });
    drop(ids);
    if distinct.len() < 2 || !repeats {
        return;
    }
    let latest = distinct.iter().rev().find(|&&date| as_of.is_none_or(|as_of| date <= as_of));
    let Some(&wanted) = latest.or(distinct.first()) else { return };
    let before = sheets.len();
    sheets.retain(|row| dates[row].is_none_or(|date| date == wanted));
    let left_out = before - sheets.len();
    problems.file_of(
        "several-dates",
        format!("The file contains the same people on {} dates; the rows for {wanted} are used", distinct.len()),
        &format!("{} for other dates left out", error::counted(left_out, "row", "rows")),
    );
}

/// How the column of dates of a sheet writes them: as it proves, else the month first.
fn snapshot_order(sheet: &sheet::Sheet) -> DateOrder {
    let Some(column) = sheet.columns.column(Field::Snapshot) else { return DateOrder::MonthFirst };
    let cells = sheet.rows.iter().map(|&row| sheet.table.cell(row as usize, column));
    values::date_order(cells).0.unwrap_or(DateOrder::MonthFirst)
}
