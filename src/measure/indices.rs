//! The organisation's indices (METHOD.md sections 7 and 7a). What each is and how it is computed stands in the files
//! below. What is undefined is `None`, never a zero.
//!
//! Everybody is measured once and put into columns ([`Crowd`]); every number is made of sorted columns or of counts,
//! so the order of people changes nothing to the last bit.

mod columns;
mod convergence;
mod crowd;
mod double_cost;
mod interval;
mod middle;
mod parity;
mod pay_equivalence;
mod pay_ties;
mod peter;
mod premium;
mod shift;
mod tau;

pub use convergence::Convergence;
pub use crowd::Crowd;
pub use double_cost::DoubleCost;
pub use interval::Interval;
pub use middle::median;
pub use parity::{Medians, Parity};
pub use pay_equivalence::PayEquivalence;
pub use pay_ties::PayTies;
pub use peter::{EXPECTED_AFTER, LOST_FROM, Peter, excess, lost_craft, wilson};
pub use premium::Premium;
pub use tau::Tau;

/// Everything that is said of the organisation as a whole in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indices {
    /// Designed convergence of each ladder, in file order, 0 to 1; `None` without a management track.
    pub ceilings: Vec<Option<f64>>,
    /// Practised convergence.
    pub convergence: Convergence,
    /// What managing is worth at equal impact.
    pub premium: Premium,
    /// Pay against headcount and against impact.
    pub pay: PayTies,
    /// What each IC rung is paid like, the lowest first.
    pub pay_equivalences: Vec<PayEquivalence>,
    /// Equated rungs of each ladder, the lowest first.
    pub parities: Vec<Parity>,
    /// Conversions that lost a practitioner.
    pub peter: Peter,
    /// Steps into management with a recorded reason: how many were to keep somebody or to answer a rival, and of how
    /// many.
    pub defensive: (usize, usize),
    /// What each conversion with evidence of money costs, in file order.
    pub double_costs: Vec<DoubleCost>,
    /// Median middle estimate of the IC persons with lines (μ), and of how many; `None` of fewer than five.
    pub practitioner: Option<f64>,
    /// How many IC persons have lines.
    pub practitioners: usize,
    /// Median supported value of the IC persons with evidence of money, in the reporting currency.
    pub practitioner_value: Option<f64>,
    /// How many IC persons have evidence of money.
    pub practitioners_with_value: usize,
}
