//! From people to boxes: who gets a card, who stands as a cell in a block, and which branches are folded.

use super::badges::has_gauge;
use super::folding::{Block, Folding};
use super::rows::{Rows, is_drawn};
use super::sizes::{BLOCK_LABEL, CELL, CELL_PITCH, card_height};
use crate::layout::{Item, Lane, Sizes};
use crate::org::{Kind, Org, PersonId};
use crate::rules::{Facts, Judgement};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// People without reports of one manager on one rung that stand as cards before they become a block: at or above
/// the fork, where the tracks are compared, and below it.
const MOST_CARDS: u32 = 3;
const MOST_CARDS_BELOW_FORK: u32 = 1;
/// People in view up to which nothing is folded.
const UNFOLDED_PEOPLE: usize = 2000;
/// Managers' cards that a large organisation opens with.
const OPENING_CARDS: usize = 40;

/// What a box shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content {
    /// One person.
    Card(PersonId),
    /// People as cells.
    Cells {
        /// Which block.
        block: Block,
        /// Who stands in it: index into the lists of the boxes.
        list: u32,
        /// Cells in a line.
        across: u32,
    },
}

/// Everybody in a box.
#[derive(Clone)]
pub struct Boxes {
    pub items: Vec<Item>,
    pub contents: Vec<Content>,
    /// People of the blocks. A list keeps its place for as long as nobody in it moves.
    lists: Vec<List>,
    /// Lists that nobody stands in.
    free: Vec<u32>,
    /// The lists of each folded branch, in the order in which its people come upon them.
    folds: HashMap<Option<PersonId>, Vec<u32>>,
    /// For each person the box of a card, or the list of a cell with `IN_LIST` set.
    stands: Vec<u32>,
    /// Index of each person in a list.
    member_at: Vec<u32>,
    /// Lines below a box's depth in the tree of boxes.
    depth: Vec<u32>,
    /// The loops of the forest that the boxes were made of.
    loops: Vec<Vec<PersonId>>,
    /// Height of a card.
    card: f64,
}

/// The people of one block, in tree order.
#[derive(Clone, Debug)]
struct List {
    people: Vec<PersonId>,
    row: u32,
    lane: Lane,
    /// Seats of its people.
    posts: f64,
    /// The box that shows it.
    item: u32,
}

const IN_LIST: u32 = 1 << 31;
const NOT_DRAWN: u32 = u32::MAX;

/// Branches that are unfolded: `None` in the set stands for the tops.
struct Unfolded {
    branches: Option<BTreeSet<Option<PersonId>>>,
}

impl Unfolded {
    fn has(&self, branch: Option<PersonId>, folding: &Folding) -> bool {
        match folding.of(Block::Branch(branch)) {
            Some(asked) => asked,
            None => self.branches.as_ref().is_none_or(|set| set.contains(&branch)),
        }
    }

    /// Level by level from the top as long as the managers' cards can be seen at once.
    fn of(facts: &Facts) -> Self {
        if facts.tree.order().len() <= UNFOLDED_PEOPLE {
            return Self { branches: None };
        }
        let mut set = BTreeSet::new();
        let manages = |&person: &PersonId| facts.tree.reports(person).len() > 0;
        let mut level: Vec<PersonId> = facts.tree.tops().filter(manages).collect();
        let mut cards = 0;
        let mut above: Vec<Option<PersonId>> = vec![None];
        // A branch of hardly anybody is not worth a block of its own; a chain is not worth thousands of levels.
        for _ in 0..8 {
            cards += level.len();
            if cards > OPENING_CARDS {
                break;
            }
            set.extend(above.iter().copied());
            above = level.iter().map(|&person| Some(person)).collect();
            level = level.iter().flat_map(|&person| facts.tree.reports(person)).filter(manages).collect();
        }
        Self { branches: Some(set) }
    }
}

impl Boxes {
    /// The boxes of everybody who is drawn.
    pub fn of(facts: &Facts, judgement: &Judgement, rows: &Rows, folding: &Folding) -> Self {
        let people = facts.org.len();
        let empty = Self {
            items: Vec::new(),
            contents: Vec::new(),
            lists: Vec::new(),
            free: Vec::new(),
            folds: HashMap::new(),
            stands: vec![NOT_DRAWN; people],
            member_at: vec![NOT_DRAWN; people],
            depth: Vec::new(),
            loops: Vec::new(),
            card: card_height(folding.lines()),
        };
        empty.after(facts, judgement, rows, folding, &[])
    }

