//! Edits made by the user: applied to the baseline or the plan looked at, named, undone and redone. The baseline and
//! every plan have separate histories.

use crate::app::state::document::{Document, OrgSnapshot};
use crate::edit::{Edit, EditError, History, Scenario, Step, Touched};
use crate::io::journal::Entry;
use crate::org::Org;
use std::sync::Arc;

/// Everything changed since the file was opened.
#[derive(Default)]
pub struct Edits {
    baseline: Track,
    /// One history per plan that was edited.
    plans: Vec<Track>,
    /// Plans that edits of the baseline took off the list, in the order of those edits.
    taken: Vec<TakenPlan>,
    /// Number of changes to the list of plans: now, and when the file was last saved.
    listed: (u64, u64),
    /// Changes that are not in the journal yet.
    done: Vec<Entry>,
    /// Plan of the last of these changes, empty for the baseline; `None` when the journal starts afresh.
    told: Option<String>,
}

/// A plan that became the baseline; off the list for as long as that edit stands.
struct TakenPlan {
    /// Position of the edit in the history of the baseline.
    edit: usize,
    /// Present or former index on the list; `None` when the plan came back and was then deleted.
    at: Option<usize>,
    /// The plan; `None` while the edit is undone and the plan back on the list.
    plan: Option<Scenario>,
}

/// History of the baseline or of one plan.
#[derive(Default)]
struct Track {
    history: History,
    /// Steps of the plan before its first edit.
    before: Option<Vec<Step>>,
    /// Mark of the history at the last save.
    saved: u64,
    /// Number of edits made before the last save, which are therefore not in the journal.
    known: usize,
    /// Set once one of those has been undone.
    is_mixed: bool,
    /// The organisation that the history belongs to, while something else is looked at.
    org: Option<Arc<Org>>,
}

impl Track {
    fn is_unsaved(&self) -> bool {
        self.history.mark() != self.saved
    }
}

/// Position of all histories when a save began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    baseline: u64,
    plans: Vec<u64>,
    listed: u64,
}

impl Edits {
    /// Applies an edit under a name that undo shows. On error nothing changes.
    pub fn make(&mut self, document: &mut Document, name: String, edit: Edit) -> Result<(), EditError> {
        let touched = edit.touched(&document.snapshot.org);
        let track = self.track(document);
        let made = track.history.position();
        let renamed = renamed(&edit, document);
        track.history.apply(Arc::make_mut(&mut document.snapshot.org), name.clone(), edit)?;
        track.known = track.known.min(made);
        if document.snapshot.scenario.is_none() {
            // A new edit discards the ones that could be redone.
            self.taken.retain(|taken| taken.edit < made);
        }
        let track = self.track(document);
        let steps = track.history.last_kept().to_vec();
        rename(document, &renamed);
        self.tell(document, Entry::Edit { name, steps });
        self.keep(document);
        document.changed(&touched);
        Ok(())
    }

    /// Records a fact in the baseline while a plan is looked at: plans hold decisions. `fact` is the edit of the baseline,
    /// `seen` the same for what is looked at. The plan looked at keeps its history. On error nothing changes.
    pub fn record(&mut self, document: &mut Document, name: String, fact: Edit, seen: Edit) -> Result<(), EditError> {
        let Some(baseline) = &mut document.baseline else { return self.make(document, name, fact) };
        let touched = seen.touched(&document.snapshot.org);
        let made = self.baseline.history.position();
        self.baseline.history.apply(Arc::make_mut(baseline), name.clone(), fact)?;
        let org = Arc::make_mut(&mut document.snapshot.org);
        if let Err(error) = seen.apply(org) {
            self.baseline.history.undo(Arc::make_mut(baseline));
            return Err(error);
        }
        self.baseline.known = self.baseline.known.min(made);
        self.taken.retain(|taken| taken.edit < made);
        let steps = self.baseline.history.last_kept().to_vec();
        self.told = Some(String::new());
        self.done.extend([Entry::In(String::new()), Entry::Edit { name, steps }]);
        let looked_at = document.snapshot.scenario;
        for (plan, track) in self.plans.iter_mut().enumerate() {
            if Some(plan) != looked_at {
                self.listed.0 += u64::from(track.is_unsaved());
                *track = Track::default();
                continue;
            }
            for &person in &touched.people {
                track.history.keep_facts(person, document.snapshot.org.details(person));
            }
            // Replayed, the fact ends the history of the plan, so that undoing its edits is a change like any other.
            (track.known, track.is_mixed) = (track.history.names().len(), false);
        }
        document.changed(&touched);
        Ok(())
    }

