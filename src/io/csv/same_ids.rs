//! Rows that share an id, or have none, which few files have.

/// Which rows have the same id, and which have none. Nothing is held while every row has one of its own.
#[derive(Debug, Default)]
pub struct SameIds {
    /// The first row with the same id.
    first: Vec<u32>,
    /// How often the id of a row occurs; 0 for a later row with the same id and for a row without one.
    times: Vec<u32>,
    is_without: Vec<bool>,
}

impl SameIds {
    /// The first row with the same id; the row itself without an id.
    pub fn first(&self, row: usize) -> u32 {
        self.first.get(row).copied().unwrap_or(row as u32)
    }

    /// How often the id of a row occurs; 0 for a later row with the same id and for a row without one.
    pub fn times(&self, row: usize) -> u32 {
        self.times.get(row).copied().unwrap_or(1)
    }

    /// Whether a row has no id.
    pub fn is_without(&self, row: usize) -> bool {
        self.is_without.get(row).is_some_and(|&is| is)
    }

    /// Whether every row has an id of its own.
    pub fn are_all_different(&self) -> bool {
        self.times.is_empty()
    }

    /// Takes note of a row of so many that has no id, or the id of an earlier one; those after it come in order.
    pub fn add(&mut self, row: usize, rows: usize, earlier: Option<u32>) {
        if self.are_all_different() {
            (self.first, self.times) = ((0..rows as u32).collect(), vec![1; rows]);
            self.is_without = vec![false; rows];
        }
        self.times[row] = 0;
        match earlier {
            Some(earlier) => {
                self.first[row] = earlier;
                self.times[earlier as usize] += 1;
            }
            None => self.is_without[row] = true,
        }
    }
}
