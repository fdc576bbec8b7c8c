//! Unsaved changes on disk: every edit reaches a journal within a second, and edits left by a crashed program are
//! offered again.

use crate::app::state::document::edits::Edits;
use crate::app::state::document::{Document, file_name};
use crate::app::state::import::names;
use crate::app::state::latest::{Aside, Poll};
use crate::edit::Scenario;
use crate::io::FileState;
use crate::io::csv::Mapping;
use crate::io::journal::{Entry, Found, Journal, JournalError, JournalWriter, recovery_folder};
use crate::io::path::canonical;
use crate::io::sealed::Seal;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The journal of an opened file and the edits recovered from it.
#[derive(Default)]
pub struct RecoveryState {
    /// Journal for new edits; `None` when there is no folder for it or another window has the file open.
    pub journal: Option<Journal>,
    /// Set when another window has the file open.
    pub in_use: bool,
    /// Reason that edits are not journalled, or that those of an earlier run cannot be offered, with the next step.
    pub trouble: Option<String>,
    /// Unsaved edits of an earlier run.
    pub found: Option<Found>,
    /// Length and date of the file before it was read.
    pub opened: Option<Stamp>,
    /// Path that the journal is under, and its first entry, for a document that is in no file yet.
    pub base: Option<(PathBuf, Entry)>,
}

/// Length and date of a file.
pub type Stamp = (u64, Option<SystemTime>);

/// Stamp of a file; `None` when it is missing.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.len(), found.modified().ok()))
}

impl RecoveryState {
    /// Opens the journal of a file that is about to be opened.
    pub fn of(path: &Path) -> Self {
        Self::of_sealed(path, None)
    }

    /// The same for a file that may be sealed.
    pub fn of_sealed(path: &Path, seal: Option<&Seal>) -> Self {
        let Some(folder) = recovery_folder() else { return Self::default() };
        let mut kept = Self::default();
        match Journal::open_sealed(&folder, path, 0, seal.cloned()) {
            Ok(journal) => {
                match journal.left(seal.map(Seal::passphrase)) {
                    Ok(Some(found)) if found.is_sealed => {
                        kept.trouble = Some(
                            "Unsaved changes of this file are sealed with another passphrase. They are kept, and \
                             offered when the file is opened with that passphrase"
                                .to_owned(),
                        );
                    }
                    Ok(found) => kept.found = found,
                    Err(error) => kept.trouble = Some(format!("{error}. {}", error.hint())),
                }
                kept.journal = Some(journal);
            }
            Err(JournalError::InUse { .. }) => kept.in_use = true,
            Err(error) => kept.trouble = Some(format!("{error}. {}", error.hint())),
        }
        kept
    }
}

/// Journal of files that were read as one organisation, which is in no file yet.
pub fn of_joined(files: Vec<(PathBuf, u64)>, mapping: &Mapping) -> RecoveryState {
    let Some((place, kept)) = free_place() else { return RecoveryState::default() };
    let base = Some((place, Entry::Joined { files, mapping: mapping.write() }));
    RecoveryState { base, ..kept }
}

/// Path that stands for the bundled organisation in the journal, since it has no file.
pub fn bundled_place() -> Option<PathBuf> {
    let folder = recovery_folder()?;
    Some(canonical(&folder).unwrap_or(folder).join(crate::BUNDLED_NAME))
}

/// Writes the edits of the open document to its journal.
#[derive(Default)]
pub struct Keeper {
    writer: Option<JournalWriter>,
    path: PathBuf,
    content: Content,
    /// What the document was read from; goes before the first entry.
    base: Option<Entry>,
    /// All entries since the last save.
    log: Vec<Entry>,
    /// Number of entries handed to the writer.
    written: usize,
    /// Length of the log when the save in progress began.
    saving: usize,
    /// Stamp when the file was last opened or saved.
    opened: Option<Stamp>,
    /// Reason that there is no writer.
    trouble: Option<String>,
}

/// Content of the file when it was last opened or saved.
#[derive(Default)]
enum Content {
    /// Not looked up: there was nothing to journal yet.
    #[default]
    Unknown,
    Asked(Aside<Option<FileState>>),
    Known(Option<FileState>),
}

impl Keeper {
    /// Keeper for a file, with the journal taken out of its recovery state.
    pub fn new(kept: &mut RecoveryState, path: &Path) -> Self {
        let (writer, trouble) = match kept.journal.take() {
            Some(journal) => match JournalWriter::start(journal, JournalWriter::INTERVAL) {
                Ok(writer) => (Some(writer), None),
                Err(error) => (None, Some(format!("{error}. {}", error.hint()))),
            },
            None => (None, kept.trouble.clone()),
        };
        Self { writer, trouble, path: path.to_owned(), opened: kept.opened, ..Self::default() }
    }

