//! Progress of a long piece of work, and its cancellation.

use super::OpenError;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Progress of a long piece of work, shared between threads; cancellation takes effect soon.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Sets the total to do, in any unit, and resets what is done.
    pub fn begin(&self, total: u64) {
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
    }

    /// Sets the amount done; an error means that the work should stop.
    pub fn advance(&self, done: u64) -> Result<(), OpenError> {
        self.done.store(done, Relaxed);
        self.check()
    }

    /// An error if the work should stop.
    pub fn check(&self) -> Result<(), OpenError> {
        if self.cancelled.load(Relaxed) { Err(OpenError::Cancelled) } else { Ok(()) }
    }

    /// Part done, 0 to 1; 0 while the total is not known.
    pub fn part(&self) -> f32 {
        let total = self.total.load(Relaxed);
        if total == 0 { 0.0 } else { self.done.load(Relaxed) as f32 / total as f32 }
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }
}
