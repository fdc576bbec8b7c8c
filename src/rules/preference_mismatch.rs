//! Preference against the track: a manager who prefers the craft, or an IC who prefers to lead.

use super::facts::confirmed_if;
use super::remedies::seat::same_standing;
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::Measured;
use crate::org::{Answer, TrackKind};

/// Rule of METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "preference-mismatch",
    title: "Preference and track differ",
    why: "The recorded preference and the current track do not match",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Person(check),
    threshold: |_, _| "no threshold: the recorded answer and the track differ".to_owned(),
    say: |facts, finding| {
        let answer = finding.person().and_then(|person| facts.org.details(person).preference.as_ref());
        match answer.map(|preference| preference.answer) {
            Some(Answer::Craft) => "Manages people but prefers technical work".to_owned(),
            Some(Answer::Projects) => "Manages people but prefers interesting projects".to_owned(),
            _ => "On the IC track but prefers to lead people".to_owned(),
        }
    },
    advise: |facts, finding| {
        let Some(person) = finding.person() else { return Vec::new() };
        let mut advice = vec![Advice::new(
            "Ask whether the answer still holds",
            "Preferences change, and so do opportunities. No cost",
        )];
        match facts.org.track_kind(person) {
            Some(TrackKind::Management) => advice.extend(same_standing(facts, person)),
            _ => advice.push(Advice::new(
                "Offer a team when one needs a lead",
                "First: an open management seat with people, and practice in mentoring and delegating",
            )),
        }
        advice
    },
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let person = measured.person;
    let preference = facts.org.details(person).preference.as_ref()?;
    let differs = match facts.org.track_kind(person)? {
        TrackKind::Management => matches!(preference.answer, Answer::Craft | Answer::Projects),
        TrackKind::Ic => preference.answer == Answer::Lead,
    };
    let answer = confirmed_if(facts.is_seat_firm(person));
    differs.then(|| Finding::new(&RULE, Subject::Person(person), answer, []))
}
