//! Tables of web pages and of spreadsheets in XML, as cells.

use super::markup::{attributes, local, reader};
use crate::io::csv::TableError;
use crate::io::entity::entity;
use crate::io::grid::{CELLS, COLUMNS, Grid, ROWS};
use quick_xml::events::{BytesStart, Event};

/// Largest depth of tables within tables.
const DEEPEST: usize = 100;
/// Largest number of tables.
const TABLES: usize = 10_000;

/// Table that is not closed yet.
#[derive(Default)]
struct Open {
    grid: Grid,
    regions: Vec<(u32, u32, u32)>,
    row: u32,
    column: u32,
    is_begun: bool,
    /// First row at which each column is free of the cells above it.
    free: Vec<u32>,
    cell: Option<Cell>,
}

/// Cell that is not closed yet.
#[derive(Default)]
struct Cell {
    text: String,
    columns: u32,
    rows: u32,
}

/// All tables with cells of a page, or all sheets of a spreadsheet in XML, in order; the name of a sheet where it has one.
/// A table within a cell is a table of its own.
pub fn tables(text: &str) -> Result<Vec<Grid>, TableError> {
    let mut reader = reader(text);
    let mut done: Vec<Grid> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut sheet, mut hidden, mut steps) = (String::new(), 0usize, 0u64);
    // Damage ends the page; what was read before it stays.
    while let Ok(event) = reader.read_event() {
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match local(&start).as_str() {
                "worksheet" => {
                    let found = attributes(&start).into_iter().find(|(name, _)| name.eq_ignore_ascii_case("name"));
                    sheet = found.map(|(_, value)| value).unwrap_or_default();
                }
                "table" if !is_empty => {
                    if open.len() >= DEEPEST || done.len() >= TABLES {
                        return Err(TableError::TooMany);
                    }
                    let grid = Grid { sheet: sheet.clone(), ..Grid::default() };
                    open.push(Open { grid, ..Open::default() });
                }
                "script" | "style" if !is_empty => hidden += 1,
                // Rows outside a table stand in one all the same.
                name @ ("tr" | "row" | "td" | "th" | "cell") => {
                    if open.is_empty() {
                        open.push(Open { grid: Grid { sheet: sheet.clone(), ..Grid::default() }, ..Open::default() });
                    }
                    let Some(table) = open.last_mut() else { continue };
                    // Pages may omit the end tags of cells.
                    table.close_cell()?;
                    match name {
                        "tr" | "row" => table.begin_row(&start)?,
                        _ => table.begin_cell(&start, name, is_empty, &mut steps)?,
                    }
                }
                "br" | "p" | "div" => {
                    if let Some(text) = cell_of(&mut open) {
                        text.push('\n');
                    }
                }
                _ => {}
            },
            Event::Text(text) if hidden == 0 => {
                if let Some(into) = cell_of(&mut open) {
                    into.push_str(&text);
                }
            }
            Event::CData(text) if hidden == 0 => {
                if let Some(into) = cell_of(&mut open) {
                    into.push_str(&text);
                }
            }
            Event::GeneralRef(name) if hidden == 0 => {
                if let Some(into) = cell_of(&mut open) {
                    into.push_str(&entity(&name));
                }
            }
            Event::End(end) => {
                let name = end.name();
                let name: &str = name.as_ref();
                match name.rsplit(':').next().unwrap_or_default().to_lowercase().as_str() {
                    "td" | "th" | "cell" | "tr" | "row" => {
                        if let Some(table) = open.last_mut() {
                            table.close_cell()?;
                        }
                    }
                    "table" => close(&mut open, &mut done)?,
                    "script" | "style" => hidden = hidden.saturating_sub(1),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut done)?;
    }
    Ok(done)
}

fn cell_of(open: &mut [Open]) -> Option<&mut String> {
    open.last_mut()?.cell.as_mut().map(|cell| &mut cell.text)
}

/// Closes the innermost table; one without cells is none.
fn close(open: &mut Vec<Open>, done: &mut Vec<Grid>) -> Result<(), TableError> {
    let Some(mut table) = open.pop() else { return Ok(()) };
    table.close_cell()?;
    let grid = table.grid.sorted()?.spread(&table.regions)?;
    let all: usize = done.iter().map(|grid| grid.cells.len()).sum();
    if all + grid.cells.len() > CELLS as usize / 4 {
        return Err(TableError::TooMany);
    }
    if !grid.cells.is_empty() {
        done.push(grid);
    }
    Ok(())
}

impl Open {
    fn begin_row(&mut self, start: &BytesStart) -> Result<(), TableError> {
        let next = if self.is_begun { self.row + 1 } else { 0 };
        let index = number(&attributes(start), "Index").map_or(next, |index| index.saturating_sub(1));
        (self.row, self.column, self.is_begun) = (index.max(next), 0, true);
        if self.row >= ROWS { Err(TableError::Beyond) } else { Ok(()) }
    }

