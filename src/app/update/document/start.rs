//! The start page, and a new organisation that is being entered. Where nothing is open the start page is shown. What is
//! being entered stays until it is created or given up, whatever is looked at meanwhile.

use crate::app::state::document::Source;
use crate::app::state::document::new_organisation::{Draft, focus};
use crate::app::state::document::recovery::{bundled_place, is_new};
use crate::app::state::document::start::{Giving, StartWish};
use crate::app::state::page::Page;
use crate::app::state::{State, Then};
use crate::app::update::document::leaving::leave_for;
use eframe::egui;

/// Begins as a program does that is started without a file. At the very first start that is the bundled organisation,
/// so that there is something to see. Later it is the start page and not the last file: a file holds pay, and nobody's
/// is put on a screen that others may look at before somebody asks for it. Enter opens the last one.
pub fn begin(state: &mut State, ctx: &egui::Context) {
    if state.settings.recent.is_empty() {
        state.starting.is_first = true;
        leave_for(state, Then::OpenBundled, ctx);
    } else {
        state.page = Page::Start;
    }
}

/// Takes in what became of the recent files; once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    let is_shown = state.page == Page::Start;
    state.starting.recents.poll(is_shown, &state.settings.recent, ctx);
}

/// Whether a strip says that the bundled organisation is nobody's own.
pub fn shows_strip(state: &State) -> bool {
    let is_bundled = state.seen().is_some_and(|document| document.source == Source::Bundled);
    is_bundled && state.starting.is_first && !state.settings.knows_bundled
}

/// Whether the window may close as far as what is being entered goes; else it is asked about.
pub fn may_close(state: &mut State) -> bool {
    let is_begun = state.starting.draft.as_ref().is_some_and(Draft::is_begun);
    if is_begun {
        (state.page, state.starting.giving) = (Page::New, Some(Giving::Closing));
    }
    !is_begun
}

/// Does what is wished.
pub fn wish(state: &mut State, wish: StartWish, ctx: &egui::Context) {
    match wish {
        StartWish::Page => state.page = Page::Start,
        // What stands behind it is not meant.
        StartWish::Close if state.page == Page::New => state.page = Page::Start,
        StartWish::Close => leave_for(state, Then::StartPage, ctx),
        StartWish::HideStrip => state.settings.knows_bundled = true,
        StartWish::Pin(path, is_pinned) => state.settings.pin(&path, is_pinned),
        StartWish::Forget(path) => state.settings.forget(&path),
        StartWish::TakePending(at) => take_pending(state, at, ctx),
        StartWish::New => {
            focus(ctx, state.starting.draft.get_or_insert_default());
            state.page = Page::New;
        }
        StartWish::Create => {
            let is_right = state.starting.draft.as_ref().is_some_and(|draft| draft.roster.wrong().next().is_none());
            if is_right {
                leave_for(state, Then::Create, ctx);
            }
        }
        StartWish::GiveUp if state.starting.draft.as_ref().is_some_and(Draft::is_begun) => {
            state.starting.giving = Some(Giving::Up);
        }
        StartWish::GiveUp => agree(state, true, ctx),
        StartWish::Agree(agreed) => agree(state, agreed, ctx),
        wish => enter(state, wish, ctx),
    }
}

/// Enters something of a new organisation.
fn enter(state: &mut State, wish: StartWish, ctx: &egui::Context) {
    let Some(draft) = &mut state.starting.draft else { return };
    match wish {
        StartWish::Name(name) => draft.call(name),
        StartWish::Ladder(choice) => draft.choose(choice),
        StartWish::Cell(at, text) => draft.set(at, text),
        StartWish::Complete(at) => draft.complete(at),
        StartWish::Paste(at, text) => {
            if let Err(error) = draft.paste(at, &text) {
                state.note(error.to_string(), ctx);
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
        // What is open and not saved is asked about then.
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

/// Opens the document that edits were made in; one without a file comes out of them alone.
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
