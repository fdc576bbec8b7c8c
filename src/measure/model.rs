//! The fixed model behind how sure it is (METHOD.md section 5a): how a line reads impact, how the parts of authority
//! read it, and what is likely beforehand. No table stands here; those are in `sure.rs`.

use crate::org::Provenance;

/// Points of the grid in a rung.
pub const STEPS: usize = 4;
/// Deviation of a part of authority, in rungs.
pub const PARTS: f64 = 0.6;
/// Deviation of a stated authority.
pub const STATED_PART: f64 = 0.2;
/// Rungs over which authority becomes rarer by a factor of e.
pub const THINS: f64 = 6.4;
/// Impact beforehand, around authority: part and deviation of what it is mixed of.
pub const PRIOR: [(f64, f64); 2] = [(0.84, 0.4), (0.16, 3.2)];
/// Rungs by which work is shown too low, in the mean, every line alike.
const TOO_LOW: f64 = 1.3;
/// Part of what is shown too high less what is shown too low that a line's median lies off by.
const MEDIAN: f64 = 0.7;

/// How far a line of one provenance may be off: a normal deviation, and the mean by which it is shown too high.
#[derive(Clone, Copy, Debug)]
pub struct Noise {
    deviation: f64,
    too_high: f64,
}

/// By provenance, worst first as [`Provenance`] is.
pub const NOISE: [Noise; 4] = [
    Noise { deviation: 1.65, too_high: 2.10 },
    Noise { deviation: 1.25, too_high: 0.65 },
    Noise { deviation: 1.00, too_high: 0.45 },
    Noise { deviation: 0.90, too_high: 0.15 },
];

/// Rungs by which a line of a provenance usually lies above impact at face value: taken off when the second offset is
/// computed.
pub fn usual_excess(provenance: Provenance) -> f64 {
    MEDIAN * (NOISE[provenance as usize].too_high - TOO_LOW)
}

/// Points of the largest grid: of 64 rungs. A ladder that goes higher is read on this one.
pub const MOST: usize = 64 * STEPS + 1;
/// Points of the smallest grid: of 11 rungs.
pub const LEAST: usize = 11 * STEPS + 1;

/// Points of the grid: quarter rungs from 0 to the larger of 11 and a rung above the highest grade.
pub fn points(highest: Option<f64>) -> usize {
    // A cast of what is too large, or of no number, ends at the nearest number there is.
    let steps = highest.map_or(0.0, |grade| ((grade + 1.0) * STEPS as f64).ceil()) as usize;
    steps.saturating_add(1).clamp(LEAST, MOST)
}

/// Adds to the logarithm at each point of the grid what a grade gives there.
pub fn each(ln: &mut [f64], of: impl Fn(f64) -> f64) {
    for (ln, at) in ln.iter_mut().zip(0u32..) {
        *ln += of(f64::from(at) / STEPS as f64);
    }
}

/// ln of the density of a reading `off` rungs above impact: a normal deviation, too high by one exponential, too low by
/// another.
pub fn ln_density(noise: &Noise, off: f64) -> f64 {
    let (a, b, s) = (1.0 / noise.too_high, 1.0 / TOO_LOW, off / noise.deviation);
    let (high, low) = (ln_side(a * noise.deviation, s), ln_side(b * noise.deviation, -s));
    (a * b / (a + b)).ln() + ln_sum(high, low)
}

/// ln of the probability of a reading at most `off` rungs above impact.
pub fn ln_below(noise: &Noise, off: f64) -> f64 {
    let (a, b, s) = (1.0 / noise.too_high, 1.0 / TOO_LOW, off / noise.deviation);
    ln_tail(s, (b * noise.deviation, a / (a + b)), (a * noise.deviation, b / (a + b)))
}

/// ln of the probability of a reading at least `off` rungs above impact.
pub fn ln_above(noise: &Noise, off: f64) -> f64 {
    let (a, b, s) = (1.0 / noise.too_high, 1.0 / TOO_LOW, off / noise.deviation);
    ln_tail(-s, (a * noise.deviation, b / (a + b)), (b * noise.deviation, a / (a + b)))
}

/// ln(Φ(s) + near.1 · φ(s)·R(near.0 + s) − far.1 · φ(s)·R(far.0 − s)).
fn ln_tail(s: f64, near: (f64, f64), far: (f64, f64)) -> f64 {
    let plus = ln_sum(ln_normal(s), near.1.ln() + ln_side(near.0, -s));
    let minus = far.1.ln() + ln_side(far.0, s);
    // Of two that are as good as equal nothing is left; below the smallest number it is no more likely.
    plus + (-(minus - plus).exp()).ln_1p().max(-700.0)
}

/// ln(φ(s) · R(c − s)), where R(t) = (1 − Φ(t)) / φ(t).
fn ln_side(c: f64, s: f64) -> f64 {
    let t = c - s;
    // φ(s)·R(t) = (1 − Φ(t)) · φ(s)/φ(t), and the squares of the two differ by this.
    let squares = c * (c - 2.0 * s) / 2.0;
    if t < 5.0 { ln_normal(-t) + squares } else { mills(t).ln() - s * s / 2.0 - LN_ROOT_TAU }
}

/// ln √(2π).
const LN_ROOT_TAU: f64 = 0.918_938_533_204_672_8;

/// ln Φ(x).
fn ln_normal(x: f64) -> f64 {
    if x > 0.0 {
        (-0.5 * libm::erfc(x / std::f64::consts::SQRT_2)).ln_1p()
    } else if x > -5.0 {
        (0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)).ln()
    } else {
        mills(-x).ln() - x * x / 2.0 - LN_ROOT_TAU
    }
}

/// R(t) for t from 5 on, by its continued fraction.
fn mills(t: f64) -> f64 {
    1.0 / (1..=40).rev().fold(t, |below, k| t + f64::from(k) / below)
}

fn ln_sum(a: f64, b: f64) -> f64 {
    let (large, small) = if a > b { (a, b) } else { (b, a) };
    if large == f64::NEG_INFINITY { large } else { large + (small - large).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum of a density over a fine grid.
    fn over(from: f64, to: f64, of: impl Fn(f64) -> f64) -> f64 {
        let steps = 200_000;
        let step = (to - from) / f64::from(steps);
        (0..steps).map(|at| of(from + (f64::from(at) + 0.5) * step).exp() * step).sum()
    }

    #[test]
    fn a_density_sums_to_one_and_its_tails_are_what_lies_beyond() {
        for noise in &NOISE {
            let density = |off| ln_density(noise, off);
            assert!((over(-60.0, 60.0, density) - 1.0).abs() < 1e-6);
            for at in [-6.0, -2.0, 0.0, 1.5, 5.0] {
                assert!((over(-60.0, at, density) - ln_below(noise, at).exp()).abs() < 1e-6, "{noise:?} {at}");
                assert!((over(at, 60.0, density) - ln_above(noise, at).exp()).abs() < 1e-6, "{noise:?} {at}");
            }
            for far in [-1e9, -300.0, 300.0, 1e9] {
                assert!(
                    density(far).is_finite() && ln_below(noise, far).is_finite() && ln_above(noise, far).is_finite()
                );
            }
        }
    }
}
