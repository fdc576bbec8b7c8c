//! Tables of web pages and of spreadsheets in XML as cells.

use super::markup::{attributes, local, reader};
use crate::io::csv::TableError;
use crate::io::entity::entity;
use crate::io::grid::{COLUMNS, Grid, ROWS};
use quick_xml::events::Event;

/// The cells of the largest table of a page, or of the first sheet of a spreadsheet in XML.
pub fn cells(text: &str) -> Result<Grid, TableError> {
    let mut reader = reader(text);
    let mut best: Option<Grid> = None;
    let mut grid = Grid::default();
    let mut regions = Vec::new();
    let (mut row, mut column, mut is_begun) = (0u32, 0u32, false);
    // The cell that is open: its text, how many columns and rows it covers.
    let mut cell: Option<(String, u32, u32)> = None;
    let mut hidden = 0usize;
    let keep = |grid: Grid, regions: &mut Vec<(u32, u32, u32)>, best: &mut Option<Grid>| -> Result<(), TableError> {
        let done = grid.sorted()?.spread(&std::mem::take(regions))?;
        if best.as_ref().is_none_or(|known| done.cells.len() > known.cells.len()) {
            *best = Some(done);
        }
        Ok(())
    };
    // What is damaged ends the page, and what was read of it stays.
    while let Ok(event) = reader.read_event() {
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match local(&start).as_str() {
                "table" => {
                    if !grid.cells.is_empty() {
                        keep(std::mem::take(&mut grid), &mut regions, &mut best)?;
                    }
                    (row, column, is_begun) = (0, 0, false);
                }
                "tr" | "row" => {
                    close_cell(&mut grid, &mut cell, row, &mut column, &mut regions)?;
                    let next = if is_begun { row + 1 } else { 0 };
                    row = number(&attributes(&start), "Index").map_or(next, |index| index.saturating_sub(1)).max(next);
                    (column, is_begun) = (0, true);
                    if row >= ROWS {
                        return Err(TableError::Beyond);
                    }
                }
                "td" | "th" | "cell" => {
                    // Pages leave the ends of cells out.
                    close_cell(&mut grid, &mut cell, row, &mut column, &mut regions)?;
                    let all = attributes(&start);
                    column = number(&all, "Index").map_or(column, |index| index.saturating_sub(1)).max(column);
                    let wide =
                        number(&all, "colspan").or(number(&all, "MergeAcross").map(|more| more + 1)).unwrap_or(1);
                    let high = number(&all, "rowspan").or(number(&all, "MergeDown").map(|more| more + 1)).unwrap_or(1);
                    if is_empty {
                        column = column.saturating_add(wide);
                    } else {
                        cell = Some((String::new(), wide.clamp(1, COLUMNS), high.clamp(1, ROWS)));
                    }
                }
                "script" | "style" if !is_empty => hidden += 1,
                "br" | "p" | "div" => {
                    if let Some((text, ..)) = cell.as_mut().filter(|(text, ..)| !text.trim().is_empty()) {
                        text.push('\n');
                    }
                }
                _ => {}
            },
            Event::Text(text) if hidden == 0 => {
                if let Some((into, ..)) = &mut cell {
                    into.push_str(&text);
                }
            }
            Event::CData(text) if hidden == 0 => {
                if let Some((into, ..)) = &mut cell {
                    into.push_str(&text);
                }
            }
            Event::GeneralRef(name) if hidden == 0 => {
                if let Some((into, ..)) = &mut cell {
                    into.push_str(&entity(&name));
                }
            }
            Event::End(end) => {
                let name = end.name();
                let name: &str = name.as_ref();
                match name.rsplit(':').next().unwrap_or_default().to_lowercase().as_str() {
                    "td" | "th" | "cell" | "tr" | "row" | "table" => {
                        close_cell(&mut grid, &mut cell, row, &mut column, &mut regions)?;
                    }
                    "script" | "style" => hidden = hidden.saturating_sub(1),
                    // The first sheet of a workbook is read.
                    "worksheet" if !grid.cells.is_empty() => break,
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    keep(grid, &mut regions, &mut best)?;
    best.filter(|grid| !grid.cells.is_empty()).ok_or(TableError::NothingInIt)
}

/// Puts the cell that is open, and goes on behind it.
fn close_cell(
    grid: &mut Grid,
    cell: &mut Option<(String, u32, u32)>,
    row: u32,
    column: &mut u32,
    regions: &mut Vec<(u32, u32, u32)>,
) -> Result<(), TableError> {
    let Some((text, wide, high)) = cell.take() else { return Ok(()) };
    grid.put(row, *column, &text.split_whitespace().collect::<Vec<_>>().join(" "))?;
    if high > 1 {
        regions.push((row, row.saturating_add(high - 1).min(ROWS), *column));
    }
    *column = column.saturating_add(wide);
    Ok(())
}

fn number(all: &[(String, String)], name: &str) -> Option<u32> {
    let found = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| value.trim().parse().ok())
}
