//! Reads the sheets of an OpenDocument spreadsheet as cells of text. Repeated rows and columns are counted, not laid
//! out, so that a sheet of a million empty rows costs nothing.

use super::super::csv::TableError;
use super::size::{no_list, no_part};
use crate::io::entity::entity;
use crate::io::grid::{CELLS, COLUMNS, Grid, Place, ROWS, laid_out};
use hashbrown::HashSet;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Text of the content; the caller has checked its size.
pub fn content(bytes: &[u8]) -> Result<String, TableError> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(no_list)?;
    let mut part = parts.by_name("content.xml").map_err(no_part)?;
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(no_part)?;
    Ok(text)
}

fn attribute(start: &BytesStart, name: &str) -> Result<Option<String>, TableError> {
    let found = start.try_get_attribute(name).map_err(|_| TableError::Unreadable)?;
    let value = found.map(|it| it.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned()));
    value.transpose().map_err(|_| TableError::Unreadable)
}

/// Number of repetitions or of rows spanned, at least 1.
fn count(start: &BytesStart, name: &str) -> Result<u32, TableError> {
    Ok(attribute(start, name)?.and_then(|text| text.parse().ok()).unwrap_or(1).max(1))
}

/// Names of the visible and of the hidden sheets.
pub fn sheets(content: &str) -> Result<(Vec<String>, Vec<String>), TableError> {
    let mut reader = Reader::from_str(content);
    let (mut styles, mut style) = (HashSet::new(), None);
    let (mut names, mut hidden) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().map_err(|_| TableError::Unreadable)? {
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "style:style" => style = attribute(&start, "style:name")?,
                "style:table-properties" if attribute(&start, "table:display")?.as_deref() == Some("false") => {
                    styles.extend(style.take());
                }
                "table:table" => {
                    let style = attribute(&start, "table:style-name")?;
                    let is_hidden = style.is_some_and(|style| styles.contains(&style));
                    let to = if is_hidden { &mut hidden } else { &mut names };
                    to.extend(attribute(&start, "table:name")?);
                }
                _ => {}
            },
            Event::Eof => return Ok((names, hidden)),
            _ => {}
        }
    }
}

/// Cell while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    /// Value stated in the file, if it says more than the text shown.
    value: Option<String>,
    repeated: u32,
    rows: u32,
    is_text: bool,
}

