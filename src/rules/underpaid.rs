//! Underpaid for impact: pay well below what the organisation's own IC bands mean at the supported value.

use super::facts::confirmed_if;
use super::remedies::person::{set_pay, to_band};
use super::remedies::seat::{highest_ic, move_to};
use super::words::{amount, rungs};
use super::{Advice, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{Measured, SAME_GRADE};
use crate::org::{PersonId, TrackKind};

/// Part of the midpoint below which pay is too low.
const PART: f64 = 0.9;
/// The kind of evidence that is compared with pay.
const MONEY: &str = "money";

/// See METHOD.md section 6.
pub const RULE: Rule = Rule {
    id: "underpaid-for-impact",
    title: "Pay below the record",
    why: "Who has to manage to be paid for what the work is worth will manage",
    unit: Unit::Money,
    reads_evidence: true,
    check: Check::Person(check),
    threshold: |_, finding| {
        let midpoint = finding.number("midpoint").unwrap_or(0.0);
        format!("threshold {:.0} % of the midpoint, {}", PART * 100.0, amount(PART * midpoint))
    },
    say: |_, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        let value = match (finding.number("value_to_pay"), finding.number("value_to_pay_face")) {
            (Some(from), Some(to)) => format!("; the record shows {from:.1} to {to:.1} times the pay in money"),
            _ => String::new(),
        };
        format!(
            "Paid {} below the middle of the IC band at grade {:.1}, which the supported value reaches{value}",
            amount(number("shortfall")),
            number("I_lo")
        )
    },
    advise,
};

fn check(facts: &Facts, measured: &Measured) -> Option<Finding> {
    let (impact, person) = (measured.impact?, measured.person);
    let pay = facts.org.yearly_pay(person)?;
    let (midpoint, is_implied) = midpoint(facts, person, impact.lo)?;
    // Met at the limit is not below it.
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

/// Middle of the IC pay bands of the person's ladder at a grade: linear between rungs with bands, that of the end beyond
/// it; and whether it rests on an implied equivalence. `None` of fewer than two grades with bands. One pass, no memory
/// of its own: it runs for everybody with evidence.
fn midpoint(facts: &Facts, person: PersonId, grade: f64) -> Option<(f64, bool)> {
    let org = facts.org;
    let ladder = org.rung_place(org.seat(person)?.rung).ladder;
    let (mut below, mut above): (Option<Band>, Option<Band>) = (None, None);
    let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
    for rung in org.rungs() {
        if org.rung_place(rung).ladder != ladder || org.track(rung).kind != TrackKind::Ic {
            continue;
        }
        let (Some((low, high)), Some(at)) = (org.rung(rung).pay, facts.scale.grade(rung)) else { continue };
        let pay = f64::midpoint(low, high);
        if !(pay > 0.0 && pay.is_finite()) {
            continue;
        }
        let band = Band { at, sum: pay, n: 1.0, is_implied: facts.scale.is_implied(rung) };
        (lowest, highest) = (lowest.min(at), highest.max(at));
        if at <= grade {
            below = Some(band.or_nearer(below, |new, old| new > old));
        }
        if at >= grade {
            above = Some(band.or_nearer(above, |new, old| new < old));
        }
    }
    if highest - lowest <= SAME_GRADE {
        return None;
    }
    match (below, above) {
        (Some(below), Some(above)) if above.at > below.at => {
            let part = (grade - below.at) / (above.at - below.at);
            let pay = below.pay() + part * (above.pay() - below.pay());
            Some((pay, below.is_implied || above.is_implied))
        }
        (Some(end), _) | (None, Some(end)) => Some((end.pay(), end.is_implied)),
        (None, None) => None,
    }
}

/// The bands at one grade: several IC tracks may have one there.
#[derive(Clone, Copy)]
struct Band {
    at: f64,
    sum: f64,
    n: f64,
    is_implied: bool,
}

impl Band {
    fn or_nearer(self, old: Option<Self>, is_nearer: fn(f64, f64) -> bool) -> Self {
        match old {
            Some(old) if old.at == self.at => {
                Self { sum: old.sum + self.sum, n: old.n + 1.0, is_implied: old.is_implied || self.is_implied, ..old }
            }
            Some(old) if !is_nearer(self.at, old.at) => old,
            _ => self,
        }
    }

    fn pay(self) -> f64 {
        self.sum / self.n
    }
}

/// Pay in place comes first: nobody has to move for it.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let Some(person) = finding.person() else { return Vec::new() };
    let number = |name| finding.number(name).unwrap_or(0.0);
    let (pay, midpoint, lo) = (number("pay"), number("midpoint"), number("I_lo"));
    let org = facts.org;
    let present = org.seat(person).and_then(|seat| org.rung(seat.rung).pay);
    let to_present = to_band(Some(midpoint), present).map_or(String::new(), |it| format!("; at the present rung {it}"));
    let face = facts.measure().impact(person).map_or(lo, |impact| impact.face);
    let mut advice = vec![
        Advice::new(
            format!("Pay {} in place", amount(midpoint)),
            format!(
                "The middle of the IC band at grade {lo:.1}, the supported value; at face value the record reads \
                 {face:.1}, which pays more only if it is confirmed. The work, the rung and the reports stay{to_present}. \
                 It costs {} a year",
                amount(midpoint - pay)
            ),
        )
        .doing(set_pay(facts, person, midpoint)),
    ];
    let r = facts.measure().rung_grade(person);
    if let Some((rung, grade)) = highest_ic(facts, person, lo)
        && r.is_some_and(|r| grade > r + SAME_GRADE)
    {
        let title = format!("Move to {} and pay {}", org.rung(rung).code, amount(midpoint));
        let rests = format!(
            "Rests on the supported value, {} above the present rung. It costs {} a year.",
            rungs(grade - r.unwrap_or(grade)),
            amount(midpoint - pay)
        );
        let mut both = move_to(facts, person, rung, title, rests);
        match set_pay(facts, person, midpoint) {
            Some(pay) => both.edits.push(pay),
            None => both.edits.clear(),
        }
        advice.push(both);
    }
    advice
}
