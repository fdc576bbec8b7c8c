//! Unsaved changes on the disk: every edit is written to a journal within a second, and what an earlier program left
//! is offered again.

use crate::app::state::document::edits::Edits;
use crate::app::state::document::{Document, file_name};
use crate::app::state::latest::{Aside, Poll};
use crate::edit::Scenario;
use crate::io::FileState;
use crate::io::journal::{Entry, Found, Journal, JournalError, JournalWriter, recovery_folder};
use crate::io::path::canonical;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The journal of a file that was opened, and what an earlier program left of it.
#[derive(Default)]
pub struct RecoveryState {
    /// Where edits go; none where there is no folder for it, or another window has the file.
    pub journal: Option<Journal>,
    /// Whether another window has the file open.
    pub in_use: bool,
    /// Why edits are not kept, and what to do.
    pub trouble: Option<String>,
    /// Edits that were not saved.
    pub found: Option<Found>,
    /// Length and date of the file before it was read.
    pub opened: Option<Stamp>,
}

/// Length and date of a file.
pub type Stamp = (u64, Option<SystemTime>);

/// Those of a file, where it is there.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.len(), found.modified().ok()))
}

impl RecoveryState {
    /// Of a file that is being opened.
    pub fn of(path: &Path) -> Self {
        let Some(folder) = recovery_folder() else { return Self::default() };
        let mut kept = Self::default();
        match Journal::open(&folder, path, 0) {
            Ok(journal) => {
                kept.journal = Some(journal);
                match Journal::found(&folder, path) {
                    Ok(found) => kept.found = found,
                    Err(error) => kept.trouble = Some(format!("{error}. {}", error.hint())),
                }
            }
            Err(JournalError::InUse { .. }) => kept.in_use = true,
            Err(error) => kept.trouble = Some(format!("{error}. {}", error.hint())),
        }
        kept
    }
}

/// Under what name the edits of the bundled organisation are kept, which has no place of its own.
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
    /// All since the file was saved.
    log: Vec<Entry>,
    /// How much of the log was handed to the writer.
    written: usize,
    /// How long the log was when saving began.
    saving: usize,
    /// Length and date when it was opened or saved last.
    opened: Option<Stamp>,
    /// Why there is no writer.
    trouble: Option<String>,
}

/// What the file was when it was opened or saved last.
#[derive(Default)]
enum Content {
    /// Nobody has looked: there was nothing to keep yet.
    #[default]
    Unknown,
    Asked(Aside<Option<FileState>>),
    Known(Option<FileState>),
}

impl Keeper {
    /// For a file that was opened when it had a length and a date.
    pub fn new(journal: Option<Journal>, path: &Path, opened: Option<Stamp>) -> Self {
        let writer = journal.map(|journal| JournalWriter::start(journal, JournalWriter::INTERVAL));
        let trouble = writer.as_ref().and_then(|writer| writer.as_ref().err()).map(|error| error.to_string());
        Self { writer: writer.and_then(Result::ok), trouble, path: path.to_owned(), opened, ..Self::default() }
    }

