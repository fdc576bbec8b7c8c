//! Leaving a document: nothing goes unsaved without having been asked about.

use crate::app::command::Leave;
use crate::app::state::document::Source;
use crate::app::state::document::edits::Mark;
use crate::app::state::task::Work;
use crate::app::state::{State, Then, document};
use crate::app::update::document::saving::save;
use crate::app::update::document::{new_organisation, opening};
use crate::app::update::evidence;
use crate::io::{FileState, SaveError};
use eframe::egui;
use std::path::PathBuf;

/// Takes in what came of saving.
pub fn saved(state: &mut State, path: PathBuf, mark: &Mark, result: Result<FileState, SaveError>, ctx: &egui::Context) {
    match result {
        Ok(file) => {
            let full = std::path::absolute(&path).unwrap_or(path);
            state.note(format!("Saved {}", document::file_name(&full)), ctx);
            state.settings.remember(&full);
            state.session.edits.saved(mark);
            state.session.keeper.saved(&full, file);
            (state.session.read_only, state.session.external_change) = (false, None);
            if let Some(document) = &mut state.session.document {
                document.source = Source::File(full);
            }
            if let Some(then) = state.leaving.take() {
                leave(state, then, ctx);
            }
        }
        Err(error) => {
            state.leaving = None;
            if let SaveError::Unsure { file, .. } = &error {
                state.session.keeper.written(&path, *file);
            }
            state.alert = Some((error.to_string(), error.hint()));
        }
    }
}

/// Leaves the document, or asks first where something is not saved. Whether it is left at once.
pub fn may_leave(state: &mut State, then: Then) -> bool {
    if evidence::asks_first(state) {
        return false;
    }
    let unsaved = state.session.document.is_some() && state.session.edits.is_unsaved();
    if unsaved {
        state.leaving = Some(then);
    }
    !unsaved
}

/// Leaves the document at once, or once it was asked what becomes of its changes.
pub fn leave_for(state: &mut State, then: Then, ctx: &egui::Context) {
    if may_leave(state, then.clone()) {
        leave(state, then, ctx);
    }
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
    if then == Then::Close && state.session.edits.is_unsaved() {
        state.session.keeper.erase();
    }
    match then {
        Then::Close => {
            state.may_close = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        // Where the next file cannot be opened, this one is still there with its changes.
        Then::Open(path) => state.begin(Work::open(path, ctx)),
        Then::OpenBundled => opening::open_bundled(state),
        Then::StartPage => opening::close(state),
        Then::Create => new_organisation::create(state, ctx),
        Then::Recover(place) => new_organisation::recover(state, &place, ctx),
    }
}

/// Opens the file that is open once more.
pub fn open_again(state: &mut State, ctx: &egui::Context) {
    if let Some(Source::File(path)) = state.session.document.as_ref().map(|document| document.source.clone()) {
        leave_for(state, Then::Open(path), ctx);
    }
}
