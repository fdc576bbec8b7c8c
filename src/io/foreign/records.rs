//! Records with named values, collected under one header, and lines between them.

use crate::io::csv::TableError;
use crate::io::grid::{COLUMNS, Grid, TEXT};
use hashbrown::HashMap;

/// Values of a record that are looked through one by one.
const WIDE: usize = 64;

/// Records in order; the header lists the names in the order in which they were met.
#[derive(Debug, Default)]
pub struct Records {
    names: Vec<String>,
    places: HashMap<String, u32>,
    rows: Vec<Vec<(u32, String)>>,
    /// Where the values of wide records are, by record and name, from the [`WIDE`]th on.
    wide: HashMap<(usize, u32), usize>,
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
        let Some(at) = self.place(name).filter(|_| !self.is_full) else { return };
        let found = self.found(record, at);
        let Some(row) = self.rows.get_mut(record) else { return };
        let value = value.trim();
        match found.and_then(|found| row.get_mut(found)) {
            Some((_, known)) if known.is_empty() => value.clone_into(known),
            Some((_, known)) => {
                known.push_str("; ");
                known.push_str(value);
            }
            None => {
                if row.len() >= WIDE {
                    self.wide.insert((record, at), row.len());
                }
                row.push((at, value.to_owned()));
            }
        }
    }

    /// Where a record has the value of a name.
    fn found(&self, record: usize, at: u32) -> Option<usize> {
        let row = self.rows.get(record)?;
        let first = row.iter().take(WIDE).position(|(place, _)| *place == at);
        first.or_else(|| if row.len() > WIDE { self.wide.get(&(record, at)).copied() } else { None })
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
        let found = self.places.get(name).and_then(|&at| self.found(record, at));
        found.map_or("", |found| &self.rows[record][found].1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_in_a_wide_record_as_in_any() {
        let mut records = Records::default();
        records.begin();
        let names: Vec<String> = (0..200).map(|at| format!("n{at}")).collect();
        for _ in 0..2 {
            names.iter().for_each(|name| records.put(name, "x"));
        }
        records.begin();
        records.put("n199", "y");
        assert!(names.iter().all(|name| records.get(0, name) == "x; x"));
        assert_eq!((records.get(1, "n199"), records.get(1, "n0"), records.get(2, "n0")), ("y", "", ""));
    }
}
