//! An opened file and its organisation under one of its plans. Built off the UI thread.

use crate::app::state::document::finding_groups::Grouped;
use crate::app::state::document::search::SearchIndex;
use crate::app::state::veil::Veil;
use crate::diagram::{Folder, Tracks, TracksOptions};
use crate::edit::{NotApplied, Scenario, Touched};
use crate::evidence::Claim;
use crate::io::sealed::Seal;
use crate::io::{Opened, Problem, Unread};
use crate::org::{Kind, Org, PersonId, SeatSource};
use crate::plan::{TitleSeats, redacted, suggested_by_title, unnamed};
use crate::report::shown::Shown;
use crate::rules::{Facts, Finding, Judgement};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread;

/// From this many people on, the picture appears before everybody is judged.
const MANY: usize = 100_000;

/// Origin of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The organisation that comes with the program.
    Bundled,
    /// A file.
    File(PathBuf),
    /// Created in this window and not saved yet; has no path.
    New,
}

impl Source {
    /// File name without its folder.
    pub fn file_name(&self) -> String {
        match self {
            Self::Bundled => crate::BUNDLED_NAME.to_owned(),
            Self::File(path) => file_name(path),
            Self::New => "new.org.ron".to_owned(),
        }
    }

    /// Path under which settings are remembered; `None` for a document without a file.
    pub fn place(&self) -> Option<PathBuf> {
        match self {
            Self::Bundled => Some(PathBuf::from(crate::BUNDLED_NAME)),
            Self::File(path) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
            Self::New => None,
        }
    }
}

/// Last part of a path, for display.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An opened file. Cheap to clone: the large parts are shared.
#[derive(Clone)]
pub struct Document {
    /// Origin; decides where Save writes.
    pub source: Source,
    /// The organisation as the file has it, while a plan is looked at. `None` while the baseline is looked at:
    /// `snapshot` then holds the only reference, so it can be edited in place.
    pub baseline: Option<Arc<Org>>,
    /// Plans of the file, in order.
    pub scenarios: Arc<Vec<Scenario>>,
    /// Problems met while reading.
    pub problems: Arc<Vec<Problem>>,
    /// Records kept as text, to be written back unchanged.
    pub unread: Arc<Vec<Unread>>,
    /// The organisation looked at.
    pub snapshot: OrgSnapshot,
    /// What keeps it sealed on the disk; `None` for a plain file.
    pub seal: Option<Seal>,
    /// The repository that it was made from in this window.
    pub repository: Option<FromRepository>,
}

/// The repository that a document was made from.
#[derive(Clone)]
pub struct FromRepository {
    /// Its history; `None` in the copy for a meeting.
    pub source: Option<Arc<crate::evidence::Source>>,
    /// Its folders.
    pub folders: Arc<Vec<Folder>>,
    /// What was said of accounts and addresses by hand when the folders were made.
    pub claims: Arc<Vec<(String, Claim)>>,
}

/// An organisation under one plan, judged and laid out. Cheap to clone.
#[derive(Clone)]
pub struct OrgSnapshot {
    /// Index of the plan; `None` for the baseline.
    pub scenario: Option<usize>,
    /// The organisation with the plan applied.
    pub org: Arc<Org>,
    /// Findings, with the measure they rest on.
    pub judgement: Arc<Judgement>,
    /// False while only the findings about the whole organisation are known.
    pub is_judged: bool,
    /// Where everybody is drawn.
    pub tracks: Arc<Tracks>,
    /// Steps of the plan that no longer apply.
    pub not_applied: Arc<Vec<NotApplied>>,
    /// Findings by rule.
    pub grouped: Arc<Grouped>,
    /// Facts that hold without evidence; `None` once anybody has evidence.
    pub shown: Option<Arc<Shown>>,
    /// Number of people whose seat is only suggested.
    pub suggested: usize,
    /// The same people by title, once somebody asks.
    titles: OnceLock<Arc<Vec<TitleSeats>>>,
    /// Search index of the names that are not ASCII.
    pub index: Arc<SearchIndex>,
    /// Number of people present.
    pub people: usize,
    /// Number of people with a direct report.
    pub managers: usize,
}

