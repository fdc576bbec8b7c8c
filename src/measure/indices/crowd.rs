//! Everybody in columns: collects what the indices need of each person in one pass, and computes the indices from it.
//! The formulas are in the sibling files.

use super::columns::{Lined, Moved, NO_RUNG, Paid};
use super::convergence::{Seated, ceiling, convergence};
use super::double_cost::double_cost;
use super::parity::{Side, parities};
use super::pay_equivalence::pay_equivalences;
use super::pay_ties::pay_ties;
use super::peter::peter;
use super::premium::premium;
use super::{Indices, median};
use crate::measure::{Measure, Measured, Money, Scale};
use crate::org::{Answer, Org, Reason, TrackKind, Tree};

/// Columns of everybody put in so far. The indices do not depend on the order in which people are put in.
#[derive(Default)]
pub struct Crowd<'a> {
    kinds: Vec<TrackKind>,
    seated: Vec<Seated>,
    paid: Vec<Paid>,
    lined: Vec<Lined>,
    decisions: Vec<(u16, f64)>,
    budgets: Vec<(u16, f64)>,
    values: Vec<f64>,
    moved: Vec<Moved<'a>>,
    defensive: (usize, usize),
}

impl<'a> Crowd<'a> {
    /// Empty columns for the rungs of an organisation.
    pub fn new(org: &Org) -> Self {
        Self {
            kinds: org.rungs().map(|rung| org.track(rung).kind).collect(),
            seated: vec![Seated::default(); org.rungs().len()],
            ..Self::default()
        }
    }

    /// Adds a person who is judged.
    pub fn push(&mut self, measure: &Measure<'a>, tree: &Tree, measured: &Measured<'a>) {
        let (org, person) = (measure.org, measured.person);
        let headcount = tree.headcount(person);
        let is_manager = headcount > 0 && tree.is_manager(org, person);
        let rung = org.seat(person).map_or(NO_RUNG, |seat| seat.rung.0);
        if let Some(seated) = self.seated.get_mut(usize::from(rung)) {
            *(if is_manager { &mut seated.managers } else { &mut seated.others }) += 1;
        }
        let pay = org.yearly_pay(person);
        if let Some(pay) = pay {
            self.paid.push(Paid { pay, headcount, rung });
        }
        if let Some(authority) = measured.authority {
            self.decisions.extend(authority.d.map(|d| (rung, d)));
            self.budgets.extend(authority.b.map(|b| (rung, b)));
        }
        if org.has_details(person)
            && let Some(reason) = measure.conversion(person).and_then(|step| step.reason.as_ref())
        {
            let is_defensive = matches!(reason, Reason::Retention | Reason::CounterOffer { .. });
            self.defensive = (self.defensive.0 + usize::from(is_defensive), self.defensive.1 + 1);
        }
        if let Some(impact) = measured.impact {
            let pay = pay.unwrap_or(f64::NAN);
            self.lined.push(Lined { mid: impact.mid, pay, headcount, rung, is_manager });
            match self.kinds.get(usize::from(rung)) {
                Some(TrackKind::Ic) => self.values.extend(Money::of(&measured.lines).map(|it| it.supported)),
                Some(TrackKind::Management) => self.moved.extend(measure.converted(person).map(|converted| {
                    let answer = org.details(person).preference.as_ref().map(|it| it.answer);
                    let fork = measure.marks(person).and_then(|marks| marks.fork);
                    Moved { person, converted, fork, wants_to_lead: answer == Some(Answer::Lead) }
                })),
                None => {}
            }
        }
    }

    /// Adds everybody from another crowd of the same organisation.
    pub fn append(&mut self, other: Self) {
        let Self { kinds: _, seated, paid, lined, decisions, budgets, values, moved, defensive } = other;
        for (all, more) in self.seated.iter_mut().zip(seated) {
            all.managers += more.managers;
            all.others += more.others;
        }
        self.paid.extend(paid);
        self.lined.extend(lined);
        self.decisions.extend(decisions);
        self.budgets.extend(budgets);
        self.values.extend(values);
        self.moved.extend(moved);
        self.defensive = (self.defensive.0 + defensive.0, self.defensive.1 + defensive.1);
    }

    /// Indices of everybody added.
    pub fn indices(mut self, org: &Org, tree: &Tree, scale: &Scale) -> Indices {
        self.paid.sort_unstable_by(|a, b| a.pay.total_cmp(&b.pay));
        self.moved.sort_unstable_by_key(|it| it.person);
        let is_ic = |rung: u16| self.kinds.get(usize::from(rung)) == Some(&TrackKind::Ic);
        let mut mids: Vec<f64> = self.lined.iter().filter(|it| is_ic(it.rung)).map(|it| it.mid).collect();
        let practitioners = mids.len();
        let practitioner = median(&mut mids).filter(|_| practitioners >= FEW);
        let practitioners_with_value = self.values.len();
        let practitioner_value = median(&mut self.values);
        let pay = by_rung(org, self.paid.iter().map(|it| (it.rung, it.pay)));
        let sides = Side {
            pay: &pay,
            decisions: &by_rung(org, self.decisions.iter().copied()),
            budgets: &by_rung(org, self.budgets.iter().copied()),
            seated: &self.seated,
        };
        let cost = |it: &Moved| double_cost(org, tree, it, practitioner_value?);
        Indices {
            ceilings: scale.marks.iter().map(ceiling).collect(),
            convergence: convergence(org, scale, &self.seated),
            premium: premium(scale, &self.lined),
            pay: pay_ties(&self.paid, &self.lined),
            pay_equivalences: pay_equivalences(org, scale, &pay),
            parities: parities(org, scale, &sides),
            peter: peter(&self.moved, practitioner),
            defensive: self.defensive,
            double_costs: self.moved.iter().filter_map(cost).collect(),
            practitioner,
            practitioners,
            practitioner_value,
            practitioners_with_value,
        }
    }
}

impl Indices {
    /// Measures everybody and computes the indices in O(n log n). In structure only, evidence is not read, and the
    /// indices that rest on it are undefined.
    pub fn of(org: &Org, tree: &Tree, scale: &Scale) -> Self {
        let measure = Measure { org, scale };
        let mut crowd = Crowd::new(org);
        for person in org.people().filter(|&person| org.is_judged(person)) {
            crowd.push(&measure, tree, &measure.seen(person));
        }
        crowd.indices(org, tree, scale)
    }
}

/// Smallest number of practitioners with a median (METHOD.md section 7a).
const FEW: usize = 5;

/// Values grouped by rung, each group in input order; people without a rung are left out.
fn by_rung(org: &Org, numbers: impl Iterator<Item = (u16, f64)>) -> Vec<Vec<f64>> {
    let mut by_rung = vec![Vec::new(); org.rungs().len()];
    for (rung, number) in numbers {
        if let Some(of_rung) = by_rung.get_mut(usize::from(rung)) {
            of_rung.push(number);
        }
    }
    by_rung
}
