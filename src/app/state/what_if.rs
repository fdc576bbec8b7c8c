//! State of the what-if trial and of the two seats being weighed.

use crate::app::state::document::Document;
use crate::app::state::error::AppError;
use crate::edit::Edit;
use crate::org::PersonId;
use crate::plan::{Draft, Side, WhatIf, highest_equated};

/// An edit tried without being made.
pub struct Trial {
    /// Name that undo will show.
    pub name: String,
    /// The edit; `None` while the role is incomplete.
    pub edit: Option<Edit>,
    /// Consequences of the edit, or the reason it is refused.
    pub what: Result<WhatIf, AppError>,
    /// The role being drafted, if the trial is one.
    pub draft: Option<Draft>,
}

/// The weighing page.
#[derive(Default)]
pub struct Weighing {
    /// Sides chosen by hand; `None` for the highest pair of equal rungs.
    pub sides: Option<[Side; 2]>,
    /// Search text for a person, left and right.
    pub typed: [String; 2],
    /// People that match, left and right.
    pub found: [Vec<PersonId>; 2],
}

impl Weighing {
    /// The chosen sides while both exist, otherwise the highest pair of equal rungs.
    pub fn laid(&self, document: &Document) -> Option<[Side; 2]> {
        let snapshot = &document.snapshot;
        let chosen = self.sides.filter(|sides| sides.iter().all(|side| side.is_in(&snapshot.org)));
        chosen.or_else(|| highest_equated(&snapshot.judgement.facts(&snapshot.org)))
    }
}
