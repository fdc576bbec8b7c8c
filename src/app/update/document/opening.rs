//! Replacing the document by another, and its snapshot by another of the same document.

use crate::app::state::document::recovery::{Keeper, RecoveryState, bundled_place};
use crate::app::state::document::{Document, OrgSnapshot, Source};
use crate::app::state::evidence::EvidenceEntry;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::meeting::{Copy, Meeting};
use crate::app::state::page::Page;
use crate::app::state::passphrase::{Asking, CopyOf};
use crate::app::state::settings::Settings;
use crate::app::state::task::Work;
use crate::app::state::{Failed, Session, State, is_same_person};
use crate::app::update::canvas::tree;
use crate::app::update::view_memory;
use crate::io;
use crate::io::clock::today;
use crate::io::journal::Found;
use crate::io::{OpenError, Progress};
use crate::org::Org;
use eframe::egui;
use std::path::PathBuf;

/// Puts a document in place of the present one.
pub fn take(state: &mut State, document: Document) {
    // Of a repository, what names nobody is seen first.
    let page = if document.folders().is_empty() { Page::Tracks } else { Page::Folders };
    let session = Session::of(document, &state.settings);
    replace(state, session, page);
}

/// Opens an organisation whose view was stored as this text.
pub fn try_look(text: &str, opened: io::Opened) {
    let path = PathBuf::from("/nowhere/people.org.ron");
    let views = [(path.clone(), text.to_owned())].into();
    let mut state = State::new(Settings { views, ..Settings::default() });
    take(&mut state, Document::new(Source::File(path), opened));
}

/// Replaces the session. The view of the old one is remembered for the next time its file is opened.
fn replace(state: &mut State, session: Session, page: Page) {
    view_memory::remember(state);
    // The journal of the old document ends here: its changes were saved or discarded.
    if state.session.edits.is_unsaved() {
        state.session.keeper.erase();
    }
    // Work under way for the old document must not reach the new one, neither a snapshot nor a path it was saved to.
    state.set_work_aside();
    (state.session, state.page, state.copy) = (session, page, Copy::default());
    (state.failed, state.importing, state.toast) = (None, None, None);
    if let Some(palette) = &mut state.palette {
        palette.people.clear();
    }
    // A passphrase for a copy of the old document must not seal the new one.
    state.passphrase.take_if(|asking| !matches!(asking, Asking::Open { .. }));
    let is_about_it = |dialog: &mut FileDialog| !matches!(dialog.request, FileRequest::Open | FileRequest::Repository);
    if state.file_dialog.take_if(is_about_it).is_some() {
        let what = "The file dialog belonged to the organisation that was open before";
        state.alert = Some((what.to_owned(), "Choose the command again".to_owned()));
    }
    view_memory::restore(state);
}

/// Adjusts the session after a switch to another plan; `before` is the organisation under the old one. References to
/// people who are not the same there are dropped.
pub fn turned_from(state: &mut State, before: &Org) {
    state.session = std::mem::take(&mut state.session).under_other_plan(before);
    let Some(document) = &state.session.document else { return };
    let org = &document.snapshot.org;
    if let Some(palette) = &mut state.palette {
        palette.people.retain(|&person| is_same_person(before, org, person));
    }
    let is_of_nobody = |dialog: &mut FileDialog| match dialog.request {
        FileRequest::Sheet { person, .. } | FileRequest::Copy { of: CopyOf::Record(person), .. } => {
            !is_same_person(before, org, person)
        }
        _ => false,
    };
    let is_for_nobody = |asking: &mut Asking| match asking {
        Asking::SealCopy(CopyOf::Record(person), _) => !is_same_person(before, org, *person),
        _ => false,
    };
    let is_gone = state.passphrase.take_if(is_for_nobody).is_some();
    if state.file_dialog.take_if(is_of_nobody).is_some() || is_gone {
        let what = "The file was for a person who is not in this plan";
        state.alert = Some((what.to_owned(), "Switch to their plan and choose the command again".to_owned()));
    }
    tree::meet(state);
}

/// Shows that a file could not be opened; the open document stays behind that page.
pub fn fail(state: &mut State, source: Source, error: OpenError) {
    state.failed = Some(Failed { source, error });
    state.page = Page::Failed;
}

/// Shows the same document under another plan or folding; the selection stays.
pub fn set_snapshot(state: &mut State, snapshot: OrgSnapshot) {
    let Some(document) = &mut state.session.document else { return };
    let before = document.snapshot.org.clone();
    let is_other_plan = document.snapshot.scenario != snapshot.scenario;
    if is_other_plan && snapshot.not_applied.is_empty() && state.page == Page::NotApplied {
        state.page = Page::Tracks;
    }
    document.set_snapshot(snapshot);
    let org = document.snapshot.org.clone();
    if is_other_plan {
        turned_from(state, &before);
    } else {
        state.session.selected = state.session.selected.filter(|&person| org.has(person));
        state.session.trial = None;
    }
}

/// Closes the document and shows the start page. A meeting goes on, so that the next document is never shown
/// unredacted, not even for a frame.
pub fn close(state: &mut State) {
    state.meeting = state.meeting.take().map(|_| Meeting::default());
    replace(state, Session::default(), Page::Start);
}

/// Opens the organisation that comes with the program; small enough to read at once.
pub fn open_bundled(state: &mut State) {
    let source = Source::Bundled;
    match io::read(crate::BUNDLED, &source.file_name(), today(), &Progress::default()) {
        Ok(opened) => take(state, Document::new(source, opened)),
        Err(error) => return fail(state, source, error),
    }
    let Some(place) = bundled_place() else { return };
    let mut kept = RecoveryState::of(&place);
    if kept.in_use {
        let what = "The sample organisation is open in another window, which backs up its unsaved changes";
        kept.trouble = Some(format!("{what}. Save yours as a file"));
    }
    state.session.keeper = Keeper::new(&mut kept, &place);
    // Its content comes with the program, so it is the same as before.
    state.session.recovered_edits = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
}

/// Shows the people of a *structure only* file, for a stated purpose.
pub fn show_people(state: &mut State, purpose: String, by: String, ctx: &egui::Context) {
    if let Some(document) = state.session.document.clone() {
        state.session.evidence_entry.take_if(|entry| matches!(entry, EvidenceEntry::Added(_)));
        state.begin(Work::show_people(document, purpose, by, ctx));
    }
}
