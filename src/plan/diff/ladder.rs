//! Ladders compared: rungs opened, closed, added, removed, retitled or equated differently, and what comes with them. A
//! ladder is identified by its name, a rung by its code.

use crate::org::{Ladder, Org, Rung, Track, TrackKind};
use crate::plan::pair::same;
use crate::rules::words::{amount, count};
use std::collections::HashMap;

/// Property of a ladder or rung that can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LadderField {
    /// Presence: the ladder or rung exists on one side only.
    There,
    /// Open or closed.
    Open,
    /// Title of a rung.
    Title,
    /// The rung it is equal to, and how firmly.
    Equivalence,
    /// Grade stated in the file.
    Grade,
    /// Position within the track.
    Place,
    /// Mark of the chief executive's rung.
    Apex,
    /// Pay band.
    Band,
    /// Decision rights that come with the rung.
    Rights,
    /// Spending limits that come with the rung.
    Budgets,
    /// Forums that the rung sits in.
    Forums,
    /// Names of the ladder's tracks.
    Tracks,
    /// Stated source of the ladder.
    Source,
    /// Anchors, weights and thresholds.
    Constants,
}

impl LadderField {
    /// Stable name in files: `open`.
    pub fn id(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Open => "open",
            Self::Title => "title",
            Self::Equivalence => "equivalence",
            Self::Grade => "grade",
            Self::Place => "place",
            Self::Apex => "apex",
            Self::Band => "band",
            Self::Rights => "rights",
            Self::Budgets => "budgets",
            Self::Forums => "forums",
            Self::Tracks => "tracks",
            Self::Source => "source",
            Self::Constants => "constants",
        }
    }
}

/// A difference between ladders, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderChange {
    /// Name of the ladder.
    pub ladder: String,
    /// Code of the rung; empty for the ladder as a whole.
    pub rung: String,
    /// Property that differs.
    pub field: LadderField,
    /// Value before; empty when absent.
    pub before: String,
    /// Value after; empty when absent.
    pub after: String,
}

/// Differences, in the order of the after side; removed rungs last.
pub fn changes(before: &Org, after: &Org) -> Vec<LadderChange> {
    let mut found = Vec::new();
    let rungs = |ladder: &Ladder| count(ladder.tracks.iter().map(|it| it.entries.len()).sum(), "rung", "rungs");
    let line = |ladder: &Ladder, before: String, after: String| LadderChange {
        ladder: ladder.name.clone(),
        rung: String::new(),
        field: LadderField::There,
        before,
        after,
    };
    let (was, is) = (numbered(before), numbered(after));
    for (name, ladder) in numbered_in_order(after) {
        match was.get(&name) {
            Some(before) => one(before, ladder, &mut found),
            None => found.push(line(ladder, String::new(), rungs(ladder))),
        }
    }
    for (name, ladder) in numbered_in_order(before) {
        if !is.contains_key(&name) {
            found.push(line(ladder, rungs(ladder), String::new()));
        }
    }
    found
}

/// Ladders by name; equal names are matched in order.
fn numbered_in_order(org: &Org) -> Vec<((&str, usize), &Ladder)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let ladders = org.head.ladders.iter();
    let numbered = ladders.map(|ladder| {
        let n = seen.entry(&ladder.name).or_default();
        *n += 1;
        ((ladder.name.as_str(), *n), ladder)
    });
    numbered.collect()
}

fn numbered(org: &Org) -> HashMap<(&str, usize), &Ladder> {
    numbered_in_order(org).into_iter().collect()
}

/// Everything that one ladder records of one rung.
struct RungSides<'a> {
    track: &'a Track,
    /// From the bottom of the track.
    place: usize,
    entry: &'a Rung,
}

fn rungs(ladder: &Ladder) -> impl Iterator<Item = RungSides<'_>> {
    ladder
        .tracks
        .iter()
        .flat_map(|track| track.entries.iter().enumerate().map(move |(place, entry)| RungSides { track, place, entry }))
}

