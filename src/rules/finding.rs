//! A rule, and what it saw: each names the other. Which rules there are stands in the registry.

use super::{Answer, Facts, Severity, words};
use crate::edit::Edit;
use crate::measure::{Measured, Sure, defaults};
use crate::org::{Constants, Org, PersonId, RungId, SeatSource};
use std::cmp::Ordering;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The organisation as a whole.
    Organisation,
    /// A ladder, by its index in the file.
    Ladder(u16),
    /// A rung.
    Rung(RungId),
    /// A person.
    Person(PersonId),
}

/// What a rule saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// What it is about.
    pub subject: Subject,
    /// How firmly.
    pub answer: Answer,
    /// How large.
    pub severity: Severity,
    /// Named numbers behind it, the deciding one first.
    pub numbers: Vec<(&'static str, f64)>,
    /// How sure it is, where its rule asks: whether authority lies a rung below the record.
    pub sure: Option<Sure>,
    /// The first few things that it names, where it names any but its subject: forums, domains. Never people.
    pub named: Option<Box<[String]>>,
    /// Index into `Head::waivers` where it is waived and the waiver holds.
    pub waived: Option<usize>,
    /// Index into `Head::waivers` where it was waived and the waiver has lapsed, because it has grown.
    pub lapsed: Option<usize>,
}

impl Finding {
    /// A finding without a severity, not waived.
    pub fn new(
        rule: &'static Rule,
        subject: Subject,
        answer: Answer,
        numbers: impl Into<Vec<(&'static str, f64)>>,
    ) -> Self {
        let (severity, numbers) = (Severity::None, numbers.into());
        Self { rule, subject, answer, severity, numbers, sure: None, named: None, waived: None, lapsed: None }
    }

    /// The same with the first few of the things that it names.
    pub(super) fn naming(self, named: Vec<String>) -> Self {
        Self { named: Some(named.into()), ..self }
    }

    /// `a, b and 3 more` of the things that it names, where its first number counts them.
    pub(super) fn names(&self) -> String {
        let named = self.named.as_deref().unwrap_or_default();
        words::first_of(named, self.size() as usize)
    }

    /// The same with a severity.
    pub fn sized(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Which of two comes first in a list of findings of one rule: waived ones last, then the firmest, then what is surer
    /// (of equal ones the larger middle gap), then the larger. People who are equal in all come by their keys.
    pub fn cmp_in_group(&self, other: &Self, org: &Org) -> Ordering {
        let key = |it: &Self| it.person().map(|person| org.key(person));
        let sure = |it: &Self| it.sure.map_or(-1.0, |sure| sure.p);
        let mid = |it: &Self| it.sure.and_then(|_| it.number("gap_mid")).unwrap_or(0.0);
        (self.waived.is_some(), self.answer)
            .cmp(&(other.waived.is_some(), other.answer))
            .then_with(|| sure(other).total_cmp(&sure(self)))
            .then_with(|| mid(other).total_cmp(&mid(self)))
            .then_with(|| other.severity.cmp(&self.severity))
            .then_with(|| other.size().total_cmp(&self.size()))
            .then_with(|| key(self).cmp(&key(other)))
    }

    /// The deciding number; 0 where there is none.
    pub fn size(&self) -> f64 {
        self.numbers.first().map_or(0.0, |&(_, number)| number)
    }

    /// A number by its name.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.numbers.iter().find(|(known, _)| *known == name).map(|&(_, number)| number)
    }

    /// The person that it is about, if it is about one.
    pub fn person(&self) -> Option<PersonId> {
        match self.subject {
            Subject::Person(person) => Some(person),
            _ => None,
        }
    }

    /// The constants in force for its person; the defaults where it is not about one.
    pub fn constants<'a>(&self, facts: &Facts<'a>) -> &'a Constants {
        match self.person() {
            Some(person) => facts.measure().constants(person),
            None => defaults(),
        }
    }

    /// One line without a name; says where it rests on a suggestion and where a waiver has lapsed.
    pub fn say(&self, facts: &Facts) -> String {
        let mut line = (self.rule.say)(facts, self);
        let seat = self.person().and_then(|person| facts.org.seat(person));
        if seat.is_some_and(|seat| seat.source == SeatSource::Suggested) {
            line.push_str("; the seat is a suggestion");
        }
        if self.lapsed.is_some() {
            line.push_str("; it was waived, and has grown since");
        }
        line
    }

    /// What would change it, the gentlest step first.
    pub fn advise(&self, facts: &Facts) -> Vec<Advice> {
        (self.rule.advise)(facts, self)
    }

    /// From where on it is found: `threshold 1 rung`.
    pub fn threshold(&self, facts: &Facts) -> String {
        (self.rule.threshold)(facts, self)
    }

    /// The rows that it is about, in file order; empty for most findings about a ladder.
    pub fn people(&self, facts: &Facts) -> Vec<PersonId> {
        match (self.rule.check, self.subject) {
            (_, Subject::Person(person)) => vec![person],
            (Check::Whole { people, .. } | Check::Indices { people, .. }, _) => people(facts, self),
            (Check::Person(_) | Check::Compared(_), _) => Vec::new(),
        }
    }
}

