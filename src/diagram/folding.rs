//! What is folded and unfolded, by the names of blocks. Which of it opens by itself is known by the boxes.

use super::sizes::MOST_LINES;
use crate::layout::Lane;
use crate::org::PersonId;
use std::collections::BTreeMap;

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

/// How a person wants to see people: what is folded and unfolded, and whether all stand on one path. The default opens
/// what can be seen, on the tracks that there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    asked: BTreeMap<Block, bool>,
    one_path: bool,
    lines: u8,
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

    /// Shows everybody on one path, where status comes only with reports, or on the tracks that there are.
    pub fn set_one_path(&mut self, one_path: bool) {
        self.one_path = one_path;
    }

    /// Whether everybody stands on one path.
    pub fn is_one_path(&self) -> bool {
        self.one_path
    }

    /// So many lines stand below the title of every card, at most [`MOST_LINES`].
    pub fn set_lines(&mut self, lines: u8) {
        self.lines = lines.min(MOST_LINES);
    }

    /// Lines below the title of every card.
    pub fn lines(&self) -> u8 {
        self.lines
    }

    /// Whether a block was asked to be unfolded; `None` where nothing was asked of it.
    pub(super) fn of(&self, block: Block) -> Option<bool> {
        self.asked.get(&block).copied()
    }

    /// The blocks that were asked for, and whether they are unfolded.
    pub fn asked(&self) -> impl ExactSizeIterator<Item = (Block, bool)> + '_ {
        self.asked.iter().map(|(&block, &is_unfolded)| (block, is_unfolded))
    }

    /// Back to what opens by itself.
    pub fn reset(&mut self) {
        self.asked.clear();
    }

    /// Whether no block was asked for.
    pub fn is_default(&self) -> bool {
        self.asked.is_empty()
    }
}