impl Document {
    /// Judges and lays out an opened file; takes seconds for millions of people.
    pub fn new(source: Source, opened: Opened) -> Self {
        let mut document = Self::begun(source, opened);
        if !document.snapshot.is_judged {
            document.snapshot = document.snapshot.finished();
        }
        document
    }

    /// Like [`Document::new`], but leaves the findings about single people for later when there are many.
    pub fn begun(source: Source, opened: Opened) -> Self {
        Self {
            source,
            baseline: None,
            scenarios: Arc::new(opened.scenarios),
            problems: Arc::new(opened.problems),
            unread: Arc::new(opened.unread),
            snapshot: OrgSnapshot::new(Arc::new(opened.org), None, Vec::new(), None),
            seal: None,
            repository: None,
        }
    }

    /// Folders of the repository that it was made from; none for any other document.
    pub fn folders(&self) -> &[Folder] {
        self.repository.as_ref().map_or(&[], |it| it.folders.as_slice())
    }

    /// The organisation as the file has it.
    pub fn baseline(&self) -> &Arc<Org> {
        self.baseline.as_ref().unwrap_or(&self.snapshot.org)
    }

    /// Updates judgement and layout after an edit of the organisation looked at.
    pub fn changed(&mut self, touched: &Touched) {
        let snapshot = &mut self.snapshot;
        if touched.ladder || touched.whole {
            snapshot.judge_again();
        } else {
            snapshot.follow(&touched.people);
        }
        if touched.names {
            snapshot.index = Arc::new(SearchIndex::of(&snapshot.org));
        }
    }

    /// Copy that may be shown: see [`OrgSnapshot::veiled`]. Plans keep nothing but their names; of the problems of the
    /// file, none in a meeting, and otherwise those that are about no one.
    pub fn veiled(&self, veil: Veil) -> Self {
        let plans = self.scenarios.iter().map(|plan| Scenario { name: plan.name.clone(), ..Scenario::default() });
        let (unread, baseline) = Default::default();
        let is_told = |problem: &&Problem| veil == Veil::Names && problem.is_of_whole_file();
        let problems = Arc::new(self.problems.iter().filter(is_told).cloned().collect());
        let snapshot = self.snapshot.veiled(veil);
        let unnamed = |folder: &Folder| Folder { who: Vec::new(), ..folder.clone() };
        Self {
            source: self.source.clone(),
            scenarios: Arc::new(plans.collect()),
            problems,
            unread,
            baseline,
            snapshot,
            repository: self.repository.as_ref().map(|it| FromRepository {
                source: None,
                folders: Arc::new(it.folders.iter().map(unnamed).collect()),
                claims: Arc::default(),
            }),
            seal: self.seal.clone(),
        }
    }

    /// Name of a plan; the baseline's name for `None` and for an index out of range.
    pub fn plan_name(&self, plan: Option<usize>) -> &str {
        plan.and_then(|at| self.scenarios.get(at)).map_or("Baseline", |plan| plan.name.as_str())
    }

    /// Replaces the organisation looked at by the same file under another plan, fully judged, or laid out otherwise.
    pub fn set_snapshot(&mut self, snapshot: OrgSnapshot) {
        self.baseline = match (snapshot.scenario, self.snapshot.scenario) {
            (None, _) => None,
            (Some(_), Some(_)) => self.baseline.take(),
            (Some(_), None) => Some(self.snapshot.org.clone()),
        };
        self.snapshot = snapshot;
    }

    /// Path under which the view and the filter of the file are remembered. They name people: for a sealed file and for a
    /// document without a file there is none.
    pub fn remembered(&self) -> Option<PathBuf> {
        if self.seal.is_some() { None } else { self.source.place() }
    }

    /// Name of the organisation, or of the file when it has none.
    pub fn name(&self) -> String {
        match self.baseline().head.name.as_str() {
            "" => self.source.file_name(),
            name => name.to_owned(),
        }
    }

