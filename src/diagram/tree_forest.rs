//! The people drawn in the tree view and their places in it: the forest of solid lines, with assistants beside their
//! boss, bots skipped and branches folded. There is no recursion, and folded branches are not walked.

use super::rows::{is_drawn, lane_of};
use crate::layout::Lane;
use crate::org::{Line, Org, PersonId, Tree};
use crate::rules::Facts;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Number of cards with which a large organisation opens.
const OPENING_CARDS: usize = 240;

/// A card that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaf {
    pub person: PersonId,
    /// Index of the card above; `None` for a top.
    pub parent: Option<u32>,
    pub is_assistant: bool,
    /// Distance from the top of the picture, in levels.
    pub level: u32,
    /// Number of people below, drawn or not.
    pub headcount: u32,
    /// Number of direct reports who are people.
    pub span: u32,
    /// True if people below are not drawn because the branch is folded.
    pub is_folded: bool,
    /// True if anybody is below, drawn or not.
    pub has_below: bool,
}

/// Cards in preorder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    pub leaves: Vec<Leaf>,
    /// Index of the card of each person drawn.
    at: HashMap<PersonId, u32>,
    /// Number of levels unfolded, apart from branches folded or unfolded by hand.
    pub levels: u32,
    /// Number of levels drawn.
    pub depth: u32,
    /// Number of people in folded branches.
    pub folded: usize,
    /// Further lines as (above, below): dotted ones, and assistances that do not decide a place.
    pub others: Vec<(u32, u32)>,
}

/// Assistances, as far as they decide a person's place in the tree.
#[derive(Default)]
pub struct Assistants {
    /// Boss of each assistant: of those who report to their boss, and of those who have no manager.
    boss: BTreeMap<PersonId, PersonId>,
    /// Assistants without a manager, by boss.
    hung: BTreeMap<PersonId, Vec<PersonId>>,
    /// Number of people below each person, including assistants without a manager; empty if there are none of these.
    headcount: Vec<u32>,
}

/// Choice of the cards drawn.
pub struct Wanted<'a> {
    /// Root of the branch shown; `None` for everybody.
    pub focus: Option<PersonId>,
    /// Number of levels to unfold; `None` for as many as can be seen.
    pub levels: Option<u32>,
    /// Branches unfolded (`true`) and folded (`false`) by hand.
    pub asked: &'a BTreeMap<PersonId, bool>,
    /// The first of those right below the focus, and how many from there on; everybody for `None`.
    pub part: Option<(u32, u32)>,
}

impl Forest {
    pub fn of(facts: &Facts, assistants: &Assistants, wanted: &Wanted) -> Self {
        let walk = Walk { facts, assistants };
        let levels = wanted.levels.unwrap_or_else(|| walk.levels(wanted.focus)).max(1);
        let mut forest = Self { levels, ..Self::default() };
        let mut stack: Vec<Visit> = Vec::new();
        walk.tops(wanted.focus, &mut stack);
        stack.reverse();
        while let Some(Visit { person, parent, level, is_assistant }) = stack.pop() {
            let from = stack.len();
            // Bots and people who have left have no card: whoever is below them takes their place.
            if !is_drawn(facts.org, person) {
                walk.below(person, (parent, level), &mut stack);
                stack[from..].reverse();
                continue;
            }
            let is_open = wanted.asked.get(&person).copied().unwrap_or(level + 1 < levels);
            let at = forest.leaves.len() as u32;
            walk.below(person, (Some(at), level + 1), &mut stack);
            if let Some((first, count)) = wanted.part.filter(|_| wanted.focus == Some(person)) {
                let below = stack.len() - from;
                let (first, count) = ((first as usize).min(below), count as usize);
                stack.drain(from..from + first);
                stack.truncate((from + count).min(stack.len()));
            }
            let has_below = stack.len() > from;
            if is_open {
                stack[from..].reverse();
            } else {
                stack.truncate(from);
            }
            forest.leaves.push(Leaf {
                person,
                parent,
                is_assistant: is_assistant && parent.is_some(),
                level,
                headcount: walk.headcount(person),
                span: facts.tree.span_of_control(facts.org, person),
                is_folded: has_below && !is_open,
                has_below,
            });
            forest.at.insert(person, at);
        }
        let folded = forest.leaves.iter().filter(|leaf| leaf.is_folded);
        forest.folded = folded.map(|leaf| leaf.headcount as usize).sum();
        forest.depth = forest.leaves.iter().map(|leaf| leaf.level + 1).max().unwrap_or(0);
        forest.others = forest.other_lines(facts.org);
        forest
    }

