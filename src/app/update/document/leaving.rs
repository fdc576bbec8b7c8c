//! Leaving a document without losing unsaved changes unasked.

use crate::app::command::Leave;
use crate::app::state::document::Source;
use crate::app::state::document::edits::Mark;
use crate::app::state::document::recovery::RecoveryState;
use crate::app::state::task::Work;
use crate::app::state::{State, Then, document};
use crate::app::update::document::saving::save;
use crate::app::update::document::{new_organisation, opening};
use crate::app::update::evidence;
use crate::io::sealed::Seal;
use crate::io::{FileState, SaveError, settled};
use eframe::egui;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Handles the result of a save.
pub fn saved(
    state: &mut State,
    path: PathBuf,
    (mark, seal, other): (&Mark, Option<Seal>, Option<RecoveryState>),
    result: Result<FileState, SaveError>,
    ctx: &egui::Context,
) {
    let is_unflushed = result.as_ref().is_err_and(|error| error.unflushed().is_some());
    match settled(result) {
        Ok(file) => {
            let full = std::path::absolute(&path).unwrap_or(path);
            let name = document::file_name(&full);
            let said = match is_unflushed {
                true => format!("Saved {name}. The disk cannot confirm that it would survive a power failure"),
                false => format!("Saved {name}"),
            };
            state.note(said, ctx);
            state.settings.remember(&full);
            state.session.edits.saved(mark);
            state.session.keeper.saved(&full, file, other);
            (state.session.read_only, state.session.external_change) = (false, None);
            if let Some(document) = &mut state.session.document {
                (document.source, document.seal) = (Source::File(full), seal);
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

/// Says that a file was not saved because another window has it open.
pub fn is_in_use(state: &mut State, path: &Path) {
    state.leaving = None;
    let what = format!("{} is open in another window, so it was not replaced", document::file_name(path));
    state.alert = Some((what, "Save under another name, or close the file in the other window first".to_owned()));
}

/// Returns true when the document can be left at once; otherwise waits for what is being written, or asks about
/// unsaved changes.
pub fn may_leave(state: &mut State, then: Then) -> bool {
    if evidence::asks_first(state) {
        return false;
    }
    let may = !state.session.is_unsaved() && !state.waits_to(&then);
    if !may {
        state.leaving = Some(then);
    }
    may
}

/// Leaves the document once everything is saved and written. Called once a frame.
pub fn follow(state: &mut State, ctx: &egui::Context) {
    let Some(then) = state.leaving.take() else { return };
    if state.session.is_unsaved() || state.waits_to(&then) {
        state.leaving = Some(then);
    } else {
        leave(state, then, ctx);
    }
}

/// Leaves the document, at once or after asking about unsaved changes.
pub fn leave_for(state: &mut State, then: Then, ctx: &egui::Context) {
    if may_leave(state, then.clone()) {
        leave(state, then, ctx);
    }
}

/// Carries out the answer about unsaved changes.
pub fn answer(state: &mut State, answer: Leave, ctx: &egui::Context) {
    match answer {
        Leave::Save => save(state, ctx),
        Leave::Stay => state.leaving = None,
        Leave::Stop => stop(state, ctx),
        Leave::Discard => {
            if let Some(then) = state.leaving.take() {
                leave(state, then, ctx);
            }
        }
    }
}

/// Cancels what is being written, after which the window closes. Closes it at once where that cannot be cancelled, or
/// does not end: changes that are not saved stay backed up.
fn stop(state: &mut State, ctx: &egui::Context) {
    let is_stopping = |work: &Work| !work.can_cancel || work.progress.check().is_err();
    let cannot_wait = state.writing().all(is_stopping);
    state.writing().for_each(|work| work.progress.cancel());
    if cannot_wait {
        close(state, ctx);
    }
}

fn close(state: &mut State, ctx: &egui::Context) {
    state.may_close = true;
    ctx.send_viewport_cmd(egui::ViewportCommand::Close);
}

/// Longest time that the program waits at its end for what is being written.
const LAST: Duration = Duration::from_secs(2);

/// Waits at the end of the program for files that are still being written, so that nothing of them is left half done.
pub fn finish(state: &State) {
    let began = Instant::now();
    let mut writing: Vec<&Work> = state.writing().collect();
    while !writing.is_empty() && began.elapsed() < LAST {
        writing.retain(|work| work.poll().is_none());
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn leave(state: &mut State, then: Then, ctx: &egui::Context) {
    if then == Then::Close && state.session.edits.is_unsaved() {
        state.session.keeper.erase();
    }
    match then {
        Then::Close => close(state, ctx),
        // If the next file cannot be opened, this one is still here with its changes.
        Then::Open(path) => state.begin(Work::open(path, state.meeting.is_none(), ctx)),
        Then::OpenSeveral(paths) => state.begin(Work::open_several(paths, state.meeting.is_none(), ctx)),
        Then::OpenBundled => opening::open_bundled(state),
        Then::StartPage => opening::close(state),
        Then::Import => {
            if let Some(work) = state.importing.as_ref().map(|importing| Work::import(importing, ctx)) {
                state.begin(work);
            }
        }
        Then::Create => new_organisation::create(state, ctx),
        Then::Recover(place) => new_organisation::recover(state, &place, ctx),
    }
}

/// Reopens the open file from disk.
pub fn open_again(state: &mut State, ctx: &egui::Context) {
    if let Some(Source::File(path)) = state.session.document.as_ref().map(|document| document.source.clone()) {
        leave_for(state, Then::Open(path), ctx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::Document;
    use crate::app::state::settings::Settings;
    use crate::app::update::document::editing;
    use crate::app::update::document::opening::take;
    use crate::edit::{Edit, TextField};
    use crate::io::clock::today;
    use crate::io::{self, Progress};
    use std::io::ErrorKind;

    /// Saves an edit onto a disk whose flush ends with an error: whether it is unsaved still, and what is said.
    fn flushed_with(kind: ErrorKind) -> (bool, String) {
        let (ctx, mut state) = (egui::Context::default(), State::new(Settings::default()));
        let opened = io::read(crate::BUNDLED, crate::BUNDLED_NAME, today(), &Progress::default()).expect("it opens");
        let path = PathBuf::from("/nowhere/a.org.ron");
        take(&mut state, Document::new(Source::File(path.clone()), opened));
        let person = state.session.document.as_ref().expect("it is open").snapshot.org.find("mason").expect("somebody");
        let edit = Edit::SetText { person, field: TextField::Title, text: "Mine".to_owned() };
        editing::make(&mut state, "Title".to_owned(), edit, &ctx);
        let mark = state.session.edits.begin_saving();
        let file = FileState { len: 1, modified: None, hash: 1 };
        let error = SaveError::Unsure { path: path.clone(), file, error: kind.into() };
        saved(&mut state, path, (&mark, None, None), Err(error), &ctx);
        let said = state.alert.map(|(what, _)| what).or_else(|| state.toast.map(|toast| toast.words));
        (state.session.edits.is_unsaved(), said.unwrap_or_default())
    }

    #[test]
    fn a_disk_that_supports_no_flush_saves_and_one_whose_flush_fails_does_not() {
        let (is_unsaved, said) = flushed_with(ErrorKind::Unsupported);
        assert!(!is_unsaved && said.starts_with("Saved a.org.ron. The disk cannot confirm"), "{said}");
        let (is_unsaved, said) = flushed_with(ErrorKind::Other);
        assert!(is_unsaved && said.contains("might not survive a power cut"), "{said}");
    }
}
