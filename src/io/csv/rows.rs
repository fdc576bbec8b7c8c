//! A small sheet as rows of texts, read and written, for sheets that are no organisation: as text, or the sheet of an
//! Excel workbook. What its cells mean is not known here.

use super::super::xlsx::Workbook;
use super::TableError;
use super::decode::decode;
use super::table::Table;
use super::write::cell;
use crate::io::limits::Within;
use crate::io::magic::is_workbook;
use std::io::{self, Write};

/// Rows of a sheet with commas, semicolons or tabs between its cells, whichever its first line has most of; of a
/// workbook those of the first sheet whose first row has a cell `wanted`, else of the first sheet. Cells of a workbook
/// that hold an error say it: `#N/A`.
pub fn read_rows(bytes: &[u8], wanted: &str) -> Result<Vec<Vec<String>>, TableError> {
    if is_workbook(bytes) {
        return read_workbook(bytes, wanted);
    }
    let decoded = decode(bytes)?;
    let first = decoded.text.lines().next().unwrap_or_default();
    let many = |delimiter: u8| first.bytes().filter(|&byte| byte == delimiter).count();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| many(delimiter)).unwrap_or(b',');
    let table = Table::split(&decoded.text, delimiter, 1, usize::MAX);
    Ok((0..table.len()).map(|row| table.cells(row).map(str::to_owned).collect()).collect())
}

/// A range of cells as spreadsheets copy it: tabs between the cells of a line, quotes around those with line breaks.
pub fn read_range(text: &str) -> Vec<Vec<String>> {
    let table = Table::split(text, b'\t', 1, usize::MAX);
    (0..table.len()).map(|row| table.cells(row).map(str::to_owned).collect()).collect()
}

/// Row `n` of the sheet is row `n` of the result. Cells without a heading are left out: nothing asks for them, and there
/// can be very many.
fn read_workbook(bytes: &[u8], wanted: &str) -> Result<Vec<Vec<String>>, TableError> {
    let go_on = || false;
    let mut book = Workbook::open(bytes, &Within::USUAL)?;
    let mut chosen = None;
    for sheet in book.sheets.clone() {
        let heads = book.read(&sheet, 0, &go_on)?;
        let is_it = |place| heads.cell(place).trim().eq_ignore_ascii_case(wanted);
        if heads.cells.iter().any(is_it) {
            chosen = Some(sheet);
            break;
        }
    }
    let sheet = chosen.or_else(|| book.sheets.first().cloned()).unwrap_or_default();
    let grid = book.read(&sheet, u32::MAX, &go_on)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut put = |row: u32, column: u32, text: &str| {
        let (row, column) = (row as usize, column as usize);
        if row > 0 && rows.first().is_none_or(|heads| heads.len() <= column) {
            return;
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        text.clone_into(&mut rows[row][column]);
    };
    for place in &grid.cells {
        put(place.row, place.column, grid.cell(place));
    }
    for (row, column, what) in &grid.errors {
        put(*row, *column, what);
    }
    Ok(rows)
}

/// Writes rows with commas between their cells, behind the mark by which spreadsheets know UTF-8.
pub fn write_rows(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "\u{feff}")?;
    for row in rows {
        for (at, text) in row.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(out, "{comma}{}", cell(text))?;
        }
        write!(out, "\r\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sheet_is_read_whatever_stands_between_its_cells() {
        for text in ["id,name\na,\"Bo, jr\"", "id;name\r\na;Bo, jr", "\u{feff}id\tname\na\tBo, jr\n"] {
            assert_eq!(
                read_rows(text.as_bytes(), "id"),
                Ok(vec![vec!["id".into(), "name".into()], vec!["a".to_owned(), "Bo, jr".to_owned()]])
            );
        }
        assert!(read_rows(b"PK\x03\x04", "id").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn written_rows_are_read_back(cells in prop::collection::vec(prop::collection::vec("[a,\"\n;é=]{0,5}", 2), 1..5)) {
            let mut rows = vec![vec!["id".to_owned(), "name".to_owned()]];
            rows.extend(cells.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()));
            let mut bytes = Vec::new();
            write_rows(&rows, &mut bytes).expect("to memory");
            prop_assert_eq!(read_rows(&bytes, "id"), Ok(rows));
        }
    }
}
