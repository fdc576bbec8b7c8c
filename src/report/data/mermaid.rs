//! Mermaid: a flowchart from managers to their reports, as documents and wikis draw it.

use super::graph::{about, edges, hex, nodes};
use super::told::Data;
use crate::org::Line;
use crate::scene::Role;
use std::io::{self, Write};

/// Writes the flowchart.
pub fn mermaid(data: &Data, out: &mut dyn Write) -> io::Result<()> {
    let nodes = nodes(data);
    // A title is YAML, of which JSON is a part; a sign of markup is written by its number.
    let title = serde_json::Value::from(about(data)).to_string().replace('<', "\\u003c").replace('>', "\\u003e");
    writeln!(out, "---\ntitle: {title}\n---\n%% Twintrack\nflowchart TB")?;
    for node in &nodes {
        let mut label = escaped(&node.name);
        for line in [&node.title, &node.rung].into_iter().chain(node.more.iter().map(|(_, words)| words)) {
            if !line.is_empty() {
                label.push_str("<br/>");
                label.push_str(&escaped(line));
            }
        }
        let class = match (node.is_vacant, node.track) {
            (true, _) => ":::vacant",
            (false, "ic") => ":::ic",
            (false, "management") => ":::management",
            (false, _) => "",
        };
        writeln!(out, "  n{}[\"{label}\"]{class}", node.at)?;
    }
    for edge in edges(data, &nodes) {
        let arrow = match edge.line {
            Line::Solid => "---",
            Line::Dotted => "-.-",
            Line::Assistant => "-.->",
        };
        writeln!(out, "  n{} {arrow} n{}", edge.from, edge.to)?;
    }
    let theme = data.options.theme;
    let colour = |role| hex(theme.colour(role));
    for (class, fill, line, dashes) in [
        ("ic", Role::IcTint, Role::Ic, ""),
        ("management", Role::ManagementTint, Role::Management, ""),
        ("vacant", Role::Surface, Role::StrongLine, ",stroke-dasharray:4 3"),
    ] {
        let (fill, line, text) = (colour(fill), colour(line), colour(Role::Text));
        writeln!(out, "  classDef {class} fill:{fill},stroke:{line},color:{text}{dashes}")?;
    }
    Ok(())
}

/// A text of a label: letters, figures and common signs as they are, everything else by its number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | ',' | '.' | '-' | '\'' | '(' | ')' | '/' | ':' | '+' | '=' | '%' | '·' | '–' | '’' => {
                out.push(character);
            }
            character if character.is_alphanumeric() => out.push(character),
            character => out.push_str(&format!("#{};", u32::from(character))),
        }
    }
    out
}
