//! Rank correlation: Kendall's τ_b in O(n log n). Pairs are counted in integers, so the result does not depend on the
//! order of people. The pairings with pay are in `pay_ties.rs`.

use super::Interval;

/// Kendall's τ_b with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tau {
    /// τ_b, −1 to 1; `None` if undefined or over fewer than ten people.
    pub value: Option<f64>,
    /// 95 % interval; `None` if τ is undefined or ±1.
    pub interval: Option<Interval>,
    /// Number of people.
    pub people: usize,
}

/// Smallest number of people for which τ is given.
const FEW: usize = 10;
/// Half-width of a 95 % interval, in standard errors.
pub const SPREAD: f64 = 1.96;

/// Counts of pairs of people by how two ranks agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The person who is higher in one is higher in the other.
    pub concordant: u64,
    /// The person who is higher in one is lower in the other.
    pub discordant: u64,
    /// Pairs that differ in the first rank.
    pub first: u64,
    /// Pairs that differ in the second rank.
    pub second: u64,
}

impl Pairs {
    /// Concordant minus discordant pairs.
    pub fn balance(&self) -> i64 {
        self.concordant as i64 - self.discordant as i64
    }
}

/// Ranks from 0, and the number of distinct ranks. Neighbours in ascending order share a rank if `is_same` holds for
/// them; ties must survive rounding, since the same grade may be arrived at in different ways.
pub fn ranks(values: &[f64], is_same: impl Fn(f64, f64) -> bool) -> (Vec<u32>, usize) {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
    let mut ranks = vec![0; values.len()];
    let (mut rank, mut before) = (0, None);
    for at in order {
        let value = values[at as usize];
        if before.is_some_and(|before| !is_same(before, value)) {
            rank += 1;
        }
        before = Some(value);
        ranks[at as usize] = rank;
    }
    (ranks, if values.is_empty() { 0 } else { rank as usize + 1 })
}

/// Ranks from 0 of whole numbers, and the number of distinct ranks.
pub fn ranks_of_counts(values: &[u32]) -> (Vec<u32>, usize) {
    let mut known: Vec<u32> = values.iter().copied().filter(|&value| value > 0).collect();
    known.sort_unstable();
    known.dedup();
    let first = u32::from(values.contains(&0));
    // Nearly everybody has nobody below; a 0 needs no search.
    let rank = |&value: &u32| if value == 0 { 0 } else { first + known.partition_point(|&it| it < value) as u32 };
    (values.iter().map(rank).collect(), known.len() + first as usize)
}

/// Counts of pairs. `first` must be ascending, and `second` must hold ranks below `many`. `each`, if given, receives
/// for every person the concordant minus the discordant pairs they are part of.
pub fn pairs(first: &[u32], second: &[u32], many: usize, mut each: Option<&mut Vec<i64>>) -> Pairs {
    let sizes = sizes(second, many);
    let mut below_in_all = Vec::new();
    if let Some(each) = &mut each {
        **each = vec![0; first.len()];
        below_in_all = sizes
            .iter()
            .scan(0u64, |below, &size| {
                *below += size;
                Some(*below - size)
            })
            .collect();
    }
    let mut counted = Counted::new(many);
    let mut pairs = Pairs { first: differing(first), second: differing_by(&sizes), ..Pairs::default() };
    let mut from = 0;
    for group in first.chunk_by(|a, b| a == b) {
        let of_group = &second[from..from + group.len()];
        for (&rank, at) in of_group.iter().zip(from..) {
            let (below, above) = counted.around(rank);
            pairs.concordant += below;
            pairs.discordant += above;
            if let Some(each) = &mut each {
                each[at] = below as i64 - above as i64;
            }
        }
        of_group.iter().for_each(|&rank| counted.add(rank));
        if let Some(each) = &mut each {
            for (&rank, at) in of_group.iter().zip(from..) {
                // People higher in the first rank: everybody minus those counted so far.
                let (below, above) = counted.around(rank);
                let all_below = below_in_all[rank as usize];
                let all_above = first.len() as u64 - all_below - sizes[rank as usize];
                each[at] += (all_above - above) as i64 - (all_below - below) as i64;
            }
        }
        from += group.len();
    }
    pairs
}

