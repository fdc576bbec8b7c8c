//! A gauge: one axis with the rungs as ticks, and on it what a person decides, what the record supports, and its face
//! value.

use crate::app::state::document::Document;
use crate::app::style::{ink, regular, semibold};
use crate::app::widgets::one_line;
use crate::measure::SAME_GRADE;
use crate::org::{RungId, TrackKind};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Color32, Rect, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

const LABEL: f32 = 14.0;

/// Values on the axis, in rungs.
pub struct Gauge {
    /// Grade of the decisions held.
    pub decides: f64,
    /// Supported value of the record.
    pub supported: f64,
    /// Best line of the record at face value.
    pub face: f64,
    /// Colour of the span between `decides` and `supported`.
    pub role: Role,
}

/// Draws the gauge across the available width.
pub fn gauge_ui(ui: &mut Ui, document: &Document, rung: Option<RungId>, gauge: &Gauge) {
    let (low, high) = (gauge.decides.min(gauge.supported), gauge.decides.max(gauge.supported).max(gauge.face));
    let ticks = ticks(document, rung, low, high);
    let from = ticks.first().map_or(low - 1.0, |t| t.0).min(low);
    let to = ticks.last().map_or(high + 1.0, |t| t.0).max(high);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 2.0 * LABEL + 36.0), Sense::hover());
    let axis = Rect::from_x_y_ranges(rect.left() + 14.0..=rect.right() - 14.0, rect.top()..=rect.bottom());
    let x = |grade: f64| axis.left() + ((grade - from) / (to - from).max(1e-6)) as f32 * axis.width();
    let y = rect.top() + 2.0 * LABEL + 8.0;
    let painter = ui.painter();
    let quiet = Stroke::new(1.0, ink(ui, Role::StrongLine));
    painter.hline(axis.x_range(), y, quiet);

    let mut free_from = f32::NEG_INFINITY;
    for (grade, name) in &ticks {
        painter.vline(x(*grade), y - 3.5..=y + 3.5, quiet);
        let text = one_line(ui, name, regular(10.0), ink(ui, Role::Secondary), 48.0);
        let left = (x(*grade) - text.size().x / 2.0).clamp(rect.left(), rect.right() - text.size().x);
        if left > free_from {
            free_from = left + text.size().x + 4.0;
            painter.galley(pos2(left, y + 8.0), text, Color32::PLACEHOLDER);
        }
    }

    let colour = ink(ui, gauge.role);
    let (decides, supported, face) = (x(gauge.decides), x(gauge.supported), x(gauge.face));
    if face > supported {
        let dashes = egui::Shape::dashed_line(&[pos2(supported, y), pos2(face, y)], Stroke::new(1.5, colour), 3.0, 3.0);
        painter.extend(dashes);
    }
    painter.vline(face, y - 5.0..=y + 5.0, Stroke::new(2.0, colour));
    painter.hline(decides.min(supported)..=decides.max(supported), y, Stroke::new(3.0, colour));
    let ahead = if supported >= decides { 1.0 } else { -1.0 };
    let head = [vec2(4.0, 0.0), vec2(-5.0, 5.5), vec2(-5.0, -5.5)].map(|v| pos2(supported + ahead * v.x, y + v.y));
    painter.add(egui::Shape::convex_polygon(head.to_vec(), colour, Stroke::NONE));
    painter.circle(pos2(decides, y), 4.5, ink(ui, Role::Sunken), Stroke::new(2.0, colour));

    // Labels that would touch move to the line above.
    let mut words = [("authority", decides, false), ("supported", supported, true), ("face value", face, false)];
    words.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut ends = [f32::NEG_INFINITY; 2];
    for (word, at, strong) in words {
        let (font, role) = if strong { (semibold(10.0), gauge.role) } else { (regular(10.0), Role::Secondary) };
        let text = one_line(ui, word, font, ink(ui, role), 80.0);
        let left = (at - text.size().x / 2.0).clamp(rect.left(), rect.right() - text.size().x);
        let line = usize::from(left < ends[0] + 6.0 && left >= ends[1] + 6.0);
        if left < ends[line] + 6.0 {
            continue;
        }
        ends[line] = left + text.size().x;
        painter.galley(pos2(left, rect.top() + LABEL * (1 - line) as f32), text, Color32::PLACEHOLDER);
    }
    let said = format!(
        "Authority {:.1}, supported impact {:.1}, face value {:.1}",
        gauge.decides, gauge.supported, gauge.face
    );
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &said));
}

/// Ticks: grade and short name of the rungs around the values, and one more at either end.
fn ticks(document: &Document, rung: Option<RungId>, low: f64, high: f64) -> Vec<(f64, String)> {
    let (org, scale) = (&document.snapshot.org, &document.snapshot.judgement.scale);
    let Some(ladder) = rung.map(|rung| org.rung_place(rung).ladder) else { return Vec::new() };
    let mut rungs: Vec<(f64, bool, RungId)> = org
        .rungs()
        .filter(|&r| org.rung_place(r).ladder == ladder)
        .filter_map(|r| Some((scale.grade(r)?, org.track(r).kind == TrackKind::Management, r)))
        .filter(|&(grade, ..)| grade >= low.floor() - 1.0 - SAME_GRADE && grade <= high.ceil() + 1.0 + SAME_GRADE)
        .collect();
    rungs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    rungs.dedup_by(|a, b| a.0 - b.0 < SAME_GRADE);
    rungs.into_iter().map(|(grade, _, rung)| (grade, org.rung(rung).code.clone())).collect()
}
