//! Collecting evidence: for whom and why, and what a filled sheet would add.

use super::menus::dialog;
use super::widgets::{answer_button, note, pair, small_capitals};
use crate::app::collecting::{CollectWish, Collecting};
use crate::app::command::Command;
use crate::app::document::Document;
use crate::app::state::State;
use crate::app::style::{semibold, words};
use crate::app::tips::Tips;
use crate::org::PersonId;
use crate::plan::evidence_sheet::TakenIn;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Context, Event, Id, ScrollArea, Ui};

/// Lines of a kind that are listed at most.
const LISTED: usize = 200;

/// Asks, where it is wished.
pub fn collecting_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let (Some(collecting), Some(document)) = (&state.collecting, state.seen()) else { return };
    // A file is being asked for, in front of this.
    if state.choosing.is_some() {
        return;
    }
    let modal = dialog(ctx, Id::unique("collect evidence"), 480.0, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        match collecting {
            Collecting::For(people) => for_ui(ui, document, people, out),
            Collecting::Read(filled) => read_ui(ui, state, document, (&filled.name, &filled.taken), out),
        }
    });
    if modal.should_close() {
        out.push(Command::Collect(CollectWish::End));
    }
}

fn for_ui(ui: &mut Ui, document: &Document, people: &[(PersonId, String)], out: &mut Vec<Command>) {
    let org = &document.standing.org;
    ui.label(words(ui, "Collect evidence", semibold(16.0), Role::Text));
    note(
        ui,
        "A sheet with a row each, to be filled in by whoever knows the work: what the person prefers, the best decision \
        they hold, their budget, and up to three pieces of work. A filled one is taken in from its file, or pasted here \
        with its first line",
    );
    let pasted = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            _ => None,
        })
    });
    out.extend(pasted.map(|text| Command::Collect(CollectWish::Paste(text))));
    small_capitals(ui, &count(people.len(), "person", "people"));
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        for (person, why) in people.iter().take(LISTED).filter(|(person, _)| org.has(*person)) {
            pair(ui, org.label(*person), why, Role::Text);
        }
        more_ui(ui, people.len());
    });
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(!people.is_empty(), |ui| {
            if answer_button(ui, "Write the sheet…").clicked() {
                out.push(Command::Collect(CollectWish::Write));
            }
        });
        if ui.button("Take in a filled sheet…").clicked() {
            out.push(Command::Collect(CollectWish::Read));
        }
        if ui.button("Cancel").clicked() {
            out.push(Command::Collect(CollectWish::End));
        }
    });
}

fn read_ui(ui: &mut Ui, state: &State, document: &Document, (name, taken): (&str, &TakenIn), out: &mut Vec<Command>) {
    let org = &document.standing.org;
    let shows_people = state.shows_people();
    ui.label(words(ui, format!("Take in {name}"), semibold(16.0), Role::Text));
    note(ui, &format!("It adds {}. What is there already stays", taken.words()));
    if !shows_people {
        note(ui, "It is recorded, and seen once the file shows structure and people");
    }
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        if !taken.added.is_empty() {
            small_capitals(ui, "Is added");
        }
        for (person, what, value) in taken.added.iter().take(LISTED) {
            // Where people are not shown, what is said of them is not either.
            let value = if shows_people { value.as_str() } else { "hidden" };
            pair(ui, &format!("{}, {what}", org.label(*person)), value, Role::Text);
        }
        more_ui(ui, taken.added.len());
        if taken.same > 0 {
            note(ui, &count(taken.same, "value is there already", "values are there already"));
        }
        if !taken.differs.is_empty() {
            let n = count(taken.differs.len(), "value differs", "values differ");
            small_capitals(ui, &format!("{n} from what is there"));
        }
        for it in taken.differs.iter().take(LISTED) {
            let said = if shows_people { format!("{} stays, not {}", it.there, it.here) } else { "hidden".to_owned() };
            pair(ui, &format!("{}, {}", org.label(it.person), it.what), &said, Role::Under);
        }
        more_ui(ui, taken.differs.len());
        if !taken.left_out.is_empty() {
            small_capitals(ui, "Cannot be taken");
        }
        for (line, why) in taken.left_out.iter().take(LISTED) {
            note(ui, &format!("Line {line}: {why}"));
        }
        more_ui(ui, taken.left_out.len());
    });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!taken.edits.is_empty(), |ui| {
            if answer_button(ui, "Take in").tip("One step of undo").clicked() {
                out.push(Command::Collect(CollectWish::TakeIn));
            }
        });
        if ui.button("Cancel").clicked() {
            out.push(Command::Collect(CollectWish::End));
        }
    });
}

fn more_ui(ui: &mut Ui, all: usize) {
    if all > LISTED {
        note(ui, &format!("and {}", count(all - LISTED, "more", "more")));
    }
}
