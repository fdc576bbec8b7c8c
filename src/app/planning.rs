//! The part of `dispatch` that changes the organisation: drops, their questions, undo and redo.

use super::camera::Camera;
use super::command::Page;
use super::document::{Document, Source};
use super::drag::{Asked, Drag, beside, plan};
use super::hold::holding_others;
use super::meeting::seen_mut;
use super::merging::Before;
use super::search::Search;
use super::settings::ReportsGo;
use super::state::State;
use super::tree;
use super::work::Work;
use crate::edit::Edit;
use crate::io::journal::{pending, recovery_folder};
use crate::layout::Lane;
use crate::org::{PersonId, TrackKind};
use crate::plan::{Handover, Planned, Target, Wish};
use crate::scene::Point;
use eframe::egui;
use std::path::PathBuf;

/// Seconds that a note is shown.
const NOTED: f64 = 6.0;
/// What is said of a change in a meeting.
pub const DONE: &str = "Done";
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

/// Selects all of somebody's team, the person first.
pub fn select_team(state: &mut State, person: PersonId) {
    let Some(document) = state.seen() else { return };
    let org = &document.standing.org;
    let team = org.title_and_team(person)[1];
    let others = org.people().filter(|&other| other != person && org.title_and_team(other)[1] == team);
    state.also = others.collect();
    (state.selected, state.form) = (Some(person), false);
}

/// Picks somebody up, with those who are selected together.
pub fn pick_up(state: &mut State, person: PersonId, pixel: Point) {
    let Some(document) = &state.document else { return };
    if !document.standing.is_judged || state.work.is_some() || state.seen().is_none() {
        return;
    }
    let Some(place) = state.picture().and_then(|picture| picture.place(person)) else { return };
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

/// Carries who is selected by keys, a rung up or down or to the other side; what would follow is shown until it is
/// dropped or put back.
pub fn nudge(state: &mut State, step: (i32, i32)) {
    let handover = handover(state);
    let (Some(person), Some(document)) = (state.selected, seen_mut(&mut state.document, &mut state.meeting)) else {
        return;
    };
    if !document.standing.is_judged || state.work.is_some() {
        return;
    }
    let standing = &document.standing;
    let from = match state.drag.as_ref().and_then(|drag| drag.target) {
        Some(Target::Rung(rung)) => Some(rung),
        _ => standing.org.seat(person).map(|seat| seat.rung),
    };
    let Some(rung) = from.and_then(|from| beside(&standing.tracks, &standing.org, person, from, step)) else { return };
    let mut drag = state.drag.take().unwrap_or_else(|| {
        let mut people = vec![person];
        people.extend(state.also.iter().copied());
        Drag { by_keys: true, ..Drag::new(people, Point::default(), Point::default()) }
    });
    drag.aim(document, Some(Target::Rung(rung)), handover);
    // The rung comes into view, and the card stands on it.
    let tracks = &document.standing.tracks;
    if let Some(row) = tracks.rows().iter().position(|row| row.rungs.contains(&rung)) {
        let (top, bottom) = tracks.band(row);
        let window = state.camera.window(state.canvas);
        if top < window.top || bottom > window.bottom {
            state.camera.center.y = (top + bottom) / 2.0;
        }
        let lane = if document.standing.org.track(rung).kind == TrackKind::Ic { Lane::Ic } else { Lane::Management };
        let (ground, window) = (tracks.ground_of(row, lane), state.camera.window(state.canvas));
        let (left, right) = (ground.left.max(window.left), ground.right.min(window.right));
        let x = if left < right { (left + right) / 2.0 } else { window.center().x };
        drag.pixel = state.camera.pixel_of(Point::new(x, (top + bottom) / 2.0), state.canvas);
    }
    state.drag = Some(drag);
}

/// Drops people on a target that was chosen from a menu.
pub fn send(state: &mut State, people: Vec<PersonId>, target: Target, ctx: &egui::Context) {
    let (handover, picture) = (handover(state), state.picture());
    let Some(document) = seen_mut(&mut state.document, &mut state.meeting) else { return };
    let mut drag = Drag::new(people, Point::default(), Point::default());
    drag.aim(document, Some(target), handover);
    let place = drag.people.first().and_then(|&person| picture.as_ref()?.place(person));
    drag.pixel =
        place.map_or(drag.pixel, |place| state.camera.pixel_of(Point::new(place.left, place.top), state.canvas));
    state.drag = Some(drag);
    drop_here(state, false, ctx);
}

/// Carries who is in the hand to a pixel.
pub fn carry(state: &mut State, pixel: Point) {
    let at = state.camera.point_at(pixel, state.canvas);
    let (handover, picture) = (handover(state), state.picture());
    if let (Some(drag), Some(document), Some(picture)) =
        (&mut state.drag, seen_mut(&mut state.document, &mut state.meeting), &picture)
        && !drag.by_keys
    {
        drag.over(document, picture, (pixel, at, state.camera.scale), handover);
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
            let scale = state.camera.scale;
            let corner = Point::new(drag.pixel.x - drag.held.x * scale, drag.pixel.y - drag.held.y * scale);
            let asks = planned.opens.is_some() || (planned.reports > 0 && state.settings.reports.is_none());
            let wish = Wish { people: drag.people, target, handover: handover(state) };
            if asks && !unasked {
                let (typed, found) = Default::default();
                state.asked = Some(Asked { wish, planned: Ok(planned), remember: false, typed, found, corner });
            } else {
                done(state, planned, (&wish, corner), ctx);
            }
        }
    }
}

