//! Pay parity: rungs that are called equal, and the IC side paid less.

use super::parity::{self, OfRow};
use super::words::{amount, count};
use super::{Advice, Check, Facts, Finding, Rule, Unit};
use crate::edit::set_ladders;
use crate::measure::{Parity, SAME_GRADE};
use crate::org::RungId;

/// How much less, as a part of management's pay, is found.
const LESS: f64 = -0.05;

/// See METHOD.md sections 6 and 7a.
pub const RULE: Rule = Rule {
    id: "pay-parity",
    title: "Equal rungs, unequal pay",
    why: "A rung that is called equal and paid less is not equal",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Indices { see, people: parity::people },
    threshold: |_, _| {
        "threshold 5 % less; strong of four and more on each side whose 95 % interval is below 0".to_owned()
    },
    say: |facts, finding| {
        let number = |name| finding.number(name).unwrap_or(0.0);
        let OfRow { ic, management } = OfRow::of(facts, finding);
        let less = -finding.size() * 100.0;
        let people = |name| count(number(name) as usize, "person", "people");
        let between = match (finding.number("lo"), finding.number("hi")) {
            (Some(lo), Some(hi)) => format!(", between {:+.1} % and {:+.1} %", lo * 100.0, hi * 100.0),
            _ => String::new(),
        };
        format!(
            "{ic} is paid {less:.1} % less than {management} at the median ({} and {}){between}",
            people("ic_people"),
            people("management_people")
        )
    },
    advise,
};

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    for row in &facts.indices.parities {
        let Some(gap) = row.pay_gap.filter(|&gap| gap <= LESS + SAME_GRADE) else { continue };
        let counts = [row.pay.ic_people, row.pay.management_people];
        if !parity::may_be_told(facts, counts) {
            continue;
        }
        let mut numbers = vec![
            ("pay_gap", gap),
            ("ic_median", row.pay.ic.unwrap_or(0.0)),
            ("management_median", row.pay.management.unwrap_or(0.0)),
            ("ic_people", counts[0] as f64),
            ("management_people", counts[1] as f64),
            ("grade", row.grade),
        ];
        numbers.extend(row.pay_interval.iter().flat_map(|it| [("lo", it.lo), ("hi", it.hi)]));
        let is_clear = row.pay_interval.is_some_and(|it| it.hi < 0.0);
        findings.extend(parity::finding(facts, &RULE, row, is_clear, numbers));
    }
}

/// Raises the band of the IC rung to that of its peer, and says what it would cost.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let mut advice = vec![Advice::new(
        "Look at the pay of each person on the rung",
        "A median can differ by tenure, place and market. No cost: pay, budget and ladder stay as they are",
    )];
    let Some(row) = parity::row(facts, finding) else { return advice };
    let short = match (row.pay.ic, row.pay.management) {
        (Some(ic), Some(management)) => (management - ic).max(0.0),
        _ => 0.0,
    };
    let cost = format!(
        "At the median {} a year and person, for {}",
        amount(short),
        count(row.pay.ic_people, "person", "people")
    );
    match raised(facts, row) {
        Some((rung, (low, high))) => {
            let mut ladders = facts.org.head.ladders.clone();
            if let Some(entry) = parity::entry_mut(facts, &mut ladders, rung) {
                entry.pay = Some((low, high));
            }
            advice.push(Advice {
                edits: set_ladders(ladders).into_iter().collect(),
                ..Advice::new(
                    format!(
                        "Raise the pay band of {} to {} to {}",
                        facts.org.rung(rung).code,
                        amount(low),
                        amount(high)
                    ),
                    format!("The band of its peer. It changes the ladder; pay follows person by person. {cost}"),
                )
            });
        }
        None => advice.push(Advice::new(
            "Bring the pay of the IC rung up to that of its peer",
            format!("{cost}. Before it: one pay band for both. It changes pay"),
        )),
    }
    advice
}

/// The first IC rung of the row whose band ends below that of a peer, and that band.
fn raised(facts: &Facts, row: &Parity) -> Option<(RungId, (f64, f64))> {
    let middle = |(low, high): (f64, f64)| 0.5 * low + 0.5 * high;
    let bands = row.management.iter().filter_map(|&rung| facts.org.rung(rung).pay);
    let band = bands.max_by(|a, b| middle(*a).total_cmp(&middle(*b)))?;
    let is_lower = |&&rung: &&RungId| facts.org.rung(rung).pay.is_none_or(|own| middle(own) < middle(band));
    row.ic.iter().find(is_lower).map(|&rung| (rung, band))
}
