//! Record does not show why yet: a decision held that stands above the record even at face value.

use super::words::{limit, rungs};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{Measured, meets};

/// Smallest number of lines in a record that this rule judges.
const LINES: usize = 2;

/// Rule of METHOD.md section 6; at most something to review.
pub const RULE: Rule = Rule {
    id: "over-authorised",
    title: "Authority not yet backed by evidence",
    why: "When authority is far above the evidence, check the record first",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let constants = finding.constants(facts);
        format!("threshold {}, with at least {LINES} lines", limit(constants.over_limit))
    },
    say: |_, finding| {
        format!("Decision authority is {} above the strongest evidence at face value", rungs(finding.size()))
    },
    advise: |_, _| {
        vec![
            Advice::new(
                "Ask what is missing from the record",
                "Work that leaves no trace is not in it. Send the record to the person and add missing lines. No cost",
            ),
            Advice::new("Check the grade of the decision", "It may have been set too high. No cost"),
        ]
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let (impact, authority) = (measured.impact?, measured.authority?);
    let d = authority.d.filter(|_| authority.d_held)?;
    let above = d - impact.face;
    let limit = facts.measure().constants(measured.person).over_limit;
    let is_over = measured.lines.len() >= LINES && meets(above, limit);
    let numbers =
        [("d_above_I_face", above), ("d", d), ("I_face", impact.face), ("lines", measured.lines.len() as f64)];
    is_over.then(|| Finding::new(&RULE, Subject::Person(measured.person), Answer::Review, numbers))
}
