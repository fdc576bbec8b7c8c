//! Suggested seats: rungs guessed from titles and reports that nobody has reviewed yet.

use super::remedies::AT_ONCE;
use super::words::amount;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::edit::Edit;
use crate::org::{Kind, PersonId, Presence, Seat, SeatSource};

/// Rule of METHOD.md section 6. A single finding counts them all.
pub const RULE: Rule = Rule {
    id: "seat-suggested",
    title: "Suggested seats",
    why: "Findings based on a suggested seat are at most possible until someone confirms the seat",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Whole { see, people: |facts, _| suggested(facts).collect() },
    threshold: |_, _| "threshold: one seat".to_owned(),
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        format!("{} of {} seats are suggestions", amount(number("suggested")), amount(number("seats")))
    },
    advise: |facts, finding| {
        let review = Advice::new("Review the suggestions", "Confirm or correct them, title by title. No cost");
        let org = facts.org;
        let confirm = Advice::new(
            "Confirm all suggestions as they are",
            "Only if each has been checked: findings based on them can then be strong signals. No cost",
        );
        if finding.size() > AT_ONCE as f64 {
            return vec![review];
        }
        let edits = suggested(facts).filter_map(|person| {
            let seat = Seat { source: SeatSource::Confirmed, ..org.seat(person)? };
            Some(Edit::MoveToSeat { person, seat: Some(seat) })
        });
        vec![review, confirm.doing(edits)]
    },
};

/// People whose rung is a guess; programs and leavers are left out.
fn suggested<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    let org = facts.org;
    org.people().filter(move |&person| {
        org.seat(person).is_some_and(|seat| seat.source == SeatSource::Suggested)
            && org.kind(person) != Kind::Bot
            && org.presence(person) != Presence::Left
    })
}

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    if facts.tally.suggested > 0 {
        let numbers = [("suggested", facts.tally.suggested as f64), ("seats", facts.tally.seated as f64)];
        findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Confirmed, numbers));
    }
}
