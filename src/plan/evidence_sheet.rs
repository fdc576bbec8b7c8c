//! The sheet for collecting evidence: one row per person, written to be filled in and read back without overwriting
//! anything. `io` stores it.

mod cells;
mod columns;
mod copy;
pub mod limits;
mod take_in;

pub use columns::{Column, Holds, columns};
pub use copy::take_in_copy;
pub use take_in::{Differs, LeftOut, TakenIn, take_in};

use crate::org::{Answer, Details, Evidence, Org, PersonId, Right, Role};
use limits::WORKS;

/// Columns before the pieces of work.
const FIRST: [&str; 10] =
    ["id", "name", "title", "why", "preference", "asked", "decision", "part", "decided_at", "budget"];
/// Columns for the reader of the sheet alone; ignored when it is read back.
const NOT_READ: [&str; 3] = ["name", "title", "why"];
/// Columns of a piece of work, each prefixed by `work_1_`.
const WORK: [&str; 5] = ["kind", "amount", "share", "period", "source"];

/// Answers with their words.
const ANSWERS: [(Answer, &str); 5] = [
    (Answer::Lead, "lead"),
    (Answer::Craft, "craft"),
    (Answer::Projects, "projects"),
    (Answer::Undecided, "undecided"),
    (Answer::NotAsked, "not asked"),
];
/// Roles in a decision with their words.
const PARTS: [(Role, &str); 5] = [
    (Role::Decide, "decide"),
    (Role::Agree, "agree"),
    (Role::Recommend, "recommend"),
    (Role::Input, "input"),
    (Role::Perform, "perform"),
];

/// Names of all columns.
pub fn headers() -> Vec<String> {
    let works = (1..=WORKS).flat_map(|work| WORK.map(|column| format!("work_{work}_{column}")));
    FIRST.map(str::to_owned).into_iter().chain(works).collect()
}

/// Sheet of some people, each with the reason for asking; headers first. Recorded values are filled in where people may
/// be shown. Texts are unescaped: storing them safely, so that none becomes a formula, is up to the caller.
pub fn sheet(org: &Org, people: &[(PersonId, String)]) -> Vec<Vec<String>> {
    let mut rows = vec![headers()];
    rows.extend(people.iter().map(|(person, why)| row(org, *person, why)));
    rows
}

fn row(org: &Org, person: PersonId, why: &str) -> Vec<String> {
    let texts = [org.key(person), org.name(person), org.title(person), why];
    let mut row: Vec<String> = texts.map(str::to_owned).to_vec();
    row.extend(recorded(org, person));
    let shown = if org.shows_people() { &org.details(person).evidence[..] } else { &[] };
    for at in 0..WORKS {
        match shown.get(at) {
            Some(item) => row.extend(work(item)),
            None => row.extend([const { String::new() }; 5]),
        }
    }
    row
}

/// Recorded values of the columns from the preference to the budget; empty where people may not be shown.
pub fn recorded(org: &Org, person: PersonId) -> Vec<String> {
    if !org.shows_people() {
        return vec![String::new(); 6];
    }
    let mut row = Vec::with_capacity(6);
    let details = org.details(person);
    let preference = details.preference.as_ref();
    row.push(preference.map_or(String::new(), |it| word(&ANSWERS, it.answer).to_owned()));
    row.push(preference.and_then(|it| it.date).map_or(String::new(), |date| date.to_string()));
    match best(details) {
        Some(right) => row.extend([
            right.text.to_string(),
            word(&PARTS, right.role).to_owned(),
            right.at.map_or(String::new(), |at| at.to_string()),
        ]),
        None => row.extend([const { String::new() }; 3]),
    }
    row.push(limit(details).map_or(String::new(), |budget| cells::money(budget.limit, &budget.currency)));
    row
}

fn work(item: &Evidence) -> [String; 5] {
    [
        item.kind.to_string(),
        cells::money(item.amount, &item.currency),
        item.share.to_string(),
        item.period.map_or(String::new(), |period| period.to_string()),
        item.source.clone(),
    ]
}

/// The technical right that counts most: its grade minus the discount of its role (METHOD.md section 4).
fn best(details: &Details) -> Option<&Right> {
    let off = |role| match role {
        Role::Decide => 0.0,
        Role::Agree => 1.0,
        Role::Recommend => 2.0,
        Role::Input | Role::Perform => f64::INFINITY,
    };
    let counts = |right: &Right| right.at.unwrap_or(0.0) - off(right.role);
    let technical = details.rights.iter().flatten().filter(|right| right.technical);
    technical.max_by(|a, b| counts(a).total_cmp(&counts(b)))
}

/// The largest technical limit.
fn limit(details: &Details) -> Option<&crate::org::Budget> {
    let technical = details.budgets.iter().flatten().filter(|budget| budget.technical);
    technical.max_by(|a, b| a.limit.total_cmp(&b.limit))
}

fn word<T: PartialEq + Copy>(all: &[(T, &'static str)], value: T) -> &'static str {
    all.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}
