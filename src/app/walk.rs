//! From two tracks to one path and back: cards move between the two, so that the point can be seen in a meeting.

use super::dispatch::begin;
use super::going::opening;
use super::state::State;
use super::work::Work;
use crate::diagram::Tracks;
use eframe::egui;
use std::sync::Arc;

/// People up to whom the cards move; of more the picture is made aside and is there at once.
const MOST_MOVING: usize = 2000;
/// Seconds that the cards move.
const MOVE: f64 = 0.15;

/// Cards on their way from one picture to the one that stands now.
pub struct Walk {
    from: Arc<Tracks>,
    /// Second at which they set out.
    since: f64,
}

impl Walk {
    /// Whether everybody has arrived.
    pub fn is_over(&self, time: f64) -> bool {
        time - self.since >= MOVE
    }

    /// The picture at a time, between the one before and the one that stands now; `None` when everybody has arrived.
    pub fn seen(&self, now: &Tracks, time: f64) -> Option<Tracks> {
        let part = (time - self.since) / MOVE;
        let eased = 1.0 - (1.0 - part.clamp(0.0, 1.0)).powi(3);
        (part < 1.0).then(|| now.on_way(&self.from, eased))
    }
}

/// Shows everybody on one path, or on the tracks that there are. Who is selected stays selected.
pub fn walk(state: &mut State, one_path: bool, ctx: &egui::Context) {
    let Some(from) = state.seen().map(|document| document.standing.tracks.clone()) else { return };
    let Some(document) = &mut state.document else { return };
    let mut folding = document.standing.folding.clone();
    if folding.is_one_path() == one_path {
        return;
    }
    folding.set_one_path(one_path);
    if document.standing.people > MOST_MOVING {
        let standing = document.standing.clone();
        begin(state, Work::fold(standing, folding, ctx.clone()));
        return;
    }
    let time = ctx.input(|input| input.time);
    document.standing = document.standing.folded(folding);
    let moves = !state.settings.less_motion;
    state.walk = moves.then_some(Walk { from, since: time });
    if state.opened == Some(state.camera) {
        let whole = opening(&document.standing.tracks, state.canvas);
        state.camera.go(whole.center, whole.scale, time, moves);
        state.opened = Some(whole);
    }
    ctx.request_repaint();
}
