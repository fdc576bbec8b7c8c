//! Tables beside people that say what codes stand for: titles of jobs, names of departments.

use super::codes::Codes;
use super::columns::{Columns, field_of, normalised};
use super::field::Field;
use super::header::{delimiter_of, header_row, strip_separator_line};
use super::mapping::{HeaderLines, Mapping};
use super::problems::Problems;
use super::sheet::Sheet;
use super::table::Table;
use crate::io::grid::Grid;
use hashbrown::HashMap;

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
            let (mut texts, mut twice): (HashMap<String, String>, _) = (HashMap::new(), None);
            for row in self.header + 1..self.table.len() {
                let (code, said) = (self.table.cell(row, key), self.table.cell(row, text));
                if !code.is_empty() && !said.is_empty() {
                    let text = texts.entry_ref(code).or_insert_with(|| said.to_owned());
                    if *text != said && twice.is_none() {
                        twice = Some((code, self.table.line(row)));
                    }
                }
            }
            if let Some((code, line)) = twice {
                let what = format!("`{}` has two texts for the code `{code}` in `{}`", headers[key], self.file);
                problems.file(what, &format!("The first is used; line {line} has the other"));
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
    let mut columns: HashMap<String, usize> = HashMap::new();
    for (at, header) in people.headers.iter().enumerate() {
        columns.entry(normalised(header)).or_insert(at);
    }
    let fields: Vec<(usize, Field, usize)> = headers
        .iter()
        .enumerate()
        .filter_map(|(at, text)| field_of(text).map(|(field, rank)| (at, field, rank)))
        .filter(|(_, field, _)| TEXTS.contains(field))
        .collect();
    let mut found: Vec<Join> = Vec::new();
    for (key, header) in headers.iter().enumerate().filter(|(_, header)| !header.is_empty()) {
        if found.len() == TEXTS.len() {
            break;
        }
        let Some(&column) = columns.get(&normalised(header)) else { continue };
        for field in TEXTS {
            if people.column(field).is_some_and(|own| own != column) || found.iter().any(|join| join.field == field) {
                continue;
            }
            let best = fields.iter().filter(|(at, it, _)| *at != key && *it == field).min_by_key(|(_, _, rank)| *rank);
            if let Some(&(text, ..)) = best {
                found.push(Join { key, text, column, field });
            }
        }
    }
    found
}
