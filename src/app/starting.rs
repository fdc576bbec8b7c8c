//! The start page, and a new organisation that is being entered. Where nothing is open the start page is shown. What is
//! being entered stays until it is created or given up, whatever is looked at meanwhile.

use super::command::{Command, Page};
use super::dispatch::{dispatch, fail, let_go, take};
use super::document::{Document, Source};
use super::meeting::Meeting;
use super::panels::start_new::focus;
use super::planning::note;
use super::recovery::{Keeper, Kept, bundled_place};
use super::saving::may_leave;
use super::starting_draft::{Draft, LadderChoice};
use super::starting_new::{create, is_new, recover};
use super::starting_recent::Recents;
use super::state::{State, Then};
use super::table::Table;
use crate::io::clock::today;
use crate::io::journal::Found;
use crate::io::{self, Progress};
use eframe::egui;
use std::path::PathBuf;

/// What is wished of the start page and of a new organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum StartWish {
    /// The start page is shown; what is open stays open.
    Page,
    /// What is open is closed, and the start page is shown.
    Close,
    /// It is no longer said that the bundled organisation is nobody's own.
    HideStrip,
    /// A recent file stays on top, or no longer.
    Pin(PathBuf, bool),
    /// A recent file is taken off the list.
    Forget(PathBuf),
    /// Edits that an earlier program left are opened with their document.
    TakePending(usize),
    /// A new organisation is entered, or gone on with.
    New,
    /// Its name.
    Name(String),
    /// Its ladder.
    Ladder(LadderChoice),
    /// What was typed of somebody: line and cell.
    Cell((usize, usize), String),
    /// A line is left, so that first letters become the whole.
    Complete(usize),
    /// A range of a spreadsheet is pasted, from a cell on.
    Paste((usize, usize), String),
    /// It becomes a document.
    Create,
    /// It is given up, once that is agreed to.
    GiveUp,
    /// Whether it is given up.
    Agree(bool),
}

impl StartWish {
    /// Whether it may be done while everybody looks: where somebody is entered, names are shown.
    pub fn is_for_all(&self) -> bool {
        matches!(self, Self::Page | Self::Close | Self::HideStrip | Self::Pin(..) | Self::Forget(_))
    }
}

/// Why it is asked whether what is being entered is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// It was wished.
    Up,
    /// The window is about to close.
    Closing,
}

/// What is known between two frames.
#[derive(Default)]
pub struct Starting {
    /// A new organisation that is being entered.
    pub draft: Option<Draft>,
    /// Whether it is asked if that is given up, and why.
    pub giving: Option<Giving>,
    /// Whether the program opened the bundled organisation by itself.
    pub is_first: bool,
    /// What became of the recent files.
    pub recents: Recents,
}

/// Begins as a program does that is started without a file. At the very first start that is the bundled organisation,
/// so that there is something to see. Later it is the start page and not the last file: a file holds pay, and nobody's
/// is put on a screen that others may look at before somebody asks for it. Enter opens the last one.
pub fn begin(state: &mut State, ctx: &egui::Context) {
    if state.settings.recent.is_empty() {
        state.starting.is_first = true;
        dispatch(state, Command::OpenBundled, ctx);
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
        StartWish::Close => {
            if may_leave(state, Then::StartPage) {
                close(state);
            }
        }
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
            if is_right && may_leave(state, Then::Create) {
                create(state, ctx);
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
                note(state, error.to_string(), ctx);
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
    state.page = if state.document.is_some() { Page::Tracks } else { Page::Start };
    if giving == Some(Giving::Closing) {
        // What is open and not saved is asked about then.
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

/// Closes what is open, with all that was under way in it: the start page is shown. A meeting goes on, so that what is
/// opened next is not seen for a moment as it is.
pub fn close(state: &mut State) {
    (state.table, state.look, state.holds) = (Table::default(), Default::default(), [None, None]);
    (state.chain, state.refold) = (None, None);
    state.document = None;
    state.page = Page::Start;
    if let Some(work) = state.work.take() {
        work.progress.cancel();
    }
    state.refreshing = None;
    state.meeting = state.meeting.take().map(|_| Meeting::default());
    let_go(state);
}

/// Opens the organisation that comes with the program: small enough to be read at once.
pub fn open_bundled(state: &mut State) {
    let source = Source::Bundled;
    match io::read(crate::BUNDLED, &source.file_name(), today(), &Progress::default()) {
        Ok(opened) => take(state, Document::new(source, opened)),
        Err(error) => return fail(state, source, error),
    }
    let Some(place) = bundled_place() else { return };
    let kept = Kept::of(&place);
    state.keeper = Keeper::new(kept.journal, &place, None);
    // Its content comes with the program, and is what it was.
    state.found = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
}

/// Opens the document that edits were made in; one without a file comes out of them alone.
fn take_pending(state: &mut State, at: usize, ctx: &egui::Context) {
    let Some(place) = state.pending.get(at).map(|found| found.document.clone()) else { return };
    if Some(&place) == bundled_place().as_ref() {
        dispatch(state, Command::OpenBundled, ctx);
    } else if !is_new(&place) {
        dispatch(state, Command::Open(place), ctx);
    } else if may_leave(state, Then::Recover(place.clone())) {
        recover(state, &place, ctx);
    }
}
