//! Size and pay of every branch: its layers, and the pay of its people. Excludes vacancies, programs, rows for several
//! posts, and the manager. Computed once per change, in one pass.

use crate::org::PersonId;
use crate::rules::Facts;

/// Figures of everybody's branch, indexed by person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Branches {
    layers: Vec<u32>,
    pay: Vec<(f64, u32)>,
}

impl Branches {
    /// Computes all branches; pay only if it may be shown.
    pub fn of(facts: &Facts, shows_pay: bool) -> Self {
        let (org, tree) = (facts.org, facts.tree);
        let mut layers = vec![0; org.len()];
        let mut pay = vec![(0.0, 0); if shows_pay { org.len() } else { 0 }];
        // Backwards in this order, everybody comes before their manager.
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

    /// Layers of people below a person; 1 with direct reports only.
    pub fn layers(&self, person: PersonId) -> u32 {
        self.layers.get(person.at()).copied().unwrap_or(0)
    }

    /// Yearly pay of the people below a person, pro rata, in the reporting currency, and the number whose pay is known.
    /// `None` when it must not be shown or nobody's is known.
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
