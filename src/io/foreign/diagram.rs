//! Drawings and graphs in XML: labelled boxes are people, and the lines between them are reporting lines.

use super::fault::broken;
use super::markup::{lines, nodes};
use super::node::Node;
use super::records::{LOST_LINES, Records, draw};
use super::tables::Tables;
use crate::io::csv::TableError;
use crate::io::limits::Limits;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hashbrown::HashMap;
use std::io::Read;

/// All values of a given name at any depth, in order.
fn all_of<'n>(node: &'n Node, name: &str) -> Vec<&'n Node> {
    let (mut found, mut open) = (Vec::new(), vec![node]);
    while let Some(it) = open.pop() {
        match it {
            Node::List(all) => open.extend(all.iter().rev()),
            Node::Map(entries) => {
                for (known, value) in entries.iter().rev() {
                    if known.eq_ignore_ascii_case(name) {
                        match value {
                            Node::List(all) => found.extend(all),
                            other => found.push(other),
                        }
                    }
                    open.push(value);
                }
            }
            _ => {}
        }
    }
    found
}

fn text<'n>(node: &'n Node, name: &str) -> &'n str {
    node.get(name).and_then(Node::text).unwrap_or_default()
}

/// Reads a draw.io drawing, packed or not, with all its pages. Ids are those of a page: one that an earlier page has
/// already is told apart by the number of its page. All pages together unpack to no more than what the smallest file may:
/// as nested values they take fifteen times as much.
pub fn drawing(root: &Node, limits: &Limits) -> Result<Tables, TableError> {
    let mut unpacked_pages = Vec::new();
    let limit = limits.unpacked(0);
    let mut room = limit;
    let diagrams = all_of(root, "diagram");
    for page in &diagrams {
        let packed = page.text().unwrap_or_else(|| text(page, "#text")).trim();
        let inside = if packed.is_empty() { None } else { Some(unpacked(packed, &mut room, limit)?) };
        unpacked_pages.push(inside.map(|inside| nodes(&inside, limits.nesting)).transpose()?);
    }
    let pages = diagrams.iter().zip(&unpacked_pages).map(|(page, inside)| inside.as_ref().unwrap_or(page));
    let pages: Vec<&Node> = if diagrams.is_empty() { vec![root] } else { pages.collect() };
    let mut drawing = Drawing::default();
    for page in pages {
        drawing.page += 1;
        for wrapped in all_of(page, "UserObject").into_iter().chain(all_of(page, "object")) {
            let cell = wrapped.get("mxCell").unwrap_or(wrapped);
            drawing.put_cell(cell, text(wrapped, "id"), text(wrapped, "label"), Some(wrapped));
        }
        // A cell without an id is the one inside of an object.
        for cell in all_of(page, "mxCell").into_iter().filter(|cell| !text(cell, "id").is_empty()) {
            drawing.put_cell(cell, text(cell, "id"), text(cell, "value"), None);
        }
        drawing.end_page();
    }
    let Drawing { mut records, drawn, lost, .. } = drawing;
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    let lost = lost + draw(&mut records, "id", &drawn);
    let mut tables = Tables::one(records.into_grid()?);
    tables.left_out(lost, "line leads to no one", "lines lead to no one", LOST_LINES);
    Ok(tables)
}

/// People and lines of a drawing while it is read.
#[derive(Default)]
struct Drawing {
    records: Records,
    drawn: Vec<(String, String, String)>,
    /// Lines that end at no cell of their page.
    lost: usize,
    /// Page, counted from 1.
    page: usize,
    /// Page on which each id was first seen.
    first: HashMap<String, usize>,
    /// Key of each id on the page.
    ids: HashMap<String, String>,
    /// Lines of the page, as (from, to, kind).
    lines: Vec<(String, String, String)>,
}

impl Drawing {
    /// Draws the lines of the page between its own cells.
    fn end_page(&mut self) {
        for (from, to, kind) in std::mem::take(&mut self.lines) {
            match (self.ids.get(&from), self.ids.get(&to)) {
                (Some(from), Some(to)) => self.drawn.push((from.clone(), to.clone(), kind)),
                _ => self.lost += 1,
            }
        }
        self.ids.clear();
    }

