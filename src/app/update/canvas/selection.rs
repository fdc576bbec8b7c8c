//! The selection, and bringing a person into view.

use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::document::search::Search;
use crate::app::state::page::Page;
use crate::app::update::canvas::camera::bring;
use crate::app::update::canvas::tree;
use crate::org::PersonId;
use eframe::egui;

pub fn select(state: &mut State, person: Option<PersonId>) {
    state.session.rest_of_selection.clear();
    if state.session.selected != person {
        state.session.selected = person;
        state.session.numbers = false;
        state.session.seeking = None;
    }
}

pub fn show(state: &mut State, person: PersonId, ctx: &egui::Context) {
    select(state, Some(person));
    // A person with a dot on the matrix can be seen there as well.
    let has_dot = state.session.plotted.as_ref().is_some_and(|plotted| plotted.matrix.find(person).is_some());
    if state.page == Page::Tree {
        return tree::show(state, person, ctx);
    }
    if state.page != Page::Matrix || !has_dot {
        state.page = Page::Tracks;
    }
    tree::meet(state);
    let place = state.picture().and_then(|picture| picture.place(person));
    if let Some(place) = place {
        bring(state, place, ctx);
    }
}

/// Number of people searched at each key for somebody to take over the reports.
pub const LOOKED_AT: usize = 400_000;

/// Largest number of hits shown.
pub const FOUND: usize = 6;

/// Adds a person to the selection, or removes them.
pub fn also(state: &mut State, person: PersonId) {
    match state.session.selected {
        None => state.session.selected = Some(person),
        Some(first) if first == person => state.session.selected = state.session.rest_of_selection.pop(),
        Some(_) => match state.session.rest_of_selection.iter().position(|&other| other == person) {
            Some(at) => drop(state.session.rest_of_selection.remove(at)),
            None => state.session.rest_of_selection.push(person),
        },
    }
}

/// Selects a person and everybody below them, the person first.
pub fn select_team(state: &mut State, person: PersonId) {
    let Some(document) = state.seen() else { return };
    let org = &document.snapshot.org;
    let team = org.title_and_team(person)[1];
    let others = org.people().filter(|&other| other != person && org.title_and_team(other)[1] == team);
    state.session.rest_of_selection = others.collect();
    (state.session.selected, state.session.form) = (Some(person), false);
}

/// Searches for the other end of a new line.
pub fn seek(state: &mut State, typed: String) {
    if let (Some(seeking), Some(document)) = (&mut state.session.seeking, &state.session.document) {
        let own: Vec<PersonId> = state.session.selected.into_iter().collect();
        seeking.found = found(document, &typed, &own);
        seeking.typed = typed;
    }
}

/// First few people that match a text, except those in `but`.
pub fn found(document: &Document, typed: &str, but: &[PersonId]) -> Vec<PersonId> {
    let snapshot = &document.snapshot;
    let mut search = Search::new(snapshot.org.clone(), snapshot.index.clone(), typed);
    search.advance(LOOKED_AT);
    search.hits().people.into_iter().filter(|person| !but.contains(person)).take(FOUND).collect()
}

/// Selects several people, the first being the main one.
pub fn select_all(state: &mut State, people: Vec<PersonId>) {
    select(state, people.first().copied());
    state.session.rest_of_selection = people.into_iter().skip(1).collect();
}
