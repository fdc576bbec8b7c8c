//! Chips in the bar: notices about the file that matter before anybody reads the picture.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::meeting::MeetingCommand;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{semibold, words};
use crate::app::widgets::menus::form_below;
use crate::app::widgets::{chip, note};
use crate::io::Problem;
use crate::org::Mode;
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::Ui;

/// Space in points from which chips show their full text.
const WIDE: f32 = 600.0;

/// Largest width of a shortened chip, in points.
const CHIP: f32 = 150.0;

/// Width of the file name beside the chips, in points.
const NAME: f32 = 64.0;

/// Draws the chips in the bar, or in a menu if they do not all fit.
pub fn chips_in_bar_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let (room, snapshot) = (ui.available_width(), &document.snapshot);
    let notes = [
        state.session.read_only,
        state.session.keeper.trouble().is_some(),
        snapshot.suggested > 0,
        !document.problems.is_empty(),
        !snapshot.not_applied.is_empty(),
    ];
    let count = notes.into_iter().filter(|&is_there| is_there).count();
    if room >= NAME + CHIP * (count + 1) as f32 {
        return chips_ui(ui, state, room > WIDE, out);
    }
    let said = if count == 0 { "Mode".to_owned() } else { crate::rules::words::count(count, "note", "notes") };
    let button = chip(ui, &said, if count == 0 { Role::Secondary } else { Role::Under });
    form_below(&button, |ui| chips_ui(ui, state, true, out));
}

/// Draws the chips in a row. Narrow ones are shortened and have the full text in the tooltip.
pub fn chips_ui(ui: &mut Ui, state: &State, wide: bool, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    match state.meeting {
        Some(_) => meeting_chip(ui, state, out),
        None => mode_chip(ui, state, document, out),
    }
    if state.session.read_only {
        let tip = "This file is open in another window. Save it under another name to change it here";
        if chip(ui, "Read-only: open in another window", Role::Under).tip(tip).clicked() {
            out.push(Command::SaveAs);
        }
    }
    if let Some(trouble) = state.session.keeper.trouble()
        && chip(ui, "Changes are not backed up", Role::Under).tip(trouble).clicked()
    {
        out.push(Command::Save);
    }
    let snapshot = &document.snapshot;
    let count = |n: usize| thousands(n as f64);
    let plural = |n: usize, one: &str, many: &str| format!("{} {}", count(n), if n == 1 { one } else { many });
    let mut page_chip = |ui: &mut Ui, short: String, long: String, page: Page| {
        let response = chip(ui, if wide { &long } else { &short }, Role::Under).tip(&long);
        if response.clicked() {
            out.push(Command::Turn(if state.page == page { Page::Tracks } else { page }));
        }
    };
    let suggested = snapshot.suggested;
    if suggested > 0 && state.meeting.is_none() {
        let of = count(snapshot.people.max(suggested));
        let long = format!("{} of {of} seats are suggestions: review…", count(suggested));
        page_chip(ui, plural(suggested, "suggestion…", "suggestions…"), long, Page::Suggestions);
    }
    let problems = Problem::count(&document.problems);
    if problems > 0 {
        let long = format!("{} in the file", plural(problems, "problem", "problems"));
        page_chip(ui, plural(problems, "problem", "problems"), long, Page::Problems);
    }
    let lost = snapshot.not_applied.len();
    if lost > 0 {
        let long = format!("{} of the plan no longer apply", plural(lost, "step", "steps"));
        page_chip(ui, plural(lost, "step skipped", "steps skipped"), long, Page::NotApplied);
    }
}

/// Chip for what may be seen of people, and the reason.
fn mode_chip(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let shows = state.shows_people();
    let text = if shows { "Structure and people" } else { "Structure only" };
    let button = chip(ui, text, Role::Secondary);
    form_below(&button, |ui| {
        ui.set_width(280.0);
        ui.label(words(ui, text, semibold(13.0), Role::Text));
        let said = match &document.snapshot.org.head.mode {
            Mode::People { .. } if state.session.people_redacted => {
                "The file allows people to be shown, but they are hidden here until you turn them on".to_owned()
            }
            Mode::People { purpose, .. } if purpose.is_empty() => {
                "The file contains evidence, so it opens with findings about people".to_owned()
            }
            Mode::People { purpose, by, date } => {
                let by = if by.is_empty() { String::new() } else { format!(", stated by {by}") };
                let date = date.map_or(String::new(), |date| format!(", {date}"));
                format!("Purpose: {purpose}{by}{date}")
            }
            Mode::StructureOnly { locked: true } => {
                "The owner of this file has locked it to the ladder and organisation only".to_owned()
            }
            Mode::StructureOnly { locked: false } if document.snapshot.org.head.unnamed => {
                "The record of a repository: people appear by role and folder, and no one is named".to_owned()
            }
            Mode::StructureOnly { locked: false } | Mode::Redacted => {
                "Ladder and organisation only: no evidence, badges or gaps of individuals".to_owned()
            }
        };
        note(ui, &said);
        match &document.snapshot.org.head.mode {
            Mode::People { .. } => {
                let command = if state.session.people_redacted { "Show people" } else { "Show structure only" };
                if ui.button(command).clicked() {
                    out.push(Command::HidePeople(!state.session.people_redacted));
                    ui.close();
                }
            }
            Mode::StructureOnly { locked: false } => purpose_ui(ui, out),
            Mode::StructureOnly { locked: true } | Mode::Redacted => {}
        }
    });
}

/// Form to show people, for a purpose and in somebody's name.
pub fn purpose_ui(ui: &mut Ui, out: &mut Vec<Command>) {
    let id = ui.make_persistent_id("purpose");
    let (mut purpose, mut by) = ui.data(|data| data.get_temp::<(String, String)>(id)).unwrap_or_default();
    ui.add_space(8.0);
    for (text, label) in [(&mut purpose, "Purpose"), (&mut by, "Your name")] {
        let field = egui::TextEdit::singleline(text).hint_text(label).desired_width(f32::INFINITY);
        ui.add(field).accessible_name(label);
    }
    ui.data_mut(|data| data.insert_temp(id, (purpose.clone(), by.clone())));
    let ready = !purpose.trim().is_empty() && !by.trim().is_empty();
    if ui.add_enabled(ready, egui::Button::new("Show people")).clicked() {
        out.push(Command::ShowPeople { purpose: purpose.trim().to_owned(), by: by.trim().to_owned() });
        ui.close();
    }
    note(ui, "Applies until you close the file");
}

pub const HIDDEN: &str = "Hidden on the whole screen, in every view and in search: pay and anything derived from it, \
                          evidence, preferences, reasons, notes, findings about people, and custom fields. Cards can \
                          still be dragged and plans switched, and the file keeps everything";

/// Chip of a meeting in progress.
pub fn meeting_chip(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let button = chip(ui, "Meeting mode", Role::Accent);
    form_below(&button, |ui| {
        ui.set_width(300.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(words(ui, "Meeting mode", semibold(13.0), Role::Text));
        note(ui, HIDDEN);
        let mut roles = !state.settings.meeting_names;
        if ui.checkbox(&mut roles, "Roles instead of names").changed() {
            out.push(MeetingCommand::Names(!roles).into());
        }
        if ui.button("Leave meeting mode… (F8)").clicked() {
            out.push(MeetingCommand::Turn.into());
            ui.close();
        }
    });
}
