//! Medians.

/// Median, for an even number of values the mean of the middle two; `None` for an empty slice. Reorders the values.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let half = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let is_even = values.len().is_multiple_of(2);
    let (below, &mut middle, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    let below = below.iter().copied().max_by(f64::total_cmp).filter(|_| is_even);
    // Halve first: the sum of two very large numbers overflows.
    Some(below.map_or(middle, |below| 0.5 * below + 0.5 * middle))
}

/// Median of ascending values; `None` for an empty slice.
pub fn median_of_sorted(values: &[f64]) -> Option<f64> {
    let half = values.len() / 2;
    let &middle = values.get(half)?;
    let below = if values.len().is_multiple_of(2) { values.get(half.wrapping_sub(1)) } else { None };
    Some(below.map_or(middle, |below| 0.5 * below + 0.5 * middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_between_the_two_of_an_even_number() {
        for (values, middle) in [
            (&[][..], None),
            (&[3.0], Some(3.0)),
            (&[5.0, 1.0], Some(3.0)),
            (&[9.0, 1.0, 4.0], Some(4.0)),
            (&[4.0, 4.0, 1.0, 7.0], Some(4.0)),
            (&[f64::MAX, f64::MAX], Some(f64::MAX)),
        ] {
            let mut sorted = values.to_vec();
            assert_eq!(median(&mut sorted), middle);
            sorted.sort_by(f64::total_cmp);
            assert_eq!(median_of_sorted(&sorted), middle);
        }
    }
}
