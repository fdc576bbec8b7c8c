//! XML of any kind: tables of cells, drawings, graphs, and records.

use super::markup::{local, nodes, reader};
use super::pages::cells;
use super::{diagram, tree};
use crate::io::csv::TableError;
use crate::io::grid::Grid;
use quick_xml::events::Event;

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
        _ => Ok((tree::tables(&nodes(text)?)?, "XML")),
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
