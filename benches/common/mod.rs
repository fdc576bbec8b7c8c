//! What the benchmarks share: the time of a processor, and a median.
#![allow(dead_code, reason = "each benchmark uses a part")]

/// CPU time of this thread so far, in milliseconds; where the system does not say, time as it goes by.
pub fn cpu() -> f64 {
    #[cfg(unix)]
    return clock(rustix::time::ClockId::ThreadCPUTime);
    #[cfg(not(unix))]
    since_start()
}

/// CPU time of all threads so far, in milliseconds; where the system does not say, time as it goes by.
pub fn cpu_of_all() -> f64 {
    #[cfg(unix)]
    return clock(rustix::time::ClockId::ProcessCPUTime);
    #[cfg(not(unix))]
    since_start()
}

#[cfg(unix)]
fn clock(id: rustix::time::ClockId) -> f64 {
    let spent = rustix::time::clock_gettime(id);
    spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
}

#[cfg(not(unix))]
fn since_start() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64() * 1e3
}

/// The middle of some figures; 0 of none.
pub fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
