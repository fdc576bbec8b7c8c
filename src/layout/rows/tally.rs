//! Counts of boxes by row, lane and stripe, and the choice of branches with a stripe of their own.

use super::stripes::StripeOf;
use crate::layout::Lane;

/// Rows of a picture, and where its branches begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rungs<'a> {
    /// Number of rows.
    pub rows: usize,
    /// Number of rows, from the top, at or above the fork; these share one style.
    pub above_fork: usize,
    /// Index in the order of the boxes at which each branch begins, ascending. Boxes before the first one are above all
    /// branches; a branch ends where the next one begins.
    pub branches: &'a [u32],
}

/// Size below which a branch is gathered with the others, in thousandths of all boxes.
const SMALLEST: usize = 15;
/// Largest number of branches with a stripe of their own; the largest branches get one.
const MOST: usize = 16;

/// Stripe for boxes above all branches; the last stripe is for branches too small for their own.
pub const ABOVE: u16 = 0;

/// Assignment of branches to stripes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches {
    stripes: Vec<StripeOf>,
    /// Stripe and number of boxes of each piece of the order.
    pieces: Vec<(u16, usize)>,
}

impl Branches {
    /// Stripes for branches that begin at `starts`, ascending, out of `all` boxes.
    pub fn of(starts: &[u32], all: usize) -> Self {
        let end = |branch: usize| starts.get(branch + 1).map_or(all, |&next| next as usize);
        let size = |branch: usize| end(branch).saturating_sub(starts[branch] as usize);
        let mut sizes: Vec<usize> = (0..starts.len()).map(size).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let smallest = sizes.get(MOST).map_or(0, |&size| size + 1);
        let is_small = |branch: usize| size(branch) * 1000 < all * SMALLEST || size(branch) < smallest;
        // A single small branch is not "others".
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

    /// The order of the boxes in pieces, as (stripe, number of boxes).
    pub fn pieces(&self) -> impl Iterator<Item = (u16, usize)> + use<> {
        self.pieces.clone().into_iter()
    }
}

/// Counts of boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub rows: usize,
    pub above_fork: usize,
    pub stripes: Vec<StripeOf>,
    /// Counts by cell and stripe.
    counts: Vec<u32>,
    /// Counts by cell.
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

    /// Number of boxes in one lane of a row.
    pub fn cell(&self, row: usize, lane: Lane) -> u32 {
        self.cells[row * 2 + lane as usize]
    }

    /// Number of boxes in one lane of a row, by stripe.
    pub fn by_stripe(&self, row: usize, lane: Lane) -> &[u32] {
        let from = (row * 2 + lane as usize) * self.stripes.len();
        &self.counts[from..from + self.stripes.len()]
    }

    /// Number of boxes in a row, in both lanes.
    pub fn row(&self, row: usize) -> u32 {
        self.cells[row * 2] + self.cells[row * 2 + 1]
    }

    /// Number of boxes in a lane by stripe; 0 for a stripe with nobody in the rows for which `rows` returns true.
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
