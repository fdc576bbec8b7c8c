//! Scenarios: named lists of steps on the baseline, by key, so that they survive in a file. A step carries `from` and
//! `to`, and no longer applies when `from` differs.

use super::{Edit, EditError, Step};
use crate::org::Org;
use std::fmt;

/// A plan: a name and its steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// Name, unique in the file.
    pub name: String,
    /// Purpose of the plan.
    pub note: String,
    /// Steps in order.
    pub steps: Vec<Step>,
}

/// A step that does not apply.
#[derive(Clone, Debug, PartialEq)]
pub struct NotApplied {
    /// Index of the step.
    pub step: usize,
    /// Reason that it does not apply.
    pub why: WhyNot,
}

/// Reason that a step does not apply.
#[derive(Clone, Debug, PartialEq)]
pub enum WhyNot {
    /// A key that nobody has.
    NoSuchPerson(String),
    /// A code that no ladder has.
    NoSuchRung(String),
    /// The baseline no longer has the value that the step starts from.
    Changed {
        /// Subject of the step.
        what: String,
    },
    /// A key that somebody has already.
    Taken(String),
    /// The edit is refused.
    Refused(EditError),
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoSuchPerson(key) => write!(f, "`{key}` is not in the file"),
            Self::NoSuchRung(code) => write!(f, "No ladder has the rung `{code}`"),
            Self::Changed { what } => write!(f, "{what} has changed since the plan was made"),
            Self::Taken(key) => write!(f, "Someone already has the id `{key}`"),
            Self::Refused(error) => error.fmt(f),
        }
    }
}

impl Scenario {
    /// Applies every step that still applies. Returns the one edit that undoes them all, and the steps left out.
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

impl Scenario {
    /// Renames a person after [`Edit::SetKey`] on the baseline: every step that names them gets the new key.
    pub fn rename(&mut self, from: &str, to: &str) {
        for key in self.steps.iter_mut().flat_map(Step::keys_mut).filter(|key| *key == from) {
            *key = to.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, PersonId, Row};

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
            unlinked: false,
            looped: false,
        };
        let steps = vec![title("Chemist"), title("Chemist"), manager("c", "b", "a"), manager("a", "", "c")];
        let (back, not) = Scenario { name: "Plan".into(), note: String::new(), steps }.apply(&mut org);
        assert_eq!(org.title(PersonId(1)), "Formulator");
        assert_eq!(org.manager(PersonId(2)), Some(PersonId(0)));
        let why: Vec<String> = not.iter().map(|n| format!("{} {}", n.step, n.why)).collect();
        assert_eq!(
            why,
            [
                "1 The title of `b` has changed since the plan was made",
                "3 `a` cannot report to `c`, who reports to `a`"
            ]
        );
        back.apply(&mut org).expect("what was just applied");
        assert_eq!(org.title(PersonId(1)), "Chemist");
        assert_eq!(org.manager(PersonId(2)), Some(PersonId(1)));
    }
}
