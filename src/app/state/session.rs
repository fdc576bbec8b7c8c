//! Everything that belongs to the open document. Replaced whole when another document is opened, so that nothing of the
//! previous one remains unless it is carried over by name. The rest of the model is `State`.

use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::drag::{Asked, Drag};
use crate::app::state::canvas::look::LookView;
use crate::app::state::canvas::manager_chain::ShownChain;
use crate::app::state::canvas::one_path::TrackAnimation;
use crate::app::state::canvas::tree::TreeView;
use crate::app::state::canvas::view_anchor::ViewAnchor;
use crate::app::state::document::Document;
use crate::app::state::document::comparison::{Compared, Ends};
use crate::app::state::document::edits::Edits;
use crate::app::state::document::merging::Merging;
use crate::app::state::document::recovery::{Keeper, Stamp};
use crate::app::state::document::search::Hits;
use crate::app::state::document::search_task::SearchTask;
use crate::app::state::evidence::EvidenceEntry;
use crate::app::state::export::Exporting;
use crate::app::state::gathering::FoldersOf;
use crate::app::state::import::Imported;
use crate::app::state::ladder::LadderView;
use crate::app::state::latest::Latest;
use crate::app::state::matrix::Plotted;
use crate::app::state::paste_column::Pasting;
use crate::app::state::settings::Settings;
use crate::app::state::table::Table;
use crate::app::state::task::Work;
use crate::app::state::what_if::{Trial, Weighing};
use crate::diagram::{Folder, FoldersBy, Tracks};
use crate::io::journal::Found;
use crate::io::sealed::Seal;
use crate::org::{Line, Org, PersonId};
use crate::report::Show;
use crate::scene::Point;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// The search field and its hits.
#[derive(Default)]
pub struct Search {
    pub query: String,
    /// The hits so far.
    pub hits: Hits,
    /// The rest of the search while it runs.
    pub task: Option<SearchTask>,
    /// Index of the highlighted hit.
    pub at: usize,
    /// Set while the list of hits is open.
    pub is_open: bool,
    /// Set when Enter was pressed before the first hit arrived, which is then selected.
    pub is_awaited: bool,
}

/// Person search in the inspector form.
pub struct Seeking {
    /// Kind of line to draw to the person found.
    pub line: Line,
    pub typed: String,
    /// People that match.
    pub found: Vec<PersonId>,
}

/// A save of the open document that is under way.
pub struct Saving {
    pub work: Work,
    /// The save that was asked for meanwhile. Two at once could replace the newer content by the older.
    pub next: Option<NextSave>,
}

/// A save that follows the one under way.
pub enum NextSave {
    /// To the document's own file.
    Own,
    /// To a path, under a seal.
    To(PathBuf, Option<Seal>),
}

