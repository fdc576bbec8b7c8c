//! The pay axis that all rows of a ladder share.

use super::pays::{Pays, median};
use crate::rules::Facts;

/// Yearly pay mapped to x.
#[derive(Clone, Debug)]
pub struct Axis {
    from: f64,
    to: f64,
    x: (f64, f64),
    /// Amounts written on the axis, ascending.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// Axis from just below the lowest band or median of a ladder to just above the highest; `None` if it has neither.
    pub fn of(facts: &Facts, ladder: u16, pays: Option<&Pays>, x: (f64, f64)) -> Option<Self> {
        let org = facts.org;
        let of_ladder = org.rungs_of(ladder);
        let known = of_ladder.flat_map(|rung| {
            let (low, high) = org.rung(rung).pay.unzip();
            [low, high, median(pays, rung).map(|(pay, _)| pay)]
        });
        let known = known.flatten().filter(|pay| pay.is_finite());
        let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), pay| (a.min(pay), b.max(pay)));
        if !(low.is_finite() && high.is_finite()) {
            return None;
        }
        let span = (high - low).max(high.abs() * 0.1).max(1.0);
        let (from, to) = (low - span * 0.04, high + span * 0.04);
        let step = round_step(span / 4.0);
        let first = (from / step).ceil() * step;
        let ticks = (0..8).map(|at| first + step * f64::from(at)).take_while(|tick| *tick <= to).collect();
        Some(Self { from, to, x, ticks })
    }

    /// Position of an amount along x, clamped to the axis.
    pub fn at(&self, pay: f64) -> f64 {
        let part = ((pay - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.x.0 + part * (self.x.1 - self.x.0)
    }
}

/// Smallest number of at least `least` that is 1, 2 or 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.max(1e-6).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|&step| step >= least);
    step.unwrap_or(10.0 * power)
}
