//! Shares over 100: attribution shares of one work, or shares of growth, that sum to more than the whole.

use super::words::count;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::{SAME_GRADE, STATED};
use crate::org::{Evidence, Org, Period, PersonId};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Name of the kind whose amounts are shares of the whole company.
const GROWTH: &str = "growth";

/// Rule of METHOD.md section 7a. Items equal in kind, source, period and amount are one work; items without a source
/// are never known to be the same work. Growth in one period is one whole, whatever the sources.
pub const RULE: Rule = Rule {
    id: "shares-over-100",
    title: "Shares over 100 %",
    why: "If the shares in one piece of work add up to more than 100 %, at least one is too large",
    unit: Unit::Count,
    reads_evidence: true,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold 100 %".to_owned(),
    say: |_, finding| {
        let works = finding.number("works").unwrap_or(0.0) as usize;
        let largest = finding.number("largest_sum").unwrap_or(0.0) * 100.0;
        format!(
            "Shares of {} add up to more than 100 %, at most {largest:.0} %",
            count(works, "piece of work", "pieces of work")
        )
    },
    advise: |_, _| {
        vec![Advice::new(
            "Agree on the shares with everyone involved",
            "Until then, each share counts as recorded. No cost",
        )]
    },
};

/// Kind, source, period and bits of the amount; growth in one period is a single work.
type Work<'a> = (&'a str, Option<&'a str>, Option<(Date, Option<Date>)>, u64);

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let over = over(facts.org);
    let largest = over.values().copied().fold(0.0, f64::max);
    if !over.is_empty() {
        let numbers = [("works", over.len() as f64), ("largest_sum", largest)];
        findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Confirmed, numbers));
    }
}

fn people(facts: &Facts, _: &Finding) -> Vec<PersonId> {
    let over = over(facts.org);
    let is_over = |item: &Evidence| parts(item).into_iter().flatten().any(|(work, _)| over.contains_key(&work));
    let shares = |person: &PersonId| facts.org.details(*person).evidence.iter().any(is_over);
    facts.org.people().filter(shares).collect()
}

/// Works whose shares sum to more than the whole, with the sums.
fn over(org: &Org) -> BTreeMap<Work<'_>, f64> {
    let mut works: BTreeMap<Work, Vec<f64>> = BTreeMap::new();
    for person in org.people().filter(|&person| org.has_details(person)) {
        for (work, part) in org.details(person).evidence.iter().flat_map(parts).flatten() {
            works.entry(work).or_default().push(part);
        }
    }
    let sums = works.into_iter().map(|(work, mut parts)| {
        parts.sort_by(f64::total_cmp);
        (work, parts.iter().sum::<f64>())
    });
    sums.filter(|&(_, sum)| sum > 1.0 + SAME_GRADE).collect()
}

/// Shares that an item adds: to its work, and to the growth of its period.
fn parts(item: &Evidence) -> [Option<(Work<'_>, f64)>; 2] {
    let period = item.period.map(|Period { from, to }| (from, to));
    let is_number = item.share.is_finite() && item.amount.is_finite();
    let is_work = is_number && item.kind != STATED && !item.source.is_empty();
    let is_growth = is_number && item.kind == GROWTH;
    [
        is_work.then_some((
            (item.kind.as_str(), Some(item.source.as_str()), period, (item.amount + 0.0).to_bits()),
            item.share,
        )),
        is_growth.then_some(((GROWTH, None, period, 0), item.share * item.amount)),
    ]
}
