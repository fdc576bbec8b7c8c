//! Pay parity: rungs called equal where the IC side is paid less. Decisions and budgets are in `authority_parity.rs`.

use super::parity::{self, OfRow};
use super::remedies::{AT_ONCE, NO_COST, ladder, person};
use super::words::{amount, count, money};
use super::{Advice, Check, Facts, Finding, Rule, Unit};
use crate::edit::Edit;
use crate::measure::{Parity, SAME_GRADE};
use crate::org::{PersonId, RungId};

/// Pay gap from which the rule reports, as a share of management's pay; negative, since IC is paid less.
const LESS: f64 = -0.05;

/// Rule of METHOD.md sections 6 and 7a.
pub const RULE: Rule = Rule {
    id: "pay-parity",
    title: "Equal rungs, unequal pay",
    why: "A rung is not equal if it is paid less than its peer",
    unit: Unit::Count,
    reads_evidence: false,
    check: Check::Indices { see, people: parity::people },
    threshold: |_, _| {
        "threshold: 5 % less; strong with at least four people on each side and a 95 % interval below 0".to_owned()
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

/// Remedies: the peer's band for the IC rung, and pay raised to the peer's median, with the cost.
fn advise(facts: &Facts, finding: &Finding) -> Vec<Advice> {
    let mut advice = vec![Advice::new(
        "Check what explains the medians",
        format!("Tenure, location and market can differ between the two sides. {NO_COST}"),
    )];
    let Some(row) = parity::row(facts, finding) else { return advice };
    if let Some((rung, (low, high))) = raised(facts, row)
        && let Some(edit) = ladder::filled(facts, &[rung], |entry| entry.pay = Some((low, high)))
    {
        let code = &facts.org.rung(rung).code;
        advice.push(Advice {
            edits: vec![edit],
            ..Advice::new(
                format!("Raise the pay band of {code} to {} to {}", amount(low), money(high, &facts.org.head.currency)),
                "The band of the equal rung. Changes the ladder, but no one's pay yet",
            )
        });
    }
    let Some(middle) = row.pay.management else { return advice };
    let paid = parity::on_the_ic_side(facts, row).filter_map(|it| Some((it, facts.org.yearly_pay(it)?)));
    let below: Vec<(PersonId, f64)> = paid.filter(|&(_, pay)| pay < middle).collect();
    let mut short: Vec<f64> = below.iter().map(|&(_, pay)| middle - pay).collect();
    short.sort_by(f64::total_cmp);
    let edits: Vec<Edit> = match below.len() {
        n if n <= AT_ONCE => below.iter().filter_map(|&(it, _)| person::set_pay(facts, it, middle)).collect(),
        _ => Vec::new(),
    };
    advice.push(Advice {
        edits,
        ..Advice::new(
            format!("Raise pay below {} to that amount", money(middle, &facts.org.head.currency)),
            format!(
                "The median of the equal rung; the two medians are then equal. {}, {} a year for full-time posts. \
                 Changes pay",
                count(below.len(), "person", "people"),
                money(short.iter().sum(), &facts.org.head.currency)
            ),
        )
    });
    advice
}

/// First IC rung of the row whose band is below a peer's, and that peer's band.
fn raised(facts: &Facts, row: &Parity) -> Option<(RungId, (f64, f64))> {
    let middle = |(low, high): (f64, f64)| 0.5 * low + 0.5 * high;
    let bands = row.management.iter().filter_map(|&rung| facts.org.rung(rung).pay);
    let band = bands.max_by(|a, b| middle(*a).total_cmp(&middle(*b)))?;
    let is_lower = |&&rung: &&RungId| facts.org.rung(rung).pay.is_none_or(|own| middle(own) < middle(band));
    row.ic.iter().find(is_lower).map(|&rung| (rung, band))
}
