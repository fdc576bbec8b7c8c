//! Graphviz: a directed graph from managers to their reports (the DOT language).

use super::graph::{about, edges, hex, nodes};
use super::told::Data;
use crate::org::Line;
use std::io::{self, Write};

/// Writes the graph.
pub fn dot(data: &Data, out: &mut dyn Write) -> io::Result<()> {
    let nodes = nodes(data);
    writeln!(out, "// Twintrack")?;
    writeln!(out, "digraph {} {{", quoted(data.org.head.name.trim()))?;
    writeln!(out, "  graph [label={}, labelloc=t, rankdir=TB, ordering=out];", quoted(&about(data)))?;
    writeln!(out, "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];")?;
    writeln!(out, "  edge [arrowhead=none, color=\"#8a96a5\"];")?;
    for node in &nodes {
        let mut label = node.name.clone();
        for line in [&node.title, &node.rung].into_iter().chain(node.more.iter().map(|(_, words)| words)) {
            if !line.is_empty() {
                label.push('\n');
                label.push_str(line);
            }
        }
        let style = if node.is_vacant { ", style=\"rounded,dashed\"" } else { "" };
        let (fill, line) = (hex(node.colours.0), hex(node.colours.1));
        write!(out, "  n{} [id={}, label={}, ", node.at, quoted(&node.key), quoted(&label))?;
        writeln!(out, "fillcolor=\"{fill}\", color=\"{line}\"{style}];")?;
    }
    for edge in edges(data, &nodes) {
        let style = match edge.line {
            Line::Solid => "",
            Line::Dotted => " [style=dotted, constraint=false]",
            Line::Assistant => " [style=dashed, constraint=false]",
        };
        writeln!(out, "  n{} -> n{}{style};", edge.from, edge.to)?;
    }
    writeln!(out, "}}")
}

/// A text in quotes, in which nothing has a meaning of its own; a line break starts a line of a label.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz would read `&lt;` as a sign.
            '&' => out.push_str("&amp;"),
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out.push('"');
    out
}
