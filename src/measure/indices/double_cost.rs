//! What a conversion costs a year: craft that is no longer done, and a team that does less. A scenario borrowed from
//! a study of salespeople (Benson, Li and Shue, "Promotions and the Peter Principle", 2019), and no forecast.

use super::columns::Moved;
use crate::org::{Org, PersonId, Tree};

/// What a conversion costs a year, in the reporting currency, beside what it pays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoubleCost {
    /// Who was converted.
    pub person: PersonId,
    /// Craft loss, from and to.
    pub craft: (f64, f64),
    /// Team loss, from 0 to this.
    pub team: f64,
    /// The rise in yearly pay with it, where it is recorded.
    pub rise: Option<f64>,
}

/// Part of its work that a team loses each time the value of its manager before doubles.
const LOST_A_DOUBLING: f64 = 0.075;
/// Doublings that the study reaches.
const DOUBLINGS: f64 = 3.0;

/// In the reporting currency; `None` without a line of money on both sides, or where the value before or that of the
/// median practitioner is not above 0.
pub fn double_cost(org: &Org, tree: &Tree, moved: &Moved, practitioner: f64) -> Option<DoubleCost> {
    let (before, after) = (moved.converted.money_before?, moved.converted.money_after?);
    if !(before.supported > 0.0 && practitioner > 0.0) {
        return None;
    }
    let reports = tree.reports(moved.person).filter(|&report| org.is_judged(report));
    let mut pays: Vec<f64> = reports.filter_map(|report| org.yearly_pay(report)).collect();
    pays.sort_by(f64::total_cmp);
    let doublings = (before.supported / practitioner).log2().clamp(0.0, DOUBLINGS);
    Some(DoubleCost {
        person: moved.person,
        craft: ((before.supported - after.face).max(0.0), (before.face - after.face).max(0.0)),
        team: pays.iter().sum::<f64>() * (1.0 - (1.0 - LOST_A_DOUBLING).powf(doublings)),
        rise: moved.converted.step.rise.filter(|rise| rise.is_finite()),
    })
}
