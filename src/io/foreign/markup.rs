//! XML of any kind and web pages: tables of cells, drawings, graphs, and records. Web pages are read leniently; entities
//! beyond the usual ones stand for nothing.

use super::node::Node;
use super::{broken, diagram, tree};
use crate::io::csv::TableError;
use crate::io::grid::{COLUMNS, Grid, ROWS};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Most elements within one another.
const DEEPEST: usize = 200;

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The tables of a text with marks, and what it is called.
pub fn read(text: &str) -> Result<(Vec<Grid>, &'static str), TableError> {
    let root = root(text);
    match root.as_str() {
        "mxfile" | "mxgraphmodel" => Ok((vec![diagram::drawing(&nodes(text)?)?], "draw.io drawing")),
        "graphml" => Ok((vec![diagram::graphml(&nodes(text)?)?], "GraphML")),
        "svg" => Err(TableError::Other("This looks like a picture (SVG)")),
        "workbook" => Ok((vec![cells(text)?], "Excel XML spreadsheet")),
        "html" | "table" | "head" | "body" | "meta" | "div" | "style" => {
            Ok((vec![cells(text)?], "web page with a table"))
        }
        // A page may begin with anything.
        _ if text.to_lowercase().contains("<tr") => Ok((vec![cells(text)?], "web page with a table")),
        _ => Ok((tree::tables(nodes(text)?)?, "XML")),
    }
}

/// The name of the first element, in lower case.
fn root(text: &str) -> String {
    let mut reader = reader(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => return local(&start),
            Ok(Event::Eof) | Err(_) => return String::new(),
            Ok(_) => {}
        }
    }
}

/// The name of an element without its prefix, in lower case.
fn local(start: &BytesStart) -> String {
    let name = start.name();
    let name: &str = name.as_ref();
    name.rsplit(':').next().unwrap_or_default().to_lowercase()
}

/// The attributes that can be read, without the prefixes of their names.
fn attributes(start: &BytesStart) -> Vec<(String, String)> {
    let mut all = start.attributes();
    let read = all.with_checks(false).filter_map(Result::ok).filter_map(|it| {
        let key: &str = it.key.as_ref();
        let name = key.rsplit(':').next().unwrap_or_default().to_owned();
        Some((name, it.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
    });
    read.collect()
}

fn number(all: &[(String, String)], name: &str) -> Option<u32> {
    let found = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| value.trim().parse().ok())
}

/// The letters that the name of an entity stands for.
pub fn entity(name: &str) -> String {
    let known = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("euro", "€"),
        ("pound", "£"),
    ];
    if let Some((_, text)) = known.into_iter().find(|(known, _)| *known == name) {
        return text.to_owned();
    }
    let number = match name.strip_prefix('#') {
        Some(rest) => match rest.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => rest.parse().ok(),
        },
        None => None,
    };
    number.and_then(char::from_u32).map_or_else(String::new, |c| c.to_string())
}

/// The cells of the largest table of a page, or of the first sheet of a spreadsheet in XML.
fn cells(text: &str) -> Result<Grid, TableError> {
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
    loop {
        // What is damaged ends the page, and what was read of it stays.
        let Ok(event) = reader.read_event() else { break };
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

/// The lines of a text with marks, without them.
pub fn lines(text: &str) -> Vec<String> {
    let mut reader = reader(text);
    let mut out = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => out.push_str(&text),
            Ok(Event::GeneralRef(name)) => out.push_str(&entity(&name)),
            Ok(Event::Start(start) | Event::Empty(start))
                if matches!(local(&start).as_str(), "br" | "div" | "p" | "li" | "tr") =>
            {
                out.push('\n');
            }
            Ok(Event::End(end)) => {
                let name = end.name();
                let name: &str = name.as_ref();
                if matches!(name, "div" | "p" | "li" | "tr") {
                    out.push('\n');
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// An element that is not closed yet.
struct Open {
    name: String,
    entries: Vec<(String, Node)>,
    text: String,
}

/// XML as nested values: attributes and elements by name, several of a name as a list, a text under `#text` where there is
/// more than that.
pub fn nodes(text: &str) -> Result<Node, TableError> {
    let mut reader = reader(text);
    let mut open: Vec<Open> = vec![Open { name: String::new(), entries: Vec::new(), text: String::new() }];
    loop {
        match reader.read_event().map_err(|error| broken("XML", &error))? {
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let is_empty = matches!(event, Event::Empty(_));
                let (Event::Start(start) | Event::Empty(start)) = event else { continue };
                let name: String = {
                    let name = start.name();
                    let name: &str = name.as_ref();
                    name.rsplit(':').next().unwrap_or_default().to_owned()
                };
                let entries = attributes(&start).into_iter().map(|(name, value)| (name, Node::Text(value))).collect();
                open.push(Open { name, entries, text: String::new() });
                if open.len() > DEEPEST {
                    return Err(broken("XML", &"it nests deeper than 200 times"));
                }
                if is_empty {
                    close(&mut open);
                }
            }
            Event::Text(text) => {
                if let Some(last) = open.last_mut() {
                    last.text.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(last) = open.last_mut() {
                    last.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(last) = open.last_mut() {
                    last.text.push_str(&entity(&name));
                }
            }
            Event::End(_) => close(&mut open),
            Event::Eof => break,
            _ => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    Ok(Node::Map(open.pop().map(|root| root.entries).unwrap_or_default()))
}

fn close(open: &mut Vec<Open>) {
    if open.len() < 2 {
        return;
    }
    let Some(Open { name, mut entries, text }) = open.pop() else { return };
    let text = text.trim();
    let node = if entries.is_empty() {
        if text.is_empty() { Node::Null } else { Node::Text(text.to_owned()) }
    } else {
        if !text.is_empty() {
            entries.push(("#text".to_owned(), Node::Text(text.to_owned())));
        }
        Node::Map(entries)
    };
    let Some(parent) = open.last_mut() else { return };
    // Elements of one name mostly follow one another.
    match parent.entries.iter_mut().rev().take(64).find(|(known, _)| *known == name) {
        Some((_, Node::List(all))) => all.push(node),
        Some((_, known)) => {
            let first = std::mem::replace(known, Node::Null);
            *known = Node::List(vec![first, node]);
        }
        None => parent.entries.push((name, node)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_lines() {
        assert_eq!(lines("Ana<br><i>CEO &amp; more</i><div>x</div>"), ["Ana", "CEO & more", "x"]);
        assert_eq!(lines("plain"), ["plain"]);
    }
}
