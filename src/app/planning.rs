//! The part of `dispatch` that changes the organisation: drops, their questions, undo and redo.

use super::camera::Camera;
use super::drag::{Asked, Drag, plan};
use super::search::Search;
use super::settings::ReportsGo;
use super::state::State;
use crate::edit::Edit;
use crate::org::PersonId;
use crate::plan::{Handover, Planned, Wish};
use crate::scene::Point;
use eframe::egui;

/// Seconds that a note is shown.
const NOTED: f64 = 6.0;
/// People that are looked through for whoever takes the reports, at each key.
const LOOKED_AT: usize = 400_000;
/// Of whom so many are shown.
const FOUND: usize = 6;

/// Adds somebody to those who are selected together, or takes them out.
pub fn also(state: &mut State, person: PersonId) {
    match state.selected {
        None => state.selected = Some(person),
        Some(first) if first == person => state.selected = state.also.pop(),
        Some(_) => match state.also.iter().position(|&other| other == person) {
            Some(at) => drop(state.also.remove(at)),
            None => state.also.push(person),
        },
    }
}

/// Picks somebody up, with those who are selected together.
pub fn pick_up(state: &mut State, person: PersonId, pixel: Point) {
    let Some(document) = &state.document else { return };
    if !document.standing.is_judged || state.work.is_some() {
        return;
    }
    let Some(place) = document.standing.tracks.place(person) else { return };
    let mut people = vec![person];
    let is_one = state.selected == Some(person) || state.also.contains(&person);
    if is_one {
        people.extend(state.selected.into_iter().chain(state.also.iter().copied()).filter(|&other| other != person));
    } else {
        state.also.clear();
        state.selected = Some(person);
    }
    let at = state.camera.point_at(pixel, state.canvas);
    state.drag = Some(Drag::new(people, Point::new(at.x - place.left, at.y - place.top), pixel));
}

/// Carries who is in the hand to a pixel.
pub fn carry(state: &mut State, pixel: Point) {
    let at = state.camera.point_at(pixel, state.canvas);
    let handover = handover(state);
    if let (Some(drag), Some(document)) = (&mut state.drag, &mut state.document) {
        drag.over(document, (pixel, at, state.camera.scale), handover);
    }
}

fn handover(state: &State) -> Handover {
    match state.settings.reports {
        Some(ReportsGo::Manager) => Handover::Manager,
        Some(ReportsGo::Dotted) | None => Handover::Dotted,
    }
}

/// Drops who is in the hand: done, asked about, or refused with the reason.
pub fn drop_here(state: &mut State, unasked: bool, ctx: &egui::Context) {
    let Some(drag) = state.drag.take() else { return };
    let (Some(target), Some(planned)) = (drag.target, drag.planned) else { return };
    match planned {
        Err(refusal) => note(state, refusal.to_string(), ctx),
        Ok(planned) => {
            let asks = planned.opens.is_some() || (planned.reports > 0 && state.settings.reports.is_none());
            if asks && !unasked {
                let wish = Wish { people: drag.people, target, handover: handover(state) };
                let (typed, found) = Default::default();
                state.asked = Some(Asked { wish, planned: Ok(planned), remember: false, typed, found });
            } else {
                let corner = state.camera.point_at(drag.pixel, state.canvas);
                let corner = Point::new(corner.x - drag.held.x, corner.y - drag.held.y);
                done(state, planned, ctx);
                keep_in_hand(state, drag.people.first().copied(), corner);
            }
        }
    }
}

/// Lets the picture follow, so that who was dropped stays where they were dropped.
fn keep_in_hand(state: &mut State, person: Option<PersonId>, corner: Point) {
    let Some(document) = &state.document else { return };
    let tracks = &document.standing.tracks;
    let Some(place) = person.and_then(|person| tracks.place(person)) else { return };
    let by = Point::new(place.left - corner.x, place.top - corner.y);
    let center = Point::new(state.camera.center.x + by.x, state.camera.center.y + by.y);
    state.camera.center = Camera::filled(center, state.camera.scale, state.canvas, tracks.bounds());
}

/// Answers a question otherwise than before, and works out what would follow.
pub fn hand_over(state: &mut State, handover: Handover) {
    if let (Some(asked), Some(document)) = (&mut state.asked, &mut state.document) {
        asked.wish.handover = handover;
        asked.planned = plan(document, &asked.wish);
    }
}

/// Looks for whoever takes the reports.
pub fn find_heir(state: &mut State, typed: String) {
    if let (Some(asked), Some(document)) = (&mut state.asked, &state.document) {
        let standing = &document.standing;
        let mut search = Search::new(standing.org.clone(), standing.index.clone(), &typed);
        search.advance(LOOKED_AT);
        let found = search.hits().people.into_iter().filter(|person| !asked.wish.people.contains(person));
        asked.found = found.take(FOUND).collect();
        asked.typed = typed;
    }
}

/// Does what was asked about.
pub fn agree(state: &mut State, ctx: &egui::Context) {
    let Some(asked) = state.asked.take() else { return };
    let remembered = match asked.wish.handover {
        Handover::Dotted => Some(ReportsGo::Dotted),
        Handover::Manager => Some(ReportsGo::Manager),
        Handover::To(_) => None,
    };
    if asked.remember && remembered.is_some() {
        state.settings.reports = remembered;
    }
    match asked.planned {
        Ok(planned) => done(state, planned, ctx),
        Err(refusal) => note(state, refusal.to_string(), ctx),
    }
}

fn done(state: &mut State, planned: Planned, ctx: &egui::Context) {
    make(state, planned.name, planned.edit, ctx);
}

/// Makes an edit, under a name that undo will say.
pub fn make(state: &mut State, name: String, edit: Edit, ctx: &egui::Context) {
    let Some(document) = &mut state.document else { return };
    match state.edits.make(document, name.clone(), edit) {
        Ok(()) => note(state, format!("{name}: done"), ctx),
        Err(error) => note(state, format!("{error}. {}", error.hint()), ctx),
    }
}

/// Takes the last edit back, or makes it again.
pub fn step(state: &mut State, back: bool, ctx: &egui::Context) {
    let Some(document) = &mut state.document else { return };
    let name = if back { state.edits.undo(document) } else { state.edits.redo(document) };
    if let Some(name) = name {
        note(state, format!("{}: {name}", if back { "Undone" } else { "Done again" }), ctx);
    }
}

/// Says something at the foot of the picture for a while.
pub fn note(state: &mut State, words: String, ctx: &egui::Context) {
    state.note = Some((words, ctx.input(|input| input.time) + NOTED));
    ctx.request_repaint_after(std::time::Duration::from_secs_f64(NOTED));
}
