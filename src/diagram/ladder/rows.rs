//! Rows of one ladder: its grades, highest first, then the rungs of tracks that are not compared.

use crate::measure::{Placing, SAME_GRADE};
use crate::org::{RungId, Stated, TrackKind};
use crate::rules::Facts;

/// A row of a ladder.
pub(super) struct LadderRow {
    /// Grade; `None` for a rung that cannot be compared.
    pub grade: Option<f64>,
    /// IC rungs and management rungs, in file order.
    pub sides: [Vec<RungId>; 2],
    /// Source of the equivalence of the two sides; `None` if a side is empty or no equivalence names them.
    pub equal: Option<Stated>,
}

/// Rows from the top down.
pub(super) fn rows(facts: &Facts, ladder: u16) -> Vec<LadderRow> {
    let org = facts.org;
    let of_ladder: Vec<RungId> = org.rungs_of(ladder).collect();
    let side = |rung: RungId| usize::from(org.track(rung).kind == TrackKind::Management);
    let mut placed: Vec<(f64, RungId)> =
        of_ladder.iter().filter_map(|&rung| Some((facts.scale.grade(rung)?, rung))).collect();
    placed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut rows: Vec<LadderRow> = Vec::new();
    for (grade, rung) in placed {
        let is_same = |row: &&mut LadderRow| row.grade.is_some_and(|above| above - grade <= SAME_GRADE);
        match rows.last_mut().filter(is_same) {
            Some(row) => row.sides[side(rung)].push(rung),
            None => {
                let mut row = LadderRow { grade: Some(grade), sides: Default::default(), equal: None };
                row.sides[side(rung)].push(rung);
                rows.push(row);
            }
        }
    }
    for row in rows.iter_mut().filter(|row| row.sides.iter().all(|side| !side.is_empty())) {
        let stated = row.sides.iter().flatten().filter_map(|&rung| match facts.scale.placing(rung) {
            Placing::Equated(stated) => Some(stated),
            _ => None,
        });
        row.equal = stated.min_by_key(|stated| *stated == Stated::Implied);
    }
    for &rung in of_ladder.iter().rev().filter(|&&rung| facts.scale.grade(rung).is_none()) {
        let mut row = LadderRow { grade: None, sides: Default::default(), equal: None };
        row.sides[side(rung)].push(rung);
        rows.push(row);
    }
    rows
}

/// Number of seats on a rung: people, vacancies and posts.
pub(super) fn seats(facts: &Facts, rung: RungId) -> f64 {
    let seats = facts.seats(rung);
    f64::from(seats.people) + seats.others
}
