//! People in nested values: a list of them, people inside people, nodes and edges, rows of cells, records by their id.

use super::node::Node;
use super::records::{Records, draw};
use crate::io::csv::TableError;
use crate::io::grid::Grid;

/// Names of what only wraps the values of a record.
const WRAPPERS: [&str; 7] = ["data", "attributes", "properties", "fields", "person", "employee", "profile"];
/// Names of lists of lines between nodes.
const EDGES: [&str; 6] = ["edges", "links", "relationships", "connections", "lines", "arcs"];
/// Names of the two ends of a line.
const FROM: [&str; 5] = ["source", "from", "start", "parent", "manager"];
const TO: [&str; 5] = ["target", "to", "end", "child", "report"];

/// The tables that nested values hold: mostly one.
pub fn tables(node: &Node) -> Result<Vec<Grid>, TableError> {
    if let Some(grid) = of_google(node)? {
        return Ok(vec![grid]);
    }
    if let Some(grid) = of_lists(node)? {
        return Ok(vec![grid]);
    }
    let Some(found) = people(node) else { return Err(TableError::NoTable) };
    let mut records = Records::default();
    let is_nested = walk(found, &mut records);
    // Records by their id carry it only as their name.
    if let (Some(names), false) = (names_of(node), is_nested) {
        let has_id = (0..records.len()).any(|at| !records.get(at, "id").is_empty());
        if !has_id && names.len() == records.len() {
            names.iter().enumerate().for_each(|(at, name)| records.put_at(at, "id", name));
        }
    }
    if let Some(lines) = edges(node) {
        let id = ["id", "key", "name"].into_iter().find(|id| !records.get(0, id).is_empty()).unwrap_or("id");
        draw(&mut records, id, &lines);
    }
    Ok(vec![records.into_grid()?])
}

/// The list of maps that most likely is the people: the longest, of equal ones that which is less deep; a map whose
/// entries hold people is one itself.
fn people(node: &Node) -> Option<Vec<&Node>> {
    if let Some(all) = node.maps() {
        return Some(all.iter().collect());
    }
    let Node::Map(entries) = node else { return None };
    if !scalars(node).is_empty() && child_lists(node).next().is_some() {
        return Some(vec![node]);
    }
    let mut best: Option<&[Node]> = None;
    let mut open: Vec<(&Node, usize)> =
        entries.iter().filter(|(name, _)| !is_edges(name)).map(|(_, it)| (it, 0)).collect();
    while let Some((it, depth)) = open.pop() {
        if let Some(all) = it.maps() {
            if best.is_none_or(|known| all.len() > known.len()) {
                best = Some(all);
            }
        } else if let (Node::Map(entries), 0..=4) = (it, depth) {
            open.extend(entries.iter().filter(|(name, _)| !is_edges(name)).map(|(_, it)| (it, depth + 1)));
        }
    }
    if let Some(all) = best {
        return Some(all.iter().collect());
    }
    // One inside another, or records by their id.
    let inside: Vec<&Node> = entries.iter().map(|(_, it)| it).filter(|it| matches!(it, Node::Map(_))).collect();
    match inside[..] {
        [one] if scalars(node).is_empty() => people(one).or(Some(vec![one])),
        [] => Some(vec![node]).filter(|_| scalars(node).len() > 1),
        _ => Some(inside),
    }
}

/// The names of the entries of a map of records, where that is what a file is.
fn names_of(node: &Node) -> Option<Vec<&str>> {
    let Node::Map(entries) = node else { return None };
    let all = entries.iter().map(|(name, it)| matches!(it, Node::Map(_)).then_some(name.as_str()));
    all.collect::<Option<Vec<&str>>>().filter(|names| names.len() > 1)
}

