//! The model of the window. Only `update` changes it. State of the open document is its [`Session`].

use crate::app::state::document::comparison::Ends;
use crate::app::state::document::start::Starting;
use crate::app::state::document::{Document, Source};
use crate::app::state::file_dialog::FileDialog;
use crate::app::state::focus::FocusRegions;
use crate::app::state::import::Importing;
use crate::app::state::manual::Manual;
use crate::app::state::meeting::{Copy, Meeting};
use crate::app::state::page::Page;
use crate::app::state::palette::Palette;
use crate::app::state::passphrase::Asking;
use crate::app::state::printing::Printed;
use crate::app::state::session::Session;
use crate::app::state::settings::Settings;
use crate::app::state::task::Work;
use crate::app::state::toast::{Toast, WayBack};
use crate::app::state::veil::Veil;
use crate::io::OpenError;
use crate::io::journal::Found;
use crate::org::Mode;
use crate::scene::Size;
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;

/// A file that could not be opened.
pub struct Failed {
    pub source: Source,
    pub error: OpenError,
}

/// The next step after leaving the open document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Close the window.
    Close,
    /// Open a file.
    Open(PathBuf),
    /// Open several files as one organisation.
    OpenSeveral(Vec<PathBuf>),
    /// Open the bundled organisation.
    OpenBundled,
    /// Close the document.
    StartPage,
    /// Create the new organisation being entered.
    Create,
    /// Open the file of the import page as it is read there.
    Import,
    /// Open a new organisation recovered from the journal at this path.
    Recover(PathBuf),
}

/// The model.
pub struct State {
    /// The open document and its state; empty when nothing is open.
    pub session: Session,
    /// The meeting in progress.
    pub meeting: Option<Meeting>,
    /// The copy that is shown in place of the document where there is a [`Self::veil`].
    pub copy: Copy,
    /// The page in the middle.
    pub page: Page,
    /// The file on the import page, which is not open yet.
    pub importing: Option<Importing>,
    /// The last file that could not be opened.
    pub failed: Option<Failed>,
    /// Work in progress that the window shows.
    pub work: Option<Work>,
    /// Work that goes on beside it: files that are written while other work has replaced them in the window, or shown.
    pub beside: Vec<Work>,
    /// PDFs that were opened for printing; removed when the window closes.
    pub printed: Vec<Printed>,
    /// The open file dialog.
    pub file_dialog: Option<FileDialog>,
    /// The open question for a passphrase.
    pub passphrase: Option<Asking>,
    /// The message at the foot of the picture.
    pub toast: Option<Toast>,
    /// The open command palette.
    pub palette: Option<Palette>,
    /// State of the manual page.
    pub manual: Manual,
    /// Set while the list of keyboard shortcuts is shown.
    pub keys: bool,
    /// Set while version and licences are shown.
    pub about: bool,
    /// Unsaved edits of earlier runs to other documents.
    pub pending: Vec<Found>,
    /// The step to take once changes are saved or discarded.
    pub leaving: Option<Then>,
    /// Set once the window may close without asking.
    pub may_close: bool,
    /// Message of the open alert, and the next step.
    pub alert: Option<(String, String)>,
    /// Size of the canvas, in points of the picture at scale 1.
    pub canvas: Size,
    /// Keyboard focus and the region in front.
    pub focus_regions: FocusRegions,
    /// Time at which the open file was last checked for changes by others, in seconds.
    pub looked: f64,
    /// State of the start page and of a new organisation.
    pub starting: Starting,
    pub settings: Settings,
}

