//! Updating the forest after a few people got another manager: parents, lists of reports, order, depths and headcounts
//! are changed where they differ. The other arrays are shifted in one piece at most.

use super::{NOBODY, Own, Tree};
use crate::org::{Org, PersonId, Presence};

/// Largest number of people whose changes are followed one by one.
const FEW: usize = 8;

impl Tree {
    /// Follows a change of `org`, already made. `changed` has everybody with another manager, kind, dates or sort key,
    /// and everybody added or removed. The result equals [`Tree::of`] the changed organisation.
    pub fn follow(&mut self, org: &Org, changed: &[PersonId]) {
        let is_one_by_one = |&person: &PersonId| {
            let own = self.own.get(person.at()).is_some_and(|&own| own != Own::Absent);
            own && Own::of(org, person) != Own::Absent
        };
        let is_in_file_order = !self.is_ordered && !org.is_ordered();
        if is_in_file_order && changed.len() <= FEW && changed.iter().all(is_one_by_one) {
            changed.iter().for_each(|&person| self.moved(org, person));
        } else {
            *self = Self::of(org);
        }
    }

    /// Follows the change of one person. Falls back to [`Tree::of`] when a loop begins or ends.
    fn moved(&mut self, org: &Org, person: PersonId) {
        let above = match self.above(org, person) {
            Some(above) if !self.is_in_a_loop(person) && !self.is_above(person, above) => above,
            _ => return *self = Self::of(org),
        };
        self.recount(person, Own::of(org, person));
        let before = self.parent[person.at()];
        if above == before {
            return;
        }
        self.count(person, before, above);
        self.relist(person.0, before, above);
        self.reorder(person, before, above);
    }

    /// Updates headcounts when a person starts or stops counting.
    fn recount(&mut self, person: PersonId, own: Own) {
        let before = std::mem::replace(&mut self.own[person.at()], own);
        let mut at = self.parent[person.at()];
        while at != NOBODY && own != before {
            let headcount = &mut self.headcount[at as usize];
            *headcount = if own == Own::Counted { *headcount + 1 } else { *headcount - 1 };
            at = self.parent[at as usize];
        }
    }

    fn is_in_a_loop(&self, person: PersonId) -> bool {
        self.loops.iter().flatten().any(|&member| member == person)
    }

    /// True when `person` is `of` or a manager above; `of` may be nobody.
    fn is_above(&self, person: PersonId, of: u32) -> bool {
        of != NOBODY && (of == person.0 || self.chain(PersonId(of)).any(|manager| manager == person))
    }

    /// Updates the headcounts of the managers before and after.
    fn count(&mut self, person: PersonId, before: u32, above: u32) {
        let moved = self.headcount[person.at()] + u32::from(self.own[person.at()] == Own::Counted);
        let mut at = before;
        while at != NOBODY {
            self.headcount[at as usize] -= moved;
            at = self.parent[at as usize];
        }
        at = above;
        while at != NOBODY {
            self.headcount[at as usize] += moved;
            at = self.parent[at as usize];
        }
    }

    /// Moves a report from one list to another, or to or from the tops.
    fn relist(&mut self, person: u32, before: u32, above: u32) {
        let place = |list: &[u32]| list.partition_point(|&other| other < person);
        let list = |first: &[u32], of: u32| first[of as usize] as usize..first[of as usize + 1] as usize;
        let from = (before != NOBODY).then(|| {
            let range = list(&self.first, before);
            range.start + place(&self.reports[range])
        });
        let to = (above != NOBODY).then(|| {
            let range = list(&self.first, above);
            range.start + place(&self.reports[range])
        });
        match (from, to) {
            (Some(from), Some(to)) if from < to => {
                self.reports[from..to].rotate_left(1);
                self.first[before as usize + 1..=above as usize].iter_mut().for_each(|first| *first -= 1);
            }
            (Some(from), Some(to)) => {
                self.reports[to..=from].rotate_right(1);
                self.first[above as usize + 1..=before as usize].iter_mut().for_each(|first| *first += 1);
            }
            (Some(from), None) => {
                self.reports.remove(from);
                self.first[before as usize + 1..].iter_mut().for_each(|first| *first -= 1);
            }
            (None, Some(to)) => {
                self.reports.insert(to, person);
                self.first[above as usize + 1..].iter_mut().for_each(|first| *first += 1);
            }
            (None, None) => {}
        }
        let top = self.tops.partition_point(|&other| other.0 < person);
        if before == NOBODY {
            self.tops.remove(top);
        }
        if above == NOBODY {
            self.tops.insert(top, PersonId(person));
        }
        self.parent[person as usize] = above;
    }

    /// Moves a branch, which is contiguous, behind the branch of the preceding sibling.
    fn reorder(&mut self, person: PersonId, before: u32, above: u32) {
        // Between lines of equal depth nothing marks the end of a branch, so depths are still the old ones here.
        let from = self.place(person);
        let to = from + self.rows(from);
        let siblings: &[u32] = match above {
            NOBODY => &[],
            above => &self.reports[self.first[above as usize] as usize..self.first[above as usize + 1] as usize],
        };
        let left = match above {
            NOBODY => {
                let own = self.tops.partition_point(|&other| other < person);
                own.checked_sub(1).map(|at| self.tops[at])
            }
            _ => {
                let own = siblings.partition_point(|&other| other < person.0);
                own.checked_sub(1).map(|at| PersonId(siblings[at]))
            }
        };
        let behind = match left {
            Some(left) => {
                let at = self.place(left);
                at + self.rows(at)
            }
            None if above == NOBODY => 0,
            None => self.place(PersonId(above)) + 1,
        };
        let depth = if above == NOBODY { 0 } else { self.depth[above as usize] + 1 };
        let old = if before == NOBODY { 0 } else { self.depth[before as usize] + 1 };
        for moved in &self.order[from..to] {
            let own = &mut self.depth[moved.at()];
            *own = *own - old + depth;
        }
        if behind <= from {
            self.order[behind..to].rotate_right(to - from);
        } else {
            // If the branch lay within that of its new sibling, it goes behind what remains of that.
            self.order[from..behind.max(to)].rotate_left(to - from);
        }
    }

    /// Position in the order.
    fn place(&self, person: PersonId) -> usize {
        self.order.iter().position(|&other| other == person).unwrap_or(0)
    }

    /// Number of rows of the branch that starts at a position of the order.
    fn rows(&self, at: usize) -> usize {
        let depth = self.depth[self.order[at].at()];
        1 + self.order[at + 1..].iter().take_while(|below| self.depth[below.at()] > depth).count()
    }

    /// Manager in the forest according to the file's lines; `None` when only the whole forest can tell.
    fn above(&self, org: &Org, person: PersonId) -> Option<u32> {
        if org.presence(person) == Presence::Left {
            return None;
        }
        let mut above = org.manager(person);
        let mut left = 0;
        while let Some(manager) = above.filter(|&manager| org.presence(manager) == Presence::Left) {
            left += 1;
            if left > org.len() || self.is_in_a_loop(manager) {
                return None;
            }
            above = org.manager(manager);
        }
        (above != Some(person)).then(|| above.map_or(NOBODY, |manager| manager.0))
    }
}
