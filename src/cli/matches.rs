//! Agreement of findings with known mismatches: rule by rule, and in total.

use super::ranking::auc;
use super::signals::Signals;
use super::truth::Truth;
use crate::measure::Measured;
use crate::org::{Org, PersonId};
use crate::rules::{Answer, Facts, Judgement};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Agreement for one rule, or in total.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Match {
    /// Number of known mismatches.
    pub known: usize,
    /// Number of findings.
    pub found: usize,
    /// Number of known mismatches that were found.
    pub both: usize,
    /// Probability that a person with the mismatch ranks above one without, ties counting half, among people with the
    /// ranking number; `None` when all of them are on one side.
    pub auc: Option<f64>,
}

/// Agreement for each rule with known mismatches, and in total. Waived findings count.
pub fn matches(org: &Org, judgement: &Judgement, truth: &Truth) -> (BTreeMap<&'static str, Match>, Match) {
    let facts = judgement.facts(org);
    let mut found: BTreeMap<&str, BTreeMap<PersonId, Answer>> = BTreeMap::new();
    for finding in judgement.of_people() {
        found.entry(finding.rule.id).or_default().extend(finding.person().map(|person| (person, finding.answer)));
    }
    let measure = facts.measure();
    let judged: Vec<PersonId> = org.people().filter(|&person| org.is_judged(person)).collect();
    let mut each: BTreeMap<&'static str, Match> = BTreeMap::new();
    let mut pooled: Vec<(f64, bool)> = Vec::new();
    let rules: BTreeSet<&'static str> = truth.known.iter().map(|it| it.0).collect();
    for rule in rules {
        let answers = found.get(rule);
        let mut it = Match { found: answers.map_or(0, BTreeMap::len), ..Match::default() };
        let mut ranked: Vec<(f64, bool)> = Vec::new();
        for &person in &judged {
            let answer = answers.and_then(|answers| answers.get(&person)).copied();
            let is_known = truth.known.contains(&(rule, person));
            it.known += usize::from(is_known);
            it.both += usize::from(is_known && answer.is_some());
            ranked.extend(standing(&facts, rule, &measure.seen(person), answer).map(|number| (number, is_known)));
            pooled.push((firmness(answer), is_known));
        }
        it.auc = auc(&mut ranked);
        each.insert(rule, it);
    }
    let sum = |of: fn(&Match) -> usize| each.values().map(of).sum();
    let all =
        Match { known: sum(|it| it.known), found: sum(|it| it.found), both: sum(|it| it.both), auc: auc(&mut pooled) };
    (each, all)
}

/// Number that people are ranked by: the one that a rule compares with its threshold, `None` for people without it.
/// Rules without such a number rank by the firmness of the answer.
fn standing(facts: &Facts, rule: &str, measured: &Measured, answer: Option<Answer>) -> Option<f64> {
    let authority = measured.authority;
    match rule {
        "under-authorised" => facts.measure().sure(measured).map(|sure| sure.p),
        "over-authorised" => {
            let held = authority.filter(|it| it.d_held && measured.lines.len() >= 2).and_then(|it| it.d);
            held.zip(measured.impact).map(|(d, impact)| d - impact.face)
        }
        "paper-title" => {
            let fork = facts.measure().marks(measured.person).and_then(|marks| marks.fork);
            let parts = authority.and_then(|it| Some((it.r?, it.d?, it.b?)));
            parts.filter(|&(r, ..)| fork.is_some_and(|fork| r >= fork)).map(|(r, d, b)| r - (2.0 * d + b) / 3.0)
        }
        _ => Some(firmness(answer)),
    }
}

fn firmness(answer: Option<Answer>) -> f64 {
    match answer {
        Some(Answer::Confirmed) => 4.0,
        Some(Answer::Possible) => 3.0,
        Some(Answer::Review) => 2.0,
        Some(Answer::Info) => 1.0,
        None => 0.0,
    }
}

/// Agreement as JSON: an object by rule, `all` for the total, `signals` for under-authorised.
pub fn json(org: &Org, judgement: &Judgement, truth: &Truth) -> Value {
    let (each, all) = matches(org, judgement, truth);
    let one = |it: &Match| {
        let part = |of: usize| (of > 0).then(|| it.both as f64 / of as f64);
        json!({
            "known": it.known, "found": it.found, "both": it.both, "precision": part(it.found),
            "recall": part(it.known), "auc": it.auc,
        })
    };
    let mut told: Map<_, _> = each.iter().map(|(rule, it)| ((*rule).to_owned(), one(it))).collect();
    told.insert("all".to_owned(), one(&all));
    if let Some(signals) = Signals::of(org, judgement, truth) {
        told.insert("signals".to_owned(), signals.json());
    }
    Value::Object(told)
}

/// Writes the table. Errors are those of `out`.
pub fn write(org: &Org, judgement: &Judgement, truth: &Truth, out: &mut dyn Write) -> io::Result<()> {
    let (each, all) = matches(org, judgement, truth);
    writeln!(out, "\nCompared with {} known mismatches", truth.known.len())?;
    writeln!(
        out,
        "  {:<24} {:>6} {:>6} {:>6} {:>10} {:>8} {:>6}",
        "rule", "known", "found", "both", "precision", "recall", "AUC"
    )?;
    let together = (each.len() > 1).then_some(("all of these", &all));
    for (rule, it) in each.iter().map(|(rule, it)| (*rule, it)).chain(together) {
        let part = |of: usize| if of == 0 { "-".to_owned() } else { format!("{:.3}", it.both as f64 / of as f64) };
        let auc = it.auc.map_or_else(|| "-".to_owned(), |auc| format!("{auc:.3}"));
        let Match { known, found, both, .. } = it;
        writeln!(
            out,
            "  {rule:<24} {known:>6} {found:>6} {both:>6} {:>10} {:>8} {auc:>6}",
            part(*found),
            part(*known)
        )?;
    }
    let beyond = match truth.rungs {
        Some(_) => "All true cases are known, so anything else that is found is wrong.",
        None => "Only deliberately added cases are known, so other findings may be right as well.",
    };
    writeln!(
        out,
        "  Precision: the share of findings that are known. Recall: the share of known cases that are found. AUC: \
         how often\n  a person with the mismatch ranks above a person without it, ties counting half, among those \
         who have the number\n  used for ranking.\n  {beyond}"
    )?;
    Signals::of(org, judgement, truth).map_or(Ok(()), |signals| signals.write(out))
}
