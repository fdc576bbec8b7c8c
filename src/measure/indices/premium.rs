//! The managing premium: an isotonic fit of grade on impact (pool adjacent violators), then the difference between
//! managers' and others' residuals.

use super::columns::Lined;
use super::median;
use super::tau::ranks;
use crate::measure::{SAME_GRADE, Scale};
use crate::org::RungId;

/// Managing premium: the number of rungs by which managers sit above others of the same impact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Premium {
    /// Difference of the median residuals, in rungs; `None` unless both groups exist.
    pub rungs: Option<f64>,
    /// Number of managers with a grade and a line.
    pub managers: usize,
    /// Number of others with a grade and a line.
    pub others: usize,
}

/// Premium over everybody with a grade and a line.
pub fn premium(scale: &Scale, lined: &[Lined]) -> Premium {
    let people: Vec<(&Lined, f64)> = lined.iter().filter_map(|it| Some((it, scale.grade(RungId(it.rung))?))).collect();
    let mids: Vec<f64> = people.iter().map(|(it, _)| it.mid).collect();
    let (ranks, _) = ranks(&mids, |a, b| b - a <= SAME_GRADE);
    let mut points: Vec<(u32, f64, bool)> =
        people.iter().zip(ranks).map(|(&(it, grade), rank)| (rank, grade, it.is_manager)).collect();
    // Equal impact is one point of the fit; within it, grades are summed in ascending order.
    points.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let fit = fit(&points);
    let (mut of_managers, mut of_others) = (Vec::new(), Vec::new());
    for (&(_, grade, is_manager), fit) in points.iter().zip(fit) {
        if is_manager { &mut of_managers } else { &mut of_others }.push(grade - fit);
    }
    let (managers, others) = (of_managers.len(), of_others.len());
    let rungs = median(&mut of_managers).zip(median(&mut of_others)).map(|(managers, others)| managers - others);
    Premium { rungs, managers, others }
}

/// Fitted grade of each point; points of equal rank share one value.
fn fit(points: &[(u32, f64, bool)]) -> impl Iterator<Item = f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for group in points.chunk_by(|a, b| a.0 == b.0) {
        let mut block = (group.iter().map(|it| it.1).sum::<f64>(), group.len());
        while let Some(&(sum, len)) = blocks.last()
            && sum * block.1 as f64 >= block.0 * len as f64
        {
            blocks.pop();
            block = (sum + block.0, len + block.1);
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(sum, len)| std::iter::repeat_n(sum / len as f64, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_falls_is_pooled() {
        let points = [(0, 1.0, false), (1, 3.0, false), (2, 2.0, false), (2, 4.0, false), (3, 2.0, true)];
        assert_eq!(fit(&points).collect::<Vec<_>>(), [1.0, 2.75, 2.75, 2.75, 2.75]);
        assert_eq!(fit(&[]).count(), 0);
    }
}
