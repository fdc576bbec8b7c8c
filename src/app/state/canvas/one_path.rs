//! The animation of cards between two layouts of the same people.

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
    /// Progress at a time, eased, from 0 to 1; `None` once every card has arrived.
    pub fn part(&self, time: f64) -> Option<f64> {
        let part = (time - self.since) / MOVE;
        (part < 1.0).then(|| 1.0 - (1.0 - part.clamp(0.0, 1.0)).powi(3))
    }
}
