//! Duplicate id: rows whose id was taken, so that they got a number behind it.

use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::org::PersonId;

/// See METHOD.md section 6; one counted finding.
pub const RULE: Rule = Rule {
    id: "duplicate-id",
    title: "Id used twice",
    why: "Two rows with one id may be one person in two posts, or two people; lines go to the first",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: |facts, _| rows(facts).collect() },
    threshold: |_, _| "threshold: one row".to_owned(),
    say: |_, finding| {
        let rows = finding.number("rows").unwrap_or(0.0) as usize;
        format!("{} an id that was taken", count(rows, "row has", "rows have"))
    },
    advise: |_, _| {
        vec![Advice::new(
            "Merge the rows, or give one of them its own id",
            "Until then `~2`, `~3` and so on tell them apart. No cost: pay, budget and ladder stay as they are",
        )]
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let rows = rows(facts).count();
    if rows > 0 {
        findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Confirmed, [("rows", rows as f64)]));
    }
}

/// Keys that end in `~` and a number, where somebody has the key without it.
fn rows<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    let org = facts.org;
    org.people().filter(move |&person| {
        org.key(person).rsplit_once('~').is_some_and(|(base, number)| {
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && org.find(base).is_some()
        })
    })
}
