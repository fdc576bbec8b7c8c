//! Sheets of a workbook as cells of text. A panic of the crate that reads workbooks is an error here: it does not say
//! that a damaged file cannot make it panic, and has places that do, as where its two readers of numbers disagree.

use super::super::csv::TableError;
use super::{size, text};
use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use rust_xlsxwriter::utility::row_col_to_cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most cells of a sheet, the empty ones in front of others counted: a million people with sixty columns.
const CELLS: u64 = 64 << 20;
/// Most bytes of all texts of a sheet: a text can stand in many cells and in the file once.
const TEXT: usize = 1 << 30;
/// Cells between two looks at whether to stop.
const TICK: usize = 1 << 14;
/// Cells with errors that are named one by one.
const NAMED: usize = 1000;

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

/// An opened workbook.
pub struct Workbook<'a> {
    book: Xlsx<Cursor<&'a [u8]>>,
    /// Names of the sheets with cells that are not hidden, in order; the hidden ones where there are no others.
    pub sheets: Vec<String>,
}

impl<'a> Workbook<'a> {
    /// Opens the bytes of a workbook.
    pub fn open(bytes: &'a [u8], stop: &dyn Fn() -> bool) -> Result<Self, TableError> {
        size::check(bytes, stop)?;
        let book: Xlsx<_> = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        let of = |is_wanted: &dyn Fn(SheetVisible) -> bool| -> Vec<String> {
            let sheets = book.sheets_metadata().iter();
            let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && is_wanted(sheet.visible));
            sheets.map(|sheet| sheet.name.clone()).collect()
        };
        let mut sheets = of(&|visible| visible == SheetVisible::Visible);
        if sheets.is_empty() {
            sheets = of(&|_| true);
        }
        if sheets.is_empty() {
            return Err(TableError::NoSheet);
        }
        Ok(Self { book, sheets })
    }

    /// Reads the first rows of a sheet, up to row `limit` from 0; unfinished once `stop` says so.
    pub fn read(&mut self, sheet: &str, limit: u32, stop: &dyn Fn() -> bool) -> Result<Grid, TableError> {
        let book = &mut self.book;
        guarded(|| cells(book, sheet, limit, stop)).and_then(|grid| grid.sorted())
    }
}

/// What a reader says, its panics as an error.
fn guarded<T>(read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, TableError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(XlsxError::Unexpected(TOO_MANY))) => Err(TableError::TooMany),
        Ok(Err(XlsxError::Unexpected(BEYOND))) => Err(TableError::Beyond),
        Ok(Err(error)) => Err(TableError::Unreadable(Some(error.to_string()))),
        Err(_) => Err(TableError::Unreadable(None)),
    }
}

/// What is said of a sheet without end.
const TOO_MANY: &str = "The sheet has more than 64 million cells or 1 GiB of text, which looks like an error";

/// Rows and columns that a sheet can have in Excel. What stands beyond was not written by any such program, and would
/// take room for all that lies before it.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
const BEYOND: &str = "A cell of the sheet stands beyond the last row or column that a workbook can have";

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, limit: u32, stop: &dyn Fn() -> bool) -> Result<Grid, XlsxError> {
    let mut grid = Grid { sheet: sheet.to_owned(), ..Grid::default() };
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut read = 0usize;
    loop {
        read += 1;
        if read.is_multiple_of(TICK) && stop() {
            return Ok(grid);
        }
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(grid),
            // An error that Excel has learnt since; where it stands is not told.
            Err(XlsxError::CellError(what)) => {
                if grid.unplaced.len() < NAMED {
                    grid.unplaced.push(what);
                } else {
                    grid.more_errors += 1;
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        let (row, column) = cell.get_position();
        if row >= ROWS || column >= COLUMNS {
            return Err(XlsxError::Unexpected(BEYOND));
        }
        if row > limit {
            return Ok(grid);
        }
        let start = grid.text.len();
        match cell.get_value() {
            calamine::DataRef::Error(what) => grid.error((row, column, what.to_string())),
            value => text::put(value, &mut grid.text),
        }
        let len = grid.text.len() - start;
        if grid.text.len() > TEXT || read as u64 > CELLS {
            return Err(XlsxError::Unexpected(TOO_MANY));
        }
        if len > 0 {
            grid.cells.push(Place { row, column, start: start as u32, len: len as u32 });
        }
    }
}

impl Grid {
    fn error(&mut self, error: (u32, u32, String)) {
        if self.errors.len() < NAMED {
            self.errors.push(error);
        } else {
            self.more_errors += 1;
        }
    }

    /// By row and column, of a cell that is there twice the last; an error where the rows are too wide.
    fn sorted(mut self) -> Result<Self, TableError> {
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
