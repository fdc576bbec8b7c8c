//! Cards on their way from one picture of the same people to another.

use crate::diagram::Tracks;
use std::sync::Arc;

/// Seconds that the cards move.
pub const MOVE: f64 = 0.15;

/// Cards on their way from one picture to the one that stands now.
pub struct TrackAnimation {
    pub from: Arc<Tracks>,
    /// Second at which they set out.
    pub since: f64,
}

impl TrackAnimation {
    /// How far they are at a time, 0 to 1; `None` when everybody has arrived.
    pub fn part(&self, time: f64) -> Option<f64> {
        let part = (time - self.since) / MOVE;
        (part < 1.0).then(|| 1.0 - (1.0 - part.clamp(0.0, 1.0)).powi(3))
    }
}