fn one(before: &Ladder, after: &Ladder, found: &mut Vec<LadderChange>) {
    use LadderField::*;
    let mut tell =
        |rung: &str, field: LadderField, is_same: bool, was: &dyn Fn() -> String, is: &dyn Fn() -> String| {
            if !is_same {
                let (ladder, rung) = (after.name.clone(), rung.to_owned());
                found.push(LadderChange { ladder, rung, field, before: was(), after: is() });
            }
        };
    tell("", Source, before.source == after.source, &|| before.source.clone(), &|| after.source.clone());
    let (was, is) = (tracks(before), tracks(after));
    tell("", Tracks, was == is, &|| was.clone(), &|| is.clone());
    let confirmed = |ladder: &Ladder| if ladder.constants.anchors_confirmed { "confirmed" } else { "not confirmed" };
    let [was, is] = [before, after].map(|ladder| confirmed(ladder).to_owned());
    tell("", Constants, same(&before.constants, &after.constants), &|| was.clone(), &|| is.clone());

    let mut earlier: HashMap<&str, RungSides> = HashMap::new();
    for rung in rungs(before) {
        earlier.entry(&rung.entry.code).or_insert(rung);
    }
    let mut told: HashMap<&str, ()> = HashMap::new();
    for rung in rungs(after) {
        let (b, code) = (rung.entry, rung.entry.code.as_str());
        // A duplicate code stands for its first rung.
        if told.insert(code, ()).is_some() {
            continue;
        }
        let Some(earlier) = earlier.remove(code) else {
            tell(code, There, false, &String::new, &|| there(b));
            continue;
        };
        let a = earlier.entry;
        tell(code, Open, a.open == b.open, &|| open(a), &|| open(b));
        tell(code, Title, a.title == b.title, &|| a.title.clone(), &|| b.title.clone());
        let (was, is) = (equals(before, code), equals(after, code));
        tell(code, Equivalence, was == is, &|| was.clone(), &|| is.clone());
        let grade = |it: &Rung| it.grade.map_or(String::new(), |grade| grade.to_string());
        tell(code, Grade, same(&a.grade, &b.grade), &|| grade(a), &|| grade(b));
        let is_at = (earlier.track.kind, earlier.place) == (rung.track.kind, rung.place);
        tell(code, Place, is_at, &|| place(&earlier), &|| place(&rung));
        tell(code, Apex, a.apex == b.apex, &|| a.apex.to_string(), &|| b.apex.to_string());
        tell(code, Band, same(&a.pay, &b.pay), &|| band(a), &|| band(b));
        let rights = |it: &Rung| count(it.rights.len(), "right", "rights");
        tell(code, Rights, same(&a.rights, &b.rights), &|| rights(a), &|| rights(b));
        let budgets = |it: &Rung| count(it.budgets.len(), "limit", "limits");
        tell(code, Budgets, same(&a.budgets, &b.budgets), &|| budgets(a), &|| budgets(b));
        tell(code, Forums, a.forums == b.forums, &|| a.forums.join(", "), &|| b.forums.join(", "));
    }
    for rung in rungs(before) {
        if let Some(gone) = earlier.remove(rung.entry.code.as_str()) {
            tell(&gone.entry.code, There, false, &|| there(gone.entry), &String::new);
        }
    }
}

fn tracks(ladder: &Ladder) -> String {
    let name = |track: &Track| match track.kind {
        TrackKind::Ic => format!("IC {}", track.name),
        TrackKind::Management => format!("management {}", track.name),
    };
    ladder.tracks.iter().map(|track| name(track).trim_end().to_owned()).collect::<Vec<_>>().join(", ")
}

fn there(entry: &Rung) -> String {
    if entry.title.is_empty() { open(entry) } else { format!("{}, {}", entry.title, open(entry)) }
}

fn open(entry: &Rung) -> String {
    if entry.open { "open" } else { "closed" }.to_owned()
}

fn place(rung: &RungSides) -> String {
    let kind = if rung.track.kind == TrackKind::Ic { "IC" } else { "management" };
    format!("{kind} {}", rung.place + 1)
}

fn band(entry: &Rung) -> String {
    entry.pay.map_or(String::new(), |(from, to)| format!("{} to {}", amount(from), amount(to)))
}

/// Everything that a ladder equates a rung with.
fn equals(ladder: &Ladder, code: &str) -> String {
    let of_it = ladder.equivalences.iter().filter(|it| it.entry == code);
    let words = of_it.map(|it| match it.stated {
        crate::org::Stated::Explicit => it.equals.clone(),
        crate::org::Stated::Implied => format!("{} (implied)", it.equals),
    });
    words.collect::<Vec<_>>().join(", ")
}
