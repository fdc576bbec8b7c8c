//! Record does not show why yet: a decision held that stands above the record even at face value.

use super::words::{limit, rungs};
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{Measured, meets};

/// Smallest number of lines in a record that this rule judges.
const LINES: usize = 2;

/// Rule of METHOD.md section 6; at most something to review.
pub const RULE: Rule = Rule {
    id: "over-authorised",
    title: "Record does not show why yet",
    why: "A decision that stands far above the record is worth a question to the record first",
    unit: Unit::Rungs,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let constants = finding.constants(facts);
        format!("threshold {}, with at least {LINES} lines", limit(constants.over_limit))
    },
    say: |_, finding| format!("A technical decision stands {} above the record at face value", rungs(finding.size())),
    advise: |_, _| {
        vec![
            Advice::new(
                "Ask first what the record misses",
                "Work that leaves no trace is not in it. Send the record to the person and add the lines that are \
                 missing. No cost: pay, budget and ladder stay as they are",
            ),
            Advice::new(
                "Check where the decision sits",
                "The seat grade of a decision may have been set too high. No cost: pay, budget and ladder stay as they are",
            ),
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
