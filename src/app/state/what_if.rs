//! What is tried without being done, and the two seats that are weighed.

use crate::app::state::document::Document;
use crate::app::state::error::AppError;
use crate::edit::Edit;
use crate::org::PersonId;
use crate::plan::{Draft, Side, WhatIf, highest_equated};

/// Something that is tried.
pub struct Trial {
    /// Its name, which undo will say.
    pub name: String,
    /// What it would do; `None` where nothing is thought out yet.
    pub edit: Option<Edit>,
    /// What would follow, or why nothing would.
    pub what: Result<WhatIf, AppError>,
    /// The role that is thought out, where it is one.
    pub draft: Option<Draft>,
}

/// Two sides that are weighed.
#[derive(Default)]
pub struct Weighing {
    /// Which; `None` for the highest rungs that are called equal.
    pub sides: Option<[Side; 2]>,
    /// What was typed to find somebody, left and right.
    pub typed: [String; 2],
    /// Who was found by it.
    pub found: [Vec<PersonId>; 2],
}

impl Weighing {
    /// What lies on the two sides, as far as it is still there.
    pub fn laid(&self, document: &Document) -> Option<[Side; 2]> {
        let snapshot = &document.snapshot;
        let chosen = self.sides.filter(|sides| sides.iter().all(|side| side.is_in(&snapshot.org)));
        chosen.or_else(|| highest_equated(&snapshot.judgement.facts(&snapshot.org)))
    }
}
