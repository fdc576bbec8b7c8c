//! Index of rungs by grade: finds equal IC and management rungs without a walk over all rungs for each.

use super::Facts;
use crate::measure::SAME_GRADE;
use crate::org::{RungId, TrackKind};

/// Open rungs of all ladders that are on the scale, excluding the chief executive's.
pub struct Rows(Vec<(u16, TrackKind, f64, RungId)>);

impl Rows {
    /// Sorts the rungs by ladder, track kind and grade.
    pub fn of(facts: &Facts) -> Self {
        let org = facts.org;
        let open = org.rungs().filter(|&rung| org.rung(rung).open && !org.rung(rung).apex);
        let placed = open.filter_map(|rung| {
            Some((org.rung_place(rung).ladder, org.track(rung).kind, facts.scale.grade(rung)?, rung))
        });
        let mut rows: Vec<_> = placed.collect();
        rows.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
        Self(rows)
    }

    /// Rungs of one kind at the grade of `rung`; empty if the rung is not on the scale.
    pub fn beside(&self, facts: &Facts, rung: RungId, kind: TrackKind) -> impl Iterator<Item = RungId> + '_ {
        let ladder = facts.org.rung_place(rung).ladder;
        // NaN matches no grade.
        let grade = facts.scale.grade(rung).unwrap_or(f64::NAN);
        let from = self.0.partition_point(|&(of, track, at, _)| {
            (of, track) < (ladder, kind) || ((of, track) == (ladder, kind) && at < grade - SAME_GRADE)
        });
        let same = move |row: &&(u16, TrackKind, f64, RungId)| {
            (row.0, row.1) == (ladder, kind) && (row.2 - grade).abs() <= SAME_GRADE
        };
        self.0[from..].iter().take_while(same).map(|row| row.3)
    }
}