    /// The boxes after an edit of a few people: folded branches without any of them stay as they are.
    pub fn after(
        mut self,
        facts: &Facts,
        judgement: &Judgement,
        rows: &Rows,
        folding: &Folding,
        changed: &[PersonId],
    ) -> Self {
        let mut stale: HashSet<Option<PersonId>> = HashSet::from([None]);
        // Nothing tells which branch somebody was in who was not drawn, and a loop is cut anywhere.
        let mut is_all_stale = self.loops != facts.tree.loops;
        self.loops.clone_from(&facts.tree.loops);
        for &person in changed {
            match self.box_of(person).map(|at| self.contents[at as usize]) {
                None => is_all_stale = true,
                Some(Content::Cells { block: Block::Branch(root), .. }) => _ = stale.insert(root),
                Some(_) => {}
            }
            stale.insert(Some(person));
            stale.extend(facts.tree.chain(person).map(Some));
        }
        self.card = card_height(folding.lines());
        // Whoever was added stands behind all others.
        self.stands.resize(facts.org.len(), NOT_DRAWN);
        self.member_at.resize(facts.org.len(), NOT_DRAWN);
        for &person in changed {
            self.stands[person.at()] = NOT_DRAWN;
        }
        let folds = std::mem::take(&mut self.folds);
        let (kept, emptied): (HashMap<_, _>, HashMap<_, _>) =
            folds.into_iter().partition(|(root, _)| !is_all_stale && !stale.contains(root));
        for content in std::mem::take(&mut self.contents) {
            if let Content::Cells { block: Block::Stack { .. }, list, .. } = content {
                self.release(list);
            }
        }
        emptied.into_values().flatten().for_each(|list| self.release(list));
        self.items.clear();
        self.depth.clear();
        let mut walk = Walk { facts, judgement, rows, folding, boxes: self, kept };
        walk.run();
        let Walk { boxes: mut all, kept: left_over, .. } = walk;
        left_over.into_values().flatten().for_each(|list| all.release(list));
        all
    }

    /// The box that a person stands in; `None` for who is not drawn.
    pub fn box_of(&self, person: PersonId) -> Option<u32> {
        match *self.stands.get(person.at())? {
            NOT_DRAWN => None,
            list if list & IN_LIST != 0 => Some(self.lists[(list & !IN_LIST) as usize].item),
            card => Some(card),
        }
    }

    /// Which cell of their block a person is.
    pub fn cell_of(&self, person: PersonId) -> u32 {
        self.member_at[person.at()]
    }

    /// The people of a block, in tree order.
    pub fn members(&self, list: u32) -> &[PersonId] {
        &self.lists[list as usize].people
    }

    /// How many people are drawn.
    pub fn people(&self) -> usize {
        let cards = self.contents.iter().filter(|content| matches!(content, Content::Card(_))).count();
        cards + self.in_blocks()
    }

    /// How many people stand in blocks.
    pub fn in_blocks(&self) -> usize {
        self.lists.iter().map(|list| list.people.len()).sum()
    }

    /// Seats in each box: rows for several posts count their posts.
    pub fn seats<'a>(&'a self, org: &'a Org) -> impl Iterator<Item = f64> + 'a {
        self.contents.iter().map(|content| match content {
            Content::Card(person) => posts(org, *person),
            Content::Cells { list, .. } => self.lists[*list as usize].posts,
        })
    }

    fn release(&mut self, list: u32) {
        self.lists[list as usize].people.clear();
        self.free.push(list);
    }

    fn list(&mut self, row: u32, lane: Lane) -> u32 {
        let new = List { people: Vec::new(), row, lane, posts: 0.0, item: NOT_DRAWN };
        match self.free.pop() {
            Some(free) => {
                self.lists[free as usize] = new;
                free
            }
            None => {
                self.lists.push(new);
                self.lists.len() as u32 - 1
            }
        }
    }

