//! State of a meeting: requests, and the copy without private values that everybody sees. `update::meeting` makes the
//! copy.

use crate::app::state::document::Document;
use crate::app::state::latest::{Latest, Request};
use crate::diagram::Tracks;
use crate::edit::Scenario;
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// A request about the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingCommand {
    /// Starts a meeting; during one, asks whether to leave it.
    Turn,
    /// Answers that question.
    Leave(bool),
    /// Shows people's names, or their roles instead.
    Names(bool),
}

#[derive(Default)]
pub struct Meeting {
    /// Set while the question about leaving is open.
    pub asks: bool,
    /// The copy shown; empty until it is made.
    pub copy: Latest<CopySource, Document>,
}

/// Identity of the document a copy was made from. While these references are held, nothing else can have the same
/// address.
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
    /// The copy shown; `None` until it is made.
    pub fn document(&self) -> Option<&Document> {
        self.copy.made().map(|(_, document)| document)
    }
}

/// Mutable version of `State::seen`, for trying edits in place.
pub fn seen_mut<'a>(document: &'a mut Option<Document>, meeting: &'a mut Option<Meeting>) -> Option<&'a mut Document> {
    match meeting {
        Some(meeting) => meeting.copy.answer_mut(),
        None => document.as_mut(),
    }
}
