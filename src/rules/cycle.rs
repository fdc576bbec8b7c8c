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
    advise: |facts, _| {
        let correct = Advice::new(
            "Correct one manager in each circle",
            "Each is cut above its smallest id until then. No cost: pay, budget and ladder stay as they are",
        );
        let cut = Advice::new(
            "Make the cut of the picture the line",
            "Whoever stands at the top of a circle in the picture has no manager from then on. Before it: that this is \
             right. No cost: pay, budget and ladder stay as they are",
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
