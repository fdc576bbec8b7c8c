//! How many boxes stand in each row, lane and stripe, and which branches have a stripe of their own.

use super::stripes::StripeOf;
use crate::layout::Lane;

/// What the rows are, and how the boxes hang together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rungs<'a> {
    /// How many rows there are.
    pub rows: usize,
    /// How many of them, from the top, lie at or above the fork: they share one style.
    pub above_fork: usize,
    /// Where in the order of the boxes each branch begins, ascending. Whoever comes before the first stands above all
    /// branches; a branch ends where the next begins.
    pub branches: &'a [u32],
}

/// A branch of a smaller part of all boxes is gathered with the others: thousandths.
const SMALLEST: usize = 15;
/// At most so many branches have a stripe of their own, the largest.
const MOST: usize = 16;

/// Stripe 0 holds who stands above all branches, the last one the branches that are too small for their own.
pub const ABOVE: u16 = 0;

/// The stripe of each branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches {
    stripes: Vec<StripeOf>,
    /// Stripe of a piece of the order, and boxes in it.
    pieces: Vec<(u16, usize)>,
}

impl Branches {
    /// `starts` ascend; `all` is how many boxes there are.
    pub fn of(starts: &[u32], all: usize) -> Self {
        let end = |branch: usize| starts.get(branch + 1).map_or(all, |&next| next as usize);
        let size = |branch: usize| end(branch).saturating_sub(starts[branch] as usize);
        let mut sizes: Vec<usize> = (0..starts.len()).map(size).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let smallest = sizes.get(MOST).map_or(0, |&size| size + 1);
        let is_small = |branch: usize| size(branch) * 1000 < all * SMALLEST || size(branch) < smallest;
        // One small branch alone is not "others".
        let gathers = (0..starts.len()).filter(|&branch| is_small(branch)).nth(1).is_some();
        let mut stripes = vec![StripeOf::Above];
        let mut pieces = vec![(ABOVE, starts.first().map_or(all, |&first| first as usize))];
        let others = (0..starts.len()).filter(|&branch| !(gathers && is_small(branch))).count() as u16 + 1;
        for branch in 0..starts.len() {
            if gathers && is_small(branch) {
                match pieces.last_mut() {
                    Some((stripe, boxes)) if *stripe == others => *boxes += size(branch),
                    _ => pieces.push((others, size(branch))),
                }
            } else {
                pieces.push((stripes.len() as u16, size(branch)));
                stripes.push(StripeOf::Branch(branch as u32));
            }
        }
        stripes.push(StripeOf::Others);
        Self { stripes, pieces }
    }

    pub fn stripes(&self) -> &[StripeOf] {
        &self.stripes
    }

    /// The order of the boxes in pieces: stripe and number of boxes.
    pub fn pieces(&self) -> impl Iterator<Item = (u16, usize)> + use<> {
        self.pieces.clone().into_iter()
    }
}

/// Numbers of boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub rows: usize,
    pub above_fork: usize,
    pub stripes: Vec<StripeOf>,
    /// By cell and stripe.
    counts: Vec<u32>,
    /// By cell.
    cells: Vec<u32>,
}

impl Tally {
    pub fn new(rungs: &Rungs, stripes: &[StripeOf]) -> Self {
        let mut tally = Self {
            rows: rungs.rows,
            above_fork: rungs.above_fork.min(rungs.rows),
            stripes: Vec::new(),
            counts: Vec::new(),
            cells: Vec::new(),
        };
        tally.reset(stripes);
        tally
    }

    pub fn reset(&mut self, stripes: &[StripeOf]) {
        self.stripes = stripes.to_vec();
        self.counts = vec![0; self.rows * 2 * stripes.len()];
        self.cells = vec![0; self.rows * 2];
    }

    pub fn clear(&mut self, cell: usize) {
        let stripes = self.stripes.len();
        self.counts[cell * stripes..(cell + 1) * stripes].fill(0);
        self.cells[cell] = 0;
    }

    pub fn add(&mut self, cell: usize, stripe: u16) {
        self.counts[cell * self.stripes.len() + usize::from(stripe)] += 1;
        self.cells[cell] += 1;
    }

    pub fn of(&self, cell: usize, stripe: u16) -> u32 {
        self.counts[cell * self.stripes.len() + usize::from(stripe)]
    }

    /// Boxes in one lane of a row.
    pub fn cell(&self, row: usize, lane: Lane) -> u32 {
        self.cells[row * 2 + lane as usize]
    }

    /// The same by stripe.
    pub fn by_stripe(&self, row: usize, lane: Lane) -> &[u32] {
        let from = (row * 2 + lane as usize) * self.stripes.len();
        &self.counts[from..from + self.stripes.len()]
    }

    /// Boxes in a row.
    pub fn row(&self, row: usize) -> u32 {
        self.cells[row * 2] + self.cells[row * 2 + 1]
    }

    /// Boxes of each stripe in a lane; none of those that are in no row of some.
    pub fn lane_by_stripe(&self, lane: Lane, rows: &dyn Fn(usize) -> bool) -> Vec<u32> {
        let (mut sum, mut held) = (vec![0; self.stripes.len()], vec![false; self.stripes.len()]);
        for row in 0..self.rows {
            let is_asked = rows(row);
            for ((sum, held), &count) in sum.iter_mut().zip(&mut held).zip(self.by_stripe(row, lane)) {
                *sum += count;
                *held |= is_asked && count > 0;
            }
        }
        sum.into_iter().zip(held).map(|(sum, held)| if held { sum } else { 0 }).collect()
    }
}
