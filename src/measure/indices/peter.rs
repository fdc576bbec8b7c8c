//! The Peter check: conversions that lost more of the craft than regression to the mean explains (METHOD.md section 6),
//! as a share of all measured conversions.

use super::Interval;
use super::columns::Moved;
use super::tau::SPREAD;
use crate::measure::{Converted, meets};

/// Share of conversions with evidence before and after that lost a practitioner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Peter {
    /// Number of conversions that lost a practitioner.
    pub lost: usize,
    /// Number of conversions with evidence before and after.
    pub of: usize,
    /// Wilson 95 % interval of the share; `None` without conversions or without a median practitioner.
    pub interval: Option<Interval>,
}

/// Share of a person's lead over the median practitioner that is expected to remain a year later.
pub const EXPECTED_AFTER: f64 = 0.7;
/// Rungs lost beyond expectation from which a practitioner counts as lost.
pub const LOST_FROM: f64 = 1.0;

/// Rungs lost beyond what regression to the median practitioner explains (E), from middle estimates before and after.
pub fn excess(before: f64, after: f64, practitioner: f64) -> f64 {
    (before - after) - (1.0 - EXPECTED_AFTER) * (before - practitioner)
}

/// Rungs lost in excess, if the conversion lost a practitioner: one at or above the fork, by [`LOST_FROM`] or more.
/// Ignores what the person wants.
pub fn lost_craft(converted: &Converted, fork: Option<f64>, practitioner: Option<f64>) -> Option<f64> {
    let (before, after) = (converted.before.mid, converted.after.mid);
    let excess = excess(before, after, practitioner?);
    (meets(before, fork?) && meets(excess, LOST_FROM)).then_some(excess)
}

/// Peter check over conversions with evidence on both sides; without a median practitioner it counts none as lost.
pub fn peter(moved: &[Moved], practitioner: Option<f64>) -> Peter {
    let is_lost = |it: &&Moved| !it.wants_to_lead && lost_craft(&it.converted, it.fork, practitioner).is_some();
    let (lost, of) = (moved.iter().filter(is_lost).count(), moved.len());
    Peter { lost, of, interval: practitioner.and_then(|_| wilson(lost, of)) }
}

/// Wilson 95 % interval of a share; `None` for a total of 0.
pub fn wilson(part: usize, of: usize) -> Option<Interval> {
    let (n, squared) = (of as f64, SPREAD * SPREAD);
    let share = part as f64 / n;
    let middle = (share + squared / (2.0 * n)) / (1.0 + squared / n);
    let spread = SPREAD / (1.0 + squared / n) * (share * (1.0 - share) / n + squared / (4.0 * n * n)).sqrt();
    (of > 0).then(|| Interval { lo: (middle - spread).max(0.0), hi: (middle + spread).min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_books() {
        let check = |part, of, lo: f64, hi: f64| {
            let found = wilson(part, of).expect("somebody");
            assert!((found.lo - lo).abs() < 5e-4 && (found.hi - hi).abs() < 5e-4, "{found:?}");
        };
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0.0, 0.1611);
        check(1, 29, 0.0061, 0.1718);
        assert_eq!(wilson(0, 0), None);
    }
}