    fn put_cell(&mut self, cell: &Node, id: &str, label: &str, more: Option<&Node>) {
        let (from, to) = (text(cell, "source"), text(cell, "target"));
        if text(cell, "edge") == "1" || (!from.is_empty() && !to.is_empty()) {
            let kind = if text(cell, "style").contains("dashed=1") { "dotted" } else { "" };
            self.lines.push((from.to_owned(), to.to_owned(), kind.to_owned()));
            return;
        }
        let mut said = lines(label).into_iter();
        let name = said.next().unwrap_or_default();
        if id.is_empty() || name.is_empty() || text(cell, "vertex") != "1" {
            return;
        }
        let page = *self.first.entry_ref(id).or_insert(self.page);
        let key = if page == self.page { id.to_owned() } else { format!("{id} on page {}", self.page) };
        let records = &mut self.records;
        records.begin();
        records.put("id", &key);
        self.ids.insert(id.to_owned(), key);
        let own = more.map(|more| text(more, "name")).unwrap_or_default();
        records.put("name", if own.is_empty() { &name } else { own });
        records.put("title", &said.next().unwrap_or_default());
        said.for_each(|line| records.put("label", &line));
        if let Some(Node::Map(entries)) = more {
            for (name, value) in entries {
                if let (Some(value), false) =
                    (value.text(), ["id", "label", "name", "placeholders"].contains(&name.as_str()))
                {
                    records.put(name, value);
                }
            }
        }
    }
}

/// Unpacks a draw.io page: base64, deflate, then percent-encoding. What it takes is taken from the room left of a limit.
fn unpacked(packed: &str, room: &mut u64, limit: u64) -> Result<String, TableError> {
    let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(packed).map_err(|error| broken("draw.io", &error))?;
    let mut text = Vec::new();
    let inside = flate2::read::DeflateDecoder::new(bytes.as_slice());
    inside.take(*room + 1).read_to_end(&mut text).map_err(|error| broken("draw.io", &error))?;
    *room = room.checked_sub(text.len() as u64).ok_or(TableError::Unpacks(limit >> 20))?;
    // In place: a character takes no more room than its code.
    let (mut at, mut end) = (0, 0);
    while at < text.len() {
        let hex = text.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let code = hex.filter(|_| text[at] == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        text[end] = code.unwrap_or(text[at]);
        at += if code.is_some() { 3 } else { 1 };
        end += 1;
    }
    text.truncate(end);
    Ok(String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Reads a GraphML graph: nodes with named data, and the edges between them.
pub fn graphml(root: &Node) -> Result<Tables, TableError> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    for key in all_of(root, "key") {
        names.entry(text(key, "id")).or_insert(text(key, "attr.name"));
    }
    let name_of = |key: &str| names.get(key).copied().filter(|name| !name.is_empty()).unwrap_or(key).to_owned();
    let mut records = Records::default();
    for node in all_of(root, "node") {
        if text(node, "id").is_empty() {
            continue;
        }
        records.begin();
        records.put("id", text(node, "id"));
        for data in all_of(node, "data") {
            let said = data.text().unwrap_or_else(|| text(data, "#text"));
            if !said.is_empty() {
                records.put(&name_of(text(data, "key")), said);
            }
            for label in all_of(data, "NodeLabel") {
                let shown = label.text().unwrap_or_else(|| text(label, "#text"));
                let mut parts = shown.lines().map(str::trim).filter(|line| !line.is_empty());
                records.put("name", parts.next().unwrap_or_default());
                records.put("title", parts.next().unwrap_or_default());
            }
        }
    }
    let edges = all_of(root, "edge").into_iter();
    let drawn: Vec<_> = edges
        .map(|edge| {
            let dashed = all_of(edge, "LineStyle").iter().any(|style| text(style, "type").contains("dash"));
            let kind = if dashed { "dotted" } else { "" };
            (text(edge, "source").to_owned(), text(edge, "target").to_owned(), kind.to_owned())
        })
        .collect();
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    let lost = draw(&mut records, "id", &drawn);
    let mut tables = Tables::one(records.into_grid()?);
    tables.left_out(lost, "line leads to no one", "lines lead to no one", LOST_LINES);
    Ok(tables)
}
