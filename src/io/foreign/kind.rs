//! Which kind of text that is no table a file is, by its beginning and its name.

/// The kinds of texts that are no tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// XML of any kind, web pages with a table included.
    Xml,
    /// A directory as LDIF.
    Ldif,
    /// Cards of an address book.
    Cards,
    /// A graph for Graphviz.
    Dot,
}

/// What a text is, by its beginning and the end of its name in lower case; `None` for a table.
pub fn kind_of(text: &str, name: &str) -> Option<Kind> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let first = start.lines().next().unwrap_or_default().trim();
    let lower = first.get(..first.len().min(40)).unwrap_or(first).to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if start.starts_with(['{', '[']) && !ends(&[".csv", ".tsv", ".txt"]) {
        return Some(Kind::Json);
    }
    if start.starts_with('<') {
        return Some(Kind::Xml);
    }
    if lower.starts_with("begin:vcard") {
        return Some(Kind::Cards);
    }
    if lower.starts_with("dn:") || (lower.starts_with("version:") && start.contains("\ndn:")) || ends(&[".ldif"]) {
        return Some(Kind::Ldif);
    }
    let graph = ["digraph", "graph", "strict digraph", "strict graph"];
    let is_graph = graph.iter().any(|word| {
        let rest = lower.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '{']))
    });
    if ends(&[".dot", ".gv"]) || (is_graph && start.contains('{')) {
        return Some(Kind::Dot);
    }
    if ends(&[".yml", ".yaml"]) || (!ends(&[".csv", ".tsv", ".tab", ".txt", ".ron"]) && is_yaml(start)) {
        return Some(Kind::Yaml);
    }
    None
}

/// Whether a text begins as YAML does: a document mark, a list entry with a key, or a key alone.
fn is_yaml(start: &str) -> bool {
    let line = start.lines().find(|line| !line.trim_start().starts_with('#')).unwrap_or_default();
    let has_delimiter = line.contains([',', ';', '\t', '|']);
    let is_key = |text: &str| {
        text.split_once(':').is_some_and(|(key, value)| {
            !key.contains(' ') && !key.is_empty() && (value.is_empty() || value.starts_with(' '))
        })
    };
    let entry = line.strip_prefix("- ").map(str::trim_start);
    line.trim_end() == "---" || !has_delimiter && (is_key(line) || entry.is_some_and(is_key))
}
