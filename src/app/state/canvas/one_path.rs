//! The animation of cards between one path and two tracks.

use crate::diagram::Tracks;
use std::sync::Arc;

/// Duration of the animation, in seconds.
pub const MOVE: f64 = 0.15;

/// Cards moving from the previous layout to the present one.
pub struct TrackAnimation {
    pub from: Arc<Tracks>,
    /// Time at which it began, in seconds.
    pub since: f64,
}

impl TrackAnimation {
    /// True once every card has arrived.
    pub fn is_over(&self, time: f64) -> bool {
        time - self.since >= MOVE
    }

    /// Layout at a time between the previous one and the present one; `None` once every card has arrived.
    pub fn seen(&self, now: &Tracks, time: f64) -> Option<Tracks> {
        let part = (time - self.since) / MOVE;
        let eased = 1.0 - (1.0 - part.clamp(0.0, 1.0)).powi(3);
        (part < 1.0).then(|| now.on_way(&self.from, eased))
    }
}
