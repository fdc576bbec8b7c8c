//! Evidence entry: the choice of people with the reasons, the grid, and the effect of a filled sheet.

use crate::app::command::Command;
use crate::app::dialogs::evidence::cells::grid_command;
use crate::app::dialogs::evidence::grid::{grid_ui, height};
use crate::app::dialogs::evidence::repositories::{LISTED, repositories_ui};
use crate::app::panels::bar::chips::purpose_ui;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::evidence::{EvidenceCommand, EvidenceEntry, Filled, Whom};
use crate::app::state::evidence_grid::GridCommand;
use crate::app::state::gathering::GatherCommand;
use crate::app::style::tips::Tips;
use crate::app::style::{semibold, words};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, note, pair, quoted, small_capitals};
use crate::org::PersonId;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Context, Event, Id, Modal, ScrollArea, Ui, vec2};

/// Space around the grid and the frame of its dialog, in points.
const AROUND: f32 = 72.0;

/// Largest width of the dialog, in points.
const WIDEST: f32 = 1600.0;

/// Draws the dialog while evidence is being entered.
pub fn evidence_entry_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let (Some(evidence_entry), Some(document)) = (&state.session.evidence_entry, state.seen()) else { return };
    // Hidden behind a file dialog, and where a copy of the document is shown.
    if state.file_dialog.is_some() || state.veil().is_some() {
        return;
    }
    if let EvidenceEntry::Grid(grid) = evidence_entry {
        let modal = Modal::new(Id::unique("fill in evidence")).show(ctx, |ui| {
            let screen = ctx.content_rect();
            let size =
                vec2((screen.width() - AROUND).min(WIDEST), (screen.height() - AROUND).min(height(grid).max(320.0)));
            ui.set_min_size(size);
            ui.set_max_size(size);
            grid_ui(ui, state, document, grid, out);
        });
        if modal.should_close() {
            out.push(grid_command(if grid.asks { GridCommand::Stay } else { GridCommand::Leave }));
        }
        return;
    }
    if let EvidenceEntry::Repositories(gathering) = evidence_entry {
        return repositories_ui(ctx, state, document, gathering, out);
    }
    let modal = dialog(ctx, Id::unique("collect evidence"), 480.0, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        match evidence_entry {
            EvidenceEntry::For(whom, people) => for_ui(ui, state, document, (*whom, people), out),
            EvidenceEntry::Read(filled) => read_ui(ui, state, document, filled, out),
            EvidenceEntry::Added(people) => added_ui(ui, *people, out),
            EvidenceEntry::Grid(_) | EvidenceEntry::Repositories(_) => {}
        }
    });
    if modal.should_close() {
        out.push(Command::Collect(EvidenceCommand::End));
    }
}

fn for_ui(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    (whom, people): (Whom, &[(PersonId, String)]),
    out: &mut Vec<Command>,
) {
    let org = &document.snapshot.org;
    ui.label(words(ui, "Collect evidence", semibold(16.0), Role::Text));
    note(
        ui,
        "One row per person, filled in here or sent as a sheet to people who know the work: the person's preference, \
         the most important decision they hold, their budget, and up to three pieces of work. Import a filled-in \
         sheet from a file, or paste it here including its header row",
    );
    let pasted = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            _ => None,
        })
    });
    out.extend(pasted.map(|text| Command::Collect(EvidenceCommand::Paste(text))));
    ui.horizontal_wrapped(|ui| {
        let is_filtered = state.session.table.rows.matching.is_some();
        let all = if state.shows_people() { "Everyone without evidence" } else { "Everyone" };
        for (of, name, can_be) in [
            (Whom::Few, "Most informative people", true),
            (Whom::Selected, "Selected people", state.session.selected.is_some()),
            (Whom::Filtered, "Filtered people", is_filtered),
            (Whom::Missing, all, true),
        ] {
            if can_be && ui.selectable_label(whom == of, name).clicked() {
                out.push(Command::Collect(EvidenceCommand::For(of)));
            }
        }
    });
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
            if answer_button(ui, "Fill in here…").clicked() {
                out.push(Command::Collect(EvidenceCommand::Fill));
            }
            if ui.button("Save the sheet…").clicked() {
                out.push(Command::Collect(EvidenceCommand::Write));
            }
        });
        if ui.button("Import a filled-in sheet…").clicked() {
            out.push(Command::Collect(EvidenceCommand::Read));
        }
        if ui.button("From repositories…").clicked() {
            out.push(Command::Gather(GatherCommand::Choose));
        }
        if ui.button("Cancel").clicked() {
            out.push(Command::Collect(EvidenceCommand::End));
        }
    });
}

