//! The method: grades, impact, authority, gaps (METHOD.md). Uses `org`.
//! Numbers of a person are computed when asked for, never stored: they cost as much as reading them.

mod grade;

pub use grade::{Contradiction, Marks, Placing, SAME_GRADE, Scale};

use crate::org::{Org, PersonId};

/// What somebody decides, in rungs (METHOD.md section 4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Authority {
    /// Grade of the rung.
    pub r: Option<f64>,
    /// Best technical decision.
    pub d: Option<f64>,
    /// Whether a technical Decide, Agree or Recommend is really held.
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

/// What the record supports, in rungs (METHOD.md section 3); `lo <= mid <= face`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    /// Careful estimate.
    pub lo: f64,
    /// Middle estimate, for ranking.
    pub mid: f64,
    /// Best line at face value.
    pub face: f64,
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

/// All evidence of one kind that a person has, as one line (METHOD.md section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct LineOfEvidence<'a> {
    /// The kind.
    pub kind: &'a str,
    /// Face value in the kind's unit.
    pub face: f64,
    /// Supported value.
    pub supported: f64,
    /// Grade of the supported value.
    pub grade: f64,
    /// Grade of the face value.
    pub grade_face: f64,
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
    /// Grade of somebody's rung (r).
    pub fn rung_grade(&self, person: PersonId) -> Option<f64> {
        self.org.seat(person).and_then(|seat| self.scale.grade(seat.rung))
    }

    /// Lines of evidence, best supported first; empty when nothing is recorded.
    pub fn lines(&self, _person: PersonId) -> Vec<LineOfEvidence<'a>> {
        Vec::new()
    }

    /// What the record supports; `None` is "not enough evidence".
    pub fn impact(&self, _person: PersonId) -> Option<Impact> {
        None
    }

    /// What somebody decides; `None` without a rung and without a stated grade.
    pub fn authority(&self, _person: PersonId) -> Option<Authority> {
        None
    }

    /// Impact less authority; `None` where one of them is missing.
    pub fn gap(&self, person: PersonId) -> Option<Gap> {
        let (impact, authority) = (self.impact(person)?, self.authority(person)?);
        Some(Gap { lo: impact.lo - authority.hi, mid: impact.mid - authority.grade, face: impact.face - authority.lo })
    }
}
