//! The branches in tree order: those of the reports of the top or, if a person has a single report who is a manager, of
//! that report's reports. Other tops form branches of their own.

use crate::org::{PersonId, Tree};

/// Branches in tree order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branches {
    /// Index in the order at which each branch begins.
    pub starts: Vec<u32>,
    /// Root of each branch.
    pub roots: Vec<PersonId>,
    /// Hash of the order and of everybody's depth in it, so that a change can be noticed.
    mark: u64,
}

impl Branches {
    /// Finds the branches; linear in people.
    pub fn of(tree: &Tree) -> Self {
        let (main, depth) = main(tree);
        let mut branches = Self::default();
        let mut is_in_main = false;
        for (at, &person) in (0u32..).zip(tree.order()) {
            let below = tree.depth(person);
            branches.mark = mixed(branches.mark, u64::from(person.0) << 32 | u64::from(below));
            if below == 0 {
                is_in_main = Some(person) == main;
            }
            // The top with most people below stands above its own branches.
            let is_start = if is_in_main { below == depth || (below == 0 && at > 0) } else { below == 0 };
            if is_start {
                branches.starts.push(at);
                branches.roots.push(person);
            }
        }
        branches
    }
}

/// The top that has at least half of all people with itself, and the depth at which its branches begin; `None` and 0
/// without one.
fn main(tree: &Tree) -> (Option<PersonId>, u32) {
    let all: u32 = tree.tops().map(|top| tree.headcount(top) + 1).sum();
    let Some(top) = tree.tops().max_by_key(|&top| (tree.headcount(top), std::cmp::Reverse(top))) else {
        return (None, 0);
    };
    if (tree.headcount(top) + 1) * 2 < all || tree.reports(top).len() == 0 {
        return (None, 0);
    }
    let (mut at, mut depth) = (top, 1);
    while tree.reports(at).len() == 1
        && let Some(only) = tree.reports(at).next()
        && tree.reports(only).len() > 0
    {
        (at, depth) = (only, depth + 1);
    }
    (Some(top), depth)
}

fn mixed(mark: u64, value: u64) -> u64 {
    (mark.rotate_left(5) ^ value).wrapping_mul(0x517C_C1B7_2722_0A95)
}
