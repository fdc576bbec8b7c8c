//! The method: grades, impact, authority, gaps (METHOD.md). Uses `org` only; findings are drawn from it in `rules`.
//! A person's numbers are computed on request and never stored: computing them costs no more than reading them.

mod anchors;
mod authority;
mod ceilings;
mod evidence;
mod focus;
mod grade;
mod history;
mod impact;
mod indices;
mod line;
mod model;
mod sure;
mod window;

pub use anchors::raw_grade;
pub use authority::mean as authority_mean;
pub use evidence::STATED;
pub use focus::focus;
pub use grade::{Contradiction, Marks, Placing, SAME_GRADE, Scale};
pub use history::{Converted, Money};
pub use impact::{Impact, careful, impact as impact_of};
pub use indices::{
    Convergence, Crowd, DoubleCost, EXPECTED_AFTER, Indices, Interval, LOST_FROM, Medians, Parity, PayEquivalence,
    PayTies, Peter, Premium, Tau, excess, lost_craft, median, wilson,
};
pub use line::{LineOfEvidence, Missing, Reading, WhyMissing};
pub use model::usual_excess;
pub use sure::{Band, Pull, Sure};
pub use window::{Window, days, months_before};

use crate::org::{Constants, EvidenceKind, Org, PersonId};
use std::sync::LazyLock;

/// Constants of people without a seat.
static DEFAULTS: LazyLock<Constants> = LazyLock::new(Constants::default);

/// Constants used where no ladder sets its own.
pub fn defaults() -> &'static Constants {
    &DEFAULTS
}

/// True if a number reaches a limit, allowing for rounding (METHOD.md section 5).
pub fn meets(number: f64, limit: f64) -> bool {
    number >= limit - SAME_GRADE
}

/// Authority of a person, in rungs (METHOD.md section 4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Authority {
    /// Grade of the rung (r).
    pub r: Option<f64>,
    /// Grade of the best technical decision (d).
    pub d: Option<f64>,
    /// True if `d` comes from a technical Decide, Agree or Recommend that is held, not from the floor.
    pub d_held: bool,
    /// Grade of the technical spending limit (b).
    pub b: Option<f64>,
    /// Authority (A).
    pub grade: f64,
    /// A minus the missing weight.
    pub lo: f64,
    /// A plus the missing weight.
    pub hi: f64,
}

/// Gap: impact minus authority, in rungs (METHOD.md section 5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Careful estimate: `lo` of impact minus `hi` of authority.
    pub lo: f64,
    /// Middle estimate.
    pub mid: f64,
    /// Estimate at face value.
    pub face: f64,
}

/// All measurements of one person, computed once.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured<'a> {
    /// Handle of the person.
    pub person: PersonId,
    /// Lines of evidence, best supported first.
    pub lines: Vec<LineOfEvidence<'a>>,
    /// Impact that the record supports; `None` means "not enough evidence".
    pub impact: Option<Impact>,
    /// Authority; `None` if nothing gives it a grade.
    pub authority: Option<Authority>,
    /// Impact minus authority; `None` where either is missing.
    pub gap: Option<Gap>,
}

/// The method applied to one organisation.
#[derive(Clone, Copy)]
pub struct Measure<'a> {
    /// Organisation that is measured.
    pub org: &'a Org,
    /// Grades of its rungs.
    pub scale: &'a Scale,
}

impl<'a> Measure<'a> {
    /// All measurements of one person, evidence included.
    pub fn of(&self, person: PersonId) -> Measured<'a> {
        let lines = self.lines(person);
        let impact = impact::impact(&lines, self.constants(person).missing_line);
        let authority = self.authority(person);
        let gap = impact.zip(authority).map(|(impact, authority)| Gap {
            lo: impact.lo - authority.hi,
            mid: impact.mid - authority.grade,
            face: impact.face - authority.lo,
        });
        Measured { person, lines, impact, authority, gap }
    }

    /// Measurements of one person that may be shown: in structure only, evidence is not read.
    pub fn seen(&self, person: PersonId) -> Measured<'a> {
        if self.org.shows_people() {
            return self.of(person);
        }
        Measured { person, lines: Vec::new(), impact: None, authority: self.authority(person), gap: None }
    }

    /// Constants of the person's ladder; the defaults without a seat.
    pub fn constants(&self, person: PersonId) -> &'a Constants {
        match self.org.seat(person) {
            Some(seat) => &self.org.ladder(seat.rung).constants,
            None => defaults(),
        }
    }

    /// Kind of evidence of the person's ladder by name, and whether its anchors rise; a default kind without a seat.
    fn kind_named(&self, person: PersonId, name: &str) -> Option<(&'a EvidenceKind, bool)> {
        match self.org.seat(person) {
            Some(seat) => self.scale.kind(&self.org.head.ladders, self.org.rung_place(seat.rung).ladder, name),
            None => {
                let kind = defaults().kinds.iter().find(|kind| kind.name == name)?;
                Some((kind, anchors::is_table(&kind.anchors)))
            }
        }
    }

    /// Marks of the person's ladder; `None` without a seat.
    pub fn marks(&self, person: PersonId) -> Option<&'a Marks> {
        let seat = self.org.seat(person)?;
        self.scale.marks.get(usize::from(self.org.rung_place(seat.rung).ladder))
    }

    /// Grade of the person's rung (r); `None` without a seat or off the scale.
    pub fn rung_grade(&self, person: PersonId) -> Option<f64> {
        self.org.seat(person).and_then(|seat| self.scale.grade(seat.rung))
    }

    /// Impact that the record supports; `None` means "not enough evidence".
    pub fn impact(&self, person: PersonId) -> Option<Impact> {
        impact::impact(&self.lines(person), self.constants(person).missing_line)
    }

    /// Impact minus authority; `None` where either is missing.
    pub fn gap(&self, person: PersonId) -> Option<Gap> {
        self.of(person).gap
    }
}
