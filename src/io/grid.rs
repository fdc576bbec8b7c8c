//! A table that no text was cut into: the cells that say something, each with its place. Sheets of workbooks and the
//! records of other formats are laid out so.

use super::csv::TableError;
use rust_xlsxwriter::utility::row_col_to_cell;

/// Most cells of a sheet, the empty ones in front of others counted: a million people with sixty columns.
pub const CELLS: u64 = 64 << 20;
/// Most bytes of all texts of a sheet: a text can stand in many cells and in the file once.
pub const TEXT: usize = 1 << 30;
/// Cells with errors that are named one by one.
pub const NAMED: usize = 1000;
/// Rows and columns that a sheet can have in Excel.
pub const ROWS: u32 = 1_048_576;
/// Columns that a sheet can have in Excel.
pub const COLUMNS: u32 = 16_384;

/// Where the text of a cell is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Row of the sheet, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// First byte in the text of the grid.
    pub start: u32,
    /// Bytes.
    pub len: u32,
}

/// The cells of one sheet that say something.
#[derive(Debug, Default)]
pub struct Grid {
    /// Name of the sheet.
    pub sheet: String,
    /// The texts of all cells, one behind the other.
    pub text: String,
    /// The cells, by row and column, each once.
    pub cells: Vec<Place>,
    /// Cells that hold an error, read as empty: row and column from 0, the error.
    pub errors: Vec<(u32, u32, String)>,
    /// Errors of which it is not told where they stand.
    pub unplaced: Vec<String>,
    /// Errors that are in neither list.
    pub more_errors: usize,
}

impl Grid {
    /// The text of a cell.
    pub fn cell(&self, place: &Place) -> &str {
        let start = place.start as usize;
        self.text.get(start..start + place.len as usize).unwrap_or_default()
    }

    /// `D7` for row 6 and column 3; a place that no sheet of Excel has is said by its row.
    pub fn cell_name(&self, row: u32, column: u32) -> String {
        match u16::try_from(column) {
            Ok(column) => row_col_to_cell(row, column),
            Err(_) => format!("row {}", u64::from(row) + 1),
        }
    }
}

impl Grid {
    /// Puts a text into a cell; an empty one is no cell. An error where there is more than anybody has.
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

    /// Lets the first cell of each region, as (first row, last row, column), stand for each row that it covers, where
    /// there is anything. The cells are sorted before and after.
    pub fn spread(mut self, regions: &[(u32, u32, u32)]) -> Result<Self, TableError> {
        const MOST: usize = 4 << 20;
        let mut more: Vec<Place> = Vec::new();
        for &(first, last, column) in regions {
            let Ok(at) = self.cells.binary_search_by_key(&(first, column), |place| (place.row, place.column)) else {
                continue;
            };
            let place = self.cells[at];
            let from = self.cells.partition_point(|place| place.row <= first);
            let mut row = first;
            for below in self.cells[from..].iter().take_while(|place| place.row <= last) {
                if below.row != row {
                    row = below.row;
                    more.push(Place { row, ..place });
                }
            }
            if more.len() > MOST {
                return Err(TableError::TooMany);
            }
        }
        // What stands in a covered cell itself comes later and stays.
        more.append(&mut self.cells);
        self.cells = more;
        self.sorted()
    }
}

impl Grid {
    /// Notes a cell with an error; only counts it where very many are known.
    pub fn error(&mut self, error: (u32, u32, String)) {
        if self.errors.len() < NAMED {
            self.errors.push(error);
        } else {
            self.more_errors += 1;
        }
    }

    /// By row and column, of a cell that is there twice the last; an error where the rows are too wide.
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
        Ok(self)
    }
}