    /// Snapshot of a plan; of the baseline for `None` and for an index out of range. An edited plan passes its
    /// organisation as `changed`, since its history belongs to that one.
    pub fn under(&self, scenario: Option<usize>, changed: Option<Arc<Org>>) -> OrgSnapshot {
        match (scenario.and_then(|at| self.scenarios.get(at)), changed) {
            (None, _) => OrgSnapshot::new(self.baseline().clone(), None, Vec::new(), None),
            (Some(_), Some(org)) => OrgSnapshot::new(org, scenario, Vec::new(), None),
            (Some(plan), None) => {
                let mut org = Org::clone(self.baseline());
                let (_, not_applied) = plan.apply(&mut org);
                OrgSnapshot::new(Arc::new(org), scenario, not_applied, None)
            }
        }
    }
}

impl OrgSnapshot {
    /// Folds the names again when no index is given.
    fn new(
        org: Arc<Org>,
        scenario: Option<usize>,
        not_applied: Vec<NotApplied>,
        index: Option<&Arc<SearchIndex>>,
    ) -> Self {
        let fold = || index.cloned().unwrap_or_else(|| Arc::new(SearchIndex::of(&org)));
        let is_judged = org.len() < MANY || !org.shows_people();
        let judge = || if is_judged { Judgement::of(&org) } else { Judgement::begun(&org) };
        let (index, judgement) = both(fold, judge);
        Self { is_judged, ..Self::with(org, judgement, (scenario, not_applied), index, TracksOptions::default()) }
    }

    /// Snapshot of a baseline, reusing its search index.
    pub fn of_baseline(org: Arc<Org>, index: &Arc<SearchIndex>) -> Self {
        Self::new(org, None, Vec::new(), Some(index))
    }

    /// Snapshot of another organisation with the same people, reusing the index.
    pub fn of(&self, org: Arc<Org>) -> Self {
        Self::new(org, self.scenario, Vec::clone(&self.not_applied), Some(&self.index))
    }

    /// Copy that may be shown ([`redacted`] or [`unnamed`]), judged and laid out in the same way. Facts about the file as
    /// a whole are left out of a meeting.
    pub fn veiled(&self, veil: Veil) -> Self {
        let org = match veil {
            Veil::Meeting { names } => redacted(&self.org, names),
            Veil::Names => unnamed(&self.org),
        };
        let org = Arc::new(org);
        let index = match veil {
            Veil::Meeting { names: true } => self.index.clone(),
            Veil::Meeting { names: false } | Veil::Names => Arc::new(SearchIndex::of(&org)),
        };
        let judgement = Judgement::of(&org);
        let mut copy = Self::with(org, judgement, (self.scenario, Vec::new()), index, *self.tracks.options());
        copy.shown.take_if(|_| veil != Veil::Names);
        copy
    }

    /// Snapshot with a finished judgement.
    pub fn judged(org: Arc<Org>, judgement: Judgement, scenario: Option<usize>, not_applied: Vec<NotApplied>) -> Self {
        let index = Arc::new(SearchIndex::of(&org));
        Self::with(org, judgement, (scenario, not_applied), index, TracksOptions::default())
    }

    fn with(
        org: Arc<Org>,
        judgement: Judgement,
        (scenario, not_applied): (Option<usize>, Vec<NotApplied>),
        index: Arc<SearchIndex>,
        options: TracksOptions,
    ) -> Self {
        let (lists, tracks) = {
            let facts = judgement.facts(&org);
            both(|| Lists::of(&facts, &judgement), || Tracks::new(&facts, &judgement, &options))
        };
        let Lists { grouped, shown, suggested, managers } = lists;
        Self {
            scenario,
            tracks: Arc::new(tracks),
            not_applied: Arc::new(not_applied),
            grouped: Arc::new(grouped),
            shown: shown.map(Arc::new),
            suggested,
            titles: OnceLock::new(),
            index,
            people: judgement.tally.people,
            managers,
            judgement: Arc::new(judgement),
            is_judged: true,
            org,
        }
    }

    /// Judges and lays out everything again.
    fn judge_again(&mut self) {
        self.judgement = Arc::new(Judgement::of(&self.org));
        let facts = self.judgement.facts(&self.org);
        self.tracks = Arc::new(Tracks::new(&facts, &self.judgement, self.tracks.options()));
        self.list();
    }

