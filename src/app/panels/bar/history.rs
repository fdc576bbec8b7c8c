//! Undo, redo, and the list of all edits, in which a click goes to any point.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::style::badges::{paint_arrow, paint_turn};
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, words};
use crate::app::widgets::menus::menu;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Response, Role as WidgetRole, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Draws the buttons from right to left.
pub fn history_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let save = format!("Save the file ({})", written(&keys::SAVE));
    // All buttons are always present, so that nothing moves with the first edit.
    let is_unsaved = state.session.edits.is_unsaved();
    if ui.add_enabled(is_unsaved, egui::Button::new("Save")).tip(save).clicked() {
        out.push(Command::Save);
    }
    let has_edits = !state.session.edits.names(document).is_empty();
    let mut next = state.session.edits.next(document);
    if state.veil().is_none() {
        let list = button(
            ui,
            "History",
            if has_edits { "All changes" } else { "Nothing changed yet" },
            has_edits,
            |ui, rect, colour| {
                paint_arrow(ui.painter(), rect.center(), true, colour);
            },
        );
        menu(&list, |ui| list_ui(ui, state, document, out));
    } else {
        // The name of an edit can contain private values, and names.
        next = next.map(|name| name.map(|_| "one change"));
    }
    let [undo, redo] = next;
    let tip = redo.map_or("Nothing to redo".to_owned(), |name| format!("Redo: {name} ({})", written(&keys::REDO)));
    let turn = |ui: &Ui, rect: egui::Rect, colour, back| paint_turn(ui.painter(), rect.center(), back, colour);
    if button(ui, "Redo", &tip, redo.is_some(), |ui, rect, colour| turn(ui, rect, colour, false)).clicked() {
        out.push(Command::Redo);
    }
    let tip = undo.map_or("Nothing to undo".to_owned(), |name| format!("Undo: {name} ({})", written(&keys::UNDO)));
    if button(ui, "Undo", &tip, undo.is_some(), |ui, rect, colour| turn(ui, rect, colour, true)).clicked() {
        out.push(Command::Undo);
    }
}

fn list_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    ui.set_min_width(240.0);
    let (names, made) = (state.session.edits.names(document), state.session.edits.made(document));
    let rows = names.len() + 1;
    ScrollArea::vertical().max_height(360.0).show_rows(ui, 22.0, rows, |ui, range| {
        for row in range.map(|row| rows - 1 - row) {
            let name = row.checked_sub(1).and_then(|at| names.get(at).copied()).unwrap_or("As opened");
            let role = if row <= made { Role::Text } else { Role::Faint };
            if ui.selectable_label(row == made, words(ui, name, regular(12.0), role)).clicked() && row != made {
                out.push(Command::GoTo(row));
            }
        }
    });
}

fn button(
    ui: &mut Ui,
    name: &str,
    tip: &str,
    enabled: bool,
    paint: impl FnOnce(&Ui, egui::Rect, egui::Color32),
) -> Response {
    let sense = if enabled { Sense::click() } else { READ };
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 28.0), sense);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, enabled, name));
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, 6.0, ink(ui, Role::Sunken));
    }
    paint(ui, rect, ink(ui, if enabled { Role::Secondary } else { Role::StrongLine }));
    response.tip(tip)
}
