//! The bar at the top: the document on the left, choices on the right.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::panels::bar::chips;
use crate::app::panels::bar::chips::{chips_in_bar_ui, chips_ui};
use crate::app::panels::bar::history::history_ui;
use crate::app::panels::bar::plans::plan_ui;
use crate::app::panels::bar::search::search_ui;
use crate::app::state::State;
use crate::app::state::document::start::StartCommand;
use crate::app::state::document::{Source, file_name};
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::export::ExportCommand;
use crate::app::state::focus::FocusCommand;
use crate::app::state::gathering::GatherCommand;
use crate::app::state::import::ImportCommand;
use crate::app::state::manual::ManualCommand;
use crate::app::state::passphrase::{CopyOf, PassphraseCommand};
use crate::app::state::paste_column::PasteCommand;
use crate::app::state::settings::ThemeChoice;
use crate::app::style::badges::{paint_half_disc, paint_mark};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::update::document::reports::reported;
use crate::app::widgets::main_button;
use crate::app::widgets::menus::{form_below, menu, menu_style};
use crate::io::path::shown;
use crate::scene::Role;
use eframe::egui::containers::menu::{MenuConfig, SubMenuButton};
use eframe::egui::{
    Align, Button, Checkbox, KeyboardShortcut, Label, Layout, PopupCloseBehavior, Response, Role as WidgetRole, Sense,
    Ui, WidgetInfo, vec2,
};

/// Width in points from which the bar shows everything.
const ALL: f32 = 840.0;

/// Width in points from which only plans, chips and appearance move into a menu.
const MOST: f32 = 560.0;

/// Draws the bar.
pub fn bar_panel(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let room = ui.available_width();
    let has_file = state.seen().is_some();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if room >= MOST && main_button(ui, "Open…").clicked() {
            out.push(Command::Choose);
        }
        file_ui(ui, state, room < MOST, out);
        if room >= ALL {
            looks_ui(ui, state, out);
        } else {
            more_ui(ui, state, room < MOST, out);
        }
        if has_file {
            search_ui(ui, state, room, out);
        }
        if has_file && room >= ALL {
            plan_ui(ui, state, out);
        }
        if has_file && room >= MOST {
            history_ui(ui, state, out);
        }
        if has_file && room >= ALL {
            chips_in_bar_ui(ui, state, out);
        } else if !has_file && state.meeting.is_some() {
            chips::meeting_chip(ui, state, out);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| name_ui(ui, state));
    });
}

/// Menu with the parts that do not fit, one below another.
fn more_ui(ui: &mut Ui, state: &State, is_least: bool, out: &mut Vec<Command>) {
    let button = ui.button(words(ui, "More", regular(12.0), Role::Text));
    form_below(&button, |ui| {
        ui.set_min_width(220.0);
        if let Some(document) = state.seen() {
            plan_ui(ui, state, out);
            if is_least && !state.session.edits.names(document).is_empty() {
                ui.horizontal(|ui| history_ui(ui, state, out));
            }
            chips_ui(ui, state, true, out);
            ui.separator();
        }
        looks_rows_ui(ui, state, out);
    });
}

