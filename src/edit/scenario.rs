//! Scenarios: named lists of steps on the baseline, by key, so that they survive in a file.
//! A step carries `from` and `to` and no longer applies where `from` differs.

use super::{Edit, EditError, TextField};
use crate::org::{Budget, Org, Pay, PersonId, Right, Seat, SeatSource};
use std::fmt;

/// A plan: a name and its steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// Unique in the file.
    pub name: String,
    /// What it is for.
    pub note: String,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One stored step, people by key and rungs by code.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// To another rung; empty codes mean no rung.
    Seat {
        /// Key of the person.
        person: String,
        /// Code of the rung before.
        from: String,
        /// Code of the rung after.
        to: String,
    },
    /// To another manager; empty keys mean none.
    Manager {
        /// Key of the person.
        person: String,
        /// Key of the manager before.
        from: String,
        /// Key of the manager after.
        to: String,
    },
    /// To another title.
    Title {
        /// Key of the person.
        person: String,
        /// Title before.
        from: String,
        /// Title after.
        to: String,
    },
    /// To another yearly full-time pay in the reporting currency; `None` for not recorded.
    Pay {
        /// Key of the person.
        person: String,
        /// Pay before.
        from: Option<f64>,
        /// Pay after.
        to: Option<f64>,
    },
    /// To other decision rights.
    Rights {
        /// Key of the person.
        person: String,
        /// Rights before.
        from: Option<Vec<Right>>,
        /// Rights after.
        to: Option<Vec<Right>>,
    },
    /// To other spending limits.
    Budgets {
        /// Key of the person.
        person: String,
        /// Limits before.
        from: Option<Vec<Budget>>,
        /// Limits after.
        to: Option<Vec<Budget>>,
    },
    /// Opens or closes a rung.
    Open {
        /// Name of the ladder; empty for the first that has the code.
        ladder: String,
        /// Code of the rung.
        rung: String,
        /// Open before.
        from: bool,
        /// Open after.
        to: bool,
    },
}

/// A step that does not apply, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct NotApplied {
    /// Index of the step.
    pub step: usize,
    /// Why.
    pub why: WhyNot,
}

/// Why a step does not apply.
#[derive(Clone, Debug, PartialEq)]
pub enum WhyNot {
    /// Nobody has this key.
    NoSuchPerson(String),
    /// No ladder has this code.
    NoSuchRung(String),
    /// The baseline says something else by now.
    Changed {
        /// What the step is about.
        what: String,
    },
    /// The change itself is refused.
    Refused(EditError),
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoSuchPerson(key) => write!(f, "`{key}` is not in the file"),
            Self::NoSuchRung(code) => write!(f, "No ladder has the rung `{code}`"),
            Self::Changed { what } => write!(f, "{what} is no longer what the plan started from"),
            Self::Refused(error) => error.fmt(f),
        }
    }
}

impl Scenario {
    /// Applies every step that still applies. Returns the one edit that takes them all back, and the others.
    pub fn apply(&self, org: &mut Org) -> (Edit, Vec<NotApplied>) {
        let (mut inverse, mut not) = (Vec::new(), Vec::new());
        for (step, at) in self.steps.iter().zip(0..) {
            let applied = step.edit(org).and_then(|edit| edit.apply(org).map_err(WhyNot::Refused));
            match applied {
                Ok(back) => inverse.push(back),
                Err(why) => not.push(NotApplied { step: at, why }),
            }
        }
        inverse.reverse();
        (Edit::All(inverse), not)
    }
}

