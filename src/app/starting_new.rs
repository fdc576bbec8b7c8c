//! A document without a file: made of what was entered, or of what an earlier program left of one. Its edits are kept
//! in the recovery folder under a name that stands for it.

use super::dispatch::take;
use super::planning;
use super::recovery::{Keeper, Kept};
use super::starting_draft::nothing;
use super::state::State;
use crate::edit::Edit;
use crate::io::journal::{Found, recovery_folder};
use crate::io::path::canonical;
use crate::rules::words::count;
use eframe::egui;
use std::path::{Path, PathBuf};

/// Windows with a new organisation each that are kept apart; the edits of further ones are not kept.
const MOST: usize = 20;

/// Makes a document of what was entered, in steps that can be taken back.
pub fn create(state: &mut State, ctx: &egui::Context) {
    let Some(draft) = state.starting.draft.take() else { return };
    let (whole, people) = draft.edits();
    take(state, nothing());
    if let Some((place, kept)) = free_place() {
        state.keeper = Keeper::new(kept.journal, &place, None);
    }
    planning::make(state, format!("Begin {}", draft.called()), whole, ctx);
    if !people.is_empty() {
        planning::make(state, format!("Add {}", count(people.len(), "person", "people")), Edit::All(people), ctx);
    }
    planning::note(state, format!("{} is not saved yet", draft.called()), ctx);
}

/// Goes on with a new organisation that an earlier program left, kept at a place.
pub fn recover(state: &mut State, place: &Path, ctx: &egui::Context) {
    take(state, nothing());
    let kept = Kept::of(place);
    state.keeper = Keeper::new(kept.journal, place, None);
    // It begins from nothing, which is what it was.
    state.found = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
    planning::recover(state, true, ctx);
}

/// Whether edits that are kept under a name are those of a new organisation.
pub fn is_new(place: &Path) -> bool {
    places().any(|new| new == place)
}

/// A place at which no other window and no earlier program keeps edits.
fn free_place() -> Option<(PathBuf, Kept)> {
    places().find_map(|place| {
        let kept = Kept::of(&place);
        (kept.journal.is_some() && kept.found.is_none()).then_some((place, kept))
    })
}

fn places() -> impl Iterator<Item = PathBuf> {
    let folder = recovery_folder().map(|folder| canonical(&folder).unwrap_or(folder));
    folder.into_iter().flat_map(|folder| (1..=MOST).map(move |n| folder.join(format!("new-{n}.org.ron"))))
}