/// Lets the picture follow, so that who was dropped stays where they were dropped.
fn keep_in_hand(state: &mut State, people: &[PersonId], corner: Point) {
    let Some(picture) = state.picture() else { return };
    let Some(place) = people.first().and_then(|&person| picture.place(person)) else { return };
    let corner = state.camera.point_at(corner, state.canvas);
    let by = Point::new(place.left - corner.x, place.top - corner.y);
    let center = Point::new(state.camera.center.x + by.x, state.camera.center.y + by.y);
    state.camera.center = Camera::filled(center, state.camera.scale, state.canvas, picture.bounds());
}

/// Answers a question otherwise than before, and works out what would follow.
pub fn hand_over(state: &mut State, handover: Handover) {
    if let (Some(asked), Some(document)) = (&mut state.asked, seen_mut(&mut state.document, &mut state.meeting)) {
        asked.wish.handover = handover;
        asked.planned = plan(document, &asked.wish);
    }
}

/// Looks for whoever takes the reports.
pub fn find_heir(state: &mut State, typed: String) {
    if let (Some(asked), Some(document)) = (&mut state.asked, seen_mut(&mut state.document, &mut state.meeting)) {
        asked.found = found(document, &typed, &asked.wish.people);
        asked.typed = typed;
    }
}

/// Looks for somebody to draw a line to.
pub fn seek(state: &mut State, typed: String) {
    if let (Some(seeking), Some(document)) = (&mut state.seeking, &state.document) {
        let own: Vec<PersonId> = state.selected.into_iter().collect();
        seeking.found = found(document, &typed, &own);
        seeking.typed = typed;
    }
}

/// Who is found by what was typed, the first few.
pub fn found(document: &Document, typed: &str, but: &[PersonId]) -> Vec<PersonId> {
    let standing = &document.standing;
    let mut search = Search::new(standing.org.clone(), standing.index.clone(), typed);
    search.advance(LOOKED_AT);
    search.hits().people.into_iter().filter(|person| !but.contains(person)).take(FOUND).collect()
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
        Ok(planned) => done(state, planned, (&asked.wish, asked.corner), ctx),
        Err(refusal) => note(state, refusal.to_string(), ctx),
    }
}

/// Does what was planned. In a meeting that was planned in a copy, so that it is planned once more in the document.
fn done(state: &mut State, mut planned: Planned, (wish, corner): (&Wish, Point), ctx: &egui::Context) {
    if state.meeting.is_some()
        && let Some(document) = &mut state.document
    {
        planned = match plan(document, wish) {
            Ok(planned) => planned,
            Err(_) => return note(state, "It cannot be done in this file".to_owned(), ctx),
        };
    }
    make(state, planned.name, planned.edit, ctx);
    super::meeting::follow(state, ctx);
    match wish.people.first() {
        // In the tree a folded branch may be where somebody has gone.
        Some(&person) if state.page == Page::Tree => tree::show(state, person, ctx),
        _ => keep_in_hand(state, &wish.people, corner),
    }
}

/// Does again what an earlier program left unsaved, or erases it.
pub fn recover(state: &mut State, recover: bool, ctx: &egui::Context) {
    let (Some(found), Some(document)) = (state.found.take(), &mut state.document) else { return };
    if !recover {
        state.keeper.erase();
        return;
    }
    let lost = super::recovery::recover(document, &mut state.edits, &found.entries);
    let said = match lost {
        0 => "Recovered what was not saved".to_owned(),
        1 => "Recovered what was not saved, but for 1 change that no longer applies".to_owned(),
        lost => format!("Recovered what was not saved, but for {lost} changes that no longer apply"),
    };
    let_go(state);
    note(state, said, ctx);
}

/// Reads a new export of what is open, to be taken into the baseline.
pub fn merge(state: &mut State, path: PathBuf, before: Option<Before>, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    if document.standing.scenario.is_some() {
        return note(state, "Turn to the baseline first: a new export is taken in there".to_owned(), ctx);
    }
    let is_native = match &document.source {
        Source::File(path) => super::saving::holds_everything(path),
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
    super::dispatch::begin(state, work);
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
            plans.into_iter().for_each(|plan| super::plans::add(state, plan));
            if let Some(own) = own {
                state.keeper.taken_in(own);
            }
        }
        None => note(state, "The organisation has been changed since: take the export in again".to_owned(), ctx),
    }
}

/// Erases what an earlier program left of another file.
pub fn erase_pending(state: &mut State, at: usize) {
    if at >= state.pending.len() {
        return;
    }
    let gone = state.pending.remove(at);
    let Some(folder) = recovery_folder() else { return };
    for pending in pending(&folder).unwrap_or_default() {
        if pending.found.as_ref().is_ok_and(|found| found.document == gone.document) {
            // What cannot be erased is offered again at the next start.
            let _ = pending.erase();
        }
    }
}

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
    let done = format!("{name}: done");
    match state.edits.make(document, name, edit) {
        // What an edit is called may hold what is not for everybody.
        Ok(()) if state.meeting.is_some() => note(state, DONE.to_owned(), ctx),
        Err(_) if state.meeting.is_some() => note(state, "It cannot be done in this file".to_owned(), ctx),
        Ok(()) => note(state, done, ctx),
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
fn let_go(state: &mut State) {
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
            super::plans::restore(state);
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

/// Says something at the foot of the picture for a while.
pub fn note(state: &mut State, words: String, ctx: &egui::Context) {
    state.note = Some((words, ctx.input(|input| input.time) + NOTED));
    ctx.request_repaint_after(std::time::Duration::from_secs_f64(NOTED));
}
