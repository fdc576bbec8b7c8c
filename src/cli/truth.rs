//! `twintrack check --truth FILE`: how well the findings match mismatches that are known to be there. The file is CSV
//! with a first line, then key of the person and id of the rule, as `twintrack generate --truth` writes it.

use crate::measure::Measured;
use crate::org::{Org, PersonId};
use crate::rules::{Answer, Check, Facts, Judgement, RULES, Rule};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};

/// Why known mismatches could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TruthError {
    /// A line without a key and a rule.
    Line(usize),
    /// Nobody has the key.
    Person(usize, String),
    /// No rule about people has the id.
    Rule(usize, String),
}

impl fmt::Display for TruthError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Line(at) => write!(f, "Line {at} of the known mismatches is no key and rule"),
            Self::Person(at, key) => {
                write!(f, "Line {at} of the known mismatches names `{key}`, who is not in the file")
            }
            Self::Rule(at, rule) => {
                write!(f, "Line {at} of the known mismatches names `{rule}`, which is no rule about people")
            }
        }
    }
}

impl TruthError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Line(_) => "Write one a line: `e17,under-authorised`".to_owned(),
            Self::Person(..) => "Give the organisation that the mismatches were written for".to_owned(),
            Self::Rule(..) => "Rules are named by their ids, such as `paper-title`".to_owned(),
        }
    }
}

impl std::error::Error for TruthError {}

/// Known mismatches: who, by which rule.
pub type Truth = BTreeSet<(&'static str, PersonId)>;

/// Reads known mismatches of an organisation.
pub fn read(org: &Org, text: &str) -> Result<Truth, TruthError> {
    let lines = text.lines().zip(1..).skip(1).filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, at)| {
            // A key may hold a comma, an id never does.
            let (key, rule) = line.trim_end().rsplit_once(',').ok_or(TruthError::Line(at))?;
            let person = org.find(key).ok_or_else(|| TruthError::Person(at, key.to_owned()))?;
            let known = RULES.iter().find(|known| known.id == rule && is_about_people(known));
            Ok((known.ok_or_else(|| TruthError::Rule(at, rule.to_owned()))?.id, person))
        })
        .collect()
}

fn is_about_people(rule: &Rule) -> bool {
    matches!(rule.check, Check::Person(_) | Check::Compared(_))
}

/// How well one rule, or all together, match what is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Match {
    /// Known.
    pub known: usize,
    /// Found.
    pub found: usize,
    /// Known and found.
    pub both: usize,
    /// Chance that somebody with the mismatch is ranked above somebody without, ties counting half; `None` where
    /// everybody is on one side.
    pub auc: Option<f64>,
}

impl Match {
    fn of(ranked: &mut [(f64, bool)], found: usize, both: usize) -> Self {
        let known = ranked.iter().filter(|it| it.1).count();
        Self { known, found, both, auc: auc(ranked) }
    }
}

/// Matches of each rule that is known of anybody, and of all of them together. A waiver hides nothing here.
pub fn matches(org: &Org, judgement: &Judgement, truth: &Truth) -> (BTreeMap<&'static str, Match>, Match) {
    let facts = judgement.facts(org);
    let mut found: BTreeMap<&str, BTreeMap<PersonId, Answer>> = BTreeMap::new();
    for finding in judgement.of_people() {
        found.entry(finding.rule.id).or_default().extend(finding.person().map(|person| (person, finding.answer)));
    }
    let rules: BTreeSet<&'static str> = truth.iter().map(|it| it.0).collect();
    let measure = facts.measure();
    let judged: Vec<PersonId> = org.people().filter(|&person| org.is_judged(person)).collect();
    let mut ranked: BTreeMap<&'static str, Vec<(f64, bool)>> = BTreeMap::new();
    let mut pooled: Vec<(f64, bool)> = Vec::new();
    for &person in &judged {
        let measured = measure.seen(person);
        for &rule in &rules {
            let answer = found.get(rule).and_then(|found| found.get(&person)).copied();
            let is_known = truth.contains(&(rule, person));
            ranked.entry(rule).or_default().push((standing(&facts, rule, &measured, answer), is_known));
            pooled.push((firmness(answer), is_known));
        }
    }
    let of_rule = |rule: &'static str, ranked: &mut Vec<(f64, bool)>| {
        let found = found.get(rule);
        let both = truth.iter().filter(|it| it.0 == rule && found.is_some_and(|found| found.contains_key(&it.1)));
        Match::of(ranked, found.map_or(0, BTreeMap::len), both.count())
    };
    let each: BTreeMap<_, _> = ranked.iter_mut().map(|(&rule, ranked)| (rule, of_rule(rule, ranked))).collect();
    let sum = |of: fn(&Match) -> usize| each.values().map(of).sum();
    let all = Match::of(&mut pooled, sum(|it| it.found), sum(|it| it.both));
    (each, all)
}

