//! Reads the sheets of a workbook as cells of text. A panic in the crate that reads workbooks becomes an error: the
//! crate does not promise that a damaged file cannot make it panic, and it does have such places, for instance where
//! its two parsers of numbers disagree.

use super::super::csv::TableError;
use super::{ods, size, text};
use crate::io::grid::{CELLS, COLUMNS, Grid, NAMED, Place, ROWS, TEXT};
use crate::io::guard;
use crate::io::limits::Within;
use crate::io::magic::is_zip;
use calamine::{
    Cell, Data, DataRef, Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxError,
};
use std::io::Cursor;

/// Number of cells between two checks for cancellation.
const TICK: usize = 1 << 14;
/// Opened workbook.
pub struct Workbook<'a> {
    book: Book<'a>,
    /// Names of the visible sheets with cells, in order; of the hidden ones if there are no others.
    pub sheets: Vec<String>,
    /// Names of the hidden sheets beside visible ones.
    pub hidden: Vec<String>,
    /// True if any sheet has merged cells.
    merges: bool,
}

/// Reader for each kind of workbook.
enum Book<'a> {
    Xlsx(Xlsx<Cursor<&'a [u8]>>),
    Xlsb(Xlsb<Cursor<&'a [u8]>>),
    /// Excel 97 to 2003; all sheets are in memory.
    Xls(Xls<Cursor<&'a [u8]>>),
    /// OpenDocument: the text of its content.
    Ods(String),
}

impl<'a> Workbook<'a> {
    /// Opens a workbook from its bytes.
    pub fn open(bytes: &'a [u8], within: &Within) -> Result<Self, TableError> {
        let parts = if is_zip(bytes) { size::check(bytes, within)? } else { size::check_old(bytes)? };
        let book = match parts.kind {
            size::Kind::Xlsx => Book::Xlsx(guarded(|| Xlsx::new(Cursor::new(bytes)))?),
            size::Kind::Xlsb => Book::Xlsb(guarded(|| Xlsb::new(Cursor::new(bytes)))?),
            size::Kind::Xls => Book::Xls(guarded(|| Xls::new(Cursor::new(bytes)))?),
            size::Kind::Ods => Book::Ods(ods::content(bytes)?),
        };
        let of = |is_wanted: &dyn Fn(SheetVisible) -> bool| -> Vec<String> {
            let metadata = match &book {
                Book::Xlsx(book) => book.sheets_metadata(),
                Book::Xlsb(book) => book.sheets_metadata(),
                Book::Xls(book) => book.sheets_metadata(),
                Book::Ods(_) => return Vec::new(),
            };
            let sheets = metadata.iter();
            let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && is_wanted(sheet.visible));
            sheets.map(|sheet| sheet.name.clone()).collect()
        };
        let mut sheets = of(&|visible| visible == SheetVisible::Visible);
        let mut hidden = of(&|visible| visible != SheetVisible::Visible);
        if let Book::Ods(content) = &book {
            (sheets, hidden) = ods::sheets(content)?;
        }
        if sheets.is_empty() {
            sheets = std::mem::take(&mut hidden);
        }
        if sheets.is_empty() {
            return Err(TableError::NoSheet);
        }
        Ok(Self { book, sheets, hidden, merges: parts.merges })
    }

    /// Name of the kind of workbook.
    pub fn kind(&self) -> &'static str {
        match self.book {
            Book::Xlsx(_) => "Excel workbook",
            Book::Xlsb(_) => "Excel binary workbook",
            Book::Xls(_) => "Excel 97 workbook",
            Book::Ods(_) => "OpenDocument spreadsheet",
        }
    }

    /// Reads the rows of a sheet up to row `limit`, counted from 0; the result is incomplete once `stop` returns true.
    /// A merged cell is repeated in every row that it covers.
    pub fn read(&mut self, sheet: &str, limit: u32, stop: &dyn Fn() -> bool) -> Result<Grid, TableError> {
        let merges = self.merges;
        match &mut self.book {
            Book::Xlsx(book) => {
                let grid = guarded(|| {
                    let mut reader = book.worksheet_cells_reader(sheet)?;
                    cells(sheet, limit, stop, &mut || reader.next_cell())
                });
                let grid = grid.and_then(Grid::sorted)?;
                if !merges {
                    return Ok(grid);
                }
                grid.spread(&regions(&guarded(|| book.merge_cells_by_sheet_name(sheet))?))
            }
            Book::Xlsb(book) => guarded(|| {
                let mut reader = book.worksheet_cells_reader(sheet)?;
                cells(sheet, limit, stop, &mut || reader.next_cell())
            })
            .and_then(Grid::sorted),
            Book::Xls(book) => {
                let range = guarded(|| book.worksheet_range(sheet))?;
                let grid = of_range(&range, sheet, limit, stop)?.sorted()?;
                grid.spread(&regions(&guarded(|| book.merge_cells_by_sheet_name(sheet))?))
            }
            Book::Ods(content) => ods::read(content, sheet, limit, stop),
        }
    }
}

/// Merged regions of more than one row, as (first row, last row, first column).
fn regions(merged: &[Dimensions]) -> Vec<(u32, u32, u32)> {
    let tall = merged.iter().filter(|region| region.start.0 < region.end.0);
    tall.map(|region| (region.start.0, region.end.0, region.start.1)).collect()
}

