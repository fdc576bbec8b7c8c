//! Reliability of the signals of `under-authorised`, measured against known mismatches, in plain words: the share of
//! strong and of possible signals that are right, and the number of people they reach.

use super::ranking::auc;
use super::truth::Truth;
use crate::measure::{Band, wilson};
use crate::org::{Org, PersonId};
use crate::rules::{Answer, Judgement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

const RULE: &str = "under-authorised";
/// What is said of how sure it is: of ten, and in words.
const SAID: [(u8, &str); 6] = [
    (0, "unlikely"),
    (1, "about 1 in 10 (0 to 2)"),
    (3, "about 3 in 10 (2 to 5)"),
    (5, "about 5 in 10 (3 to 7)"),
    (7, "about 7 in 10 (5 to 8)"),
    (9, "about 9 in 10 (6 to 10)"),
];
/// Rungs from which somebody decides far too little.
const FAR: f64 = 2.0;

/// Signals of one strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Number of signals.
    pub given: usize,
    /// Number of them that are right.
    pub right: usize,
    /// Number of them about people 2 rungs or more too low; 0 when the size is not known.
    pub far: usize,
}

impl Given {
    fn add(&mut self, is_known: bool, is_far: bool) {
        self.given += 1;
        self.right += usize::from(is_known);
        self.far += usize::from(is_far);
    }

    fn and(self, other: Self) -> Self {
        Self { given: self.given + other.given, right: self.right + other.right, far: self.far + other.far }
    }
}

/// Signals, and the people they can reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// Number of people judged.
    pub people: usize,
    /// Number of them with a gap: evidence, and a rung or a stated authority.
    pub measured: usize,
    /// Number of people with a known mismatch.
    pub known: usize,
    /// Number of those with a gap.
    pub known_measured: usize,
    /// Number of people with a gap who are 2 rungs or more too low; 0 when the size is not known.
    pub far_measured: usize,
    /// Strong signals: confirmed.
    pub strong: Given,
    /// Possible signals, without the strong ones.
    pub possible: Given,
    /// Chance that it is surer of somebody of whom it is true than of somebody else, ties counting half, among those who
    /// have a gap; `None` where they are all on one side.
    pub auc: Option<f64>,
    /// The same of the middle gap.
    pub auc_gap: Option<f64>,
    /// By what is said of how sure it is, the unlikely first: of how many it is said, and of how many of them it is true.
    pub said: [(usize, usize); 6],
}

impl Signals {
    /// Counts the signals of a judgement; `None` when no mismatch of the rule is known. Waived findings count.
    pub fn of(org: &Org, judgement: &Judgement, truth: &Truth) -> Option<Self> {
        if !truth.known.iter().any(|it| it.0 == RULE) {
            return None;
        }
        let of_rule = judgement.of_people().iter().filter(|it| it.rule.id == RULE);
        let answers: BTreeMap<PersonId, Answer> = of_rule.filter_map(|it| Some((it.person()?, it.answer))).collect();
        let facts = judgement.facts(org);
        let measure = facts.measure();
        let (mut found, mut ranked, mut by_gap) = (Self::default(), Vec::new(), Vec::new());
        for person in org.people().filter(|&person| org.is_judged(person)) {
            let is_known = truth.known.contains(&(RULE, person));
            let size = truth.rungs.as_ref().and_then(|rungs| rungs.get(&(RULE, person)));
            let is_far = is_known && size.is_some_and(|&size| size >= FAR);
            found.people += 1;
            found.known += usize::from(is_known);
            let measured = measure.seen(person);
            if let (Some(gap), Some(sure)) = (measured.gap, measure.sure(&measured)) {
                found.measured += 1;
                found.known_measured += usize::from(is_known);
                found.far_measured += usize::from(is_far);
                ranked.push((sure.p, is_known));
                by_gap.push((gap.mid, is_known));
                let at = Band::of(sure.p).map_or(0, |band| usize::from(band.about).div_ceil(2));
                if let Some((said, right)) = found.said.get_mut(at) {
                    (*said, *right) = (*said + 1, *right + usize::from(is_known));
                }
            }
            match answers.get(&person) {
                Some(Answer::Confirmed) => found.strong.add(is_known, is_far),
                Some(Answer::Possible) => found.possible.add(is_known, is_far),
                _ => {}
            }
        }
        (found.auc, found.auc_gap) = (auc(&mut ranked), auc(&mut by_gap));
        Some(found)
    }

