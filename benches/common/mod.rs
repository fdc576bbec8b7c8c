//! What the benchmarks share: the time of a processor, and a median.
#![allow(dead_code, reason = "each benchmark uses a part")]

use rustix::time::{ClockId, clock_gettime};

/// CPU time of this thread so far, in milliseconds.
pub fn cpu() -> f64 {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
}

/// The middle of some figures; 0 of none.
pub fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
