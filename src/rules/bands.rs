//! IC pay bands by grade: what the organisation's own ladder pays at a grade, between its rungs and beyond them.

use crate::measure::{SAME_GRADE, Scale};
use crate::org::{Org, TrackKind};

/// Midpoint of the IC pay bands at one grade.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    grade: f64,
    pay: f64,
    /// Number of bands of which `pay` is the mean.
    n: f64,
    is_implied: bool,
}

/// Midpoints of the IC pay bands of each ladder, lowest grade first. Yearly full-time pay in the reporting currency,
/// above 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands(Vec<Vec<Band>>);

impl Bands {
    /// Collects the bands of all ladders. Several IC tracks may have a band at the same grade, and closed rungs count
    /// too.
    pub fn of(org: &Org, scale: &Scale) -> Self {
        let mut all: Vec<Vec<Band>> = vec![Vec::new(); org.head.ladders.len()];
        for rung in org.rungs().filter(|&rung| org.track(rung).kind == TrackKind::Ic) {
            let (Some((low, high)), Some(grade)) = (org.rung(rung).pay, scale.grade(rung)) else { continue };
            let pay = f64::midpoint(low, high);
            let of_ladder = all.get_mut(usize::from(org.rung_place(rung).ladder));
            if let Some(bands) = of_ladder.filter(|_| pay > 0.0 && pay.is_finite()) {
                bands.push(Band { grade, pay, n: 1.0, is_implied: scale.is_implied(rung) });
            }
        }
        for bands in &mut all {
            bands.sort_by(|a, b| a.grade.total_cmp(&b.grade).then(a.pay.total_cmp(&b.pay)));
            bands.dedup_by(|next, kept| {
                let is_same = next.grade - kept.grade <= SAME_GRADE;
                if is_same {
                    kept.pay += (next.pay - kept.pay) / (kept.n + 1.0);
                    kept.n += 1.0;
                    kept.is_implied |= next.is_implied;
                }
                is_same
            });
        }
        Self(all)
    }

    /// Midpoint of a ladder's bands at a grade, and whether it rests on an implied equivalence: linear between rungs
    /// with bands, constant beyond either end. `None` with bands at fewer than two grades.
    pub fn at(&self, ladder: u16, grade: f64) -> Option<(f64, bool)> {
        let bands = self.0.get(usize::from(ladder)).filter(|bands| bands.len() >= 2)?;
        let above = bands.partition_point(|band| band.grade < grade);
        let (below, above) = (above.checked_sub(1).and_then(|at| bands.get(at)), bands.get(above));
        match (below, above) {
            (Some(below), Some(above)) => {
                let part = (grade - below.grade) / (above.grade - below.grade);
                let is_implied = (below.is_implied && part < 1.0) || (above.is_implied && part > 0.0);
                Some((below.pay + part * (above.pay - below.pay), is_implied))
            }
            (Some(end), None) | (None, Some(end)) => Some((end.pay, end.is_implied)),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Ladder, Rung, Track};

    #[test]
    fn bands_of_several_tracks_at_one_grade_are_one() {
        let entry = |code: &str, grade: f64, pay: f64| Rung {
            grade: Some(grade),
            pay: Some((pay - 10.0, pay + 10.0)),
            ..Rung::named(code, "")
        };
        let track = |entries| Track { kind: TrackKind::Ic, name: String::new(), entries };
        let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
        head.ladders.push(Ladder {
            tracks: vec![
                track(vec![entry("a1", 1.0, 100.0), entry("a2", 2.0, 200.0)]),
                track(vec![entry("b1", 2.0, 260.0), entry("b2", 4.0, 400.0)]),
            ],
            ..Ladder::default()
        });
        head.ladders.push(Ladder { tracks: vec![track(vec![entry("c1", 1.0, 100.0)])], ..Ladder::default() });
        let org = Builder::new(head).finish().0;
        let bands = Bands::of(&org, &Scale::of(&org));
        let at = |grade| bands.at(0, grade).map(|(pay, _)| pay);
        assert_eq!([0.0, 1.5, 2.0, 3.0, 9.0].map(at), [100.0, 165.0, 230.0, 315.0, 400.0].map(Some));
        assert_eq!((bands.at(1, 1.0), bands.at(7, 1.0)), (None, None));
    }
}
