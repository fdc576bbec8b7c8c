//! XML of any kind: tables of cells, drawings, graphs, and records.

use super::markup::{local, nodes, reader};
use super::tables::Tables;
use super::{diagram, pages, tree};
use crate::io::csv::TableError;
use crate::io::limits::Limits;
use quick_xml::events::Event;

/// Tables of a marked-up text.
pub fn read(text: &str, limits: &Limits) -> Result<Tables, TableError> {
    let deepest = limits.nesting;
    let page = |kind| {
        let grids = pages::tables(text)?;
        if grids.is_empty() { Err(TableError::NothingInIt) } else { Ok(Tables { grids, kind, ..Tables::default() }) }
    };
    match root(text).as_str() {
        "mxfile" | "mxgraphmodel" => Ok(diagram::drawing(&nodes(text, deepest)?, limits)?.of("draw.io drawing")),
        "graphml" => Ok(diagram::graphml(&nodes(text, deepest)?)?.of("GraphML")),
        "svg" => Err(TableError::Other("This looks like a picture (SVG)")),
        "workbook" => page("Excel XML spreadsheet"),
        "html" | "head" | "body" | "meta" | "div" | "style" => page("web page with a table"),
        // A web page may begin with anything.
        _ if has_rows(text) => page("web page with a table"),
        _ => Ok(tree::tables(&nodes(text, deepest)?)?.of("XML")),
    }
}

/// Whether there are rows as in a web page: `<tr>` alone, and not `<track>`.
fn has_rows(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| match bytes.get(at + 1..at + 4) {
        Some([b't' | b'T', b'r' | b'R', end]) => end.is_ascii_whitespace() || matches!(end, b'>' | b'/'),
        _ => false,
    })
}

/// Name of the root element, in lower case.
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
