//! The rows of several sheets as one list, and what a row says of each field.

use super::columns::ManagerFrom;
use super::content;
use super::field::{Field, NAMES};
use super::mapping::{Mapping, RowFix};
use super::problems::{At, Problems};
use super::sheet::{Sheet, are_lines, are_lines_by_name};
use super::table::Cells;
use super::words::{Said, begins, is_said};
use crate::org::formula;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;

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
    /// The row of its table that each row is.
    rows: Vec<u32>,
    /// The sheet of each row; empty where there is one.
    of: Vec<u16>,
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
    /// Whether all that a row says stands in its cells.
    is_plain: bool,
}

impl<'a> Sheets<'a> {
    /// All data rows of all sheets.
    pub fn new(sheets: Vec<Sheet<'a>>, mapping: &'a Mapping) -> Self {
        let rows = sheets.iter().flat_map(|sheet| sheet.rows.iter().copied()).collect();
        let of = match sheets.len() {
            1 => Vec::new(),
            _ => (0..).zip(&sheets).flat_map(|(at, sheet)| std::iter::repeat_n(at, sheet.rows.len())).collect(),
        };
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
        let is_plain = values.is_empty() && sheets.iter().all(|sheet| sheet.codes.is_empty());
        Self { sheets, rows, of, lines: HashMap::new(), mapping, fixes, values, said: u64::MAX, is_plain }
    }

