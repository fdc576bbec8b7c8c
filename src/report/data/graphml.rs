//! GraphML, as yEd, Gephi and libraries of graphs read it.

use super::graph::{about, edges, nodes};
use super::told::Data;
use crate::org::Line;
use crate::scene::text::clean;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

/// What is said of people, and of lines.
const OF_PEOPLE: [&str; 9] = ["key", "name", "title", "rung", "track", "team", "location", "pay", "findings"];

/// Writes the graph.
pub fn graphml(data: &Data, out: &mut dyn Write) -> io::Result<()> {
    let (nodes, org) = (nodes(data), &*data.org);
    let edges = edges(data, &nodes);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Comment(BytesText::new("Twintrack")))?;
    let root = xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|xml| {
        for name in OF_PEOPLE {
            key(xml, name, "node")?;
        }
        key(xml, "line", "edge")?;
        let graph = xml.create_element("graph").with_attributes([("id", "org"), ("edgedefault", "directed")]);
        graph.write_inner_content(|xml| {
            let desc = about(data);
            xml.create_element("desc").write_text_content(BytesText::new(&desc))?;
            for node in &nodes {
                let (team, location) = (clean(org.team(node.person)), clean(org.location(node.person)));
                let said =
                    |name: &str| node.more.iter().find(|(it, _)| *it == name).map_or("", |(_, words)| words.as_str());
                let all: [&str; OF_PEOPLE.len()] = [
                    &node.key,
                    &node.name,
                    &node.title,
                    &node.rung,
                    node.track,
                    &team,
                    &location,
                    said("pay"),
                    said("findings"),
                ];
                let id = format!("n{}", node.at);
                let element = xml.create_element("node").with_attribute(("id", id.as_str()));
                element.write_inner_content(|xml| {
                    let told = OF_PEOPLE.into_iter().zip(all).filter(|(_, words)| !words.is_empty());
                    told.into_iter().try_for_each(|(name, words)| value(xml, name, words))
                })?;
            }
            for edge in &edges {
                let (from, to) = (format!("n{}", edge.from), format!("n{}", edge.to));
                let line = match edge.line {
                    Line::Solid => "solid",
                    Line::Dotted => "dotted",
                    Line::Assistant => "assistant",
                };
                let ends = [("source", from.as_str()), ("target", to.as_str())];
                let element = xml.create_element("edge").with_attributes(ends);
                element.write_inner_content(|xml| value(xml, "line", line))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    writeln!(xml.get_mut())
}

fn key<W: Write>(xml: &mut Writer<W>, name: &str, of: &str) -> io::Result<()> {
    let all = [("id", name), ("for", of), ("attr.name", name), ("attr.type", "string")];
    xml.create_element("key").with_attributes(all).write_empty().map(drop)
}

fn value<W: Write>(xml: &mut Writer<W>, name: &str, words: &str) -> io::Result<()> {
    xml.create_element("data").with_attribute(("key", name)).write_text_content(BytesText::new(words)).map(drop)
}
