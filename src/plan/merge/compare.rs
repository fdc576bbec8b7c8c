//! Building a merge: matching people, refusing loops that only the merge would make, sorting conflicts.

use super::loops;
use super::three::Three;
use super::{Conflict, Merge};
use crate::org::Org;

impl<'a> Merge<'a> {
    /// Compares the three organisations, matching people by key. Linear in their people, apart from loops that the
    /// merge would make.
    pub fn of(old: &'a Org, mine: &'a Org, theirs: &'a Org) -> Self {
        let three = Three::of(old, mine, theirs);
        let mut merge = Self {
            old,
            mine,
            theirs,
            stated: three.stated,
            taken: Vec::new(),
            new: Vec::new(),
            gone: Vec::new(),
            conflicts: Vec::new(),
            without_rung: Vec::new(),
            as_of: Some(theirs.head.as_of).filter(|&date| date != old.head.as_of && mine.head.as_of == old.head.as_of),
            kept: 0,
        };
        three.people(&mut merge);
        loops::refuse(&mut merge);
        let key = |it: &Conflict| match (it.mine, it.theirs) {
            (Some(person), _) => mine.key(person),
            (None, Some(person)) => theirs.key(person),
            (None, None) => "",
        };
        merge.conflicts.sort_by(|a, b| key(a).cmp(key(b)).then(a.field.cmp(&b.field)));
        merge
    }
}
