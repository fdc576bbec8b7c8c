//! Reporting loops that only the merge would make: one side moved a manager below a report, the other the report below
//! the manager. Each change is fine by itself; together they are a conflict.

use super::joined::{Above, Joined};
use super::{Choice, Conflict, Merge};
use crate::org::PersonId;
use crate::plan::Field;

/// Number of rounds, since restoring a manager may close another loop. All loops left after them become conflicts.
const ROUNDS: usize = 32;

/// Turns managers from the export that close a loop, which the export itself does not have, into conflicts.
pub fn refuse(merge: &mut Merge) {
    for round in 0..=ROUNDS {
        let closing = if round < ROUNDS { closing(merge) } else { every(merge) };
        if closing.is_empty() {
            return;
        }
        for mine in closing {
            ask(merge, mine);
        }
    }
}

/// People whose manager was taken from the export, on loops in which somebody's manager is not the export's.
fn closing(merge: &Merge) -> Vec<PersonId> {
    if !merge.taken.iter().any(|taken| taken.fields.contains(Field::Manager)) {
        return Vec::new();
    }
    let joined = Joined::of(merge);
    let mut above: Vec<Option<PersonId>> = vec![None; merge.mine.len() + joined.added.len()];
    for (person, manager) in joined.above() {
        if let Above::Person(manager) = manager {
            above[person.at()] = Some(manager);
        }
    }
    let is_taken = |person: &PersonId| joined.taken.get(person).is_some_and(|(_, it)| it.contains(Field::Manager));
    let is_theirs = |person: PersonId| {
        let theirs = match person.at().checked_sub(merge.mine.len()) {
            Some(added) => joined.added.get(added).map(|&(theirs, _)| theirs),
            None => merge.theirs.find(merge.mine.key(person)),
        };
        let manager = theirs.and_then(|theirs| merge.theirs.manager(theirs));
        manager.and_then(|manager| joined.of_theirs(manager)) == above[person.at()]
    };
    let mut closing = Vec::new();
    for people in loops(&above) {
        if people.iter().any(|&person| !is_theirs(person)) {
            closing.extend(people.into_iter().filter(is_taken));
        }
    }
    closing
}

/// The people of each loop; linear.
fn loops(above: &[Option<PersonId>]) -> Vec<Vec<PersonId>> {
    // The walk that first met each person.
    let mut met: Vec<Option<usize>> = vec![None; above.len()];
    let mut found = Vec::new();
    for start in 0..above.len() {
        let mut at = Some(PersonId(start as u32));
        while let Some(person) = at.filter(|person| met[person.at()].is_none()) {
            met[person.at()] = Some(start);
            at = above[person.at()];
        }
        if let Some(first) = at.filter(|person| met[person.at()] == Some(start)) {
            let next = |person: &PersonId| above[person.at()].filter(|&next| next != first);
            found.push(std::iter::successors(Some(first), next).collect());
        }
    }
    found
}

fn every(merge: &Merge) -> Vec<PersonId> {
    merge.taken.iter().filter(|taken| taken.fields.contains(Field::Manager)).map(|taken| taken.mine).collect()
}

/// Restores the manager here and adds a conflict.
fn ask(merge: &mut Merge, mine: PersonId) {
    let Ok(at) = merge.taken.binary_search_by_key(&mine, |taken| taken.mine) else { return };
    let taken = &mut merge.taken[at];
    taken.fields.remove(Field::Manager);
    let (theirs, is_empty) = (taken.theirs, taken.fields.is_empty());
    if is_empty {
        merge.taken.remove(at);
    }
    merge.conflicts.push(Conflict {
        old: merge.old.find(merge.mine.key(mine)),
        mine: Some(mine),
        theirs: Some(theirs),
        field: Some(Field::Manager),
        choice: Choice::Mine,
    });
}
