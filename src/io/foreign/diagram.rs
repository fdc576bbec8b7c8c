//! Drawings and graphs in XML: boxes with a label are people, lines between them say who is above whom.

use super::fault::broken;
use super::markup::{lines, nodes};
use super::node::Node;
use super::records::{Records, draw};
use crate::io::csv::TableError;
use crate::io::grid::Grid;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::Read;

/// Most bytes of a drawing that is unpacked.
const MOST: u64 = 256 << 20;

/// All values of a name anywhere inside, in order.
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

/// A drawing of draw.io, packed or not, all its pages.
pub fn drawing(root: &Node) -> Result<Grid, TableError> {
    let mut pages = Vec::new();
    for page in all_of(root, "diagram") {
        let packed = page.text().unwrap_or_else(|| text(page, "#text")).trim();
        if !packed.is_empty() {
            pages.push(nodes(&unpacked(packed)?)?);
        }
    }
    let mut records = Records::default();
    let mut drawn = Vec::new();
    for page in pages.iter().chain([root]) {
        for wrapped in all_of(page, "UserObject").into_iter().chain(all_of(page, "object")) {
            let cell = wrapped.get("mxCell").unwrap_or(wrapped);
            put_cell(&mut records, &mut drawn, cell, text(wrapped, "id"), text(wrapped, "label"), Some(wrapped));
        }
        for cell in all_of(page, "mxCell") {
            put_cell(&mut records, &mut drawn, cell, text(cell, "id"), text(cell, "value"), None);
        }
    }
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    draw(&mut records, "id", &drawn);
    records.into_grid()
}

fn put_cell(
    records: &mut Records,
    drawn: &mut Vec<(String, String, String)>,
    cell: &Node,
    id: &str,
    label: &str,
    more: Option<&Node>,
) {
    let (from, to) = (text(cell, "source"), text(cell, "target"));
    if text(cell, "edge") == "1" || (!from.is_empty() && !to.is_empty()) {
        let kind = if text(cell, "style").contains("dashed=1") { "dotted" } else { "" };
        drawn.push((from.to_owned(), to.to_owned(), kind.to_owned()));
        return;
    }
    let mut said = lines(label).into_iter();
    let name = said.next().unwrap_or_default();
    if id.is_empty() || name.is_empty() || text(cell, "vertex") != "1" {
        return;
    }
    records.begin();
    records.put("id", id);
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

/// A page as draw.io packs it: in base 64, deflated, with signs for what is no letter.
fn unpacked(packed: &str) -> Result<String, TableError> {
    let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(packed).map_err(|error| broken("draw.io", &error))?;
    let mut text = String::new();
    let inside = flate2::read::DeflateDecoder::new(bytes.as_slice());
    inside.take(MOST).read_to_string(&mut text).map_err(|error| broken("draw.io", &error))?;
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (bytes[at], hex.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// A graph: nodes with named data, edges between them.
pub fn graphml(root: &Node) -> Result<Grid, TableError> {
    let keys = all_of(root, "key");
    let name_of = |key: &str| {
        let found = keys.iter().find(|node| text(node, "id") == key);
        let name = found.map_or("", |node| text(node, "attr.name"));
        if name.is_empty() { key.to_owned() } else { name.to_owned() }
    };
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
    draw(&mut records, "id", &drawn);
    records.into_grid()
}
