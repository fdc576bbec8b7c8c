//! Properties of the sheet's columns, for people and for programs that help them: lists to choose from, widths, cell
//! types.

use super::{ANSWERS, FIRST, NOT_READ, PARTS, WORK, WORKS};
use crate::measure::{STATED, defaults};
use crate::org::Org;

/// Type of the cells in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Free text or a choice.
    Words,
    /// Amounts and shares.
    Amounts,
    /// Dates.
    Days,
}

/// A column of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name in the first line.
    pub name: String,
    /// Name for people: `Work 1, kind`.
    pub title: String,
    /// Description with an example.
    pub about: String,
    /// Type of its cells.
    pub holds: Holds,
    /// Allowed values; any text when empty.
    pub choices: Vec<String>,
    /// Width in characters.
    pub width: u8,
    /// True when the column is read back; the others only describe the row.
    pub is_read: bool,
}

/// Columns in order. Kinds of work are those of all ladders of the organisation.
pub fn columns(org: &Org) -> Vec<Column> {
    let kinds = kinds(org);
    let first = FIRST.iter().map(|name| first(name));
    let works = (1..=WORKS).flat_map(|at| WORK.map(|name| work(at, name, &kinds)));
    first.chain(works).collect()
}

fn kinds(org: &Org) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    let of_ladders = org.head.ladders.iter().flat_map(|ladder| &ladder.constants.kinds);
    let known = if org.head.ladders.is_empty() { &defaults().kinds[..] } else { &[] };
    for kind in of_ladders.chain(known).map(|kind| kind.name.as_str()).chain([STATED]) {
        if !kinds.iter().any(|known| known == kind) {
            kinds.push(kind.to_owned());
        }
    }
    kinds
}

fn first(name: &str) -> Column {
    let words = |all: &mut dyn Iterator<Item = &'static str>| all.map(str::to_owned).collect();
    let (title, about, holds, choices, width) = match name {
        "id" => ("Id", "Who the row is about; do not change it", Holds::Words, Vec::new(), 14),
        "name" => ("Name", "For the person filling in the sheet; not read back", Holds::Words, Vec::new(), 22),
        "title" => ("Title", "For the person filling in the sheet; not read back", Holds::Words, Vec::new(), 24),
        "why" => ("Why", "Why evidence matters here; not read back", Holds::Words, Vec::new(), 30),
        "preference" => (
            "Preference",
            "What the person would prefer: lead people, the craft, projects",
            Holds::Words,
            words(&mut ANSWERS.iter().map(|(_, word)| *word)),
            12,
        ),
        "asked" => ("Asked", "The date on which they were asked: 2026-09-30", Holds::Days, Vec::new(), 12),
        "decision" => (
            "Decision",
            "The most important decision they hold, in words: Choice of the platform",
            Holds::Words,
            Vec::new(),
            28,
        ),
        "part" => (
            "Decision role",
            "Their role in it; empty if they decide",
            Holds::Words,
            words(&mut PARTS.iter().map(|(_, word)| *word)),
            12,
        ),
        "decided_at" => (
            "Decision grade",
            "The rung at which this is decided, or its grade: IC6 or 6",
            Holds::Amounts,
            Vec::new(),
            11,
        ),
        _ => {
            let about = "What they may spend without approval: 250000, or 250000 EUR in another currency";
            ("Budget", about, Holds::Amounts, Vec::new(), 14)
        }
    };
    let is_read = name != FIRST[0] && !NOT_READ.contains(&name);
    Column { name: name.to_owned(), title: title.to_owned(), about: about.to_owned(), holds, choices, width, is_read }
}

fn work(at: usize, name: &str, kinds: &[String]) -> Column {
    let (about, holds, choices, width) = match name {
        "kind" => ("Kind of work", Holds::Words, kinds.to_vec(), 14),
        "amount" => ("Amount, in the unit of its kind: 48000000 or 0.48", Holds::Amounts, Vec::new(), 14),
        "share" => ("Their share of it: 0.5 or 50 %; empty for all of it", Holds::Amounts, Vec::new(), 9),
        "period" => ("When: 2026, 2026-03, or 2026-03-01 to 2026-06-30", Holds::Words, Vec::new(), 24),
        _ => ("Where it can be verified: a report, a link", Holds::Words, Vec::new(), 24),
    };
    Column {
        name: format!("work_{at}_{name}"),
        title: format!("Work {at}, {name}"),
        about: about.to_owned(),
        holds,
        choices,
        width,
        is_read: true,
    }
}
