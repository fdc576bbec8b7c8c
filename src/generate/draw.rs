//! Choices that are the same for the same seed on every machine: the generator gives 64 bits, and how they become
//! a choice is said here.

/// A stream of choices.
pub struct Draw(fastrand::Rng);

impl Draw {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A number from 0 to below `end`; 0 where that is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.u64(..)) * u128::from(end)) >> 64) as u64
    }

    /// A number from one to another, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// A number near 0, nearly normal with standard deviation 1: twelve even ones added, so that every machine gives
    /// the same to the last bit, as a logarithm would not.
    pub fn normal(&mut self) -> f64 {
        const PARTS: u32 = 1 << 24;
        let sum: u64 = (0..12).map(|_| self.below(u64::from(PARTS))).sum();
        (sum as f64 + 6.0) / f64::from(PARTS) - 6.0
    }

    /// One of some texts; empty where there is none.
    pub fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts.get(self.below(texts.len() as u64) as usize).copied().unwrap_or_default()
    }
}
