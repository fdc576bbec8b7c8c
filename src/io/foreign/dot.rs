//! Graphviz graphs: nodes with labels, the edges between them, and the clusters that they stand in. Of a file with several
//! graphs all are read as one.

use super::records::{LOST_LINES, Records, draw};
use super::tables::Tables;
use crate::io::csv::TableError;
use hashbrown::HashMap;

/// Largest number of lines: one between two subgraphs joins each node with each.
const LINES: usize = 4 << 20;

/// Token of the DOT language.
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
                // `"a" + "b"` is one text.
                match tokens[..] {
                    [.., Token::Word(_), Token::Sign('+')] => {
                        tokens.pop();
                        if let Some(Token::Word(before)) = tokens.last_mut() {
                            before.push_str(&word);
                        }
                    }
                    _ => tokens.push(Token::Word(word)),
                }
            }
            '<' => {
                let (mut word, mut depth) = (String::new(), 1usize);
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

/// Part of a graph in curly brackets that is not closed yet.
#[derive(Default)]
struct Scope {
    /// Label, if the part is a cluster: the team of those in it.
    label: String,
    is_cluster: bool,
    /// Nodes in it.
    nodes: Vec<usize>,
    /// Ends of the statement so far: a node, or the nodes of a subgraph.
    ends: Vec<Vec<usize>>,
}

/// What was read of a graph.
#[derive(Default)]
struct Graph {
    people: Vec<(String, HashMap<String, String>)>,
    known: HashMap<String, usize>,
    lines: Vec<(usize, usize, &'static str)>,
    open: Vec<Scope>,
}

impl Graph {
    fn node(&mut self, id: &str) -> usize {
        let next = self.people.len();
        let at = *self.known.entry_ref(id).or_insert(next);
        if at == next {
            self.people.push((id.to_owned(), HashMap::new()));
        }
        at
    }

    /// Ends the statement of the innermost part, whose attributes say more.
    fn end_statement(&mut self, said: HashMap<String, String>) -> Result<(), TableError> {
        let Some(scope) = self.open.last_mut() else { return Ok(()) };
        let ends = std::mem::take(&mut scope.ends);
        if let [one] = &ends[..] {
            if let [node] = one[..] {
                self.people[node].1.extend(said);
            }
            return Ok(());
        }
        let style = said.get("style").map_or("", String::as_str);
        let kind = if style.contains("dash") || style.contains("dotted") { "dotted" } else { "" };
        for pair in ends.windows(2) {
            if self.lines.len() + pair[0].len().saturating_mul(pair[1].len()) > LINES {
                return Err(TableError::TooMany);
            }
            let to = |from: usize| pair[1].iter().map(move |&to| (from, to, kind));
            self.lines.extend(pair[0].iter().flat_map(|&from| to(from)));
        }
        Ok(())
    }

    /// Closes the innermost part, which becomes an end of a statement around it.
    fn close(&mut self) -> Result<(), TableError> {
        self.end_statement(HashMap::new())?;
        let Some(mut scope) = self.open.pop() else { return Ok(()) };
        scope.nodes.sort_unstable();
        scope.nodes.dedup();
        if scope.is_cluster && !scope.label.is_empty() {
            for &node in &scope.nodes {
                self.people[node].1.entry_ref("department").or_insert_with(|| scope.label.clone());
            }
        }
        if let Some(around) = self.open.last_mut() {
            around.nodes.extend(&scope.nodes);
            around.ends.push(scope.nodes);
        }
        Ok(())
    }
}

/// Reads a graph: every node is a person whose label gives name and title, one per line; the label of a cluster is the
/// department of those in it. An error if subgraphs nest deeper than so many times.
pub fn read(text: &str, deepest: usize) -> Result<Tables, TableError> {
    let tokens = tokens(text);
    let mut graph = Graph::default();
    let mut at = 0;
    // Whether an arrow stands before the next end.
    let mut is_linked = false;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        match token {
            Token::Sign('{') => {
                if !is_linked {
                    graph.end_statement(HashMap::new())?;
                }
                is_linked = false;
                // `subgraph cluster_a {`
                let name = at.checked_sub(1).and_then(|at| tokens.get(at));
                let is_named = at.checked_sub(2).is_some_and(|at| is_word(tokens.get(at), &["subgraph"]));
                let is_cluster = is_named && matches!(name, Some(Token::Word(name)) if name.starts_with("cluster"));
                if graph.open.len() >= deepest {
                    return Err(TableError::Nested("DOT", deepest));
                }
                graph.open.push(Scope { is_cluster, ..Scope::default() });
                at += 1;
            }
            Token::Sign('}') => {
                graph.close()?;
                at += 1;
            }
            // What stands outside of all graphs names them.
            _ if graph.open.is_empty() => at += 1,
            Token::Arrow => {
                is_linked = true;
                at += 1;
            }
            Token::Sign('[') => {
                let mut said = HashMap::new();
                at = attributes(&tokens, at, &mut said);
                graph.end_statement(said)?;
                is_linked = false;
            }
            // A port after a node.
            Token::Sign(':') => at += 2,
            Token::Sign(';' | ',') => {
                graph.end_statement(HashMap::new())?;
                is_linked = false;
                at += 1;
            }
            Token::Sign(_) => at += 1,
            Token::Word(_) if is_word(Some(token), &["subgraph"]) => {
                if !is_linked {
                    graph.end_statement(HashMap::new())?;
                }
                at += if matches!(next, Some(Token::Word(_))) { 2 } else { 1 };
            }
            Token::Word(_) if is_word(Some(token), &["node", "edge", "graph"]) && next == Some(&Token::Sign('[')) => {
                graph.end_statement(HashMap::new())?;
                let mut said = HashMap::new();
                at = attributes(&tokens, at + 1, &mut said);
                if let (Some(scope), true) = (graph.open.last_mut(), is_word(Some(token), &["graph"])) {
                    scope.label = said.remove("label").unwrap_or_default();
                }
            }
            Token::Word(name) if next == Some(&Token::Sign('=')) => {
                graph.end_statement(HashMap::new())?;
                if let (Some(Token::Word(value)), Some(scope), "label") =
                    (tokens.get(at + 2), graph.open.last_mut(), name.to_lowercase().as_str())
                {
                    scope.label.clone_from(value);
                }
                at += 3;
            }
            Token::Word(name) => {
                if !is_linked {
                    graph.end_statement(HashMap::new())?;
                }
                is_linked = false;
                let node = graph.node(name);
                if let Some(scope) = graph.open.last_mut() {
                    scope.nodes.push(node);
                    scope.ends.push(vec![node]);
                }
                at += 1;
            }
        }
    }
    while !graph.open.is_empty() {
        graph.close()?;
    }
    table(&graph)
}

fn is_word(token: Option<&Token>, words: &[&str]) -> bool {
    matches!(token, Some(Token::Word(word)) if words.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Reads all lists of attributes that begin at a place; the place behind them.
fn attributes(tokens: &[Token], mut at: usize, said: &mut HashMap<String, String>) -> usize {
    while tokens.get(at) == Some(&Token::Sign('[')) {
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
    at
}

/// People and lines of a graph as a table.
fn table(graph: &Graph) -> Result<Tables, TableError> {
    let mut records = Records::default();
    for (id, said) in &graph.people {
        records.begin();
        records.put("id", id);
        let label = said.get("label").filter(|label| !label.is_empty() && *label != "\\N").unwrap_or(id);
        let mut parts = label.lines();
        records.put("name", parts.next().unwrap_or_default());
        records.put("title", parts.next().unwrap_or_default());
        parts.for_each(|line| records.put("more of the label", line));
        let mut more: Vec<_> = said.iter().filter(|(name, _)| !LOOKS.contains(&name.as_str())).collect();
        more.sort_unstable();
        more.into_iter().for_each(|(name, value)| records.put(name, value));
    }
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    let id = |at: usize| graph.people[at].0.as_str();
    let lines: Vec<_> = graph.lines.iter().map(|&(from, to, kind)| (id(from), id(to), kind)).collect();
    let lost = draw(&mut records, "id", &lines);
    let mut tables = Tables::one(records.into_grid()?);
    tables.left_out(lost, "line leads to no one", "lines lead to no one", LOST_LINES);
    Ok(tables)
}

/// Attributes of a node's appearance, which say nothing about a person.
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
