//! Correlation of pay with headcount and with impact, and the difference of the two (METHOD.md sections 7 and 7a).
//! Kendall's τ itself is in `tau.rs`.

use super::columns::{Lined, Paid};
use super::tau::{Pairs, SPREAD, pairs, ranks, ranks_of_counts, sizes, tau, tau_b};
use super::{Interval, Tau};
use crate::measure::SAME_GRADE;

/// Correlations of pay with headcount and with impact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PayTies {
    /// Pay and headcount, over persons with pay and a line.
    pub headcount: Tau,
    /// Pay and impact (I_mid), over the same persons.
    pub impact: Tau,
    /// Pay and headcount, with impact held constant.
    pub partial_headcount: Option<f64>,
    /// Pay and impact, with headcount held constant.
    pub partial_impact: Option<f64>,
    /// τ(pay, headcount) − τ(pay, impact), and its jackknife interval; the interval is `None` if leaving somebody out
    /// makes a correlation undefined.
    pub difference: Option<(f64, Option<Interval>)>,
    /// Number of pairs of persons with pay and a line who differ in pay and in impact.
    pub impact_pairs: u64,
    /// Number of those pairs in which the person with more impact is paid more.
    pub more_impact_more_pay: u64,
    /// Pay and headcount over everybody with pay, whether impact is known or not.
    pub headcount_alone: Tau,
    /// Number of pairs of everybody with pay who differ in pay and in headcount.
    pub pairs: u64,
    /// Number of those pairs in which the person with more people below is paid more.
    pub more_people_more_pay: u64,
}

/// Relative difference up to which two pays are the same: one amount may be arrived at in different ways.
const SAME_PAY: f64 = 1e-9;

/// Ties of all people. `paid` holds everybody with pay, ascending by pay; `lined` everybody with a line.
pub fn pay_ties(paid: &[Paid], lined: &[Lined]) -> PayTies {
    let alone = of_everybody(paid);
    let ties = PayTies {
        headcount_alone: tau(&alone, paid.len()),
        pairs: alone.concordant + alone.discordant,
        more_people_more_pay: alone.concordant,
        ..PayTies::default()
    };
    let both: Vec<&Lined> = lined.iter().filter(|it| !it.pay.is_nan()).collect();
    with_impact(&both, ties)
}

/// True if two pays differ by rounding only.
pub fn is_same_pay(a: f64, b: f64) -> bool {
    (b - a).abs() <= SAME_PAY * b
}

fn of_everybody(paid: &[Paid]) -> Pairs {
    let mut rank = 0;
    let mut before = None;
    let first: Vec<u32> = paid
        .iter()
        .map(|it| {
            rank += u32::from(before.is_some_and(|before| !is_same_pay(before, it.pay)));
            before = Some(it.pay);
            rank
        })
        .collect();
    let headcounts: Vec<u32> = paid.iter().map(|it| it.headcount).collect();
    let (second, many) = ranks_of_counts(&headcounts);
    pairs(&first, &second, many, None)
}

fn with_impact(people: &[&Lined], ties: PayTies) -> PayTies {
    let values = |of: fn(&Lined) -> f64| people.iter().map(|it| of(it)).collect::<Vec<f64>>();
    let (pay, pays) = ranks(&values(|it| it.pay), is_same_pay);
    let (impact, impacts) = ranks(&values(|it| it.mid), |a, b| b - a <= SAME_GRADE);
    let counts: Vec<u32> = people.iter().map(|it| it.headcount).collect();
    let (headcount, headcounts) = ranks_of_counts(&counts);
    // Sorted by all three: people equal in all of them have the same numbers, so sums always run in one order.
    let mut order: Vec<[u32; 3]> = (0..people.len()).map(|at| [pay[at], headcount[at], impact[at]]).collect();
    order.sort_unstable();
    let column = |of: usize| order.iter().map(|it| it[of]).collect::<Vec<u32>>();
    let (pay, headcount, impact) = (column(0), column(1), column(2));

    let (mut with_headcount, mut with_impact) = (Vec::new(), Vec::new());
    let by_headcount = pairs(&pay, &headcount, headcounts, Some(&mut with_headcount));
    let by_impact = pairs(&pay, &impact, impacts, Some(&mut with_impact));
    let between = {
        let mut order: Vec<(u32, u32)> = headcount.iter().copied().zip(impact.iter().copied()).collect();
        order.sort_unstable();
        let (first, second): (Vec<u32>, Vec<u32>) = order.into_iter().unzip();
        tau(&pairs(&first, &second, impacts, None), people.len()).value
    };
    let (of_headcount, of_impact) = (tau(&by_headcount, people.len()), tau(&by_impact, people.len()));
    let sizes = [sizes(&pay, pays), sizes(&headcount, headcounts), sizes(&impact, impacts)];
    let left_out = |at: usize| {
        let without = |of: usize, rank: u32| people.len() as u64 - sizes[of][rank as usize];
        let one = |all: &Pairs, own: i64, of: usize, rank: u32| {
            tau_b(all.balance() - own, all.first - without(0, pay[at]), all.second - without(of, rank))
        };
        let headcount = one(&by_headcount, with_headcount[at], 1, headcount[at])?;
        Some(headcount - one(&by_impact, with_impact[at], 2, impact[at])?)
    };
    let difference = of_headcount.value.zip(of_impact.value).map(|(headcount, impact)| {
        let without: Option<Vec<f64>> = (0..people.len()).map(left_out).collect();
        (headcount - impact, without.map(|without| jackknife(headcount - impact, &without)))
    });
    let [x, y, z] = [of_headcount.value, of_impact.value, between];
    PayTies {
        headcount: of_headcount,
        impact: of_impact,
        partial_headcount: partial(x, y, z),
        partial_impact: partial(y, x, z),
        difference,
        impact_pairs: by_impact.concordant + by_impact.discordant,
        more_impact_more_pay: by_impact.concordant,
        ..ties
    }
}

/// Jackknife interval of a number, from its values with each person left out.
fn jackknife(value: f64, without: &[f64]) -> Interval {
    let n = without.len() as f64;
    let mean = without.iter().sum::<f64>() / n;
    let squares: f64 = without.iter().map(|it| (it - mean) * (it - mean)).sum();
    let spread = SPREAD * ((n - 1.0) / n * squares).sqrt();
    Interval { lo: value - spread, hi: value + spread }
}

/// Partial τ of the first variable with the second, the third held constant, from three τ: first with second, first
/// with third, second with third. `None` if one of them is missing or the result is not finite.
fn partial(with: Option<f64>, held: Option<f64>, between: Option<f64>) -> Option<f64> {
    let (with, held, between) = (with?, held?, between?);
    let partial = (with - held * between) / ((1.0 - held * held) * (1.0 - between * between)).sqrt();
    partial.is_finite().then_some(partial)
}
