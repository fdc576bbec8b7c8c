//! The merge page: what comes in without asking, and the conflicts one by one.

use crate::app::command::Command;
use crate::app::state::document::merging::{Asked, Merging};
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::{main_button, note, section};
use crate::plan::merge::Choice;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Frame, Label, Margin, ScrollArea, Ui};

/// Largest number of conflicts listed; the others keep the value here.
const LISTED: usize = 1000;

/// Draws the page.
pub fn merging_panel(ui: &mut Ui, merging: Option<&Merging>, out: &mut Vec<Command>) {
    Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
        let title = merging.map_or("New export", |merging| merging.title.as_str());
        ui.label(words(ui, title, semibold(16.0), Role::Text));
        let Some(merging) = merging else {
            note(ui, "Reading and comparing…");
            return;
        };
        ui.add_space(4.0);
        for sentence in &merging.sentences {
            ui.add(Label::new(words(ui, sentence.as_str(), regular(13.0), Role::Text)).wrap());
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let name = format!("Apply {}", count(merging.changes(), "change", "changes"));
            if main_button(ui, &name).tip("A single step that undo reverses").clicked() {
                out.push(Command::TakeIn);
            }
            if ui.button("Cancel").clicked() {
                out.push(Command::SetMergeAside);
            }
        });
        if !merging.is_known {
            note(ui, "The previous export is not known, so every difference has to be decided");
            if ui.button("Choose the previous export…").clicked() {
                out.push(Command::ChooseLastImportFile);
            }
        }
        if merging.conflicts.is_empty() {
            note(ui, "Nothing was changed on both sides");
            return;
        }
        section(ui, &format!("Changed on both sides: {}", merging.conflicts.len()));
        note(ui, "Changes made here are kept unless you choose the other side");
        ui.horizontal(|ui| {
            for (name, choice) in [("Keep all from here", Choice::Mine), ("Use all from there", Choice::Theirs)] {
                if ui.button(name).clicked() {
                    out.push(Command::ChooseSides(choice));
                }
            }
        });
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            for (at, asked) in merging.conflicts.iter().enumerate().take(LISTED) {
                asked_ui(ui, at, asked, if merging.own.is_some() { "There" } else { "New export" }, out);
            }
            if merging.conflicts.len() > LISTED {
                note(ui, &format!("and {} more, kept as they are here", merging.conflicts.len() - LISTED));
            }
        });
    });
}

fn asked_ui(ui: &mut Ui, at: usize, asked: &Asked, there: &str, out: &mut Vec<Command>) {
    ui.add_space(8.0);
    ui.label(words(ui, format!("{}: {}", asked.who, asked.what), semibold(12.5), Role::Text));
    let [old, mine, theirs] = asked.values.each_ref().map(|value| if value.is_empty() { "nothing" } else { value });
    note(ui, &format!("Previously: {old}"));
    for (choice, word, value) in [(Choice::Mine, "Here", mine), (Choice::Theirs, there, theirs)] {
        let label = format!("{word}: {value}");
        if ui.radio(asked.choice == choice, words(ui, label, regular(12.0), Role::Text)).clicked() {
            out.push(Command::ChooseSide(at, choice));
        }
    }
}
