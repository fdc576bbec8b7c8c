//! Rules and their findings, which name each other. The list of rules is in `mod.rs`.

use super::{Answer, Facts, Severity, words};
use crate::edit::Edit;
use crate::measure::{Measured, Sure, defaults};
use crate::org::{Constants, Org, PersonId, RungId, SeatSource};
use std::cmp::Ordering;

/// Subject of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The organisation as a whole.
    Organisation,
    /// Ladder, by its index in the file.
    Ladder(u16),
    /// A rung.
    Rung(RungId),
    /// A person.
    Person(PersonId),
}

/// One finding of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Rule that made it.
    pub rule: &'static Rule,
    /// Subject it is about.
    pub subject: Subject,
    /// Firmness.
    pub answer: Answer,
    /// Severity.
    pub severity: Severity,
    /// Named numbers behind the finding, the deciding one first.
    pub numbers: Vec<(&'static str, f64)>,
    /// Probability that authority lies at least one rung below the record; `None` for rules that do not ask.
    pub sure: Option<Sure>,
    /// First few of the things it names besides its subject, such as forums or domains; never people. `None` if it
    /// names nothing else.
    pub named: Option<Box<[String]>>,
    /// Index into `Head::waivers` if a waiver holds.
    pub waived: Option<usize>,
    /// Index into `Head::waivers` if a waiver has lapsed because the finding has grown.
    pub lapsed: Option<usize>,
}

impl Finding {
    /// Finding without severity, names or waiver.
    pub fn new(
        rule: &'static Rule,
        subject: Subject,
        answer: Answer,
        numbers: impl Into<Vec<(&'static str, f64)>>,
    ) -> Self {
        let (severity, numbers) = (Severity::None, numbers.into());
        Self { rule, subject, answer, severity, numbers, sure: None, named: None, waived: None, lapsed: None }
    }

    /// Sets the first few of the things that the finding names.
    pub(super) fn naming(self, named: Vec<String>) -> Self {
        Self { named: Some(named.into()), ..self }
    }

    /// `a, b and 3 more`: the things named, where the first number is their count.
    pub(super) fn names(&self) -> String {
        let named = self.named.as_deref().unwrap_or_default();
        words::first_of(named, self.size() as usize)
    }

    /// Sets the severity.
    pub fn sized(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Order within the findings of one rule: waived ones last, then by firmness, by probability (ties by the larger
    /// middle gap) and by size. Remaining ties are ordered by the person's key.
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

    /// Deciding number; 0 if there is none.
    pub fn size(&self) -> f64 {
        self.numbers.first().map_or(0.0, |&(_, number)| number)
    }

    /// Number of a given name; `None` if the finding has none.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.numbers.iter().find(|(known, _)| *known == name).map(|&(_, number)| number)
    }

    /// Person it is about; `None` for any other subject.
    pub fn person(&self) -> Option<PersonId> {
        match self.subject {
            Subject::Person(person) => Some(person),
            _ => None,
        }
    }

    /// Constants in force for its person; the defaults for any other subject.
    pub fn constants<'a>(&self, facts: &Facts<'a>) -> &'a Constants {
        match self.person() {
            Some(person) => facts.measure().constants(person),
            None => defaults(),
        }
    }

    /// One line without a person's name, which adds that a seat is a suggestion or that a waiver has lapsed.
    pub fn say(&self, facts: &Facts) -> String {
        let mut line = (self.rule.say)(facts, self);
        let seat = self.person().and_then(|person| facts.org.seat(person));
        if seat.is_some_and(|seat| seat.source == SeatSource::Suggested) {
            line.push_str("; the seat is a suggestion");
        }
        if self.lapsed.is_some() {
            line.push_str("; waived before, but larger now");
        }
        line
    }

    /// Remedies, gentlest step first.
    pub fn advise(&self, facts: &Facts) -> Vec<Advice> {
        (self.rule.advise)(facts, self)
    }

    /// Threshold from which the rule reports, in words: `threshold 1 rung`.
    pub fn threshold(&self, facts: &Facts) -> String {
        (self.rule.threshold)(facts, self)
    }

    /// Rows that it is about, in file order; empty for most findings about a ladder.
    pub fn people(&self, facts: &Facts) -> Vec<PersonId> {
        match (self.rule.check, self.subject) {
            (_, Subject::Person(person)) => vec![person],
            (Check::Whole { people, .. } | Check::Indices { people, .. }, _) => people(facts, self),
            (Check::Person(_) | Check::Compared(_), _) => Vec::new(),
        }
    }
}

/// Suggested step, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Step in a few words.
    pub title: String,
    /// Basis and cost of the step.
    pub detail: String,
    /// Edits that carry it out; empty if the step is to ask or to find out.
    pub edits: Vec<Edit>,
}

impl Advice {
    pub(super) fn new(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { title: title.into(), detail: detail.into(), edits: Vec::new() }
    }

    /// Sets the edits that carry it out.
    pub(super) fn doing(self, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { edits: edits.into_iter().collect(), ..self }
    }
}

/// A rule: its reason, its check, and its wording.
pub struct Rule {
    /// Stable id: `under-authorised`.
    pub id: &'static str,
    /// Heading on the screen: `Authority below the record`.
    pub title: &'static str,
    /// One sentence, shown as the tooltip.
    pub why: &'static str,
    /// Unit of the first number of its findings.
    pub unit: Unit,
    /// True if the rule reads evidence; it is then silent in structure only.
    pub reads_evidence: bool,
    /// Check that makes its findings.
    pub check: Check,
    /// Threshold in words: `threshold 1 rung`.
    pub threshold: fn(&Facts, &Finding) -> String,
    /// One line without a person's name: `Decides 1.8 rungs below the record`.
    pub say: fn(&Facts, &Finding) -> String,
    /// Remedies, gentlest step first.
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

/// Scope of a rule's check.
#[derive(Clone, Copy)]
pub enum Check {
    /// Runs once over the whole: ladders, lines, counts.
    Whole {
        /// Adds findings.
        see: fn(&Facts, &mut Vec<Finding>),
        /// Rows that a finding is about, in file order.
        people: fn(&Facts, &Finding) -> Vec<PersonId>,
    },
    /// Runs for each person who is judged, with all their measurements.
    Person(fn(&Facts, &Measured) -> Option<Finding>),
    /// Runs once over the organisation's indices. They rest on everybody, so after an edit it waits until they are
    /// fresh.
    Indices {
        /// Adds findings.
        see: fn(&Facts, &mut Vec<Finding>),
        /// Rows that a finding is about, in file order.
        people: fn(&Facts, &Finding) -> Vec<PersonId>,
    },
    /// Compares each person who is judged with the organisation's indices.
    Compared(fn(&Facts, PersonId) -> Option<Finding>),
}

impl Check {
    /// True if the check reads the organisation's indices, so that anybody's data can change its findings.
    pub fn rests_on_all(&self) -> bool {
        match self {
            Self::Indices { .. } | Self::Compared(_) => true,
            Self::Whole { .. } | Self::Person(_) => false,
        }
    }
}

/// Unit of the first number of a rule's findings; decides when a waiver lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Rungs.
    Rungs,
    /// Money in the reporting currency.
    Money,
    /// A count or a share; growth does not make a waiver lapse.
    Count,
}

pub(super) fn nobody(_: &Facts, _: &Finding) -> Vec<PersonId> {
    Vec::new()
}