    fn join(&mut self, list: u32, org: &Org, person: PersonId) {
        self.stands[person.at()] = IN_LIST | list;
        let list = &mut self.lists[list as usize];
        self.member_at[person.at()] = list.people.len() as u32;
        list.people.push(person);
        list.posts += posts(org, person);
    }

    fn add(&mut self, parent: Option<u32>, (row, lane): (u32, Lane), content: Content) -> u32 {
        let at = self.items.len() as u32;
        self.items.push(Item { parent, lane, row, shelf: 0, columns: 1, height: self.card });
        self.depth.push(parent.map_or(0, |p| self.depth[p as usize] + 1));
        if let Content::Cells { list, .. } = content {
            self.lists[list as usize].item = at;
        }
        self.contents.push(content);
        at
    }

    /// Gives the blocks their size: at most `lines` lines of cells each, in whole columns.
    pub fn size(&mut self, lines: u32, sizes: &Sizes) {
        let pitch = sizes.card + sizes.gap;
        for (item, content) in self.items.iter_mut().zip(&mut self.contents) {
            let Content::Cells { block, list, across } = content else { continue };
            let count = self.lists[*list as usize].people.len() as u32;
            let wanted = f64::from(count.div_ceil(lines));
            let columns = ((wanted * CELL_PITCH.0 - (CELL_PITCH.0 - CELL.0) + sizes.gap) / pitch).ceil().max(1.0);
            *across = (((columns * pitch - sizes.gap) + CELL_PITCH.0 - CELL.0) / CELL_PITCH.0).floor() as u32;
            let label = if matches!(block, Block::Branch(_)) { BLOCK_LABEL } else { 0.0 };
            item.columns = columns as u32;
            item.height = f64::from(count.div_ceil(*across)) * CELL_PITCH.1 - (CELL_PITCH.1 - CELL.1) + label;
        }
    }

    /// Spreads the branches that begin at `depth` over shelves, in turn, on each row over as many as it takes to
    /// bring about `across` columns on one.
    pub fn shelve(&mut self, depth: u32, across: u32) {
        const MOST_SHELVES: u32 = 8;
        let rows = self.items.iter().map(|item| item.row as usize + 1).max().unwrap_or(0);
        let mut columns = vec![[0u32; 2]; rows];
        for item in &self.items {
            columns[item.row as usize][item.lane as usize] += item.columns;
        }
        let shelves: Vec<u32> =
            columns.iter().map(|lanes| lanes[0].max(lanes[1]).div_ceil(across).clamp(1, MOST_SHELVES)).collect();
        let mut turns = vec![0; self.items.len()];
        let mut turn = 0;
        let has_children = {
            let mut has = vec![false; self.items.len()];
            for item in &self.items {
                if let Some(parent) = item.parent {
                    has[parent as usize] = true;
                }
            }
            has
        };
        for at in 0..self.items.len() {
            let own = self.depth[at];
            turns[at] = if own < depth && has_children[at] {
                0
            } else if own <= depth {
                turn += 1;
                turn - 1
            } else {
                self.items[at].parent.map_or(0, |parent| turns[parent as usize])
            };
            self.items[at].shelf = turns[at] % shelves[self.items[at].row as usize];
        }
    }
}

/// One way through the people who are unfolded; folded branches are passed where they stand already.
struct Walk<'a> {
    facts: &'a Facts<'a>,
    judgement: &'a Judgement,
    rows: &'a Rows,
    folding: &'a Folding,
    boxes: Boxes,
    /// Folded branches in which nothing changed.
    kept: HashMap<Option<PersonId>, Vec<u32>>,
}

/// Somebody on the way, the box that they hang on, and whether they stand in a block of their manager.
struct Visit {
    person: PersonId,
    above: Option<u32>,
    is_stacked: bool,
}

