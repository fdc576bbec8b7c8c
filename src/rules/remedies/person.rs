//! Edits of one person within the present rung: a right, a limit, a pay; and the gap they leave.

use crate::edit::Edit;
use crate::measure::{Authority, Impact, SAME_GRADE, authority_mean, meets};
use crate::org::{Anchor, Budget, Pay, PayPeriod, PersonId, Right, Role};
use crate::rules::Facts;
use crate::rules::words::{money, rungs};

/// Adds a technical Decide right at a grade to the rights that are held; its text is left to be filled in.
pub fn give_right(facts: &Facts, person: PersonId, at: f64) -> Edit {
    give_rights(facts, person, at, 1)
}

/// Adds `n` technical Decide rights at a grade.
pub fn give_rights(facts: &Facts, person: PersonId, at: f64, n: usize) -> Edit {
    let details = facts.org.details(person);
    let mut rights = details.rights.clone().unwrap_or_default();
    let text = match details.craft.as_str() {
        "" => "A technical decision, to be named".to_owned(),
        craft => format!("A decision in {craft}, to be named"),
    };
    let right = Right {
        text: text.as_str().into(),
        domain: details.craft.as_str().into(),
        at: Some(at),
        role: Role::Decide,
        technical: true,
    };
    rights.extend(std::iter::repeat_n(right, n));
    Edit::SetRights { person, rights: Some(rights) }
}

/// Raises the technical spending limit to a grade: the limit, and the edit. `None` if the delegation table gives no
/// amount.
pub fn raise_limit(facts: &Facts, person: PersonId, at: f64) -> Option<(f64, Edit)> {
    let ladder = facts.org.rung_place(facts.org.seat(person)?.rung).ladder;
    let table = facts.measure().constants(person).delegation.as_slice();
    let limit = if facts.scale.has_delegation(ladder) { limit_at(table, at)? } else { return None };
    let details = facts.org.details(person);
    let mut budgets = details.budgets.clone().unwrap_or_default();
    // An existing limit is raised in place; one in another currency is left alone.
    let same = |it: &&mut Budget| it.technical && it.currency.is_empty() && it.domain == details.craft;
    match budgets.iter_mut().find(same) {
        Some(budget) => budget.limit = limit.max(budget.limit),
        None => {
            let domain = details.craft.clone();
            budgets.push(Budget { domain, limit, currency: String::new(), technical: true });
        }
    }
    Some((limit, Edit::SetBudgets { person, budgets: Some(budgets) }))
}

/// Smallest limit of two significant digits that reaches a grade of a rising table.
fn limit_at(table: &[Anchor], grade: f64) -> Option<f64> {
    let above = table.partition_point(|&(_, at)| at <= grade).min(table.len().checked_sub(1)?).max(1);
    let (&(low, low_grade), &(high, high_grade)) = (table.get(above - 1)?, table.get(above)?);
    if grade <= table.first()?.1 {
        return Some(table.first()?.0);
    }
    let part = (grade - low_grade) / (high_grade - low_grade);
    let exact = 10f64.powf(low.log10() + part * (high.log10() - low.log10()));
    let digits = 10f64.powf(exact.log10().floor() - 1.0);
    let whole = (exact / digits - 1e-6).ceil() * digits;
    // Rounding may leave the number short of an anchor by the last bit.
    let whole = table.iter().map(|&(at, _)| at).find(|at| (at - whole).abs() <= whole * 1e-9).unwrap_or(whole);
    (whole.is_finite() && whole > 0.0).then_some(whole)
}

/// Sets yearly full-time pay in whole units of the reporting currency, rounded up to at least `yearly`. `None` if a
/// file could not hold the number.
pub fn set_pay(facts: &Facts, person: PersonId, yearly: f64) -> Option<Edit> {
    let now = facts.org.pay(person);
    let fte = now.part_of_full_time();
    let paid = (yearly * fte - 1e-6).ceil();
    let pay = Pay { low: paid, high: paid, period: PayPeriod::Year, ..now };
    (paid.is_finite() && paid > 0.0).then(|| Edit::SetPay { person, pay, currency: String::new() })
}

/// Gap before and after a change of the parts of authority (rung, decision, budget), in either direction.
pub fn gap_after(
    facts: &Facts,
    person: PersonId,
    impact: &Impact,
    before: &Authority,
    parts: [Option<f64>; 3],
) -> Option<String> {
    let (grade, missing) = authority_mean(parts, facts.measure().constants(person))?;
    let above = match parts[1].map(|d| d - impact.face) {
        Some(above) if above > 0.05 => {
            format!("decision authority would be {} above the strongest evidence at face value", rungs(above))
        }
        _ => "no decision would be above the strongest evidence at face value".to_owned(),
    };
    Some(format!(
        "The conservative gap changes from {} to {}, the central gap from {} to {}; {above}",
        signed(impact.lo - before.hi),
        signed(impact.lo - (grade + missing)),
        signed(impact.mid - before.grade),
        signed(impact.mid - grade),
    ))
}

fn signed(gap: f64) -> String {
    // A number that rounds to zero has no sign.
    if gap.abs() < 0.05 { "0.0".to_owned() } else { format!("{gap:.1}") }
}

/// Position of pay relative to a band: `pay is within the band`, `pay is 12,000 USD below the band`. `None` without a
/// band.
pub fn to_band(pay: Option<f64>, band: Option<(f64, f64)>, currency: &str) -> Option<String> {
    let (low, high) = band?;
    Some(match pay {
        None => "pay is not recorded".to_owned(),
        Some(pay) if !meets(pay, low) => format!("pay is {} below the band", money(low - pay, currency)),
        Some(pay) if pay > high + SAME_GRADE => format!("pay is {} above the band", money(pay - high, currency)),
        Some(_) => "pay is within the band".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_reaches_its_grade_with_two_digits() {
        let table = crate::measure::defaults().delegation.as_slice();
        for (grade, limit) in [(3.0, 5e3), (5.0, 5e4), (7.0, 5e5), (8.0, 2e6), (6.0, 1.6e5), (1.0, 5e3)] {
            let found = limit_at(table, grade).expect("the table rises");
            assert!((found - limit).abs() < 1e-6, "{grade}: {found}");
            assert!(crate::measure::raw_grade(table, found).is_some_and(|at| meets(at, grade)));
        }
    }
}