/// The open document and its state.
pub struct Session {
    /// `None` while the start page is shown, or the result of opening a file.
    pub document: Option<Document>,
    /// What the folders of a repository are coloured by.
    pub folders_by: FoldersBy,
    /// Its folders, made again when people are joined and separated otherwise.
    pub folders: Latest<FoldersOf, Arc<Vec<Folder>>>,
    /// The organisation for which that was looked at last.
    pub folders_seen: Weak<Org>,
    /// The selected person.
    pub selected: Option<PersonId>,
    /// Other people in the selection; no duplicates.
    pub rest_of_selection: Vec<PersonId>,
    pub drag: Option<Drag>,
    /// A drop that waits for an answer.
    pub asked: Option<Asked>,
    /// Histories of the baseline and the plans.
    pub edits: Edits,
    /// The what-if trial in progress.
    pub trial: Option<Trial>,
    /// Sides of the weighing page.
    pub weighing: Weighing,
    /// Set while the inspector shows its form.
    pub form: bool,
    /// A pasted column that is not applied yet.
    pub pasting: Option<Pasting>,
    /// Evidence entry in progress.
    pub evidence_entry: Option<EvidenceEntry>,
    /// The table and the filter.
    pub table: Table,
    /// Appearance of people in the pictures.
    pub look: LookView,
    /// The highlighted chain of managers.
    pub chain: Option<ShownChain>,
    /// Places to return to in the tracks and in the tree once they are laid out.
    pub anchors: [Option<ViewAnchor>; 2],
    /// Centre and scale before the last search for a person, to return to.
    pub gone_from: Option<(Point, f64)>,
    /// Layout that the tracks should change to once nothing else is under way: on one path when true.
    pub to_one_path: Option<bool>,
    /// Last layout shown, kept while there are few enough people to animate.
    pub last_tracks: Option<Arc<Tracks>>,
    /// Person search for a new line, in the inspector form.
    pub seeking: Option<Seeking>,
    /// Journal of the unsaved edits.
    pub keeper: Keeper,
    /// The save under way.
    pub saving: Option<Saving>,
    /// Set while another window has the document open; nothing can be changed here before it is saved under another
    /// name.
    pub read_only: bool,
    /// Unsaved edits of an earlier run.
    pub recovered_edits: Option<Found>,
    /// Path that could not be saved to because somebody else has written the file.
    pub save_conflict: Option<PathBuf>,
    /// Present stamp of the open file when somebody else has changed it.
    pub external_change: Option<Stamp>,
    /// The stamp for which the user has dismissed the notice.
    pub dismissed_change: Option<Stamp>,
    /// A merge waiting for its answers.
    pub merging: Option<Merging>,
    /// How the file was read, if it is a foreign one.
    pub imported: Option<Imported>,
    /// State of the ladder page.
    pub ladder: LadderView,
    /// Sides of the changes page.
    pub ends: Ends,
    /// The comparison of those sides; `None` until it is made.
    pub compared: Option<Arc<Compared>>,
    /// The open export dialog.
    pub exporting: Option<Exporting>,
    /// The matrix; `None` until its page is first shown.
    pub plotted: Option<Plotted>,
    /// Animation of cards between two layouts.
    pub track_animation: Option<TrackAnimation>,
    /// The finding whose numbers are shown.
    pub open_finding: Option<u32>,
    /// Groups of findings opened or closed by hand, by id.
    pub groups: BTreeMap<&'static str, bool>,
    /// Line of "What your file already shows" whose people are listed.
    pub open_line: Option<(usize, usize)>,
    /// Set while the numbers of a person without findings are shown.
    pub numbers: bool,
    /// Options for the next report, besides structure and ladder.
    pub report: Show,
    /// Set when everything about single people is hidden, even where the file allows it.
    pub people_redacted: bool,
    pub camera: Camera,
    /// Set until the camera has been fitted to the whole picture, which takes a canvas with a size.
    pub to_fit: bool,
    /// Camera with which the picture opened.
    pub opened: Option<Camera>,
    /// State of the tree view.
    pub tree: TreeView,
    /// State of the search field.
    pub search: Search,
    /// Work that refreshes the indices after an edit; nothing waits for it.
    pub refreshing: Option<Work>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            document: Default::default(),
            folders_by: Default::default(),
            folders: Default::default(),
            folders_seen: Default::default(),
            selected: Default::default(),
            rest_of_selection: Default::default(),
            drag: Default::default(),
            asked: Default::default(),
            edits: Default::default(),
            trial: Default::default(),
            weighing: Default::default(),
            form: Default::default(),
            pasting: Default::default(),
            evidence_entry: Default::default(),
            table: Default::default(),
            look: Default::default(),
            chain: Default::default(),
            anchors: Default::default(),
            gone_from: Default::default(),
            to_one_path: Default::default(),
            last_tracks: Default::default(),
            seeking: Default::default(),
            keeper: Default::default(),
            saving: Default::default(),
            read_only: Default::default(),
            recovered_edits: Default::default(),
            save_conflict: Default::default(),
            external_change: Default::default(),
            dismissed_change: Default::default(),
            merging: Default::default(),
            imported: Default::default(),
            ladder: Default::default(),
            ends: Default::default(),
            compared: Default::default(),
            exporting: Default::default(),
            plotted: Default::default(),
            track_animation: Default::default(),
            open_finding: Default::default(),
            groups: Default::default(),
            open_line: Default::default(),
            numbers: Default::default(),
            report: Default::default(),
            people_redacted: Default::default(),
            camera: Default::default(),
            to_fit: true,
            opened: Default::default(),
            tree: Default::default(),
            search: Default::default(),
            refreshing: Default::default(),
        }
    }
}

/// True when a handle means the same person in two versions of a file. Where plans differ it may mean somebody else, or
/// nobody.
pub fn is_same_person(before: &Org, after: &Org, person: PersonId) -> bool {
    person.at() < before.len() && after.has(person) && before.key(person) == after.key(person)
}

impl Session {
    /// Session of a document that has just been opened.
    pub fn of(document: Document, settings: &Settings) -> Self {
        Self { table: Table::of(settings, &document.source), document: Some(document), ..Self::default() }
    }

    /// True when the document has changes that are not in its file.
    pub fn is_unsaved(&self) -> bool {
        self.document.is_some() && self.edits.is_unsaved()
    }

    /// Session of the same document after a switch to another plan; `before` is the organisation under the old one.
    /// State of the file is carried over, people only where they are the same under both ([`is_same_person`]).
    pub fn under_other_plan(self, before: &Org) -> Self {
        let Some(document) = &self.document else { return Self::default() };
        let org = document.snapshot.org.clone();
        let is_same = |person: PersonId| is_same_person(before, &org, person);
        let keep = |person: Option<PersonId>| person.filter(|&person| is_same(person));
        let selected = keep(self.selected);
        let mut rest_of_selection = self.rest_of_selection;
        rest_of_selection.retain(|&person| selected.is_some() && is_same(person));
        let mut tree = self.tree;
        tree.options.focus = keep(tree.options.focus);
        tree.options.asked.retain(|&person, _| is_same(person));
        Self {
            selected,
            rest_of_selection,
            form: self.form && selected.is_some(),
            tree,
            anchors: self.anchors.map(|anchor| anchor.filter(|anchor| is_same(anchor.person))),
            evidence_entry: self.evidence_entry.filter(|evidence_entry| evidence_entry.people().all(is_same)),
            document: self.document,
            edits: self.edits,
            table: Table { filter: self.table.filter, ..Table::default() },
            look: self.look,
            to_one_path: self.to_one_path,
            keeper: self.keeper,
            saving: self.saving,
            read_only: self.read_only,
            recovered_edits: self.recovered_edits,
            save_conflict: self.save_conflict,
            external_change: self.external_change,
            dismissed_change: self.dismissed_change,
            merging: self.merging,
            imported: self.imported,
            ladder: self.ladder,
            ends: self.ends,
            compared: self.compared,
            groups: self.groups,
            report: self.report,
            people_redacted: self.people_redacted,
            camera: self.camera,
            to_fit: self.to_fit,
            opened: self.opened,
            ..Self::default()
        }
    }
}
