//! A document without a file: made of what was entered, or of what an earlier program left of one. Its edits are kept
//! in the recovery folder under a name that stands for it.

use crate::app::state::State;
use crate::app::state::document::new_organisation::nothing;
use crate::app::state::document::recovery::{Keeper, RecoveryState, free_place};
use crate::app::update::document::opening::take;
use crate::app::update::document::{editing, recovery};
use crate::edit::Edit;
use crate::io::journal::Found;
use crate::rules::words::count;
use eframe::egui;
use std::path::Path;

/// Makes a document of what was entered, in steps that can be taken back.
pub fn create(state: &mut State, ctx: &egui::Context) {
    let Some(draft) = state.starting.draft.take() else { return };
    let (whole, people) = draft.edits();
    take(state, nothing());
    if let Some((place, kept)) = free_place() {
        state.session.keeper = Keeper::new(kept.journal, &place, None);
    }
    editing::make(state, format!("Begin {}", draft.called()), whole, ctx);
    if !people.is_empty() {
        editing::make(state, format!("Add {}", count(people.len(), "person", "people")), Edit::All(people), ctx);
    }
    state.note(format!("{} is not saved yet", draft.called()), ctx);
}

/// Goes on with a new organisation that an earlier program left, kept at a place.
pub fn recover(state: &mut State, place: &Path, ctx: &egui::Context) {
    take(state, nothing());
    let kept = RecoveryState::of(place);
    state.session.keeper = Keeper::new(kept.journal, place, None);
    // It begins from nothing, which is what it was.
    state.session.recovered_edits = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
    recovery::recover(state, true, ctx);
}
