//! Files that say who is in a team: YAML with `members` and `maintainers`, and the TOML of the Rust teams.

use super::holder::Holder;
use super::prow::{words, yaml};
use crate::io::Node;
use std::collections::BTreeMap;

/// Members of each team by its name in lower case, without the organisation.
pub type Teams = BTreeMap<String, Vec<Holder>>;

/// True for a path at which such files are kept.
pub fn is_one(path: &str) -> bool {
    let path = path.to_lowercase();
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
    let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    (is_yaml && (name.starts_with("teams.") || folder == ".github/teams"))
        || (folder == "teams" && name.ends_with(".toml"))
}

/// Adds the teams of a file; an error says why it could not be read.
pub fn read(path: &str, text: &str, teams: &mut Teams) -> Result<(), String> {
    let file = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let file = file.split('.').next().unwrap_or_default().to_lowercase();
    if path.ends_with(".toml") {
        let (name, members) = toml(text);
        teams.entry(if name.is_empty() { file } else { name }).or_default().extend(members);
        return Ok(());
    }
    let node = yaml(text)?;
    let mut open: Vec<(String, &Node)> = vec![(file, node.get("teams").unwrap_or(&node))];
    while let Some((name, node)) = open.pop() {
        let mut members = Vec::new();
        for field in ["maintainers", "members", "leads"] {
            let found = node.get(field).map(words).unwrap_or_default();
            members.extend(found.iter().filter_map(|word| Holder::word(word)));
        }
        let own = ["slug", "name"].iter().find_map(|field| node.get(field)?.text()).unwrap_or(&name).to_lowercase();
        if !members.is_empty() {
            teams.entry(own).or_default().extend(members);
        }
        match node {
            Node::Map(all) => {
                let inside = all.iter().filter(|(_, it)| matches!(it, Node::Map(_)) || it.maps().is_some());
                open.extend(inside.map(|(name, it)| (name.to_lowercase(), it)));
            }
            Node::List(all) => {
                open.extend(all.iter().filter(|it| matches!(it, Node::Map(_))).map(|it| (name.clone(), it)));
            }
            Node::Null | Node::Text(_) => {}
        }
    }
    Ok(())
}

/// Name and people of a team of the Rust project: the texts of `leads` and `members` below `[people]`.
fn toml(text: &str) -> (String, Vec<Holder>) {
    let (mut name, mut members) = (String::new(), Vec::new());
    let (mut is_people, mut is_list) = (false, false);
    for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
        let value = match line.split_once('=') {
            Some((key, value)) if !is_list => {
                if key.trim() == "name" && name.is_empty() {
                    name = value.trim().trim_matches('"').to_lowercase();
                }
                is_list = is_people && matches!(key.trim(), "leads" | "members");
                value
            }
            _ if line.starts_with('[') && !is_list => {
                is_people = line == "[people]";
                continue;
            }
            _ => line,
        };
        if is_list {
            // Of `{ github = "account", roles = ["…"] }` the account alone.
            let accounts: Vec<&str> = match value.split_once("github") {
                Some((_, rest)) => rest.split('"').skip(1).take(1).collect(),
                None => value.split('"').skip(1).step_by(2).collect(),
            };
            members.extend(accounts.into_iter().map(Holder::handle));
            is_list = !value.trim_end().ends_with(']');
        }
    }
    (name, members)
}