/// What people are ranked by: the number that a rule compares with its threshold where everybody has one, else how
/// firm its answer is. Whoever has no number comes last.
fn standing(facts: &Facts, rule: &str, measured: &Measured, answer: Option<Answer>) -> f64 {
    let authority = measured.authority;
    let number = match rule {
        "under-authorised" => measured.gap.map(|gap| gap.mid),
        "over-authorised" => {
            let held = authority.filter(|it| it.d_held && measured.lines.len() >= 2).and_then(|it| it.d);
            held.zip(measured.impact).map(|(d, impact)| d - impact.face)
        }
        "paper-title" => {
            let fork = facts.measure().marks(measured.person).and_then(|marks| marks.fork);
            let parts = authority.and_then(|it| Some((it.r?, it.d?, it.b?)));
            parts.filter(|&(r, ..)| fork.is_some_and(|fork| r >= fork)).map(|(r, d, b)| r - (2.0 * d + b) / 3.0)
        }
        _ => return firmness(answer),
    };
    number.unwrap_or(f64::NEG_INFINITY)
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

/// The part of pairs of one with and one without in which the one with is ranked higher; counted exactly.
fn auc(ranked: &mut [(f64, bool)]) -> Option<f64> {
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Twice the number, so that half a pair is a whole number.
    let (mut without, mut with, mut won) = (0u128, 0u128, 0u128);
    for group in ranked.chunk_by(|a, b| a.0 == b.0) {
        let of_group = group.iter().filter(|it| it.1).count() as u128;
        let others = group.len() as u128 - of_group;
        won += of_group * (2 * without + others);
        (with, without) = (with + of_group, without + others);
    }
    (with > 0 && without > 0).then(|| won as f64 / (2 * with * without) as f64)
}

/// The same as JSON: an object by rule, `all` for all of them together.
pub fn json(org: &Org, judgement: &Judgement, truth: &Truth) -> Value {
    let (each, all) = matches(org, judgement, truth);
    let one = |it: &Match| {
        let part = |of: usize| (of > 0).then(|| it.both as f64 / of as f64);
        json!({
            "known": it.known, "found": it.found, "both": it.both, "precision": part(it.found),
            "recall": part(it.known), "auc": it.auc,
        })
    };
    let each = each.iter().map(|(rule, it)| ((*rule).to_owned(), one(it)));
    Value::Object(each.chain([("all".to_owned(), one(&all))]).collect::<Map<_, _>>())
}

/// Writes the table. Errors are those of `out`.
pub fn write(org: &Org, judgement: &Judgement, truth: &Truth, out: &mut dyn Write) -> io::Result<()> {
    let (each, all) = matches(org, judgement, truth);
    writeln!(out, "\nAgainst {} known mismatches", truth.len())?;
    writeln!(
        out,
        "  {:<24} {:>6} {:>6} {:>6} {:>10} {:>8} {:>6}",
        "rule", "known", "found", "both", "precision", "recall", "AUC"
    )?;
    for (rule, it) in each.iter().map(|(rule, it)| (*rule, it)).chain([("all of these", &all)]) {
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
    writeln!(
        out,
        "  Precision: of what is found, how much is known. Recall: of what is known, how much is found. AUC: how often\n  \
         somebody with the mismatch ranks above somebody without, ties counting half. What is found and not known can\n  \
         be there as well: only what was put in on purpose is known."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half() {
        let check = |ranked: &[(f64, bool)], expected| assert_eq!(auc(&mut ranked.to_vec()), expected, "{ranked:?}");
        check(&[(1.0, true), (0.0, false)], Some(1.0));
        check(&[(1.0, true), (1.0, false)], Some(0.5));
        check(&[(0.0, true), (1.0, false)], Some(0.0));
        check(&[(2.0, true), (1.0, true), (1.0, false), (0.0, false)], Some(0.875));
        check(&[(2.0, true)], None);
        check(&[], None);
    }
}
