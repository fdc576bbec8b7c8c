//! Drag and drop: picking people up, moving and dropping them, and the question that a drop may raise. `plan` decides
//! what a drop means.

use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::drag::{Asked, Drag, beside, plan};
use crate::app::state::meeting::seen_mut;
use crate::app::state::page::Page;
use crate::app::state::settings::ReportsGo;
use crate::app::update::canvas::selection::found;
use crate::app::update::canvas::tree;
use crate::app::update::document::editing::make;
use crate::app::update::meeting;
use crate::layout::Lane;
use crate::org::{PersonId, TrackKind};
use crate::plan::{DropRequest, Handover, Planned, Target};
use crate::scene::Point;
use eframe::egui;

/// Picks a person up, with the rest of the selection.
pub fn pick_up(state: &mut State, person: PersonId, pixel: Point) {
    let Some(document) = &state.session.document else { return };
    if !document.snapshot.is_judged || state.work.is_some() || state.seen().is_none() {
        return;
    }
    let Some(place) = state.picture().and_then(|picture| picture.place(person)) else { return };
    let mut people = vec![person];
    let is_one = state.session.selected == Some(person) || state.session.rest_of_selection.contains(&person);
    if is_one {
        people.extend(
            state
                .session
                .selected
                .into_iter()
                .chain(state.session.rest_of_selection.iter().copied())
                .filter(|&other| other != person),
        );
    } else {
        state.session.rest_of_selection.clear();
        state.session.selected = Some(person);
    }
    let at = state.session.camera.point_at(pixel, state.canvas);
    state.session.drag = Some(Drag::new(people, Point::new(at.x - place.left, at.y - place.top), pixel));
}

/// Moves the selection by arrow keys, a rung up or down or across to the other track. The consequences stay on the
/// screen until the drop is made or cancelled.
pub fn nudge(state: &mut State, step: (i32, i32)) {
    let (handover, veil) = (handover(state), state.veil());
    let (Some(person), Some(document)) =
        (state.session.selected, seen_mut(veil, &mut state.session.document, &mut state.copy))
    else {
        return;
    };
    if !document.snapshot.is_judged || state.work.is_some() {
        return;
    }
    let snapshot = &document.snapshot;
    let from = match state.session.drag.as_ref().and_then(|drag| drag.target) {
        Some(Target::Rung(rung)) => Some(rung),
        _ => snapshot.org.seat(person).map(|seat| seat.rung),
    };
    let Some(rung) = from.and_then(|from| beside(&snapshot.tracks, &snapshot.org, person, from, step)) else { return };
    let mut drag = state.session.drag.take().unwrap_or_else(|| {
        let mut people = vec![person];
        people.extend(state.session.rest_of_selection.iter().copied());
        Drag { by_keys: true, ..Drag::new(people, Point::default(), Point::default()) }
    });
    drag.aim(document, Some(Target::Rung(rung)), handover);
    // Brings the rung into view and puts the card on it.
    let tracks = &document.snapshot.tracks;
    if let Some(row) = tracks.rows().iter().position(|row| row.rungs.contains(&rung)) {
        let (top, bottom) = tracks.band(row);
        let window = state.session.camera.window(state.canvas);
        if top < window.top || bottom > window.bottom {
            state.session.camera.center.y = (top + bottom) / 2.0;
        }
        let lane = if document.snapshot.org.track(rung).kind == TrackKind::Ic { Lane::Ic } else { Lane::Management };
        let (ground, window) = (tracks.ground_of(row, lane), state.session.camera.window(state.canvas));
        let (left, right) = (ground.left.max(window.left), ground.right.min(window.right));
        let x = if left < right { (left + right) / 2.0 } else { window.center().x };
        drag.pixel = state.session.camera.pixel_of(Point::new(x, (top + bottom) / 2.0), state.canvas);
    }
    state.session.drag = Some(drag);
}

/// Drops people on a target chosen from a menu.
pub fn send(state: &mut State, people: Vec<PersonId>, target: Target, ctx: &egui::Context) {
    let (handover, picture, veil) = (handover(state), state.picture(), state.veil());
    let Some(document) = seen_mut(veil, &mut state.session.document, &mut state.copy) else { return };
    let mut drag = Drag::new(people, Point::default(), Point::default());
    drag.aim(document, Some(target), handover);
    let place = drag.people.first().and_then(|&person| picture.as_ref()?.place(person));
    drag.pixel = place
        .map_or(drag.pixel, |place| state.session.camera.pixel_of(Point::new(place.left, place.top), state.canvas));
    state.session.drag = Some(drag);
    drop_here(state, false, ctx);
}

