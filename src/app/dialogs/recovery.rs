//! Questions about unsaved edits of earlier runs, and about saving over a file that somebody else has written.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::file_name;
use crate::app::state::document::recovery::{name_of, when};
use crate::app::state::document::start::StartCommand;
use crate::app::state::page::Page;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::answer_button;
use crate::app::widgets::menus::dialog;
use crate::io::journal::{Entry, Found};
use crate::io::path::shown;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Context, Id, Label, Ui};

/// Largest number of edits listed by name.
const NAMED: usize = 6;

/// Draws the questions that are open.
pub fn recovery_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if let Some(found) = &state.session.recovered_edits {
        dialog(ctx, Id::unique("found"), 420.0, |ui| {
            title(ui, "Unsaved changes");
            said(ui, &format!("The program closed before these changes were saved, on {}", when(found)));
            if !found.was_made_on_same_content {
                said(ui, "The file has changed since. Changes that no longer apply are counted and skipped");
            }
            if state.names_people() {
                changes(ui, found);
            } else {
                let edits = found.entries.iter().filter(|entry| matches!(entry, Entry::Edit { .. })).count();
                said(ui, &count(edits, "change", "changes"));
            }
            if found.left_out > 0 {
                said(ui, "The program closed while writing the last change, which is incomplete");
            }
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if answer_button(ui, "Recover changes").clicked() {
                    out.push(Command::Recover(true));
                }
                if ui.button("Delete changes").tip("These contain what the file contains, including pay").clicked() {
                    out.push(Command::Recover(false));
                }
            });
        });
    } else if let Some(path) = &state.session.save_conflict {
        let modal = dialog(ctx, Id::unique("changed"), 420.0, |ui| {
            title(ui, &format!("Someone else has changed {}", file_name(path)));
            said(
                ui,
                "The file on disk is not the one you opened. Nothing has been saved, and your changes are still here",
            );
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let tip = "Shows the differences first, and asks where both sides changed the same thing";
                if answer_button(ui, "Merge changes…").tip(tip).clicked() {
                    out.push(Command::TakeInOutside);
                }
                if ui.button("Save as…").clicked() {
                    out.extend([Command::Understood, Command::SaveAs]);
                }
                if ui.button("Overwrite").tip("The other person's changes will be lost").clicked() {
                    out.push(Command::SaveOver);
                }
                if ui.button("Cancel").clicked() {
                    out.push(Command::Understood);
                }
            });
        });
        if modal.should_close() {
            out.push(Command::Understood);
        }
    } else if !state.pending.is_empty() && state.work.is_none() && !matches!(state.page, Page::Start | Page::New) {
        pending_ui(ctx, state, out);
    }
}

fn pending_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let modal = dialog(ctx, Id::unique("pending"), 460.0, |ui| {
        title(ui, "Unsaved changes");
        said(ui, "The program closed before these changes were saved. Open a file to recover them");
        for (at, found) in state.pending.iter().enumerate() {
            ui.add_space(8.0);
            let name = name_of(found);
            let head = words(ui, format!("{name}, {}", when(found)), semibold(13.0), Role::Text);
            ui.add(Label::new(head).truncate().sense(READ)).tip(shown(&found.document));
            changes(ui, found);
            ui.horizontal(|ui| {
                if ui.button(format!("Open {name}")).clicked() {
                    out.push(Command::Start(StartCommand::TakePending(at)));
                }
                if ui.button("Delete changes").tip("These contain what the file contains, including pay").clicked() {
                    out.push(Command::ErasePending(at));
                }
            });
        }
        ui.add_space(8.0);
        if ui.button("Later").tip("You will be asked again at the next start").clicked() {
            out.push(Command::SetPendingAside);
        }
    });
    if modal.should_close() {
        out.push(Command::SetPendingAside);
    }
}

fn changes(ui: &mut Ui, found: &Found) {
    if found.is_sealed {
        said(ui, "Sealed like the file: open it with its passphrase to see them");
    }
    let names: Vec<&str> = found
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Edit { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    for name in names.iter().rev().take(NAMED) {
        ui.add(Label::new(words(ui, format!("· {name}"), regular(12.0), Role::Text)).truncate());
    }
    if names.len() > NAMED {
        said(ui, &format!("and {} more before them", names.len() - NAMED));
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.add(Label::new(words(ui, text, semibold(16.0), Role::Text)).wrap());
    ui.add_space(4.0);
}

fn said(ui: &mut Ui, text: &str) {
    ui.add(Label::new(words(ui, text, regular(12.0), Role::Secondary)).wrap());
}
