//! Updates of the ladder page: the ladder and rung shown, and the effects of another ladder or of calibration, worked
//! out on a thread.

use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::ladder::{Found, LadderCommand, LadderFrom, LadderView, Trial, Worked};
use crate::app::state::task::Work;
use crate::app::state::{State, document};
use crate::app::update::document::editing;
use crate::edit::set_ladders;
use crate::io::ladders;
use crate::org::Ladder;
use crate::plan::ladder::Rest;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Carries out a request.
pub fn ladder(state: &mut State, command: LadderCommand, ctx: &egui::Context) {
    match command {
        LadderCommand::Choose(at) => {
            state.session.ladder = LadderView { at, tab: state.session.ladder.tab, ..LadderView::default() }
        }
        LadderCommand::Turn(tab) => state.session.ladder.tab = tab,
        LadderCommand::Open(rung) => {
            state.settings.right_folded &= rung.is_none();
            state.session.ladder.rung = rung;
        }
        LadderCommand::Whole(whole) => {
            state.settings.right_folded &= !whole;
            (state.session.ladder.whole, state.session.ladder.rung) = (whole, None);
        }
        LadderCommand::ChooseFile => {
            state.file_dialog = Some(FileDialog::desktop(FileRequest::Ladder, state.folder(), ctx.clone()));
        }
        LadderCommand::SaveAs => {
            let Some(ladder) = looked_at(state) else { return };
            let name = if ladder.name.is_empty() { "ladder" } else { &ladder.name };
            let name = format!("{}.ron", name.replace(['/', '\\', ':'], "-"));
            state.file_dialog = Some(FileDialog::desktop(FileRequest::SaveLadder(name), state.folder(), ctx.clone()));
        }
        LadderCommand::Try(from, rest) => {
            let Some(document) = &state.session.document else { return };
            let of = Arc::downgrade(&document.snapshot.org);
            let work = Work::try_ladder(document.snapshot.clone(), state.session.ladder.at, (from.clone(), rest), ctx);
            state.session.ladder.trial = Some(Trial { from, rest, result: None, of });
            state.begin(work);
        }
        LadderCommand::SetAside => (state.session.ladder.trial, state.session.ladder.found) = (None, None),
        LadderCommand::Take => take(state, ctx),
        LadderCommand::Calibrate => {
            let Some(document) = &state.session.document else { return };
            let of = Arc::downgrade(&document.snapshot.org);
            let work = Work::calibrate(document.snapshot.clone(), state.session.ladder.at, ctx);
            state.session.ladder.found = Some(Found { result: None, of });
            state.begin(work);
        }
        LadderCommand::Shift => shift(state, ctx),
        LadderCommand::Say(words) => state.note(words, ctx),
    }
}

/// Takes over a result if it is still wanted.
pub fn worked(state: &mut State, worked: Worked) {
    match worked {
        Worked::Tried(from, rest, result) => {
            if let Some(trial) = state.session.ladder.trial.as_mut().filter(|it| it.from == from && it.rest == rest) {
                trial.result = Some(result.map(|tried| *tried));
            }
        }
        Worked::Calibrated(result) => {
            if let Some(found) = &mut state.session.ladder.found {
                found.result = Some(result);
            }
        }
    }
}

/// Tries the ladder in a file.
pub fn read(state: &mut State, path: PathBuf, ctx: &egui::Context) {
    ladder(state, LadderCommand::Try(LadderFrom::File(path), Rest::default()), ctx);
}

/// Saves the ladder shown, by itself.
pub fn save(state: &mut State, path: &Path, ctx: &egui::Context) {
    let Some(ladder) = looked_at(state) else { return };
    let said = match ladders::save(path, ladder) {
        Ok(()) => format!("Saved the ladder as {}", document::file_name(path)),
        Err(error) => format!("Could not save the ladder: {error}"),
    };
    state.note(said, ctx);
}

fn looked_at(state: &State) -> Option<&Ladder> {
    state.session.document.as_ref()?.snapshot.org.head.ladders.get(usize::from(state.session.ladder.at))
}

fn take(state: &mut State, ctx: &egui::Context) {
    let is_now = |trial: &Trial| state.session.document.as_ref().is_some_and(|document| trial.is_of(document));
    let Some(trial) = state.session.ladder.trial.take_if(|trial| is_now(trial)) else { return };
    if let Some(Ok(tried)) = trial.result {
        state.session.ladder.rung = None;
        editing::make(state, format!("Switch to the ladder {}", tried.name), tried.switch.edit, ctx);
    }
}

fn shift(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    let is_now = |found: &mut Found| found.is_of(document);
    let Some(Some(Ok(calibration))) = state.session.ladder.found.take_if(is_now).map(|found| found.result) else {
        return;
    };
    match set_ladders(calibration.ladders(&document.snapshot.org, state.session.ladder.at)) {
        Ok(edit) => editing::make(state, "Calibrate the anchors".to_owned(), edit, ctx),
        Err(error) => state.note(format!("{error}. {}", error.hint()), ctx),
    }
}