fn name_ui(ui: &mut Ui, state: &State) {
    let (sign, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
    paint_mark(ui.painter(), sign, ink(ui, Role::Ic), ink(ui, Role::Management), ink(ui, Role::StrongLine));
    let Some(document) = state.seen() else {
        ui.add(Label::new(words(ui, "Twintrack", semibold(13.0), Role::Text)).truncate());
        return;
    };
    let (name, mut file) = (document.name(), document.source.file_name());
    if document.source == Source::New {
        file = "not saved yet".to_owned();
    } else if state.session.edits.is_unsaved() {
        file.push_str(", changed");
    }
    ui.add(Label::new(words(ui, name.as_str(), semibold(13.0), Role::Text)).truncate());
    if file != name && ui.available_width() > 60.0 {
        ui.add(Label::new(words(ui, file, regular(12.0), Role::Secondary)).truncate());
    }
}

/// Menu for files: opening, recent ones, saving, exports, what is brought in, help.
fn file_ui(ui: &mut Ui, state: &State, opens: bool, out: &mut Vec<Command>) {
    let file = ui.button(words(ui, "File", regular(12.0), Role::Text));
    menu(&file, |ui| {
        ui.set_min_width(220.0);
        if opens && keyed_row(ui, "Open…", &keys::OPEN).clicked() {
            out.push(Command::Choose);
        }
        if ui.button("Open repository…").tip("People, rights and evidence from a git repository").clicked() {
            out.push(Command::ChooseRepository);
        }
        if keyed_row(ui, "New organisation…", &keys::NEW).clicked() {
            out.push(Command::Start(StartCommand::New));
        }
        if ui.button("Start page").tip("New and recent files").clicked() {
            out.push(Command::Start(StartCommand::Page));
        }
        if ui.button("Open the sample organisation").clicked() {
            out.push(Command::OpenBundled);
        }
        ui.separator();
        recent_ui(ui, state, out);
        ui.separator();
        if state.seen().is_some() {
            saved_ui(ui, state, out);
            ui.separator();
        }
        if keyed_row(ui, "Manual", &keys::MANUAL).clicked() {
            out.push(Command::Manual(ManualCommand::Toggle));
        }
        if ui.button("About Twintrack").clicked() {
            out.push(Command::About(true));
        }
        if state.seen().is_some() && keyed_row(ui, "Close", &keys::CLOSE).clicked() {
            out.push(Command::Start(StartCommand::Close));
        }
        if keyed_row(ui, "Quit", &keys::QUIT).clicked() {
            out.push(Command::Quit);
        }
    });
}

fn recent_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        ui.label(words(ui, "Nothing opened yet", regular(12.0), Role::Secondary));
        return;
    }
    for path in &state.settings.recent {
        if ui.button(file_name(path)).tip(shown(path)).clicked() {
            out.push(Command::Open(path.clone()));
        }
    }
    if ui.button("Clear recent files").clicked() {
        out.push(Command::ForgetRecent);
    }
}

/// What can be done with the open file.
fn saved_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if keyed_row(ui, "Save as…", &keys::SAVE_AS).clicked() {
        out.push(Command::SaveAs);
    }
    let is_sealed = state.seen().is_some_and(|document| document.seal.is_some());
    for (name, tip, of) in [
        ("Save a sealed copy…", "Encrypted with a passphrase, for sending or storing", CopyOf::Sealed),
        ("Save an unsealed copy…", "Not encrypted: anyone who has the file can read it", CopyOf::Plain),
        ("Save a structure-only copy…", "Without pay, evidence and findings about individuals", CopyOf::Structure),
    ] {
        if (of != CopyOf::Plain || is_sealed) && ui.button(name).tip(tip).clicked() {
            out.push(Command::Passphrase(PassphraseCommand::Copy(of)));
        }
    }
    ui.separator();
    for (name, keys, command) in [
        ("Export…", keys::EXPORT, ExportCommand::Open),
        ("Print…", keys::PRINT, ExportCommand::Print),
        ("Copy picture", keys::COPY_PICTURE, ExportCommand::CopyView),
    ] {
        let is_offered = command != ExportCommand::CopyView || state.view_looked_at().is_some();
        if is_offered && keyed_row(ui, name, &keys).clicked() {
            out.push(command.into());
        }
    }
    if state.meeting.is_none() {
        report_ui(ui, state, out);
        ui.separator();
        brought_in_ui(ui, state, out);
    }
}

/// Row of a menu with its keys at the right.
fn keyed_row(ui: &mut Ui, name: &str, keys: &KeyboardShortcut) -> Response {
    let row = ui.add(Button::new(name).shortcut_text(written(keys)));
    row.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, name));
    row
}

