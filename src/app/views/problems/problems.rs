//! Problems of a file: the list for an open one, and the page of one that could not be opened.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::start::StartCommand;
use crate::app::state::document::{Document, Source};
use crate::app::state::page::Page;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{main_button, note, one_line, page, quoted};
use crate::io::{OpenError, Problem};
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Color32, Label, Rect, Role as WidgetRole, Sense, Ui, WidgetInfo, pos2, vec2};

const ROW: f32 = 60.0;

/// Lists the problems of the open file.
pub fn problems_panel(ui: &mut Ui, document: &Document, out: &mut Vec<Command>) {
    let problems = Problem::count(&document.problems);
    let title = match problems {
        0 => "No problems in the file".to_owned(),
        problems => format!("{} in the file", count(problems, "problem", "problems")),
    };
    page(ui, |ui| {
        ui.label(words(ui, title, semibold(16.0), Role::Text));
        note(ui, "Everything else was read as it is");
        ui.add_space(8.0);
        if main_button(ui, "Back to the chart").clicked() {
            out.push(Command::Turn(Page::Tracks));
        }
        ui.add_space(12.0);
        rows_ui(ui, &document.problems);
    });
}

/// Draws the error of a file that could not be opened, with a button back to the open document.
pub fn failed_panel(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(failed) = &state.failed else {
        out.push(Command::Turn(Page::Tracks));
        return;
    };
    page(ui, |ui| {
        let title = format!("{} could not be opened", failed.source.file_name());
        ui.add(Label::new(words(ui, title, semibold(16.0), Role::Text)).wrap());
        ui.add_space(4.0);
        if let OpenError::Disk { .. } | OpenError::Sealed { .. } = &failed.error {
            ui.add(Label::new(words(ui, quoted(&failed.error.to_string()), regular(12.0), Role::Text)).wrap());
            note(ui, &quoted(&failed.error.hint()));
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            if let Some(document) = state.seen() {
                if main_button(ui, &format!("Back to {}", document.name())).clicked() {
                    out.push(Command::Turn(Page::Tracks));
                }
                if ui.button("Open another file…").clicked() {
                    out.push(Command::Choose);
                }
            } else if main_button(ui, "Open another file…").clicked() {
                out.push(Command::Choose);
            }
            if ui.button("Start page").clicked() {
                out.push(Command::Start(StartCommand::Page));
            }
            if let Source::File(path) = &failed.source
                && state.settings.recent.contains(path)
                && ui.button("Remove from list").tip("Removes it from the recent files").clicked()
            {
                out.extend([StartCommand::Forget(path.clone()), StartCommand::Page].map(Command::Start));
            }
        });
        ui.add_space(16.0);
        match &failed.error {
            // The error would quote the file.
            OpenError::Unreadable(_) if state.meeting.is_some() => note(ui, "The reason is hidden in meeting mode"),
            OpenError::Unreadable(problems) if problems.is_empty() => {
                ui.label(words(ui, quoted(&failed.error.to_string()), regular(12.0), Role::Text));
            }
            OpenError::Unreadable(problems) => rows_ui(ui, problems),
            OpenError::Disk { .. } | OpenError::Sealed { .. } | OpenError::Cancelled => {}
        }
    });
}

/// Draws one row per problem in view: place, message, quoted text, next step.
fn rows_ui(ui: &mut Ui, problems: &[Problem]) {
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let height = ROW * problems.len() as f32;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let seen = ui.clip_rect();
        let first = ((seen.top() - rect.top()) / ROW).floor().max(0.0) as usize;
        let last = ((seen.bottom() - rect.top()) / ROW).ceil().max(0.0) as usize;
        for (at, problem) in problems.iter().enumerate().take(last).skip(first) {
            let top = rect.top() + at as f32 * ROW;
            row_ui(ui, at, problem, Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW)));
        }
    });
}

fn row_ui(ui: &Ui, at: usize, problem: &Problem, row: Rect) {
    let response = ui.interact(row, ui.make_persistent_id(("problem", at)), READ);
    let place = match problem.place {
        Some(place) => format!("line {}, column {}", place.line, place.column),
        None if problem.is_note() => "note".to_owned(),
        None => "whole file".to_owned(),
    };
    let place = one_line(ui, &place, regular(11.0), ink(ui, Role::Secondary), 120.0);
    ui.painter().galley(row.min + vec2(0.0, 5.0), place, Color32::PLACEHOLDER);
    let (left, width) = (row.left() + 132.0, row.width() - 132.0);
    let mut elided = false;
    for (text, font, role, y) in [
        (&quoted(&problem.what), semibold(12.0), Role::Text, 4.0),
        (&problem.text, egui::FontId::monospace(11.0), Role::Secondary, 21.0),
        (&quoted(&problem.hint), regular(11.0), Role::Secondary, 37.0),
    ] {
        let line = one_line(ui, text, font, ink(ui, role), width);
        elided |= line.elided;
        ui.painter().galley(pos2(left, row.top() + y), line, Color32::PLACEHOLDER);
    }
    let whole = quoted(&problem.to_string());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &whole));
    if elided {
        response.tip(whole);
    }
}
