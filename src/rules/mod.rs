//! Findings: what a rule saw. One file per rule; this file is the registry. A rule never edits, sorts or prints.
//! Uses `org` and `measure`.

use crate::measure::{Measure, Scale};
use crate::org::{Org, PersonId, RungId, Tree};

/// How firmly a rule answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Strong signal.
    Confirmed,
    /// Possible.
    Possible,
    /// Worth a look, never a verdict.
    Review,
    /// Good to know.
    Info,
}

/// How large it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Not measured in rungs or money.
    None,
    /// Under 2 rungs.
    Moderate,
    /// From 2 rungs.
    High,
    /// From 3 rungs.
    Critical,
}

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
    /// Index into `Head::waivers` where it is waived and the waiver holds.
    pub waived: Option<usize>,
}

/// A step that would help, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What to do.
    pub title: String,
    /// What it rests on and what it costs.
    pub detail: String,
}

/// A rule: why it exists, how it sees, how it says what it saw.
pub struct Rule {
    /// Stable id: `under-authorised`.
    pub id: &'static str,
    /// Heading on the screen: `Authority below the record`.
    pub title: &'static str,
    /// One sentence, shown as the tooltip.
    pub why: &'static str,
    /// Adds what it sees.
    pub check: fn(&Facts, &mut Vec<Finding>),
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

/// Everything that a rule may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// Its solid lines.
    pub tree: &'a Tree,
    /// Grades of its rungs.
    pub scale: &'a Scale,
}

impl<'a> Facts<'a> {
    /// The method over these facts.
    pub fn measure(&self) -> Measure<'a> {
        Measure { org: self.org, scale: self.scale }
    }
}

/// An organisation judged: everything that is computed once after opening or an edit.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Its solid lines.
    pub tree: Tree,
    /// Grades of its rungs.
    pub scale: Scale,
    /// Findings: ladder and organisation first, then people in file order.
    pub findings: Vec<Finding>,
    /// For each person the index of the finding whose badge the card shows; sorted by person.
    badges: Vec<(PersonId, u32)>,
}

impl Judgement {
    /// Judges an organisation.
    pub fn of(org: &Org) -> Self {
        let (tree, scale) = (Tree::of(org), Scale::of(org));
        Self { tree, scale, findings: Vec::new(), badges: Vec::new() }
    }

    /// The facts behind it.
    pub fn facts<'a>(&'a self, org: &'a Org) -> Facts<'a> {
        Facts { org, tree: &self.tree, scale: &self.scale }
    }

    /// The personal finding that a card shows: the firmest, under-authorised before the others; waived ones never.
    pub fn badge(&self, person: PersonId) -> Option<&Finding> {
        let at = self.badges.binary_search_by_key(&person, |&(p, _)| p).ok()?;
        self.findings.get(self.badges[at].1 as usize)
    }
}
