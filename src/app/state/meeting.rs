//! A meeting: what may be asked of it, and the copy without private values that everybody sees. When the copy is made
//! is known by `update::meeting`.

use crate::app::state::document::Document;
use crate::app::state::latest::{Latest, Request};
use crate::diagram::Tracks;
use crate::edit::Scenario;
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// What may be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingCommand {
    /// It begins; where it is on, leaving it is asked about.
    Turn,
    /// The answer: whether it is left.
    Leave(bool),
    /// Whether people have their names, or are called by their roles.
    Names(bool),
}

/// A meeting.
#[derive(Default)]
pub struct Meeting {
    /// Whether it is asked about leaving it.
    pub asks: bool,
    /// What is shown; nothing until it is made.
    pub copy: Latest<CopySource, Document>,
}

/// What a copy was made of: as long as it is held nothing else can have its address.
#[derive(Clone)]
pub struct CopySource {
    tracks: Weak<Tracks>,
    judgement: Weak<Judgement>,
    scenarios: Weak<Vec<Scenario>>,
    pub names: bool,
}

impl CopySource {
    pub fn document(document: &Document, names: bool) -> Self {
        let snapshot = &document.snapshot;
        Self {
            tracks: Arc::downgrade(&snapshot.tracks),
            judgement: Arc::downgrade(&snapshot.judgement),
            scenarios: Arc::downgrade(&document.scenarios),
            names,
        }
    }
}

impl Request for CopySource {
    fn serves(&self, other: &Self) -> bool {
        let Self { tracks, judgement, scenarios, names } = self;
        tracks.ptr_eq(&other.tracks)
            && judgement.ptr_eq(&other.judgement)
            && scenarios.ptr_eq(&other.scenarios)
            && *names == other.names
    }
}

impl Meeting {
    /// What is shown; `None` until it is made.
    pub fn document(&self) -> Option<&Document> {
        self.copy.made().map(|(_, document)| document)
    }
}

/// What may be seen, to try something in it: see `State::seen`.
pub fn seen_mut<'a>(document: &'a mut Option<Document>, meeting: &'a mut Option<Meeting>) -> Option<&'a mut Document> {
    match meeting {
        Some(meeting) => meeting.copy.answer_mut(),
        None => document.as_mut(),
    }
}
