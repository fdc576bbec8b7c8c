//! A repository on two days as the two organisations of a backtest, and the plain rival that a signal has to beat: as many
//! people with the most active months. Who is who is taken from the later day.

use super::ranking::auc;
use crate::evidence::reader::{ReadError, Request, cache_folder, read as read_history};
use crate::evidence::{Claim, LeftOut, OrganisationOptions, Repository, organisation};
use crate::io::Progress;
use crate::measure::wilson;
use crate::org::{Org, PersonId};
use crate::plan::{Backtest, PartOf, Signal, calibrate_all};
use crate::rules::Facts;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt;
use std::io::{self, Write};
use std::path::Path;

/// Smallest number of people for which a number is told.
pub(super) const FEW: usize = 5;

/// Difference of two AUC from which one is called better.
const ABOUT_EQUAL: f64 = 0.02;

/// Reason that a repository gives nothing to follow.
#[derive(Debug)]
pub enum RepositoryError {
    /// The second day is not after the first; both, in order.
    NotLater(Date, Date),
    /// Its history could not be read.
    Read(ReadError),
    /// It had no owner file on this day.
    NoOwners(Date),
}

impl RepositoryError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::NotLater(..) => "Give the earlier day with `--from`, the later one with `--to`".to_owned(),
            Self::Read(error) => error.hint(),
            Self::NoOwners(_) => "Choose days on which OWNERS, CODEOWNERS or MAINTAINERS files were there".to_owned(),
        }
    }
}

impl fmt::Display for RepositoryError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NotLater(from, to) => write!(f, "The second date, {to}, is not after the first, {from}"),
            Self::Read(error) => error.fmt(f),
            Self::NoOwners(date) => write!(f, "On {date} the repository had no owner file, so no rights are recorded"),
        }
    }
}

/// Of each person of the earlier organisation, by handle.
pub struct Rival {
    /// Months with a commit that counts, of the twelve before.
    months: Vec<u32>,
    /// True for somebody who could approve something then.
    has_right: Vec<bool>,
}

/// The organisations of both days, and the rival.
pub fn read(folder: &Path, from: Date, to: Date) -> Result<(Org, Org, Option<Rival>), RepositoryError> {
    if to <= from {
        return Err(RepositoryError::NotLater(from, to));
    }
    let judged = |at: Date, claims: &[Claim]| {
        let request = Request { folder: folder.to_owned(), at: Some(at), cache: cache_folder() };
        let (place, history) = read_history(&request, &Progress::default()).map_err(RepositoryError::Read)?;
        let repository = Repository::claimed(&place.name(), &history, Some(at), &LeftOut::default(), claims);
        if repository.owners.files.is_empty() {
            return Err(RepositoryError::NoOwners(at));
        }
        Ok(repository)
    };
    let later = judged(to, &[])?;
    let people = later.identities.people.iter();
    let claims: Vec<Claim> =
        people.map(|it| Claim { is: it.aliases().map(str::to_owned).collect(), ..Claim::default() }).collect();
    let mut earlier = judged(from, &claims)?;
    for person in &mut earlier.identities.people {
        if let Some(claim) = person.claim {
            person.key.clone_from(&later.identities.people[claim as usize].key);
        }
    }
    let org = |repository: &Repository| {
        let mut org = organisation(repository, &OrganisationOptions::default());
        calibrate_all(&mut org);
        org
    };
    let old = org(&earlier);
    let rights = earlier.rights();
    let mut rival = Rival { months: vec![0; old.len()], has_right: vec![false; old.len()] };
    for (person, at) in earlier.identities.people.iter().zip(0..) {
        if let Some(id) = old.find(&person.key) {
            rival.months[id.at()] = earlier.activity[at].months;
            rival.has_right[id.at()] = rights[at].decide + rights[at].agree > 0;
        }
    }
    Ok((old, org(&later), Some(rival)))
}

/// A signal beside the rival, among people who could approve nothing on the first day; whoever has left was given no right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beside {
    /// Given a right later, of all of them.
    all: PartOf,
    /// Of those with a strong signal.
    strong: PartOf,
    /// Of those with a strong or a possible one.
    either: PartOf,
    /// Given a right later, of as many people with the most active months as have a strong signal, and as have either; of
    /// equal ones their share.
    months: [f64; 2],
    /// Chance that the gap is larger for somebody who was given a right than for somebody who was not.
    auc_gap: Option<f64>,
    /// The same of active months.
    auc_months: Option<f64>,
}

