//! What one commit changed: the differences of its tree from that of its parent, with renames found.

use super::super::renames::renames;
use super::store::Store;
use super::tree::{Difference, differences};
use gix_hash::ObjectId;

/// Most differences of one commit that are listed.
const MOST: usize = 200_000;

/// Kind of a change, with the earlier path of a file that moved.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file came into being.
    Added,
    /// Its content changed.
    Changed,
    /// It went.
    Removed,
    /// It was at this path before.
    Renamed(String),
}

/// Changes of one commit.
#[derive(Debug, Default)]
pub struct Changes {
    /// Paths with what happened to them, in order.
    pub all: Vec<(String, Kind)>,
    /// Folders that are not there.
    pub missing: u32,
}

/// Changes from the tree of the parent, nothing for a first commit, to a tree.
pub fn changes(store: &Store, before: Option<ObjectId>, after: ObjectId) -> Changes {
    let (found, missing) = differences(store, before, after, MOST);
    let (mut all, mut removed, mut added) = (Vec::new(), Vec::new(), Vec::new());
    for Difference { path, before, after } in found {
        match (before, after) {
            (Some(before), None) => removed.push((path, before)),
            (None, Some(after)) => added.push((path, after)),
            _ => all.push((path, Kind::Changed)),
        }
    }
    removed.sort();
    added.sort();
    let from: Vec<(&str, ObjectId)> = removed.iter().map(|(path, id)| (path.as_str(), *id)).collect();
    let to: Vec<(&str, ObjectId)> = added.iter().map(|(path, id)| (path.as_str(), *id)).collect();
    let pairs = renames(&from, &to);
    let mut of_added: Vec<Option<usize>> = vec![None; added.len()];
    let mut is_moved = vec![false; removed.len()];
    for (from, to) in pairs {
        of_added[to] = Some(from);
        is_moved[from] = true;
    }
    for ((path, _), from) in added.into_iter().zip(of_added) {
        let kind = from.map_or(Kind::Added, |from| Kind::Renamed(removed[from].0.clone()));
        all.push((path, kind));
    }
    all.extend(
        removed.into_iter().zip(is_moved).filter(|(_, moved)| !moved).map(|((path, _), _)| (path, Kind::Removed)),
    );
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Changes { all, missing }
}