    /// Keeper for a document that is in no file yet; the first entry says what it was read from.
    pub fn based(kept: &mut RecoveryState, (place, base): (PathBuf, Entry)) -> Self {
        Self { base: Some(base), ..Self::new(kept, &place) }
    }

    /// True if a path leads to the file of this keeper, whatever it is called there.
    pub fn is_of(&self, path: &Path) -> bool {
        path == self.path || matches!((canonical(path), canonical(&self.path)), (Ok(one), Ok(own)) if one == own)
    }

    /// Takes entries, and passes them on once the content of the file is known. Called once a frame.
    pub fn keep(&mut self, entries: Vec<Entry>, wake: &egui::Context) {
        if !entries.is_empty() {
            self.log.extend(self.base.take());
        }
        self.log.extend(entries);
        let Some(writer) = self.writer.as_ref().filter(|_| self.written < self.log.len()) else { return };
        if matches!(self.content, Content::Unknown) {
            let (path, opened) = (self.path.clone(), self.opened);
            // Hashing a file of millions of people takes half a second.
            let state = move || match (opened, stamp(&path)) {
                // Somebody has written the file since it was opened; its former content can no longer be hashed.
                (Some(then), now) if now != Some(then) => Some(FileState { len: then.0, modified: then.1, hash: 0 }),
                _ => FileState::of(&path).ok(),
            };
            self.content = Content::Asked(Aside::begin(wake, state));
        }
        if let Content::Asked(answer) = &self.content {
            match answer.poll() {
                Poll::Ready(state) => self.content = Content::Known(state),
                Poll::Lost => self.content = Content::Known(None),
                Poll::Waiting => return,
            }
        }
        let Content::Known(state) = &self.content else { return };
        if self.written == 0 {
            writer.restart(state.map_or(0, |state| state.hash), self.log.clone());
        } else {
            self.log[self.written..].iter().cloned().for_each(|entry| writer.entry(entry));
        }
        self.written = self.log.len();
    }

    /// Marks the start of a save.
    pub fn saving(&mut self) {
        self.saving = self.log.len();
    }

    /// Records that the file was saved; with the recovery state of another file if it was saved as that one. Edits made
    /// since the start of the save are kept for it.
    pub fn saved(&mut self, path: &Path, state: FileState, other: Option<RecoveryState>) {
        self.log.drain(..self.saving.min(self.log.len()));
        self.saving = 0;
        match other {
            Some(mut kept) => {
                self.erase();
                let log = std::mem::take(&mut self.log);
                *self = Self { log, ..Self::new(&mut kept, path) };
            }
            None => path.clone_into(&mut self.path),
        }
        self.content = Content::Known(Some(state));
        self.opened = Some((state.len, state.modified));
        self.written = self.log.len();
        if let Some(writer) = &self.writer {
            writer.restart(state.hash, self.log.clone());
        }
    }

    /// Records that the file was written but may not survive a power cut. It counts as our own write, not as saved.
    pub fn written(&mut self, path: &Path, state: FileState) {
        if std::path::absolute(path).is_ok_and(|path| path == self.path) {
            self.taken_in(state);
        }
    }

    /// Records that the present content of the file was merged, so it no longer counts as a change by others.
    pub fn taken_in(&mut self, state: FileState) {
        self.content = Content::Known(Some(state));
        self.opened = Some((state.len, state.modified));
    }

    /// Stamp of the file when it differs from that of the last open or save; `None` otherwise.
    pub fn changed_outside(&self) -> Option<Stamp> {
        let opened = self.opened?;
        stamp(&self.path).filter(|now| *now != opened)
    }

    /// Takes over the edits of an earlier run, once it is decided that they are recovered or erased.
    pub fn take_over(&self) {
        if let Some(writer) = &self.writer {
            writer.take_over();
        }
    }

    /// Discards the unsaved edits in the journal; those of an earlier run only once they were taken over.
    pub fn erase(&mut self) {
        if let Some(writer) = &self.writer {
            writer.restart(0, Vec::new());
            writer.finish();
        }
    }

    /// State of the file at the last open or save, if known.
    pub fn file(&self) -> Option<FileState> {
        match &self.content {
            Content::Known(state) => *state,
            _ => None,
        }
    }

    /// Reason that edits are not journalled at present, with the next step.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.clone().or_else(|| self.writer.as_ref().and_then(JournalWriter::trouble))
    }
}

