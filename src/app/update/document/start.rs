//! The start page, shown while nothing is open, and a new organisation being entered, which stays until it is created
//! or discarded, whatever is looked at meanwhile.

use crate::app::state::document::Source;
use crate::app::state::document::new_organisation::{Draft, focus};
use crate::app::state::document::recovery::{bundled_place, is_new};
use crate::app::state::document::start::{Giving, StartCommand};
use crate::app::state::page::Page;
use crate::app::state::{State, Then};
use crate::app::update::document::leaving::leave_for;
use eframe::egui;

/// Starts the program without a file. The very first time that opens the bundled organisation, so that there is
/// something to see. Later it shows the start page instead of the last file: files hold pay, and nobody's pay is put on
/// a screen that others may see before it is asked for. Enter opens the last file.
pub fn begin(state: &mut State, ctx: &egui::Context) {
    if state.settings.recent.is_empty() {
        state.starting.is_first = true;
        leave_for(state, Then::OpenBundled, ctx);
    } else {
        state.page = Page::Start;
    }
}

/// Takes over the look-up of the recent files. Called once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    let is_shown = state.page == Page::Start;
    state.starting.recents.poll(is_shown, &state.settings.recent, ctx);
}

/// True while the strip says that the bundled organisation is fictional.
pub fn shows_strip(state: &State) -> bool {
    let is_bundled = state.seen().is_some_and(|document| document.source == Source::Bundled);
    is_bundled && state.starting.is_first && !state.settings.knows_bundled
}

/// True when no entries of a new organisation would be lost by closing the window; otherwise asks.
pub fn may_close(state: &mut State) -> bool {
    let is_begun = state.starting.draft.as_ref().is_some_and(Draft::is_begun);
    if is_begun {
        (state.page, state.starting.giving) = (Page::New, Some(Giving::Closing));
    }
    !is_begun
}

/// Carries out a request.
pub fn handle(state: &mut State, command: StartCommand, ctx: &egui::Context) {
    match command {
        StartCommand::Page => state.page = Page::Start,
        // The document behind this page stays open.
        StartCommand::Close if state.page == Page::New => state.page = Page::Start,
        StartCommand::Close => leave_for(state, Then::StartPage, ctx),
        StartCommand::HideStrip => state.settings.knows_bundled = true,
        StartCommand::Pin(path, is_pinned) => state.settings.pin(&path, is_pinned),
        StartCommand::Forget(path) => state.settings.forget(&path),
        StartCommand::TakePending(at) => take_pending(state, at, ctx),
        StartCommand::New => {
            focus(ctx, state.starting.draft.get_or_insert_default());
            state.page = Page::New;
        }
        StartCommand::Create => {
            let is_right = state.starting.draft.as_ref().is_some_and(|draft| draft.roster.wrong().next().is_none());
            if is_right {
                leave_for(state, Then::Create, ctx);
            }
        }
        StartCommand::GiveUp if state.starting.draft.as_ref().is_some_and(Draft::is_begun) => {
            state.starting.giving = Some(Giving::Up);
        }
        StartCommand::GiveUp => agree(state, true, ctx),
        StartCommand::Agree(agreed) => agree(state, agreed, ctx),
        command => enter(state, command, ctx),
    }
}

/// Changes the entries of a new organisation.
fn enter(state: &mut State, command: StartCommand, ctx: &egui::Context) {
    let Some(draft) = &mut state.starting.draft else { return };
    match command {
        StartCommand::Name(name) => draft.call(name),
        StartCommand::Ladder(choice) => draft.choose(choice),
        StartCommand::Cell(at, text) => draft.set(at, text),
        StartCommand::Complete(at) => draft.complete(at),
        StartCommand::Paste(at, text) => {
            if let Err(error) = draft.paste(at, &text) {
                state.note(error.said(), ctx);
            }
        }
        _ => {}
    }
}

fn agree(state: &mut State, agreed: bool, ctx: &egui::Context) {
    let giving = state.starting.giving.take();
    if !agreed {
        return;
    }
    state.starting.draft = None;
    state.page = if state.session.document.is_some() { Page::Tracks } else { Page::Start };
    if giving == Some(Giving::Closing) {
        // Unsaved changes of the open document are asked about next.
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

/// Opens the document that recovered edits belong to; one without a file consists of the edits alone.
fn take_pending(state: &mut State, at: usize, ctx: &egui::Context) {
    let Some(place) = state.pending.get(at).map(|found| found.document.clone()) else { return };
    let then = if Some(&place) == bundled_place().as_ref() {
        Then::OpenBundled
    } else if is_new(&place) {
        Then::Recover(place)
    } else {
        Then::Open(place)
    };
    leave_for(state, then, ctx);
}