impl Beside {
    pub(super) fn of(it: &Backtest, facts: &Facts, rival: &Rival) -> Self {
        let mut beside = Self::default();
        let (mut by_gap, mut by_months) = (Vec::new(), Vec::new());
        for case in it.cases.iter().filter(|case| !rival.has_right[case.person.at()]) {
            let got = match case.outcomes {
                [Some(got), ..] => got,
                // Whoever is gone holds no right.
                [None, .., Some(true)] => false,
                _ => continue,
            };
            let count = |part: &mut PartOf| {
                part.all += 1;
                part.of += usize::from(got);
            };
            count(&mut beside.all);
            if case.signal == Signal::Strong {
                count(&mut beside.strong);
            }
            if case.signal != Signal::None {
                count(&mut beside.either);
            }
            by_gap.push((gap(facts, case.person), got));
            by_months.push((f64::from(rival.months[case.person.at()]), got));
        }
        beside.months = [beside.strong.all, beside.either.all].map(|count| best(&mut by_months, count));
        (beside.auc_gap, beside.auc_months) = (auc(&mut by_gap), auc(&mut by_months));
        beside
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "\n  Given a right, among people who could approve nothing on the first day; no for those who have left"
        )?;
        let row = |out: &mut dyn Write, words: &str, part: PartOf| {
            if part.all < FEW {
                return writeln!(out, "    {words:<46} too few");
            }
            let sure = wilson(part.of, part.all);
            let sure = sure.map_or(String::new(), |it| format!(" ({:.0} to {:.0})", it.lo * 100.0, it.hi * 100.0));
            writeln!(
                out,
                "    {words:<46} {} of {}, {:.0} %{sure}",
                part.of,
                part.all,
                percent(part.of as f64, part.all)
            )
        };
        row(out, "everyone", self.all)?;
        for (words, part, months) in
            [("strong signal", self.strong, self.months[0]), ("strong or possible", self.either, self.months[1])]
        {
            row(out, words, part)?;
            if part.all >= FEW {
                let all = part.all;
                let words = "as many people with the most active months";
                writeln!(out, "      {words:<44} {months:.1} of {all}, {:.0} %", percent(months, all))?;
            }
        }
        if let (Some(gap), Some(months)) = (self.auc_gap, self.auc_months) {
            let better = match gap - months {
                more if more > ABOUT_EQUAL => "The gap forecasts better here.",
                more if more < -ABOUT_EQUAL => "The plain count of active months forecasts better here.",
                _ => "Neither forecasts better here.",
            };
            writeln!(out, "\n  Ranking everyone, AUC: gap {gap:.3}, active months {months:.3}. {better}")?;
        }
        Ok(())
    }

    pub(super) fn json(&self) -> Value {
        let part = |part: PartOf, months: Option<f64>| {
            let is_told = part.all >= FEW;
            json!({
                "of": is_told.then_some(part.of), "known": is_told.then_some(part.all),
                "of_most_active_months": months.filter(|_| is_told),
            })
        };
        json!({
            "without_a_right": part(self.all, None), "strong": part(self.strong, Some(self.months[0])),
            "strong_or_possible": part(self.either, Some(self.months[1])),
            "auc_gap": self.auc_gap, "auc_months": self.auc_months,
        })
    }
}

fn gap(facts: &Facts, person: PersonId) -> f64 {
    facts.measure().of(person).gap.map_or(f64::NEG_INFINITY, |gap| gap.mid)
}

fn percent(of: f64, all: usize) -> f64 {
    of / all.max(1) as f64 * 100.0
}

/// How many of the `count` highest have the property; of equal ones at the end their share.
fn best(ranked: &mut [(f64, bool)], count: usize) -> f64 {
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut left, mut found) = (count, 0.0);
    for group in ranked.chunk_by(|a, b| a.0 == b.0) {
        let with = group.iter().filter(|it| it.1).count() as f64;
        let taken = left.min(group.len());
        found += with * taken as f64 / group.len() as f64;
        left -= taken;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_are_counted_and_equal_ones_by_their_share() {
        let check = |count, expected| {
            let mut ranked = [(1.0, true), (5.0, true), (3.0, false), (3.0, true), (3.0, true), (3.0, false)];
            assert_eq!(best(&mut ranked, count), expected, "{count}");
        };
        check(0, 0.0);
        check(1, 1.0);
        check(3, 2.0);
        check(5, 3.0);
        check(9, 4.0);
    }
}
