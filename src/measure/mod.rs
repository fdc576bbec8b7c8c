//! The method: grades, impact, authority, gaps (METHOD.md). Uses `org`.
//! Numbers of a person are computed when asked for, never stored: they cost as much as reading them.

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

/// The constants of somebody without a seat.
static DEFAULTS: LazyLock<Constants> = LazyLock::new(Constants::default);

/// The constants where no ladder has its own.
pub fn defaults() -> &'static Constants {
    &DEFAULTS
}

/// Whether a number meets a limit (METHOD.md section 5).
pub fn meets(number: f64, limit: f64) -> bool {
    number >= limit - SAME_GRADE
}

/// What somebody decides, in rungs (METHOD.md section 4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Authority {
    /// Grade of the rung.
    pub r: Option<f64>,
    /// Best technical decision.
    pub d: Option<f64>,
    /// Whether `d` is a technical Decide, Agree or Recommend really held, and not the floor.
    pub d_held: bool,
    /// Technical spending limit.
    pub b: Option<f64>,
    /// Authority (A).
    pub grade: f64,
    /// A less the missing weight.
    pub lo: f64,
    /// A plus the missing weight.
    pub hi: f64,
}

/// Impact less authority, in rungs (METHOD.md section 5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Careful.
    pub lo: f64,
    /// Middle.
    pub mid: f64,
    /// At face value.
    pub face: f64,
}

/// Everything that the method says of one person, computed once.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured<'a> {
    /// Who.
    pub person: PersonId,
    /// Lines of evidence, best supported first.
    pub lines: Vec<LineOfEvidence<'a>>,
    /// What the record supports; `None` is "not enough evidence".
    pub impact: Option<Impact>,
    /// What the person decides.
    pub authority: Option<Authority>,
    /// Impact less authority.
    pub gap: Option<Gap>,
}

/// The method over one organisation.
#[derive(Clone, Copy)]
pub struct Measure<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// Grades of its rungs.
    pub scale: &'a Scale,
}

impl<'a> Measure<'a> {
    /// Everything about one person.
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

    /// Everything that may be read about one person: in structure only no evidence is.
    pub fn seen(&self, person: PersonId) -> Measured<'a> {
        if self.org.shows_people() {
            return self.of(person);
        }
        Measured { person, lines: Vec::new(), impact: None, authority: self.authority(person), gap: None }
    }

    /// The constants of the person's ladder; the defaults without a seat.
    pub fn constants(&self, person: PersonId) -> &'a Constants {
        match self.org.seat(person) {
            Some(seat) => &self.org.ladder(seat.rung).constants,
            None => defaults(),
        }
    }

    /// A kind of evidence of the person's ladder, and whether its anchors rise; of the defaults without a seat.
    fn kind_named(&self, person: PersonId, name: &str) -> Option<(&'a EvidenceKind, bool)> {
        match self.org.seat(person) {
            Some(seat) => self.scale.kind(&self.org.head.ladders, self.org.rung_place(seat.rung).ladder, name),
            None => {
                let kind = defaults().kinds.iter().find(|kind| kind.name == name)?;
                Some((kind, anchors::is_table(&kind.anchors)))
            }
        }
    }

    /// The marks of the person's ladder; `None` without a seat.
    pub fn marks(&self, person: PersonId) -> Option<&'a Marks> {
        let seat = self.org.seat(person)?;
        self.scale.marks.get(usize::from(self.org.rung_place(seat.rung).ladder))
    }

    /// Grade of somebody's rung (r).
    pub fn rung_grade(&self, person: PersonId) -> Option<f64> {
        self.org.seat(person).and_then(|seat| self.scale.grade(seat.rung))
    }

    /// What the record supports; `None` is "not enough evidence".
    pub fn impact(&self, person: PersonId) -> Option<Impact> {
        impact::impact(&self.lines(person), self.constants(person).missing_line)
    }

    /// Impact less authority; `None` where one of them is missing.
    pub fn gap(&self, person: PersonId) -> Option<Gap> {
        self.of(person).gap
    }
}