/// Replays the edits of an earlier run. Returns the number that no longer applied.
pub fn recover(document: &mut Document, edits: &mut Edits, entries: &[Entry]) -> usize {
    let mut lost = 0;
    for entry in entries {
        match entry {
            Entry::Edit { name, steps } => {
                let scenario = Scenario { steps: steps.clone(), ..Scenario::default() };
                let org = std::sync::Arc::make_mut(&mut document.snapshot.org);
                // Applying and undoing yields the edit that does the same.
                let (back, not) = scenario.apply(org);
                lost += not.len();
                let edit = back.apply(org);
                if !edit.is_ok_and(|edit| edits.make(document, name.clone(), edit).is_ok()) {
                    lost += 1;
                }
            }
            // The document was read from them before its edits are replayed.
            Entry::Joined { .. } => {}
            Entry::Undo => lost += usize::from(edits.undo(document).is_none()),
            Entry::Redo => lost += usize::from(edits.redo(document).is_none()),
            Entry::In(plan) => turn(document, edits, plan),
            Entry::Copied { from, to } => {
                let steps = document.scenarios.iter().find(|plan| plan.name == *from).map(|plan| plan.steps.clone());
                let plan = Scenario { name: to.clone(), steps: steps.unwrap_or_default(), ..Scenario::default() };
                let mut plans = Vec::clone(&document.scenarios);
                let from: Vec<Option<usize>> = (0..plans.len()).map(Some).chain([None]).collect();
                plans.push(plan);
                edits.list(document, plans, &from, Some(entry.clone()));
            }
            Entry::Renamed { from, to } => {
                let mut plans = Vec::clone(&document.scenarios);
                let places: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
                if let Some(plan) = plans.iter_mut().find(|plan| plan.name == *from) {
                    plan.name.clone_from(to);
                }
                edits.list(document, plans, &places, Some(entry.clone()));
            }
            Entry::Deleted(name) => {
                turn(document, edits, "");
                let mut plans = Vec::clone(&document.scenarios);
                let mut places: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
                if let Some(at) = plans.iter().position(|plan| plan.name == *name) {
                    plans.remove(at);
                    places.remove(at);
                }
                edits.list(document, plans, &places, Some(entry.clone()));
            }
        }
    }
    lost
}

/// Turns to a plan by its name, creating it if missing; to the baseline for an empty name.
fn turn(document: &mut Document, edits: &mut Edits, name: &str) {
    let mut at = document.scenarios.iter().position(|plan| plan.name == name);
    if at.is_none() && !name.is_empty() {
        let mut plans = Vec::clone(&document.scenarios);
        let places: Vec<Option<usize>> = (0..plans.len()).map(Some).chain([None]).collect();
        plans.push(Scenario { name: name.to_owned(), ..Scenario::default() });
        at = Some(plans.len() - 1);
        edits.list(document, plans, &places, None);
    }
    if at == document.snapshot.scenario {
        return;
    }
    edits.turn_from(document);
    let changed = edits.take_org(at);
    let snapshot = document.under(at, changed);
    document.set_snapshot(snapshot);
}

/// Largest number of windows with an unsaved new organisation that are journalled; further ones are not.
pub const MOST: usize = 20;

/// True for a path that stands for a new organisation.
pub fn is_new(place: &Path) -> bool {
    places().any(|new| new == place)
}

/// A path that no other window and no earlier run uses.
pub fn free_place() -> Option<(PathBuf, RecoveryState)> {
    places().find_map(|place| {
        let kept = RecoveryState::of(&place);
        // What cannot be read is in use as well.
        let is_free = kept.journal.is_some() && kept.found.is_none() && kept.trouble.is_none();
        is_free.then_some((place, kept))
    })
}

pub fn places() -> impl Iterator<Item = PathBuf> {
    let folder = recovery_folder().map(|folder| canonical(&folder).unwrap_or(folder));
    folder.into_iter().flat_map(|folder| (1..=MOST).map(move |n| folder.join(format!("new-{n}.org.ron"))))
}

/// Time of the last edit, to the minute, in UTC.
pub fn when(found: &Found) -> String {
    let text = found.when.to_string();
    format!("{} {} UTC", text.get(..10).unwrap_or_default(), text.get(11..16).unwrap_or_default())
}

