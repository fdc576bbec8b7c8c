//! Progress of a long piece of work, and its cancellation.

use super::OpenError;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Progress of a long piece of work, shared between threads; cancellation takes effect soon.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    /// Which part of the whole the total is: start and length in per cent, as [`packed`].
    stage: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Sets the total to do, in any unit, and resets what is done.
    pub fn begin(&self, total: u64) {
        self.begin_stage(0..100, total);
    }

    /// The same for one stage of the work, given as the part of the whole in per cent that it takes.
    pub fn begin_stage(&self, percent: Range<u8>, total: u64) {
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
        self.stage.store(packed(&percent), Relaxed);
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
        let (total, stage) = (self.total.load(Relaxed), self.stage.load(Relaxed));
        let of_stage = if total == 0 { 0.0 } else { (self.done.load(Relaxed) as f32 / total as f32).min(1.0) };
        let (start, len) = ((stage >> 8) as f32, (stage & 0xff) as f32);
        (start + of_stage * len) / 100.0
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }
}

/// Start and length of a stage in one number, which is stored at once.
fn packed(percent: &Range<u8>) -> u64 {
    (u64::from(percent.start) << 8) | percent.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_a_part_of_the_whole() {
        let progress = Progress::default();
        assert_eq!(progress.part(), 0.0);
        progress.begin_stage(10..60, 200);
        assert_eq!(progress.part(), 0.1);
        progress.advance(100).expect("it goes on");
        assert_eq!(progress.part(), 0.35);
        progress.advance(1000).expect("it goes on");
        assert_eq!(progress.part(), 0.6);
        progress.begin(4);
        progress.advance(1).expect("it goes on");
        assert_eq!(progress.part(), 0.25);
    }
}