    /// The decision by hand about a row.
    pub fn fix(&self, row: usize) -> Option<&'a RowFix> {
        if self.fixes.is_empty() { None } else { self.fixes.get(&self.place(row)).copied() }
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
        let (sheet, row) = self.place(row);
        self.values.get(&(sheet, row, field)).copied()
    }

    /// Takes the sheets that say only who is above whom as lines between the people of the others.
    pub fn take_lines(&mut self, problems: &mut Problems) {
        let mut which: Vec<bool> = self.sheets.iter().map(|sheet| are_lines(&sheet.columns)).collect();
        // Where another table has the people and not who is above them, names say it as well.
        let has_people = |sheet: &Sheet| sheet.columns.has_names() && !sheet.columns.has(Field::Manager);
        if self.sheets.iter().any(has_people) {
            which.iter_mut().zip(&self.sheets).for_each(|(is, sheet)| *is |= are_lines_by_name(&sheet.columns));
        }
        if !which.contains(&true) || !self.has_names() {
            return;
        }
        let is_line = |row: usize| which[self.sheet_number(row)];
        let mut lines: HashMap<String, Lines> = HashMap::new();
        for row in (0..self.len()).filter(|&row| is_line(row)) {
            let (id, name, manager) = (self.text(row, Field::Id), self.text(row, Field::Name), self.manager(row));
            let id = if id.is_empty() { name } else { id };
            if id.is_empty() {
                continue;
            }
            let of = lines.entry_ref(id).or_default();
            of.rows.push(self.place(row));
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
        let is_kept: Vec<bool> = (0..self.len()).map(|row| !known.contains(&self.place(row))).collect();
        let unknown = (0..self.len()).filter(|&row| is_kept[row] && is_line(row)).count();
        self.retain(|row| is_kept[row]);
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
        let all = 0..self.len();
        self.of = all.clone().zip(&self.of).filter(|&(row, _)| keep(row)).map(|(_, &of)| of).collect();
        self.rows = all.zip(&self.rows).filter(|&(row, _)| keep(row)).map(|(_, &row)| row).collect();
    }

    /// The sheet of a row.
    pub fn sheet(&self, row: usize) -> &Sheet<'a> {
        &self.sheets[self.sheet_number(row)]
    }

    /// The number of the sheet of a row.
    pub fn sheet_number(&self, row: usize) -> usize {
        self.of.get(row).map_or(0, |&of| usize::from(of))
    }

    /// The row within its table.
    pub fn table_row(&self, row: usize) -> usize {
        self.rows[row] as usize
    }

    /// The sheet of a row, and the row of its table.
    fn place(&self, row: usize) -> (u16, u32) {
        (self.sheet_number(row) as u16, self.rows[row])
    }

    /// The line of a row, for a problem.
    pub fn at(&self, row: usize) -> At {
        At { sheet: self.sheet_number(row) as u16, line: self.line(row) }
    }

    /// The line of a row in its file.
    pub fn line(&self, row: usize) -> usize {
        self.sheet(row).table.line(self.table_row(row))
    }

    /// What a row says of a field, white space around it removed; empty where it says nothing.
    #[inline]
    pub fn text(&self, row: usize, field: Field) -> &str {
        // Most fields have no column, and are asked of every row.
        if self.says(field) { self.text_of(row, field) } else { "" }
    }

    /// Gives up which rows of its table each sheet had, by which nothing is concluded any more.
    pub fn settle_columns(&mut self) {
        self.sheets.iter_mut().for_each(|sheet| sheet.rows = Vec::new());
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
        self.row(row).text(field)
    }

    /// Whether some row may say something of a field.
    #[inline]
    pub fn says(&self, field: Field) -> bool {
        self.said & (1 << field as u32) != 0
    }

    /// A row, found once for all that is asked of it.
    #[inline]
    pub fn row(&self, row: usize) -> RowOf<'_, 'a> {
        let sheet = self.sheet(row);
        RowOf { sheets: self, row, sheet, cells: sheet.table.row(self.table_row(row)) }
    }

    /// What is written by hand, what a code stands for, or what the cell says.
    fn written(&self, row: usize, field: Field) -> &str {
        if !self.values.is_empty()
            && let Some(text) = self.value(row, field)
        {
            return text;
        }
        let (sheet, row) = (self.sheet(row), self.table_row(row));
        if !sheet.codes.is_empty()
            && let Some(codes) = sheet.codes.iter().find(|codes| codes.field == field)
        {
            let code = sheet.table.cell(row, codes.column);
            return codes.texts.get(code).map_or(code, String::as_str);
        }
        match sheet.columns.column(field) {
            Some(column) => as_meant(sheet.table.cell(row, column)),
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

    /// The name of a row.
    pub fn name(&self, row: usize) -> Cow<'_, str> {
        self.row(row).name()
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
}

/// A row of several sheets, found once for all that is asked of it.
pub struct RowOf<'s, 'a> {
    sheets: &'s Sheets<'a>,
    row: usize,
    /// Its sheet.
    pub sheet: &'s Sheet<'a>,
    cells: Cells<'s>,
}

impl<'s> RowOf<'s, '_> {
    /// What it says of a field, white space around it removed; empty where it says nothing.
    #[inline]
    pub fn text(&self, field: Field) -> &'s str {
        if !self.sheets.says(field) {
            return "";
        }
        if !self.sheets.is_plain {
            return self.sheets.written(self.row, field);
        }
        self.sheet.columns.column(field).map_or("", |column| as_meant(self.cells.cell(column)))
    }

    /// The number of its sheet.
    pub fn sheet_number(&self) -> usize {
        self.sheets.sheet_number(self.row)
    }

    /// Its line, for a problem.
    pub fn at(&self) -> At {
        self.sheets.at(self.row)
    }

    /// The name: as given, or first and last name joined. A `name` beside a last name alone is a first name.
    pub fn name(&self) -> Cow<'s, str> {
        let (name, last) = (self.text(Field::Name), self.text(Field::LastName));
        let first = self.text(Field::FirstName);
        let front = if name.is_empty() { first } else { name };
        let joined = if name.is_empty() || !self.sheet.columns.has(Field::FirstName) {
            !last.is_empty() && !front.ends_with(last)
        } else {
            false
        };
        match (joined, front.is_empty()) {
            (false, _) => self.without_id(front).into(),
            (true, true) => last.into(),
            (true, false) => match honorific(last) {
                Some((before, last)) => format!("{before} {front} {last}").into(),
                None => format!("{front} {last}").into(),
            },
        }
    }

    /// A name without the own id that some programs write behind it: `Petra Lindqvist (1001)`.
    fn without_id<'t>(&self, name: &'t str) -> &'t str {
        let Some((before, inside)) = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) else {
            return name;
        };
        if !inside.is_empty() && inside == self.text(Field::Id) { before.trim_end() } else { name }
    }
}

/// A cell as it is meant: spreadsheets write `="001"` and `'001` to keep the zeros of a number, and many exports, ours
/// among them, mark a text that would be a formula.
#[inline]
fn as_meant(text: &str) -> &str {
    // Nearly no cell begins so.
    if !matches!(text.as_bytes().first(), Some(b'=' | b'\'')) {
        return text;
    }
    unmarked(text)
}

fn unmarked(text: &str) -> &str {
    match text.as_bytes() {
        [b'=', b'"', .., b'"'] if text.len() > 2 => {
            let inside = &text[2..text.len() - 1];
            if inside.contains('"') { text } else { inside }
        }
        [b'\'', rest @ ..] if !rest.is_empty() && rest.iter().all(|byte| byte.is_ascii_digit()) => &text[1..],
        _ => formula::as_meant(text),
    }
}

/// What a last name has in front of it, and the name: `Dr.` of `Dr. Santos`. A word without a dot may be a name.
fn honorific(last: &str) -> Option<(&str, &str)> {
    let (word, name) = last.split_once(' ')?;
    let bare = word.strip_suffix('.')?;
    is_said(bare, Said::Honorific).then_some((word, name))
}
