//! Mapping of the scene to pixels, shared by all painters that make pixels. Edges and upright lines are aligned to
//! whole pixels for sharpness, and texts start on one.

use crate::scene::{Badge, LineMark, Point, Rect, TextMark, text};

/// Pixels per point below which nothing is aligned: the gaps between neighbours would differ.
const SNAPPED_FROM: f64 = 0.5;

/// Mapping of the scene to pixels.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Pixels per point.
    pub scale: f64,
    /// This point of the scene…
    pub scene: Point,
    /// …appears here, in pixels.
    pub pixel: Point,
}

impl Place {
    /// Pixel position of a point.
    pub fn point(&self, point: Point) -> Point {
        Point::new(
            self.pixel.x + (point.x - self.scene.x) * self.scale,
            self.pixel.y + (point.y - self.scene.y) * self.scale,
        )
    }

    /// Pixel position of a rectangle, aligned so that a line of `line` points along its edges is sharp; 0 for no line.
    pub fn rect(&self, rect: Rect, line: f64) -> Rect {
        let a = self.sharp(Point::new(rect.left, rect.top), line);
        let b = self.sharp(Point::new(rect.right, rect.bottom), line);
        Rect { left: a.x, top: a.y, right: b.x, bottom: b.y }
    }

    /// Pixel position of a point on a line `line` points wide, aligned to be sharp.
    pub fn sharp(&self, point: Point, line: f64) -> Point {
        let Point { x, y } = self.point(point);
        if self.scale < SNAPPED_FROM {
            return Point::new(x, y);
        }
        let is_odd = line > 0.0 && (line * self.scale).round().max(1.0) % 2.0 == 1.0;
        let half = if is_odd { 0.5 } else { 0.0 };
        Point::new((x - half).round() + half, (y - half).round() + half)
    }

    /// Start of a text's baseline, in whole pixels; `width` is that of the text in points.
    pub fn text(&self, mark: &TextMark, width: f64) -> Point {
        let start = self.point(Point::new(mark.at.x - text::before(mark.anchor, width), mark.at.y));
        Point::new(start.x.round(), start.y.round())
    }

    /// Part of the scene shown by a rectangle of pixels.
    pub fn scene_of(&self, pixels: Rect) -> Rect {
        let x = |x: f64| self.scene.x + (x - self.pixel.x) / self.scale;
        let y = |y: f64| self.scene.y + (y - self.pixel.y) / self.scale;
        Rect { left: x(pixels.left), top: y(pixels.top), right: x(pixels.right), bottom: y(pixels.bottom) }
    }
}

/// Rectangle of the scene that the text cannot exceed, estimated without measuring.
pub fn around_text(mark: &TextMark) -> Rect {
    // No letter is wider than two em, and there are no more letters than bytes.
    let reach = 2.0 * mark.size * mark.text.len() as f64;
    Rect::new(mark.at.x - reach, mark.at.y - 2.0 * mark.size, 2.0 * reach, 3.0 * mark.size)
}

/// Rectangle of the scene around a line with its full width; `None` for a line without points.
pub fn around_line(mark: &LineMark) -> Option<Rect> {
    let dot = |point: &Point| Rect::new(point.x, point.y, 0.0, 0.0);
    let around = mark.points.iter().map(dot).reduce(|all, point| all.union(&point))?;
    Some(around.expanded(mark.stroke.width))
}

/// Rectangle of the scene around a badge.
pub fn around_badge(mark: &Badge) -> Rect {
    Rect::new(mark.at.x, mark.at.y, 0.0, 0.0).expanded(mark.size)
}
