//! Unused approval: signatures for things that nobody is recorded to use.

use super::facts::confirmed_if;
use super::remedies::NO_COST;
use super::words::{amount, count};
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::Measured;

/// Rule of METHOD.md section 6. Strong if it is recorded that the thing is not used, possible if nobody knows.
pub const RULE: Rule = Rule {
    id: "unused-approval",
    title: "Approves something unused",
    why: "Approving something that no one uses is wasted work",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |_, _| "threshold: one approval without a recorded use".to_owned(),
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        let all = count(number("approvals").round() as usize, "approval is", "approvals are");
        let (unused, known) = (amount(number("unused")), amount(number("known_unused")));
        match number("known_unused") {
            0.0 => format!("{unused} of {all} for something without a recorded use"),
            n if n < number("unused") => {
                format!("{unused} of {all} for something without a recorded use, {known} of them recorded as unused")
            }
            _ => format!("{unused} of {all} for something recorded as unused"),
        }
    },
    advise: |_, _| {
        vec![
            Advice::new("Ask who uses it", format!("Record whether it is used. {NO_COST}")),
            Advice::new(
                "Drop the approval, or let the users approve it",
                format!("First: agreement of those who require it. {NO_COST}"),
            ),
        ]
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let approvals = &facts.org.details(measured.person).approvals;
    if approvals.is_empty() {
        return None;
    }
    let (mut all, mut unused, mut known) = (0.0, 0.0, 0.0);
    for approval in approvals.iter().filter(|it| it.count > 0.0 && it.count.is_finite()) {
        all += approval.count;
        match approval.used {
            Some(true) => {}
            Some(false) => {
                unused += approval.count;
                known += approval.count;
            }
            None => unused += approval.count,
        }
    }
    let numbers = [("unused", unused), ("known_unused", known), ("approvals", all)];
    let is_found = unused > 0.0 && all.is_finite();
    is_found.then(|| Finding::new(&RULE, Subject::Person(measured.person), confirmed_if(known > 0.0), numbers))
}
