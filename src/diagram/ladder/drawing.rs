//! A ladder while it is drawn: what it is of, and the marks and parts so far.

use super::axis::Axis;
use super::pays::Pays;
use crate::org::RungId;
use crate::rules::Facts;
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Weight};

/// Height of a rung's cell.
pub const CELL: f64 = 84.0;

/// Between two cells, above and below.
pub const GAP: f64 = 14.0;

/// What a part of the picture stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// A rung.
    Rung(RungId),
    /// What stands between the two sides of a row: the first rung of the row.
    Between(RungId),
}

/// A part of the picture that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it stands for.
    pub of: PartOf,
    /// Where.
    pub rect: Rect,
    /// The same in words, for whoever does not see it, and for a tooltip.
    pub words: String,
}

/// What is drawn, and how.
pub struct Drawing<'a> {
    pub facts: &'a Facts<'a>,
    pub ladder: u16,
    /// `None` where people are not shown: then nothing computed of people is drawn.
    pub pays: Option<&'a Pays>,
    pub selected: Option<RungId>,
    pub lanes: [(f64, f64); 2],
    pub axis: Option<Axis>,
    pub marks: Vec<Mark>,
    pub parts: Vec<Part>,
}

impl Drawing<'_> {
    pub fn fill(&mut self, rect: Rect, role: Role) {
        self.marks.push(Mark::Box(BoxMark::filled(rect, 0.0, role)));
    }

    pub fn line(&mut self, points: Vec<Point>, stroke: Stroke) {
        self.marks.push(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
    }

    pub fn text(&mut self, at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: &str) {
        self.marks.push(Mark::Text(TextMark { at, anchor, size, weight, role, text: text.to_owned(), whole: None }));
    }
}
