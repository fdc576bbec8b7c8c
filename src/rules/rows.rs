//! Rungs by grade: which IC and which management rungs are equal, found without walking all rungs for each.

use super::Facts;
use crate::measure::SAME_GRADE;
use crate::org::{RungId, TrackKind};

/// The open rungs of all ladders that are on the scale, the chief executive's left out.
pub struct Rows(Vec<(u16, TrackKind, f64, RungId)>);

impl Rows {
    /// Sorts them once.
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

    /// Those of one kind at the grade of a rung; none where the rung is on no scale.
    pub fn beside(&self, facts: &Facts, rung: RungId, kind: TrackKind) -> impl Iterator<Item = RungId> + '_ {
        let ladder = facts.org.rung_place(rung).ladder;
        // Nothing is at a grade that is none.
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