    /// Begins a cell where no cell from above reaches; `steps` counts the columns passed in all tables.
    fn begin_cell(
        &mut self,
        start: &BytesStart,
        name: &str,
        is_empty: bool,
        steps: &mut u64,
    ) -> Result<(), TableError> {
        /// Most columns that a cell of a page spans, as browsers have it.
        const WIDEST: u32 = 1000;
        let all = attributes(start);
        let more = |name| number(&all, name).map(|more| more.saturating_add(1));
        let columns = number(&all, "colspan").map(|wide| wide.min(WIDEST)).or_else(|| more("MergeAcross")).unwrap_or(1);
        // A page that says 0 means all rows that follow.
        let rows = number(&all, "rowspan").map(|high| if high == 0 { ROWS } else { high });
        let rows = rows.or_else(|| more("MergeDown")).unwrap_or(1);
        let (columns, rows) = (columns.clamp(1, COLUMNS), rows.clamp(1, ROWS));
        match number(&all, "Index") {
            Some(index) => self.column = index.saturating_sub(1).max(self.column),
            None => {
                while name != "cell" && self.free.get(self.column as usize).is_some_and(|&row| row > self.row) {
                    self.column += 1;
                    *steps += 1;
                }
            }
        }
        if self.column >= COLUMNS {
            return Err(TableError::Beyond);
        }
        if rows > 1 && name != "cell" {
            let (first, last) = (self.column as usize, (self.column + columns).min(COLUMNS) as usize);
            self.free.resize(self.free.len().max(last), 0);
            self.free[first..last].fill(self.row.saturating_add(rows));
            *steps += u64::from(columns);
        }
        if *steps > CELLS {
            return Err(TableError::TooMany);
        }
        self.cell = Some(Cell { text: String::new(), columns, rows });
        if is_empty { self.close_cell() } else { Ok(()) }
    }

    /// Stores the open cell and advances past it.
    fn close_cell(&mut self) -> Result<(), TableError> {
        let Some(Cell { text, columns, rows }) = self.cell.take() else { return Ok(()) };
        self.grid.put(self.row, self.column, &text.split_whitespace().collect::<Vec<_>>().join(" "))?;
        if rows > 1 {
            self.regions.push((self.row, self.row.saturating_add(rows - 1).min(ROWS), self.column));
        }
        self.column = self.column.saturating_add(columns);
        Ok(())
    }
}

fn number(all: &[(String, String)], name: &str) -> Option<u32> {
    let found = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| value.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[(u32, u32, &str)]]) {
        let found = tables(text).expect("tables");
        let cells = |grid: &Grid| {
            let all = grid.cells.iter().map(|place| (place.row, place.column, grid.cell(place).to_owned()));
            all.collect::<Vec<_>>()
        };
        let found: Vec<Vec<(u32, u32, String)>> = found.iter().map(cells).collect();
        let found: Vec<Vec<(u32, u32, &str)>> = found
            .iter()
            .map(|grid| grid.iter().map(|(row, column, text)| (*row, *column, text.as_str())).collect())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_cell_that_spans_rows_moves_those_beside_it() {
        check(
            "<table><tr><td rowspan=2>a<td>b</tr><tr><td>c</tr><tr><td>d</tr></table>",
            &[&[(0, 0, "a"), (0, 1, "b"), (1, 0, "a"), (1, 1, "c"), (2, 0, "d")]],
        );
        check(
            "<table><tr><td rowspan=0 colspan=2>a<td>b</tr><tr><td>c</tr></table>",
            &[&[(0, 0, "a"), (0, 2, "b"), (1, 0, "a"), (1, 2, "c")]],
        );
        check("<table><tr><td rowspan=2/><td>b</tr><tr><td>c</tr></table>", &[&[(0, 1, "b"), (1, 1, "c")]]);
        // A spreadsheet says the place of what stands beside.
        check(
            "<Table><Row><Cell MergeDown='1'>a</Cell></Row><Row><Cell Index='2'>b</Cell></Row></Table>",
            &[&[(0, 0, "a"), (1, 0, "a"), (1, 1, "b")]],
        );
    }

    #[test]
    fn a_table_within_a_cell_is_one_of_its_own() {
        check(
            "<table><tr><td>a<table><tr><td>x</table></td><td>b</td></tr><tr><td>c</table><table></table>",
            &[&[(0, 0, "x")], &[(0, 0, "a"), (0, 1, "b"), (1, 0, "c")]],
        );
    }

    #[test]
    fn no_span_is_too_large_to_be_read() {
        for span in ["rowspan=4294967295", "colspan=4294967295", "MergeDown=4294967295"] {
            assert!(tables(&format!("<table><tr><td {span}>a<td>b</tr><tr><td>c</table>")).is_ok(), "{span}");
        }
        for index in ["<tr Index=4294967295>", "<tr><td Index=4294967295>a", "<tr><td MergeAcross=4294967295>a<td>b"] {
            assert_eq!(tables(index).err(), Some(TableError::Beyond), "{index}");
        }
    }
}
