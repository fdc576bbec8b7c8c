//! Merging a newer export, or what somebody else has written to the open file.

use crate::app::state::State;
use crate::app::state::document::Source;
use crate::app::state::document::merging::Before;
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::app::update::document::editing::make;
use crate::app::update::document::plans;
use crate::io::holds_everything;
use crate::plan::merge::Choice;
use eframe::egui;
use std::path::PathBuf;

/// Reads a newer export, to be merged into the baseline.
pub fn merge(state: &mut State, path: PathBuf, before: Option<Before>, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    if document.snapshot.scenario.is_some() {
        return state.note("Switch to the baseline first; a new export updates the baseline".to_owned(), ctx);
    }
    let is_native = match &document.source {
        Source::File(path) => holds_everything(path),
        Source::Bundled => false,
        Source::New => true,
    };
    let before = match before {
        Some(before) => before,
        // Decisions made before the file was saved, or without a file, cannot be told apart from what the last export
        // said.
        None if is_native => Before::Unknown,
        None => Before::Org(state.session.edits.as_opened(document)),
    };
    let work = Work::merge(document.clone(), before, path, ctx);
    (state.session.merging, state.page) = (None, Page::Merging);
    state.begin(work);
}

/// Merges what somebody else has written to the open file since it was opened.
pub fn take_in_outside(state: &mut State, ctx: &egui::Context) {
    (state.session.save_conflict, state.session.external_change) = (None, None);
    let Some(document) = &state.session.document else { return };
    let Source::File(path) = document.source.clone() else { return };
    let before = Before::Org(state.session.edits.as_opened(document));
    merge(state, path, Some(before), ctx);
}

/// Applies the merge as one edit.
pub fn take_in(state: &mut State, ctx: &egui::Context) {
    let (Some(merging), Some(document)) = (state.session.merging.take(), &state.session.document) else { return };
    state.page = Page::Tracks;
    let name = merging.step.clone();
    match merging.edit(document) {
        Some(edit) => {
            let (own, plans, is_empty) = (merging.own, merging.plans.clone(), merging.changes() == 0);
            // Drops the last other reference to the organisation, so that it is edited in place.
            drop(merging);
            if is_empty {
                state.note("There was nothing to update".to_owned(), ctx);
            } else {
                make(state, name, edit, ctx);
            }
            plans.into_iter().for_each(|plan| plans::add(state, plan));
            if let Some(own) = own {
                state.session.keeper.taken_in(own);
            }
        }
        None => {
            state.note("The organisation has changed in the meantime. Choose the command again".to_owned(), ctx);
        }
    }
}

/// Resolves all conflicts the same way.
pub fn choose_sides(state: &mut State, choice: Choice) {
    if let Some(merging) = &mut state.session.merging {
        merging.conflicts.iter_mut().for_each(|asked| asked.choice = choice);
    }
}

/// Resolves one conflict.
pub fn choose_side(state: &mut State, at: usize, choice: Choice) {
    if let Some(asked) = state.session.merging.as_mut().and_then(|merging| merging.conflicts.get_mut(at)) {
        asked.choice = choice;
    }
}
