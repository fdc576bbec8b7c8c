//! From the scene to pixels, the same way for every painter that makes pixels: edges and upright lines lie on whole
//! pixels, so that they are sharp, and texts begin on one.

use crate::scene::{Badge, LineMark, Point, Rect, TextMark, text};

/// Below this many pixels to a point nothing is moved onto pixels: the gaps between neighbours would differ.
const SNAPPED_FROM: f64 = 0.5;

/// Where the scene lies on the pixels.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Pixels to a point.
    pub scale: f64,
    /// This point of the scene…
    pub scene: Point,
    /// …lies at this place, in pixels.
    pub pixel: Point,
}

impl Place {
    /// A point in pixels.
    pub fn point(&self, point: Point) -> Point {
        Point::new(
            self.pixel.x + (point.x - self.scene.x) * self.scale,
            self.pixel.y + (point.y - self.scene.y) * self.scale,
        )
    }

    /// A rectangle in pixels, its edges where a line of `line` points along them is sharp; 0 for no line.
    pub fn rect(&self, rect: Rect, line: f64) -> Rect {
        let a = self.sharp(Point::new(rect.left, rect.top), line);
        let b = self.sharp(Point::new(rect.right, rect.bottom), line);
        Rect { left: a.x, top: a.y, right: b.x, bottom: b.y }
    }

    /// A point of a line that is `line` points wide, in pixels.
    pub fn sharp(&self, point: Point, line: f64) -> Point {
        let Point { x, y } = self.point(point);
        if self.scale < SNAPPED_FROM {
            return Point::new(x, y);
        }
        let is_odd = line > 0.0 && (line * self.scale).round().max(1.0) % 2.0 == 1.0;
        let half = if is_odd { 0.5 } else { 0.0 };
        Point::new((x - half).round() + half, (y - half).round() + half)
    }

    /// Where the baseline of a text begins, in whole pixels; `width` is that of the text in points.
    pub fn text(&self, mark: &TextMark, width: f64) -> Point {
        let start = self.point(Point::new(mark.at.x - text::before(mark.anchor, width), mark.at.y));
        Point::new(start.x.round(), start.y.round())
    }

    /// The part of the scene that a rectangle of pixels shows.
    pub fn scene_of(&self, pixels: Rect) -> Rect {
        let x = |x: f64| self.scene.x + (x - self.pixel.x) / self.scale;
        let y = |y: f64| self.scene.y + (y - self.pixel.y) / self.scale;
        Rect { left: x(pixels.left), top: y(pixels.top), right: x(pixels.right), bottom: y(pixels.bottom) }
    }
}

/// A rectangle of the scene that no text of this kind leaves, found without measuring.
pub fn around_text(mark: &TextMark) -> Rect {
    // No letter is wider than two em, and there are no more letters than bytes.
    let reach = 2.0 * mark.size * mark.text.len() as f64;
    Rect::new(mark.at.x - reach, mark.at.y - 2.0 * mark.size, 2.0 * reach, 3.0 * mark.size)
}

/// A rectangle of the scene that holds a line with all its width; `None` for a line without points.
pub fn around_line(mark: &LineMark) -> Option<Rect> {
    let dot = |point: &Point| Rect::new(point.x, point.y, 0.0, 0.0);
    let around = mark.points.iter().map(dot).reduce(|all, point| all.union(&point))?;
    Some(around.expanded(mark.stroke.width))
}

/// A rectangle of the scene that holds a badge.
pub fn around_badge(mark: &Badge) -> Rect {
    Rect::new(mark.at.x, mark.at.y, 0.0, 0.0).expanded(mark.size)
}
