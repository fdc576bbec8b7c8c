//! Yearly cost of a conversion: craft that is no longer done, and a team that does less. A scenario borrowed from a
//! study of salespeople (Benson, Li and Shue, "Promotions and the Peter Principle", 2019), not a forecast.

use super::columns::Moved;
use crate::org::{Org, PersonId, Tree};

/// Yearly cost of a conversion, in the reporting currency, beside the rise in pay that came with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoubleCost {
    /// Handle of the converted person.
    pub person: PersonId,
    /// Craft loss, lowest and highest.
    pub craft: (f64, f64),
    /// Largest team loss; the smallest is 0.
    pub team: f64,
    /// Rise in yearly pay at the step; `None` if not recorded.
    pub rise: Option<f64>,
}

/// Share of a team's work lost each time its manager's former value doubles.
const LOST_A_DOUBLING: f64 = 0.075;
/// Largest number of doublings covered by the study.
const DOUBLINGS: f64 = 3.0;

/// Cost in the reporting currency; `None` without a line of money on both sides, or if the former value or the median
/// practitioner's is not above 0.
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
