//! OWNERS files as Gerrit and Chromium read them: an address a line, `set noparent`, `per-file`. Includes of other files
//! are listed as not read.

use super::glob::fits;
use super::holder::{Duty, Holder};
use super::rule::{FolderOwners, Grants};

/// True for a text of this kind: YAML names its lists.
pub fn is_one(text: &str) -> bool {
    let mut lines = text.lines().map(bare).filter(|line| !line.is_empty());
    lines.clone().next().is_some()
        && lines.all(|line| {
            Holder::word(line).is_some_and(|it| !it.email.is_empty())
                || line == "*"
                || ["set ", "per-file ", "file:", "include "].iter().any(|start| line.starts_with(start))
        })
}

/// Reads a file of this kind.
pub fn owners(text: &str) -> FolderOwners {
    let mut owners = FolderOwners::default();
    let mut grants = Grants::new();
    for line in text.lines().map(bare).filter(|line| !line.is_empty()) {
        if let Some(rest) = line.strip_prefix("per-file ") {
            let Some((patterns, who)) = rest.split_once('=') else {
                owners.unread.push(line.to_owned());
                continue;
            };
            let found: Grants = who.split(',').filter_map(address).map(|holder| (holder, Duty::Decide)).collect();
            let patterns = patterns.split(',').map(|it| it.trim().to_owned());
            owners.per_file.extend(patterns.map(|pattern| (pattern, found.clone())));
        } else if line.starts_with("set ") {
            owners.stops_parents |= line.ends_with("noparent");
        } else if let Some(holder) = address(line) {
            grants.push((holder, Duty::Decide));
        } else if line != "*" {
            owners.unread.push(line.to_owned());
        }
    }
    if !grants.is_empty() {
        owners.rules.push((None, grants));
    }
    owners
}

fn address(text: &str) -> Option<Holder> {
    Holder::word(text).filter(|holder| !holder.email.is_empty())
}

fn bare(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}

/// True if a `per-file` pattern names a file of its folder.
pub fn names(pattern: &str, file: &str) -> bool {
    fits(pattern.as_bytes(), file.as_bytes())
}
