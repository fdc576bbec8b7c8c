//! Pay equivalence: the place on management with the same median pay as an IC rung. Needs no evidence.

use super::columns::joined;
use super::middle::median_of_sorted;
use super::pay_ties::is_same_pay;
use crate::measure::{SAME_GRADE, Scale};
use crate::org::{Org, RungId, TrackKind};

/// Place of one IC rung on the pay line of management.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PayEquivalence {
    /// The IC rung.
    pub rung: RungId,
    /// Grade at which the median pay of management equals its median; `None` on a track without any equivalence.
    pub grade: Option<f64>,
    /// Paid management rungs on either side, the lower first; twice the same rung if the pay matches one exactly.
    pub between: (RungId, RungId),
    /// Position between the two, 0 at the lower and 1 at the upper.
    pub part: f64,
    /// Number of paid people on the smaller of the two.
    pub management_people: usize,
    /// Median yearly full-time pay of the rung, in the reporting currency.
    pub pay: f64,
    /// Number of paid people on the rung, at least five.
    pub people: usize,
}

/// Smallest number of paid people on an IC rung that is reported.
const FEW: usize = 5;

/// Management rungs merged into one point of the pay line, with their median pay.
struct Point {
    rung: RungId,
    grade: Option<f64>,
    pay: f64,
    people: usize,
}

/// Equivalences of each ladder, lowest IC rung first. `pay` holds the pay of the people on each rung, ascending.
pub fn pay_equivalences(org: &Org, scale: &Scale, pay: &[Vec<f64>]) -> Vec<PayEquivalence> {
    let mut found = Vec::new();
    for ladder in 0..org.head.ladders.len() as u16 {
        let line = pay_line(org, scale, ladder, pay);
        let mut ic: Vec<RungId> = of_ladder(org, ladder, TrackKind::Ic).collect();
        // Rungs without a grade come last.
        ic.sort_by(|&a, &b| {
            let grade = |rung| scale.grade(rung).unwrap_or(f64::INFINITY);
            grade(a).total_cmp(&grade(b))
        });
        for rung in ic {
            let paid = pay.get(usize::from(rung.0)).map_or(&[][..], Vec::as_slice);
            let Some(median) = median_of_sorted(paid).filter(|_| paid.len() >= FEW) else { continue };
            let Some((low, high, part)) = place(&line, median) else { continue };
            found.push(PayEquivalence {
                rung,
                grade: low.grade.zip(high.grade).map(|(low, high)| low + part * (high - low)),
                between: (low.rung, high.rung),
                part,
                management_people: low.people.min(high.people),
                pay: median,
                people: paid.len(),
            });
        }
    }
    found
}

/// First place from below at which the line through the medians reaches a pay; `None` beyond its ends. Equal medians
/// may differ by rounding, so a pay close to a point counts as on it.
fn place(line: &[Point], pay: f64) -> Option<(&Point, &Point, f64)> {
    line.iter().enumerate().find_map(|(at, low)| {
        if is_same_pay(low.pay, pay) {
            return Some((low, low, 0.0));
        }
        let high = line.get(at + 1).filter(|high| !is_same_pay(high.pay, pay))?;
        let part = (pay - low.pay) / (high.pay - low.pay);
        (part > 0.0 && part < 1.0).then_some((low, high, part))
    })
}

/// Medians of management in order of grade; if no management track has grades, those of the first track in its own
/// order.
fn pay_line(org: &Org, scale: &Scale, ladder: u16, pay: &[Vec<f64>]) -> Vec<Point> {
    let mut rungs: Vec<(Option<f64>, RungId)> =
        of_ladder(org, ladder, TrackKind::Management).map(|rung| (scale.grade(rung), rung)).collect();
    if rungs.iter().any(|(grade, _)| grade.is_some()) {
        rungs.retain(|(grade, _)| grade.is_some());
        rungs.sort_by(|a, b| a.0.unwrap_or(0.0).total_cmp(&b.0.unwrap_or(0.0)));
    } else if let Some(&(_, first)) = rungs.first() {
        rungs.retain(|&(_, rung)| org.rung_place(rung).track == org.rung_place(first).track);
    }
    let is_one =
        |a: &(Option<f64>, RungId), b: &(Option<f64>, RungId)| a.0.zip(b.0).is_some_and(|(a, b)| b - a <= SAME_GRADE);
    let points = rungs.chunk_by(is_one).filter_map(|row| {
        let of_row: Vec<RungId> = row.iter().map(|&(_, rung)| rung).collect();
        let mut paid = joined(&of_row, pay);
        paid.sort_by(f64::total_cmp);
        let &(grade, rung) =
            row.iter().find(|(_, rung)| pay.get(usize::from(rung.0)).is_some_and(|it| !it.is_empty()))?;
        Some(Point { rung, grade, pay: median_of_sorted(&paid)?, people: paid.len() })
    });
    points.collect()
}

fn of_ladder(org: &Org, ladder: u16, kind: TrackKind) -> impl Iterator<Item = RungId> {
    org.rungs_of(ladder).filter(move |&rung| org.track(rung).kind == kind)
}
