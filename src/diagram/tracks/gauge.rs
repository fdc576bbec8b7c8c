//! The gauge of one person: from the authority held to the impact that the record supports, on the grade axis.

use crate::diagram::badges::badge_of;
use crate::measure::Measure;
use crate::org::PersonId;
use crate::rules::{Answer, Finding};
use crate::scene::{Badge, LineMark, Mark, Point, Role, Shape, Stroke};

/// Heights of a gauge, as grades.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gauge {
    /// Ring: the authority held, or the decision held if the record does not show the reason yet.
    pub holds: f64,
    /// Head: the impact that the record supports.
    pub record: f64,
    /// End of the dotted line: face value.
    pub face: f64,
    /// Shape of the head: filled for a strong signal, open for a possible one.
    pub head: Shape,
    /// Colour role.
    pub role: Role,
}

impl Gauge {
    /// Gauge of a finding that compares authority with impact, as long as the finding's number; `None` for other
    /// findings.
    pub fn of(measure: &Measure, person: PersonId, finding: &Finding) -> Option<Self> {
        let (impact, authority) = (measure.impact(person)?, measure.authority(person)?);
        let (head, role) = badge_of(finding);
        let (holds, record) = match (finding.rule.id, finding.answer) {
            ("under-authorised", Answer::Confirmed) => (authority.hi, impact.lo),
            ("under-authorised", _) => (authority.grade, impact.mid),
            ("over-authorised", _) => (authority.d?, impact.face),
            _ => return None,
        };
        Some(Self { holds, record, face: impact.face, head, role })
    }

    /// Upper and lower end of the gauge; `height` converts a grade into y.
    pub fn reach(&self, height: impl Fn(f64) -> f64) -> (f64, f64) {
        let ends = [self.holds, self.record, self.face].map(height);
        (ends.iter().copied().fold(f64::INFINITY, f64::min), ends.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    }

    /// Draws the gauge at `x`. `height` converts a grade into y, and a pixel is `unit` points. `is_lit` makes it
    /// stronger.
    pub fn draw(&self, x: f64, height: impl Fn(f64) -> f64, (unit, is_lit): (f64, bool), out: &mut dyn FnMut(Mark)) {
        let (holds, record, face) = (height(self.holds), height(self.record), height(self.face));
        let mut line = |from: (f64, f64), to: (f64, f64), stroke| {
            let points = vec![Point::new(from.0, from.1), Point::new(to.0, to.1)];
            out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        };
        let is_up = record <= holds;
        let down = if is_up { unit } else { -unit };
        if (face - record).abs() > unit {
            let dotted = Stroke::new(self.role, 1.4 * unit).dashed(2.0 * unit, 2.5 * unit);
            line((x, record), (x, face), dotted);
            line((x - 4.0 * unit, face), (x + 4.0 * unit, face), Stroke::new(self.role, 1.5 * unit));
        }
        // If both ends nearly coincide, the head sits on the ring.
        let (ring, head) = (holds - 4.5 * down, record + 9.0 * down);
        if (head - ring) * down < 0.0 {
            let width = if is_lit { 4.5 } else { 3.0 };
            line((x, ring), (x, head), Stroke::new(self.role, width * unit));
        }
        let (size, shape) = (unit * if is_lit { 11.0 } else { 9.0 }, self.head);
        out(Mark::Badge(Badge { at: Point::new(x, holds), size, shape: Shape::Ring, role: self.role }));
        let (at, size) = (Point::new(x, record + 5.5 * down), unit * if is_lit { 13.0 } else { 11.0 });
        out(Mark::Badge(Badge { at, size, shape, role: self.role }));
    }
}
