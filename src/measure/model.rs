//! The fixed model behind the probability of a gap (METHOD.md section 5a): the noise of a line around impact, the noise
//! of the parts of authority, and the priors. Tables computed from it are in `sure.rs` and `ceilings.rs`.

use crate::org::Provenance;

/// Grid points per rung.
pub const STEPS: usize = 4;
/// Standard deviation of one part of authority, in rungs.
pub const PARTS: f64 = 0.6;
/// Standard deviation of a stated authority, in rungs.
pub const STATED_PART: f64 = 0.2;
/// Rungs over which people become rarer by a factor of e as authority rises.
pub const THINS: f64 = 6.4;
/// Prior of impact around authority: weight and standard deviation, in rungs, of each normal component.
pub const PRIOR: [(f64, f64); 2] = [(0.84, 0.4), (0.16, 3.2)];
/// Mean number of rungs by which a record understates work, the same for every line.
const TOO_LOW: f64 = 1.3;
/// Share of the difference between the mean overstatement and understatement by which the median of a line is off.
const MEDIAN: f64 = 0.7;

/// Noise of lines of one provenance, in rungs: the standard deviation of the normal part, and the mean overstatement.
#[derive(Clone, Copy, Debug)]
pub struct Noise {
    deviation: f64,
    too_high: f64,
}

/// Noise by provenance, in the order of [`Provenance`], worst first.
pub const NOISE: [Noise; 4] = [
    Noise { deviation: 1.65, too_high: 2.10 },
    Noise { deviation: 1.25, too_high: 0.65 },
    Noise { deviation: 1.00, too_high: 0.45 },
    Noise { deviation: 0.90, too_high: 0.15 },
];

/// Rungs by which a line of this provenance typically exceeds impact at face value. Subtracted when the second offset
/// is computed.
pub fn usual_excess(provenance: Provenance) -> f64 {
    MEDIAN * (NOISE[provenance as usize].too_high - TOO_LOW)
}

/// Points of the largest grid, which spans 64 rungs; a higher ladder is read on this one.
pub const MOST: usize = 64 * STEPS + 1;
/// Points of the smallest grid, which spans 11 rungs.
pub const LEAST: usize = 11 * STEPS + 1;

/// Number of grid points: quarter rungs from 0 to 11, or to one rung above the highest grade if that is more.
pub fn points(highest: Option<f64>) -> usize {
    // A cast saturates: a number that is too large becomes the largest integer, and NaN becomes 0.
    let steps = highest.map_or(0.0, |grade| ((grade + 1.0) * STEPS as f64).ceil()) as usize;
    steps.saturating_add(1).clamp(LEAST, MOST)
}

/// Adds the value of `of` at the grade of each grid point.
pub fn each(ln: &mut [f64], of: impl Fn(f64) -> f64) {
    for (ln, at) in ln.iter_mut().zip(0u32..) {
        *ln += of(f64::from(at) / STEPS as f64);
    }
}

/// ln of the density of a reading `off` rungs above impact: a normal deviation plus one exponential overstatement minus
/// one exponential understatement.
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
    // The difference of two nearly equal terms may round to nothing; its logarithm then stops at a finite minimum.
    plus + (-(minus - plus).exp()).ln_1p().max(-700.0)
}

/// ln(φ(s) · R(c − s)), where R(t) = (1 − Φ(t)) / φ(t).
fn ln_side(c: f64, s: f64) -> f64 {
    let t = c - s;
    // φ(s)·R(t) = (1 − Φ(t)) · φ(s)/φ(t), and ln φ(s)/φ(t) is half the difference of the squares.
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

/// R(t) for t of 5 and above, by its continued fraction.
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

    /// Sum of a density over a fine grid.
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
