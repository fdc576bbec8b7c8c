//! The grid for filling in evidence: the text of the cells, their problems, and the effect of applying them. Records
//! nothing by itself: the grid becomes a sheet like any other. `dialogs/evidence` draws it.

use crate::measure::Scale;
use crate::org::formula::{as_meant, no_formula};
use crate::org::{Org, PersonId};
use crate::plan::PlanError;
use crate::plan::evidence_sheet::{Column, TakenIn, columns, take_in};
use crate::rules::words::count;
use std::collections::{BTreeMap, BTreeSet};

/// Largest number of rows; for more people a sheet is sent round.
pub const ROWS: usize = 10_000;

/// Position of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// From 0.
    pub row: usize,
    /// From 0.
    pub column: usize,
}

/// A move of the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// By a number of rows down and columns right.
    By(isize, isize),
    /// To the next cell, wrapping to the next row.
    Next,
    /// To the previous cell.
    Back,
    To(At),
    Stay,
}

/// A request to the grid.
#[derive(Clone, Debug, PartialEq)]
pub enum GridCommand {
    /// Moves the focus; extends the range when true.
    Go(Go, bool),
    /// Types characters, into the cell being edited or in place of a cell's text.
    Type(String),
    /// Edits the text of the focused cell.
    Edit,
    /// Sets the text of the cell being edited.
    Typed(String),
    /// Accepts the text and moves the focus.
    Done(Go),
    /// Discards the text being edited.
    GiveUp,
    /// Empties the cells of the range.
    Empty,
    /// Fills in a copied range from the focused cell on.
    Paste(String),
    /// Copies the cells of the range; empties them too when true.
    Copy(bool),
    /// Undoes the last change of the grid.
    Undo,
    /// Shows what would be added.
    Add,
    /// Leaves the grid, asking first when anything is filled in.
    Leave,
    /// Answers that question by staying.
    Stay,
    /// Leaves and discards everything filled in.
    LetGo,
}

/// A remark about a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The value cannot be used, and why.
    Wrong(String),
    /// The record has another value, which is kept.
    Stays(String),
}

#[derive(Clone)]
pub struct Grid {
    /// People of the rows, each with the reason for asking.
    pub people: Vec<(PersonId, String)>,
    /// Columns that can be filled in.
    pub columns: Vec<Column>,
    /// The focused cell.
    pub at: At,
    /// Opposite corner of the range.
    pub from: At,
    /// Text of the focused cell while it is being edited.
    pub editing: Option<String>,
    /// Set while the question about leaving is open.
    pub asks: bool,
    /// Reason that the last paste or copy failed, as a sentence; usually empty.
    pub refused: String,
    typed: BTreeMap<At, String>,
    said: BTreeMap<At, Said>,
    added: BTreeMap<usize, usize>,
    before: Vec<Vec<(At, String)>>,
}

impl Grid {
    /// An empty grid for people; those past [`ROWS`] are left out.
    pub fn new(org: &Org, mut people: Vec<(PersonId, String)>) -> Self {
        people.truncate(ROWS);
        Self {
            people,
            columns: columns(org).into_iter().filter(|column| column.is_read).collect(),
            at: At::default(),
            from: At::default(),
            editing: None,
            asks: false,
            refused: String::new(),
            typed: BTreeMap::new(),
            said: BTreeMap::new(),
            added: BTreeMap::new(),
            before: Vec::new(),
        }
    }

    /// Text of a cell; empty when nothing is filled in.
    pub fn text(&self, at: At) -> &str {
        self.typed.get(&at).map_or("", String::as_str)
    }

    /// Remark about a cell.
    pub fn said(&self, at: At) -> Option<&Said> {
        self.said.get(&at)
    }

    /// True when anything is filled in or being typed.
    pub fn has_entries(&self) -> bool {
        !self.typed.is_empty() || self.editing.as_ref().is_some_and(|text| !text.is_empty())
    }

    /// True when a cell lies within the range.
    pub fn is_chosen(&self, at: At) -> bool {
        let (first, last) = self.range();
        (first.row..=last.row).contains(&at.row) && (first.column..=last.column).contains(&at.column)
    }

    /// Effect of applying the grid: `9 values for 3 people · 2 cells cannot be taken`.
    pub fn words(&self) -> String {
        let values: usize = self.added.values().sum();
        let people = self.added.values().filter(|&&values| values > 0).count();
        let mut words = format!("{} for {}", count(values, "value", "values"), count(people, "person", "people"));
        let stay = self.said.values().filter(|said| matches!(said, Said::Stays(_))).count();
        for (n, one, many) in [
            (self.said.len() - stay, "cell cannot be used", "cells cannot be used"),
            (stay, "differing value is already recorded and kept", "differing values are already recorded and kept"),
        ] {
            if n > 0 {
                words += &format!(" · {}", count(n, one, many));
            }
        }
        words
    }

