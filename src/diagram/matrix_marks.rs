//! Marks that the matrix is drawn with: a dot, a straight line, a line of text.

use super::matrix_page::DOT;
use crate::layout::Lane;
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Weight};

/// Draws a disc for the IC side or a square for management.
pub fn dot(at: Point, lane: Lane, out: &mut dyn FnMut(Mark)) {
    match lane {
        Lane::Ic => out(Mark::Badge(Badge { at, size: DOT, shape: Shape::Disc, role: Role::Ic })),
        Lane::Management => {
            let side = DOT - 1.0;
            let rect = Rect::new(at.x - side / 2.0, at.y - side / 2.0, side, side);
            out(Mark::Box(BoxMark::filled(rect, 0.0, Role::Management)));
        }
    }
}

/// Draws a line through the points, if there are any.
pub fn out_line(points: Option<Vec<Point>>, stroke: Stroke, out: &mut dyn FnMut(Mark)) {
    if let Some(points) = points {
        out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
    }
}

/// Text mark on one line.
pub fn text((x, y): (f64, f64), anchor: Anchor, size: f64, weight: Weight, role: Role, words: &str) -> Mark {
    Mark::Text(TextMark { at: Point::new(x, y), anchor, size, weight, role, text: words.to_owned(), whole: None })
}
