//! Cycle: people who report to each other in a circle.

use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::org::PersonId;

/// See METHOD.md sections 6 and 7a. One counted finding, whatever their number.
pub const RULE: Rule = Rule {
    id: "cycle",
    title: "Reporting in a circle",
    why: "In a circle nobody is at the top, so the picture has to cut it somewhere",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold: one circle".to_owned(),
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0) as usize;
        let (loops, people) = (number("loops"), number("people"));
        format!("{} in {}", count(people, "person reports", "people report"), count(loops, "circle", "circles"))
    },
    advise: |_, _| {
        vec![Advice::new(
            "Correct one manager in each circle",
            "Each is cut above its smallest id until then. No cost: pay, budget and ladder stay as they are",
        )]
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let loops = &facts.tree.loops;
    if !loops.is_empty() {
        let people: usize = loops.iter().map(Vec::len).sum();
        let numbers = [("loops", loops.len() as f64), ("people", people as f64)];
        findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Confirmed, numbers));
    }
}

fn people(facts: &Facts, _: &Finding) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = facts.tree.loops.iter().flatten().copied().collect();
    people.sort_unstable();
    people
}
