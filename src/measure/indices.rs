//! The organisation's indices (METHOD.md sections 7 and 7a): what they are. How each is computed stands in the files
//! below. What is undefined is `None`, never a zero.
//!
//! Everybody is measured once and put into columns ([`Crowd`]); every number is made of sorted columns or of counts,
//! so the order of people changes nothing to the last bit.

mod convergence;
mod crowd;
mod double_cost;
mod middle;
mod parity;
mod pay_equivalence;
mod pay_ties;
mod peter;
mod premium;
mod shift;
mod tau;

pub use crowd::Crowd;
pub use middle::median;
pub use peter::{EXPECTED_AFTER, LOST_FROM, excess, lost_craft, wilson};

use super::{Measure, Scale};
use crate::org::{Org, PersonId, RungId, Tree};

/// A range that holds with 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lo: f64,
    /// Upper end.
    pub hi: f64,
}

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

impl Indices {
    /// Measures everybody and computes all of them in O(n log n). Where people are not shown evidence is not read, so
    /// what rests on it is undefined.
    pub fn of(org: &Org, tree: &Tree, scale: &Scale) -> Self {
        let measure = Measure { org, scale };
        let mut crowd = Crowd::new(org);
        for person in org.people().filter(|&person| org.is_judged(person)) {
            crowd.push(&measure, tree, &measure.seen(person));
        }
        crowd.indices(org, tree, scale)
    }
}

/// Practised convergence (κ): 1 where nobody at or above the fork can be without reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Convergence {
    /// 0 to 1; `None` where nobody is at or above the fork.
    pub kappa: Option<f64>,
    /// People at or above the fork with a direct report.
    pub managers: usize,
    /// Those without.
    pub others: usize,
}

/// Managing premium in rungs: how much higher managers sit than others of the same impact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Premium {
    /// Rungs; `None` unless both groups exist.
    pub rungs: Option<f64>,
    /// Managers with a grade and a line.
    pub managers: usize,
    /// Others with a grade and a line.
    pub others: usize,
}

/// A rank correlation (Kendall τ_b).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tau {
    /// −1 to 1; `None` where it is undefined or of fewer than ten.
    pub value: Option<f64>,
    /// 95 %; `None` where τ is undefined or ±1.
    pub interval: Option<Interval>,
    /// Of how many people.
    pub people: usize,
}

/// Pay against headcount and against impact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PayTies {
    /// Pay and headcount, of persons with pay and a line.
    pub headcount: Tau,
    /// Pay and impact (I_mid), of the same persons.
    pub impact: Tau,
    /// Pay and headcount with impact held.
    pub partial_headcount: Option<f64>,
    /// Pay and impact with headcount held.
    pub partial_impact: Option<f64>,
    /// τ(pay, headcount) − τ(pay, impact), with its jackknife interval; `None` in its place where somebody left out
    /// leaves a correlation undefined.
    pub difference: Option<(f64, Option<Interval>)>,
    /// Pairs of persons with pay and a line that differ in pay and in impact.
    pub impact_pairs: u64,
    /// Those of them where the one with more impact is paid more.
    pub more_impact_more_pay: u64,
    /// Pay and headcount of everybody with pay, where impact is not asked for.
    pub headcount_alone: Tau,
    /// Pairs of everybody with pay that differ in pay and in headcount.
    pub pairs: u64,
    /// Those of them where the one with more people below is paid more.
    pub more_people_more_pay: u64,
}

/// What an IC rung is paid like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PayEquivalence {
    /// The IC rung.
    pub rung: RungId,
    /// Grade at which the median pay of management equals its median; `None` on a track without any equivalence.
    pub grade: Option<f64>,
    /// The paid management rungs that it lies between, the lower first; the same twice where it lies on one.
    pub between: (RungId, RungId),
    /// How far from the lower to the upper, 0 to 1.
    pub part: f64,
    /// The fewest paid people on either of the two.
    pub management_people: usize,
    /// Median yearly pay of the rung.
    pub pay: f64,
    /// Paid people on the rung, five and more.
    pub people: usize,
}

/// Two medians and of how many each.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Medians {
    /// Of the IC side; `None` without anybody.
    pub ic: Option<f64>,
    /// Of management.
    pub management: Option<f64>,
    /// How many on the IC side.
    pub ic_people: usize,
    /// How many in management.
    pub management_people: usize,
    /// Whether the ladder's own rights or budgets stand in for people who have none recorded.
    pub by_ladder: bool,
}

/// What is equal and what is not at an equated rung: all IC tracks against all management tracks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parity {
    /// Index of the ladder.
    pub ladder: u16,
    /// The grade.
    pub grade: f64,
    /// IC entries of the grade.
    pub ic: Vec<RungId>,
    /// Management entries of the grade.
    pub management: Vec<RungId>,
    /// Whether an equivalence states it in so many words.
    pub is_stated: bool,
    /// Yearly pay.
    pub pay: Medians,
    /// Median IC pay / median management pay − 1.
    pub pay_gap: Option<f64>,
    /// Hodges–Lehmann interval of it; `None` of fewer than four on a side.
    pub pay_interval: Option<Interval>,
    /// Decision grades (d).
    pub decision: Medians,
    /// Budget grades (b).
    pub budget: Medians,
    /// Persons on the IC side.
    pub ic_seats: u32,
    /// Persons in management.
    pub management_seats: u32,
}

/// Of the conversions with evidence before and after, how many lost a practitioner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Peter {
    /// Lost practitioners.
    pub lost: usize,
    /// Conversions with evidence before and after.
    pub of: usize,
    /// Wilson 95 % interval of the share; `None` without conversions.
    pub interval: Option<Interval>,
}

/// What a conversion costs a year, in the reporting currency, beside what it pays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoubleCost {
    /// Who was converted.
    pub person: PersonId,
    /// Craft loss, from and to.
    pub craft: (f64, f64),
    /// Team loss, from 0 to this.
    pub team: f64,
    /// The rise in yearly pay with it, where it is recorded.
    pub rise: Option<f64>,
}
