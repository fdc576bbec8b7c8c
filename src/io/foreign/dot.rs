//! A graph for Graphviz: nodes with labels, and lines between them.

use super::records::{Records, draw};
use crate::io::csv::TableError;
use crate::io::grid::Grid;
use hashbrown::HashMap;

/// The parts of the notation.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Arrow,
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let mut word = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => match chars.next() {
                            Some('n' | 'l' | 'r') => word.push('\n'),
                            Some(c) => word.push(c),
                            None => {}
                        },
                        c => word.push(c),
                    }
                }
                tokens.push(Token::Word(word));
            }
            '<' => {
                let (mut word, mut depth) = (String::new(), 1);
                for c in chars.by_ref() {
                    match c {
                        '<' => depth += 1,
                        '>' => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                    word.push(c);
                }
                tokens.push(Token::Word(super::markup::lines(&word).join("\n")));
            }
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|&c| c != '\n').is_some() {},
            '/' if chars.peek() == Some(&'*') => {
                let mut before = ' ';
                for c in chars.by_ref() {
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
            }
            '#' => while chars.next_if(|&c| c != '\n').is_some() {},
            '-' if chars.next_if(|&c| c == '>' || c == '-').is_some() => tokens.push(Token::Arrow),
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | '-') => {
                let mut word = c.to_string();
                while let Some(c) = chars.next_if(|&c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                    word.push(c);
                }
                tokens.push(Token::Word(word));
            }
            c if c.is_whitespace() => {}
            c => tokens.push(Token::Sign(c)),
        }
    }
    tokens
}

/// Reads a graph: every node is a person, whose label is name and title on lines of their own.
pub fn read(text: &str) -> Result<Grid, TableError> {
    let tokens = tokens(text);
    let mut people: Vec<(String, HashMap<String, String>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut lines = Vec::new();
    let mut at = tokens.iter().position(|token| *token == Token::Sign('{')).map_or(tokens.len(), |at| at + 1);
    while at < tokens.len() {
        let Token::Word(first) = &tokens[at] else {
            at += 1;
            continue;
        };
        // A chain of nodes, then what is said of all of them.
        let mut chain = vec![first.clone()];
        at += 1;
        loop {
            // A port behind a node.
            while tokens.get(at) == Some(&Token::Sign(':')) {
                at += 2;
            }
            match (tokens.get(at), tokens.get(at + 1)) {
                (Some(Token::Arrow), Some(Token::Word(next))) => {
                    chain.push(next.clone());
                    at += 2;
                }
                _ => break,
            }
        }
        if tokens.get(at) == Some(&Token::Sign('=')) {
            at += 2;
            continue;
        }
        let mut said = HashMap::new();
        if tokens.get(at) == Some(&Token::Sign('[')) {
            at += 1;
            while let Some(token) = tokens.get(at) {
                match (token, tokens.get(at + 1), tokens.get(at + 2)) {
                    (Token::Sign(']'), ..) => break,
                    (Token::Word(name), Some(Token::Sign('=')), Some(Token::Word(value))) => {
                        said.insert(name.to_lowercase(), value.clone());
                        at += 3;
                    }
                    _ => at += 1,
                }
            }
            at += 1;
        }
        if chain.len() == 1 && ["node", "edge", "graph", "subgraph"].contains(&chain[0].as_str()) {
            continue;
        }
        for id in &chain {
            if !known.contains_key(id) {
                known.insert(id.clone(), people.len());
                people.push((id.clone(), HashMap::new()));
            }
        }
        if let [id] = &chain[..] {
            people[known[id]].1.extend(said);
            continue;
        }
        let style = said.get("style").map_or("", String::as_str);
        let kind = if style.contains("dash") || style.contains("dotted") { "dotted" } else { "" };
        for pair in chain.windows(2) {
            lines.push((pair[0].clone(), pair[1].clone(), kind.to_owned()));
        }
    }
    let mut records = Records::default();
    for (id, said) in people {
        records.begin();
        records.put("id", &id);
        let label = said.get("label").filter(|label| !label.is_empty() && *label != "\\N").unwrap_or(&id);
        let mut parts = label.lines();
        records.put("name", parts.next().unwrap_or_default());
        records.put("title", parts.next().unwrap_or_default());
        let mut more: Vec<_> = said.iter().filter(|(name, _)| !LOOKS.contains(&name.as_str())).collect();
        more.sort_unstable();
        more.into_iter().for_each(|(name, value)| records.put(name, value));
    }
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    draw(&mut records, "id", &lines);
    records.into_grid()
}

/// What says how a node looks, and nothing of a person.
const LOOKS: [&str; 12] = [
    "label",
    "shape",
    "style",
    "color",
    "fillcolor",
    "fontname",
    "fontsize",
    "fontcolor",
    "width",
    "height",
    "pos",
    "margin",
];
