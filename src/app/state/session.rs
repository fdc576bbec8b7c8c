//! What belongs to the open document, replaced whole when another takes its place: nothing of the one before is left
//! unless it is carried over by name. What the window knows besides is in `State`.

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
use crate::app::state::ladder::LadderView;
use crate::app::state::matrix::Plotted;
use crate::app::state::paste_column::Pasting;
use crate::app::state::settings::Settings;
use crate::app::state::table::Table;
use crate::app::state::task::Work;
use crate::app::state::what_if::{Trial, Weighing};
use crate::diagram::Tracks;
use crate::io::journal::Found;
use crate::org::{Line, Org, PersonId};
use crate::report::Show;
use crate::scene::Point;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The search field and who was found.
#[derive(Default)]
pub struct Search {
    /// As typed.
    pub query: String,
    /// Who was found so far.
    pub hits: Hits,
    /// The rest of the search, while it goes on.
    pub task: Option<SearchTask>,
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

/// The open document and all that is known of it.
pub struct Session {
    /// What is open; `None` where the start page or what becomes of it is shown.
    pub document: Option<Document>,
    /// Who is selected.
    pub selected: Option<PersonId>,
    /// Who is selected together with them, each once.
    pub rest_of_selection: Vec<PersonId>,
    /// Who is in the hand.
    pub drag: Option<Drag>,
    /// A drop that waits for an answer.
    pub asked: Option<Asked>,
    /// What was changed.
    pub edits: Edits,
    /// What is tried, without being done.
    pub trial: Option<Trial>,
    /// What is weighed.
    pub weighing: Weighing,
    /// Whether the inspector is a form.
    pub form: bool,
    /// A column that is pasted.
    pub pasting: Option<Pasting>,
    /// Evidence that is being collected.
    pub evidence_entry: Option<EvidenceEntry>,
    /// The table and the filter.
    pub table: Table,
    /// How people look in the pictures.
    pub look: LookView,
    /// The chain to the top that is shown.
    pub chain: Option<ShownChain>,
    /// Places of the tracks and of the tree that are gone to once these are laid out.
    pub anchors: [Option<ViewAnchor>; 2],
    /// Centre and scale that were looked at before somebody was looked for, to go back to.
    pub gone_from: Option<(Point, f64)>,
    /// Whether the tracks are to be laid out on one path, or on the tracks that there are, as soon as nothing else is
    /// under way.
    pub to_one_path: Option<bool>,
    /// The tracks as they were seen last, where they have few enough people to move.
    pub last_tracks: Option<Arc<Tracks>>,
    /// Somebody who is looked for, to draw a line to.
    pub seeking: Option<Seeking>,
    /// Where edits are kept until they are saved.
    pub keeper: Keeper,
    /// Whether the document is open in another window, so that nothing can be changed here until it has another name.
    pub read_only: bool,
    /// What an earlier program left of the document that is open.
    pub recovered_edits: Option<Found>,
    /// The file that somebody else has written since it was opened.
    pub save_conflict: Option<PathBuf>,
    /// What somebody else has made of the file meanwhile: its length and date.
    pub external_change: Option<Stamp>,
    /// What of that is not to be said again.
    pub dismissed_change: Option<Stamp>,
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
    pub track_animation: Option<TrackAnimation>,
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
    pub people_redacted: bool,
    /// What part of the picture is seen.
    pub camera: Camera,
    /// Whether the whole picture is to be shown as soon as the canvas has a size.
    pub to_fit: bool,
    /// How the picture opened.
    pub opened: Option<Camera>,
    /// The tree view.
    pub tree: TreeView,
    /// The search.
    pub search: Search,
    /// The indices being made afresh after an edit; beside everything else, and nothing waits for it.
    pub refreshing: Option<Work>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            document: Default::default(),
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
            read_only: Default::default(),
            recovered_edits: Default::default(),
            save_conflict: Default::default(),
            external_change: Default::default(),
            dismissed_change: Default::default(),
            merging: Default::default(),
            ladder: Default::default(),
            ends: Default::default(),
            compared: Default::default(),
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

/// Whether a handle names the same person in two organisations made of one file: it may name somebody else, or nobody,
/// where their plans differ.
pub fn is_same_person(before: &Org, after: &Org, person: PersonId) -> bool {
    person.at() < before.len() && after.has(person) && before.key(person) == after.key(person)
}

impl Session {
    /// A document that has just been opened.
    pub fn of(document: Document, settings: &Settings) -> Self {
        Self { table: Table::of(settings, &document.source), document: Some(document), ..Self::default() }
    }

    /// The same document after another plan has taken the place of the organisation `before`. What belongs to the file
    /// goes along; of people only those who are the same under both plans ([`is_same_person`]).
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
            read_only: self.read_only,
            recovered_edits: self.recovered_edits,
            save_conflict: self.save_conflict,
            external_change: self.external_change,
            dismissed_change: self.dismissed_change,
            merging: self.merging,
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
