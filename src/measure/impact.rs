//! Lines to impact: the three estimates of METHOD.md section 3.

use super::LineOfEvidence;

/// What the record supports, in rungs (METHOD.md section 3); `lo <= mid <= face`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    /// Careful estimate.
    pub lo: f64,
    /// Middle estimate, for ranking.
    pub mid: f64,
    /// Best line at face value.
    pub face: f64,
}

/// The estimates from lines sorted best supported first; `None` without a line is "not enough evidence".
/// `missing_line` is the number of rungs below the best that a missing or weaker line counts (w).
pub fn impact(lines: &[LineOfEvidence], missing_line: f64) -> Option<Impact> {
    let best = lines.first()?.grade;
    let floor = best - missing_line;
    let at = |rank: usize| lines.get(rank).map_or(floor, |line| line.grade.max(floor));
    // Three summands in one order whether lines are missing or not: then adding a line cannot lower the
    // sum by a rounding error.
    let lo = ((at(0) + at(1) + at(2)) / 3.0).max(0.0).min(best);
    let count = lines.len().min(3);
    let mid = (0..count).map(at).sum::<f64>() / count as f64;
    let face = lines.iter().map(|line| line.grade_face).fold(best, f64::max);
    // A mean of equal numbers may round above them.
    Some(Impact { lo, mid: mid.max(lo).min(best), face })
}
