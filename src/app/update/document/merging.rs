//! Taking in a new export, or what somebody else has written to the file meanwhile.

use crate::app::state;
use crate::app::state::document::Source;
use crate::app::state::document::merging::Before;
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::app::state::{State, note};
use crate::app::update::document::editing::make;
use crate::app::update::document::plans;
use crate::app::update::document::saving;
use eframe::egui;
use std::path::PathBuf;

/// Reads a new export of what is open, to be taken into the baseline.
pub fn merge(state: &mut State, path: PathBuf, before: Option<Before>, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    if document.standing.scenario.is_some() {
        return note(state, "Turn to the baseline first: a new export is taken in there".to_owned(), ctx);
    }
    let is_native = match &document.source {
        Source::File(path) => saving::holds_everything(path),
        Source::Bundled => false,
        Source::New => true,
    };
    let before = match before {
        Some(before) => before,
        // What was decided before the file was saved, or without a file, cannot be told from what the last export said.
        None if is_native => Before::Unknown,
        None => Before::Org(state.edits.as_opened(document)),
    };
    let work = Work::merge(document.clone(), before, path, ctx.clone());
    (state.merging, state.page) = (None, Page::Merging);
    state::begin(state, work);
}

/// Takes in what somebody else has written to the file that is open, since it was opened.
pub fn take_in_outside(state: &mut State, ctx: &egui::Context) {
    (state.changed, state.outside) = (None, None);
    let Some(document) = &state.document else { return };
    let Source::File(path) = document.source.clone() else { return };
    let before = Before::Org(state.edits.as_opened(document));
    merge(state, path, Some(before), ctx);
}

/// Takes a new export in, as one step.
pub fn take_in(state: &mut State, ctx: &egui::Context) {
    let (Some(merging), Some(document)) = (state.merging.take(), &state.document) else { return };
    state.page = Page::Tracks;
    let name = format!("Take in {}", merging.file);
    match merging.edit(document) {
        Some(edit) => {
            let (own, plans, is_empty) = (merging.own, merging.plans.clone(), merging.changes() == 0);
            // Nothing else reads the organisation any longer, so that it is changed in place.
            drop(merging);
            if is_empty {
                note(state, "There was nothing to take in".to_owned(), ctx);
            } else {
                make(state, name, edit, ctx);
            }
            plans.into_iter().for_each(|plan| plans::add(state, plan));
            if let Some(own) = own {
                state.keeper.taken_in(own);
            }
        }
        None => note(state, "The organisation has been changed since: take the export in again".to_owned(), ctx),
    }
}
