//! Anchor tables, which turn a value into a grade; between two anchors the grade is linear in the logarithm of the
//! value. Which items count, and for how much, is decided in `evidence.rs`.

use crate::org::Anchor;

/// Grade of a value above 0; beyond either end the table continues at the slope of its last pair. `None` for an
/// unusable table: fewer than two anchors, values that are not above 0, or anchors that do not rise strictly on both
/// sides.
pub fn raw_grade(anchors: &[Anchor], value: f64) -> Option<f64> {
    if is_table(anchors) { on_table(anchors, value) } else { None }
}

/// True for two or more anchors that rise strictly in value and in grade.
pub fn is_table(anchors: &[Anchor]) -> bool {
    anchors.len() >= 2 && anchors.windows(2).all(|pair| is_rising(pair[0], pair[1]))
}

/// [`raw_grade`] for anchors already known to be a usable table; `None` only for fewer than two anchors.
pub fn on_table(anchors: &[Anchor], value: f64) -> Option<f64> {
    let above = anchors.partition_point(|&(at, _)| at <= value).min(anchors.len().checked_sub(1)?).max(1);
    let (&(low, low_grade), &(high, high_grade)) = (anchors.get(above - 1)?, anchors.get(above)?);
    let part = (value.log10() - low.log10()) / (high.log10() - low.log10());
    Some(low_grade + part * (high_grade - low_grade))
}

fn is_rising(low: Anchor, high: Anchor) -> bool {
    // Compare the logarithms, not the values: two values may differ by less than their logarithms can resolve.
    low.0 > 0.0 && high.0.is_finite() && low.0.log10() < high.0.log10() && low.1 < high.1 && high.1.is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONEY: &[Anchor] = &[(1e5, 3.0), (1e6, 5.0), (3e7, 8.0)];

    #[test]
    fn grades_are_linear_in_the_logarithm_and_go_on_beyond_the_ends() {
        for (value, grade) in [(1e5, 3.0), (1e6, 5.0), (3e7, 8.0), (1e4, 1.0), (24e6, 7.8032), (48e6, 8.4146)] {
            let found = raw_grade(MONEY, value).expect("the table rises");
            assert!((found - grade).abs() < 5e-5, "{value}: {found}");
        }
    }

    #[test]
    fn a_table_that_does_not_rise_is_no_table() {
        for anchors in
            [&[][..], &[(1.0, 3.0)], &[(1.0, 3.0), (1.0, 4.0)], &[(1.0, 3.0), (2.0, 3.0)], &[(0.0, 1.0), (1.0, 2.0)]]
        {
            assert_eq!(raw_grade(anchors, 5.0), None);
        }
        assert_eq!(raw_grade(&[(1.0, 3.0), (f64::NAN, 4.0)], 5.0), None);
    }
}
