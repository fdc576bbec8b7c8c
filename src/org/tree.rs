//! The solid lines as a forest in arrays: parents, lists of reports, an order from the tops down, headcounts. Loops are
//! cut here, so no walk of the forest can run for ever; nothing recurses.

mod moved;

use super::{Line, Org, PersonId, Presence};

const NOBODY: u32 = u32::MAX;

/// Role of a row in the forest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    /// Not in the forest.
    Absent,
    /// In the forest, but not counted.
    Present,
    /// A person, who counts in headcounts.
    Counted,
}

impl Own {
    fn of(org: &Org, person: PersonId) -> Self {
        match org.presence(person) {
            Presence::Left => Self::Absent,
            _ if org.is_judged(person) => Self::Counted,
            _ => Self::Present,
        }
    }
}

/// The forest of the solid lines, without people who are not present.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    parent: Vec<u32>,
    first: Vec<u32>,
    reports: Vec<u32>,
    order: Vec<PersonId>,
    tops: Vec<PersonId>,
    depth: Vec<u32>,
    headcount: Vec<u32>,
    own: Vec<Own>,
    /// True when anybody has a sort key of their own.
    is_ordered: bool,
    /// People of each loop that was cut, the smallest id first.
    pub loops: Vec<Vec<PersonId>>,
}

impl Tree {
    /// Builds the forest in linear time. People who have left are skipped: their reports are attached to the next
    /// manager up. A loop is cut above its member with the smallest key.
    pub fn of(org: &Org) -> Self {
        let n = org.len();
        let mut parent = vec![NOBODY; n];
        for (above, below) in org.lines().all(Line::Solid) {
            if above != below {
                parent[below.at()] = above.0;
            }
        }
        let loops = cut_loops(org, &mut parent);
        skip_absent(org, &mut parent);

        let mut first = vec![0u32; n + 1];
        for &above in &parent {
            if above != NOBODY {
                first[above as usize + 1] += 1;
            }
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut reports = vec![0u32; first[n] as usize];
        for (below, &above) in parent.iter().enumerate() {
            if above != NOBODY {
                let slot = &mut next[above as usize];
                reports[*slot as usize] = below as u32;
                *slot += 1;
            }
        }
        let mut own = Vec::with_capacity(n);
        own.extend((0..n as u32).map(|person| Own::of(org, PersonId(person))));
        sort_siblings(org, &parent, &first, &mut reports);
        let mut tree = Self {
            own,
            is_ordered: org.is_ordered(),
            parent,
            first,
            reports,
            order: Vec::with_capacity(n),
            tops: Vec::new(),
            depth: vec![0; n],
            headcount: vec![0; n],
            loops,
        };
        tree.walk(org);
        tree
    }

    /// Computes a preorder with sorted siblings, depths, and headcounts from the end of the order backwards.
    fn walk(&mut self, org: &Org) {
        self.tops = (0..self.parent.len() as u32)
            .map(PersonId)
            .filter(|&p| self.parent[p.at()] == NOBODY && self.own[p.at()] != Own::Absent)
            .collect();
        if self.is_ordered {
            self.tops.sort_by(|&a, &b| org.cmp_siblings(a, b));
        }
        let mut stack: Vec<u32> = self.tops.iter().rev().map(|top| top.0).collect();
        while let Some(person) = stack.pop() {
            self.order.push(PersonId(person));
            let depth = self.depth[person as usize] + 1;
            let (from, to) = (self.first[person as usize] as usize, self.first[person as usize + 1] as usize);
            for &report in self.reports[from..to].iter().rev() {
                self.depth[report as usize] = depth;
                stack.push(report);
            }
        }
        for &person in self.order.iter().rev() {
            let above = self.parent[person.at()];
            if above != NOBODY {
                let own = u32::from(self.own[person.at()] == Own::Counted);
                self.headcount[above as usize] += self.headcount[person.at()] + own;
            }
        }
    }

    /// Manager in the forest; `None` for a top and for people who are not in it.
    pub fn manager(&self, person: PersonId) -> Option<PersonId> {
        match self.parent.get(person.at()) {
            Some(&above) if above != NOBODY => Some(PersonId(above)),
            _ => None,
        }
    }

    /// Sorted direct reports ([`Org::cmp_siblings`]), including vacancies and bots.
    pub fn reports(&self, person: PersonId) -> impl ExactSizeIterator<Item = PersonId> + DoubleEndedIterator + '_ {
        let (from, to) = (self.first[person.at()] as usize, self.first[person.at() + 1] as usize);
        self.reports[from..to].iter().map(|&p| PersonId(p))
    }

