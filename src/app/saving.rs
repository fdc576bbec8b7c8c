//! The part of `dispatch` that saves, and that lets nothing go unsaved.

use super::choose::{Choosing, Purpose};
use super::command::Leave;
use super::document::Source;
use super::edits::Mark;
use super::planning::note;
use super::state::{State, Then};
use super::work::Work;
use crate::io::{FileState, SaveError};
use eframe::egui;
use std::path::{Path, PathBuf};

/// Saves in the document's own place where that can hold everything, else asks where.
pub fn save(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    match &document.source {
        Source::File(path) if holds_everything(path) && !state.read_only => save_at(state, path.clone(), ctx),
        _ => save_as(state, ctx),
    }
}

/// Asks where to save.
pub fn save_as(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    let file = document.source.file_name();
    let name = match Path::new(&file) {
        path if holds_everything(path) => file,
        path => format!("{}.org.ron", path.file_stem().unwrap_or_default().to_string_lossy()),
    };
    let folder = match &document.source {
        Source::File(path) => path.parent().map(PathBuf::from),
        Source::Bundled => None,
    };
    state.choosing = Some(Choosing::desktop(Purpose::Save(name), folder, ctx.clone()));
}

/// Saves at a place; a name without an ending gets the native one.
pub fn save_at(state: &mut State, mut path: PathBuf, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    if path.extension().is_none() {
        path.set_extension("org.ron");
    }
    let own = matches!(&document.source, Source::File(own) if *own == path);
    let known = if own { state.keeper.file() } else { None };
    state.keeper.saving();
    let work = Work::save(document.clone(), path, (state.edits.begin_saving(), known), ctx.clone());
    state.work = Some(work);
}

/// Saves over what somebody else has written.
pub fn save_over(state: &mut State, path: PathBuf, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    state.keeper.saving();
    let work = Work::save(document.clone(), path, (state.edits.begin_saving(), None), ctx.clone());
    state.work = Some(work);
}

/// Takes in what came of saving.
pub fn saved(state: &mut State, path: PathBuf, mark: Mark, result: Result<FileState, SaveError>, ctx: &egui::Context) {
    match result {
        Ok(file) => {
            let full = std::path::absolute(&path).unwrap_or(path);
            note(state, format!("Saved {}", super::document::file_name(&full)), ctx);
            state.settings.remember(&full);
            state.edits.saved(&mark);
            state.keeper.saved(&full, file);
            state.read_only = false;
            if let Some(document) = &mut state.document {
                document.source = Source::File(full);
            }
            if let Some(then) = state.leaving.take() {
                leave(state, then, ctx);
            }
        }
        Err(error) => {
            state.leaving = None;
            if let SaveError::Unsure { file, .. } = &error {
                state.keeper.written(&path, *file);
            }
            state.alert = Some((error.to_string(), error.hint()));
        }
    }
}

/// Leaves the document, or asks first where something is not saved. Whether it is left at once.
pub fn may_leave(state: &mut State, then: Then) -> bool {
    let unsaved = state.document.is_some() && state.edits.is_unsaved();
    if unsaved {
        state.leaving = Some(then);
    }
    !unsaved
}

/// Answers what becomes of the changes.
pub fn answer(state: &mut State, answer: Leave, ctx: &egui::Context) {
    match answer {
        Leave::Save => save(state, ctx),
        Leave::Stay => state.leaving = None,
        Leave::Discard => {
            if let Some(then) = state.leaving.take() {
                leave(state, then, ctx);
            }
        }
    }
}

fn leave(state: &mut State, then: Then, ctx: &egui::Context) {
    if then == Then::Close && state.edits.is_unsaved() {
        state.keeper.erase();
    }
    match then {
        Then::Close => {
            state.may_close = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        // Where the next file cannot be opened, this one is still there with its changes.
        Then::Open(path) => super::dispatch::begin(state, Work::open(path, ctx.clone())),
        Then::OpenBundled => super::dispatch::open_bundled(state),
    }
}

/// Whether the ending is of a format that keeps all that the program knows.
pub fn holds_everything(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".ron") || name.ends_with(".json")
}
