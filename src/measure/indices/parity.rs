//! Parity between the two sides of a row of a ladder: all IC tracks against all management tracks. Pay, decisions and
//! budget are medians over people; on a side where nobody has rights or a budget on record, those that the rungs
//! themselves bring stand in.

use super::columns::joined;
use super::convergence::Seated;
use super::middle::median_of_sorted;
use super::shift::interval;
use super::{Interval, median};
use crate::measure::{Measure, Placing, SAME_GRADE, Scale};
use crate::org::{Org, RungId, Stated, TrackKind};

/// Medians of the two sides, and the number of people behind each.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Medians {
    /// Median of the IC side; `None` without anybody.
    pub ic: Option<f64>,
    /// Median of management; `None` without anybody.
    pub management: Option<f64>,
    /// Number of people on the IC side.
    pub ic_people: usize,
    /// Number of people in management.
    pub management_people: usize,
    /// True if the ladder's own rights or budgets stand in for people who have none recorded.
    pub by_ladder: bool,
}

/// Comparison of the two sides at an equated rung: all IC tracks against all management tracks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parity {
    /// Index of the ladder.
    pub ladder: u16,
    /// Grade of the row.
    pub grade: f64,
    /// IC entries at the grade.
    pub ic: Vec<RungId>,
    /// Management entries at the grade.
    pub management: Vec<RungId>,
    /// True if an equivalence states it explicitly.
    pub is_stated: bool,
    /// Yearly full-time pay in the reporting currency.
    pub pay: Medians,
    /// Median IC pay / median management pay − 1; `None` without both medians.
    pub pay_gap: Option<f64>,
    /// Hodges–Lehmann interval of `pay_gap`; `None` with fewer than four people on a side.
    pub pay_interval: Option<Interval>,
    /// Decision grades (d).
    pub decision: Medians,
    /// Budget grades (b).
    pub budget: Medians,
    /// Persons on the IC side.
    pub ic_seats: u32,
    /// Persons in management.
    pub management_seats: u32,
}

/// Smallest number of people on each side for a pay interval.
const FEW: usize = 4;

/// People's numbers, indexed by rung.
pub struct Side<'a> {
    /// Yearly pay, ascending.
    pub pay: &'a [Vec<f64>],
    /// Decision grades.
    pub decisions: &'a [Vec<f64>],
    /// Budget grades.
    pub budgets: &'a [Vec<f64>],
    /// Number of people, by whether they have direct reports.
    pub seated: &'a [Seated],
}

/// Rows that have both sides, ladder by ladder, lowest first.
pub fn parities(org: &Org, scale: &Scale, numbers: &Side) -> Vec<Parity> {
    let mut found = Vec::new();
    for ladder in 0..org.head.ladders.len() as u16 {
        let of_ladder = org.rungs_of(ladder);
        let mut rungs: Vec<(f64, RungId)> = of_ladder.filter_map(|rung| Some((scale.grade(rung)?, rung))).collect();
        rungs.sort_by(|a, b| a.0.total_cmp(&b.0));
        for row in rungs.chunk_by(|a, b| b.0 - a.0 <= SAME_GRADE) {
            let of_kind = |kind| row.iter().map(|it| it.1).filter(|&rung| org.track(rung).kind == kind).collect();
            let (ic, management): (Vec<RungId>, Vec<RungId>) = (of_kind(TrackKind::Ic), of_kind(TrackKind::Management));
            if !ic.is_empty() && !management.is_empty() {
                found.push(parity(&Measure { org, scale }, numbers, ladder, row[0].0, ic, management));
            }
        }
    }
    found
}

fn parity(
    measure: &Measure,
    numbers: &Side,
    ladder: u16,
    grade: f64,
    ic: Vec<RungId>,
    management: Vec<RungId>,
) -> Parity {
    let is_stated = |rungs: &[RungId]| {
        rungs
            .iter()
            .any(|&rung| matches!(measure.scale.placing(rung), Placing::Scale | Placing::Equated(Stated::Explicit)))
    };
    let pays = [&ic, &management].map(|rungs| {
        let mut pays = joined(rungs, numbers.pay);
        pays.sort_by(f64::total_cmp);
        pays
    });
    let [ic_pay, management_pay] = [&pays[0], &pays[1]].map(|pays| median_of_sorted(pays));
    let seats = |rungs: &[RungId]| {
        let of_rung = rungs.iter().filter_map(|rung| numbers.seated.get(usize::from(rung.0)));
        of_rung.map(|it| (it.managers + it.others) as u32).sum()
    };
    Parity {
        ladder,
        grade,
        is_stated: is_stated(&ic) && is_stated(&management),
        pay: Medians {
            ic: ic_pay,
            management: management_pay,
            ic_people: pays[0].len(),
            management_people: pays[1].len(),
            by_ladder: false,
        },
        pay_gap: ic_pay.zip(management_pay).map(|(ic, management)| ic / management - 1.0),
        pay_interval: pay_interval(&pays),
        decision: medians([&ic, &management], numbers.decisions, |rung| measure.decision_of_rung(rung)),
        budget: medians([&ic, &management], numbers.budgets, |rung| measure.budget_of_rung(rung)),
        ic_seats: seats(&ic),
        management_seats: seats(&management),
        ic,
        management,
    }
}

/// Medians over people; for a side where nobody has any on record, the best that its rungs bring.
fn medians(sides: [&[RungId]; 2], by_rung: &[Vec<f64>], of_rung: impl Fn(RungId) -> Option<f64>) -> Medians {
    let mut by_ladder = false;
    let [(ic, ic_people), (management, management_people)] = sides.map(|rungs| {
        let mut of_people = joined(rungs, by_rung);
        let middle = median(&mut of_people).or_else(|| {
            let brought = rungs.iter().filter_map(|&rung| of_rung(rung)).max_by(f64::total_cmp);
            by_ladder |= brought.is_some();
            brought
        });
        (middle, of_people.len())
    });
    Medians { ic, management, ic_people, management_people, by_ladder }
}

/// Interval of IC pay relative to management's, minus 1: Hodges–Lehmann on the logarithm.
fn pay_interval(pays: &[Vec<f64>; 2]) -> Option<Interval> {
    if pays.iter().any(|pays| pays.len() < FEW) {
        return None;
    }
    let [ic, management] = pays.each_ref().map(|pays| pays.iter().map(|pay| pay.ln()).collect::<Vec<f64>>());
    let Interval { lo, hi } = interval(&ic, &management);
    Some(Interval { lo: lo.exp_m1(), hi: hi.exp_m1() })
}
