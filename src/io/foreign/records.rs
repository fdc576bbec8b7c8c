//! Records with named values, collected under one header, and lines between them.

use crate::io::csv::TableError;
use crate::io::grid::{COLUMNS, Grid, TEXT};
use hashbrown::HashMap;

/// Records in order; the header lists the names in the order in which they were met.
#[derive(Debug, Default)]
pub struct Records {
    names: Vec<String>,
    places: HashMap<String, u32>,
    rows: Vec<Vec<(u32, String)>>,
    /// Bytes of all values, and whether there are more of them or of names than a sheet has.
    bytes: usize,
    is_full: bool,
}

impl Records {
    /// Starts a record.
    pub fn begin(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a value to the last record; a second value of the same name is appended to the first.
    pub fn put(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        if let Some(last) = self.rows.len().checked_sub(1) {
            self.put_at(last, name, value);
        }
    }

    /// Adds a value to a given record.
    pub fn put_at(&mut self, record: usize, name: &str, value: &str) {
        self.bytes = self.bytes.saturating_add(value.len());
        self.is_full |= self.bytes > TEXT;
        if let (false, Some(at), Some(row)) = (self.is_full, self.place(name), self.rows.get_mut(record)) {
            put_into(row, at, value.trim());
        }
    }

    fn place(&mut self, name: &str) -> Option<u32> {
        if let Some(&at) = self.places.get(name) {
            return Some(at);
        }
        let at = self.names.len() as u32;
        if at >= COLUMNS {
            self.is_full = true;
            return None;
        }
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), at);
        Some(at)
    }

    /// Value of a name in a record; empty if there is none.
    pub fn get(&self, record: usize, name: &str) -> &str {
        let Some(at) = self.places.get(name) else { return "" };
        let row = self.rows.get(record).map_or(&[][..], Vec::as_slice);
        row.iter().find(|(place, _)| place == at).map_or("", |(_, value)| value)
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Header and records as cells.
    pub fn into_grid(self) -> Result<Grid, TableError> {
        if self.is_full {
            return Err(TableError::TooMany);
        }
        let mut grid = Grid::default();
        for (name, column) in self.names.iter().zip(0..) {
            grid.put(0, column, name)?;
        }
        for (row, at) in self.rows.into_iter().zip(1..) {
            for (column, value) in row {
                grid.put(at, column, &value)?;
            }
        }
        grid.sorted()
    }
}

fn put_into(row: &mut Vec<(u32, String)>, at: u32, value: &str) {
    match row.iter_mut().find(|(place, _)| *place == at) {
        Some((_, known)) if known.is_empty() => value.clone_into(known),
        Some((_, known)) => {
            known.push_str("; ");
            known.push_str(value);
        }
        None => row.push((at, value.to_owned())),
    }
}

/// Enters lines between records, given as (from, to, kind) by id, as manager ids. The direction is inferred from the
/// fact that everybody has at most one manager; if both directions are possible, lines run downwards. The number of lines
/// that end at no record.
pub fn draw<S: AsRef<str>>(records: &mut Records, id: &str, lines: &[(S, S, S)]) -> usize {
    let mut at: HashMap<String, usize> = HashMap::new();
    for record in 0..records.len() {
        at.entry(records.get(record, id).to_owned()).or_insert(record);
    }
    let is_dotted = |line: &(S, S, S)| line.2.as_ref() == "dotted";
    let several = |end: fn(&(S, S, S)) -> &S| {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for line in lines.iter().filter(|line| !is_dotted(line)) {
            *counts.entry(end(line).as_ref()).or_insert(0) += 1;
        }
        counts.values().filter(|&&count| count > 1).count()
    };
    let is_upwards = several(|line| &line.1) > several(|line| &line.0);
    let mut lost = 0;
    for line in lines {
        let (from, to) = (line.0.as_ref(), line.1.as_ref());
        let (above, below) = if is_upwards { (to, from) } else { (from, to) };
        let Some(&record) = at.get(below).filter(|_| !above.is_empty()) else {
            lost += 1;
            continue;
        };
        if records.get(record, "manager id") != above {
            let is_more = is_dotted(line) || !records.get(record, "manager id").is_empty();
            records.put_at(record, if is_more { "dotted line manager" } else { "manager id" }, above);
        }
    }
    lost
}

/// What to do about lines that end at no record.
pub const LOST_LINES: &str = "Left out: both ends of a line have to be people";