/// Name of the document that the edits belong to, for display.
pub fn name_of(found: &Found) -> String {
    if !is_new(&found.document) {
        return file_name(&found.document);
    }
    if let Some(Entry::Joined { files, .. }) = found.entries.first() {
        return names(files.iter().map(|(path, _)| path.as_path()));
    }
    let begun = found.entries.iter().find_map(|entry| match entry {
        Entry::Edit { name, .. } => name.strip_prefix("Create ").or_else(|| name.strip_prefix("Begin ")),
        _ => None,
    });
    begun.unwrap_or("A new organisation").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::Source;
    use crate::edit::{Edit, TextField};
    use crate::io::native::{self, Notation};
    use crate::io::{Progress, read};

    fn document(bytes: &[u8]) -> Document {
        let today = jiff::civil::date(2026, 9, 30);
        let opened = read(bytes, crate::BUNDLED_NAME, today, &Progress::default()).expect("it opens");
        Document::new(Source::Bundled, opened)
    }

    fn saved(document: &Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        native::write(document.baseline(), &document.scenarios, &[], Notation::Ron, &mut bytes).expect("memory");
        bytes
    }

    /// The organisation under a plan, serialised. Undoing what a plan did counts as a step of the plan.
    fn stands(document: &Document, plan: Option<usize>) -> Vec<u8> {
        let snapshot = document.under(plan, None);
        let mut bytes = Vec::new();
        native::write(&snapshot.org, &[], &[], Notation::Ron, &mut bytes).expect("memory");
        bytes
    }

    fn title(document: &mut Document, edits: &mut Edits, text: &str) {
        let person = document.snapshot.org.find("mason").expect("the bundled organisation has them");
        let edit = Edit::SetText { person, field: TextField::Title, text: text.to_owned() };
        edits.make(document, "Title".to_owned(), edit).expect("it applies");
    }

    /// Edits, saves, edits again and is killed: saved file and recovered edits together must hold everything.
    fn check(before: impl Fn(&mut Document, &mut Edits), after: impl Fn(&mut Document, &mut Edits)) {
        let (mut first, mut edits) = (document(crate::BUNDLED), Edits::default());
        before(&mut first, &mut edits);
        let mark = edits.begin_saving();
        let file = saved(&first);
        edits.saved(&mark);
        edits.drain();
        after(&mut first, &mut edits);
        let mut second = document(&file);
        assert_eq!(recover(&mut second, &mut Edits::default(), &edits.drain()), 0);
        assert_eq!(second.scenarios.len(), first.scenarios.len());
        for plan in std::iter::once(None).chain((0..first.scenarios.len()).map(Some)) {
            assert!(stands(&second, plan) == stands(&first, plan), "{}", first.plan_name(plan));
        }
    }

    #[test]
    fn what_was_saved_and_is_taken_back_is_recovered() {
        let one = |document: &mut Document, edits: &mut Edits| title(document, edits, "One");
        check(one, |document, edits| {
            edits.undo(document).expect("there is one");
        });
        check(one, |document, edits| {
            title(document, edits, "Two");
            edits.go_to(document, 0);
            edits.go_to(document, 2);
            edits.undo(document).expect("there are two");
        });
        check(one, |document, edits| {
            edits.undo(document).expect("there is one");
            title(document, edits, "Three");
            edits.undo(document).expect("there is one more");
            edits.redo(document).expect("it was taken back");
        });
    }

    #[test]
    fn changes_of_a_plan_are_recovered_in_the_plan_after_a_save_too() {
        let in_plan = |text: &'static str| {
            move |document: &mut Document, edits: &mut Edits| {
                turn(document, edits, "Mine");
                title(document, edits, text);
            }
        };
        check(in_plan("One"), in_plan("Two"));
        check(in_plan("One"), |document, edits| {
            edits.undo(document).expect("there is one");
            turn(document, edits, "");
            title(document, edits, "Below every plan");
        });
    }

    #[test]
    fn a_fact_recorded_while_a_plan_is_shown_leaves_the_plan_its_history() {
        check(
            |_, _| {},
            |document, edits| {
                turn(document, edits, "Mine");
                let mason = document.snapshot.org.find("mason").expect("the bundled organisation has them");
                let details = |document: &Document, change: fn(&mut crate::org::Details)| {
                    let mut details = Box::new(document.snapshot.org.details(mason).clone());
                    change(&mut details);
                    Edit::SetDetails { person: mason, details }
                };
                let notes = |org: &crate::org::Org| org.details(mason).rare.notes.clone();
                // A decision that is stored together with the facts about the person.
                let forum = details(document, |it| it.rare.forums.push("Council".to_owned()));
                edits.make(document, "Forum".to_owned(), forum).expect("it applies");
                title(document, edits, "One");
                let seen = details(document, |it| it.rare.notes.push("Seen".to_owned()));
                let fact = seen.of_facts(&document.snapshot.org, document.baseline()).expect("a note is a fact");
                edits.record(document, "Note".to_owned(), fact, seen).expect("it applies");
                assert_eq!(edits.names(document), ["Forum", "Title"]);
                for _ in 0..2 {
                    edits.undo(document).expect("two edits");
                }
                for org in [&document.snapshot.org, document.baseline()] {
                    assert_eq!(notes(org).last().map(String::as_str), Some("Seen"));
                }
                edits.redo(document).expect("two undone edits");
                let again = document.under(document.snapshot.scenario, None);
                assert!(again.not_applied.is_empty());
                assert_eq!(again.org.details(mason), document.snapshot.org.details(mason));
                assert_eq!(again.org.details(mason).rare.forums, ["Council"]);
            },
        );
    }
}