impl Walk<'_> {
    fn run(&mut self) {
        let (facts, unfolded) = (self.facts, Unfolded::of(self.facts));
        if !unfolded.has(None, self.folding) {
            return self.fold(None, None);
        }
        let below_fork = self.rows.below_fork(facts);
        let mut stacks: HashMap<(Option<PersonId>, u32, Lane), u32> = HashMap::new();
        let mut stack = Vec::new();
        self.visit(None, None, &below_fork, &mut stack);
        while let Some(Visit { person, above, is_stacked }) = stack.pop() {
            let manages = facts.tree.reports(person).len() > 0;
            if manages && !unfolded.has(Some(person), self.folding) {
                self.fold(Some(person), above);
                continue;
            }
            let mut hang_on = above;
            if is_drawn(facts.org, person) {
                let (row, lane) = self.rows.place(facts, person);
                if is_stacked {
                    let manager = facts.tree.manager(person);
                    let boxes = &mut self.boxes;
                    let list = *stacks.entry((manager, row, lane)).or_insert_with(|| {
                        let list = boxes.list(row, lane);
                        let block = Block::Stack { manager, row, lane };
                        boxes.add(above, (row, lane), Content::Cells { block, list, across: 4 });
                        list
                    });
                    boxes.join(list, facts.org, person);
                } else {
                    let card = self.boxes.add(above, (row, lane), Content::Card(person));
                    self.boxes.stands[person.at()] = card;
                    hang_on = Some(card);
                }
            }
            if manages {
                self.visit(Some(person), hang_on, &below_fork, &mut stack);
            }
        }
    }

    /// Puts the reports of somebody on the way, or the tops. Those without reports of their own who are many on one
    /// rung stand in a block.
    fn visit(&self, manager: Option<PersonId>, above: Option<u32>, below_fork: &[bool], stack: &mut Vec<Visit>) {
        let (facts, from) = (self.facts, stack.len());
        let visit = |person| Visit { person, above, is_stacked: false };
        match manager {
            Some(manager) => stack.extend(facts.tree.reports(manager).map(visit)),
            None => stack.extend(facts.tree.tops().map(visit)),
        }
        let is_flagged = |person| self.judgement.badge(person).is_some_and(has_gauge);
        let mut tally: BTreeMap<(u32, Lane), Vec<usize>> = BTreeMap::new();
        for (at, visit) in stack.iter().enumerate().skip(from) {
            let person = visit.person;
            let is_alone = is_flagged(person) || self.rows.lost_row(facts, person).is_some();
            if facts.tree.reports(person).len() == 0 && is_drawn(facts.org, person) && !is_alone {
                tally.entry(self.rows.place(facts, person)).or_default().push(at);
            }
        }
        for ((row, lane), leaves) in tally {
            let asked = self.folding.of(Block::Stack { manager, row, lane });
            let most = if below_fork[row as usize] { MOST_CARDS_BELOW_FORK } else { MOST_CARDS };
            if leaves.len() as u32 > most && asked != Some(true) {
                leaves.into_iter().for_each(|at| stack[at].is_stacked = true);
            }
        }
        stack[from..].reverse();
    }

    /// A folded branch: one block per rung and lane. `None` is the whole organisation.
    fn fold(&mut self, root: Option<PersonId>, above: Option<u32>) {
        let lists = self.kept.remove(&root).unwrap_or_else(|| self.sort_into_lists(root));
        for &list in &lists {
            let place = (self.boxes.lists[list as usize].row, self.boxes.lists[list as usize].lane);
            self.boxes.add(above, place, Content::Cells { block: Block::Branch(root), list, across: 4 });
        }
        self.boxes.folds.insert(root, lists);
    }

    fn sort_into_lists(&mut self, root: Option<PersonId>) -> Vec<u32> {
        let facts = self.facts;
        let mut found = Vec::new();
        let mut list_of = vec![NOT_DRAWN; 2 * self.rows.rows.len()];
        let mut stack: Vec<PersonId> = match root {
            Some(root) => vec![root],
            None => facts.tree.tops().rev().collect(),
        };
        while let Some(person) = stack.pop() {
            stack.extend(facts.tree.reports(person).rev());
            if !is_drawn(facts.org, person) {
                continue;
            }
            let (row, lane) = self.rows.place(facts, person);
            let list = &mut list_of[row as usize * 2 + lane as usize];
            if *list == NOT_DRAWN {
                *list = self.boxes.list(row, lane);
                found.push(*list);
            }
            self.boxes.join(*list, facts.org, person);
        }
        found
    }
}

fn posts(org: &Org, person: PersonId) -> f64 {
    match org.kind(person) {
        Kind::Several => org.details(person).posts.unwrap_or(1.0),
        _ => 1.0,
    }
}
