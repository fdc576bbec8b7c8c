//! An opened file and how its organisation stands under one of its plans. Built off the UI thread; never changed.

use crate::app::state::document::finding_groups::Grouped;
use crate::app::state::document::search::SearchIndex;
use crate::diagram::{Folding, Tracks};
use crate::edit::{NotApplied, Scenario, Touched};
use crate::io::{Opened, Problem, Unread};
use crate::org::{Kind, Org, PersonId, SeatSource};
use crate::report::shown::Shown;
use crate::rules::{Facts, Finding, Judgement};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// From so many people on the picture does not wait until everybody is judged.
const MANY: usize = 100_000;

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The organisation that comes with the program.
    Bundled,
    /// A file.
    File(PathBuf),
    /// Nothing yet: it was begun here, and has no place of its own until it is saved.
    New,
}

impl Source {
    /// The file's name, without its folder.
    pub fn file_name(&self) -> String {
        match self {
            Self::Bundled => crate::BUNDLED_NAME.to_owned(),
            Self::File(path) => file_name(path),
            Self::New => "new.org.ron".to_owned(),
        }
    }

    /// Under what name something is remembered with it; nothing is with one that has no file.
    pub fn place(&self) -> Option<PathBuf> {
        match self {
            Self::Bundled => Some(PathBuf::from(crate::BUNDLED_NAME)),
            Self::File(path) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
            Self::New => None,
        }
    }
}

/// The last part of a path, for people to read.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An opened file. Cheap to clone: the large parts are shared.
#[derive(Clone)]
pub struct Document {
    /// Where it came from.
    pub source: Source,
    /// The organisation as the file has it, while one of its plans is looked at; else it is that of `standing`, held
    /// once, so that it can be changed in place.
    pub baseline: Option<Arc<Org>>,
    /// Its plans.
    pub scenarios: Arc<Vec<Scenario>>,
    /// What could not be taken as it stands.
    pub problems: Arc<Vec<Problem>>,
    /// Records kept as text, to be written back.
    pub unread: Arc<Vec<Unread>>,
    /// What is looked at.
    pub snapshot: OrgSnapshot,
}

/// An organisation under one plan, judged and laid out. Cheap to clone.
#[derive(Clone)]
pub struct OrgSnapshot {
    /// Index of the plan; `None` for the baseline.
    pub scenario: Option<usize>,
    /// The organisation with the plan applied.
    pub org: Arc<Org>,
    /// What was found.
    pub judgement: Arc<Judgement>,
    /// Whether everybody has been judged; until then only what is about the whole is found.
    pub is_judged: bool,
    /// Which branches are unfolded.
    pub folding: Folding,
    /// Where everybody is drawn.
    pub tracks: Arc<Tracks>,
    /// Steps of the plan that no longer apply.
    pub not_applied: Arc<Vec<NotApplied>>,
    /// Findings by rule.
    pub grouped: Arc<Grouped>,
    /// What the file shows without evidence; `None` where somebody has evidence.
    pub shown: Option<Arc<Shown>>,
    /// Everybody whose seat is a suggestion.
    pub suggested: Arc<Vec<PersonId>>,
    /// Names for the search that are not ASCII.
    pub index: Arc<SearchIndex>,
    /// Persons who are here.
    pub people: usize,
    /// Those of them with a direct report.
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

    /// The same, but of many people it is not yet told what is found about them: that can be seen later.
    pub fn begun(source: Source, opened: Opened) -> Self {
        Self {
            source,
            baseline: None,
            scenarios: Arc::new(opened.scenarios),
            problems: Arc::new(opened.problems),
            unread: Arc::new(opened.unread),
            snapshot: OrgSnapshot::new(Arc::new(opened.org), None, Vec::new(), None),
        }
    }

    /// The organisation as the file has it.
    pub fn baseline(&self) -> &Arc<Org> {
        self.baseline.as_ref().unwrap_or(&self.snapshot.org)
    }

    /// Follows an edit that was made in the organisation looked at: judges and lays out again what it touches.
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

    /// The same for a meeting: see [`OrgSnapshot::redacted`]. Its plans have their names alone.
    pub fn redacted(&self, names: bool) -> Self {
        let plans = self.scenarios.iter().map(|plan| Scenario { name: plan.name.clone(), ..Scenario::default() });
        let (problems, unread, baseline) = Default::default();
        let snapshot = self.snapshot.redacted(names);
        Self { source: self.source.clone(), scenarios: Arc::new(plans.collect()), problems, unread, baseline, snapshot }
    }

    /// Name of a plan; that of the baseline for `None` and for a plan that is not there.
    pub fn plan_name(&self, plan: Option<usize>) -> &str {
        plan.and_then(|at| self.scenarios.get(at)).map_or("Baseline", |plan| plan.name.as_str())
    }

    /// Looks at the organisation as it stands otherwise: under another plan, judged, or with other branches unfolded.
    pub fn set_snapshot(&mut self, snapshot: OrgSnapshot) {
        self.baseline = match (snapshot.scenario, self.snapshot.scenario) {
            (None, _) => None,
            (Some(_), Some(_)) => self.baseline.take(),
            (Some(_), None) => Some(self.snapshot.org.clone()),
        };
        self.snapshot = snapshot;
    }

    /// Name of the organisation, or of the file where it has none.
    pub fn name(&self) -> String {
        match self.baseline().head.name.as_str() {
            "" => self.source.file_name(),
            name => name.to_owned(),
        }
    }

