//! Not enough evidence: the number of people without a line, and what is missing. Never one finding per person.

use super::words::amount;
use super::{Advice, Answer, Check, Facts, Finding, Rule, Subject, Unit};
use crate::measure::WhyMissing;
use crate::org::PersonId;

/// Rule of METHOD.md section 6. A single finding counts them all; a missing record is a result of its own, never a
/// zero.
pub const RULE: Rule = Rule {
    id: "not-enough-evidence",
    title: "Not enough evidence",
    why: "No evidence does not mean no impact, so nothing is concluded",
    unit: Unit::Count,
    reads_evidence: true,
    check: Check::Whole { see, people },
    threshold: |_, _| "threshold: no line of evidence that counts".to_owned(),
    say,
    advise: |_, _| {
        vec![Advice::new(
            "Add evidence for the most informative people",
            "Start at the top of the IC track, and with technical titles that have at most two reports. No cost",
        )]
    },
};

const REASONS: [(WhyMissing, &str, &str); 5] = [
    (WhyMissing::OutsideWindow, "outside_window", "recorded only outside the twelve months that count"),
    (WhyMissing::NoRate, "no_rate", "in a currency without a rate"),
    (WhyMissing::UnknownKind, "unknown_kind", "of a kind that the ladder does not have"),
    (WhyMissing::NoAnchors, "no_anchors", "of a kind without anchors"),
    (WhyMissing::NotAnAmount, "not_an_amount", "with an implausible amount, share or period"),
];

fn see(facts: &Facts, findings: &mut Vec<Finding>) {
    let tally = facts.tally;
    if tally.without_line == 0 {
        return;
    }
    let not_counted: usize = tally.not_counted.values().sum();
    let mut numbers = vec![
        ("people_without_a_line", tally.without_line as f64),
        ("people", tally.people as f64),
        ("nothing_recorded", (tally.without_line - not_counted) as f64),
    ];
    for (why, name, _) in REASONS {
        numbers.extend(tally.not_counted.get(&why).map(|&n| (name, n as f64)));
    }
    findings.push(Finding::new(&RULE, Subject::Organisation, Answer::Info, numbers));
}

fn say(_: &Facts, finding: &Finding) -> String {
    let number = |name| finding.number(name).unwrap_or(0.0);
    let shown = |name| amount(number(name));
    let mut line = format!("No evidence for {} of {} people", shown("people_without_a_line"), shown("people"));
    let mut parts = Vec::new();
    for (_, name, words) in REASONS {
        parts.extend(finding.number(name).map(|n| format!("{} {words}", amount(n))));
    }
    if !parts.is_empty() {
        line.push_str(&format!(": {} with nothing recorded, {}", shown("nothing_recorded"), parts.join(", ")));
    }
    line
}

fn people(facts: &Facts, _: &Finding) -> Vec<PersonId> {
    let (org, measure) = (facts.org, facts.measure());
    org.people().filter(|&person| org.is_judged(person) && !measure.has_line(person)).collect()
}
