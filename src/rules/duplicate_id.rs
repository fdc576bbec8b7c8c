//! Duplicate id: rows whose id was taken, so that they got a number behind it.

use super::remedies::AT_ONCE;
use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::org::PersonId;
use std::collections::HashSet;

/// See METHOD.md section 6; one counted finding.
pub const RULE: Rule = Rule {
    id: "duplicate-id",
    title: "Id used twice",
    why: "Two rows with one id and two names are two people, or one written in two ways; lines go to the first",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: |facts, _| rows(facts).collect() },
    threshold: |_, _| "threshold: one row".to_owned(),
    say: |_, finding| {
        let rows = finding.number("rows").unwrap_or(0.0) as usize;
        format!("{} an id that was taken", count(rows, "row has", "rows have"))
    },
    advise: |facts, _| {
        vec![
            Advice::new(
                "Give the rows one name where they are one person",
                "Rows equal in id and name are one person in several posts. Until then `~2`, `~3` and so on tell them \
                 apart. No cost: pay, budget and ladder stay as they are",
            ),
            Advice::new(
                "Give the others ids of their own",
                "Where they are two people: `~` becomes `-`, or the next number that is free. Plans that name the old id \
                 have to be corrected. No cost: pay, budget and ladder stay as they are",
            )
            .doing(own_ids(facts)),
        ]
    },
};

/// A free id for each; none where they are too many for one step.
fn own_ids(facts: &Facts) -> Vec<Edit> {
    let rows: Vec<PersonId> = rows(facts).take(AT_ONCE + 1).collect();
    if rows.len() > AT_ONCE {
        return Vec::new();
    }
    let mut given: HashSet<String> = HashSet::new();
    let of = |person| {
        let (base, number) = facts.org.key(person).rsplit_once('~')?;
        let from: u64 = number.parse().unwrap_or(2);
        // A free one is among the next, one more than there are keys to be in the way.
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

/// Keys that end in `~` and a number, where somebody else has the key without it: rows of one person are its posts.
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
