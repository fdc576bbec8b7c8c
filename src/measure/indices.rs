//! Indices of the organisation (METHOD.md sections 7 and 7a). Each is defined and computed in a file of the folder
//! `indices`. An undefined index is `None`, never zero.
//!
//! Everybody is measured once and put into columns ([`Crowd`]). Every number comes from sorted columns or from counts,
//! so the order of people does not change a single bit.

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

/// All indices of one organisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indices {
    /// Designed convergence of each ladder, in file order, 0 to 1; `None` without a management track.
    pub ceilings: Vec<Option<f64>>,
    /// Practised convergence.
    pub convergence: Convergence,
    /// Managing premium: rungs that managers sit above others of the same impact.
    pub premium: Premium,
    /// Correlations of pay with headcount and with impact.
    pub pay: PayTies,
    /// Pay of each IC rung as a place on management, lowest rung first.
    pub pay_equivalences: Vec<PayEquivalence>,
    /// Equated rungs of each ladder, lowest first.
    pub parities: Vec<Parity>,
    /// Share of conversions that lost a practitioner.
    pub peter: Peter,
    /// Steps into management with a recorded reason: the number made to keep somebody or to answer a rival, and the
    /// total.
    pub defensive: (usize, usize),
    /// Yearly cost of each conversion with evidence of money, in file order.
    pub double_costs: Vec<DoubleCost>,
    /// Median middle estimate of the IC persons with lines (μ), in rungs; `None` for fewer than five of them.
    pub practitioner: Option<f64>,
    /// Number of IC persons with lines.
    pub practitioners: usize,
    /// Median supported value of the IC persons with evidence of money, in the reporting currency; `None` for nobody.
    pub practitioner_value: Option<f64>,
    /// Number of IC persons with evidence of money.
    pub practitioners_with_value: usize,
}