/// Exports, columns and evidence that are brought in; hidden in a meeting.
fn brought_in_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let is_foreign = state.session.imported.is_some();
    if is_foreign && ui.button("How the file is read…").tip("Columns, managers, grades and problems").clicked() {
        out.push(ImportCommand::Review.into());
    }
    if ui.button("Update from a new export…").tip("Keeps what was decided here").clicked() {
        out.push(Command::ChooseImportFile);
    }
    if ui.button("Paste a column…").tip("Id or name and a value, from a spreadsheet").clicked() {
        out.push(Command::Paste(PasteCommand::Begin));
    }
    ui.separator();
    if ui.button("Collect evidence…").tip("A sheet to be filled in").clicked() {
        out.push(Command::Collect(EvidenceCommand::Begin));
    }
    if ui.button("Fill in evidence…").tip("A grid in this window").clicked() {
        out.push(Command::Collect(EvidenceCommand::Fill));
    }
    if ui.button("Import evidence…").tip("A filled-in sheet, or a copy for one person that came back").clicked() {
        out.push(Command::Collect(EvidenceCommand::Read));
    }
    if ui.button("Evidence from repositories…").tip("What the history of a git repository shows").clicked() {
        out.push(Command::Gather(GatherCommand::Choose));
    }
    let is_of_repository =
        state.seen().is_some_and(|document| document.repository.as_ref().is_some_and(|it| it.source.is_some()));
    let who = "Who is who in the repository…";
    if is_of_repository && ui.button(who).tip("Join or separate accounts and addresses").clicked() {
        out.push(Command::Gather(GatherCommand::Own));
    }
}

/// Menu for reports, with their options. Whatever the window hides about people stays out of the report.
fn report_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let stays = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    SubMenuButton::new("Report").config(stays).ui(ui, |ui| {
        menu_style(ui);
        ui.set_min_width(220.0);
        ui.label(words(ui, "Ladder, structure and indices, and", regular(12.0), Role::Secondary));
        let mut show = reported(state);
        let may = state.shows_people();
        let mut changed = ui.add_enabled(may, Checkbox::new(&mut show.findings, "findings about people")).changed();
        changed |= ui.add_enabled(may, Checkbox::new(&mut show.names, "names")).changed();
        changed |= ui.checkbox(&mut show.pay, "pay").changed();
        if changed {
            out.push(Command::ReportShows(show));
        }
        ui.separator();
        if ui.button("Report…").tip("HTML, PDF or Markdown, depending on the file name").clicked() {
            out.push(Command::Report);
            ui.close();
        }
    });
}

fn looks_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let (rect, button) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, "Theme"));
    if button.hovered() || button.has_focus() {
        ui.painter().rect_filled(rect, 6.0, ink(ui, Role::Sunken));
    }
    paint_half_disc(ui.painter(), rect.center(), 7.0, ink(ui, Role::Secondary));
    form_below(&button, |ui| looks_rows_ui(ui, state, out));
}

/// Theme, animations and size of the interface.
fn looks_rows_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    ui.set_min_width(200.0);
    for (choice, text) in [(ThemeChoice::System, "System"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")]
    {
        if ui.selectable_label(state.settings.theme == choice, text).clicked() {
            out.push(Command::Theme(choice));
            ui.close();
        }
    }
    ui.separator();
    // Desktops share no way of telling this, so the user chooses.
    let mut less = state.settings.less_motion;
    if ui.checkbox(&mut less, "Reduce motion").changed() {
        out.push(Command::LessMotion(less));
    }
    let mut zooms = state.settings.wheel_zooms;
    let tip = "When off, the wheel scrolls and Ctrl with the wheel zooms";
    if ui.checkbox(&mut zooms, "Wheel zooms").tip(tip).changed() {
        out.push(Command::WheelZooms(zooms));
    }
    ui.separator();
    ui.horizontal(|ui| {
        ui.label(words(ui, format!("Interface {} %", state.settings.size), regular(12.0), Role::Secondary));
        for (name, said, keys, steps) in
            [("−", "Smaller interface", keys::SMALLER, -1), ("+", "Larger interface", keys::LARGER, 1)]
        {
            let button = ui.button(name).tip(written(&keys));
            button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, said));
            if button.clicked() {
                out.push(Command::FocusRegions(FocusCommand::Larger(steps)));
            }
        }
    });
}
