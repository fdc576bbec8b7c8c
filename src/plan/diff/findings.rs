//! Findings that clear, appear or change between two sides. They are matched by rule and subject: a person's key, a
//! rung's code, a ladder's name.

use super::Side;
use crate::org::PersonId;
use crate::plan::Pair;
use crate::rules::{Answer, Finding, RULES, Severity, Subjects};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Kind of change of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// On the before side only.
    Clears,
    /// On the after side only.
    Appears,
    /// Firmer, or larger.
    Stronger,
    /// Less firm, or smaller.
    Weaker,
    /// Waived on the after side only.
    Waived,
    /// Waived on the before side only.
    NotWaived,
}

impl Turn {
    /// Stable name in files: `clears`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Clears => "clears",
            Self::Appears => "appears",
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Waived => "waived",
            Self::NotWaived => "not_waived",
        }
    }
}

/// A finding that differs; at least one of the two is present.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingChange {
    /// On the before side.
    pub before: Option<Finding>,
    /// On the after side.
    pub after: Option<Finding>,
    /// Kind of change.
    pub turn: Turn,
}

impl FindingChange {
    /// The finding on the after side, or else on the before side.
    pub fn finding(&self) -> Option<&Finding> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Firmness on the after side, or else on the before side.
    pub fn answer(&self) -> Answer {
        self.finding().map_or(Answer::Info, |finding| finding.answer)
    }

    fn of(before: Option<&Finding>, after: Option<&Finding>) -> Option<Self> {
        let turn = match (before, after) {
            (Some(was), Some(is)) => turn(was, is)?,
            (Some(_), None) => Turn::Clears,
            (None, Some(_)) => Turn::Appears,
            (None, None) => return None,
        };
        Some(Self { before: before.cloned(), after: after.cloned(), turn })
    }
}

fn turn(was: &Finding, is: &Finding) -> Option<Turn> {
    match (was.waived.is_some(), is.waived.is_some()) {
        (false, true) => return Some(Turn::Waived),
        (true, false) => return Some(Turn::NotWaived),
        _ => {}
    }
    // The firmest answer sorts first, but the largest severity last.
    let firmness = |finding: &Finding| (finding.answer, std::cmp::Reverse::<Severity>(finding.severity));
    match firmness(is).cmp(&firmness(was)) {
        Ordering::Less => Some(Turn::Stronger),
        Ordering::Greater => Some(Turn::Weaker),
        Ordering::Equal => None,
    }
}

/// All changes: first about ladder and organisation, then about people if they may be shown, in the order of the after
/// side; those that clear with a person's departure last.
pub fn changes(before: &Side, after: &Side, pair: &Pair, shows_people: bool) -> Vec<FindingChange> {
    let mut found = of_the_whole(before, after);
    if !shows_people {
        // A finding about the organisation can rest on people. If one side hides them, only what both can see is
        // compared.
        let reads = |change: &FindingChange| change.finding().is_some_and(|finding| finding.rule.reads_evidence);
        found.retain(|change| !reads(change));
        return found;
    }
    let mut earlier: Vec<Option<PersonId>> = vec![None; after.org.len()];
    for person in before.org.people() {
        if let Some(now) = pair.after(person) {
            earlier[now.at()] = Some(person);
        }
    }
    for person in after.org.people() {
        let (was, is) = (
            earlier[person.at()].map_or(&[][..], |it| before.judgement.of_person(it)),
            after.judgement.of_person(person),
        );
        if was.is_empty() && is.is_empty() {
            continue;
        }
        for rule in RULES {
            let of = |findings: &'_ [Finding]| findings.iter().position(|finding| finding.rule == *rule);
            found.extend(FindingChange::of(of(was).map(|at| &was[at]), of(is).map(|at| &is[at])));
        }
    }
    for finding in before.judgement.of_people() {
        if finding.person().is_some_and(|person| pair.after(person).is_none()) {
            found.extend(FindingChange::of(Some(finding), None));
        }
    }
    found
}

/// Index of the rule in the registry, the subject, and the ordinal among equal ones.
type Name<'a> = (usize, Cow<'a, str>, usize);

fn of_the_whole(before: &Side, after: &Side) -> Vec<FindingChange> {
    let mut both: BTreeMap<Name, [Option<&Finding>; 2]> = BTreeMap::new();
    for (side, at) in [(before, 0), (after, 1)] {
        let mut seen: BTreeMap<(usize, Cow<str>), usize> = BTreeMap::new();
        let subjects = Subjects::of(side.org);
        for finding in side.judgement.of_the_whole() {
            let rule = RULES.iter().position(|rule| *rule == finding.rule).unwrap_or(RULES.len());
            let subject = subjects.name(finding.subject);
            let n = seen.entry((rule, subject.clone())).or_default();
            *n += 1;
            both.entry((rule, subject, *n)).or_default()[at] = Some(finding);
        }
    }
    both.into_values().filter_map(|[was, is]| FindingChange::of(was, is)).collect()
}
