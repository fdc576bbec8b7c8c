//! CODEOWNERS of GitHub and GitLab: the last pattern that fits a file gives its owners, on GitLab in each section by
//! itself. An owner agrees; one of an optional section, or of one that needs no approval, recommends.

use super::glob::Glob;
use super::holder::{Duty, Holder};
use super::rule::{Grants, Ordered, Section};
use std::collections::BTreeMap;

/// Reads a CODEOWNERS file.
pub fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let (mut at, mut duty, mut usual) = (0, Duty::Agree, Grants::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = head(line) {
            duty = if head.is_optional { Duty::Recommend } else { Duty::Agree };
            usual = owners(head.owners, duty);
            // Sections of one name are one.
            at = *by_name.entry(head.name.to_lowercase()).or_insert_with(|| {
                sections.push(Section::default());
                sections.len() - 1
            });
            continue;
        }
        let (pattern, rest) = first_word(line);
        if let Some(never) = pattern.strip_prefix('!') {
            sections[at].never.push(Glob::of(never));
            continue;
        }
        let named = owners(rest, duty);
        let is_silent = rest.split('#').next().unwrap_or_default().trim().is_empty();
        let grants = if is_silent { usual.clone() } else { named };
        sections[at].rules.push(Ordered { glob: Glob::of(pattern), pattern: pattern.to_owned(), grants });
    }
    sections.retain(|section| !section.rules.is_empty());
    sections
}

struct Head<'a> {
    name: &'a str,
    is_optional: bool,
    owners: &'a str,
}

/// The head of a section: `[Docs]`, `^[Docs]`, `[Docs][2] @owner`.
fn head(line: &str) -> Option<Head<'_>> {
    let (bare, is_marked) = line.strip_prefix('^').map_or((line, false), |rest| (rest, true));
    let (name, rest) = bare.strip_prefix('[')?.split_once(']')?;
    // A pattern can begin with a choice of letters: `[ab].txt`.
    if !(rest.is_empty() || rest.starts_with(['[', ' ', '\t'])) {
        return None;
    }
    let (needed, owners) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, owners)) => (number.trim().parse::<u32>().unwrap_or(1), owners),
        None => (1, rest),
    };
    Some(Head { name, is_optional: is_marked || needed == 0, owners })
}

fn owners(text: &str, duty: Duty) -> Grants {
    let words = text.split_whitespace().take_while(|word| !word.starts_with('#'));
    let is_owner = |word: &&str| word.starts_with('@') || word.contains('@');
    words.filter(is_owner).filter_map(Holder::word).map(|holder| (holder, duty)).collect()
}

/// The first word, in which a backslash lets a space stand, and what follows it.
fn first_word(line: &str) -> (&str, &str) {
    let mut is_escaped = false;
    for (at, letter) in line.char_indices() {
        if letter.is_whitespace() && !is_escaped {
            return (&line[..at], &line[at..]);
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    (line, "")
}
