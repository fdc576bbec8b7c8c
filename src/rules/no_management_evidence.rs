//! No management evidence: a step from the craft into management, with no record of managing.

use super::remedies::seat::same_standing;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::Measured;

/// Rule of METHOD.md section 6. At most possible: what is not recorded may still have been done.
pub const RULE: Rule = Rule {
    id: "no-management-evidence",
    title: "No evidence of management work",
    why: "Management is learned like any profession: mentoring, delegating, budgeting, politics, accepting others' \
          solutions",
    unit: Unit::Count,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |_, _| "threshold: none of the five practices recorded".to_owned(),
    say: |_, _| {
        "Moved from the IC track into management, and none of the five management practices is recorded".to_owned()
    },
    advise: |facts, finding| {
        let ask = Advice::new(
            "Ask what is missing from the record",
            "Mentoring, delegation, budget allocation, politics between departments, accepting others' solutions: \
             record what was done, and offer training for the rest. No cost",
        );
        let seat = finding.person().map(|person| same_standing(facts, person)).unwrap_or_default();
        std::iter::once(ask).chain(seat).collect()
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let details = facts.org.details(measured.person);
    if details.history.is_empty() || !details.management.is_empty() {
        return None;
    }
    facts.measure().conversion(measured.person)?;
    Some(Finding::new(&RULE, Subject::Person(measured.person), Answer::Possible, [("practices", 0.0)]))
}
