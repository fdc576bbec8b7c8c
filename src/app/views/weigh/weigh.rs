//! The weighing page: two seats or people side by side, with = or ≠ between them.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::document::words::rung_words;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::manual_link::explain_after;
use crate::app::widgets::{note, page, remembered};
use crate::org::{Org, RungId, TrackKind};
use crate::plan::{Side, Weighed, Weight, weigh};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Align, ComboBox, Grid, Label, Layout, ScrollArea, TextEdit, Ui, vec2};
use std::sync::Arc;

/// Width of the column between the sides, in points.
const BETWEEN: f32 = 110.0;

/// Least width of a side, in points: a window may be too narrow for two.
const LEAST: f32 = 40.0;

/// Draws the page.
pub fn weigh_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        page(ui, |ui| {
            ui.label(words(ui, "Weigh", semibold(18.0), Role::Text));
            ui.add_space(4.0);
            note(
                ui,
                "Compare two rungs or people side by side. Pay within 5 % counts as the same; for a rung, the \
                      midpoint of its band counts",
            );
            ui.add_space(12.0);
            let Some(sides) = state.session.weighing.laid(document) else {
                choose_ui(ui, state, org, None, out);
                note(ui, "No rung of one track is set equal to one of the other. Choose what to compare");
                return;
            };
            choose_ui(ui, state, org, Some(sides), out);
            ui.add_space(8.0);
            let weighed = weighed(ui, document, sides, state.shows_people());
            ui.add(Label::new(words(ui, format!("{}.", weighed.sentence), semibold(13.0), Role::Text)).wrap());
            ui.add_space(12.0);
            weights_ui(ui, &weighed, out);
            if !state.shows_people() {
                ui.add_space(8.0);
                note(ui, if org.is_redacted() { "Pay is hidden" } else { "Pay of people is hidden" });
            }
        });
    });
}

/// The two sides weighed; kept until the judgement is another, since everybody on a rung is visited.
fn weighed(ui: &Ui, document: &Document, sides: [Side; 2], shows_people: bool) -> Arc<Weighed> {
    let snapshot = &document.snapshot;
    remembered(ui, "weighed", &snapshot.judgement, (sides, shows_people), || {
        weigh(&snapshot.judgement.facts(&snapshot.org), sides, shows_people)
    })
}

fn choose_ui(ui: &mut Ui, state: &State, org: &Org, sides: Option<[Side; 2]>, out: &mut Vec<Command>) {
    let width = ((ui.available_width() - BETWEEN) / 2.0).max(LEAST);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for at in 0..2 {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                side_ui(ui, state, org, (at, sides), out);
            });
            if at == 0 {
                ui.add_space(BETWEEN);
            }
        }
    });
}

fn side_ui(ui: &mut Ui, state: &State, org: &Org, (at, sides): (usize, Option<[Side; 2]>), out: &mut Vec<Command>) {
    let place = if at == 0 { "left" } else { "right" };
    let now = sides.map(|sides| sides[at]);
    let mut lay = |side: Side| {
        let mut next = sides.unwrap_or([side, side]);
        next[at] = side;
        out.push(Command::Weigh(next));
    };
    let shown = now.map_or("Choose a rung".to_owned(), |side| side.label(org));
    let combo = ComboBox::from_id_salt(("weigh", at)).selected_text(shown.as_str()).width(ui.available_width());
    let combo = combo.height(420.0).show_ui(ui, |ui| {
        for kind in [TrackKind::Ic, TrackKind::Management] {
            for rung in org.rungs().rev().filter(|&rung| org.track(rung).kind == kind) {
                if ui.selectable_label(now == Some(Side::Rung(rung)), rung_words(org, rung)).clicked() {
                    lay(Side::Rung(rung));
                }
            }
            ui.separator();
        }
    });
    let name = format!("On the {place}: {shown}");
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
    ui.add_space(4.0);
    let mut typed = state.session.weighing.typed[at].clone();
    let field = TextEdit::singleline(&mut typed).hint_text("or a person: name or id").desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name(format!("Person on the {place}"));
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if let Some(&first) = state.session.weighing.found[at].first().filter(|_| entered) {
        lay(Side::Person(first));
    }
    for &person in &state.session.weighing.found[at] {
        let label = format!("{}, {}", org.label(person), org.title(person));
        if ui.selectable_label(now == Some(Side::Person(person)), label.trim_end_matches([',', ' '])).clicked() {
            lay(Side::Person(person));
        }
    }
    if field.changed() {
        out.push(Command::WeighBy(at, typed));
    }
    if let Some(seat) = seat_of(org, now) {
        let kind = if org.track(seat).kind == TrackKind::Ic { Role::Ic } else { Role::Management };
        let track = if kind == Role::Ic { "IC track" } else { "Management track" };
        ui.label(words(ui, track, regular(11.0), kind));
    }
}

fn seat_of(org: &Org, side: Option<Side>) -> Option<RungId> {
    match side? {
        Side::Rung(rung) => Some(rung),
        Side::Person(person) => org.seat(person).map(|seat| seat.rung),
    }
}

fn weights_ui(ui: &mut Ui, weighed: &Weighed, out: &mut Vec<Command>) {
    let width = ((ui.available_width() - BETWEEN) / 2.0).max(LEAST);
    Grid::new("weights").num_columns(3).striped(true).spacing(vec2(0.0, 10.0)).show(ui, |ui| {
        for weight in &weighed.weights {
            let Weight { name, values: [left, right], is_same } = weight;
            cell(ui, left, width, Align::Max, Role::Text);
            let (sign, word, role) = match is_same {
                Some(true) => ("=", "the same", Role::Ic),
                Some(false) => ("≠", "different", Role::Under),
                None => ("–", "not comparable", Role::Faint),
            };
            ui.allocate_ui_with_layout(vec2(BETWEEN, 34.0), Layout::top_down(Align::Center), |ui| {
                ui.set_width(BETWEEN);
                ui.spacing_mut().item_spacing.y = 0.0;
                let line = ui.label(words(ui, *name, regular(11.0), Role::Secondary)).rect;
                explain_after(ui, line, &name.to_lowercase(), of_weight(name), out);
                ui.label(words(ui, sign, semibold(16.0), role)).widget_info(|| {
                    let said = format!("{name}: {left} and {right}, {word}");
                    egui::WidgetInfo::labeled(egui::Role::Label, true, said)
                });
            });
            cell(ui, right, width, Align::Min, Role::Text);
            ui.end_row();
        }
    });
}

/// Place in the manual that explains a line of the weighing.
fn of_weight(name: &str) -> (&'static str, &'static str) {
    match name {
        "Grade" => ("method.md", "grade"),
        "Decisions" | "Budget" => ("method.md", "technical-authority"),
        "Forums" => ("findings.md", "no-seat-at-the-table"),
        "Direct reports" | "People below" | "Pay" | "Median pay" => ("method.md", "what-counts"),
        _ => ("views.md", "weigh"),
    }
}

fn cell(ui: &mut Ui, text: &str, width: f32, align: Align, role: Role) {
    ui.allocate_ui_with_layout(vec2(width, 34.0), Layout::top_down(align), |ui| {
        ui.set_width(width);
        ui.add_space(8.0);
        ui.add(Label::new(words(ui, text, regular(12.5), role)).wrap());
    });
}
