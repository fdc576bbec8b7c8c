//! Commits from the oldest on: parents before children; of those that could come next the earliest, and of equal time the
//! one with the smaller id. The same history is played in the same order however it was found.

use gix_hash::ObjectId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Order of commits given as time, id and indices of parents.
pub fn oldest_first<'a>(commits: impl Iterator<Item = (i64, ObjectId, &'a [u32])> + Clone) -> Vec<u32> {
    let count = commits.clone().count();
    let mut open = vec![0_u32; count];
    let mut first = vec![0_u32; count + 1];
    for (at, (_, _, parents)) in commits.clone().enumerate() {
        open[at] = parents.len() as u32;
        parents.iter().for_each(|&parent| first[parent as usize + 1] += 1);
    }
    for at in 0..count {
        first[at + 1] += first[at];
    }
    let mut next = first.clone();
    let mut children = vec![0_u32; first[count] as usize];
    for (at, (_, _, parents)) in commits.clone().enumerate() {
        for &parent in parents {
            children[next[parent as usize] as usize] = at as u32;
            next[parent as usize] += 1;
        }
    }
    let keys: Vec<(i64, ObjectId)> = commits.map(|(time, id, _)| (time, id)).collect();
    let key = |at: u32| Reverse((keys[at as usize], at));
    let mut ready: BinaryHeap<_> = (0..count as u32).filter(|&at| open[at as usize] == 0).map(key).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(Reverse((_, at))) = ready.pop() {
        order.push(at);
        for &child in &children[first[at as usize] as usize..first[at as usize + 1] as usize] {
            open[child as usize] -= 1;
            if open[child as usize] == 0 {
                ready.push(key(child));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_times_go_by_id_and_parents_come_first() {
        let id = |byte: u8| ObjectId::from_bytes_or_panic(&[byte; 20]);
        // 3 is the newest and has two parents of equal time; its clock runs behind.
        let commits = [(5, id(9), vec![]), (7, id(4), vec![0]), (7, id(2), vec![0]), (1, id(1), vec![1, 2])];
        let order = oldest_first(commits.iter().map(|(time, id, parents)| (*time, *id, parents.as_slice())));
        assert_eq!(order, [0, 2, 1, 3]);
        let turned = [(1, id(1), vec![1, 2]), (7, id(2), vec![3]), (7, id(4), vec![3]), (5, id(9), vec![])];
        let order = oldest_first(turned.iter().map(|(time, id, parents)| (*time, *id, parents.as_slice())));
        assert_eq!(order, [3, 1, 2, 0]);
    }
}
