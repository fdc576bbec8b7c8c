//! Rung, rights and budget to authority (METHOD.md section 4).

use super::anchors::{on_table, raw_grade};
use super::{Authority, Measure};
use crate::org::{Budget, Constants, PersonId, Right, Role, RungId};

impl Measure<'_> {
    /// What somebody decides; `None` without a rung on the scale and without a stated grade.
    pub fn authority(&self, person: PersonId) -> Option<Authority> {
        let (details, constants) = (self.org.details(person), self.constants(person));
        let r = self.rung_grade(person);
        let floor = r.map(|r| r.min(constants.floor));
        let (d, d_held) = self.org.rights(person).map_or((None, false), |rights| decision(rights, floor, constants));
        let b = self.org.budgets(person).and_then(|budgets| self.budget(person, budgets, floor));
        if let Some(grade) = details.stated_authority.filter(|grade| grade.is_finite()) {
            return Some(Authority { r, d, d_held, b, grade, lo: grade, hi: grade });
        }
        r?;
        let (grade, missing) = mean([r, d, b], constants)?;
        Some(Authority { r, d, d_held, b, grade, lo: grade - missing, hi: grade + missing })
    }

    /// The best technical decision that a rung itself brings; `None` where it brings no rights.
    pub fn decision_of_rung(&self, rung: RungId) -> Option<f64> {
        let (rights, constants) = (&self.org.rung(rung).rights, &self.org.ladder(rung).constants);
        let floor = self.scale.grade(rung).map(|grade| grade.min(constants.floor));
        if rights.is_empty() { None } else { decision(rights.iter(), floor, constants).0 }
    }

    /// The technical spending limit that a rung itself brings, as a grade; `None` where it brings no limits.
    pub fn budget_of_rung(&self, rung: RungId) -> Option<f64> {
        let (budgets, constants) = (&self.org.rung(rung).budgets, &self.org.ladder(rung).constants);
        let floor = self.scale.grade(rung).map(|grade| grade.min(constants.floor));
        if budgets.is_empty() { None } else { self.limit(Some(rung), budgets.iter(), constants, floor) }
    }

    fn budget<'b>(
        &self,
        person: PersonId,
        budgets: impl Iterator<Item = &'b Budget> + Clone,
        floor: Option<f64>,
    ) -> Option<f64> {
        let rung = self.org.seat(person).map(|seat| seat.rung);
        self.limit(rung, budgets, self.constants(person), floor)
    }

    /// The grade of the largest technical limit, within 0 and a rung above the highest grade of the ladder. No limit at
    /// all is a limit of 0; limits that are all for other matters are grade 0; limits without a rate are missing.
    fn limit<'b>(
        &self,
        rung: Option<RungId>,
        budgets: impl Iterator<Item = &'b Budget> + Clone,
        constants: &Constants,
        floor: Option<f64>,
    ) -> Option<f64> {
        let is_empty = budgets.clone().next().is_none();
        let mut technical = budgets.filter(|budget| budget.technical).peekable();
        if technical.peek().is_none() && !is_empty {
            return Some(0.0);
        }
        let limits = technical.map(|budget| self.org.in_reporting_currency(budget.limit, &budget.currency));
        let largest = if is_empty {
            0.0
        } else {
            limits.flatten().filter(|limit| *limit >= 0.0).max_by(f64::total_cmp)?.min(f64::MAX)
        };
        let delegation = constants.delegation.as_slice();
        let &(first, _) = delegation.first()?;
        if largest < first {
            return floor;
        }
        let Some(rung) = rung else { return raw_grade(delegation, largest).map(|grade| grade.max(0.0)) };
        let ladder = self.org.rung_place(rung).ladder;
        let grade = on_table(delegation, largest).filter(|_| self.scale.has_delegation(ladder))?;
        let highest = self.scale.marks.get(usize::from(ladder)).and_then(|marks| marks.highest);
        Some(grade.min(highest.map_or(f64::INFINITY, |highest| highest + 1.0)).max(0.0))
    }
}

/// Weighted mean of the known parts (rung, decision, budget) and the missing weight, read as rungs (W).
/// `None` when no part with a weight is known.
pub fn mean(parts: [Option<f64>; 3], constants: &Constants) -> Option<(f64, f64)> {
    let (mut sum, mut known, mut all) = (0.0, 0.0, 0.0);
    for (part, weight) in parts.into_iter().zip(constants.weights) {
        all += weight;
        if let Some(part) = part {
            sum += weight * part;
            known += weight;
        }
    }
    let (grade, missing) = (sum / known, 1.0 - known / all);
    (grade.is_finite() && missing.is_finite()).then_some((grade, missing))
}

/// Grade of the best technical decision, and whether it is one really held and not the floor. A right whose decision has no seat
/// grade says nothing about the grade, so it leaves the floor as it is.
fn decision<'a>(
    rights: impl Iterator<Item = &'a Right>,
    floor: Option<f64>,
    constants: &Constants,
) -> (Option<f64>, bool) {
    let [decide, agree, recommend] = constants.role_discount;
    let held = rights.filter(|right| right.technical).filter_map(|right| {
        let discount = match right.role {
            Role::Decide => decide,
            Role::Agree => agree,
            Role::Recommend => recommend,
            Role::Input | Role::Perform => return None,
        };
        right.at.map(|at| at - discount).filter(|grade| grade.is_finite())
    });
    let best = held.max_by(f64::total_cmp);
    let grade = match (best, floor) {
        (Some(best), Some(floor)) => Some(best.max(floor)),
        (best, floor) => best.or(floor),
    };
    (grade, best.is_some_and(|best| floor.is_none_or(|floor| best >= floor)))
}