impl Step {
    /// The edit that the step stands for, if the org is what the step started from.
    fn edit(&self, org: &Org) -> Result<Edit, WhyNot> {
        let find = |key: &String| org.find(key).ok_or_else(|| WhyNot::NoSuchPerson(key.clone()));
        let unless = |changed: bool, what: String| if changed { Err(WhyNot::Changed { what }) } else { Ok(()) };
        let label = |person: PersonId| org.label(person);
        Ok(match self {
            Self::Seat { person, from, to } => {
                let who = find(person)?;
                let now = org.seat(who).map_or("", |seat| org.rung(seat.rung).code.as_str());
                unless(now != from, format!("The seat of `{}`", label(who)))?;
                // A move stays within the person's ladder where that has the rung.
                let ladder = org.seat(who).map_or("", |seat| org.ladder(seat.rung).name.as_str());
                let rung = org.find_rung(ladder, to).or_else(|| org.find_rung("", to));
                let seat = match (rung, to.as_str()) {
                    (_, "") => None,
                    (Some(rung), _) => Some(Seat { rung, source: SeatSource::Given }),
                    (None, _) => return Err(WhyNot::NoSuchRung(to.clone())),
                };
                Edit::MoveToSeat { person: who, seat }
            }
            Self::Manager { person, from, to } => {
                let who = find(person)?;
                let now = org.manager(who).map_or("", |manager| org.key(manager));
                unless(now != from, format!("The manager of `{}`", label(who)))?;
                let manager = if to.is_empty() { None } else { Some(find(to)?) };
                Edit::SetManager { person: who, manager }
            }
            Self::Title { person, from, to } => {
                let who = find(person)?;
                unless(org.title(who) != from, format!("The title of `{}`", label(who)))?;
                Edit::SetText { person: who, field: TextField::Title, text: to.clone() }
            }
            Self::Pay { person, from, to } => {
                let who = find(person)?;
                let same = match (org.yearly_pay(who), from) {
                    (Some(now), Some(from)) => (now - from).abs() < 0.005,
                    (now, from) => now.is_none() && from.is_none(),
                };
                unless(!same, format!("The pay of `{}`", label(who)))?;
                let fte = org.pay(who).fte;
                let amount = to.map_or(f64::NAN, |to| to * org.pay(who).part_of_full_time());
                let pay = Pay { low: amount, high: amount, fte, ..Pay::NONE };
                Edit::SetPay { person: who, pay, currency: String::new() }
            }
            Self::Rights { person, from, to } => {
                let who = find(person)?;
                unless(org.details(who).rights != *from, format!("What `{}` decides", label(who)))?;
                Edit::SetRights { person: who, rights: to.clone() }
            }
            Self::Budgets { person, from, to } => {
                let who = find(person)?;
                unless(org.details(who).budgets != *from, format!("The budget of `{}`", label(who)))?;
                Edit::SetBudgets { person: who, budgets: to.clone() }
            }
            Self::Open { ladder, rung, from, to } => {
                let found = org.find_rung(ladder, rung).ok_or_else(|| WhyNot::NoSuchRung(rung.clone()))?;
                unless(org.rung(found).open != *from, format!("The rung `{rung}`"))?;
                Edit::SetOpen { rung: found, open: *to }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Row};

    #[test]
    fn a_scenario_applies_what_still_fits_and_can_be_taken_back() {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for (key, manager, title) in [("a", "", "Chief"), ("b", "a", "Chemist"), ("c", "b", "Chemist")] {
            builder.add(&Row { key, manager, title, ..Row::default() });
        }
        let mut org = builder.finish().0;
        let title = |from: &str| Step::Title { person: "b".into(), from: from.into(), to: "Formulator".into() };
        let manager = |person: &str, from: &str, to: &str| Step::Manager {
            person: person.into(),
            from: from.into(),
            to: to.into(),
        };
        let steps = vec![title("Chemist"), title("Chemist"), manager("c", "b", "a"), manager("a", "", "c")];
        let (back, not) = Scenario { name: "Plan".into(), note: String::new(), steps }.apply(&mut org);
        assert_eq!(org.title(PersonId(1)), "Formulator");
        assert_eq!(org.manager(PersonId(2)), Some(PersonId(0)));
        let why: Vec<String> = not.iter().map(|n| format!("{} {}", n.step, n.why)).collect();
        assert_eq!(
            why,
            [
                "1 The title of `b` is no longer what the plan started from",
                "3 `a` cannot report to `c`, who reports to `a`"
            ]
        );
        back.apply(&mut org).expect("what was just applied");
        assert_eq!(org.title(PersonId(1)), "Chemist");
        assert_eq!(org.manager(PersonId(2)), Some(PersonId(1)));
    }
}