/// Reads a sheet up to row `limit`, counted from 0; the result is incomplete once `stop` returns true.
pub fn read(content: &str, sheet: &str, limit: u32, stop: &dyn Fn() -> bool) -> Result<Grid, TableError> {
    let mut reader = Reader::from_str(content);
    let mut grid = Grid { sheet: sheet.to_owned(), ..Grid::default() };
    let mut regions = Vec::new();
    let (mut is_inside, mut row, mut column) = (false, 0u32, 0u32);
    let (mut repeated, mut begun) = (1u32, 0usize);
    let mut cell: Option<Cell> = None;
    // Comments on cells contain text too.
    let mut aside = 0usize;
    let (mut seen, mut stated) = (0usize, 0u64);
    loop {
        seen += 1;
        if seen.is_multiple_of(1 << 14) && stop() {
            break;
        }
        let event = reader.read_event().map_err(|_| TableError::Unreadable)?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "table:table" => is_inside = attribute(&start, "table:name")?.as_deref() == Some(sheet),
                _ if !is_inside => {}
                "table:table-row" => {
                    repeated = count(&start, "table:number-rows-repeated")?;
                    (column, begun) = (0, grid.cells.len());
                    if is_empty {
                        row = row.saturating_add(repeated);
                    }
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let new = Cell {
                        value: value(&start)?,
                        repeated: count(&start, "table:number-columns-repeated")?,
                        rows: count(&start, "table:number-rows-spanned")?,
                        is_text: attribute(&start, "office:value-type")?.is_none_or(|kind| kind == "string"),
                        ..Cell::default()
                    };
                    stated += 1;
                    if is_empty {
                        put(&mut grid, row, &mut column, new, &mut regions)?;
                    } else {
                        cell = Some(new);
                    }
                }
                "office:annotation" if !is_empty => aside += 1,
                "text:p" if aside == 0 => {
                    if let Some(cell) = cell.as_mut().filter(|cell| !cell.text.is_empty()) {
                        cell.text.push('\n');
                    }
                }
                "text:s" => {
                    if let Some(cell) = cell.as_mut().filter(|_| aside == 0) {
                        cell.text.push(' ');
                    }
                }
                _ => {}
            },
            Event::Text(text) if aside == 0 => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) if aside == 0 => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(&entity(&name));
                }
            }
            Event::End(end) => match end.name().as_ref() {
                "table:table" if is_inside => break,
                "table:table-cell" | "table:covered-table-cell" => {
                    if let Some(cell) = cell.take() {
                        put(&mut grid, row, &mut column, cell, &mut regions)?;
                    }
                }
                "office:annotation" => aside = aside.saturating_sub(1),
                "table:table-row" if is_inside => {
                    repeat(&mut grid, begun, row, repeated, stated)?;
                    row = row.saturating_add(repeated);
                    if row > limit {
                        break;
                    }
                    if row > ROWS && grid.cells.len() > begun {
                        return Err(TableError::Beyond);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    grid.sorted()?.spread(&regions)
}

/// Value stated for a cell: a number or a day as stored, whatever is shown.
fn value(start: &BytesStart) -> Result<Option<String>, TableError> {
    let said = match attribute(start, "office:value-type")?.as_deref() {
        Some("float" | "currency" | "percentage") => attribute(start, "office:value")?,
        Some("date") => attribute(start, "office:date-value")?,
        Some("boolean") => attribute(start, "office:boolean-value")?.map(|text| text.to_uppercase()),
        _ => None,
    };
    Ok(said.map(|text| match text.strip_suffix("T00:00:00") {
        Some(day) => day.to_owned(),
        None => text,
    }))
}

/// Stores a cell as often as it is repeated, and advances past it.
fn put(
    grid: &mut Grid,
    row: u32,
    column: &mut u32,
    cell: Cell,
    regions: &mut Vec<(u32, u32, u32)>,
) -> Result<(), TableError> {
    let text = if cell.is_text { cell.text } else { cell.value.unwrap_or(cell.text) };
    let text = text.trim();
    if !text.is_empty() {
        if cell.repeated > COLUMNS {
            return Err(TableError::Beyond);
        }
        for at in 0..cell.repeated {
            let at = column.saturating_add(at);
            match is_error(text) {
                true if at >= COLUMNS => return Err(TableError::Beyond),
                true => grid.error((row, at, text.to_owned())),
                false if at == *column => grid.put(row, at, text)?,
                false => grid.put_again(row, at)?,
            }
        }
        if cell.rows > 1 {
            regions.push((row, row.saturating_add(cell.rows - 1), *column));
        }
    }
    *column = column.saturating_add(cell.repeated);
    Ok(())
}

fn is_error(text: &str) -> bool {
    matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NUM!" | "#NULL!")
}

/// Repeats the cells of a row in the rows that repeat it.
fn repeat(grid: &mut Grid, begun: usize, row: u32, repeated: u32, stated: u64) -> Result<(), TableError> {
    let cells = grid.cells.len() - begun;
    let room = u64::from(repeated) * cells as u64 + begun as u64;
    laid_out(stated, room)?;
    if cells == 0 || repeated == 1 {
        return Ok(());
    }
    if room > CELLS || row.saturating_add(repeated) > ROWS {
        return Err(TableError::TooMany);
    }
    for more in 1..repeated {
        for at in begun..begun + cells {
            let place = grid.cells[at];
            grid.cells.push(Place { row: row + more, ..place });
        }
    }
    Ok(())
}