    /// Takes entries, and hands them on as soon as it is known what the file was. Once a frame.
    pub fn keep(&mut self, entries: Vec<Entry>, wake: &egui::Context) {
        self.log.extend(entries);
        let Some(writer) = self.writer.as_ref().filter(|_| self.written < self.log.len()) else { return };
        if matches!(self.content, Content::Unknown) {
            let (path, opened) = (self.path.clone(), self.opened);
            // Millions of people take half a second to read.
            let state = move || match (opened, stamp(&path)) {
                // Somebody has written it since it was opened: what it was then can no longer be told.
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

    /// Saving begins.
    pub fn saving(&mut self) {
        self.saving = self.log.len();
    }

    /// The file was saved at a path, which may be another than before: edits made since then are kept for it.
    pub fn saved(&mut self, path: &Path, state: FileState) {
        self.log.drain(..self.saving.min(self.log.len()));
        self.saving = 0;
        if path != self.path {
            self.erase();
            let kept = RecoveryState::of(path);
            let log = std::mem::take(&mut self.log);
            *self = Self { log, ..Self::new(kept.journal, path, None) };
        }
        self.content = Content::Known(Some(state));
        self.opened = Some((state.len, state.modified));
        self.written = self.log.len();
        if let Some(writer) = &self.writer {
            writer.restart(state.hash, self.log.clone());
        }
    }

    /// The file was written and may not outlive a power cut: it is not somebody else's, and not saved.
    pub fn written(&mut self, path: &Path, state: FileState) {
        if std::path::absolute(path).is_ok_and(|path| path == self.path) {
            self.taken_in(state);
        }
    }

    /// What is in the file now was taken in, so that it is nobody else's any longer.
    pub fn taken_in(&mut self, state: FileState) {
        self.content = Content::Known(Some(state));
        self.opened = Some((state.len, state.modified));
    }

    /// Length and date of the file, where they are others than those it had when it was opened or saved last.
    pub fn changed_outside(&self) -> Option<Stamp> {
        let opened = self.opened?;
        stamp(&self.path).filter(|now| *now != opened)
    }

    /// What was not saved is let go.
    pub fn erase(&mut self) {
        if let Some(writer) = &self.writer {
            writer.restart(0, Vec::new());
            writer.finish();
        }
    }

    /// What the file was, where that is known.
    pub fn file(&self) -> Option<FileState> {
        match &self.content {
            Content::Known(state) => *state,
            _ => None,
        }
    }

    /// Why edits are not kept at the moment, and what to do.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.clone().or_else(|| self.writer.as_ref().and_then(JournalWriter::trouble))
    }
}

/// Does again what an earlier program left. How many changes no longer applied.
pub fn recover(document: &mut Document, edits: &mut Edits, entries: &[Entry]) -> usize {
    let mut lost = 0;
    for entry in entries {
        match entry {
            Entry::Edit { name, steps } => {
                let scenario = Scenario { steps: steps.clone(), ..Scenario::default() };
                let org = std::sync::Arc::make_mut(&mut document.snapshot.org);
                // Applied and taken back, which gives the edit that does it.
                let (back, not) = scenario.apply(org);
                lost += not.len();
                let edit = back.apply(org);
                if !edit.is_ok_and(|edit| edits.make(document, name.clone(), edit).is_ok()) {
                    lost += 1;
                }
            }
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

/// Looks at a plan by its name, which is made if it is not there; at the baseline for an empty name.
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

/// Windows with a new organisation each that are kept apart; the edits of further ones are not kept.
pub const MOST: usize = 20;

/// Whether edits that are kept under a name are those of a new organisation.
pub fn is_new(place: &Path) -> bool {
    places().any(|new| new == place)
}

/// A place at which no other window and no earlier program keeps edits.
pub fn free_place() -> Option<(PathBuf, RecoveryState)> {
    places().find_map(|place| {
        let kept = RecoveryState::of(&place);
        (kept.journal.is_some() && kept.found.is_none()).then_some((place, kept))
    })
}

pub fn places() -> impl Iterator<Item = PathBuf> {
    let folder = recovery_folder().map(|folder| canonical(&folder).unwrap_or(folder));
    folder.into_iter().flat_map(|folder| (1..=MOST).map(move |n| folder.join(format!("new-{n}.org.ron"))))
}

/// To the minute; in the time of the world, since that is what every machine agrees on.
pub fn when(found: &Found) -> String {
    let text = found.when.to_string();
    format!("{} {} UTC", text.get(..10).unwrap_or_default(), text.get(11..16).unwrap_or_default())
}

/// What the edits belong to, for people to read.
pub fn name_of(found: &Found) -> String {
    if !is_new(&found.document) {
        return file_name(&found.document);
    }
    let begun = found.entries.iter().find_map(|entry| match entry {
        Entry::Edit { name, .. } => name.strip_prefix("Begin "),
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

    /// The organisation under a plan, as a file would hold it. Taking back what a plan did is one more step of it.
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

    /// Does something, saves, does something more and is killed: what was saved and what is recovered is all of it.
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
}
