//! YAML as nested values. Aliases are counted and not expanded, which can multiply a file a thousandfold.

use super::fault::{broken, too_deep};
use super::node::Node;
use crate::io::csv::TableError;
use saphyr_parser::{Event, Parser};

/// List or map that is not closed yet.
enum Open {
    List(Vec<Node>),
    Map(Vec<(String, Node)>, Option<String>),
}

/// Reads a text, and counts the aliases in it; several documents become a list. An error if lists and maps nest deeper
/// than so many times.
pub fn read(text: &str, deepest: usize) -> Result<(Node, usize), TableError> {
    let mut aliases = 0;
    let mut open: Vec<Open> = Vec::new();
    let mut documents = Vec::new();
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let (event, _) = event.map_err(|error| broken("YAML", &error))?;
        let done = match event {
            Event::Scalar(text, ..) => match text.as_ref() {
                "" | "~" | "null" => Node::Null,
                text => Node::Text(text.to_owned()),
            },
            Event::Alias(_) => {
                aliases += 1;
                Node::Null
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                if open.len() > deepest {
                    return too_deep("YAML", deepest);
                }
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                if open.len() > deepest {
                    return too_deep("YAML", deepest);
                }
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(all)) => Node::List(all),
                Some(Open::Map(all, _)) => Node::Map(all),
                None => continue,
            },
            _ => continue,
        };
        match open.last_mut() {
            Some(Open::List(all)) => all.push(done),
            Some(Open::Map(all, key)) => match key.take() {
                Some(key) => all.push((key, done)),
                None => *key = Some(done.text().unwrap_or_default().to_owned()),
            },
            None => documents.push(done),
        }
    }
    let node = if documents.len() == 1 { documents.remove(0) } else { Node::List(documents) };
    Ok((node, aliases))
}
