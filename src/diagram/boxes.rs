//! From people to boxes: who gets a card, who stands as a cell in a block, and which branches are folded.

use super::rows::{Rows, is_drawn};
use crate::layout::{Item, Lane, Sizes};
use crate::org::PersonId;
use crate::rules::{Facts, Judgement};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Width and height of a cell, and the distances from cell to cell.
pub const CELL: (f64, f64) = (34.0, 16.0);
pub const CELL_PITCH: (f64, f64) = (42.0, 20.0);
/// Height of the name above the blocks of a folded branch.
pub const BLOCK_LABEL: f64 = 16.0;
/// People without reports of one manager on one rung that stand as cards before they become a block: at or above
/// the fork, where the tracks are compared, and below it.
const MOST_CARDS: u32 = 3;
const MOST_CARDS_BELOW_FORK: u32 = 1;
/// People in view up to which nothing is folded.
const UNFOLDED_PEOPLE: usize = 2000;
/// Managers' cards that a large organisation opens with.
const OPENING_CARDS: usize = 40;

/// Names a block, so that it can be unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    /// People without reports who report to one manager on one rung.
    Stack {
        /// The manager; `None` for tops.
        manager: Option<PersonId>,
        /// Row.
        row: u32,
        /// Lane.
        lane: Lane,
    },
    /// Everybody of a branch, its manager included; `None` is the whole organisation.
    Branch(Option<PersonId>),
}

/// What a person wants folded and unfolded; the default opens what can be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    asked: BTreeMap<Block, bool>,
}

impl Folding {
    /// Shows the people of a block as cards.
    pub fn unfold(&mut self, block: Block) {
        self.asked.insert(block, true);
    }

    /// Shows a branch as blocks again.
    pub fn fold(&mut self, block: Block) {
        self.asked.insert(block, false);
    }

    /// Back to what opens by itself.
    pub fn reset(&mut self) {
        self.asked.clear();
    }

    /// Whether anything was asked for.
    pub fn is_default(&self) -> bool {
        self.asked.is_empty()
    }
}

/// What a box shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content {
    /// One person.
    Card(PersonId),
    /// People as cells.
    Cells {
        /// Which block.
        block: Block,
        /// First and last index into `Boxes::members`.
        from: u32,
        to: u32,
        /// Cells in a line.
        across: u32,
    },
}

/// Everybody in a box.
pub struct Boxes {
    pub items: Vec<Item>,
    pub contents: Vec<Content>,
    /// People of all blocks, block by block, in tree order.
    pub members: Vec<PersonId>,
    /// Box of each person; `u32::MAX` for who is not drawn.
    pub box_of: Vec<u32>,
    /// Index into `members` of each person in a block.
    pub member_at: Vec<u32>,
    /// Lines below a box's depth in the tree of boxes.
    depth: Vec<u32>,
}

const NOT_DRAWN: u32 = u32::MAX;

/// Branches that are unfolded: `None` in the set stands for the tops.
struct Unfolded {
    branches: Option<BTreeSet<Option<PersonId>>>,
}

