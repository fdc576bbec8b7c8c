//! A part of an organisation to be drawn alone: a copy in which everybody else is removed. People keep their handles, so
//! that what was judged of the whole still holds for them.

use crate::org::{Org, PersonId, Tree};
use crate::plan::PeopleSet;
use crate::rules::{Judgement, Tally};

/// Copy of an organisation with some of its people. Whoever has lost their manager reports to the next one above who
/// is left. Linear in people.
pub fn only(org: &Org, tree: &Tree, kept: &PeopleSet) -> Org {
    let mut part = org.clone();
    // Managers come before their reports.
    let mut nearest: Vec<Option<PersonId>> = vec![None; org.len()];
    for &person in tree.order() {
        let manager = tree.manager(person);
        nearest[person.at()] = manager.and_then(|it| if kept.has(it) { Some(it) } else { nearest[it.at()] });
    }
    let gone: Vec<PersonId> = org.people().filter(|&person| !kept.has(person)).collect();
    for person in gone {
        part.remove(person);
    }
    for &person in tree.order().iter().filter(|&&person| kept.has(person)) {
        if tree.manager(person).is_some_and(|manager| !kept.has(manager)) {
            part.set_manager(person, nearest[person.at()]);
        }
    }
    part
}

/// A judgement of the whole with the lines and counts of a part: findings and grades stay those of the whole.
pub fn judged_as_part(judgement: Judgement, part: &Org) -> Judgement {
    let mut judgement = judgement;
    judgement.tree = Tree::of(part);
    judgement.tally = Tally::of(part, &judgement.scale);
    judgement
}

/// Everybody in a person's branch, the person included.
pub fn branch(tree: &Tree, people: usize, root: PersonId) -> PeopleSet {
    let order = tree.order();
    let from = order.iter().position(|&person| person == root).unwrap_or(order.len());
    let depth = tree.depth(root);
    let below = order[from..].iter().copied().enumerate();
    // A branch follows its root directly and ends at the first person who is not deeper.
    let all = below.take_while(|&(at, person)| at == 0 || tree.depth(person) > depth).map(|(_, person)| person);
    PeopleSet::of(people, all.chain([root]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate;

    #[test]
    fn a_branch_is_its_root_and_everybody_below() {
        let (org, _) = generate::org(200, 3);
        let tree = Tree::of(&org);
        for root in org.people().filter(|&person| tree.reports(person).len() > 0) {
            let found = branch(&tree, org.len(), root);
            let expected = org.people().filter(|&it| it == root || tree.chain(it).any(|above| above == root));
            assert_eq!(found, PeopleSet::of(org.len(), expected), "{}", org.key(root));
        }
    }

    #[test]
    fn whoever_loses_a_manager_reports_to_the_next_one_left() {
        let (org, _) = generate::org(200, 3);
        let tree = Tree::of(&org);
        // Everybody but the managers in the middle.
        let is_left = |it: &PersonId| tree.depth(*it) != 1;
        let kept = PeopleSet::of(org.len(), org.people().filter(is_left));
        let part = only(&org, &tree, &kept);
        let after = Tree::of(&part);
        assert_eq!(part.people().count(), kept.count());
        let mut moved = 0;
        for person in part.people() {
            let expected = tree.chain(person).find(|above| kept.has(*above));
            assert_eq!(after.manager(person), expected, "{}", org.key(person));
            moved += usize::from(after.manager(person) != tree.manager(person));
        }
        assert!(moved > 0);
    }
}
