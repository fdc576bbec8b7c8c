//! `twintrack check --truth FILE`: how well the findings match mismatches that are known to be there. The file is CSV
//! with a first line, then key of the person and id of the rule, as `twintrack generate --truth` writes it. Where the
//! first line ends in `,rungs`, so does every line: by how many rungs; such a file names everybody of whom it is true.

use super::signals::Signals;
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
    /// A line without a number of rungs, where the first line promises them.
    Rungs(usize),
    /// Nobody has the key.
    Person(usize, String),
    /// No rule about people has the id.
    Rule(usize, String),
}

impl fmt::Display for TruthError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Line(at) => write!(f, "Line {at} of the known mismatches is no key and rule"),
            Self::Rungs(at) => write!(f, "Line {at} of the known mismatches does not end in a number of rungs"),
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
            Self::Rungs(_) => "Write one a line: `e17,under-authorised,1.50`".to_owned(),
            Self::Person(..) => "Give the organisation that the mismatches were written for".to_owned(),
            Self::Rule(..) => "Rules are named by their ids, such as `paper-title`".to_owned(),
        }
    }
}

impl std::error::Error for TruthError {}

/// Known mismatches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    /// By which rule, who.
    pub known: BTreeSet<(&'static str, PersonId)>,
    /// By how many rungs, by rule and person; `None` where the file does not tell, and names only what was put in on
    /// purpose. Else it names everybody.
    pub rungs: Option<BTreeMap<(&'static str, PersonId), f64>>,
}

/// Reads known mismatches of an organisation.
pub fn read(org: &Org, text: &str) -> Result<Truth, TruthError> {
    let has_rungs = text.lines().next().is_some_and(|first| first.trim_end().ends_with(",rungs"));
    let mut truth = Truth { rungs: has_rungs.then(BTreeMap::new), ..Truth::default() };
    for (line, at) in text.lines().zip(1..).skip(1).filter(|(line, _)| !line.trim().is_empty()) {
        let mut line = line.trim_end();
        let mut size = None;
        if has_rungs {
            let (rest, rungs) = line.rsplit_once(',').ok_or(TruthError::Rungs(at))?;
            let rungs = rungs.parse::<f64>().ok().filter(|rungs| rungs.is_finite());
            (line, size) = (rest, Some(rungs.ok_or(TruthError::Rungs(at))?));
        }
        // A key may hold a comma, an id never does.
        let (key, rule) = line.rsplit_once(',').ok_or(TruthError::Line(at))?;
        let person = org.find(key).ok_or_else(|| TruthError::Person(at, key.to_owned()))?;
        let known = RULES.iter().find(|known| known.id == rule && is_about_people(known));
        let mismatch = (known.ok_or_else(|| TruthError::Rule(at, rule.to_owned()))?.id, person);
        truth.known.insert(mismatch);
        if let (Some(rungs), Some(size)) = (&mut truth.rungs, size) {
            rungs.insert(mismatch, size);
        }
    }
    Ok(truth)
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
    /// Chance that somebody with the mismatch is ranked above somebody without, ties counting half, among those who
    /// have the number that is ranked; `None` where they are all on one side.
    pub auc: Option<f64>,
}

/// Matches of each rule that is known of anybody, and of all of them together. A waiver hides nothing here.
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

/// What people are ranked by: the number that a rule compares with its threshold, `None` for whoever has none; for
/// rules without such a number how firm the answer is.
fn standing(facts: &Facts, rule: &str, measured: &Measured, answer: Option<Answer>) -> Option<f64> {
    let authority = measured.authority;
    match rule {
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

/// The part of pairs of one with and one without in which the one with is ranked higher; counted exactly.
pub(super) fn auc(ranked: &mut [(f64, bool)]) -> Option<f64> {
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

/// The same as JSON: an object by rule, `all` for all of them together, `signals` of under-authorised.
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
    writeln!(out, "\nAgainst {} known mismatches", truth.known.len())?;
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
        Some(_) => "Everybody of whom it is true is known: what is found beyond that is wrong.",
        None => "Only what was put in on purpose is known: what is found beyond that can be there as well.",
    };
    writeln!(
        out,
        "  Precision: of what is found, how much is known. Recall: of what is known, how much is found. AUC: how often\n  \
         somebody with the mismatch ranks above somebody without, ties counting half, among those who have the number\n  \
         that is ranked.\n  {beyond}"
    )?;
    Signals::of(org, judgement, truth).map_or(Ok(()), |signals| signals.write(out))
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
