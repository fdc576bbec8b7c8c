//! Who is above each row, in four bytes a row.

/// The manager of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Up {
    /// None: empty or a top marker.
    Top,
    /// The row itself.
    Itself,
    /// Another row.
    Row(u32),
    /// Given and not found.
    Unknown,
}

/// Numbers that are no rows: tables have fewer cells than that.
const TOP: u32 = u32::MAX;
const ITSELF: u32 = u32::MAX - 1;
const UNKNOWN: u32 = u32::MAX - 2;

/// The managers of all rows.
#[derive(Debug, Default)]
pub struct Ups(Vec<u32>);

impl Ups {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The manager of a row.
    pub fn get(&self, row: usize) -> Up {
        meant(self.0[row])
    }

    /// The managers of all rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Up> {
        self.0.iter().map(|&up| meant(up))
    }

    /// Makes room for more rows.
    pub fn reserve(&mut self, rows: usize) {
        self.0.reserve(rows);
    }

    /// Appends the manager of the next row.
    pub fn push(&mut self, up: Up) {
        self.0.push(number(up));
    }

    /// Replaces the manager of a row.
    pub fn set(&mut self, row: usize, up: Up) {
        self.0[row] = number(up);
    }

    /// Gives each of two rows the other's manager.
    pub fn swap(&mut self, a: usize, b: usize) {
        self.0.swap(a, b);
    }
}

fn meant(up: u32) -> Up {
    match up {
        TOP => Up::Top,
        ITSELF => Up::Itself,
        UNKNOWN => Up::Unknown,
        row => Up::Row(row),
    }
}

fn number(up: Up) -> u32 {
    match up {
        Up::Top => TOP,
        Up::Itself => ITSELF,
        Up::Unknown => UNKNOWN,
        Up::Row(row) => row,
    }
}
