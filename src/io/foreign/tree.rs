//! Finds people in nested values: a list of people, people within people, nodes and edges, rows of cells, records by
//! id.

use super::node::Node;
use super::records::{LOST_LINES, Records, draw};
use super::tables::Tables;
use crate::io::csv::TableError;
use crate::io::grid::Grid;
use hashbrown::HashSet;

/// Names of maps that merely wrap the values of a record.
const WRAPPERS: [&str; 7] = ["data", "attributes", "properties", "fields", "person", "employee", "profile"];
/// Names of lists of edges between nodes.
const EDGES: [&str; 6] = ["edges", "links", "relationships", "connections", "lines", "arcs"];
/// Names of the two ends of an edge.
const FROM: [&str; 5] = ["source", "from", "start", "parent", "manager"];
const TO: [&str; 5] = ["target", "to", "end", "child", "report"];

/// Largest length of a name made of those of nested values, in bytes.
const LONGEST_NAME: usize = 200;

/// What to do about values that are not read.
const LEFT_OUT: &str = "Left out: save them as a file of their own to open them";

/// Tables held by nested values, usually one.
pub fn tables(node: &Node) -> Result<Tables, TableError> {
    if let Some(grid) = of_google(node)? {
        return Ok(Tables::one(grid));
    }
    if let Some(tables) = of_lists(node)? {
        return Ok(tables);
    }
    let Some(found) = people(node) else { return Err(TableError::NoTable) };
    let lines = edges(node);
    let beside = beside(node, &found, lines);
    let mut records = Records::default();
    let is_nested = walk(found, &mut records);
    // Records keyed by id carry the id only as their key.
    if let (Some(names), false) = (names_of(node), is_nested) {
        let has_id = (0..records.len()).any(|at| !records.get(at, "id").is_empty());
        if !has_id && names.len() == records.len() {
            names.iter().enumerate().for_each(|(at, name)| records.put_at(at, "id", name));
        }
    }
    let mut lost = 0;
    if let Some(lines) = lines {
        let id = ["id", "key", "name"].into_iter().find(|id| !records.get(0, id).is_empty()).unwrap_or("id");
        let ends: Vec<_> = lines.iter().filter_map(ends).collect();
        lost = lines.len() - ends.len() + draw(&mut records, id, &ends);
    }
    let mut tables = Tables::one(records.into_grid()?);
    if !beside.is_empty() {
        tables.said.push((format!("The file also contains {}", few(&beside)), LEFT_OUT));
    }
    tables.left_out(lost, "line leads to no one", "lines lead to no one", LOST_LINES);
    Ok(tables)
}

