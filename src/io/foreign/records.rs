//! Records with named values, put under one header.

use crate::io::csv::TableError;
use crate::io::grid::Grid;
use hashbrown::HashMap;

/// Records in their order; the header has the names in the order in which they were met.
#[derive(Debug, Default)]
pub struct Records {
    names: Vec<String>,
    places: HashMap<String, u32>,
    rows: Vec<Vec<(u32, String)>>,
}

impl Records {
    /// Begins a record.
    pub fn begin(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Puts a value into the last record; a second one of a name goes behind the first.
    pub fn put(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let at = self.place(name);
        let Some(row) = self.rows.last_mut() else { return };
        put_into(row, at, value);
    }

    /// Puts a value into a record.
    pub fn put_at(&mut self, record: usize, name: &str, value: &str) {
        let at = self.place(name);
        if let Some(row) = self.rows.get_mut(record) {
            put_into(row, at, value.trim());
        }
    }

    fn place(&mut self, name: &str) -> u32 {
        if let Some(&at) = self.places.get(name) {
            return at;
        }
        let at = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), at);
        at
    }

    /// The value of a name in a record; empty without one.
    pub fn get(&self, record: usize, name: &str) -> &str {
        let Some(at) = self.places.get(name) else { return "" };
        let row = self.rows.get(record).map_or(&[][..], Vec::as_slice);
        row.iter().find(|(place, _)| place == at).map_or("", |(_, value)| value)
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The header and the records as cells.
    pub fn into_grid(self) -> Result<Grid, TableError> {
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

/// Lines between records, as (from, to) by id, with their kind. Which end is above is found by what can be: everybody has
/// one above at most; where both can be, the line runs downwards.
pub fn draw(records: &mut Records, id: &str, lines: &[(String, String, String)]) {
    let mut at: HashMap<String, usize> = HashMap::new();
    for record in 0..records.len() {
        at.entry(records.get(record, id).to_owned()).or_insert(record);
    }
    let solid: Vec<&(String, String, String)> = lines.iter().filter(|(.., kind)| kind != "dotted").collect();
    let most = |end: &dyn Fn(&(String, String, String)) -> &String| {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for line in &solid {
            *counts.entry(end(line).as_str()).or_insert(0) += 1;
        }
        counts.values().filter(|&&count| count > 1).count()
    };
    let is_upwards = most(&|(_, to, _)| to) > most(&|(from, ..)| from);
    for (from, to, kind) in lines {
        let (above, below) = if is_upwards { (to, from) } else { (from, to) };
        if let Some(&record) = at.get(below).filter(|&&record| records.get(record, "manager id") != above) {
            let is_more = kind == "dotted" || !records.get(record, "manager id").is_empty();
            records.put_at(record, if is_more { "dotted line manager" } else { "manager id" }, above);
        }
    }
}