fn is_edges(name: &str) -> bool {
    EDGES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The names of the texts of a map.
fn scalars(node: &Node) -> Vec<&str> {
    let Node::Map(all) = node else { return Vec::new() };
    let mut names = Vec::new();
    for (name, value) in all {
        match value {
            Node::Text(_) => names.push(name.as_str()),
            Node::Map(_) if is_wrapper(name) => names.extend(scalars_of_wrapper(value)),
            _ => {}
        }
    }
    names
}

fn scalars_of_wrapper(node: &Node) -> Vec<&str> {
    let Node::Map(all) = node else { return Vec::new() };
    all.iter().filter(|(_, value)| matches!(value, Node::Text(_))).map(|(name, _)| name.as_str()).collect()
}

fn is_wrapper(name: &str) -> bool {
    WRAPPERS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Lists of maps inside a map that hold the same as the map itself: those below.
fn child_lists(node: &Node) -> impl Iterator<Item = (&str, &[Node])> {
    let Node::Map(all) = node else { return Vec::new().into_iter() };
    let own = scalars(node);
    let is_alike = |list: &[Node]| {
        let first = list.first().map(scalars).unwrap_or_default();
        first.iter().filter(|name| own.contains(name)).count() * 2 >= first.len().min(own.len()).max(1)
    };
    let lists = all.iter().filter_map(|(name, value)| Some((name.as_str(), value.maps()?)));
    lists.filter(|(_, list)| is_alike(list)).collect::<Vec<_>>().into_iter()
}

/// Puts people and those inside them into records, everybody with the number of their place in the outline where somebody
/// is inside; whether that is so is the result.
fn walk(people: Vec<&Node>, records: &mut Records) -> bool {
    let is_nested = people.iter().any(|person| child_lists(person).next().is_some());
    let mut open: Vec<(&Node, String)> = people.into_iter().zip(1..).map(|(it, at)| (it, at.to_string())).collect();
    open.reverse();
    while let Some((person, outline)) = open.pop() {
        records.begin();
        if is_nested {
            records.put("outline number", &outline);
        }
        let below: Vec<(&str, &[Node])> = if is_nested { child_lists(person).collect() } else { Vec::new() };
        flatten(person, &below, records);
        let all = below.iter().flat_map(|(_, list)| *list).zip(1..);
        let mut all: Vec<(&Node, String)> = all.map(|(it, at)| (it, format!("{outline}.{at}"))).collect();
        all.reverse();
        open.append(&mut all);
    }
    is_nested
}

/// The values of a record, those inside others under both names; of a list the texts one behind the other.
fn flatten(record: &Node, below: &[(&str, &[Node])], records: &mut Records) {
    let mut open: Vec<(String, &Node)> = vec![(String::new(), record)];
    while let Some((prefix, node)) = open.pop() {
        match node {
            Node::Null => {}
            Node::Text(text) => records.put(&prefix, text),
            Node::List(all) => {
                for one in all.iter().rev() {
                    // Groups of a list say what they are themselves.
                    let name = if matches!(one, Node::Map(_)) { String::new() } else { prefix.clone() };
                    open.push((name, one));
                }
            }
            Node::Map(all) => {
                for (name, value) in all.iter().rev() {
                    if prefix.is_empty() && below.iter().any(|(known, _)| known == name) {
                        continue;
                    }
                    let own = match prefix.is_empty() {
                        _ if is_wrapper(name) && matches!(value, Node::Map(_)) => prefix.clone(),
                        true => name.clone(),
                        false => format!("{prefix} {name}"),
                    };
                    open.push((own, value));
                }
            }
        }
    }
}

/// The lines between nodes: (from, to, kind).
fn edges(node: &Node) -> Option<Vec<(String, String, String)>> {
    let mut open = vec![node];
    while let Some(it) = open.pop() {
        let Node::Map(entries) = it else { continue };
        for (name, value) in entries {
            let Some(all) = value.maps().filter(|_| is_edges(name)) else {
                open.push(value);
                continue;
            };
            let end = |line: &Node, names: &[&str]| {
                let line = line.get("data").unwrap_or(line);
                let found = names.iter().find_map(|name| line.get(name));
                let text = found.and_then(|it| it.text().or_else(|| it.get("id").and_then(Node::text)));
                text.map(str::to_owned)
            };
            let kind = |line: &Node| {
                let said = ["type", "kind", "style", "relationship"].iter().find_map(|name| line.get(name));
                let said = said.and_then(Node::text).unwrap_or_default().to_lowercase();
                if ["dotted", "dashed", "matrix"].iter().any(|word| said.contains(word)) { "dotted" } else { "" }
                    .to_owned()
            };
            return Some(
                all.iter().filter_map(|line| Some((end(line, &FROM)?, end(line, &TO)?, kind(line)))).collect(),
            );
        }
    }
    None
}

/// Lists of lists: the first is the header.
fn of_lists(node: &Node) -> Result<Option<Grid>, TableError> {
    let Node::List(rows) = node else { return Ok(None) };
    if rows.is_empty() || !rows.iter().all(|row| matches!(row, Node::List(_))) {
        return Ok(None);
    }
    let mut grid = Grid::default();
    for (row, at) in rows.iter().zip(0..) {
        let Node::List(cells) = row else { continue };
        for (cell, column) in cells.iter().zip(0..) {
            if let Some(text) = cell.text() {
                grid.put(at, column, text)?;
            }
        }
    }
    grid.sorted().map(Some)
}

/// A table of Google Charts: columns with labels, rows of cells with a value and what is shown for it.
fn of_google(node: &Node) -> Result<Option<Grid>, TableError> {
    let table = node.get("table").unwrap_or(node);
    let (Some(columns), Some(rows)) = (table.get("cols").and_then(Node::maps), table.get("rows").and_then(Node::maps))
    else {
        return Ok(None);
    };
    let mut records = Records::default();
    for row in rows {
        records.begin();
        let Some(Node::List(cells)) = row.get("c") else { continue };
        for (at, cell) in cells.iter().enumerate() {
            let label = columns.get(at).and_then(|column| column.get("label").or_else(|| column.get("id")));
            let label = label.and_then(Node::text).map_or_else(|| format!("column {}", at + 1), str::to_owned);
            let value = cell.get("v").and_then(Node::text).unwrap_or_default();
            // In a chart of people the first value is the id, and what is shown is the name.
            match cell.get("f").and_then(Node::text) {
                Some(shown) if at == 0 => {
                    let mut lines = super::markup::lines(shown).into_iter();
                    records.put("id", value);
                    records.put("name", &lines.next().unwrap_or_default());
                    records.put("title", &lines.next().unwrap_or_default());
                }
                Some(shown) => records.put(&label, shown),
                None if at == 0 => records.put("name", value),
                None => records.put(&label, value),
            }
        }
    }
    records.into_grid().map(Some)
}