/// A step that would help, and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// What to do.
    pub title: String,
    /// What it rests on and what it costs.
    pub detail: String,
    /// The edits that do it; empty where it is something to ask or to find out.
    pub edits: Vec<Edit>,
}

impl Advice {
    pub(super) fn new(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { title: title.into(), detail: detail.into(), edits: Vec::new() }
    }

    /// The same with the edits that do it.
    pub(super) fn doing(self, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { edits: edits.into_iter().collect(), ..self }
    }
}

/// A rule: why it exists, how it sees, how it says what it saw.
pub struct Rule {
    /// Stable id: `under-authorised`.
    pub id: &'static str,
    /// Heading on the screen: `Authority below the record`.
    pub title: &'static str,
    /// One sentence, shown as the tooltip.
    pub why: &'static str,
    /// What the first number is measured in.
    pub unit: Unit,
    /// Whether it reads evidence, and so is silent in structure only.
    pub reads_evidence: bool,
    /// How it sees.
    pub check: Check,
    /// From where on it is found: `threshold 1 rung`.
    pub threshold: fn(&Facts, &Finding) -> String,
    /// One line without a name: `Decides 1.8 rungs below the record`.
    pub say: fn(&Facts, &Finding) -> String,
    /// What would change it.
    pub advise: fn(&Facts, &Finding) -> Vec<Advice>,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// How a rule sees.
#[derive(Clone, Copy)]
pub enum Check {
    /// Looks once at the whole: ladders, lines, counts.
    Whole {
        /// Adds what it sees.
        see: fn(&Facts, &mut Vec<Finding>),
        /// The rows that a finding is about, in file order.
        people: fn(&Facts, &Finding) -> Vec<PersonId>,
    },
    /// Looks at each person who is judged, with everything that the method says of them.
    Person(fn(&Facts, &Measured) -> Option<Finding>),
    /// Looks once at the organisation's indices, which rest on everybody: after an edit not until they are fresh.
    Indices {
        /// Adds what it sees.
        see: fn(&Facts, &mut Vec<Finding>),
        /// The rows that a finding is about, in file order.
        people: fn(&Facts, &Finding) -> Vec<PersonId>,
    },
    /// Compares each person who is judged with the organisation's indices.
    Compared(fn(&Facts, PersonId) -> Option<Finding>),
}

impl Check {
    /// Whether it looks at the organisation's indices, so that anybody's data can change what it sees.
    pub fn rests_on_all(&self) -> bool {
        match self {
            Self::Indices { .. } | Self::Compared(_) => true,
            Self::Whole { .. } | Self::Person(_) => false,
        }
    }
}

/// What the first number of a rule's findings is measured in; decides when a waiver lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Rungs.
    Rungs,
    /// Money.
    Money,
    /// A number of things or a share; growing is no reason to ask again.
    Count,
}

pub(super) fn nobody(_: &Facts, _: &Finding) -> Vec<PersonId> {
    Vec::new()
}
