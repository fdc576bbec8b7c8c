//! What the window knows between two frames. Only `update` changes it. What belongs to the open document is its
//! [`Session`].

use crate::app::state::document::comparison::Ends;
use crate::app::state::document::start::Starting;
use crate::app::state::document::{Document, Source};
use crate::app::state::file_dialog::FileDialog;
use crate::app::state::focus::FocusRegions;
use crate::app::state::manual::Manual;
use crate::app::state::meeting::Meeting;
use crate::app::state::page::Page;
use crate::app::state::palette::Palette;
use crate::app::state::session::Session;
use crate::app::state::settings::Settings;
use crate::app::state::task::Work;
use crate::app::state::toast::{Toast, WayBack};
use crate::io::OpenError;
use crate::io::journal::Found;
use crate::scene::Size;
use eframe::egui;
use std::path::PathBuf;

/// A file that could not be opened.
pub struct Failed {
    /// Which.
    pub source: Source,
    /// Why.
    pub error: OpenError,
}

/// What leaves the document that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// The window is closed.
    Close,
    /// A file is opened.
    Open(PathBuf),
    /// The bundled organisation is opened.
    OpenBundled,
    /// Nothing is open any more.
    StartPage,
    /// A new organisation takes its place.
    Create,
    /// A new organisation that an earlier program left, kept there, takes its place.
    Recover(PathBuf),
}

/// What the window knows.
pub struct State {
    /// The open document and all that belongs to it; empty where none is open.
    pub session: Session,
    /// A meeting, where everybody sees the screen.
    pub meeting: Option<Meeting>,
    /// The page in the middle.
    pub page: Page,
    /// The last file that could not be opened.
    pub failed: Option<Failed>,
    /// Work under way.
    pub work: Option<Work>,
    /// A question which file to open.
    pub file_dialog: Option<FileDialog>,
    /// What was done or refused last.
    pub toast: Option<Toast>,
    /// The search for commands, while it is open.
    pub palette: Option<Palette>,
    /// What is read of the manual.
    pub manual: Manual,
    /// Whether all keys are shown.
    pub keys: bool,
    /// What earlier programs left of other documents.
    pub pending: Vec<Found>,
    /// What to do once changes are saved or let go.
    pub leaving: Option<Then>,
    /// Whether the window may close as it stands.
    pub may_close: bool,
    /// Something that could not be done: what, and what to do next.
    pub alert: Option<(String, String)>,
    /// Size of the canvas, in pixels of the picture at scale 1.
    pub canvas: Size,
    /// Where the keys are, and which part of the window has the room.
    pub focus_regions: FocusRegions,
    /// When the open file was looked at last for changes by others, in seconds of the window.
    pub looked: f64,
    /// The start page, and a new organisation.
    pub starting: Starting,
    /// What is remembered.
    pub settings: Settings,
}

impl State {
    /// Nothing open yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            session: Session::default(),
            meeting: None,
            page: Page::Tracks,
            failed: None,
            work: None,
            file_dialog: None,
            toast: None,
            palette: None,
            manual: Manual::default(),
            keys: false,
            pending: Vec::new(),
            leaving: None,
            may_close: false,
            alert: None,
            canvas: Size::default(),
            focus_regions: FocusRegions::default(),
            looked: 0.0,
            starting: Starting::default(),
            settings,
        }
    }

    /// What may be seen of what is open: all that is drawn, said or told to a screen reader is read from here, and
    /// only what changes or saves reads `document`.
    pub fn seen(&self) -> Option<&Document> {
        match &self.meeting {
            Some(meeting) => meeting.document(),
            None => self.session.document.as_ref(),
        }
    }

    /// Whether findings, badges and numbers of single people may be shown.
    pub fn shows_people(&self) -> bool {
        !self.session.people_redacted && self.seen().is_some_and(|d| d.snapshot.org.shows_people())
    }

    /// Whether people are left out though the file allows them to be seen.
    pub fn hides_people(&self) -> bool {
        self.session.people_redacted || self.meeting.is_some()
    }

    /// Whether a group of findings is open.
    pub fn is_open(&self, id: &str, starts_open: bool) -> bool {
        self.session.groups.get(id).copied().unwrap_or(starts_open)
    }

    /// What is compared first: what was compared last, else the baseline with the plan looked at or the first.
    pub fn first_ends(&self) -> Ends {
        let ends = self.session.ends;
        let Some(document) = self.seen().filter(|_| ends[0] == ends[1]) else { return ends };
        [None, document.snapshot.scenario.or((!document.scenarios.is_empty()).then_some(0))]
    }

    /// Begins a piece of work in the place of the one before.
    pub fn begin(&mut self, work: Work) {
        // What is no longer wanted stops at its next step; the last command wins.
        if let Some(before) = self.work.replace(work) {
            before.progress.cancel();
        }
    }

    /// Gives up the work under way.
    pub fn cancel_work(&mut self) {
        if let Some(work) = self.work.take() {
            work.progress.cancel();
        }
    }

    /// Where to begin looking for files: the folder of the file that was opened last.
    pub fn folder(&self) -> Option<PathBuf> {
        self.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from)
    }

    /// Says something at the foot of the picture for a while.
    pub fn note(&mut self, words: impl Into<String>, ctx: &egui::Context) {
        self.toast = Some(Toast::new(words.into(), None, ctx));
    }

    /// Says what was done, with a way back beside it.
    pub fn note_with(&mut self, words: impl Into<String>, way_back: WayBack, ctx: &egui::Context) {
        self.toast = Some(Toast::new(words.into(), Some(way_back), ctx));
    }
}
