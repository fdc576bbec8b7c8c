//! Random choices that depend on the seed alone, on every machine: the generator yields 64 bits, and this file turns
//! them into choices.

/// A stream of random choices.
pub struct Draw(fastrand::Rng);

impl Draw {
    /// Stream for a seed.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Integer from 0 up to but excluding `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.u64(..)) * u128::from(end)) >> 64) as u64
    }

    /// Integer between two others, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True with probability 1 / `times`.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// Nearly normal number with mean 0 and standard deviation 1. Twelve uniform numbers are added, which gives the
    /// same bits on every machine, unlike a logarithm.
    pub fn normal(&mut self) -> f64 {
        const PARTS: u32 = 1 << 24;
        let sum: u64 = (0..12).map(|_| self.below(u64::from(PARTS))).sum();
        (sum as f64 + 6.0) / f64::from(PARTS) - 6.0
    }

    /// One of some texts; empty when there are none.
    pub fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts.get(self.below(texts.len() as u64) as usize).copied().unwrap_or_default()
    }
}
