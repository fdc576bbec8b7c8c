//! Cards on their way between one path and two tracks.

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
