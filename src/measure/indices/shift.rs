//! The Hodges–Lehmann interval of the shift between two groups: from the k-th smallest to the k-th largest of all
//! pairwise differences, found by selection. The differences are never listed: a bisection over the ordered
//! floating-point numbers counts the differences below a value with two pointers in O(n + m).

use super::Interval;
use super::tau::SPREAD;

/// The 95 % interval of `first − second`; both slices must be ascending and not empty (METHOD.md section 7a).
pub fn interval(first: &[f64], second: &[f64]) -> Interval {
    let (n, m) = (first.len() as f64, second.len() as f64);
    let k = (n * m / 2.0 - SPREAD * (n * m * (n + m + 1.0) / 12.0).sqrt()).floor().max(1.0) as u64;
    let all = first.len() as u64 * second.len() as u64;
    Interval { lo: smallest(first, second, k), hi: smallest(first, second, all + 1 - k.min(all)) }
}

/// The k-th smallest difference, k counted from 1.
fn smallest(first: &[f64], second: &[f64], k: u64) -> f64 {
    let [Some(first_low), Some(first_high)] = [first.first(), first.last()] else { return f64::NAN };
    let [Some(second_low), Some(second_high)] = [second.first(), second.last()] else { return f64::NAN };
    let few = 4 * (first.len() + second.len()) as u64;
    // Invariant: fewer than k differences are at most `low`, and at least k are at most `high`.
    let (mut low, mut high) = (place(first_low - second_high) - 1, place(first_high - second_low));
    let (mut below, mut up_to) = (0, first.len() as u64 * second.len() as u64);
    while high - low > 1 && up_to - below > few {
        let middle = low + (high - low) / 2;
        let count = count(first, second, value(middle));
        if count < k {
            (low, below) = (middle, count);
        } else {
            (high, up_to) = (middle, count);
        }
    }
    if high - low <= 1 {
        return value(high);
    }
    let mut left = between(first, second, value(low), value(high));
    let at = ((k - below) as usize).saturating_sub(1).min(left.len().saturating_sub(1));
    if left.is_empty() { value(high) } else { *left.select_nth_unstable_by(at, f64::total_cmp).1 }
}

/// Number of differences of at most `most`.
fn count(first: &[f64], second: &[f64], most: f64) -> u64 {
    let mut from = 0;
    let mut count = 0;
    for &one in first {
        while from < second.len() && one - second[from] > most {
            from += 1;
        }
        count += (second.len() - from) as u64;
    }
    count
}

/// Differences above `low` and at most `high`.
fn between(first: &[f64], second: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut found = Vec::new();
    let (mut from, mut to) = (0, 0);
    for &one in first {
        while from < second.len() && one - second[from] > high {
            from += 1;
        }
        while to < second.len() && one - second[to] > low {
            to += 1;
        }
        found.extend(second[from..to].iter().map(|other| one - other));
    }
    found
}

const SIGN: u64 = 1 << 63;

/// Rank of a number among all floating-point numbers. Both zeros share one rank, since neither is above the other.
fn place(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { (!bits).saturating_add(1) }
}

/// Number of a given rank; the inverse of [`place`].
fn value(place: u64) -> f64 {
    f64::from_bits(if place & SIGN == 0 { !place.saturating_sub(1) } else { place & !SIGN })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_found_by_its_number() {
        let first: Vec<f64> = (0..40).map(|at| f64::from(at * at % 17) / 3.0).collect();
        let second: Vec<f64> = (0..30).map(|at| f64::from(at * 7 % 11) / 7.0).collect();
        let sorted = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values
        };
        let all = sorted(first.iter().flat_map(|one| second.iter().map(move |other| one - other)).collect());
        let (first, second) = (sorted(first), sorted(second));
        for (at, expected) in all.iter().enumerate() {
            assert_eq!(smallest(&first, &second, at as u64 + 1), *expected);
        }
        let (n, m) = (40.0, 30.0);
        let k = (n * m / 2.0 - 1.96 * f64::sqrt(n * m * (n + m + 1.0) / 12.0)).floor() as usize;
        let found = interval(&first, &second);
        assert_eq!((found.lo, found.hi), (all[k - 1], all[all.len() - k]));
    }

    #[test]
    fn all_equal_is_no_spread() {
        let same = vec![3.5; 500];
        assert_eq!(interval(&same, &same), Interval { lo: 0.0, hi: 0.0 });
        // The smallest difference is 0, which is not above −0.
        let found = interval(&[1.0, 2.0, 2.0, 2.0], &[1.0, 1.0, 1.0, 1.0]);
        assert_eq!(found, Interval { lo: 0.0, hi: 1.0 });
        assert_eq!(interval(&[1.0], &[3.0]), Interval { lo: -2.0, hi: -2.0 });
    }
}