/// τ_b from counts of pairs; `None` if nobody differs in one of the two ranks.
pub fn tau_b(balance: i64, first: u64, second: u64) -> Option<f64> {
    let tau = balance as f64 / (first as f64 * second as f64).sqrt();
    (first > 0 && second > 0).then_some(tau.clamp(-1.0, 1.0))
}

/// τ_b with its interval (METHOD.md section 7).
pub fn tau(pairs: &Pairs, people: usize) -> Tau {
    let value = tau_b(pairs.balance(), pairs.first, pairs.second).filter(|_| people >= FEW);
    let interval = value.filter(|tau| tau.abs() < 1.0).map(|tau| {
        let spread = SPREAD * (0.437 / (people as f64 - 4.0)).sqrt();
        Interval { lo: (tau.atanh() - spread).tanh(), hi: (tau.atanh() + spread).tanh() }
    });
    Tau { value, interval, people }
}

/// Number of people at each rank.
pub fn sizes(ranks: &[u32], many: usize) -> Vec<u64> {
    let mut sizes = vec![0; many];
    ranks.iter().for_each(|&rank| sizes[rank as usize] += 1);
    sizes
}

fn differing(ascending: &[u32]) -> u64 {
    pairs_of(ascending.len() as u64)
        - ascending.chunk_by(|a, b| a == b).map(|it| pairs_of(it.len() as u64)).sum::<u64>()
}

fn differing_by(sizes: &[u64]) -> u64 {
    pairs_of(sizes.iter().sum()) - sizes.iter().map(|&size| pairs_of(size)).sum::<u64>()
}

fn pairs_of(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Running counts by rank (a Fenwick tree). The lowest rank, which nearly everybody has, is counted separately.
struct Counted {
    lowest: u64,
    all: u64,
    sums: Vec<u32>,
}

impl Counted {
    fn new(many: usize) -> Self {
        Self { lowest: 0, all: 0, sums: vec![0; many.max(1)] }
    }

    fn add(&mut self, rank: u32) {
        self.all += 1;
        let mut at = rank as usize;
        if at == 0 {
            self.lowest += 1;
            return;
        }
        while let Some(sum) = self.sums.get_mut(at) {
            *sum += 1;
            at += at & at.wrapping_neg();
        }
    }

    /// Numbers counted below and above a rank.
    fn around(&self, rank: u32) -> (u64, u64) {
        if rank == 0 {
            return (0, self.all - self.lowest);
        }
        let below = self.lowest + self.up_to(rank as usize - 1);
        (below, self.all - self.lowest - self.up_to(rank as usize))
    }

    fn up_to(&self, mut at: usize) -> u64 {
        let mut sum = 0;
        while at > 0 {
            sum += u64::from(self.sums[at]);
            at &= at - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_those_that_one_counts_by_hand() {
        // (0,1) (0,2) (1,0) (2,2)
        let mut each = Vec::new();
        let found = pairs(&[0, 0, 1, 2], &[1, 2, 0, 2], 3, Some(&mut each));
        assert_eq!(found, Pairs { concordant: 2, discordant: 2, first: 5, second: 5 });
        assert_eq!(each, [0, -1, -1, 2]);
        assert_eq!(pairs(&[], &[], 0, None), Pairs::default());
    }

    #[test]
    fn ties_survive_rounding() {
        let close = |a: f64, b: f64| b - a <= 1e-9;
        assert_eq!(ranks(&[5.0, 3.0, 5.0 + 1e-15, 7.0], close), (vec![1, 0, 1, 2], 3));
        assert_eq!(ranks_of_counts(&[0, 7, 0, 3, 7]), (vec![0, 2, 0, 1, 2], 3));
        assert_eq!(ranks_of_counts(&[4, 2]), (vec![1, 0], 2));
    }
}