    /// Index of a person's card; `None` if they are not drawn.
    pub fn index(&self, person: PersonId) -> Option<u32> {
        self.at.get(&person).copied()
    }

    fn other_lines(&self, org: &Org) -> Vec<(u32, u32)> {
        let mut found = BTreeSet::new();
        for (below, leaf) in (0..).zip(&self.leaves) {
            for above in org.lines().beside(leaf.person).filter_map(|above| self.index(above)) {
                if above != below && leaf.parent != Some(above) {
                    found.insert((above, below));
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Number of cards in a branch with nothing folded; of everybody for `None`.
pub fn cards_below(facts: &Facts, focus: Option<PersonId>) -> usize {
    let all = BTreeMap::new();
    match focus {
        None => facts.tree.order().iter().filter(|&&person| is_drawn(facts.org, person)).count(),
        focus => {
            let wanted = Wanted { focus, levels: Some(u32::MAX), asked: &all, part: None };
            Forest::of(facts, &Assistants::of(facts), &wanted).leaves.len()
        }
    }
}

/// People above a person in the picture of everybody, nearest first; for an assistant without a manager, this starts
/// with the boss.
pub fn chain(facts: &Facts, assistants: &Assistants, person: PersonId) -> Vec<PersonId> {
    let above = |person: &PersonId| assistants.above(facts.tree, *person);
    std::iter::successors(above(&person), above).filter(|&above| is_drawn(facts.org, above)).collect()
}

struct Visit {
    person: PersonId,
    parent: Option<u32>,
    level: u32,
    is_assistant: bool,
}

struct Walk<'a> {
    facts: &'a Facts<'a>,
    assistants: &'a Assistants,
}

impl Walk<'_> {
    fn tops(&self, focus: Option<PersonId>, out: &mut Vec<Visit>) {
        let visit = |person| Visit { person, parent: None, level: 0, is_assistant: false };
        match focus.filter(|&focus| self.facts.org.has(focus)) {
            Some(focus) => out.push(visit(focus)),
            None => {
                let hangs = |&person: &PersonId| self.assistants.above(self.facts.tree, person).is_none();
                out.extend(self.facts.tree.tops().filter(hangs).map(visit));
            }
        }
    }

    /// Appends the people right below a person: assistants first, then reports in their order.
    fn below(&self, person: PersonId, (parent, level): (Option<u32>, u32), out: &mut Vec<Visit>) {
        let tree = self.facts.tree;
        let is_assistant = |report: &PersonId| self.assistants.boss.get(report) == Some(&person);
        let visit = |person, is_assistant| Visit { person, parent, level, is_assistant };
        let own = tree.reports(person).filter(is_assistant);
        let hung = self.assistants.hung.get(&person).into_iter().flatten().copied();
        out.extend(own.chain(hung).map(|person| visit(person, true)));
        out.extend(tree.reports(person).filter(|report| !is_assistant(report)).map(|person| visit(person, false)));
    }

    fn headcount(&self, person: PersonId) -> u32 {
        let with_hung = self.assistants.headcount.get(person.at()).copied();
        with_hung.unwrap_or_else(|| self.facts.tree.headcount(person))
    }

    /// Number of levels that together have few enough cards, at least one; the limit for a second level is higher.
    fn levels(&self, focus: Option<PersonId>) -> u32 {
        let (mut level, mut next) = (Vec::new(), Vec::new());
        self.tops(focus, &mut level);
        let (mut levels, mut cards) = (0, 0);
        while !level.is_empty() {
            // Bots have no cards. People below them count one level too deep, which only means that less is folded.
            cards += level.iter().filter(|visit| is_drawn(self.facts.org, visit.person)).count();
            if levels > 0 && cards > if levels == 1 { 4 * OPENING_CARDS } else { OPENING_CARDS } {
                break;
            }
            levels += 1;
            next.clear();
            for visit in &level {
                self.below(visit.person, (None, levels), &mut next);
            }
            std::mem::swap(&mut level, &mut next);
        }
        levels
    }
}

impl Assistants {
    /// Linear in all people as soon as there is one assistance.
    pub fn of(facts: &Facts) -> Self {
        let (org, tree) = (facts.org, facts.tree);
        let mut lines: Vec<(PersonId, PersonId)> =
            org.lines().all(Line::Assistant).map(|(boss, person)| (person, boss)).collect();
        if lines.is_empty() {
            return Self::default();
        }
        lines.sort_unstable();
        let mut found = Self::default();
        // Top above each person, and the top that represents it once tops are placed below others.
        const NOBODY: u32 = u32::MAX;
        let mut top_of = vec![NOBODY; org.len()];
        for &person in tree.order() {
            top_of[person.at()] = tree.manager(person).map_or(person.0, |manager| top_of[manager.at()]);
        }
        let mut stands_for: Vec<u32> = (0..org.len() as u32).collect();
        for (person, boss) in lines {
            let is_present = top_of[person.at()] != NOBODY && top_of[boss.at()] != NOBODY;
            if !is_present || found.boss.contains_key(&person) {
                continue;
            }
            if tree.manager(person) == Some(boss) {
                found.boss.insert(person, boss);
            } else if tree.manager(person).is_none() && root(&mut stands_for, top_of[boss.at()]) != person.0 {
                // Nobody is placed below a person of their own branch.
                stands_for[person.at()] = top_of[boss.at()];
                found.boss.insert(person, boss);
                found.hung.entry(boss).or_default().push(person);
            }
        }
        if !found.hung.is_empty() {
            found.count(facts);
        }
        found
    }

    fn above(&self, tree: &Tree, person: PersonId) -> Option<PersonId> {
        tree.manager(person).or_else(|| self.boss.get(&person).copied())
    }

    /// Counts the people below everybody, including assistants without a manager.
    fn count(&mut self, facts: &Facts) {
        let walk = Walk { facts, assistants: self };
        let (mut stack, mut order) = (Vec::new(), Vec::new());
        walk.tops(None, &mut stack);
        while let Some(visit) = stack.pop() {
            order.push(visit.person);
            walk.below(visit.person, (None, 0), &mut stack);
        }
        let mut headcount = vec![0; facts.org.len()];
        for &person in order.iter().rev() {
            if let Some(above) = self.above(facts.tree, person) {
                headcount[above.at()] += headcount[person.at()] + u32::from(facts.org.is_judged(person));
            }
        }
        self.headcount = headcount;
    }
}

/// Final representative of a top; halves the path on the way.
fn root(stands_for: &mut [u32], mut at: u32) -> u32 {
    while stands_for[at as usize] != at {
        stands_for[at as usize] = stands_for[stands_for[at as usize] as usize];
        at = stands_for[at as usize];
    }
    at
}

/// Lane for the colour: that of the rung, otherwise management for people with somebody below.
pub fn lane(org: &Org, leaf: &Leaf) -> Lane {
    match org.track_kind(leaf.person) {
        Some(kind) => lane_of(kind),
        None if leaf.has_below => Lane::Management,
        None => Lane::Ic,
    }
}