impl Unfolded {
    fn has(&self, branch: Option<PersonId>, folding: &Folding) -> bool {
        match folding.asked.get(&Block::Branch(branch)) {
            Some(&asked) => asked,
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
    pub fn of(facts: &Facts, judgement: &Judgement, rows: &Rows, folding: &Folding) -> Self {
        let org = facts.org;
        let unfolded = Unfolded::of(facts);
        let per_row = 2 * rows.rows.len();
        let mut boxes = Self {
            items: Vec::new(),
            contents: Vec::new(),
            members: Vec::new(),
            box_of: vec![NOT_DRAWN; org.len()],
            member_at: vec![NOT_DRAWN; org.len()],
            depth: Vec::new(),
        };
        let mut counts: Vec<u32> = Vec::new();
        // The fold that a person is in: the index of its root in preorder, by the root's person.
        let mut folded_in = vec![NOT_DRAWN; org.len()];
        let mut fold_boxes: Vec<u32> = vec![NOT_DRAWN; per_row];
        let mut current_fold = None;
        let whole = !unfolded.has(None, folding);
        let mut stacked = vec![false; org.len()];
        let mut stacks: HashMap<(Option<PersonId>, u32, Lane), u32> = HashMap::new();
        let below_fork = rows.below_fork(facts);
        let is_flagged = |person| judgement.badge(person).is_some_and(super::cards::has_gauge);
        let sort_leaves = |leaves: &mut dyn Iterator<Item = PersonId>, manager, stacked: &mut Vec<bool>| {
            let mut tally: BTreeMap<(u32, Lane), Vec<PersonId>> = BTreeMap::new();
            for person in leaves {
                if facts.tree.reports(person).len() == 0 && is_drawn(org, person) && !is_flagged(person) {
                    tally.entry(rows.place(facts, person)).or_default().push(person);
                }
            }
            for ((row, lane), people) in tally {
                let asked = folding.asked.get(&Block::Stack { manager, row, lane });
                let most = if below_fork[row as usize] { MOST_CARDS_BELOW_FORK } else { MOST_CARDS };
                if people.len() as u32 > most && asked != Some(&true) {
                    for person in people {
                        stacked[person.at()] = true;
                    }
                }
            }
        };
        // The box that the reports of somebody hang on: the own one, or the manager's where there is none.
        let mut hang_on = vec![NOT_DRAWN; org.len()];
        if !whole {
            sort_leaves(&mut facts.tree.tops(), None, &mut stacked);
        }
        for &person in facts.tree.order() {
            let manager = facts.tree.manager(person);
            let inherited = manager.map_or(if whole { NOT_DRAWN - 1 } else { NOT_DRAWN }, |m| folded_in[m.at()]);
            let manages = facts.tree.reports(person).len() > 0;
            let fold = if inherited != NOT_DRAWN {
                inherited
            } else if manages && !unfolded.has(Some(person), folding) {
                person.0
            } else {
                NOT_DRAWN
            };
            folded_in[person.at()] = fold;
            let above = manager.map(|m| hang_on[m.at()]).filter(|&at| at != NOT_DRAWN);
            hang_on[person.at()] = above.unwrap_or(NOT_DRAWN);
            if fold == NOT_DRAWN && manages {
                sort_leaves(&mut facts.tree.reports(person), Some(person), &mut stacked);
            }
            if !is_drawn(org, person) {
                continue;
            }
            let (row, lane) = rows.place(facts, person);
            let at = if fold != NOT_DRAWN {
                if current_fold != Some(fold) {
                    current_fold = Some(fold);
                    fold_boxes.fill(NOT_DRAWN);
                }
                let slot = &mut fold_boxes[row as usize * 2 + lane as usize];
                if *slot == NOT_DRAWN {
                    let branch = (fold != NOT_DRAWN - 1).then_some(PersonId(fold));
                    let root = branch.and_then(|root| facts.tree.manager(root)).map(|m| hang_on[m.at()]);
                    *slot =
                        boxes.add(root.filter(|&at| at != NOT_DRAWN), lane, row, Some(Block::Branch(branch)), person);
                    counts.push(0);
                }
                *slot
            } else if stacked[person.at()] {
                *stacks.entry((manager, row, lane)).or_insert_with(|| {
                    counts.push(0);
                    boxes.add(above, lane, row, Some(Block::Stack { manager, row, lane }), person)
                })
            } else {
                counts.push(0);
                boxes.add(above, lane, row, None, person)
            };
            counts[at as usize] += 1;
            boxes.box_of[person.at()] = at;
            hang_on[person.at()] = at;
        }
        boxes.collect_members(facts, &counts);
        boxes
    }

    fn add(&mut self, parent: Option<u32>, lane: Lane, row: u32, block: Option<Block>, person: PersonId) -> u32 {
        self.items.push(Item { parent, lane, row, shelf: 0, columns: 1, height: 52.0 });
        self.depth.push(parent.map_or(0, |p| self.depth[p as usize] + 1));
        self.contents.push(match block {
            None => Content::Card(person),
            Some(block) => Content::Cells { block, from: 0, to: 0, across: 4 },
        });
        self.items.len() as u32 - 1
    }

    /// Lists the people of the blocks, block by block, in tree order.
    fn collect_members(&mut self, facts: &Facts, counts: &[u32]) {
        let mut next = Vec::with_capacity(self.items.len());
        let mut total = 0;
        for (content, &count) in self.contents.iter_mut().zip(counts) {
            next.push(total);
            if let Content::Cells { from, to, .. } = content {
                (*from, *to) = (total, total + count);
                total += count;
            }
        }
        self.members = vec![PersonId(0); total as usize];
        for &person in facts.tree.order() {
            let at = self.box_of[person.at()];
            if at != NOT_DRAWN && matches!(self.contents[at as usize], Content::Cells { .. }) {
                let slot = &mut next[at as usize];
                self.members[*slot as usize] = person;
                self.member_at[person.at()] = *slot;
                *slot += 1;
            }
        }
    }

    /// Gives the blocks their size: at most `lines` lines of cells each, in whole columns.
    pub fn size(&mut self, lines: u32, sizes: &Sizes) {
        let pitch = sizes.card + sizes.gap;
        for (item, content) in self.items.iter_mut().zip(&mut self.contents) {
            let Content::Cells { block, from, to, across } = content else { continue };
            let count = *to - *from;
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
