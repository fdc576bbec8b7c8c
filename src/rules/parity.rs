//! What the three parities share: a row of a ladder with both sides, as findings are about it. A finding is about the
//! first IC rung of its row.

use super::facts::confirmed_if;
use super::{Facts, Finding, Rule, Subject};
use crate::measure::Parity;
use crate::org::{PersonId, RungId};

/// People on a side from which something is told where people are not shown.
const FEW: usize = 5;

/// The two sides of a row in words.
pub struct OfRow {
    /// Codes of the IC side.
    pub ic: String,
    /// Codes of management, with `=` where an equivalence says so.
    pub management: String,
}

impl OfRow {
    /// Those of a finding.
    pub fn of(facts: &Facts, finding: &Finding) -> Self {
        let codes = |rungs: &[RungId]| {
            let mut codes: Vec<&str> = rungs.iter().map(|&rung| facts.org.rung(rung).code.as_str()).collect();
            codes.dedup();
            codes.join(", ")
        };
        match row(facts, finding) {
            Some(row) => Self { ic: codes(&row.ic), management: codes(&row.management) },
            None => Self { ic: "the IC side".to_owned(), management: "management".to_owned() },
        }
    }
}

/// The row that a finding is about.
pub fn row<'a>(facts: &Facts<'a>, finding: &Finding) -> Option<&'a Parity> {
    let Subject::Rung(rung) = finding.subject else { return None };
    facts.indices.parities.iter().find(|row| row.ic.contains(&rung))
}

/// A finding about a row: confirmed only where it is clear, an equivalence states that the two sides are equal, and
/// nobody's seat on the ladder is a suggestion.
pub fn finding(
    facts: &Facts,
    rule: &'static Rule,
    row: &Parity,
    is_clear: bool,
    numbers: Vec<(&'static str, f64)>,
) -> Option<Finding> {
    let rung = *row.ic.first()?;
    let suggested = facts.tally.suggested_on.get(usize::from(row.ladder)).copied().unwrap_or(0);
    let is_firm = row.is_stated && suggested == 0;
    Some(Finding::new(rule, Subject::Rung(rung), confirmed_if(is_clear && is_firm), numbers))
}

/// Whether medians of so many people may be told: where people are not shown, not of a few.
pub fn may_be_told(facts: &Facts, people: [usize; 2]) -> bool {
    facts.org.shows_people() || people.into_iter().all(|people| people >= FEW)
}

/// Everybody on both sides of the row.
pub fn people(facts: &Facts, finding: &Finding) -> Vec<PersonId> {
    let Some(row) = row(facts, finding) else { return Vec::new() };
    let org = facts.org;
    let mut is_on = vec![false; org.rungs().len()];
    row.ic.iter().chain(&row.management).for_each(|rung| is_on[usize::from(rung.0)] = true);
    let sits = |person: &PersonId| org.seat(*person).is_some_and(|seat| is_on[usize::from(seat.rung.0)]);
    org.people().filter(|&person| org.is_judged(person)).filter(sits).collect()
}

/// Who is judged on the IC side of the row.
pub fn on_the_ic_side<'a>(facts: &Facts<'a>, row: &'a Parity) -> impl Iterator<Item = PersonId> + use<'a> {
    let org = facts.org;
    let sits = move |person: &PersonId| org.seat(*person).is_some_and(|seat| row.ic.contains(&seat.rung));
    org.people().filter(move |&person| org.is_judged(person)).filter(sits)
}
