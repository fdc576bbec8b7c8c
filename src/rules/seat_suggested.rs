//! Suggested seats: rungs that were guessed from titles and reports, and not reviewed yet.

use super::words::amount;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::org::{Kind, Presence, SeatSource};

/// See METHOD.md section 6; one counted finding.
pub const RULE: Rule = Rule {
    id: "seat-suggested",
    title: "Suggested seats",
    why: "What rests on a suggested seat is at most possible, until somebody confirms the seat",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole {
        see,
        people: |facts, _| {
            let org = facts.org;
            let suggested = |person: &crate::org::PersonId| {
                org.seat(*person).is_some_and(|seat| seat.source == SeatSource::Suggested)
                    && org.kind(*person) != Kind::Bot
                    && org.presence(*person) != Presence::Left
            };
            org.people().filter(suggested).collect()
        },
    },
    threshold: |_, _| "threshold: one seat".to_owned(),
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        format!("{} of {} seats are suggestions", amount(number("suggested")), amount(number("seats")))
    },
    advise: |_, _| {
        vec![Advice::new(
            "Review the suggestions",
            "Confirm or correct them, title by title. No cost: pay, budget and ladder stay as they are",
        )]
    },
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    if facts.tally.suggested > 0 {
        let numbers = [("suggested", facts.tally.suggested as f64), ("seats", facts.tally.seated as f64)];
        findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Confirmed, numbers));
    }
}
