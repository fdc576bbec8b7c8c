//! Switching between two tracks and one path, and the animation of cards after every new layout, so that the change can
//! be seen.

use crate::app::state::State;
use crate::app::state::canvas::one_path::TrackAnimation;
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::diagram::TracksOptions;
use eframe::egui;
use std::sync::Arc;

/// Largest number of people whose cards move. A larger picture is made on a thread and appears at once.
const MOST_MOVING: usize = 2000;

/// Shows everybody on one path, or on the existing tracks. The selection stays.
pub fn show_one_path(state: &mut State, one_path: bool, ctx: &egui::Context) {
    let Some(document) = &mut state.session.document else { return };
    let options = *document.snapshot.tracks.options();
    if options.one_path == one_path {
        return;
    }
    let options = TracksOptions { one_path, ..options };
    if document.snapshot.people > MOST_MOVING {
        let snapshot = document.snapshot.clone();
        state.begin(Work::lay_out(snapshot, options, ctx));
        return;
    }
    document.snapshot = document.snapshot.laid_out(options);
    ctx.request_repaint();
}

/// Starts and ends the animation, and switches layout when that was waiting. Called once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    if state.work.is_none()
        && state.session.drag.is_none()
        && let Some(one_path) = state.session.to_one_path.take()
    {
        show_one_path(state, one_path, ctx);
    }
    let time = ctx.input(|input| input.time);
    state.session.track_animation.take_if(|animation| animation.part(time).is_none());
    let seen = state.seen().map(|document| (document.snapshot.tracks.clone(), document.snapshot.people));
    let now = seen.filter(|(_, people)| *people <= MOST_MOVING).map(|(tracks, _)| tracks);
    let last = std::mem::replace(&mut state.session.last_tracks, now.clone());
    let (Some(now), Some(last)) = (now, last) else { return };
    // A new size of the canvas is followed without animation.
    let is_same_room = now.options() == &TracksOptions { one_path: now.options().one_path, ..*last.options() };
    if Arc::ptr_eq(&now, &last) || !is_same_room || state.settings.less_motion || state.page != Page::Tracks {
        return;
    }
    state.session.track_animation = Some(TrackAnimation { from: last, since: time });
    ctx.request_repaint();
}
