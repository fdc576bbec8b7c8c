//! A ladder being drawn: its sources, and the marks and parts so far.

use super::axis::Axis;
use super::pays::Pays;
use crate::org::RungId;
use crate::rules::Facts;
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Weight};

/// Height of the cell of a rung, in points.
pub const CELL: f64 = 84.0;

/// Space above and below every cell, in points.
pub const GAP: f64 = 14.0;

/// Subject of a part of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// A rung.
    Rung(RungId),
    /// The comparison between the two sides of a row, named by the first rung of the row.
    Between(RungId),
}

/// A part of the picture that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Subject.
    pub of: PartOf,
    /// Rectangle, in points.
    pub rect: Rect,
    /// Content in words, for screen readers and tooltips.
    pub words: String,
}

/// Sources and results of drawing a ladder.
pub struct Drawing<'a> {
    pub facts: &'a Facts<'a>,
    pub ladder: u16,
    /// `None` if people are not shown; then nothing computed from people is drawn.
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