impl State {
    /// A window with nothing open.
    pub fn new(settings: Settings) -> Self {
        Self {
            session: Session::default(),
            meeting: None,
            copy: Copy::default(),
            page: Page::Tracks,
            importing: None,
            failed: None,
            work: None,
            beside: Vec::new(),
            printed: Vec::new(),
            file_dialog: None,
            passphrase: None,
            toast: None,
            palette: None,
            manual: Manual::default(),
            keys: false,
            about: false,
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

    /// The document as it may be shown: everything drawn, displayed or sent to a screen reader is read from here. Only
    /// code that changes or saves reads `session.document`.
    pub fn seen(&self) -> Option<&Document> {
        match self.veil() {
            Some(veil) => self.copy.made().filter(|(of, _)| of.veil == veil).map(|(_, document)| document),
            None => self.session.document.as_ref(),
        }
    }

    /// What must not be seen of the document.
    pub fn veil(&self) -> Option<Veil> {
        let head = self.session.document.as_ref().map(|document| &document.snapshot.org.head);
        let shows = |mode: &Mode| matches!(mode, Mode::People { .. }) && !self.session.people_redacted;
        let names = head.is_none_or(|head| !head.unnamed || shows(&head.mode));
        match &self.meeting {
            Some(_) => Some(Veil::Meeting { names: names && self.settings.meeting_names }),
            None if names => None,
            None => Some(Veil::Names),
        }
    }

    /// True while people are shown by their names.
    pub fn names_people(&self) -> bool {
        matches!(self.veil(), None | Some(Veil::Meeting { names: true }))
    }

    /// True when findings, badges and numbers of single people may be shown.
    pub fn shows_people(&self) -> bool {
        !self.session.people_redacted && self.seen().is_some_and(|d| d.snapshot.org.shows_people())
    }

    /// True when people are hidden although the file allows showing them.
    pub fn hides_people(&self) -> bool {
        self.session.people_redacted || self.meeting.is_some()
    }

    /// True when a group of findings is open.
    pub fn is_open(&self, id: &str, starts_open: bool) -> bool {
        self.session.groups.get(id).copied().unwrap_or(starts_open)
    }

    /// Default sides of a comparison: the last ones, otherwise the baseline with the plan looked at, or with the first
    /// plan.
    pub fn first_ends(&self) -> Ends {
        let ends = self.session.ends;
        let Some(document) = self.seen().filter(|_| ends[0] == ends[1]) else { return ends };
        [None, document.snapshot.scenario.or((!document.scenarios.is_empty()).then_some(0))]
    }

    /// Starts a piece of work in place of the present one.
    pub fn begin(&mut self, work: Work) {
        // Work that is replaced stops at its next step: the last command wins.
        self.set_work_aside();
        self.work = Some(work);
    }

    /// Lets work end that writes a file, and cancels other work in progress.
    pub fn set_work_aside(&mut self) {
        match self.work.take() {
            Some(work) if work.is_writing => self.beside.push(work),
            Some(work) => work.progress.cancel(),
            None => {}
        }
    }

    /// All work in progress: first what the window waits for, then what goes on beside it.
    pub fn all_work(&self) -> impl Iterator<Item = &Work> {
        let saving = self.session.saving.iter().map(|saving| &saving.work);
        self.work.iter().chain(saving).chain(&self.beside)
    }

    /// Work that writes a file.
    pub fn writing(&self) -> impl Iterator<Item = &Work> {
        self.all_work().filter(|work| work.is_writing)
    }

    /// True while a step has to wait for what is being written: the end of the program for every file, and any other for
    /// the save of the document that it leaves.
    pub fn waits_to(&self, then: &Then) -> bool {
        self.session.saving.is_some() || (*then == Then::Close && self.writing().next().is_some())
    }

    /// The work in progress that shows how far it is.
    pub fn shown_work(&self) -> impl Iterator<Item = &Work> {
        self.all_work().filter(|work| !work.is_quiet)
    }

    /// Cancels a piece of [`Self::shown_work`], by its index. A file that was written all the same is still told of.
    pub fn cancel_work(&mut self, at: usize) {
        let Some(work) = self.shown_work().nth(at).filter(|work| work.can_cancel) else { return };
        let progress = work.progress.clone();
        progress.cancel();
        let is_it = |work: &Work| Arc::ptr_eq(&work.progress, &progress);
        let work = self.work.take_if(|work| is_it(work));
        self.beside.extend(work);
        self.beside.retain_mut(|work| {
            work.is_quiet |= is_it(work);
            !is_it(work) || work.is_writing
        });
    }

    /// Folder in which a file dialog starts: that of the file opened last.
    pub fn folder(&self) -> Option<PathBuf> {
        self.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from)
    }

    /// Shows a message at the foot of the picture for a while.
    pub fn note(&mut self, words: impl Into<String>, ctx: &egui::Context) {
        self.toast = Some(Toast::new(words.into(), None, ctx));
    }

    /// Shows what was done, with a button to take it back.
    pub fn note_with(&mut self, words: impl Into<String>, way_back: WayBack, ctx: &egui::Context) {
        self.toast = Some(Toast::new(words.into(), Some(way_back), ctx));
    }
}
