//! Painted badges and symbols: none of them is a character of a font.

use crate::scene::Shape;
use eframe::egui;
use eframe::egui::{Color32, Painter, Pos2, Rect, Stroke, pos2, vec2};

/// Paints a badge of `size` pixels, centred on a point.
pub fn paint_badge(painter: &Painter, at: Pos2, size: f32, shape: Shape, colour: Color32) {
    let r = size / 2.0;
    let stroke = Stroke::new((size / 8.0).max(1.0), colour);
    let up = vec![pos2(at.x, at.y - r), pos2(at.x + r, at.y + r), pos2(at.x - r, at.y + r)];
    let down = vec![pos2(at.x - r, at.y - r), pos2(at.x + r, at.y - r), pos2(at.x, at.y + r)];
    let diamond = vec![pos2(at.x, at.y - r), pos2(at.x + r, at.y), pos2(at.x, at.y + r), pos2(at.x - r, at.y)];
    let filled = |points| egui::Shape::convex_polygon(points, colour, Stroke::NONE);
    let drawn = match shape {
        Shape::TriangleUp => filled(up),
        Shape::TriangleUpOpen => egui::Shape::closed_line(up, stroke),
        Shape::TriangleDown => filled(down),
        Shape::Diamond => filled(diamond),
        Shape::DiamondOpen => egui::Shape::closed_line(diamond, stroke),
        Shape::Ring => egui::Shape::circle_stroke(at, r - stroke.width / 2.0, stroke),
        Shape::Disc => egui::Shape::circle_filled(at, r, colour),
        Shape::RingDashed => {
            let around =
                |i: i32| egui::emath::Rot2::from_angle(i as f32 / 24.0 * std::f32::consts::TAU) * vec2(r - 0.5, 0.0);
            let points: Vec<Pos2> = (0..=24).map(|i| at + around(i)).collect();
            egui::Shape::Vec(egui::Shape::dashed_line(&points, stroke, size / 5.0, size / 5.0))
        }
    };
    painter.add(drawn);
}

/// Paints the logo, as in the icon: two tracks of one height, joined by the rungs they share.
pub fn paint_mark(painter: &Painter, rect: Rect, ic: Color32, management: Color32, rungs: Color32) {
    let rail = rect.width() * 0.3;
    for at in [0.2, 0.5, 0.8] {
        let middle = pos2(rect.center().x, rect.top() + rect.height() * at);
        painter.rect_filled(Rect::from_center_size(middle, vec2(rect.width() - rail, rail / 3.0)), 0.0, rungs);
    }
    for (left, colour) in [(rect.left(), ic), (rect.right() - rail, management)] {
        let track = Rect::from_min_size(pos2(left, rect.top()), vec2(rail, rect.height()));
        painter.rect_filled(track, rail / 2.0, colour);
    }
}

/// Paints a small triangle: pointing down when open, right when folded.
pub fn paint_arrow(painter: &Painter, at: Pos2, open: bool, colour: Color32) {
    let points = if open {
        vec![at + vec2(-3.5, -2.0), at + vec2(3.5, -2.0), at + vec2(0.0, 2.5)]
    } else {
        vec![at + vec2(-2.0, -3.5), at + vec2(2.5, 0.0), at + vec2(-2.0, 3.5)]
    };
    painter.add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}

/// Paints a half-filled disc, the symbol for light and dark.
pub fn paint_half_disc(painter: &Painter, at: Pos2, radius: f32, colour: Color32) {
    painter.circle_stroke(at, radius, Stroke::new(1.5, colour));
    let half: Vec<Pos2> = (0..=16)
        .map(|i| {
            let angle = -std::f32::consts::FRAC_PI_2 + i as f32 / 16.0 * std::f32::consts::PI;
            at + vec2(angle.cos(), angle.sin()) * radius
        })
        .collect();
    painter.add(egui::Shape::convex_polygon(half, colour, Stroke::NONE));
}

/// Paints a curved arrow, the symbol for undo (`back`) and redo.
pub fn paint_turn(painter: &Painter, at: Pos2, back: bool, colour: Color32) {
    let side = if back { 1.0 } else { -1.0 };
    let arc: Vec<Pos2> = (0..=12)
        .map(|i| {
            let angle = -std::f32::consts::FRAC_PI_2 + i as f32 / 12.0 * std::f32::consts::PI;
            at + vec2(side * (1.0 + angle.cos() * 4.5), 1.0 + angle.sin() * 4.5)
        })
        .collect();
    painter.add(egui::Shape::line(arc, Stroke::new(1.5, colour)));
    let tip = at + vec2(side * -4.5, -3.5);
    painter.line_segment([at + vec2(side, -3.5), tip], Stroke::new(1.5, colour));
    painter.line_segment([at + vec2(side, 5.5), at + vec2(side * -3.0, 5.5)], Stroke::new(1.5, colour));
    for down in [-3.0, 3.0] {
        painter.line_segment([tip, tip + vec2(side * 3.0, down)], Stroke::new(1.5, colour));
    }
}

/// Paints a cross, the symbol for removing, and for values that cannot be used.
pub fn paint_cross(painter: &Painter, at: Pos2, colour: Color32) {
    for down in [-3.5, 3.5] {
        painter.line_segment([at + vec2(-3.5, down), at + vec2(3.5, -down)], Stroke::new(1.5, colour));
    }
}

/// Paints a pin with its head up; filled for a pinned item.
pub fn paint_pin(painter: &Painter, at: Pos2, holds: bool, colour: Color32) {
    let head = at + vec2(0.0, -2.5);
    painter.line_segment([head + vec2(0.0, 3.0), at + vec2(0.0, 6.0)], Stroke::new(1.5, colour));
    if holds {
        painter.circle_filled(head, 3.5, colour);
    } else {
        painter.circle_stroke(head, 3.0, Stroke::new(1.25, colour));
    }
}
