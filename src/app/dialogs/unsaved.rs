//! The question about unsaved changes (save, discard or stay), the wait for files that are being written, and the alert.

use crate::app::command::{Command, Leave};
use crate::app::state::document::Source;
use crate::app::state::{State, Then};
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, quoted};
use crate::scene::Role;
use eframe::egui::{Context, Id, Label};

/// Draws the question or the alert while it is open.
pub fn leaving_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if let Some((what, next)) = &state.alert {
        let modal = dialog(ctx, Id::unique("alert"), 400.0, |ui| {
            ui.add(Label::new(words(ui, quoted(what), semibold(16.0), Role::Text)).wrap());
            ui.add_space(4.0);
            ui.add(Label::new(words(ui, quoted(next), regular(12.0), Role::Secondary)).wrap());
            let is_open = state.session.document.is_some();
            if is_open {
                ui.label(words(ui, "Your changes are still here", regular(12.0), Role::Secondary));
            }
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if is_open && answer_button(ui, "Save as…").clicked() {
                    out.extend([Command::Understood, Command::SaveAs]);
                }
                if ui.button("Back").clicked() {
                    out.push(Command::Understood);
                }
            });
        });
        if modal.should_close() {
            out.push(Command::Understood);
        }
        return;
    }
    if state.leaving == Some(Then::Close) && state.waits_to(&Then::Close) {
        return waiting_ui(ctx, state, out);
    }
    let Some(then) = state
        .leaving
        .as_ref()
        .filter(|_| state.work.is_none() && state.session.saving.is_none())
        .filter(|_| state.file_dialog.is_none() && state.passphrase.is_none())
    else {
        return;
    };
    let file = state.seen().map(|document| match document.source {
        Source::New => document.name(),
        _ => document.source.file_name(),
    });
    let file = file.unwrap_or_default();
    let modal = dialog(ctx, Id::unique("leaving"), 400.0, |ui| {
        ui.add(Label::new(words(ui, format!("Save changes to {file}?"), semibold(16.0), Role::Text)).wrap());
        let steps = state.session.edits.unsaved();
        let said = format!("{steps} {} not saved yet", if steps == 1 { "change is" } else { "changes are" });
        ui.label(words(ui, said, regular(12.0), Role::Secondary));
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if answer_button(ui, "Save").clicked() {
                out.push(Command::Leave(Leave::Save));
            }
            let without = match then {
                Then::Close | Then::StartPage => "Close without saving",
                Then::Open(_) | Then::OpenSeveral(_) | Then::OpenBundled | Then::Import => "Open without saving",
                Then::Create | Then::Recover(_) => "Continue without saving",
            };
            if ui.button(without).clicked() {
                out.push(Command::Leave(Leave::Discard));
            }
            if ui.button("Cancel").clicked() {
                out.push(Command::Leave(Leave::Stay));
            }
        });
    });
    if modal.should_close() {
        out.push(Command::Leave(Leave::Stay));
    }
}

/// Says what is being written before the window closes.
fn waiting_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let modal = dialog(ctx, Id::unique("waiting"), 400.0, |ui| {
        ui.label(words(ui, "Twintrack closes when this is finished", semibold(16.0), Role::Text));
        for work in state.writing() {
            ui.add(Label::new(words(ui, quoted(&work.title), regular(12.0), Role::Secondary)).wrap());
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if answer_button(ui, "Keep open").clicked() {
                out.push(Command::Leave(Leave::Stay));
            }
            if ui.button("Stop and close").clicked() {
                out.push(Command::Leave(Leave::Stop));
            }
        });
    });
    if modal.should_close() {
        out.push(Command::Leave(Leave::Stay));
    }
}
