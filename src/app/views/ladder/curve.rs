//! The anchors of a kind of evidence as a curve: value on a logarithmic axis, grade upwards.

use crate::app::style::{ink, regular};
use crate::app::widgets::one_line;
use crate::measure::raw_grade;
use crate::org::EvidenceKind;
use crate::rules::words::amount;
use crate::scene::Role;
use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

/// Extension of the curve beyond the first and the last anchor, as a share of the distance between them.
const BEYOND: f64 = 0.2;

/// Number of segments.
const PIECES: u32 = 48;

/// Draws the curve into a rectangle; nothing unless the anchors rise.
pub fn curve_ui(ui: &Ui, rect: Rect, kind: &EvidenceKind) {
    let (Some(&(first, _)), Some(&(last, _))) = (kind.anchors.first(), kind.anchors.last()) else { return };
    let (low, high) = (first.log10(), last.log10());
    let beyond = (high - low) * BEYOND;
    let (from, to) = (low - beyond, high + beyond);
    let cap = kind.cap.unwrap_or(f64::INFINITY);
    let grade = |log: f64| raw_grade(&kind.anchors, 10f64.powf(log)).map(|raw| (raw - kind.offset).clamp(0.0, cap));
    let Some(top) = grade(to) else { return };
    let top = top.max(1.0).ceil();
    if !(from.is_finite() && to > from && top.is_finite()) {
        return;
    }
    let plot = rect.shrink2(vec2(10.0, 8.0)).translate(vec2(0.0, -6.0));
    let at = |log: f64, grade: f64| -> Pos2 {
        let (x, y) = ((log - from) / (to - from), grade / top);
        pos2(plot.left() + plot.width() * x as f32, plot.bottom() - plot.height() * y as f32)
    };
    let painter = ui.painter();
    painter.rect_filled(rect, 6.0, ink(ui, Role::Surface));
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, ink(ui, Role::StrongLine)));
    let logs = (0..=PIECES).map(|step| from + (to - from) * f64::from(step) / f64::from(PIECES));
    let line: Vec<Pos2> = logs.filter_map(|log| Some(at(log, grade(log)?))).collect();
    painter.add(Shape::line(line, Stroke::new(1.5, ink(ui, Role::Accent))));
    for &(value, _) in &kind.anchors {
        if let Some(grade) = grade(value.log10()) {
            painter.circle_filled(at(value.log10(), grade), 3.0, ink(ui, Role::Accent));
        }
    }
    let words = |value: f64| if value >= 1e3 { amount(value) } else { format!("{value}") };
    let text = |value: f64, is_last: bool| {
        let galley = one_line(ui, &words(value), regular(10.0), ink(ui, Role::Secondary), rect.width() / 2.0);
        let x = if is_last { rect.right() - 6.0 - galley.size().x } else { rect.left() + 6.0 };
        ui.painter().galley(pos2(x, rect.bottom() - 13.0), galley, Color32::PLACEHOLDER);
    };
    text(first, false);
    text(last, true);
}
