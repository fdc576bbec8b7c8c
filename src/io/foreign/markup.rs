//! Lenient reading of XML and HTML: as nested values, or as lines without the tags. Entities other than the common ones
//! are dropped.

use super::fault::{broken, too_deep};
use super::node::Node;
use crate::io::csv::TableError;
use crate::io::entity::entity;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Reader that accepts missing end tags.
pub fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// Name of an element without its prefix, in lower case.
pub fn local(start: &BytesStart) -> String {
    let name = start.name();
    let name: &str = name.as_ref();
    name.rsplit(':').next().unwrap_or_default().to_lowercase()
}

/// Readable attributes, with the prefixes of their names removed.
pub fn attributes(start: &BytesStart) -> Vec<(String, String)> {
    // Web pages leave quotes and values out.
    let mut all = start.html_attributes();
    let read = all.with_checks(false).filter_map(Result::ok).filter_map(|it| {
        let key: &str = it.key.as_ref();
        let name = key.rsplit(':').next().unwrap_or_default().to_owned();
        Some((name, it.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
    });
    read.collect()
}

/// Lines of a marked-up text, without the tags.
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

/// Element that is not closed yet.
struct Open {
    name: String,
    entries: Vec<(String, Node)>,
    text: String,
}

/// XML as nested values: attributes and elements by name, several of one name as a list, and text under `#text` if
/// there is anything else. An error if elements nest deeper than so many times.
pub fn nodes(text: &str, deepest: usize) -> Result<Node, TableError> {
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
                if open.len() > deepest {
                    return too_deep("XML", deepest);
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
    // Elements of the same name mostly follow one another.
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
