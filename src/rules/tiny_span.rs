//! Tiny span: a management rung with no more direct reports than the ladder's limit (two by default), after the time to
//! settle in.

use super::facts::confirmed_if;
use super::remedies::seat::same_standing;
use super::words::count;
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{Measured, days};
use crate::org::{PersonId, TrackKind};

/// Rule of METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "tiny-span",
    title: "Tiny team",
    why: "Teams of one or two fit no usual management pattern; often they are a title given instead of a rung",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let constants = finding.constants(facts);
        let (span, days) = (constants.tiny_span, constants.settling_days);
        format!("threshold {} or fewer after {days} days", count(span as usize, "direct report", "direct reports"))
    },
    say: |_, finding| {
        let reports = finding.number("reports").unwrap_or(0.0) as usize;
        let since = match finding.number("days") {
            Some(days) => format!("after {} in the seat", count(days as usize, "day", "days")),
            None => "since an unknown date".to_owned(),
        };
        format!("Manages {} {since}", count(reports, "direct report", "direct reports"))
    },
    advise: |facts, finding| {
        let ask = Advice::new(
            "Ask whether the seat is about leading a team",
            "Leading a small crew alongside own work can be right for a while; if so, waive this with the reason. No \
             cost",
        );
        let seats = finding.person().map(|person| same_standing(facts, person)).unwrap_or_default();
        std::iter::once(ask).chain(seats).collect()
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    if facts.org.track_kind(person) != Some(TrackKind::Management) {
        return None;
    }
    let constants = facts.measure().constants(person);
    let reports = facts.span_of_control(person);
    let days = days_in_seat(facts, person);
    let is_settling = days.is_some_and(|days| days <= i64::from(constants.settling_days));
    // Nobody has been in a seat longer than in the organisation.
    let is_new = facts
        .org
        .start(person)
        .is_some_and(|start| crate::measure::days(start, facts.org.head.as_of) <= i64::from(constants.settling_days));
    if reports > constants.tiny_span || is_settling || is_new {
        return None;
    }
    let mut numbers = vec![("reports", f64::from(reports))];
    numbers.extend(days.map(|days| ("days", days as f64)));
    Some(Finding::new(&RULE, Subject::Person(person), confirmed_if(facts.is_seat_firm(person)), numbers))
}

fn days_in_seat(facts: &Facts, person: PersonId) -> Option<i64> {
    facts.measure().in_seat_since(person).map(|since| days(since, facts.org.head.as_of))
}
