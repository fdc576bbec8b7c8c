//! Updates of the organisation: edits, undo and redo.

use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::document::words::done;
use crate::app::state::toast::WayBack;
use crate::app::update::canvas::tree;
use crate::app::update::canvas::view_anchor::keep_view_of_others;
use crate::edit::Edit;
use crate::org::PersonId;
use eframe::egui;

/// Message for any edit made while a copy is shown in place of the document.
const DONE: &str = "Done";

/// Makes an edit, under a name that undo shows. The view stays in place.
pub fn make(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    keep_view_of_others(state, |state| make_it(state, name, edit, ctx));
}

fn make_it(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    if state.session.read_only {
        let why = "This file is open in another window. Save it under another name to change it here";
        return state.note(why.to_owned(), ctx);
    }
    let Some(document) = &mut state.session.document else { return };
    if document.snapshot.scenario.is_some()
        && let Some(fact) = edit.of_facts(&document.snapshot.org, document.baseline())
    {
        return record(state, name, fact, edit, ctx);
    }
    let said = done(&name);
    match state.session.edits.make(document, name, edit) {
        Ok(()) => {
            let (plan, made) = (document.snapshot.scenario, state.session.edits.made(document));
            // The name of an edit can contain private values.
            let words = if state.veil().is_some() { DONE.to_owned() } else { said };
            state.note_with(words, WayBack::Undo { plan, made }, ctx);
        }
        Err(_) if state.veil().is_some() => state.note("This change is not possible in this file".to_owned(), ctx),
        Err(error) => state.note(format!("{error}. {}", error.hint()), ctx),
    }
    drop_stale_selection(state);
    tree::refresh(state, ctx);
}

/// Records a fact in the baseline while a plan is looked at: plans hold decisions.
fn record(state: &mut State, name: String, fact: Edit, seen: Edit, ctx: &egui::Context) {
    let Some(document) = &mut state.session.document else { return };
    match state.session.edits.record(document, name, fact, seen) {
        Ok(()) if state.veil().is_some() => state.note(DONE.to_owned(), ctx),
        Ok(()) => {
            let said = "Saved in the baseline, so it applies to every plan. Switch to the baseline to undo it";
            state.note(said.to_owned(), ctx);
        }
        Err(error) => state.note(format!("{error}. {}", error.hint()), ctx),
    }
    tree::refresh(state, ctx);
}

/// The same from a panel: somebody new is selected and seen.
pub fn make_and_show(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    let before = state.session.document.as_ref().map_or(0, |document| document.snapshot.org.len());
    make(state, name, edit, ctx);
    if let Some(document) = &state.session.document
        && document.snapshot.org.len() > before
    {
        state.session.rest_of_selection.clear();
        state.session.selected = Some(PersonId(before as u32));
    }
    into_view(state);
}

/// Removes people who no longer exist from the selection.
pub fn drop_stale_selection(state: &mut State) {
    let Some(document) = &state.session.document else { return };
    let org = &document.snapshot.org;
    state.session.selected = state.session.selected.filter(|&person| org.has(person));
    state.session.rest_of_selection.retain(|&person| org.has(person));
    (state.session.open_finding, state.session.open_line, state.session.trial) = (None, None, None);
}

/// Undoes or redoes one edit.
pub fn step(state: &mut State, back: bool, ctx: &egui::Context) {
    let mut is_done = false;
    keep_view_of_others(state, |state| is_done = step_it(state, back, ctx));
    if is_done {
        into_view(state);
    }
}

fn step_it(state: &mut State, back: bool, ctx: &egui::Context) -> bool {
    let Some(document) = &mut state.session.document else { return false };
    let name = if back { state.session.edits.undo(document) } else { state.session.edits.redo(document) };
    let is_done = name.is_some();
    if let Some(name) = name {
        let verb = if back { "Undone" } else { "Redone" };
        let said = if state.veil().is_some() { verb.to_owned() } else { format!("{verb}: {name}") };
        state.note(said, ctx);
        drop_stale_selection(state);
        tree::refresh(state, ctx);
    }
    is_done
}

/// Undoes or redoes until this many edits stand.
pub fn go_to(state: &mut State, made: usize) {
    keep_view_of_others(state, |state| {
        if let Some(document) = &mut state.session.document {
            state.session.edits.go_to(document, made);
            drop_stale_selection(state);
        }
    });
    into_view(state);
}

/// Brings the selected person back into view after an edit has moved them.
fn into_view(state: &mut State) {
    let (Some(person), Some(picture)) = (state.session.selected, state.picture()) else { return };
    if let Some(place) = picture.place(person)
        && !state.session.camera.window(state.canvas).overlaps(&place)
    {
        state.session.camera.center =
            Camera::filled(place.center(), state.session.camera.scale, state.canvas, picture.bounds());
    }
}

/// Makes the edit being tried.
pub fn do_tried(state: &mut State, ctx: &egui::Context) {
    if let Some(trial) = state.session.trial.take()
        && let Some(edit) = trial.edit
    {
        make_and_show(state, trial.name, edit, ctx);
    }
}
