//! OWNERS files as Prow reads them: YAML with approvers and reviewers, aliases, filters, `no_parent_owners` and
//! emeritus approvers.

use super::filter::Filter;
use super::holder::{Duty, Holder};
use super::rule::{FolderOwners, Grants};
use crate::io::{Node, read_yaml};
use std::collections::BTreeMap;

/// Members of each alias, by its name in lower case.
pub type Aliases = BTreeMap<String, Vec<Holder>>;

/// Reads an OWNERS_ALIASES file. An alias in an alias is not followed.
pub fn aliases(text: &str) -> Result<Aliases, String> {
    let node = yaml(text)?;
    let mut aliases = Aliases::new();
    if let Some(Node::Map(all)) = node.get("aliases") {
        for (name, members) in all {
            aliases.insert(name.to_lowercase(), words(members).iter().filter_map(|it| Holder::word(it)).collect());
        }
    }
    Ok(aliases)
}

/// Reads an OWNERS file.
pub fn owners(text: &str, aliases: &Aliases) -> Result<FolderOwners, String> {
    let node = yaml(text)?;
    let stops = node.get("options").and_then(|options| options.get("no_parent_owners")?.text());
    let stops_parents = stops.is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let mut owners = FolderOwners { stops_parents, ..FolderOwners::default() };
    owners.emeritus = node
        .get("emeritus_approvers")
        .map(words)
        .unwrap_or_default()
        .iter()
        .filter_map(|it| Holder::word(it))
        .collect();
    let grants = grants(&node, aliases);
    if !grants.is_empty() {
        owners.rules.push((None, grants));
    }
    if let Some(Node::Map(filters)) = node.get("filters") {
        for (expression, inside) in filters {
            let grants = self::grants(inside, aliases);
            match Filter::of(expression) {
                Some(filter) => owners.rules.push((Some(filter), grants)),
                None if !grants.is_empty() => owners.unread.push(expression.clone()),
                None => {}
            }
        }
    }
    Ok(owners)
}

fn grants(node: &Node, aliases: &Aliases) -> Grants {
    let mut grants = Grants::new();
    for (field, duty) in [("approvers", Duty::Decide), ("reviewers", Duty::Recommend)] {
        for word in node.get(field).map(words).unwrap_or_default() {
            match aliases.get(&word.to_lowercase()) {
                Some(members) => grants.extend(members.iter().map(|member| (member.clone(), duty))),
                None => grants.extend(Holder::word(&word).map(|holder| (holder, duty))),
            }
        }
    }
    grants
}

/// Deepest nesting of an owner file; people write no deeper one.
const DEEPEST: usize = 128;

/// YAML as nested values; an error says what is wrong.
pub fn yaml(text: &str) -> Result<Node, String> {
    read_yaml(text, DEEPEST).map(|(node, _)| node).map_err(|error| error.to_string())
}

/// The texts of a list, or the one text that stands in its place.
pub fn words(node: &Node) -> Vec<String> {
    match node {
        Node::Text(text) => vec![text.clone()],
        Node::List(all) => all.iter().filter_map(Node::text).map(str::to_owned).collect(),
        Node::Null | Node::Map(_) => Vec::new(),
    }
}
