//! Stripes: the division of a lane by branch where boxes are too small for names.

/// Content of a stripe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripeOf {
    /// Boxes above all branches.
    Above,
    /// One branch, by its index.
    Branch(u32),
    /// Branches that are too small for a stripe of their own.
    Others,
}

/// A part of a lane that runs from its top to its bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stripe {
    /// Content.
    pub of: StripeOf,
    /// Left edge.
    pub left: f64,
    /// Right edge; equal to the left one if the stripe is empty in this lane.
    pub right: f64,
    /// Number of boxes in this lane.
    pub count: u32,
}

impl Stripe {
    /// Width in points.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// Widths grow with this power of the number of people: a large branch is wider than a small one, which can still be
/// seen. They grow in steps of this factor, so that hardly any edit changes a width.
const POWER: f64 = 0.7;
const WIDTH_STEP: f64 = 1.08;
/// Least width of a stripe, so that its count can be read, and of the first one, which has no head.
const LEAST: f64 = 26.0;
const LEAST_ABOVE: f64 = 16.0;
/// Margin at either side of a stripe in points, and the largest part of the stripe's width that it may take.
const MARGIN: (f64, f64) = (5.0, 0.14);

/// Margin at either side of the slots of a stripe.
pub fn margin(width: f64) -> f64 {
    MARGIN.0.min(width * MARGIN.1)
}

/// Whole-number widths that add up to `width`, 0 for empty stripes. The first stripe is the one above all branches.
pub fn widths(counts: &[u32], width: f64) -> Vec<f64> {
    let step = |count: u32| (f64::from(count).ln() * POWER / WIDTH_STEP.ln()).round();
    let weight: Vec<f64> = counts.iter().map(|&count| WIDTH_STEP.powf(step(count.max(1)))).collect();
    let held = counts.iter().filter(|&&count| count > 0).count();
    let most = (width / held.max(1) as f64).floor();
    let least = |at: usize| most.min(if at == 0 { LEAST_ABOVE } else { LEAST });
    // Stripes that would be too narrow get the least width, and the rest is divided again.
    let mut is_least = vec![false; counts.len()];
    let part = loop {
        let (mut left, mut sum) = (width, 0.0);
        for at in (0..counts.len()).filter(|&at| counts[at] > 0) {
            if is_least[at] { left -= least(at) } else { sum += weight[at] }
        }
        let part = if sum > 0.0 { left / sum } else { 0.0 };
        let is_narrow = |&at: &usize| counts[at] > 0 && !is_least[at] && weight[at] * part < least(at);
        let narrow: Vec<usize> = (0..counts.len()).filter(is_narrow).collect();
        if narrow.is_empty() {
            break part;
        }
        narrow.into_iter().for_each(|at| is_least[at] = true);
    };
    // Round edges rather than widths, so that the last edge is that of the lane.
    let (mut edge, mut before) = (0.0f64, 0.0f64);
    let mut whole = |at: usize| {
        edge += match counts[at] {
            0 => 0.0,
            _ if is_least[at] => least(at),
            _ => weight[at] * part,
        };
        let width = edge.round() - before;
        before = edge.round();
        width
    };
    (0..counts.len()).map(&mut whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: &[u32], width: f64, expected: &[f64]) {
        assert_eq!(widths(counts, width), expected);
    }

    #[test]
    fn a_lane_is_divided_by_what_its_branches_hold() {
        check(&[0, 100, 100], 200.0, &[0.0, 100.0, 100.0]);
        check(&[0, 1000, 100], 200.0, &[0.0, 167.0, 33.0]);
        check(&[], 200.0, &[]);
        check(&[0, 0], 200.0, &[0.0, 0.0]);
    }

    #[test]
    fn a_small_branch_can_still_be_seen() {
        check(&[1, 10_000, 10_000], 216.0, &[16.0, 100.0, 100.0]);
        check(&[0, 10_000, 1], 126.0, &[0.0, 100.0, 26.0]);
        check(&[5; 4], 40.0, &[10.0; 4]);
    }
}
