//! The status line at the bottom: number of people, legend, zoom.

use crate::app::command::Command;
use crate::app::panels::status::legend::legend_ui;
use crate::app::state::State;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::page::{Page, Side};
use crate::app::style::tips::Tips;
use crate::app::style::{regular, words};
use crate::app::widgets::manual_link::explain;
use crate::app::widgets::menus::form_below;
use crate::app::widgets::short;
use crate::report::shown::thousands;
use crate::scene::{Point, Role};
use eframe::egui;
use eframe::egui::{Align, Layout, Response, Ui};

/// Width in points from which the line shows everything.
const ALL: f32 = 720.0;

/// Draws the line.
pub fn status_panel(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    ui.spacing_mut().interact_size.y = 20.0;
    let has_room = ui.available_width() >= ALL;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if matches!(state.page, Page::Tracks | Page::Tree) && state.seen().is_some() {
            zoom_ui(ui, state, out);
            if has_room {
                rest_ui(ui, state, out);
            }
        }
        if !has_room && state.seen().is_some() {
            let more = quiet(ui, "More", "Symbols and further figures");
            form_below(&more, |ui| {
                legend_ui(ui, state.shows_people(), true);
                if matches!(state.page, Page::Tracks | Page::Tree) {
                    rest_ui(ui, state, out);
                }
            });
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            // These pages are not about the open document.
            let Some(document) = state.seen().filter(|_| !matches!(state.page, Page::Start | Page::New)) else {
                return;
            };
            let (people, managers) = (document.snapshot.people as f64, document.snapshot.managers as f64);
            let mode = match (state.shows_people(), state.meeting.is_some()) {
                (true, _) => "structure and people",
                (_, true) => "meeting mode",
                _ => "structure only",
            };
            let text = format!(
                "{} {} · {} {} · {mode}",
                thousands(people),
                if people == 1.0 { "person" } else { "people" },
                thousands(managers),
                if managers == 1.0 { "manager" } else { "managers" },
            );
            short(ui, &text, regular(11.0), Role::Secondary);
            match state.page {
                Page::Tree => explain(ui, "the count on a card", ("views.md", "tree"), out),
                _ => explain(ui, "the count of people", ("tracks.md", "the-numbers-at-the-foot"), out),
            }
            if has_room {
                ui.add_space(8.0);
                legend_ui(ui, state.shows_people(), false);
            }
        });
    });
}

fn zoom_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let middle = Point::new(state.canvas.width / 2.0, state.canvas.height / 2.0);
    if quiet(ui, "Fit", "Zoom to fit (0)").clicked() {
        out.push(Command::Fit);
    }
    if quiet(ui, "+", "Zoom in (+)").clicked() {
        out.push(Command::Zoom(1.25, middle));
    }
    let percent = state.session.camera.scale * 100.0;
    let digits = usize::from(percent < 10.0);
    ui.label(words(ui, format!("{percent:.digits$} %"), regular(11.0), Role::Secondary));
    if quiet(ui, "−", "Zoom out (−)").clicked() {
        out.push(Command::Zoom(0.8, middle));
    }
}

/// Button that folds the tree back, and buttons for the side panels.
fn rest_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let is_unfolded = state.page == Page::Tree && !state.session.tree.options.is_as_opened();
    if is_unfolded && quiet(ui, "Collapse again", "Return to the default unfolding").clicked() {
        out.push(Command::Tree(TreeCommand::Refold));
    }
    if state.session.gone_from.is_some() && quiet(ui, "Back", "Back to the previous view (Backspace)").clicked() {
        out.push(Command::ViewBack);
    }
    for (side, folded, name) in
        [(Side::Right, state.settings.right_folded, "inspector"), (Side::Left, state.settings.left_folded, "findings")]
    {
        let verb = if folded { "Show" } else { "Hide" };
        if quiet(ui, &format!("{verb} {name}"), "Show or hide the panel").clicked() {
            out.push(Command::TogglePanel(side));
        }
    }
}

fn quiet(ui: &mut Ui, text: &str, tip: &str) -> Response {
    let label = words(ui, text, regular(11.0), Role::Secondary);
    ui.add(egui::Button::new(label).frame(false).min_size(egui::vec2(16.0, 20.0))).tip(tip)
}
