//! How far a long piece of work is, and how it is asked to stop.

use super::OpenError;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// How far a long piece of work is, shared between threads; asking it to stop is answered soon.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how much there is to do, in any unit.
    pub fn begin(&self, total: u64) {
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
    }

    /// Says how much is done; an error asks the work to stop.
    pub fn advance(&self, done: u64) -> Result<(), OpenError> {
        self.done.store(done, Relaxed);
        self.check()
    }

    /// An error where the work is asked to stop.
    pub fn check(&self) -> Result<(), OpenError> {
        if self.cancelled.load(Relaxed) { Err(OpenError::Cancelled) } else { Ok(()) }
    }

    /// The part done, 0 to 1.
    pub fn part(&self) -> f32 {
        let total = self.total.load(Relaxed);
        if total == 0 { 0.0 } else { self.done.load(Relaxed) as f32 / total as f32 }
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }
}
