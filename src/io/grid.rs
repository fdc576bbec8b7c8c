//! Grid of text cells from sources other than delimited text: the non-empty cells, each with its place. Sheets of
//! workbooks and records of other formats are laid out this way.

use super::csv::TableError;
use super::limits;
use rust_xlsxwriter::utility::row_col_to_cell;

/// Largest number of cells of a sheet, including the empty ones before others: a million people with sixty columns.
pub const CELLS: u64 = 64 << 20;
/// Largest total size of a sheet's texts, in bytes: a text can appear in many cells and be in the file once.
pub const TEXT: usize = 1 << 30;
/// Largest number of error cells that are listed one by one.
pub const NAMED: usize = 1000;
/// Largest number of rows of an Excel sheet.
pub const ROWS: u32 = 1_048_576;
/// Largest number of columns of an Excel sheet.
pub const COLUMNS: u32 = 16_384;

/// An error if so many cells that a sheet states take more room, in cells, than the limit.
pub fn laid_out(stated: u64, room: u64) -> Result<(), TableError> {
    let most = limits::laid_out(stated);
    if room > most { Err(TableError::Sprawls(stated, most)) } else { Ok(()) }
}

/// Place of a cell, and of its text in the grid.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Row of the sheet, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
    /// First byte in the text of the grid.
    pub start: u32,
    /// Length of the text in bytes.
    pub len: u32,
}

/// Non-empty cells of one sheet.
#[derive(Debug, Default)]
pub struct Grid {
    /// Name of the sheet.
    pub sheet: String,
    /// Texts of all cells, concatenated.
    pub text: String,
    /// Cells sorted by row and column, each once.
    pub cells: Vec<Place>,
    /// Cells that hold an error, read as empty: row and column from 0, and the error.
    pub errors: Vec<(u32, u32, String)>,
    /// Errors whose place is not known.
    pub unplaced: Vec<String>,
    /// Number of errors that are in neither list.
    pub more_errors: usize,
}

impl Grid {
    /// Text of a cell; empty if its range is not in the grid.
    pub fn cell(&self, place: &Place) -> &str {
        let start = place.start as usize;
        self.text.get(start..start + place.len as usize).unwrap_or_default()
    }

    /// `D7` for row 6 and column 3; beyond Excel's columns, the row alone.
    pub fn cell_name(&self, row: u32, column: u32) -> String {
        match u16::try_from(column) {
            Ok(column) => row_col_to_cell(row, column),
            Err(_) => format!("row {}", u64::from(row) + 1),
        }
    }
}

impl Grid {
    /// The rows up to one, counted from 0, as a grid of their own.
    pub fn first_rows(&self, last: u32) -> Self {
        let mut grid = Self { sheet: self.sheet.clone(), ..Self::default() };
        for place in self.cells.iter().take_while(|place| place.row <= last) {
            let start = grid.text.len() as u32;
            grid.text.push_str(self.cell(place));
            grid.cells.push(Place { start, ..*place });
        }
        grid
    }
}

impl Grid {
    /// Sets the text of a cell; an empty text makes no cell. An error if the grid grows beyond [`CELLS`] or [`TEXT`].
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), TableError> {
        if text.is_empty() {
            return Ok(());
        }
        if self.text.len() + text.len() > TEXT || self.cells.len() as u64 >= CELLS {
            return Err(TableError::TooMany);
        }
        if column >= COLUMNS {
            return Err(TableError::Beyond);
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.cells.push(Place { row, column, start, len: text.len() as u32 });
        Ok(())
    }

    /// Sets a cell to the text of the one set last, without a copy of it.
    pub fn put_again(&mut self, row: u32, column: u32) -> Result<(), TableError> {
        if column >= COLUMNS {
            return Err(TableError::Beyond);
        }
        if self.cells.len() as u64 >= CELLS {
            return Err(TableError::TooMany);
        }
        if let Some(&last) = self.cells.last() {
            self.cells.push(Place { row, column, ..last });
        }
        Ok(())
    }

    /// Repeats the first cell of each region, given as (first row, last row, column), in every row that the region
    /// covers, if it has text. The cells are sorted before and after.
    pub fn spread(mut self, regions: &[(u32, u32, u32)]) -> Result<Self, TableError> {
        const MOST: usize = 4 << 20;
        let mut more: Vec<Place> = Vec::new();
        let mut rows: Vec<u32> = self.cells.iter().map(|place| place.row).collect();
        rows.dedup();
        for &(first, last, column) in regions {
            let Ok(at) = self.cells.binary_search_by_key(&(first, column), |place| (place.row, place.column)) else {
                continue;
            };
            let place = self.cells[at];
            let from = rows.partition_point(|&row| row <= first);
            for &row in rows[from..].iter().take_while(|&&row| row <= last) {
                more.push(Place { row, ..place });
                if more.len() > MOST {
                    return Err(TableError::TooMany);
                }
            }
        }
        // A covered cell with a text of its own comes later and stays.
        more.append(&mut self.cells);
        self.cells = more;
        self.sorted()
    }
}

impl Grid {
    /// Adds a cell with an error; beyond [`NAMED`] it is only counted.
    pub fn error(&mut self, error: (u32, u32, String)) {
        if self.errors.len() < NAMED {
            self.errors.push(error);
        } else {
            self.more_errors += 1;
        }
    }

    /// Sorts the cells by row and column; of duplicates the last stays. An error if the rows are too wide.
    pub fn sorted(mut self) -> Result<Self, TableError> {
        let order = |place: &Place| (place.row, place.column);
        if !self.cells.is_sorted_by(|a, b| order(a) < order(b)) {
            self.cells.sort_by_key(order);
            self.cells.dedup_by(|later, kept| {
                let is_same = order(later) == order(kept);
                if is_same {
                    *kept = *later;
                }
                is_same
            });
        }
        let widths = self.cells.chunk_by(|a, b| a.row == b.row).filter_map(<[Place]>::last);
        let all: u64 = widths.map(|last| u64::from(last.column) + 1).sum();
        let rows = self.cells.last().map_or(0, |last| u64::from(last.row) + 1);
        if all > CELLS || rows > CELLS {
            return Err(TableError::TooMany);
        }
        laid_out(self.cells.len() as u64, all)?;
        Ok(self)
    }
}