/// Cells of an Excel 97 sheet.
fn of_range(range: &Range<Data>, sheet: &str, limit: u32, stop: &dyn Fn() -> bool) -> Result<Grid, TableError> {
    let mut grid = Grid { sheet: sheet.to_owned(), ..Grid::default() };
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut said = String::new();
    for (read, (row, column, value)) in range.used_cells().enumerate() {
        if read.is_multiple_of(TICK) && stop() {
            break;
        }
        let (row, column) = (first_row + row as u32, first_column + column as u32);
        if row > limit {
            break;
        }
        let value: DataRef = match value {
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::String(text) => DataRef::SharedString(text),
            Data::Bool(is_so) => DataRef::Bool(*is_so),
            Data::DateTime(when) => DataRef::DateTime(*when),
            Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
            Data::Error(what) => {
                grid.error((row, column, what.to_string()));
                continue;
            }
            Data::Empty => DataRef::Empty,
        };
        said.clear();
        text::put(&value, &mut said);
        grid.put(row, column, &said)?;
    }
    Ok(grid)
}

/// Result of a reader, with panics turned into errors.
fn guarded<T, E: Fault>(read: impl FnOnce() -> Result<T, E>) -> Result<T, TableError> {
    match guard::guarded(read) {
        Some(Ok(read)) => Ok(read),
        Some(Err(error)) => Err(match error.own() {
            Some(TOO_MANY) => TableError::TooMany,
            Some(BEYOND) => TableError::Beyond,
            _ if error.is_locked() => TableError::Locked,
            // What the crate says is about its parsers, in its own words.
            _ => TableError::Unreadable,
        }),
        None => Err(TableError::Unreadable),
    }
}

/// Error of a reader, common to the kinds of workbooks.
trait Fault {
    /// Message that this file put into the error itself; `None` if the error is the reader's own.
    fn own(&self) -> Option<&str>;
    /// Error with a message of this file.
    fn of(what: &'static str) -> Self;
    /// Message, if the error concerns one cell only; otherwise the error.
    fn of_cell(self) -> Result<String, Self>
    where
        Self: Sized;
    /// True if a password is missing.
    fn is_locked(&self) -> bool;
}

impl Fault for XlsxError {
    fn own(&self) -> Option<&str> {
        if let Self::Unexpected(what) = self { Some(what) } else { None }
    }
    fn of(what: &'static str) -> Self {
        Self::Unexpected(what)
    }
    fn of_cell(self) -> Result<String, Self> {
        if let Self::CellError(what) = self { Ok(what) } else { Err(self) }
    }
    fn is_locked(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Fault for XlsbError {
    fn own(&self) -> Option<&str> {
        if let Self::Mismatch { expected, .. } = self { Some(expected) } else { None }
    }
    fn of(what: &'static str) -> Self {
        Self::Mismatch { expected: what, found: 0 }
    }
    fn of_cell(self) -> Result<String, Self> {
        Err(self)
    }
    fn is_locked(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Fault for XlsError {
    fn own(&self) -> Option<&str> {
        None
    }
    fn of(what: &'static str) -> Self {
        Self::Unrecognized { typ: what, val: 0 }
    }
    fn of_cell(self) -> Result<String, Self> {
        Err(self)
    }
    fn is_locked(&self) -> bool {
        matches!(self, Self::Password)
    }
}

/// Error of a sheet that is too large.
const TOO_MANY: &str = "The sheet has more than 64 million cells or 1 GiB of text, which looks like an error";

/// Error of a cell beyond the last row or column. No such program writes one, and it would take up space for everything
/// before it.
const BEYOND: &str = "A cell of the sheet lies beyond the last row or column that a workbook can have";

fn cells<'a, E: Fault>(
    sheet: &str,
    limit: u32,
    stop: &dyn Fn() -> bool,
    next: &mut dyn FnMut() -> Result<Option<Cell<DataRef<'a>>>, E>,
) -> Result<Grid, E> {
    let mut grid = Grid { sheet: sheet.to_owned(), ..Grid::default() };
    let mut read = 0usize;
    loop {
        read += 1;
        if read.is_multiple_of(TICK) && stop() {
            return Ok(grid);
        }
        let cell = match next() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(grid),
            // Error code newer than the crate; its place is not known.
            Err(error) => {
                let what = error.of_cell()?;
                if grid.unplaced.len() < NAMED {
                    grid.unplaced.push(what);
                } else {
                    grid.more_errors += 1;
                }
                continue;
            }
        };
        let (row, column) = cell.get_position();
        if row >= ROWS || column >= COLUMNS {
            return Err(E::of(BEYOND));
        }
        if row > limit {
            return Ok(grid);
        }
        let start = grid.text.len();
        match cell.get_value() {
            DataRef::Error(what) => grid.error((row, column, what.to_string())),
            value => text::put(value, &mut grid.text),
        }
        let len = grid.text.len() - start;
        if grid.text.len() > TEXT || read as u64 > CELLS {
            return Err(E::of(TOO_MANY));
        }
        if len > 0 {
            grid.cells.push(Place { row, column, start: start as u32, len: len as u32 });
        }
    }
}
