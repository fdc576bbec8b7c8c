//! Waivers: findings marked as reasoned exceptions, and exceptions that have lapsed (METHOD.md section 6).

use super::{Answer, Finding, Severity, Subject, Unit};
use crate::measure::{SAME_GRADE, meets};
use crate::org::{Org, Waiver};
use std::borrow::Cow;
use std::collections::HashMap;

/// Growth at which a waiver lapses, in rungs.
const RUNGS: f64 = 0.25;
/// Growth at which a waiver lapses, as a share of the amount when it was waived.
const MONEY: f64 = 0.05;

/// Marks the findings that are waived; of several waivers for the same finding the last counts.
pub fn apply(org: &Org, findings: &mut [Finding]) {
    let waivers: HashMap<(&str, &str), usize> = org
        .head
        .waivers
        .iter()
        .zip(0..)
        .map(|(waiver, at)| ((waiver.rule.as_str(), waiver.subject.as_str()), at))
        .collect();
    if waivers.is_empty() {
        return;
    }
    let subjects = Subjects::of(org);
    for finding in findings {
        let named = subjects.name(finding.subject);
        let waiver = waivers.get(&(finding.rule.id, named.as_ref())).or_else(|| {
            // A bare code shared by several ladders means the first of them, as in a scenario.
            let Subject::Rung(rung) = finding.subject else { return None };
            let code = org.rung(rung).code.as_str();
            let bare = waivers.get(&(finding.rule.id, code))?;
            (org.find_rung("", code) == Some(rung)).then_some(bare)
        });
        if let Some(&at) = waiver {
            let has_lapsed = has_lapsed(&org.head.waivers[at], finding);
            (finding.waived, finding.lapsed) = if has_lapsed { (None, Some(at)) } else { (Some(at), None) };
        }
    }
}

/// Names of subjects in waivers.
pub struct Subjects<'a> {
    org: &'a Org,
    /// Ladder that has each code; `None` for several.
    ladders: HashMap<&'a str, Option<u16>>,
}

impl<'a> Subjects<'a> {
    /// Names in an organisation. Linear in rungs.
    pub fn of(org: &'a Org) -> Self {
        let mut ladders: HashMap<&str, Option<u16>> = HashMap::new();
        for rung in org.rungs() {
            let ladder = Some(org.rung_place(rung).ladder);
            let known = ladders.entry(org.rung(rung).code.as_str()).or_insert(ladder);
            *known = known.filter(|_| *known == ladder);
        }
        Self { org, ladders }
    }

    /// A person's key, a rung's code (`ladder/code` where another ladder has the code too), a ladder's name; empty for
    /// the organisation.
    pub fn name(&self, subject: Subject) -> Cow<'a, str> {
        let org = self.org;
        match subject {
            Subject::Organisation => "".into(),
            Subject::Ladder(ladder) => {
                org.head.ladders.get(usize::from(ladder)).map_or("", |it| it.name.as_str()).into()
            }
            Subject::Rung(rung) => {
                let code = org.rung(rung).code.as_str();
                match self.ladders.get(code) {
                    Some(Some(_)) => code.into(),
                    _ => format!("{}/{code}", org.ladder(rung).name).into(),
                }
            }
            Subject::Person(person) => org.key(person).into(),
        }
    }
}

/// Name of one subject in waivers; for many see [`Subjects`].
pub fn subject(org: &Org, subject: Subject) -> Cow<'_, str> {
    match subject {
        Subject::Rung(_) => Subjects::of(org).name(subject),
        Subject::Person(person) => org.key(person).into(),
        Subject::Ladder(ladder) => org.head.ladders.get(usize::from(ladder)).map_or("", |it| it.name.as_str()).into(),
        Subject::Organisation => "".into(),
    }
}

/// True if the finding is firmer, more severe or larger than when it was waived. Anything not recorded then is not
/// compared.
fn has_lapsed(waiver: &Waiver, finding: &Finding) -> bool {
    let severities = [Severity::Moderate, Severity::High, Severity::Critical];
    let severity = severities.into_iter().find(|severity| severity.id() == waiver.severity);
    let answers = [Answer::Confirmed, Answer::Possible, Answer::Review, Answer::Info];
    let answer = answers.into_iter().find(|answer| answer.id() == waiver.answer);
    let is_firmer = answer.is_some_and(|then| finding.answer < then);
    let has_risen = severity.is_some_and(|then| finding.severity > then);
    // A finding that has become weaker may report another number; compare the careful gap, by which the stronger one
    // was measured.
    let careful = finding.number("gap_lo").filter(|_| answer.is_some_and(|then| finding.answer > then));
    let now = careful.or(finding.numbers.first().map(|&(_, number)| number));
    let has_grown = waiver.number.zip(now).is_some_and(|(then, now)| match finding.rule.unit {
        Unit::Rungs => meets(now - then, RUNGS),
        Unit::Money => now > then && now - then >= MONEY * then.abs() * (1.0 - SAME_GRADE),
        Unit::Count => false,
    });
    is_firmer || has_risen || has_grown
}