fn read_ui(ui: &mut Ui, state: &State, document: &Document, filled: &Filled, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    let Filled { name, taken, grid, .. } = filled;
    let shows_people = state.shows_people();
    // Redacted from who asked for that on the whole screen, never from the one who has just typed it.
    let shows_typed = shows_people || !state.session.people_redacted;
    let (title, answer) = match grid {
        Some(_) => ("Add the entries".to_owned(), "Add to the organisation"),
        None => (format!("Import {name}"), "Import"),
    };
    ui.label(words(ui, title, semibold(16.0), Role::Text));
    note(ui, &format!("This adds {}. Existing values are kept", taken.words()));
    if !shows_people {
        note(ui, "This file shows structure only: findings about people appear once you show people");
    }
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        if !taken.added.is_empty() {
            small_capitals(ui, "Will be added");
        }
        for (person, what, value) in taken.added.iter().take(LISTED) {
            let value = if shows_typed { value.as_str() } else { "hidden" };
            pair(ui, &format!("{}, {what}", org.label(*person)), value, Role::Text);
        }
        more_ui(ui, taken.added.len());
        if taken.same > 0 {
            note(ui, &count(taken.same, "value is already recorded", "values are already recorded"));
        }
        if !taken.differs.is_empty() {
            let n = count(taken.differs.len(), "value differs", "values differ");
            small_capitals(ui, &format!("{n} from what is recorded"));
        }
        for it in taken.differs.iter().take(LISTED) {
            let said = match (shows_people, shows_typed) {
                (true, _) => format!("{} is kept, not {}", it.there, it.here),
                (false, true) => format!("the recorded value is kept, not {}", it.here),
                (false, false) => "hidden".to_owned(),
            };
            pair(ui, &format!("{}, {}", org.label(it.person), it.what), &said, Role::Under);
        }
        more_ui(ui, taken.differs.len());
        if !taken.left_out.is_empty() {
            small_capitals(ui, "Cannot be imported");
        }
        for it in taken.left_out.iter().take(LISTED) {
            let place = grid.as_ref().map_or(it.place(), |grid| grid.place(org, it.line, it.column));
            note(ui, &quoted(&format!("{place}: {}", it.said())));
        }
        more_ui(ui, taken.left_out.len());
    });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!taken.edits.is_empty(), |ui| {
            if answer_button(ui, answer).tip("A single undo step").clicked() {
                out.push(Command::Collect(EvidenceCommand::TakeIn));
            }
        });
        if ui.button(if grid.is_some() { "Back to the grid" } else { "Cancel" }).clicked() {
            out.push(Command::Collect(EvidenceCommand::End));
        }
    });
}

/// The step to *structure and people*, right after evidence was added to a file that shows its structure only.
fn added_ui(ui: &mut Ui, people: usize, out: &mut Vec<Command>) {
    ui.label(words(
        ui,
        format!("Added evidence for {}", count(people, "person", "people")),
        semibold(16.0),
        Role::Text,
    ));
    note(
        ui,
        "This file shows structure only, so nothing follows from the evidence yet. Show people to see whose authority \
        fits their record: the purpose and your name are kept in the file",
    );
    purpose_ui(ui, out);
    if ui.button("Not now").clicked() {
        out.push(Command::Collect(EvidenceCommand::End));
    }
}

fn more_ui(ui: &mut Ui, all: usize) {
    if all > LISTED {
        note(ui, &format!("and {}", count(all - LISTED, "more", "more")));
    }
}
