//! One document in the place of another, and the same document standing otherwise.

use crate::app::state::document::recovery::{Keeper, RecoveryState, bundled_place};
use crate::app::state::document::{Document, OrgSnapshot, Source};
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::meeting::Meeting;
use crate::app::state::page::Page;
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

/// Puts a document in the place of the one before.
pub fn take(state: &mut State, document: Document) {
    let session = Session::of(document, &state.settings);
    replace(state, session, Page::Tracks);
}

/// Another session takes the place of the one before, which is remembered for the next time that its file is opened.
fn replace(state: &mut State, session: Session, page: Page) {
    view_memory::remember(state);
    // The journal of what was open before ends with it: it was saved, or its changes were given up.
    if state.session.edits.is_unsaved() {
        state.session.keeper.erase();
    }
    // What is under way for it would come to the next one: its snapshot, or the place where it was saved.
    state.cancel_work();
    (state.session, state.page) = (session, page);
    (state.failed, state.toast) = (None, None);
    if let Some(palette) = &mut state.palette {
        palette.people.clear();
    }
    if state.file_dialog.take_if(|dialog| dialog.request != FileRequest::Open).is_some() {
        let what = "The dialog for a file was about the organisation that was open before";
        state.alert = Some((what.to_owned(), "Choose the command again for this one".to_owned()));
    }
    view_memory::restore(state);
}

/// Another plan has taken the place of the organisation `before`: whoever is not the same person there is let go.
pub fn turned_from(state: &mut State, before: &Org) {
    state.session = std::mem::take(&mut state.session).under_other_plan(before);
    let Some(document) = &state.session.document else { return };
    let org = &document.snapshot.org;
    if let Some(palette) = &mut state.palette {
        palette.people.retain(|&person| is_same_person(before, org, person));
    }
    let is_of_nobody = |dialog: &mut FileDialog| match dialog.request {
        FileRequest::Sheet { person, .. } => !is_same_person(before, org, person),
        _ => false,
    };
    if state.file_dialog.take_if(is_of_nobody).is_some() {
        let what = "The sheet was about somebody who is not in this plan";
        state.alert = Some((what.to_owned(), "Turn to their plan and choose it again".to_owned()));
    }
    tree::meet(state);
}

/// A file could not be opened: what is open stays open behind the page that says so.
pub fn fail(state: &mut State, source: Source, error: OpenError) {
    state.failed = Some(Failed { source, error });
    state.page = Page::Failed;
}

/// The same document under another plan or otherwise folded: whoever is selected stays selected.
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

/// Closes what is open, with all that was under way in it: the start page is shown. A meeting goes on, so that what is
/// opened next is not seen for a moment as it is.
pub fn close(state: &mut State) {
    state.meeting = state.meeting.take().map(|_| Meeting::default());
    replace(state, Session::default(), Page::Start);
}

/// Opens the organisation that comes with the program: small enough to be read at once.
pub fn open_bundled(state: &mut State) {
    let source = Source::Bundled;
    match io::read(crate::BUNDLED, &source.file_name(), today(), &Progress::default()) {
        Ok(opened) => take(state, Document::new(source, opened)),
        Err(error) => return fail(state, source, error),
    }
    let Some(place) = bundled_place() else { return };
    let kept = RecoveryState::of(&place);
    state.session.keeper = Keeper::new(kept.journal, &place, None);
    // Its content comes with the program, and is what it was.
    state.session.recovered_edits = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
}

/// Shows the people of a file that is *structure only*, for a stated purpose.
pub fn show_people(state: &mut State, purpose: String, by: String, ctx: &egui::Context) {
    if let Some(document) = state.session.document.clone() {
        state.begin(Work::show_people(document, purpose, by, ctx));
    }
}
