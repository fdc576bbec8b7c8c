//! Small plots of single numbers: a bar from 0 to 1, a value with its interval against 0, two pays on one axis.

use crate::app::style::{ink, regular};
use crate::app::widgets::one_line;
use crate::measure::Interval;
use crate::rules::words::amount;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Color32, Painter, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

const HEIGHT: f32 = 30.0;

const INSET: f32 = 6.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plot {
    /// A share of a whole, and the meaning of the two ends.
    Bar {
        /// From 0 to 1.
        part: f64,
        /// Labels below 0 and below 1.
        ends: [&'static str; 2],
    },
    /// A value against 0, with its interval if there is one.
    Whisker {
        value: f64,
        interval: Option<Interval>,
        /// Left end of the axis.
        from: f64,
        /// Right end of the axis; above `from`.
        to: f64,
    },
}

/// Draws a plot across the available width. It adds nothing to the words beside it.
pub fn plot_ui(ui: &mut Ui, plot: Plot) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let axis = rect.shrink2(vec2(INSET, 0.0));
    let painter = ui.painter();
    match plot {
        Plot::Bar { part, ends } => {
            let bar = Rect::from_min_size(axis.min + vec2(0.0, 4.0), vec2(axis.width(), 8.0));
            painter.rect_filled(bar, 4.0, ink(ui, Role::Sunken));
            let filled = Rect::from_min_size(bar.min, vec2(bar.width() * part.clamp(0.0, 1.0) as f32, 8.0));
            painter.rect_filled(filled, 4.0, ink(ui, Role::Management));
            ends_ui(ui, painter, axis, ends);
        }
        Plot::Whisker { value, interval, from, to } => {
            let x = |value: f64| axis.left() + part_of(value, from, to) * axis.width();
            let y = rect.top() + 8.0;
            painter.hline(axis.x_range(), y, Stroke::new(1.0, ink(ui, Role::Line)));
            painter.vline(x(0.0), y - 7.0..=y + 7.0, Stroke::new(1.0, ink(ui, Role::StrongLine)));
            let accent = ink(ui, Role::Accent);
            if let Some(Interval { lo, hi }) = interval {
                painter.hline(x(lo)..=x(hi), y, Stroke::new(2.0, accent));
                for end in [lo, hi] {
                    painter.vline(x(end), y - 4.0..=y + 4.0, Stroke::new(2.0, accent));
                }
            }
            painter.circle_filled(pos2(x(value), y), 4.5, accent);
            let number = |n: f64| format!("{n}").replace('-', "−");
            ends_ui(ui, painter, axis, [&number((from * 10.0).round() / 10.0), &number((to * 10.0).round() / 10.0)]);
        }
    }
}

/// Draws the median pay of the IC side (a disc) and of management (a square) on an axis shared by all rungs; nothing
/// when the pays are withheld.
pub fn dumbbell_ui(ui: &mut Ui, both: Option<(f64, f64)>, (from, to): (f64, f64), said: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(180.0, 28.0), Sense::hover());
    let Some((ic, management)) = both else { return };
    let axis = rect.shrink2(vec2(INSET, 0.0));
    let x = |pay: f64| axis.left() + part_of(pay, from, to) * axis.width();
    let y = rect.top() + 9.0;
    let painter = ui.painter();
    painter.hline(axis.x_range(), y, Stroke::new(1.0, ink(ui, Role::Line)));
    painter.hline(x(ic).min(x(management))..=x(ic).max(x(management)), y, Stroke::new(2.0, ink(ui, Role::StrongLine)));
    let square = Rect::from_center_size(pos2(x(management), y), vec2(9.0, 9.0));
    painter.rect_filled(square, 0.0, ink(ui, Role::Management));
    painter.circle_filled(pos2(x(ic), y), 5.0, ink(ui, Role::Ic));
    let text = |pay: f64, role: Role| one_line(ui, &money(pay), regular(10.0), ink(ui, role), 90.0);
    let (a, b) = (text(ic, Role::Ic), text(management, Role::Management));
    // The lower pay on the left, both within the plot and without overlap.
    let (left, right) =
        if ic <= management { ((a, x(ic)), (b, x(management))) } else { ((b, x(management)), (a, x(ic))) };
    let (wide, other) = (left.0.size().x, right.0.size().x);
    let right_at = (right.1 - other / 2.0).clamp(rect.left() + wide + 6.0, rect.right() - other);
    let left_at = (left.1 - wide / 2.0).min(right_at - wide - 6.0).max(rect.left());
    painter.galley(pos2(left_at, y + 7.0), left.0, Color32::PLACEHOLDER);
    painter.galley(pos2(right_at, y + 7.0), right.0, Color32::PLACEHOLDER);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, said));
}

fn ends_ui(ui: &Ui, painter: &Painter, axis: Rect, ends: [&str; 2]) {
    let [left, right] = ends.map(|end| one_line(ui, end, regular(10.0), ink(ui, Role::Secondary), axis.width() / 2.0));
    let end = axis.right() - right.size().x;
    painter.galley(pos2(axis.left(), axis.top() + 17.0), left, Color32::PLACEHOLDER);
    painter.galley(pos2(end, axis.top() + 17.0), right, Color32::PLACEHOLDER);
}

fn part_of(value: f64, from: f64, to: f64) -> f32 {
    ((value - from) / (to - from).max(1e-9)).clamp(0.0, 1.0) as f32
}

/// A number in a table of amounts of money.
pub fn money(n: f64) -> String {
    format!("{} k", amount(n / 1000.0))
}
