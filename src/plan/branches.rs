//! Numbers of every branch: how many layers it has and what its people are paid. Vacancies, programs, rows for several
//! posts and the manager are not in them. Found once for a change, in one pass.

use crate::org::PersonId;
use crate::rules::Facts;

/// The numbers of everybody's branch, in the order of the people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Branches {
    layers: Vec<u32>,
    pay: Vec<(f64, u32)>,
}

impl Branches {
    /// Of all branches; what is paid only where it may be shown.
    pub fn of(facts: &Facts, shows_pay: bool) -> Self {
        let (org, tree) = (facts.org, facts.tree);
        let mut layers = vec![0; org.len()];
        let mut pay = vec![(0.0, 0); if shows_pay { org.len() } else { 0 }];
        // From the end of the order backwards everybody comes before their manager.
        for &person in tree.order().iter().rev() {
            let Some(above) = tree.manager(person) else { continue };
            let is_counted = org.is_judged(person);
            layers[above.at()] = layers[above.at()].max(layers[person.at()] + u32::from(is_counted));
            if shows_pay {
                let (mut paid, mut known) = pay[person.at()];
                if let Some(yearly) = org.yearly_pay(person).filter(|_| is_counted) {
                    paid += yearly * org.pay(person).part_of_full_time();
                    known += 1;
                }
                let sum = &mut pay[above.at()];
                *sum = (sum.0 + paid, sum.1 + known);
            }
        }
        Self { layers, pay }
    }

    /// Layers of persons below somebody: 1 where only direct reports are.
    pub fn layers(&self, person: PersonId) -> u32 {
        self.layers.get(person.at()).copied().unwrap_or(0)
    }

    /// What the persons below somebody are paid a year for their part of full time, in the reporting currency, and of
    /// how many of them it is known; `None` where it must not be shown, or is known of nobody.
    pub fn pay(&self, person: PersonId) -> Option<(f64, u32)> {
        self.pay.get(person.at()).copied().filter(|&(paid, known)| known > 0 && paid.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Kind, Org, Pay, Row};
    use crate::rules::Judgement;

    fn org() -> Org {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        let pay = |amount: f64| Pay { low: amount, high: amount, ..Pay::NONE };
        let person = |key, manager, amount| Row { key, name: key, manager, pay: pay(amount), ..Row::default() };
        builder.add(&person("top", "", 900.0));
        builder.add(&person("left", "top", 100.0));
        builder.add(&person("right", "top", f64::NAN));
        builder.add(&Row { kind: Kind::Vacancy, ..person("vacant", "left", 70.0) });
        builder.add(&person("below", "vacant", 50.0));
        builder.finish().0
    }

    #[test]
    fn a_branch_counts_persons_without_its_manager_and_vacancies() {
        let org = org();
        let judgement = Judgement::of(&org);
        let branches = Branches::of(&judgement.facts(&org), true);
        let of = |key| {
            let person = org.find(key).expect("somebody");
            (branches.layers(person), branches.pay(person))
        };
        assert_eq!(of("top"), (2, Some((150.0, 2))));
        assert_eq!(of("left"), (1, Some((50.0, 1))));
        assert_eq!(of("right"), (0, None));
        let hidden = Branches::of(&judgement.facts(&org), false);
        assert_eq!(hidden.pay(org.find("top").expect("somebody")), None);
        assert_eq!(hidden.layers(PersonId(99)), 0);
    }
}
