//! YAML as nested values. An alias stands for nothing: what unfolds a thousandfold is not unfolded.

use super::fault::broken;
use super::node::Node;
use crate::io::csv::TableError;
use saphyr_parser::{Event, Parser};

/// Most lists and maps within one another.
const DEEPEST: usize = 128;

/// A list or map that is not closed yet.
enum Open {
    List(Vec<Node>),
    Map(Vec<(String, Node)>, Option<String>),
}

/// Reads a text; of several documents a list of them.
pub fn read(text: &str) -> Result<Node, TableError> {
    let mut open: Vec<Open> = Vec::new();
    let mut documents = Vec::new();
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let (event, _) = event.map_err(|error| broken("YAML", &error))?;
        let done = match event {
            Event::Scalar(text, ..) => match text.as_ref() {
                "" | "~" | "null" => Node::Null,
                text => Node::Text(text.to_owned()),
            },
            Event::Alias(_) => Node::Null,
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                if open.len() > DEEPEST {
                    return Err(broken("YAML", &"it nests deeper than 128 times"));
                }
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                if open.len() > DEEPEST {
                    return Err(broken("YAML", &"it nests deeper than 128 times"));
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
    Ok(if documents.len() == 1 { documents.remove(0) } else { Node::List(documents) })
}
