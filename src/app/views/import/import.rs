//! The import page as a whole: what is asked on top, the parts on the left, what comes of it on the right.

use super::{columns, grades, problems, reading, settings, titles};
use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::state::State;
use crate::app::state::import::{ImportCommand, Importing, Reading, Tab};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{is_heading, main_button, note, quoted};
use crate::io::Problem;
use crate::io::csv::Mapping;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{self, Align, Key, Label, Layout, Modifiers, Rect, Ui, UiBuilder, pos2, vec2};

/// Space around the page, in points.
const AROUND: f32 = 20.0;
/// Share of the width that the parts on the left have.
const LEFT: f32 = 0.6;
/// Questions that are listed; there are hardly ever more.
const ASKED: usize = 4;

/// Draws the page; says so while the file is still read for the first time.
pub fn import_panel(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(importing) = &state.importing else {
        out.push(ImportCommand::Cancel.into());
        return;
    };
    page_keys(ui, state, importing, out);
    let area = ui.available_rect_before_wrap().shrink2(vec2(AROUND, 12.0));
    let down = Layout::top_down(Align::Min);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(area).layout(down));
    let ui = &mut ui;
    head_ui(ui, importing, out);
    let made = importing.made();
    asked_ui(ui, made);
    if let Some(reading) = made.filter(|reading| !reading.samples.is_empty()) {
        settings::settings_ui(ui, importing, &reading.samples, out);
    }
    ui.add_space(6.0);
    let rest = ui.available_rect_before_wrap();
    let middle = rest.left() + rest.width() * LEFT;
    let left = Rect::from_min_max(rest.min, pos2(middle - 12.0, rest.bottom()));
    let right = Rect::from_min_max(pos2(middle + 12.0, rest.top()), rest.max);
    ui.painter().vline(middle, rest.y_range(), egui::Stroke::new(1.0, ink(ui, Role::Line)));
    let mut on_left = ui.new_child(UiBuilder::new().id_salt("parts").max_rect(left).layout(down));
    parts_ui(&mut on_left, importing, out);
    let mut on_right = ui.new_child(UiBuilder::new().id_salt("reading").max_rect(right).layout(down));
    reading::reading_ui(&mut on_right, importing, out);
    ui.allocate_rect(rest, egui::Sense::hover());
}

/// Keys of the page: Escape leaves, Ctrl+Enter opens, Ctrl+Z takes back. An open list or a field comes first.
fn page_keys(ui: &Ui, state: &State, importing: &Importing, out: &mut Vec<Command>) {
    let is_busy = ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx());
    let has_dialog = ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
    if has_dialog || state.palette.is_some() || state.keys || state.file_dialog.is_some() {
        return;
    }
    let pressed = |keys: &egui::KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(keys));
    if pressed(&keys::AGREE) && can_open(importing) {
        out.push(ImportCommand::Open.into());
    }
    if is_busy {
        return;
    }
    if pressed(&keys::UNDO) {
        out.push(ImportCommand::Back.into());
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(ImportCommand::Cancel.into());
    }
}

fn can_open(importing: &Importing) -> bool {
    importing.latest().is_some_and(|reading| reading.outcome.is_ok())
}

fn head_ui(ui: &mut Ui, importing: &Importing, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(can_open(importing), |ui| {
                if main_button(ui, "Open").tip(written(&keys::AGREE)).clicked() {
                    out.push(ImportCommand::Open.into());
                }
            });
            if ui.button("Cancel").tip("Esc: what is open stays open").clicked() {
                out.push(ImportCommand::Cancel.into());
            }
            if ui.button("Save these choices…").tip("For the next export of this kind, or for a colleague").clicked()
            {
                out.push(ImportCommand::SaveMapping.into());
            }
            ui.add_enabled_ui(!importing.before.is_empty(), |ui| {
                if ui.button("Undo").tip(written(&keys::UNDO)).clicked() {
                    out.push(ImportCommand::Back.into());
                }
            });
            ui.add_enabled_ui(importing.said != Mapping::default(), |ui| {
                if ui.button("Start over").tip("Discards every choice made here").clicked() {
                    out.push(ImportCommand::Say(Box::default()).into());
                }
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title =
                    format!("How {} {} read", importing.name(), if importing.files.len() == 1 { "is" } else { "are" });
                let head = ui.add(Label::new(words(ui, title.as_str(), semibold(16.0), Role::Text)).truncate());
                is_heading(&head, &title);
            });
        });
    });
}

/// What is to be asked, or that nothing is; and that only the first lines are read.
fn asked_ui(ui: &mut Ui, made: Option<&Reading>) {
    let Some(reading) = made else {
        note(ui, "Reading the file…");
        return;
    };
    match &reading.outcome {
        Err(error) => {
            ui.add(Label::new(words(ui, quoted(&error.to_string()), semibold(12.0), Role::Under)).wrap());
        }
        Ok(read) if read.questions.is_empty() => {
            let (recognised, kept) = read.report.recognised();
            let kept = if kept == 1 { "1 kept as it is".to_owned() } else { format!("{kept} kept as they are") };
            note(ui, &format!("{} recognised, {kept}", count(recognised, "column", "columns")));
        }
        Ok(read) => {
            for question in read.questions.iter().take(ASKED) {
                ui.add(Label::new(words(ui, quoted(question), semibold(12.0), Role::Under)).wrap());
            }
            if read.questions.len() > ASKED {
                note(ui, &format!("and {} more", read.questions.len() - ASKED));
            }
        }
    }
    if let (false, Ok(read)) = (reading.is_whole, &reading.outcome) {
        let rows = thousands(read.report.counts.rows as f64);
        note(ui, &format!("A sample: only the first {rows} rows are read here. Opening reads all of them"));
    }
}

fn parts_ui(ui: &mut Ui, importing: &Importing, out: &mut Vec<Command>) {
    let Some(reading) = importing.made() else { return };
    let read = reading.outcome.as_ref().ok();
    let own = reading.samples.iter().filter(|sample| !sample.repeats);
    let columns = own.map(|sample| sample.columns.len()).sum();
    let grades = read.map_or(0, |read| read.report.mapping.grades.len());
    let titles = read.map_or(0, |read| read.titles.len()) + importing.said.titles.len();
    let problems = read.map_or(0, |read| Problem::count(&read.document.problems));
    ui.horizontal(|ui| {
        for (tab, name, n) in [
            (Tab::Columns, "Columns", columns),
            (Tab::Grades, "Grades", grades),
            (Tab::Titles, "Titles", titles),
            (Tab::Problems, "Problems", problems),
        ] {
            // There may be neither grades nor suggestions.
            if n == 0 && matches!(tab, Tab::Grades | Tab::Titles) {
                continue;
            }
            let label = format!("{name} {}", thousands(n as f64));
            if ui.selectable_label(importing.tab == tab, words(ui, label, regular(12.0), Role::Text)).clicked() {
                out.push(ImportCommand::Turn(tab).into());
            }
        }
    });
    ui.add_space(4.0);
    match (importing.tab, read, reading.sample(0)) {
        (Tab::Columns, _, Some(_)) => columns::columns_ui(ui, importing, &reading.samples, out),
        (Tab::Grades, Some(read), _) => grades::grades_ui(ui, importing, read, out),
        (Tab::Titles, Some(read), _) => titles::titles_ui(ui, importing, read, out),
        (Tab::Problems, Some(read), _) => problems::problems_ui(ui, importing, read, out),
        _ => note(ui, "Nothing can be shown of this file: choose another line for the header, or another sheet"),
    }
}