    /// Judges and lays out again after an edit of `changed`, the people whose own data or lines differ.
    fn follow(&mut self, changed: &[PersonId]) {
        let judgement = std::mem::take(&mut self.judgement);
        self.judgement = Arc::new(Arc::unwrap_or_clone(judgement).after(&self.org, changed));
        let facts = self.judgement.facts(&self.org);
        let tracks = Tracks::clone(&self.tracks).after(&facts, &self.judgement, changed);
        self.tracks = Arc::new(tracks);
        self.list();
    }

    fn list(&mut self) {
        let Lists { grouped, shown, suggested, managers } =
            Lists::of(&self.judgement.facts(&self.org), &self.judgement);
        self.grouped = Arc::new(grouped);
        self.shown = shown.map(Arc::new);
        (self.suggested, self.titles) = (suggested, OnceLock::new());
        (self.people, self.managers) = (self.judgement.tally.people, managers);
    }

    /// People whose seat is only suggested, by title.
    pub fn titles(&self) -> &[TitleSeats] {
        self.titles.get_or_init(|| Arc::new(suggested_by_title(&self.org)))
    }

    /// Copy with everybody judged.
    pub fn finished(&self) -> Self {
        let judgement = Judgement::clone(&self.judgement).finished(&self.org);
        let facts = judgement.facts(&self.org);
        let (grouped, tracks) = both(
            || Grouped::new(&judgement.findings, &self.org),
            || Tracks::new(&facts, &judgement, self.tracks.options()),
        );
        Self {
            tracks: Arc::new(tracks),
            grouped: Arc::new(grouped),
            judgement: Arc::new(judgement),
            is_judged: true,
            ..self.clone()
        }
    }

    /// Takes over a judgement with fresh indices, unless the organisation has changed since.
    pub fn refresh(&mut self, org: &Arc<Org>, judgement: Judgement) {
        if !Arc::ptr_eq(org, &self.org) {
            return;
        }
        // A badge can depend on the indices, and badges are drawn.
        let rests = |judgement: &Judgement| -> Vec<PersonId> {
            let rest = judgement.of_people().iter().filter(|finding| finding.rule.check.rests_on_all());
            rest.filter_map(Finding::person).collect()
        };
        let (mut changed, after) = (rests(&self.judgement), rests(&judgement));
        let is_same = changed == after;
        changed.extend(after);
        self.judgement = Arc::new(judgement);
        self.grouped = Arc::new(Grouped::new(&self.judgement.findings, &self.org));
        if !is_same {
            let facts = self.judgement.facts(&self.org);
            let tracks = Tracks::clone(&self.tracks).after(&facts, &self.judgement, &changed);
            self.tracks = Arc::new(tracks);
        }
    }

    /// The same laid out otherwise: on one path or two tracks.
    pub fn laid_out(&self, options: TracksOptions) -> Self {
        let tracks = Tracks::new(&self.judgement.facts(&self.org), &self.judgement, &options);
        Self { tracks: Arc::new(tracks), ..self.clone() }
    }
}

/// Lists for the panels, each collected in one pass.
struct Lists {
    grouped: Grouped,
    shown: Option<Shown>,
    suggested: usize,
    managers: usize,
}

impl Lists {
    fn of(facts: &Facts, judgement: &Judgement) -> Self {
        let org = facts.org;
        let is_suggested = |&p: &PersonId| {
            org.kind(p) == Kind::Person && org.seat(p).is_some_and(|s| s.source == SeatSource::Suggested)
        };
        let is_manager = |&p: &PersonId| org.is_judged(p) && facts.tree.is_manager(org, p);
        Self {
            grouped: Grouped::new(&judgement.findings, org),
            shown: (!org.has_evidence()).then(|| Shown::of(facts)),
            suggested: org.people().filter(is_suggested).count(),
            managers: org.people().filter(is_manager).count(),
        }
    }
}

/// Runs two closures in parallel, the first on its own thread; one after the other when no thread can be started.
fn both<A: Send, B>(aside: impl Fn() -> A + Sync, here: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &aside);
        let here = here();
        let aside = match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => aside(),
        };
        (aside, here)
    })
}