    /// Returns the changes since the last call.
    pub fn drain(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.done)
    }

    fn tell(&mut self, document: &Document, entry: Entry) {
        let plan = document.snapshot.scenario.and_then(|at| document.scenarios.get(at));
        let plan = plan.map_or("", |plan| plan.name.as_str());
        if self.told.as_deref() != Some(plan) {
            self.told = Some(plan.to_owned());
            self.done.push(Entry::In(plan.to_owned()));
        }
        self.done.push(entry);
    }

    /// Undoes the last edit and returns its name; `None` when there is none.
    pub fn undo(&mut self, document: &mut Document) -> Option<String> {
        self.step(document, true)
    }

    /// Redoes the last undone edit and returns its name; `None` when there is none.
    pub fn redo(&mut self, document: &mut Document) -> Option<String> {
        self.step(document, false)
    }

    /// Undoes or redoes until `made` edits stand.
    pub fn go_to(&mut self, document: &mut Document, made: usize) {
        while self.made(document) > made && self.turn(document, true).is_some() {}
        while self.made(document) < made && self.turn(document, false).is_some() {}
        self.keep(document);
        document.changed(&Touched { names: true, whole: true, ..Touched::default() });
    }

    fn step(&mut self, document: &mut Document, back: bool) -> Option<String> {
        let (name, touched) = self.turn(document, back)?;
        self.keep(document);
        document.changed(&touched);
        Some(name)
    }

    /// Undoes or redoes one edit; the caller judges and lays out what it touched.
    fn turn(&mut self, document: &mut Document, back: bool) -> Option<(String, Touched)> {
        let track = self.track(document);
        let at = if back { track.history.position().checked_sub(1)? } else { track.history.position() };
        let edit = track.history.next()[usize::from(!back)]?.clone();
        // The journal does not know the edits made before the file was saved. Undoing one of them is a change like any
        // other, and so is every undo and redo after it.
        track.is_mixed |= at < track.known;
        let is_mixed = track.is_mixed;
        let touched = edit.touched(&document.snapshot.org);
        let steps = is_mixed.then(|| Step::of(&edit, &document.snapshot.org));
        let renamed = renamed(&edit, document);
        let (history, org) = (&mut self.track(document).history, Arc::make_mut(&mut document.snapshot.org));
        let name = if back { history.undo(org) } else { history.redo(org) }?.to_owned();
        rename(document, &renamed);
        let entry = match (steps, back) {
            (Some(steps), true) => Entry::Edit { name: format!("Undo: {name}"), steps },
            (Some(steps), false) => Entry::Edit { name: name.clone(), steps },
            (None, true) => Entry::Undo,
            (None, false) => Entry::Redo,
        };
        self.tell(document, entry);
        if document.snapshot.scenario.is_none() {
            self.follow_taken(document, at, back);
        }
        Some((name, touched))
    }

    /// Puts the plan that an edit of the baseline took off the list back on undo, and takes it off again on redo.
    fn follow_taken(&mut self, document: &mut Document, edit: usize, back: bool) {
        let Some(found) = self.taken.iter().position(|taken| taken.edit == edit) else { return };
        let Some(at) = self.taken[found].at else { return };
        if back {
            if let Some(plan) = self.taken[found].plan.take() {
                self.insert(document, at, plan);
            }
        } else {
            self.taken[found].plan = self.remove(document, at);
        }
        // Its place has moved with every change of the list, like that of any other plan.
        self.taken[found].at = Some(at);
    }

    /// History of the plan or baseline looked at.
    fn track(&mut self, document: &Document) -> &mut Track {
        let Some(plan) = document.snapshot.scenario else { return &mut self.baseline };
        if self.plans.len() <= plan {
            self.plans.resize_with(plan + 1, Track::default);
        }
        let track = &mut self.plans[plan];
        track.before.get_or_insert_with(|| document.scenarios.get(plan).map_or(Vec::new(), |plan| plan.steps.clone()));
        track
    }

    /// Writes the edits of a plan into its steps. An edit of the baseline changes what every plan rests on, so it ends
    /// their histories.
    fn keep(&mut self, document: &mut Document) {
        let Some(plan) = document.snapshot.scenario else {
            for track in &mut self.plans {
                let was_changed = track.is_unsaved();
                *track = Track::default();
                self.listed.0 += u64::from(was_changed);
            }
            return;
        };
        let track = self.track(document);
        let steps = track.before.iter().flatten().chain(track.history.kept()).cloned().collect();
        if let Some(scenario) = Arc::make_mut(&mut document.scenarios).get_mut(plan) {
            scenario.steps = steps;
        }
    }

    /// The baseline as it was opened, with every edit undone.
    pub fn as_opened(&self, document: &Document) -> Arc<Org> {
        let mut history = self.baseline.history.clone();
        if history.position() == 0 {
            return document.baseline().clone();
        }
        let mut org = Org::clone(document.baseline());
        history.go(&mut org, 0);
        Arc::new(org)
    }

    /// Stores the organisation of a plan with a history before something else is looked at.
    pub fn turn_from(&mut self, document: &Document) {
        if let Some(track) = document.snapshot.scenario.and_then(|plan| self.plans.get_mut(plan))
            && track.history.names().len() > 0
        {
            track.org = Some(document.snapshot.org.clone());
        }
    }

    /// Takes out the stored organisation of an edited plan.
    pub fn take_org(&mut self, plan: Option<usize>) -> Option<Arc<Org>> {
        self.plans.get_mut(plan?)?.org.take()
    }

    fn seen(&self, document: &Document) -> Option<&History> {
        match document.snapshot.scenario {
            None => Some(&self.baseline.history),
            Some(plan) => self.plans.get(plan).map(|track| &track.history),
        }
    }

    /// Names of all edits of the plan or baseline looked at, oldest first, undone ones last.
    pub fn names<'a>(&'a self, document: &Document) -> Vec<&'a str> {
        self.seen(document).map_or(Vec::new(), |history| history.names().collect())
    }

    /// Number of those edits that stand.
    pub fn made(&self, document: &Document) -> usize {
        self.seen(document).map_or(0, History::position)
    }

    /// Names of the edits that undo and redo would act on.
    pub fn next<'a>(&'a self, document: &Document) -> [Option<&'a str>; 2] {
        let Some(history) = self.seen(document) else { return [None, None] };
        let made = history.position();
        [made.checked_sub(1), Some(made)].map(|at| history.names().nth(at?))
    }

    pub fn is_unsaved(&self) -> bool {
        self.listed.0 != self.listed.1 || self.baseline.is_unsaved() || self.plans.iter().any(Track::is_unsaved)
    }

    /// Number of changes that are not in the file; a lower bound.
    pub fn unsaved(&self) -> usize {
        let made = |track: &Track| if track.is_unsaved() { track.history.position().max(1) } else { 0 };
        let listed = self.listed.0.abs_diff(self.listed.1) as usize;
        made(&self.baseline) + self.plans.iter().map(made).sum::<usize>() + listed
    }

    /// Position of all histories, from which a fresh journal continues.
    pub fn begin_saving(&mut self) -> Mark {
        self.told = None;
        for track in self.plans.iter_mut().chain([&mut self.baseline]) {
            (track.known, track.is_mixed) = (track.history.names().len(), false);
        }
        self.mark()
    }

    /// Position of all histories.
    pub fn mark(&self) -> Mark {
        let plans = self.plans.iter().map(|track| track.history.mark()).collect();
        Mark { baseline: self.baseline.history.mark(), plans, listed: self.listed.0 }
    }

    /// Records that the file was saved with everything up to a mark.
    pub fn saved(&mut self, mark: &Mark) {
        self.baseline.saved = mark.baseline;
        for (track, &mark) in self.plans.iter_mut().zip(&mark.plans) {
            track.saved = mark;
        }
        self.listed.1 = mark.listed;
    }

    /// Replaces the list of plans. `from` gives the former index of each plan, so that histories move along.
    pub fn list(
        &mut self,
        document: &mut Document,
        plans: Vec<Scenario>,
        from: &[Option<usize>],
        entry: Option<Entry>,
    ) {
        if let Some(Entry::Deleted(name) | Entry::Renamed { from: name, .. }) = &entry
            && self.told.as_ref() == Some(name)
        {
            // Later entries must name their plan again.
            self.told = Some(String::new());
            self.done.push(Entry::In(String::new()));
        }
        self.done.extend(entry);
        document.scenarios = Arc::new(plans);
        for taken in self.taken.iter_mut().filter(|taken| taken.plan.is_none()) {
            taken.at = taken.at.and_then(|at| from.iter().position(|&from| from == Some(at)));
        }
        let mut old: Vec<Track> = std::mem::take(&mut self.plans);
        self.plans = from
            .iter()
            .map(|from| from.and_then(|at| old.get_mut(at)).map(std::mem::take).unwrap_or_default())
            .collect();
        self.listed.0 += 1;
    }

    /// Inserts a plan at an index, or at the end; the plan looked at does not change.
    pub fn insert(&mut self, document: &mut Document, at: usize, plan: Scenario) {
        let mut plans = Vec::clone(&document.scenarios);
        let at = at.min(plans.len());
        let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
        let entry = Entry::Copied { from: String::new(), to: plan.name.clone() };
        let (name, steps) = (plan.name.clone(), plan.steps.clone());
        plans.insert(at, plan);
        from.insert(at, None);
        self.list(document, plans, &from, Some(entry));
        self.put_back(name, steps);
        if let Some(plan) = document.snapshot.scenario.filter(|&plan| plan >= at) {
            document.snapshot.scenario = Some(plan + 1);
        }
    }

    /// Removes a plan and returns it; `None` when the index is out of range.
    fn remove(&mut self, document: &mut Document, at: usize) -> Option<Scenario> {
        let mut plans = Vec::clone(&document.scenarios);
        if at >= plans.len() {
            return None;
        }
        let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
        let gone = plans.remove(at);
        from.remove(at);
        self.list(document, plans, &from, Some(Entry::Deleted(gone.name.clone())));
        Some(gone)
    }

    /// Records that a plan was put back with its steps.
    pub fn put_back(&mut self, plan: String, steps: Vec<Step>) {
        let name = format!("Restore {plan}");
        self.told = Some(plan.clone());
        self.done.extend([Entry::In(plan), Entry::Edit { name, steps }]);
    }

    /// Makes a plan the baseline, as one edit of the baseline, and takes it off the list.
    pub fn make_baseline(&mut self, document: &mut Document, plan: usize) -> Option<String> {
        let scenario = document.scenarios.get(plan)?.clone();
        let mut org = Org::clone(document.baseline());
        // Applying the plan and undoing it yields the edit that does the same.
        let (back, _) = scenario.apply(&mut org);
        let edit = back.apply(&mut org).ok()?;
        let name = format!("Make {} the baseline", scenario.name);
        let baseline = OrgSnapshot::of_baseline(Arc::new(org), &document.snapshot.index);
        document.set_snapshot(baseline);
        let made = self.baseline.history.position();
        self.make(document, name.clone(), edit).ok()?;
        let taken = self.remove(document, plan)?;
        self.taken.push(TakenPlan { edit: made, at: Some(plan), plan: Some(taken) });
        Some(name)
    }
}

/// Ids before and after, for people who get another id from an edit of the baseline that is about to be applied.
fn renamed(edit: &Edit, document: &Document) -> Vec<(String, String)> {
    let org = &document.snapshot.org;
    let (mut open, mut found) = (vec![edit], Vec::new());
    while let Some(edit) = open.pop().filter(|_| document.snapshot.scenario.is_none()) {
        match edit {
            Edit::All(edits) => open.extend(edits.iter().rev()),
            Edit::SetKey { person, key } if org.has(*person) => found.push((org.key(*person).to_owned(), key.clone())),
            _ => {}
        }
    }
    found
}

/// Updates the ids in plans, which name people by id.
fn rename(document: &mut Document, renamed: &[(String, String)]) {
    if renamed.is_empty() {
        return;
    }
    for plan in Arc::make_mut(&mut document.scenarios) {
        renamed.iter().for_each(|(from, to)| plan.rename(from, to));
    }
}
