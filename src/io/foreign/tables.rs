//! What a reader of another format found: tables, and what it left out.

use crate::io::grid::Grid;

/// Tables of a text, in order.
#[derive(Debug, Default)]
pub struct Tables {
    /// The tables; at least one.
    pub grids: Vec<Grid>,
    /// Name of the format.
    pub kind: &'static str,
    /// What was left out, and what to do about it.
    pub said: Vec<(String, &'static str)>,
}

impl Tables {
    /// One table.
    pub fn one(grid: Grid) -> Self {
        Self { grids: vec![grid], ..Self::default() }
    }

    /// Says that some were left out, unless there are none.
    pub fn left_out(&mut self, count: usize, one: &str, many: &str, hint: &'static str) {
        match count {
            0 => {}
            1 => self.said.push((format!("1 {one}"), hint)),
            count => self.said.push((format!("{count} {many}"), hint)),
        }
    }

    /// The same of a format.
    pub fn of(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }
}
