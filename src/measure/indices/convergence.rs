//! Convergence of the two tracks: designed (the ceiling of a ladder) and practised (κ).

use crate::measure::{Marks, SAME_GRADE, Scale, meets};
use crate::org::{Org, RungId};

/// Practised convergence (κ): 1 if everybody at or above the fork has direct reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Convergence {
    /// κ, 0 to 1; `None` if nobody is at or above the fork.
    pub kappa: Option<f64>,
    /// People at or above the fork with a direct report.
    pub managers: usize,
    /// People at or above the fork without one.
    pub others: usize,
}

/// Share of management's rungs, from the fork on, that the IC track does not reach, 0 to 1; `None` without an open rung
/// on either side.
pub fn ceiling(marks: &Marks) -> Option<f64> {
    let (ic, management, fork) = (marks.top_ic?, marks.top_management?, marks.fork?);
    if management - fork <= SAME_GRADE {
        return Some(if meets(ic, fork) { 0.0 } else { 1.0 });
    }
    Some(((management - ic) / (management - fork)).clamp(0.0, 1.0))
}

/// Cliff's δ of grade between managers and the others at or above the fork, negative values as 0, from the numbers
/// seated on each rung.
pub fn convergence(org: &Org, scale: &Scale, seated: &[Seated]) -> Convergence {
    let mut rungs: Vec<(f64, RungId)> = org.rungs().filter_map(|rung| Some((scale.grade(rung)?, rung))).collect();
    rungs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let above_fork = |&&(grade, rung): &&(f64, RungId)| {
        let marks = scale.marks.get(usize::from(org.rung_place(rung).ladder));
        marks.and_then(|marks| marks.fork).is_some_and(|fork| meets(grade, fork))
    };
    let rungs: Vec<(f64, RungId)> = rungs.iter().filter(above_fork).copied().collect();
    // Integer counts, row by row from below: pairs in which the manager sits higher, and pairs in which the other does.
    let (mut managers, mut others, mut higher, mut lower) = (0u64, 0u64, 0u64, 0u64);
    for row in rungs.chunk_by(|a, b| b.0 - a.0 <= SAME_GRADE) {
        let of_row = row.iter().filter_map(|(_, rung)| seated.get(usize::from(rung.0)));
        let (with, without) = of_row.fold((0, 0), |(with, without), it| (with + it.managers, without + it.others));
        higher += with * others;
        lower += without * managers;
        managers += with;
        others += without;
    }
    let kappa = match (managers, others) {
        (0, 0) => None,
        (_, 0) => Some(1.0),
        (0, _) => Some(0.0),
        _ => Some(((higher as f64 - lower as f64) / (managers as f64 * others as f64)).max(0.0)),
    };
    Convergence { kappa, managers: managers as usize, others: others as usize }
}

/// Persons on a rung, by whether they have direct reports.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seated {
    /// With at least one direct report.
    pub managers: u64,
    /// Without direct reports.
    pub others: u64,
}
