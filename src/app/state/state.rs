//! What the window knows between two frames. Only `dispatch` changes it.

use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::drag::{Asked, Drag};
use crate::app::state::canvas::look::LookView;
use crate::app::state::canvas::manager_chain::ShownChain;
use crate::app::state::canvas::one_path::Walk;
use crate::app::state::canvas::tree::TreeView;
use crate::app::state::canvas::view_anchor::Hold;
use crate::app::state::document::comparison::{Compared, Ends};
use crate::app::state::document::edits::Edits;
use crate::app::state::document::merging::Merging;
use crate::app::state::document::recovery::{Keeper, Stamp};
use crate::app::state::document::search::Hits;
use crate::app::state::document::search_task::Looking;
use crate::app::state::document::start::Starting;
use crate::app::state::document::{Document, Source};
use crate::app::state::evidence::Collecting;
use crate::app::state::file_dialog::Choosing;
use crate::app::state::focus::Reach;
use crate::app::state::ladder::LadderView;
use crate::app::state::manual::Manual;
use crate::app::state::matrix::Plotted;
use crate::app::state::meeting::Meeting;
use crate::app::state::page::Page;
use crate::app::state::palette::Palette;
use crate::app::state::paste_column::Pasting;
use crate::app::state::settings::Settings;
use crate::app::state::table::Table;
use crate::app::state::task::Work;
use crate::app::state::what_if::{Trial, Weighing};
use crate::diagram::Folding;
use crate::edit::Scenario;
use crate::io::OpenError;
use crate::io::journal::Found;
use crate::org::{Line, PersonId};
use crate::report::Show;
use crate::scene::Size;
use eframe::egui;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What is compared first: what was compared last, else the baseline with the plan looked at or the first.
pub fn first(state: &State) -> Ends {
    let Some(document) = state.seen().filter(|_| state.ends[0] == state.ends[1]) else { return state.ends };
    [None, document.standing.scenario.or((!document.scenarios.is_empty()).then_some(0))]
}

/// Begins a piece of work in the place of the one before.
pub fn begin(state: &mut State, work: Work) {
    // What is no longer wanted stops at its next step; the last wish wins.
    if let Some(before) = state.work.replace(work) {
        before.progress.cancel();
    }
}

/// Where to begin looking for files: the folder of the file that was opened last.
pub fn folder(state: &State) -> Option<PathBuf> {
    state.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from)
}

/// Seconds that a note is shown.
pub const NOTED: f64 = 6.0;

/// Says something at the foot of the picture for a while.
pub fn note(state: &mut State, words: String, ctx: &egui::Context) {
    state.note = Some((words, ctx.input(|input| input.time) + NOTED));
    ctx.request_repaint_after(std::time::Duration::from_secs_f64(NOTED));
}

/// A file that could not be opened.
pub struct Failed {
    /// Which.
    pub source: Source,
    /// Why.
    pub error: OpenError,
}

/// The search field and who was found.
#[derive(Default)]
pub struct Search {
    /// As typed.
    pub query: String,
    /// Who was found so far.
    pub hits: Hits,
    /// The rest of the search, while it goes on.
    pub looking: Option<Looking>,
    /// Which of them is marked.
    pub at: usize,
    /// Whether the list is open.
    pub is_open: bool,
    /// Whether whoever is found first is to be shown: Enter was pressed before anybody was found.
    pub is_awaited: bool,
}