    /// Figures as JSON; a share of nobody is `null`.
    pub fn json(&self) -> Value {
        let one = |it: Given| {
            json!({
                "given": it.given, "right": it.right, "precision": part(it.right, it.given),
                "precision_95": wilson(it.right, it.given).map(|it| [it.lo, it.hi]),
                "recall": part(it.right, self.known), "recall_measured": part(it.right, self.known_measured),
            })
        };
        json!({
            "people": self.people, "measured": self.measured, "known": self.known,
            "known_measured": self.known_measured, "strong": one(self.strong), "possible": one(self.possible),
            "either": one(self.strong.and(self.possible)), "auc": self.auc, "auc_gap_mid": self.auc_gap,
            "said": self.said.iter().zip(SAID).map(|(&(given, right), (about, ..))| {
                json!({ "about": about, "given": given, "right": right, "part": part(right, given) })
            }).collect::<Vec<_>>(),
        })
    }

    /// Writes the meaning of the figures. Errors are those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { people, measured, known, known_measured, far_measured, .. } = self;
        writeln!(out, "\nAuthority below the record ({RULE}): reliability of the signals")?;
        writeln!(
            out,
            "  {measured} of {people} people can be compared, because both their impact and their authority are known."
        )?;
        writeln!(out, "  People for whom it is true: {known}; {known_measured} of them can be compared.")?;
        writeln!(
            out,
            "  {:<10} {:>6} {:>6}  {:<22} {:>8} {:>14}",
            "signal", "given", "right", "precision (95 %)", "recall", "recall of all"
        )?;
        let both = self.strong.and(self.possible);
        for (name, it) in [("strong", self.strong), ("possible", self.possible), ("either", both)] {
            let of = |all: usize| part(it.right, all).map_or("-".to_owned(), |part| format!("{part:.3}"));
            let sure =
                wilson(it.right, it.given).map_or(String::new(), |it| format!(" ({:.3} to {:.3})", it.lo, it.hi));
            let precision = of(it.given) + &sure;
            let (seen, all) = (of(*known_measured), of(*known));
            writeln!(out, "  {name:<10} {:>6} {:>6}  {precision:<22} {seen:>8} {all:>14}", it.given, it.right)?;
        }
        let in_hundred = |of: usize, all: usize| part(of, all).map(|part| part * 100.0);
        if let (Some(right), Some(reach)) =
            (in_hundred(self.strong.right, self.strong.given), in_hundred(self.strong.right, *known_measured))
        {
            writeln!(
                out,
                "  {right:.0} % of strong signals are right; they find {reach:.0} % of the comparable people for \
                 whom it is true.\n  Recall of all also counts people who cannot be compared."
            )?;
        }
        if *far_measured > 0 {
            let (strong, possible) = (self.strong.far, self.possible.far);
            writeln!(
                out,
                "  It is true by {FAR} rungs or more for {far_measured} comparable people: {strong} have a strong \
                 signal,\n  {possible} a possible one."
            )?;
        }
        if let Some(auc) = self.auc {
            writeln!(
                out,
                "  AUC {auc:.3}: with one true and one false case, confidence ranks the true one higher in\n  {:.0} \
                 % of pairs, ties counting half; the central gap reaches {}.",
                auc * 100.0,
                self.auc_gap.map_or("-".to_owned(), |auc| format!("{auc:.3}"))
            )?;
        }
        writeln!(out, "  Stated confidence, and how many in 10 were true:")?;
        for (&(given, right), (_, words)) in self.said.iter().zip(SAID) {
            let in_ten = part(right, given).map_or("-".to_owned(), |part| format!("{:.1}", part * 10.0));
            writeln!(out, "    {words:<26} stated for {given:>6}, true for {right:>6}: {in_ten}")?;
        }
        writeln!(
            out,
            "  For an organisation made by `generate`, this measures how well the method reads synthetic records, \
             not\n  yours."
        )
    }
}

fn part(of: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| of as f64 / all as f64)
}