    /// The organisation under another plan; the baseline for `None` and for a plan that is not there. A plan that was
    /// changed comes with its organisation, to which its history belongs.
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
    /// Without an index the names are folded once more.
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
        Self { is_judged, ..Self::with(org, judgement, (scenario, not_applied), index, Folding::default()) }
    }

    /// Of a baseline whose names are folded already.
    pub fn of_baseline(org: Arc<Org>, index: &Arc<SearchIndex>) -> Self {
        Self::new(org, None, Vec::new(), Some(index))
    }

    /// The same of an organisation with the same people.
    pub fn of(&self, org: Arc<Org>) -> Self {
        Self::new(org, self.scenario, Vec::clone(&self.not_applied), Some(&self.index))
    }

    /// The same for a meeting ([`crate::plan::redacted`]), judged and laid out anew with the same branches unfolded.
    /// Nothing is said of what the file holds besides.
    pub fn redacted(&self, names: bool) -> Self {
        let org = Arc::new(crate::plan::redacted(&self.org, names));
        let index = if names { self.index.clone() } else { Arc::new(SearchIndex::of(&org)) };
        let judgement = Judgement::of(&org);
        Self { shown: None, ..Self::with(org, judgement, (self.scenario, Vec::new()), index, self.folding.clone()) }
    }

    /// With a judgement that is made already.
    pub fn judged(org: Arc<Org>, judgement: Judgement, scenario: Option<usize>, not_applied: Vec<NotApplied>) -> Self {
        let index = Arc::new(SearchIndex::of(&org));
        Self::with(org, judgement, (scenario, not_applied), index, Folding::default())
    }

    fn with(
        org: Arc<Org>,
        judgement: Judgement,
        (scenario, not_applied): (Option<usize>, Vec<NotApplied>),
        index: Arc<SearchIndex>,
        folding: Folding,
    ) -> Self {
        let (lists, tracks) = {
            let facts = judgement.facts(&org);
            both(|| Lists::of(&facts, &judgement), || Tracks::new(&facts, &judgement, &folding))
        };
        let Lists { grouped, shown, suggested, managers } = lists;
        Self {
            scenario,
            folding,
            tracks: Arc::new(tracks),
            not_applied: Arc::new(not_applied),
            grouped: Arc::new(grouped),
            shown: shown.map(Arc::new),
            suggested: Arc::new(suggested),
            index,
            people: judgement.tally.people,
            managers,
            judgement: Arc::new(judgement),
            is_judged: true,
            org,
        }
    }

    /// Judges and lays everything out again.
    fn judge_again(&mut self) {
        self.judgement = Arc::new(Judgement::of(&self.org));
        let facts = self.judgement.facts(&self.org);
        self.tracks = Arc::new(Tracks::new(&facts, &self.judgement, &self.folding));
        self.list();
    }

    /// Judges and lays out again what an edit of `changed` touches, everybody whose own data or lines are others now.
    fn follow(&mut self, changed: &[PersonId]) {
        let judgement = std::mem::take(&mut self.judgement);
        self.judgement = Arc::new(Arc::unwrap_or_clone(judgement).after(&self.org, changed));
        let facts = self.judgement.facts(&self.org);
        let tracks = Tracks::clone(&self.tracks).after(&facts, &self.judgement, &self.folding, changed);
        self.tracks = Arc::new(tracks);
        self.list();
    }

    fn list(&mut self) {
        let Lists { grouped, shown, suggested, managers } =
            Lists::of(&self.judgement.facts(&self.org), &self.judgement);
        self.grouped = Arc::new(grouped);
        self.shown = shown.map(Arc::new);
        self.suggested = Arc::new(suggested);
        (self.people, self.managers) = (self.judgement.tally.people, managers);
    }

    /// The same with everybody judged.
    pub fn finished(&self) -> Self {
        let judgement = Judgement::clone(&self.judgement).finished(&self.org);
        let facts = judgement.facts(&self.org);
        let (grouped, tracks) =
            both(|| Grouped::new(&judgement.findings, &self.org), || Tracks::new(&facts, &judgement, &self.folding));
        Self {
            tracks: Arc::new(tracks),
            grouped: Arc::new(grouped),
            judgement: Arc::new(judgement),
            is_judged: true,
            ..self.clone()
        }
    }

    /// Takes a judgement with fresh indices, unless it is of an organisation that has changed since.
    pub fn refresh(&mut self, org: &Arc<Org>, judgement: Judgement) {
        if !Arc::ptr_eq(org, &self.org) {
            return;
        }
        // A badge can rest on the indices, and is drawn.
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
            let tracks = Tracks::clone(&self.tracks).after(&facts, &self.judgement, &self.folding, &changed);
            self.tracks = Arc::new(tracks);
        }
    }

    /// The same with other branches unfolded.
    pub fn folded(&self, folding: Folding) -> Self {
        let tracks = Tracks::new(&self.judgement.facts(&self.org), &self.judgement, &folding);
        Self { folding, tracks: Arc::new(tracks), ..self.clone() }
    }
}

/// What panels list, found in one pass each.
struct Lists {
    grouped: Grouped,
    shown: Option<Shown>,
    suggested: Vec<PersonId>,
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
            suggested: org.people().filter(is_suggested).collect(),
            managers: org.people().filter(is_manager).count(),
        }
    }
}

/// Two pieces of work side by side, the first on a thread of its own where one can be had.
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