    /// Everybody in the forest, managers before their reports, siblings sorted.
    pub fn order(&self) -> &[PersonId] {
        &self.order
    }

    /// People without a manager, sorted.
    pub fn tops(&self) -> impl DoubleEndedIterator<Item = PersonId> + '_ {
        self.tops.iter().copied()
    }

    /// Number of lines from `person` up to a top.
    pub fn depth(&self, person: PersonId) -> u32 {
        self.depth[person.at()]
    }

    /// Number of people below in solid lines, without vacancies, bots and rows for several posts.
    pub fn headcount(&self, person: PersonId) -> u32 {
        self.headcount[person.at()]
    }

    /// Number of direct reports who are people, the usual meaning of span of control.
    pub fn span_of_control(&self, org: &Org, person: PersonId) -> u32 {
        self.reports(person).filter(|&report| org.is_judged(report)).count() as u32
    }

    /// True when a direct report is a person; cheaper than counting them.
    pub fn is_manager(&self, org: &Org, person: PersonId) -> bool {
        self.reports(person).any(|report| org.is_judged(report))
    }

    /// Managers of `person`, the nearest first.
    pub fn chain(&self, person: PersonId) -> impl Iterator<Item = PersonId> + '_ {
        std::iter::successors(self.manager(person), |&above| self.manager(above))
    }
}

/// Sorts the lists in which anybody has a sort key; so far they are in file order.
fn sort_siblings(org: &Org, parent: &[u32], first: &[u32], reports: &mut [u32]) {
    let mut lists: Vec<u32> =
        org.ordered().map(|person| parent[person.at()]).filter(|&above| above != NOBODY).collect();
    lists.sort_unstable();
    lists.dedup();
    for above in lists {
        let list = first[above as usize] as usize..first[above as usize + 1] as usize;
        reports[list].sort_by(|&a, &b| org.cmp_siblings(PersonId(a), PersonId(b)));
    }
}

/// Cuts each loop above its member with the smallest key and returns the loops.
fn cut_loops(org: &Org, parent: &mut [u32]) -> Vec<Vec<PersonId>> {
    const NEW: u32 = 0;
    let mut seen = vec![NEW; parent.len()];
    let mut loops = Vec::new();
    for start in 0..parent.len() {
        let mark = start as u32 + 1;
        let mut at = start;
        while seen[at] == NEW {
            seen[at] = mark;
            match parent[at] {
                NOBODY => break,
                above => at = above as usize,
            }
        }
        if seen[at] != mark || parent[at] == NOBODY {
            continue;
        }
        let mut members = vec![PersonId(at as u32)];
        let mut next = parent[at] as usize;
        while next != at {
            members.push(PersonId(next as u32));
            next = parent[next] as usize;
        }
        let smallest = (0..members.len()).min_by_key(|&i| org.key(members[i])).unwrap_or(0);
        members.rotate_left(smallest);
        parent[members[0].at()] = NOBODY;
        loops.push(members);
    }
    loops.sort_by_key(|members| org.key(members[0]));
    loops
}

/// Attaches the reports of people who have left to the next manager who is present.
fn skip_absent(org: &Org, parent: &mut [u32]) {
    if !org.someone_left() {
        return;
    }
    let is_absent = |p: u32| org.presence(PersonId(p)) == Presence::Left;
    // Each absent person is resolved once. The result is written back along the way, so a chain of leavers takes linear
    // time.
    let mut way = Vec::new();
    for start in 0..parent.len() {
        let mut at = parent[start];
        while at != NOBODY && is_absent(at) {
            way.push(at as usize);
            at = parent[at as usize];
        }
        for absent in way.drain(..) {
            parent[absent] = at;
        }
        parent[start] = at;
    }
    for (person, above) in parent.iter_mut().enumerate() {
        if is_absent(person as u32) {
            *above = NOBODY;
        }
    }
}