/// Moves the drag to a pixel.
pub fn carry(state: &mut State, pixel: Point) {
    let at = state.session.camera.point_at(pixel, state.canvas);
    let (handover, picture, veil) = (handover(state), state.picture(), state.veil());
    if let (Some(drag), Some(document), Some(picture)) =
        (&mut state.session.drag, seen_mut(veil, &mut state.session.document, &mut state.copy), &picture)
        && !drag.by_keys
    {
        drag.over(document, picture, (pixel, at, state.session.camera.scale), handover);
    }
}

pub fn handover(state: &State) -> Handover {
    match state.settings.reports {
        Some(ReportsGo::Manager) => Handover::Manager,
        Some(ReportsGo::Dotted) | None => Handover::Dotted,
    }
}

/// Drops the dragged people: made, asked about, or refused with the reason.
pub fn drop_here(state: &mut State, unasked: bool, ctx: &egui::Context) {
    let Some(drag) = state.session.drag.take() else { return };
    let (Some(target), Some(planned)) = (drag.target, drag.planned) else { return };
    match planned {
        Err(refusal) => state.note(refusal.to_string(), ctx),
        Ok(planned) => {
            let scale = state.session.camera.scale;
            let corner = Point::new(drag.pixel.x - drag.held.x * scale, drag.pixel.y - drag.held.y * scale);
            let asks = planned.opens.is_some() || (planned.reports > 0 && state.settings.reports.is_none());
            let request = DropRequest { people: drag.people, target, handover: handover(state) };
            if asks && !unasked {
                let (typed, found) = Default::default();
                state.session.asked =
                    Some(Asked { request, planned: Ok(planned), remember: false, typed, found, corner });
            } else {
                done(state, planned, (&request, corner), ctx);
            }
        }
    }
}

/// Moves the camera so that the dropped card stays where it was released.
pub fn keep_dropped_in_place(state: &mut State, people: &[PersonId], corner: Point) {
    let Some(picture) = state.picture() else { return };
    let Some(place) = people.first().and_then(|&person| picture.place(person)) else { return };
    let corner = state.session.camera.point_at(corner, state.canvas);
    let by = Point::new(place.left - corner.x, place.top - corner.y);
    let center = Point::new(state.session.camera.center.x + by.x, state.session.camera.center.y + by.y);
    state.session.camera.center = Camera::filled(center, state.session.camera.scale, state.canvas, picture.bounds());
}

/// Changes the answer to the question and works out the consequences.
pub fn hand_over(state: &mut State, handover: Handover) {
    let veil = state.veil();
    if let (Some(asked), Some(document)) =
        (&mut state.session.asked, seen_mut(veil, &mut state.session.document, &mut state.copy))
    {
        asked.request.handover = handover;
        asked.planned = plan(document, &asked.request);
    }
}

/// Searches for a person to take over the reports.
pub fn find_heir(state: &mut State, typed: String) {
    let veil = state.veil();
    if let (Some(asked), Some(document)) =
        (&mut state.session.asked, seen_mut(veil, &mut state.session.document, &mut state.copy))
    {
        asked.found = found(document, &typed, &asked.request.people);
        asked.typed = typed;
    }
}

/// Makes the drop that was asked about.
pub fn agree(state: &mut State, ctx: &egui::Context) {
    let Some(asked) = state.session.asked.take() else { return };
    let remembered = match asked.request.handover {
        Handover::Dotted => Some(ReportsGo::Dotted),
        Handover::Manager => Some(ReportsGo::Manager),
        Handover::To(_) => None,
    };
    if asked.remember && remembered.is_some() {
        state.settings.reports = remembered;
    }
    match asked.planned {
        Ok(planned) => done(state, planned, (&asked.request, asked.corner), ctx),
        Err(refusal) => state.note(refusal.to_string(), ctx),
    }
}

/// Makes a planned drop. One that was worked out on the copy shown is worked out again on the document.
pub fn done(state: &mut State, mut planned: Planned, (request, corner): (&DropRequest, Point), ctx: &egui::Context) {
    if state.veil().is_some()
        && let Some(document) = &mut state.session.document
    {
        planned = match plan(document, request) {
            Ok(planned) => planned,
            Err(_) => return state.note("This change is not possible in this file".to_owned(), ctx),
        };
    }
    make(state, planned.name, planned.edit, ctx);
    meeting::follow(state, ctx);
    match request.people.first() {
        // In the tree the dropped person may have landed in a folded branch.
        Some(&person) if state.page == Page::Tree => tree::show(state, person, ctx),
        _ => keep_dropped_in_place(state, &request.people, corner),
    }
}

/// Sets whether the answer to the question is remembered.
pub fn remember(state: &mut State, remember: bool) {
    if let Some(asked) = &mut state.session.asked {
        asked.remember = remember;
    }
}
