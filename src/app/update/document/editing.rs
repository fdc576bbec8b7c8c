//! The part of `dispatch` that changes the organisation: drops, their questions, undo and redo.

use crate::app::state::canvas::camera::Camera;
use crate::app::state::{State, note};
use crate::app::update::canvas::tree;
use crate::app::update::canvas::view_anchor::holding_others;
use crate::app::update::document::plans;
use crate::edit::Edit;
use crate::org::PersonId;
use eframe::egui;

/// What is said of a change in a meeting.
pub const DONE: &str = "Done";

/// Makes an edit, under a name that undo will say. The place that is looked at stays.
pub fn make(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    holding_others(state, |state| make_it(state, name, edit, ctx));
}

fn make_it(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    if state.read_only {
        let why = "This file is open in another window: save it under another name to change it here";
        return note(state, why.to_owned(), ctx);
    }
    let Some(document) = &mut state.document else { return };
    match state.edits.make(document, name.clone(), edit) {
        // What an edit is called may hold what is not for everybody.
        Ok(()) if state.meeting.is_some() => note(state, DONE.to_owned(), ctx),
        Err(_) if state.meeting.is_some() => note(state, "It cannot be done in this file".to_owned(), ctx),
        Ok(()) => note(state, format!("{name}: done"), ctx),
        Err(error) => note(state, format!("{error}. {}", error.hint()), ctx),
    }
    let_go(state);
    tree::refresh(state, ctx);
}

/// The same from a panel: somebody new is selected and seen.
pub fn make_and_show(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    let before = state.document.as_ref().map_or(0, |document| document.standing.org.len());
    make(state, name, edit, ctx);
    if let Some(document) = &state.document
        && document.standing.org.len() > before
    {
        state.also.clear();
        state.selected = Some(PersonId(before as u32));
    }
    into_view(state);
}

/// Who has gone is not selected any longer.
pub fn let_go(state: &mut State) {
    let Some(document) = &state.document else { return };
    let org = &document.standing.org;
    state.selected = state.selected.filter(|&person| org.has(person));
    state.also.retain(|&person| org.has(person));
    (state.open_finding, state.open_line, state.trial) = (None, None, None);
}

/// Takes the last edit back, or makes it again.
pub fn step(state: &mut State, back: bool, ctx: &egui::Context) {
    let mut is_done = false;
    holding_others(state, |state| is_done = step_it(state, back, ctx));
    if is_done {
        into_view(state);
    }
}

fn step_it(state: &mut State, back: bool, ctx: &egui::Context) -> bool {
    let Some(document) = &mut state.document else { return false };
    let name = if back { state.edits.undo(document) } else { state.edits.redo(document) };
    let is_done = name.is_some();
    if let Some(name) = name {
        if back && name.starts_with("Make ") && name.ends_with(" the baseline") {
            // The plan that it took off the list comes back with it.
            plans::restore(state);
        }
        let verb = if back { "Undone" } else { "Done again" };
        let said = if state.meeting.is_some() { verb.to_owned() } else { format!("{verb}: {name}") };
        note(state, said, ctx);
        let_go(state);
        tree::refresh(state, ctx);
    }
    is_done
}

/// Undoes or redoes until so many edits are made.
pub fn go_to(state: &mut State, made: usize) {
    holding_others(state, |state| {
        if let Some(document) = &mut state.document {
            state.edits.go_to(document, made);
            let_go(state);
        }
    });
    into_view(state);
}

/// Whoever is selected is seen again where an edit has taken them.
fn into_view(state: &mut State) {
    let (Some(person), Some(picture)) = (state.selected, state.picture()) else { return };
    if let Some(place) = picture.place(person)
        && !state.camera.window(state.canvas).overlaps(&place)
    {
        state.camera.center = Camera::filled(place.center(), state.camera.scale, state.canvas, picture.bounds());
    }
}
