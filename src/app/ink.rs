//! Marks painted into the window.

use super::sign::paint_badge;
use super::style::{colour, regular, semibold};
use crate::scene::{Anchor, Mark, Point, Rect, Stroke, Theme, Weight};
use eframe::egui;
use eframe::egui::{Align2, Painter, Pos2, pos2};

/// Where the picture stands in the window.
pub struct Ink<'a> {
    /// Paints within the canvas.
    pub painter: &'a Painter,
    /// Colours.
    pub theme: Theme,
    /// The pixel of the point of the picture at (0, 0).
    pub origin: Pos2,
    /// The visible part of the picture.
    pub window: Rect,
    /// Pixels a point.
    pub scale: f64,
}

impl Ink<'_> {
    fn pos(&self, at: Point) -> Pos2 {
        let (x, y) = ((at.x - self.window.left) * self.scale, (at.y - self.window.top) * self.scale);
        pos2(self.origin.x + x as f32, self.origin.y + y as f32)
    }

    fn stroke(&self, stroke: &Stroke) -> egui::Stroke {
        egui::Stroke::new((stroke.width * self.scale).max(0.5) as f32, colour(self.theme, stroke.role))
    }

    /// Paints one mark.
    pub fn paint(&self, mark: &Mark) {
        match mark {
            Mark::Box(b) => {
                let rect = egui::Rect::from_two_pos(
                    self.pos(Point::new(b.rect.left, b.rect.top)),
                    self.pos(Point::new(b.rect.right, b.rect.bottom)),
                );
                let radius = (b.radius * self.scale) as f32;
                if let Some(fill) = b.fill {
                    let fill = colour(self.theme, fill).gamma_multiply(b.opacity as f32);
                    self.painter.rect_filled(rect, radius, fill);
                }
                if let Some(stroke) = &b.stroke {
                    self.painter.rect_stroke(rect, radius, self.stroke(stroke), egui::StrokeKind::Middle);
                }
            }
            Mark::Line(line) => {
                let points = line.points.iter().map(|&p| self.pos(p)).collect();
                self.painter.line(points, self.stroke(&line.stroke));
            }
            Mark::Text(text) => {
                let size = (text.size * self.scale).round() as f32;
                if size < 5.0 {
                    return;
                }
                let font = if text.weight == Weight::SemiBold { semibold(size) } else { regular(size) };
                let anchor = match text.anchor {
                    Anchor::Start => Align2::LEFT_BOTTOM,
                    Anchor::Middle => Align2::CENTER_BOTTOM,
                    Anchor::End => Align2::RIGHT_BOTTOM,
                };
                self.painter.text(self.pos(text.at), anchor, &text.text, font, colour(self.theme, text.role));
            }
            Mark::Badge(badge) => {
                let size = (badge.size * self.scale) as f32;
                paint_badge(self.painter, self.pos(badge.at), size, badge.shape, colour(self.theme, badge.role));
            }
        }
    }
}
