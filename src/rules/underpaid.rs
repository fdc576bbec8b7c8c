//! Underpaid for impact: pay well below what the organisation's own IC bands pay at the supported value.

use super::facts::confirmed_if;
use super::remedies::person::{set_pay, to_band};
use super::remedies::seat::{highest_ic, move_to};
use super::words::{money, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{Measured, SAME_GRADE};

/// Share of the band's midpoint below which pay is too low.
const PART: f64 = 0.9;
/// Name of the kind of evidence that is compared with pay.
const MONEY: &str = "money";

/// Rule of METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "underpaid-for-impact",
    title: "Pay below impact",
    why: "People who have to manage to be paid for their work's value will go into management",
    unit: Unit::Money,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |facts, finding| {
        let midpoint = finding.number("midpoint").unwrap_or(0.0);
        format!("threshold {:.0} % of the midpoint, {}", PART * 100.0, money(PART * midpoint, &facts.org.head.currency))
    },
    say: |facts, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        let value = match (finding.number("value_to_pay"), finding.number("value_to_pay_face")) {
            (Some(from), Some(to)) => format!("; recorded monetary value is {from:.1} to {to:.1} times pay"),
            _ => String::new(),
        };
        format!(
            "Paid {} below the midpoint of the IC band at grade {:.1}, which the supported value reaches{value}",
            money(number("shortfall"), &facts.org.head.currency),
            number("I_lo")
        )
    },
    advise,
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let (impact, person) = (measured.impact?, measured.person);
    let pay = facts.org.yearly_pay(person)?;
    let ladder = facts.org.rung_place(facts.org.seat(person)?.rung).ladder;
    let (midpoint, is_implied) = facts.tally.bands.at(ladder, impact.lo)?;
    // Pay exactly at the limit is not below it.
    if pay >= PART * midpoint * (1.0 - SAME_GRADE) {
        return None;
    }
    let mut numbers = vec![("shortfall", midpoint - pay), ("pay", pay), ("midpoint", midpoint), ("I_lo", impact.lo)];
    if let Some(money) = measured.lines.iter().find(|line| line.kind == MONEY && line.supported > 0.0) {
        numbers.extend([("value_to_pay", money.supported / pay), ("value_to_pay_face", money.face / pay)]);
    }
    let firm = facts.is_evidence_firm(measured) && facts.is_seat_firm(person) && !is_implied;
    numbers
        .iter()
        .all(|(_, number)| number.is_finite())
        .then(|| Finding::new(&RULE, Subject::Person(person), confirmed_if(firm), numbers))
}

/// A rise in the present seat comes first, since nobody has to move for it.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(person) = finding.person() else { return Vec::new() };
    let number = |name| finding.number(name).unwrap_or(0.0);
    let (pay, midpoint, lo) = (number("pay"), number("midpoint"), number("I_lo"));
    let org = facts.org;
    let present = org.seat(person).and_then(|seat| org.rung(seat.rung).pay);
    let to_present = to_band(Some(midpoint), present, &org.head.currency);
    let to_present = to_present.map_or(String::new(), |it| format!("; at the current rung {it}"));
    let face = facts.measure().impact(person).map_or(lo, |impact| impact.face);
    let mut advice = vec![
        Advice::new(
            format!("Pay {} in the current role", money(midpoint, &org.head.currency)),
            format!(
                "The midpoint of the IC band at grade {lo:.1}, the supported value; impact at face value is \
                 {face:.1}, which justifies more pay only if confirmed. Work, rung and reports stay the \
                 same{to_present}. Costs {} a year",
                money(midpoint - pay, &org.head.currency)
            ),
        )
        .doing(set_pay(facts, person, midpoint)),
    ];
    let r = facts.measure().rung_grade(person);
    if let Some((rung, grade)) = highest_ic(facts, person, lo)
        && r.is_some_and(|r| grade > r + SAME_GRADE)
    {
        let title = format!("Move to {} and pay {}", org.rung(rung).code, money(midpoint, &org.head.currency));
        let rests = format!(
            "Based on the supported value, {} above the current rung. Costs {} a year.",
            rungs(grade - r.unwrap_or(grade)),
            money(midpoint - pay, &org.head.currency)
        );
        let mut both = move_to(facts, person, rung, None, title, &rests);
        match set_pay(facts, person, midpoint) {
            Some(pay) => both.edits.push(pay),
            None => both.edits.clear(),
        }
        advice.push(both);
    }
    advice
}
