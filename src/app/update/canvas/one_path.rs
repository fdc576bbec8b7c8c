//! Switching between two tracks and one path. The cards move from one to the other, so that the point can be seen in a
//! meeting.

use crate::app::state::State;
use crate::app::state::canvas::one_path::TrackAnimation;
use crate::app::state::task::Work;
use crate::app::update::canvas::camera::opening;
use eframe::egui;

/// Largest number of people whose cards move. A larger picture is made on a thread and appears at once.
const MOST_MOVING: usize = 2000;

/// Shows everybody on one path, or on the existing tracks. The selection stays.
pub fn show_one_path(state: &mut State, one_path: bool, ctx: &egui::Context) {
    let Some(from) = state.seen().map(|document| document.snapshot.tracks.clone()) else { return };
    let Some(document) = &mut state.session.document else { return };
    let mut folding = document.snapshot.folding.clone();
    if folding.is_one_path() == one_path {
        return;
    }
    folding.set_one_path(one_path);
    if document.snapshot.people > MOST_MOVING {
        let snapshot = document.snapshot.clone();
        state.begin(Work::fold(snapshot, folding, ctx));
        return;
    }
    let time = ctx.input(|input| input.time);
    document.snapshot = document.snapshot.folded(folding);
    let moves = !state.settings.less_motion;
    state.session.track_animation = moves.then_some(TrackAnimation { from, since: time });
    if state.session.opened == Some(state.session.camera) {
        let whole = opening(&document.snapshot.tracks, state.canvas);
        state.session.camera.go(whole.center, whole.scale, time, moves);
        state.session.opened = Some(whole);
    }
    ctx.request_repaint();
}

/// Ends the animation once every card has arrived. Called once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    let time = ctx.input(|input| input.time);
    state.session.track_animation.take_if(|animation| animation.is_over(time));
}
