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
/// `missing_line` is the number of rungs below the best that a missing or weaker line counts (w). In the careful
/// estimate the lines of one source count as one, the best of them.
pub fn impact(lines: &[LineOfEvidence], missing_line: f64) -> Option<Impact> {
    let best = lines.first()?.grade;
    let careful = careful(lines, missing_line)?;
    // Three summands in one order whether lines are missing or not: then adding a line cannot lower the
    // sum by a rounding error.
    let lo = ((careful[0] + careful[1] + careful[2]) / 3.0).max(0.0).min(best);
    let count = lines.len().min(3);
    let floor = best - missing_line;
    let mid = lines.iter().take(3).map(|line| line.grade.max(floor)).sum::<f64>() / count as f64;
    let face = lines.iter().map(|line| line.grade_face).fold(best, f64::max);
    // A mean of equal numbers may round above them.
    Some(Impact { lo, mid: mid.max(lo).min(best), face })
}

/// The three grades whose mean is the careful estimate, best first; `None` without a line.
pub fn careful(lines: &[LineOfEvidence], missing_line: f64) -> Option<[f64; 3]> {
    let first = lines.first()?;
    let floor = first.grade - missing_line;
    let mut witnesses = [Some(first), None, None];
    let mut known = 1;
    for line in &lines[1..] {
        let is_known = witnesses.iter().flatten().any(|it| !it.source.is_empty() && it.source == line.source);
        if let Some(free) = witnesses.get_mut(known).filter(|_| !is_known) {
            *free = Some(line);
            known += 1;
        }
    }
    Some(witnesses.map(|line| line.map_or(floor, |line| line.grade.max(floor))))
}
