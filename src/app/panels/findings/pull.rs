//! What each line of evidence does to how sure a finding is: the likelihood of impact over the rungs with all lines, and
//! without that one. It is there to be argued with.

use crate::app::command::Command;
use crate::app::state::document::Document;
use crate::app::style::{ink, regular};
use crate::app::widgets::manual_link::explain_after;
use crate::app::widgets::{note, one_line, small_capitals};
use crate::org::PersonId;
use crate::scene::Role;
use eframe::egui::{Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Height of a curve.
const HEIGHT: f32 = 34.0;
/// Points of the curve in a rung.
const IN_A_RUNG: f32 = 4.0;

/// A small curve a line, on one axis of rungs.
pub fn pull_ui(ui: &mut Ui, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let measure = snapshot.judgement.facts(&snapshot.org).measure();
    let measured = measure.of(person);
    let (Some(pull), Some(authority)) = (measure.pull(&measured), measured.authority) else { return };
    ui.add_space(8.0);
    let line = small_capitals(ui, "Effect of each line").rect;
    explain_after(ui, line, "the effect of each line", ("method.md", "how-sure"), out);
    for (line, without) in measured.lines.iter().zip(&pull.without) {
        let alone = measured.lines.len() == 1;
        curve_ui(ui, line.kind, &pull.all, if alone { None } else { Some(without) }, authority.grade);
    }
    note(
        ui,
        "Likely range of impact and its most likely value, in rungs: filled with all lines, dashed without this one. \
         The vertical line is authority",
    );
}

fn curve_ui(ui: &mut Ui, kind: &str, all: &[f64], without: Option<&Vec<f64>>, authority: f64) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let plot = Rect::from_min_max(pos2(rect.left() + 90.0, rect.top() + 4.0), pos2(rect.right(), rect.bottom() - 4.0));
    let rungs = (all.len().max(2) - 1) as f32;
    let x = |at: f32| plot.left() + plot.width() * (at / rungs).clamp(0.0, 1.0);
    let points = |curve: &[f64]| -> Vec<Pos2> {
        let point = |(at, value): (usize, &f64)| pos2(x(at as f32), plot.bottom() - plot.height() * *value as f32);
        curve.iter().enumerate().map(point).collect()
    };
    let painter = ui.painter();
    for pair in points(all).windows(2) {
        let corners = vec![pair[0], pair[1], pos2(pair[1].x, plot.bottom()), pos2(pair[0].x, plot.bottom())];
        painter.add(Shape::convex_polygon(corners, ink(ui, Role::Accent).gamma_multiply(0.25), Stroke::NONE));
    }
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, ink(ui, Role::StrongLine)));
    painter.add(Shape::line(points(all), Stroke::new(1.5, ink(ui, Role::Accent))));
    if let Some(without) = without {
        painter.extend(Shape::dashed_line(&points(without), Stroke::new(1.0, ink(ui, Role::Secondary)), 4.0, 3.0));
    }
    painter.vline(x(authority as f32 * IN_A_RUNG), plot.y_range(), Stroke::new(1.0, ink(ui, Role::Under)));
    let peak = |curve: &[f64]| {
        curve.iter().zip(0u16..).fold((0.0, 0), |top, (&it, at)| if it > top.0 { (it, at) } else { top }).1
    };
    let rung = |curve: &[f64]| f32::from(peak(curve)) / IN_A_RUNG;
    let (said, short) = match without {
        Some(without) => (
            format!("{kind}: most likely {:.1} with all lines, {:.1} without it", rung(all), rung(without)),
            format!("{:.1}, otherwise {:.1}", rung(all), rung(without)),
        ),
        None => (format!("{kind}: most likely {:.1}; the only line", rung(all)), format!("{:.1}", rung(all))),
    };
    response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Label, true, said.as_str()));
    for (text, top) in [(kind, 3.0), (short.as_str(), 17.0)] {
        let galley = one_line(ui, text, regular(11.0), ink(ui, Role::Secondary), 84.0);
        ui.painter().galley(pos2(rect.left(), rect.top() + top), galley, Color32::PLACEHOLDER);
    }
}
