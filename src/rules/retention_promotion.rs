//! Promoted to be kept: management given as a counter-offer, with hardly anybody to manage.

use super::facts::confirmed_if;
use super::remedies::seat::same_standing;
use super::words::{count, money};
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::Measured;
use crate::org::{Reason, TrackKind};

/// Rule of METHOD.md section 6. Confirmed if the seat is not a suggestion; its number counts direct reports and is no
/// size in rungs.
pub const RULE: Rule = Rule {
    id: "retention-promotion",
    title: "Promoted for retention",
    why: "A management title given to keep someone takes them away from the work they are valued for",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let constants = finding.constants(facts);
        let span = constants.tiny_span;
        format!("threshold {} or fewer", count(span as usize, "direct report", "direct reports"))
    },
    say: |facts, finding| {
        let reports = finding.number("reports").unwrap_or(0.0) as usize;
        let rise = finding
            .number("rise")
            .map_or(String::new(), |rise| format!(" and a pay rise of {}", money(rise, &facts.org.head.currency)));
        format!("Promoted for retention, with {}{rise}", count(reports, "direct report", "direct reports"))
    },
    advise: |facts, finding| {
        let ask = Advice::new(
            "Ask the career question",
            "Lead people, or get more resources and authority for the specialised work you love? No cost",
        );
        let mut seats = finding.person().map(|person| same_standing(facts, person)).unwrap_or_default();
        // The move does not touch pay, so the rise that came with the title stays.
        seats.iter_mut().for_each(|seat| seat.title.push_str(", and keep the pay rise"));
        std::iter::once(ask).chain(seats).collect()
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    if facts.org.track_kind(person) != Some(TrackKind::Management) {
        return None;
    }
    let measure = facts.measure();
    let step = measure.conversion(person)?;
    if !matches!(step.reason, Some(Reason::Retention | Reason::CounterOffer { .. })) {
        return None;
    }
    let reports = facts.span_of_control(person);
    if reports > measure.constants(person).tiny_span {
        return None;
    }
    let mut numbers = vec![("reports", f64::from(reports))];
    numbers.extend(step.rise.filter(|rise| rise.is_finite()).map(|rise| ("rise", rise)));
    Some(Finding::new(&RULE, Subject::Person(person), confirmed_if(facts.is_seat_firm(person)), numbers))
}
