//! Updates of the import page: what is said of a file, the reading of it made aside, and opening it.

use crate::app::state::State;
use crate::app::state::Then;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::import::{ImportCommand, Imported, Importing, Reading, Said, Tab, memory};
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::app::state::toast::WayBack;
use crate::app::update::document::leaving;
use crate::app::update::meeting::REFUSED;
use crate::io::csv::{ImportReport, Mapping};
use crate::io::{Progress, replace};
use crate::rules::words::count;
use eframe::egui;
use std::path::PathBuf;

/// Carries out a request.
pub fn handle(state: &mut State, command: ImportCommand, ctx: &egui::Context) {
    match command {
        ImportCommand::Review => return review(state, ctx),
        ImportCommand::Cancel => {
            state.importing = None;
            state.page = if state.session.document.is_some() { Page::Tracks } else { Page::Start };
            return;
        }
        ImportCommand::Open => return leaving::leave_for(state, Then::Import, ctx),
        ImportCommand::SaveMapping => {
            let Some(importing) = &state.importing else { return };
            let name = importing.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let request = FileRequest::Mapping(format!("{name}.map.ron"));
            state.file_dialog = Some(FileDialog::desktop(request, state.folder(), ctx.clone()));
            return;
        }
        _ => {}
    }
    let Some(importing) = &mut state.importing else { return };
    match command {
        ImportCommand::Say(said) => {
            importing.typed = None;
            importing.say(*said);
        }
        ImportCommand::Back => {
            if let Some(before) = importing.before.pop() {
                importing.said = before;
            }
        }
        ImportCommand::Turn(tab) => importing.tab = tab,
        ImportCommand::Table(table) => importing.table = table,
        ImportCommand::Type(typed) => importing.typed = typed,
        ImportCommand::Review | ImportCommand::Open | ImportCommand::SaveMapping | ImportCommand::Cancel => {}
    }
}

/// Opens the page on the foreign file that is open, as it was read.
fn review(state: &mut State, ctx: &egui::Context) {
    let Some(imported) = state.session.imported.clone() else { return };
    state.begin(Work::review(imported, ctx));
}

/// Shows the page that has become ready; never in a meeting, since it shows cells of the file as they are.
pub fn show(state: &mut State, importing: Importing, ctx: &egui::Context) {
    if state.meeting.is_some() {
        return state.note(REFUSED.to_owned(), ctx);
    }
    state.importing = Some(importing);
    state.page = Page::Import;
}

/// Reads the file anew when something else is said; once a frame.
pub fn follow(state: &mut State, ctx: &egui::Context) {
    let Some(importing) = &mut state.importing else { return };
    let files = importing.files.clone();
    let said = Said(importing.said.clone());
    importing.reading.ask(said, false, ctx, move |said| Reading::of(&files, &said.0, &Progress::default()));
    let Some(Ok(read)) = importing.made().map(|reading| &reading.outcome) else { return };
    let (has_grades, has_titles) = (!read.report.mapping.grades.is_empty(), !read.titles.is_empty());
    let is_gone = match importing.tab {
        Tab::Grades => !has_grades,
        Tab::Titles => !has_titles && importing.said.titles.is_empty(),
        Tab::Columns | Tab::Problems => false,
    };
    if is_gone {
        importing.tab = Tab::Columns;
    }
}

/// What is kept for the next file of the kind: which column holds what, and what was said besides.
pub fn to_keep(said: &Mapping, report: &ImportReport) -> Mapping {
    let (columns, manager) = (report.mapping.columns.clone(), report.mapping.manager.clone());
    Mapping { columns, manager, ..said.clone() }
}

/// Notes how the file that has just been opened was read, and says so in one quiet line.
pub fn opened(
    state: &mut State,
    paths: Vec<PathBuf>,
    (said, fingerprint): (Mapping, u64),
    report: &ImportReport,
    ctx: &egui::Context,
) {
    state.session.imported = Some(Imported { paths, said, fingerprint });
    if state.meeting.is_some() {
        return;
    }
    let (recognised, kept) = report.recognised();
    let as_before = if report.is_remembered { ", as the last file of this kind" } else { "" };
    let kept = match kept {
        0 => String::new(),
        1 => ", 1 kept as it is".to_owned(),
        kept => format!(", {kept} kept as they are"),
    };
    let columns = count(recognised, "column", "columns");
    state.note_with(format!("{columns} recognised{kept}{as_before}"), WayBack::Review, ctx);
}

/// Keeps the mapping that somebody has agreed to; without a folder nothing is kept.
pub fn keep(fingerprint: u64, mapping: &Mapping) {
    if let Some(memory) = memory() {
        // The next file of the kind is asked about again where this cannot be written.
        let _ = memory.keep(fingerprint, mapping);
    }
}

/// Writes the mapping as it is now; a name without an extension gets one.
pub fn save(state: &mut State, mut path: PathBuf, ctx: &egui::Context) {
    let Some(importing) = &state.importing else { return };
    if path.extension().is_none() {
        path.set_extension("ron");
    }
    // Not what was read before the last choice.
    let read = importing.latest().and_then(|reading| reading.outcome.as_ref().ok());
    let mapping = read.map_or_else(|| importing.said.clone(), |read| read.report.mapping.clone());
    let text = mapping.write();
    let said = match replace(&path, |out| out.write_all(text.as_bytes())) {
        Ok(_) => format!("Saved {}", crate::app::state::document::file_name(&path)),
        Err(error) => format!("{error}. {}", error.hint()),
    };
    state.note(said, ctx);
}