/// Somebody who is looked for in the form of who is selected.
pub struct Seeking {
    /// The line that will be drawn.
    pub line: Line,
    /// As typed.
    pub typed: String,
    /// Who was found.
    pub found: Vec<PersonId>,
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
    /// What is open; `None` where the start page or what becomes of it is shown.
    pub document: Option<Document>,
    /// A meeting, where everybody sees the screen.
    pub meeting: Option<Meeting>,
    /// The page in the middle.
    pub page: Page,
    /// The last file that could not be opened.
    pub failed: Option<Failed>,
    /// Work under way.
    pub work: Option<Work>,
    /// The indices being made afresh after an edit; beside everything else, and nothing waits for it.
    pub refreshing: Option<Work>,
    /// A question which file to open.
    pub choosing: Option<Choosing>,
    /// Who is selected.
    pub selected: Option<PersonId>,
    /// Who is selected together with them, each once.
    pub also: Vec<PersonId>,
    /// Who is in the hand.
    pub drag: Option<Drag>,
    /// A drop that waits for an answer.
    pub asked: Option<Asked>,
    /// What was changed.
    pub edits: Edits,
    /// What was done or refused last, in one sentence, and until when it is shown, in seconds of the window.
    pub note: Option<(String, f64)>,
    /// What is tried, without being done.
    pub trial: Option<Trial>,
    /// What is weighed.
    pub weighing: Weighing,
    /// Whether the inspector is a form.
    pub form: bool,
    /// The search for commands, while it is open.
    pub palette: Option<Palette>,
    /// What is read of the manual.
    pub manual: Manual,
    /// Whether all keys are shown.
    pub keys: bool,
    /// A column that is pasted.
    pub pasting: Option<Pasting>,
    /// Evidence that is being collected.
    pub collecting: Option<Collecting>,
    /// The table and the filter.
    pub table: Table,
    /// How people look in the pictures.
    pub look: LookView,
    /// The chain to the top that is shown.
    pub chain: Option<ShownChain>,
    /// Places of the tracks and of the tree that are gone to once these are laid out.
    pub holds: [Option<Hold>; 2],
    /// What is to be unfolded of the tracks.
    pub refold: Option<Folding>,
    /// Somebody who is looked for, to draw a line to.
    pub seeking: Option<Seeking>,
    /// The plan that was deleted last, and where it stood.
    pub deleted: Option<(usize, Scenario)>,
    /// Where edits are kept until they are saved.
    pub keeper: Keeper,
    /// Whether the document is open in another window, so that nothing can be changed here until it has another name.
    pub read_only: bool,
    /// What an earlier program left of the document that is open.
    pub found: Option<Found>,
    /// What earlier programs left of other documents.
    pub pending: Vec<Found>,
    /// The file that somebody else has written since it was opened.
    pub changed: Option<PathBuf>,
    /// What somebody else has made of the file meanwhile: its length and date.
    pub outside: Option<Stamp>,
    /// What of that is not to be said again.
    pub set_aside: Option<Stamp>,
    /// When that was looked at last, in seconds of the window.
    pub looked: f64,
    /// A new export that is taken in.
    pub merging: Option<Merging>,
    /// What is looked at on the page of the ladder.
    pub ladder: LadderView,
    /// What is compared.
    pub ends: Ends,
    /// The comparison; `None` until it is made.
    pub compared: Option<Arc<Compared>>,
    /// Authority against impact; `None` until the page is looked at.
    pub plotted: Option<Plotted>,
    /// Cards on their way between one path and two tracks.
    pub walk: Option<Walk>,
    /// What to do once changes are saved or let go.
    pub leaving: Option<Then>,
    /// Whether the window may close as it stands.
    pub may_close: bool,
    /// Something that could not be done: what, and what to do next.
    pub alert: Option<(String, String)>,
    /// The finding that is open to its numbers.
    pub open_finding: Option<u32>,
    /// Groups that were opened or closed by hand.
    pub groups: BTreeMap<&'static str, bool>,
    /// The line of "What your file already shows" whose people are listed.
    pub open_line: Option<(usize, usize)>,
    /// Whether the numbers of somebody without a finding are shown.
    pub numbers: bool,
    /// What the next report shows besides structure and ladder.
    pub report: Show,
    /// Whether all that is said of single people is left out, whatever the file allows.
    pub people_hidden: bool,
    /// What part of the picture is seen.
    pub camera: Camera,
    /// Whether the whole picture is to be shown as soon as the canvas has a size.
    pub to_fit: bool,
    /// How the picture opened.
    pub opened: Option<Camera>,
    /// The tree view.
    pub tree: TreeView,
    /// Size of the canvas, in pixels of the picture at scale 1.
    pub canvas: Size,
    /// Where the keys are, and which part of the window has the room.
    pub reach: Reach,
    /// The search.
    pub search: Search,
    /// The start page, and a new organisation.
    pub starting: Starting,
    /// What is remembered.
    pub settings: Settings,
}

impl State {
    /// Nothing open yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            document: None,
            meeting: None,
            page: Page::Tracks,
            failed: None,
            work: None,
            refreshing: None,
            choosing: None,
            selected: None,
            also: Vec::new(),
            drag: None,
            asked: None,
            edits: Edits::default(),
            note: None,
            trial: None,
            weighing: Weighing::default(),
            form: false,
            palette: None,
            manual: Manual::default(),
            keys: false,
            pasting: None,
            collecting: None,
            table: Table::default(),
            look: LookView::default(),
            chain: None,
            holds: [None, None],
            refold: None,
            seeking: None,
            deleted: None,
            keeper: Keeper::default(),
            read_only: false,
            found: None,
            pending: Vec::new(),
            changed: None,
            outside: None,
            set_aside: None,
            looked: 0.0,
            merging: None,
            ladder: LadderView::default(),
            ends: [None, None],
            compared: None,
            plotted: None,
            walk: None,
            leaving: None,
            may_close: false,
            alert: None,
            open_finding: None,
            groups: BTreeMap::new(),
            open_line: None,
            numbers: false,
            report: Show::default(),
            people_hidden: false,
            camera: Camera::default(),
            to_fit: true,
            opened: None,
            tree: TreeView::default(),
            canvas: Size::default(),
            reach: Reach::default(),
            search: Search::default(),
            starting: Starting::default(),
            settings,
        }
    }

    /// What may be seen of what is open: all that is drawn, said or told to a screen reader is read from here, and
    /// only what changes or saves reads `document`.
    pub fn seen(&self) -> Option<&Document> {
        match &self.meeting {
            Some(meeting) => meeting.document(),
            None => self.document.as_ref(),
        }
    }

    /// Whether findings, badges and numbers of single people may be shown.
    pub fn shows_people(&self) -> bool {
        !self.people_hidden && self.seen().is_some_and(|d| d.standing.org.shows_people())
    }

    /// Whether people are left out though the file allows them to be seen.
    pub fn hides_people(&self) -> bool {
        self.people_hidden || self.meeting.is_some()
    }

    /// Whether a group of findings is open.
    pub fn is_open(&self, id: &str, starts_open: bool) -> bool {
        self.groups.get(id).copied().unwrap_or(starts_open)
    }
}
