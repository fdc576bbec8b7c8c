//! Paper title: a rung at or above the fork with decisions and budget of a much lower one.

use super::facts::confirmed_if;
use super::words::{limit, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Severity, Subject, Unit};
use crate::measure::{Measured, meets};

/// See METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "paper-title",
    title: "Title without its decisions",
    why: "A rung promises decisions and a budget; without them it is a title on paper",
    unit: Unit::Rungs,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let constants = finding.constants(facts);
        format!("threshold {}", limit(constants.paper_limit))
    },
    say: |_, finding| format!("Decisions and budget stand {} below the title", rungs(finding.size())),
    advise: |_, _| {
        vec![
            Advice::new(
                "Give the technical decisions that the rung promises",
                "Within the present rung. Before it: name the decisions and where they sit; what is right for the \
                 person is read at the supported value. No cost: pay, budget and ladder stay as they are",
            ),
            Advice::new(
                "Raise the technical spending limit to that of the rung",
                "Before it: an entry in the delegation table. It commits budget",
            ),
        ]
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    let (authority, marks) = (measured.authority?, facts.measure().marks(person)?);
    let (r, d, b) = (authority.r?, authority.d?, authority.b?);
    let below = r - (2.0 * d + b) / 3.0;
    if !meets(r, marks.fork?) || !meets(below, facts.measure().constants(person).paper_limit) {
        return None;
    }
    let answer = confirmed_if(facts.is_rung_firm(person) && !marks.fork_implied);
    let numbers = [("below_title", below), ("r", r), ("d", d), ("b", b)];
    Some(Finding::new(&RULE, Subject::Person(person), answer, numbers).sized(Severity::of_rungs(below)))
}