    /// Word of the column's vocabulary that `text` abbreviates; `None` when it is complete or no word begins so.
    pub fn completed(&self, column: usize, text: &str) -> Option<&str> {
        let choices = &self.columns.get(column)?.choices;
        let said = text.trim().to_lowercase();
        let begins = |choice: &&String| choice.to_lowercase().starts_with(&said);
        choices.iter().find(begins).filter(|choice| !said.is_empty() && **choice != text).map(String::as_str)
    }

    fn range(&self) -> (At, At) {
        let first = At { row: self.at.row.min(self.from.row), column: self.at.column.min(self.from.column) };
        let last = At { row: self.at.row.max(self.from.row), column: self.at.column.max(self.from.column) };
        (first, last)
    }

    /// The range as tab-separated text.
    pub fn copied(&self) -> String {
        let (first, last) = self.range();
        let cell = |at| {
            let text = no_formula(&self.text(at).replace(|c: char| c.is_control(), " "));
            if text.contains('"') { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        };
        let line = |row| {
            let cells = (first.column..=last.column).map(|column| cell(At { row, column }));
            cells.collect::<Vec<_>>().join("\t") + "\n"
        };
        (first.row..=last.row).map(line).collect()
    }

    /// Moves the focus. The caller has dealt with any text being typed.
    fn go(&mut self, go: Go, extends: bool) {
        let (rows, columns) = (self.people.len(), self.columns.len());
        let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
        let cell = self.at.row * columns + self.at.column;
        let nth = |cell: usize| At { row: cell / columns.max(1), column: cell % columns.max(1) };
        self.at = match go {
            Go::By(down, right) => At {
                row: self.at.row.saturating_add_signed(down).min(last_row),
                column: self.at.column.saturating_add_signed(right).min(last_column),
            },
            Go::Next => nth((cell + 1).min((rows * columns).saturating_sub(1))),
            Go::Back => nth(cell.saturating_sub(1)),
            Go::To(at) => At { row: at.row.min(last_row), column: at.column.min(last_column) },
            Go::Stay => self.at,
        };
        if !extends {
            self.from = self.at;
        }
    }

    /// Sets cells and updates the remarks of their rows; linear in the number of rows.
    fn fill(&mut self, cells: Vec<(At, String)>, org: &Org, scale: &Scale) {
        let rows: BTreeSet<usize> = cells.iter().map(|(at, _)| at.row).collect();
        let mut before = Vec::with_capacity(cells.len());
        for (at, text) in cells {
            let old = if text.trim().is_empty() { self.typed.remove(&at) } else { self.typed.insert(at, text) };
            before.push((at, old.unwrap_or_default()));
        }
        // Undoing sets the cells in the reverse order.
        before.reverse();
        self.before.push(before);
        self.look(&rows, org, scale);
    }

    /// Updates the remarks of rows.
    fn look(&mut self, rows: &BTreeSet<usize>, org: &Org, scale: &Scale) {
        for &row in rows {
            self.added.remove(&row);
            let cells = At { row, column: 0 }..=At { row, column: usize::MAX };
            let of_row: Vec<At> = self.said.range(cells).map(|(at, _)| *at).collect();
            for at in of_row {
                self.said.remove(&at);
            }
        }
        let rows: Vec<usize> = rows.iter().copied().collect();
        let Ok(taken) = take_in(org, scale, &self.sheet(&rows, org)) else { return };
        // The first line holds the headers, the first column the ids.
        let place = |line: usize, column: Option<usize>| {
            let row = line.checked_sub(2).and_then(|line| rows.get(line))?;
            Some(At { row: *row, column: column?.saturating_sub(1) })
        };
        for it in taken.differs {
            let (line, column) = it.place;
            self.said.extend(place(line, column).map(|at| (at, Said::Stays(it.there))));
        }
        for it in taken.left_out {
            self.said.extend(place(it.line, it.column).map(|at| (at, Said::Wrong(it.said()))));
        }
        let by_person: BTreeMap<PersonId, usize> =
            rows.iter().filter_map(|&row| Some((self.people.get(row)?.0, row))).collect();
        for (person, ..) in taken.added {
            if let Some(row) = by_person.get(&person) {
                *self.added.entry(*row).or_default() += 1;
            }
        }
    }

    /// Rows as a sheet, headers first.
    fn sheet(&self, rows: &[usize], org: &Org) -> Vec<Vec<String>> {
        let heads = std::iter::once("id".to_owned()).chain(self.columns.iter().map(|column| column.name.clone()));
        let mut sheet = vec![heads.collect::<Vec<_>>()];
        for &row in rows {
            let key = self.people.get(row).map_or(String::new(), |(person, _)| no_formula(org.key(*person)));
            let cells = (0..self.columns.len()).map(|column| self.text(At { row, column }).to_owned());
            sheet.push(std::iter::once(key).chain(cells).collect());
        }
        sheet
    }

    /// Rows with any cell filled in.
    fn filled_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.typed.keys().map(|at| at.row).collect();
        rows.dedup();
        rows
    }

