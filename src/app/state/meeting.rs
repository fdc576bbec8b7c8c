//! What keeps the document itself from being seen: a meeting, or a record of a repository that names no one. Then a copy
//! without the private values is shown in its place, which `update::meeting` makes.

use crate::app::state::document::Document;
use crate::app::state::latest::{Latest, Request};
use crate::app::state::veil::Veil;
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
}

/// The copy shown in place of the document; empty until it is made.
pub type Copy = Latest<CopySource, Document>;

/// Identity of the document a copy was made from. While these references are held, nothing else can have the same
/// address.
#[derive(Clone)]
pub struct CopySource {
    tracks: Weak<Tracks>,
    judgement: Weak<Judgement>,
    scenarios: Weak<Vec<Scenario>>,
    pub veil: Veil,
}

impl CopySource {
    pub fn document(document: &Document, veil: Veil) -> Self {
        let snapshot = &document.snapshot;
        Self {
            tracks: Arc::downgrade(&snapshot.tracks),
            judgement: Arc::downgrade(&snapshot.judgement),
            scenarios: Arc::downgrade(&document.scenarios),
            veil,
        }
    }
}

impl Request for CopySource {
    fn serves(&self, other: &Self) -> bool {
        let Self { tracks, judgement, scenarios, veil } = self;
        tracks.ptr_eq(&other.tracks)
            && judgement.ptr_eq(&other.judgement)
            && scenarios.ptr_eq(&other.scenarios)
            && *veil == other.veil
    }
}

/// Mutable version of `State::seen`, for trying edits in place.
pub fn seen_mut<'a>(
    veil: Option<Veil>,
    document: &'a mut Option<Document>,
    copy: &'a mut Copy,
) -> Option<&'a mut Document> {
    if veil.is_some() { copy.answer_mut() } else { document.as_mut() }
}
