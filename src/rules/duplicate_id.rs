//! Duplicate id: rows whose id was taken and which were given a numbered one instead.

use super::remedies::AT_ONCE;
use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::org::PersonId;
use std::collections::HashSet;

/// Rule of METHOD.md section 6. A single finding counts all such rows.
pub const RULE: Rule = Rule {
    id: "duplicate-id",
    title: "Id used twice",
    why: "Two rows with the same id but different names are either two people or one person spelled two ways; \
          reporting lines go to the first",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: |facts, _| rows(facts).collect() },
    threshold: |_, _| "threshold: one row".to_owned(),
    say: |_, finding| {
        let rows = finding.number("rows").unwrap_or(0.0) as usize;
        format!("{} an id that was already taken", count(rows, "row has", "rows have"))
    },
    advise: |facts, _| {
        vec![
            Advice::new(
                "Use one name where the rows are one person",
                "Rows with the same id and name are one person with several posts. Until then, `~2`, `~3` and so on \
                 tell them apart. No cost",
            ),
            Advice::new(
                "Give the other rows their own ids",
                "Where they are two people: `~` becomes `-`, or the next free number. Plans that use the old id have \
                 to be corrected. No cost",
            )
            .doing(own_ids(facts)),
        ]
    },
};

/// Edits that give each row a free id; empty if there are too many rows for one step.
fn own_ids(facts: &Facts) -> Vec<Edit> {
    let rows: Vec<PersonId> = rows(facts).take(AT_ONCE + 1).collect();
    if rows.len() > AT_ONCE {
        return Vec::new();
    }
    let mut given: HashSet<String> = HashSet::new();
    let of = |person| {
        let (base, number) = facts.org.key(person).rsplit_once('~')?;
        let from: u64 = number.parse().unwrap_or(2);
        // More numbers than one step can hand out; a row without a free one among them is skipped.
        let tries = (from..from.saturating_add(AT_ONCE as u64 * 2)).map(|n| format!("{base}-{n}"));
        let key = tries.into_iter().find(|key| facts.org.find(key).is_none() && !given.contains(key))?;
        given.insert(key.clone());
        Some(Edit::SetKey { person, key })
    };
    rows.into_iter().filter_map(of).collect()
}

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let rows = rows(facts).count();
    if rows > 0 {
        findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Confirmed, [("rows", rows as f64)]));
    }
}

/// Rows whose key ends in `~` and a number while somebody else has the key without it. Rows of the same person are that
/// person's posts and are left out.
fn rows<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    let org = facts.org;
    org.people().filter(move |&person| {
        org.key(person).rsplit_once('~').is_some_and(|(base, number)| {
            let taken = org.find(base).filter(|_| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
            let posts = org.posts(person);
            taken.is_some_and(|taken| !posts.contains(&taken)) && posts.first().is_none_or(|&first| first == person)
        })
    })
}
