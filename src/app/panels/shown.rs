//! "What your file already shows": what can be said without any evidence.

use super::widgets::{note, pair, pair_sensing, people_rows, section};
use crate::app::command::Command;
use crate::app::document::Document;
use crate::app::state::State;
use crate::app::style::{semibold, words};
use crate::report::shown::Shown;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Sense, Ui};

/// The lines; one that is about people opens to them.
pub fn shown_ui(ui: &mut Ui, state: &State, document: &Document, shown: &Shown, out: &mut Vec<Command>) {
    let standing = &document.standing;
    for (part, at) in shown.parts.iter().zip(0..) {
        section(ui, part.title);
        for (line, row) in part.lines.iter().zip(0..) {
            if line.people.is_empty() {
                pair(ui, &line.label, &line.value, Role::Text);
                continue;
            }
            let open = state.open_line == Some((at, row));
            let role = if open { Role::Accent } else { Role::Text };
            if pair_sensing(ui, &line.label, &line.value, role, Sense::click()).clicked() {
                out.push(Command::ToggleLine(at, row));
            }
            if open && let Some(person) = people_rows(ui, &standing.org, &line.people, state.selected) {
                out.push(Command::Show(person));
            }
        }
    }
    if shown.parts.is_empty() {
        note(ui, "No ladder and no lines between people: only names, titles and teams");
    }
    ui.add_space(16.0);
    let said = "Nothing here says whose authority fits their impact: that needs evidence";
    ui.add(egui::Label::new(words(ui, said, semibold(12.0), Role::Text)).wrap());
}
