//! Cycle: people who report to each other in a circle.

use super::remedies::AT_ONCE;
use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::org::PersonId;

/// Rule of METHOD.md sections 6 and 7a. A single finding counts all circles.
pub const RULE: Rule = Rule {
    id: "cycle",
    title: "Reporting in a circle",
    why: "In a circle no one is at the top, so the chart has to break it somewhere",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold: one circle".to_owned(),
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0) as usize;
        let (loops, people) = (number("loops"), number("people"));
        format!("{} in {}", count(people, "person reports", "people report"), count(loops, "circle", "circles"))
    },
    advise: |facts, _| {
        let correct = Advice::new(
            "Correct one manager in each circle",
            "Until then, each circle is broken above its smallest id. No cost",
        );
        let cut = Advice::new(
            "Remove the manager where the chart breaks the circle",
            "The person shown at the top of a circle will have no manager. First: check that this is right. No cost",
        );
        let tops = facts.tree.loops.iter().flatten().copied();
        let cuts: Vec<PersonId> = tops
            .filter(|&person| facts.tree.manager(person).is_none() && facts.org.manager(person).is_some())
            .take(AT_ONCE + 1)
            .collect();
        if cuts.is_empty() || cuts.len() > AT_ONCE {
            return vec![correct];
        }
        let edits = cuts.into_iter().map(|person| Edit::SetManager { person, manager: None });
        vec![correct, cut.doing(edits)]
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
