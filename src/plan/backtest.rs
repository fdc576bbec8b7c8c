//! What became of the signals of an earlier file: of the strong, the possible and no signals, how many got the right, the
//! rung, the pay, and how many left. Counts alone, and whom they count; nobody is named here.

use super::diff::median_of;
use crate::measure::{SAME_GRADE, meets};
use crate::org::{Org, PersonId, Presence, Role};
use crate::rules::{Answer, Facts, Judgement};

/// Part by which pay has to rise beyond the middle rise to be one.
pub const PAY_RISE: f64 = 0.05;

/// What was said of somebody then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Authority below the record, a strong signal.
    Strong,
    /// A possible one.
    Possible,
    /// A record and an authority, and no signal.
    None,
}

/// What may have become of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A technical right at a higher grade than any held then.
    Right,
    /// A higher rung.
    Rung,
    /// A rise in pay beyond the middle one.
    Pay,
    /// No longer in the organisation.
    Left,
}

impl Outcome {
    /// All of them, in the order told.
    pub const ALL: [Self; 4] = [Self::Right, Self::Rung, Self::Pay, Self::Left];
}

/// So many of so many of whom it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Of whom it is true.
    pub of: usize,
    /// Of whom it is known.
    pub all: usize,
}

impl Part {
    fn count(&mut self, known: Option<bool>) {
        self.all += usize::from(known.is_some());
        self.of += usize::from(known == Some(true));
    }
}

/// What became of those with one signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// People with it.
    pub people: usize,
    /// In the order of [`Outcome::ALL`].
    pub outcomes: [Part; 4],
}

/// One person: the handle in the earlier file, the signal then, and what became known, in the order of
/// [`Outcome::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// In the earlier file.
    pub person: PersonId,
    /// What was said then.
    pub signal: Signal,
    /// Whether each is true; `None` where it is not known.
    pub outcomes: [Option<bool>; 4],
}

/// The signals of an earlier file, followed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// Everybody with a record and an authority in the earlier file, in file order.
    pub cases: Vec<Case>,
    /// Persons in the earlier file who are in the later one, whether they have left or not.
    pub found_again: usize,
    /// Persons in the earlier file.
    pub people: usize,
    /// The middle rise of pay of all who are paid in both; `None` where nobody is, or the currencies differ.
    pub middle_rise: Option<f64>,
}

impl Backtest {
    /// Follows the signals of `before` up in `after`. People are the same where their ids are.
    pub fn of(before: &Org, judgement: &Judgement, after: &Org, later: &Judgement) -> Self {
        let (then, now) = (judgement.facts(before), later.facts(after));
        let judged: Vec<PersonId> = before.people().filter(|&it| before.is_judged(it)).collect();
        let again = |person: PersonId| after.find(before.key(person)).map(|it| after.primary(it));
        let is_one_currency = before.head.currency == after.head.currency;
        let rise = |person: PersonId| {
            let other = again(person).filter(|_| is_one_currency)?;
            Some(after.yearly_pay(other)? / before.yearly_pay(person)? - 1.0).filter(|rise| rise.is_finite())
        };
        let mut rises: Vec<f64> = judged.iter().filter_map(|&person| rise(person)).collect();
        let middle_rise = (!rises.is_empty()).then(|| median_of(&mut rises));
        let case = |&person: &PersonId| {
            let measured = then.measure().of(person);
            measured.gap?;
            let said = judgement.of_person(person).iter().find(|it| it.rule.id == "under-authorised");
            let signal = match said.map(|it| it.answer) {
                Some(Answer::Confirmed) => Signal::Strong,
                Some(_) => Signal::Possible,
                None => Signal::None,
            };
            let here = again(person).filter(|&it| after.presence(it) == Presence::Here);
            let right = |facts: &Facts, person| best_right(facts, person);
            let got_right = here.and_then(|it| {
                let (held, holds) = (right(&then, person)?, right(&now, it)?);
                Some(holds > held + SAME_GRADE)
            });
            let got_rung = here.and_then(|it| {
                let (from, to) = (then.measure().rung_grade(person)?, now.measure().rung_grade(it)?);
                Some(to > from + SAME_GRADE)
            });
            let got_pay = here.and_then(|_| Some(meets(rise(person)? - middle_rise?, PAY_RISE)));
            Some(Case { person, signal, outcomes: [got_right, got_rung, got_pay, Some(here.is_none())] })
        };
        Self {
            cases: judged.iter().filter_map(case).collect(),
            found_again: judged.iter().filter(|&&person| again(person).is_some()).count(),
            people: judged.len(),
            middle_rise,
        }
    }

    /// Those with one signal; everybody with a record for `None`, the base rates.
    pub fn followed(&self, signal: Option<Signal>) -> Followed {
        let mut followed = Followed::default();
        for case in self.cases.iter().filter(|case| signal.is_none_or(|signal| case.signal == signal)) {
            followed.people += 1;
            for (part, known) in followed.outcomes.iter_mut().zip(case.outcomes) {
                part.count(known);
            }
        }
        followed
    }
}

/// The highest grade of a technical right held; below every grade where it is recorded that there is none. `None` where
/// nothing is recorded, or no grade of what is held.
fn best_right(facts: &Facts, person: PersonId) -> Option<f64> {
    let mut best = f64::NEG_INFINITY;
    for right in facts.org.rights(person)? {
        if right.technical && matches!(right.role, Role::Decide | Role::Agree | Role::Recommend) {
            best = best.max(right.at.filter(|at| at.is_finite())?);
        }
    }
    Some(best)
}
