//! Shared by the three parity rules: rows of a ladder with both sides, and findings about them. The subject of such a
//! finding is the first IC rung of its row.

use super::facts::confirmed_if;
use super::{Facts, Finding, Rule, Subject};
use crate::measure::Parity;
use crate::org::{PersonId, RungId};

/// Smallest number of people on a side for a median to be told where people are not shown.
const FEW: usize = 5;

/// Names of the two sides of a row.
pub struct OfRow {
    /// Codes of the IC side, joined by commas.
    pub ic: String,
    /// Codes of management, joined by commas.
    pub management: String,
}

impl OfRow {
    /// Names of the row that a finding is about.
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

/// Row that a finding is about.
pub fn row<'a>(facts: &Facts<'a>, finding: &Finding) -> Option<&'a Parity> {
    let Subject::Rung(rung) = finding.subject else { return None };
    facts.indices.parities.iter().find(|row| row.ic.contains(&rung))
}

/// Finding about a row. Confirmed only if it is clear, an equivalence states that the two sides are equal, and nobody's
/// seat on the ladder is a suggestion.
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

/// True if medians over these numbers of people may be told: where people are not shown, both sides need [`FEW`].
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

/// People who are judged, on the IC side of the row.
pub fn on_the_ic_side<'a>(facts: &Facts<'a>, row: &'a Parity) -> impl Iterator<Item = PersonId> + use<'a> {
    let org = facts.org;
    let sits = move |person: &PersonId| org.seat(*person).is_some_and(|seat| row.ic.contains(&seat.rung));
    org.people().filter(move |&person| org.is_judged(person)).filter(sits)
}
