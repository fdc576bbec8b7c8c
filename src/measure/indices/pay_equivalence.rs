//! What each IC rung is paid like: the place on management at which the median pay is the same. Needs no evidence.

use super::columns::joined;
use super::middle::median_of_sorted;
use super::pay_ties::is_same_pay;
use crate::measure::{SAME_GRADE, Scale};
use crate::org::{Org, RungId, TrackKind};

/// What an IC rung is paid like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PayEquivalence {
    /// The IC rung.
    pub rung: RungId,
    /// Grade at which the median pay of management equals its median; `None` on a track without any equivalence.
    pub grade: Option<f64>,
    /// The paid management rungs that it lies between, the lower first; the same twice where it lies on one.
    pub between: (RungId, RungId),
    /// How far from the lower to the upper, 0 to 1.
    pub part: f64,
    /// The fewest paid people on either of the two.
    pub management_people: usize,
    /// Median yearly pay of the rung.
    pub pay: f64,
    /// Paid people on the rung, five and more.
    pub people: usize,
}

/// Paid people from which an IC rung is told.
const FEW: usize = 5;

/// Management rungs that are one on the pay line, with their median.
struct Point {
    rung: RungId,
    grade: Option<f64>,
    pay: f64,
    people: usize,
}

/// Of each ladder, the lowest IC rung first. `pay` is that of the people on each rung, ascending.
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

/// The first place from below at which the line through the medians has a pay; `None` beyond its ends. Medians come by
/// different ways, so what is a point of the line has to survive rounding.
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

/// Medians of management in the order of grades; where no management track has any, those of the first track in its
/// own order.
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
    org.rungs().filter(move |&rung| org.rung_place(rung).ladder == ladder && org.track(rung).kind == kind)
}
