//! The gauge beside a card: from the authority held to the impact that the record supports, on the grade axis.

use crate::measure::Measure;
use crate::org::PersonId;
use crate::rules::{Answer, Finding};
use crate::scene::{Badge, LineMark, Mark, Point, Rect, Role, Shape, Stroke};

/// Heights of a gauge as grades.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gauge {
    /// Hollow tick: the authority held, or the decision held where the record does not show why.
    pub holds: f64,
    /// Filled head: the impact that the record supports.
    pub record: f64,
    /// End of the thin line: face value.
    pub face: f64,
    /// Colour.
    pub role: Role,
}

impl Gauge {
    /// The gauge of a finding that compares authority with impact; its length is the finding's number.
    pub fn of(measure: &Measure, person: PersonId, finding: &Finding) -> Option<Self> {
        let (impact, authority) = (measure.impact(person)?, measure.authority(person)?);
        match (finding.rule.id, finding.answer) {
            ("under-authorised", Answer::Confirmed) => {
                Some(Self { holds: authority.hi, record: impact.lo, face: impact.face, role: Role::Under })
            }
            ("under-authorised", _) => {
                Some(Self { holds: authority.grade, record: impact.mid, face: impact.face, role: Role::Under })
            }
            ("over-authorised", _) => {
                Some(Self { holds: authority.d?, record: impact.face, face: impact.face, role: Role::Over })
            }
            _ => None,
        }
    }

    /// Upper and lower end of all that is drawn; `height` turns a grade into y.
    pub fn reach(&self, height: impl Fn(f64) -> f64) -> (f64, f64) {
        let ends = [self.holds, self.record, self.face].map(height);
        (ends.iter().copied().fold(f64::INFINITY, f64::min), ends.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    }

    /// Draws it at `x`, to the right of a card; `height` turns a grade into y.
    pub fn draw(&self, card: Rect, x: f64, height: impl Fn(f64) -> f64, out: &mut dyn FnMut(Mark)) {
        let (holds, record, face) = (height(self.holds), height(self.record), height(self.face));
        let mut line = |points: Vec<Point>, stroke| {
            out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        };
        let middle = card.center().y;
        line(vec![Point::new(card.right, middle), Point::new(x, middle)], Stroke::new(self.role, 1.0).dashed(2.0, 2.0));
        // The hairline ties the card to the gauge even where all of it lies above or below.
        let (low, high) = (holds.max(record), holds.min(record));
        if middle > low || middle < high {
            let near = if middle > low { low } else { high };
            line(vec![Point::new(x, middle), Point::new(x, near)], Stroke::new(self.role, 1.0).dashed(2.0, 2.0));
        }
        if (face - record).abs() > 1.0 {
            line(vec![Point::new(x, record), Point::new(x, face)], Stroke::new(self.role, 1.2).dashed(2.0, 3.0));
            line(vec![Point::new(x - 4.0, face), Point::new(x + 4.0, face)], Stroke::new(self.role, 1.5));
        }
        let up = record < holds;
        let ring = if up { holds - 4.0 } else { holds + 4.0 };
        let head = if up { record + 7.0 } else { record - 7.0 };
        line(vec![Point::new(x, ring), Point::new(x, head)], Stroke::new(self.role, 3.0));
        out(Mark::Badge(Badge { at: Point::new(x, holds), size: 9.0, shape: Shape::Ring, role: self.role }));
        let (shape, at) = if up { (Shape::TriangleUp, record + 5.0) } else { (Shape::TriangleDown, record - 5.0) };
        out(Mark::Badge(Badge { at: Point::new(x, at), size: 11.0, shape, role: self.role }));
    }
}
