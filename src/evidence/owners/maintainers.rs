//! MAINTAINERS files: blocks with `M:`, `R:` and `F:` as the kernel has them, and the common free forms: lists, tables
//! and lines with an address or an account in each.

use super::glob::Glob;
use super::holder::{Duty, Holder};
use super::rule::{Block, Grants};

/// What a MAINTAINERS file says.
#[derive(Debug, Default, PartialEq)]
pub struct Maintainers {
    /// Blocks with their files; one of everything in the folder for a free form.
    pub blocks: Vec<Block>,
    /// Maintainers of old, without a right.
    pub emeritus: Vec<Holder>,
}

/// Reads a MAINTAINERS file that stands in `folder`, which ends in a slash unless it is the root.
pub fn maintainers(text: &str, folder: &str) -> Maintainers {
    if text.lines().any(|line| line.starts_with("F:")) { blocks(text) } else { free(text, folder) }
}

fn blocks(text: &str) -> Maintainers {
    let mut found = Maintainers::default();
    let mut block = Block::default();
    // The files of a block that nobody looks after any more have no maintainer, whatever it says.
    let mut is_orphan = false;
    for line in text.lines().chain([""]) {
        let line = line.trim_end();
        if line.is_empty() {
            let mut done = std::mem::take(&mut block);
            if std::mem::take(&mut is_orphan) {
                done.grants.clear();
            }
            if !done.files.is_empty() {
                found.blocks.push(done);
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| key.len() == 1) else { continue };
        let value = value.trim();
        match key {
            "M" => block.grants.extend(Holder::line(value).map(|holder| (holder, Duty::Decide))),
            "R" => block.grants.extend(Holder::line(value).map(|holder| (holder, Duty::Recommend))),
            "F" => block.files.push(Glob::from_root(value)),
            "X" => block.except.push(Glob::from_root(value)),
            "S" => is_orphan |= value.starts_with("Orphan") || value.starts_with("Obsolete"),
            _ => {}
        }
    }
    found
}

const OLD: [&str; 7] = ["emeritus", "emeriti", "former", "retired", "alumni", "inactive", "past "];

fn free(text: &str, folder: &str) -> Maintainers {
    let mut found = Maintainers::default();
    let mut grants = Grants::new();
    let (mut duty, mut is_old) = (Duty::Decide, false);
    // Column of the accounts in a table, and of the names.
    let mut columns: Option<(usize, usize)> = None;
    for line in text.lines().map(str::trim) {
        let lower = line.to_lowercase();
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let is_row = line.starts_with('|') && cells.len() > 1;
        if !is_row {
            columns = None;
        }
        let holder = Holder::line(line).filter(|_| !line.starts_with('#') || line.contains('@'));
        if is_row && columns.is_none() {
            let column = |word: &str| cells.iter().position(|cell| cell.to_lowercase().contains(word));
            columns = column("github")
                .or_else(|| column("handle"))
                .or_else(|| column("account"))
                .map(|account| (account, column("name").filter(|&name| name != account).unwrap_or(account)));
            if columns.is_some() {
                continue;
            }
        }
        let of_table = columns.and_then(|(account, name)| {
            let handle = cells.get(account).copied().filter(|it| !it.is_empty() && !it.starts_with([':', '-']))?;
            let mut holder = Holder::line(handle).or_else(|| Holder::word(handle))?;
            if name != account {
                holder.name = cells.get(name).copied().unwrap_or_default().to_owned();
            }
            Some(holder)
        });
        // `GitHub = "account"` in a file of TOML.
        let of_toml = lower.strip_prefix("github").map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
        let of_toml = of_toml.and_then(|rest| Holder::word(rest.trim().trim_matches('"')));
        match of_table.or(of_toml).or(holder) {
            Some(holder) if is_old => found.emeritus.push(holder),
            Some(holder) => grants.push((holder, duty)),
            // A line without anybody is a heading: it says who follows.
            None if !line.is_empty() && !is_row => {
                let is_heading = line.starts_with('#') || line.ends_with(':') || lower.len() < 40;
                if is_heading && lower.chars().any(char::is_alphabetic) {
                    is_old = OLD.iter().any(|word| lower.contains(word));
                    duty = if lower.contains("reviewer") { Duty::Recommend } else { Duty::Decide };
                }
            }
            None => {}
        }
    }
    if !grants.is_empty() {
        found.blocks.push(Block { files: vec![Glob::from_root(folder)], except: Vec::new(), grants });
    }
    found
}
