//! "What your file already shows": facts that hold without any evidence.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::style::{ink, semibold, words};
use crate::app::widgets::manual_link::section_about;
use crate::app::widgets::{note, pair, pair_sensing, people_rows};
use crate::report::shown::Shown;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Sense, Ui};

/// Draws the lines; one about people opens to list them.
pub fn shown_ui(ui: &mut Ui, state: &State, document: &Document, shown: &Shown, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    for (part, at) in shown.parts.iter().zip(0..) {
        section_about(ui, part.title, ("first-steps.md", "what-your-file-shows-at-once"), out);
        for (line, row) in part.lines.iter().zip(0..) {
            if line.people.is_empty() {
                pair(ui, &line.label, &line.value, Role::Text);
                continue;
            }
            let open = state.session.open_line == Some((at, row));
            let role = if open { Role::Accent } else { Role::Text };
            if pair_sensing(ui, &line.label, &line.value, role, Sense::click()).clicked() {
                out.push(Command::ToggleLine(at, row));
            }
            if open && let Some(person) = people_rows(ui, &snapshot.org, &line.people, state.session.selected) {
                out.push(Command::Show(person));
            }
        }
    }
    if shown.parts.is_empty() {
        note(ui, "No ladder and no reporting lines: only names, titles and teams");
    }
    ui.add_space(16.0);
    let said = "Showing whose authority matches their impact needs evidence";
    ui.add(egui::Label::new(words(ui, said, semibold(12.0), Role::Text)).wrap());
    collect_ui(ui, state, document, shown, out);
}

/// Button for evidence entry, with the reason for asking these people first.
fn collect_ui(ui: &mut Ui, state: &State, document: &Document, shown: &Shown, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    // Some are chosen because of their pay, which is hidden together with people.
    let some = if state.session.people_redacted { &[][..] } else { shown.collect.as_slice() };
    ui.add_space(8.0);
    let said = match some.len() {
        0 => "Collect evidence…".to_owned(),
        1 => "Add evidence for the most informative person…".to_owned(),
        n => format!("Add evidence for the {n} most informative people…"),
    };
    let button = egui::Button::new(words(ui, said, semibold(12.0), Role::OnAccent));
    let button = button.wrap().fill(ink(ui, Role::Accent)).min_size(egui::vec2(ui.available_width(), 32.0));
    if ui.add(button).clicked() {
        out.push(Command::Collect(EvidenceCommand::Begin));
    }
    for (person, why) in some.iter().filter(|(person, _)| org.has(*person)) {
        if pair_sensing(ui, org.label(*person), why, Role::Secondary, Sense::click()).clicked() {
            out.push(Command::Show(*person));
        }
    }
}