fn few(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let cut = |name: &str| name.chars().take(60).collect::<String>();
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{}`", cut(name))).collect();
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// Names of the values that stand beside the people and the lines between them, on the way from the top to them.
fn beside<'n>(node: &'n Node, found: &[&Node], lines: Option<&[Node]>) -> Vec<&'n str> {
    const DEEPEST: usize = 6;
    let found: HashSet<*const Node> = found.iter().map(|&it| std::ptr::from_ref(it)).collect();
    let lines = lines.map(<[Node]>::as_ptr);
    let is_found = |it: &Node| match it {
        Node::List(all) => {
            all.first().is_some_and(|first| found.contains(&std::ptr::from_ref(first))) || Some(all.as_ptr()) == lines
        }
        other => found.contains(&std::ptr::from_ref(other)),
    };
    let holds = |it: &Node| {
        let mut open = vec![(it, 0)];
        while let Some((it, depth)) = open.pop() {
            if is_found(it) {
                return true;
            }
            if let (Node::Map(entries), 0..DEEPEST) = (it, depth) {
                open.extend(entries.iter().map(|(_, it)| (it, depth + 1)));
            }
        }
        false
    };
    let (mut names, mut open) = (Vec::new(), vec![(node, 0)]);
    while let Some((it, depth)) = open.pop() {
        let Node::Map(entries) = it else { continue };
        for (name, it) in entries {
            if is_found(it) || *it == Node::Null {
                continue;
            }
            if depth < DEEPEST && holds(it) { open.push((it, depth + 1)) } else { names.push(name.as_str()) }
        }
    }
    names
}

/// List of maps that is most likely to be the people: the longest, and of equal ones the least deep. A map whose
/// entries hold people also counts as a list.
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
    // A single wrapper, or records keyed by id.
    let inside: Vec<&Node> = entries.iter().map(|(_, it)| it).filter(|it| matches!(it, Node::Map(_))).collect();
    match inside[..] {
        [one] if scalars(node).is_empty() => people(one).or(Some(vec![one])),
        [] => Some(vec![node]).filter(|_| scalars(node).len() > 1),
        _ => Some(inside),
    }
}

/// Keys of a map of records, if that is what the file is.
fn names_of(node: &Node) -> Option<Vec<&str>> {
    let mut node = node;
    loop {
        let Node::Map(entries) = node else { return None };
        let records: Vec<&(String, Node)> = entries.iter().filter(|(_, it)| matches!(it, Node::Map(_))).collect();
        match records[..] {
            // A single wrapper around them.
            [(_, inside)] if scalars(node).is_empty() => node = inside,
            [] | [_] => return None,
            _ => return Some(records.into_iter().map(|(name, _)| name.as_str()).collect()),
        }
    }
}

fn is_edges(name: &str) -> bool {
    EDGES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Names of the text values of a map, including those in wrappers.
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
    // SCIM names its extensions by their schema.
    name.starts_with("urn:") || WRAPPERS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Lists of maps inside a map that share most names with the map itself: the people below.
fn child_lists(node: &Node) -> impl Iterator<Item = (&str, &[Node])> {
    let Node::Map(all) = node else { return Vec::new().into_iter() };
    let own: HashSet<&str> = scalars(node).into_iter().collect();
    let is_alike = |list: &[Node]| {
        let first = list.first().map(scalars).unwrap_or_default();
        first.iter().filter(|name| own.contains(*name)).count() * 2 >= first.len().min(own.len()).max(1)
    };
    let lists = all.iter().filter_map(|(name, value)| Some((name.as_str(), value.maps()?)));
    lists.filter(|(_, list)| is_alike(list)).collect::<Vec<_>>().into_iter()
}

/// Adds people and those nested inside them as records; if any are nested, each gets its number in the outline. Returns
/// true if any are.
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

/// Adds the values of a record; nested values are entered under both names, and the texts of a list are joined.
fn flatten(record: &Node, below: &[(&str, &[Node])], records: &mut Records) {
    let below: HashSet<&str> = below.iter().map(|(name, _)| *name).collect();
    let mut open: Vec<(String, &Node)> = vec![(String::new(), record)];
    while let Some((prefix, node)) = open.pop() {
        match node {
            Node::Null => {}
            Node::Text(text) => records.put(&prefix, text),
            Node::List(all) => {
                for one in all.iter().rev() {
                    // `{"type": "manager", "value": "ana@x"}` says of which kind a value is.
                    if let (Some(kind), Some(value)) = (one.get("type"), one.get("value"))
                        && let (Some(kind), Node::Text(_)) = (kind.text(), value)
                    {
                        let of_people =
                            ["relations", "relationships"].iter().any(|name| prefix.eq_ignore_ascii_case(name));
                        let list = if of_people { "" } else { end_of(&prefix) };
                        open.push((format!("{list} {kind}").trim().to_owned(), value));
                        continue;
                    }
                    // Maps in a list carry their own names.
                    let name = if matches!(one, Node::Map(_)) { String::new() } else { prefix.clone() };
                    open.push((name, one));
                }
            }
            Node::Map(all) => {
                for (name, value) in all.iter().rev() {
                    if prefix.is_empty() && below.contains(name.as_str()) {
                        continue;
                    }
                    let own = match prefix.is_empty() {
                        _ if is_wrapper(name) && matches!(value, Node::Map(_)) => prefix.clone(),
                        true => name.clone(),
                        false => format!("{} {name}", end_of(&prefix)),
                    };
                    open.push((own, value));
                }
            }
        }
    }
}

/// End of a long text: what is nested under a long name would repeat it at every place.
fn end_of(text: &str) -> &str {
    let mut from = text.len().saturating_sub(LONGEST_NAME);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// List of edges between nodes.
fn edges(node: &Node) -> Option<&[Node]> {
    let mut open = vec![node];
    while let Some(it) = open.pop() {
        let Node::Map(entries) = it else { continue };
        for (name, value) in entries {
            let Some(all) = value.maps().filter(|_| is_edges(name)) else {
                open.push(value);
                continue;
            };
            return Some(all);
        }
    }
    None
}

/// Ends and kind of an edge, as (from, to, kind); `None` without both ends.
fn ends(line: &Node) -> Option<(String, String, String)> {
    let end = |names: &[&str]| {
        let line = line.get("data").unwrap_or(line);
        let found = names.iter().find_map(|name| line.get(name));
        let text = found.and_then(|it| it.text().or_else(|| it.get("id").and_then(Node::text)));
        text.map(str::to_owned)
    };
    let said = ["type", "kind", "style", "relationship"].iter().find_map(|name| line.get(name));
    let said = said.and_then(Node::text).unwrap_or_default().to_lowercase();
    let is_dotted = ["dotted", "dashed", "matrix"].iter().any(|word| said.contains(word));
    Some((end(&FROM)?, end(&TO)?, if is_dotted { "dotted" } else { "" }.to_owned()))
}

/// Table in the form of a list of lists, the first of which is the header.
fn of_lists(node: &Node) -> Result<Option<Tables>, TableError> {
    let Node::List(rows) = node else { return Ok(None) };
    if rows.is_empty() || !rows.iter().all(|row| matches!(row, Node::List(_))) {
        return Ok(None);
    }
    let mut grid = Grid::default();
    let mut nested = 0;
    for (row, at) in rows.iter().zip(0..) {
        let Node::List(cells) = row else { continue };
        for (cell, column) in cells.iter().zip(0..) {
            match cell {
                Node::Text(text) => grid.put(at, column, text)?,
                Node::Null => {}
                Node::List(_) | Node::Map(_) => nested += 1,
            }
        }
    }
    let mut tables = Tables::one(grid.sorted()?);
    tables.left_out(nested, "cell holds more than a text", "cells hold more than a text", "Read as empty");
    Ok(Some(tables))
}

/// Table of Google Charts: columns with labels, and rows of cells with a value and the text shown for it.
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
            // In an organisation chart the first value is the id, and the text shown is the name.
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