    /// The grid as a sheet, and the effect of applying it.
    pub fn read(&self, org: &Org, scale: &Scale) -> Result<(Vec<Vec<String>>, TakenIn), PlanError> {
        let sheet = self.sheet(&self.filled_rows(), org);
        let taken = take_in(org, scale, &sheet)?;
        Ok((sheet, taken))
    }

    /// Person and column of a position in [`Grid::read`]: `Mason T., budget`.
    pub fn place(&self, org: &Org, line: usize, column: Option<usize>) -> String {
        let row = line.checked_sub(2).and_then(|line| self.filled_rows().get(line).copied());
        let column = column.and_then(|column| column.checked_sub(1));
        self.name(org, At { row: row.unwrap_or(usize::MAX), column: column.unwrap_or(usize::MAX) })
    }

    /// Person and column of a cell: `Mason T., budget`.
    pub fn name(&self, org: &Org, at: At) -> String {
        let person = self.people.get(at.row).map_or("", |(person, _)| org.label(*person));
        match self.columns.get(at.column) {
            Some(column) => format!("{person}, {}", column.title.to_lowercase()),
            None => person.to_owned(),
        }
    }

    /// Performs a request that stays within the grid; the others are ignored.
    pub fn handle(&mut self, command: GridCommand, org: &Org, scale: &Scale) {
        self.refused.clear();
        match command {
            GridCommand::Type(text) => self.editing.get_or_insert_default().push_str(&text),
            GridCommand::Edit => self.editing = Some(self.text(self.at).to_owned()),
            GridCommand::Typed(text) => self.editing = self.editing.is_some().then_some(text),
            GridCommand::Done(go) => {
                self.take(org, scale);
                self.go(go, false);
            }
            GridCommand::Go(go, extends) => {
                self.take(org, scale);
                self.go(go, extends);
            }
            GridCommand::GiveUp => self.editing = None,
            GridCommand::Empty | GridCommand::Copy(true) => {
                let (first, last) = self.range();
                let filled = self.typed.range(first..=last).map(|(at, _)| *at).filter(|at| self.is_chosen(*at));
                let cells: Vec<(At, String)> = filled.map(|at| (at, String::new())).collect();
                if !cells.is_empty() {
                    self.fill(cells, org, scale);
                }
            }
            GridCommand::Paste(text) => self.paste(&text, org, scale),
            GridCommand::Undo => {
                if let Some(before) = self.before.pop() {
                    self.fill(before, org, scale);
                    self.before.pop();
                }
            }
            GridCommand::Leave => self.asks = self.has_entries(),
            GridCommand::Stay => self.asks = false,
            GridCommand::Copy(false) | GridCommand::Add | GridCommand::LetGo => {}
        }
    }

    /// Accepts the text being edited, completed where it is an unambiguous abbreviation.
    pub fn take(&mut self, org: &Org, scale: &Scale) {
        let Some(text) = self.editing.take() else { return };
        let text = self.completed(self.at.column, &text).map_or(text.trim().to_owned(), str::to_owned);
        if text != self.text(self.at) {
            self.fill(vec![(self.at, text)], org, scale);
        }
    }

    /// Pastes a range from the upper left corner of the present range; a single value fills all of the range.
    fn paste(&mut self, text: &str, org: &Org, scale: &Scale) {
        let rows = crate::io::csv::read_range(text);
        let (first, last) = self.range();
        let one = match rows.as_slice() {
            [row] if row.len() == 1 => row.first(),
            _ => None,
        };
        if let Some(text) = one {
            let all = (first.row..=last.row)
                .flat_map(|row| (first.column..=last.column).map(move |column| At { row, column }));
            let cells: Vec<(At, String)> = all.map(|at| (at, as_meant(text).to_owned())).collect();
            return self.fill(cells, org, scale);
        }
        let (mut cells, mut outside) = (Vec::new(), 0);
        for (row, line) in (first.row..).zip(&rows) {
            for (column, text) in (first.column..).zip(line) {
                if row < self.people.len() && column < self.columns.len() {
                    cells.push((At { row, column }, as_meant(text).to_owned()));
                } else {
                    outside += 1;
                }
            }
        }
        if outside > 0 {
            self.refused = format!("{} outside the grid", count(outside, "pasted cell falls", "pasted cells fall"));
        }
        if let Some((end, _)) = cells.iter().max_by_key(|(at, _)| (at.row, at.column)) {
            let widest = cells.iter().map(|(at, _)| at.column).max().unwrap_or(end.column);
            self.from = At { row: end.row, column: widest };
            self.at = first;
        }
        self.fill(cells, org, scale);
    }
}
