//! Renames within one change, seen by trees alone: a file that goes and one that comes are the same where their content is
//! equal, else where their name is, the nearest folder first. Content is never read, so that a file moved and rewritten
//! under a new name at once is a new file.

use std::collections::BTreeMap;

/// A path with the id of its content.
pub type Entry<'a, Id> = (&'a str, Id);

/// Pairs of a removed and an added path that are one file, as indices into the two lists.
pub fn renames<Id: Ord + Copy>(removed: &[Entry<'_, Id>], added: &[Entry<'_, Id>]) -> Vec<(usize, usize)> {
    if removed.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let (mut is_gone, mut is_new) = (vec![false; removed.len()], vec![false; added.len()]);
    let mut pairs = Vec::new();
    let mut of_content: BTreeMap<Id, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    removed.iter().enumerate().for_each(|(at, &(_, id))| of_content.entry(id).or_default().0.push(at));
    added.iter().enumerate().for_each(|(at, &(_, id))| of_content.entry(id).or_default().1.push(at));
    let mut join = |of: &[usize], to: &[usize], is_gone: &mut [bool], is_new: &mut [bool]| {
        for (from, to) in nearest(of, to, removed, added) {
            (is_gone[from], is_new[to]) = (true, true);
            pairs.push((from, to));
        }
    };
    for (of, to) in of_content.values() {
        join(of, to, &mut is_gone, &mut is_new);
    }
    let mut of_name: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    let open = |is_done: &[bool], at: &usize| !is_done[*at];
    (0..removed.len())
        .filter(|at| open(&is_gone, at))
        .for_each(|at| of_name.entry(name(removed[at].0)).or_default().0.push(at));
    (0..added.len())
        .filter(|at| open(&is_new, at))
        .for_each(|at| of_name.entry(name(added[at].0)).or_default().1.push(at));
    for (of, to) in of_name.values() {
        join(of, to, &mut is_gone, &mut is_new);
    }
    pairs.sort_unstable();
    pairs
}

/// Most pairs that are compared to find the nearest; beyond it they are taken in order.
const MOST: usize = 10_000;

/// One-to-one pairs, those whose paths share most first.
fn nearest<Id>(of: &[usize], to: &[usize], removed: &[Entry<'_, Id>], added: &[Entry<'_, Id>]) -> Vec<(usize, usize)> {
    if of.len() * to.len() > MOST || (of.len() == 1 && to.len() == 1) {
        return of.iter().copied().zip(to.iter().copied()).collect();
    }
    let mut all = Vec::with_capacity(of.len() * to.len());
    for &from in of {
        all.extend(to.iter().map(|&to| (usize::MAX - shared(removed[from].0, added[to].0), from, to)));
    }
    all.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in all {
        if !pairs.iter().any(|&(known_from, known_to)| known_from == from || known_to == to) {
            pairs.push((from, to));
        }
    }
    pairs
}

/// Bytes that two paths share at both ends.
fn shared(a: &str, b: &str) -> usize {
    let start = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let end = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count();
    start + end
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(removed: &[Entry<'_, u8>], added: &[Entry<'_, u8>], expected: &str) {
        let pairs = renames(removed, added);
        let told: Vec<String> = pairs.iter().map(|&(a, b)| format!("{} > {}", removed[a].0, added[b].0)).collect();
        assert_eq!(told.join(", "), expected);
    }

    #[test]
    fn equal_content_comes_before_equal_names_and_nobody_is_taken_twice() {
        check(&[("a/x.rs", 1)], &[("b/y.rs", 1), ("b/x.rs", 2)], "a/x.rs > b/y.rs");
        check(&[("a/x.rs", 1)], &[("b/y.rs", 2), ("b/x.rs", 3)], "a/x.rs > b/x.rs");
        check(&[("a/x.rs", 1)], &[("b/y.rs", 2)], "");
        check(
            &[("a/mod.rs", 1), ("b/mod.rs", 2)],
            &[("src/b/mod.rs", 3), ("src/a/mod.rs", 4)],
            "a/mod.rs > src/a/mod.rs, b/mod.rs > src/b/mod.rs",
        );
        check(&[("a/one", 0), ("b/two", 0)], &[("b/three", 0)], "b/two > b/three");
    }
}
