//! Branches of a classic chart: a tidy tree of cards at the top, and below it small branches stacked in columns beside
//! a rail, so that the whole keeps a usable shape. Assistants stand beside their boss, with their own reports. Knows
//! cards, not people.
//!
//! Everything is calculated in one frame for both directions of growth: *along* is that direction and *across* the
//! other. A stacked branch is a block with its card in the low corner, followed by the blocks of the cards below in
//! columns, and with a rail to the left of each column. The tidy tree treats a group of columns as one card, so that a
//! line never crosses a card. There is no recursion.

use super::tree::{Card, Flow, Gaps, tidy};
use crate::scene::{Point, Rect, Size};

/// A card of the chart. Cards come in preorder: a card is followed by its whole branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twig {
    /// Index of the card above, lower than the card's own; `None` for a top.
    pub parent: Option<u32>,
    /// Width and height in points.
    pub size: Size,
    /// True if it stands beside the card above rather than below it.
    pub is_assistant: bool,
}

/// Choice of the branches that are stacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stacking {
    /// Largest number of levels in a stacked branch; 0 stacks nothing.
    pub levels: u32,
    /// Length in points of a column before another one is started.
    pub length: f64,
}

/// How a card is attached to the one above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hang {
    /// There is no card above.
    Free,
    /// At the middle of its near side.
    Middle,
    /// To a rail at this position across.
    Rail(f64),
    /// Beside the card above.
    Beside,
}

/// Places of the cards of a chart, with the course of the lines between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Branches {
    /// Rectangle of each card.
    pub rects: Vec<Rect>,
    /// Bounds of each card with everything below it, without lines.
    pub reach: Vec<Rect>,
    /// Index after the last card of each branch.
    pub end: Vec<u32>,
    /// Bounds of all cards, with the top left corner at (0, 0).
    pub bounds: Rect,
    pub(super) flow: Flow,
    pub(super) hangs: Vec<Hang>,
    /// For each card, the position across at which the line to the cards below leaves it, and the one along at which it
    /// turns.
    pub(super) trunks: Vec<(f64, f64)>,
    pub(super) below: Below,
}

/// Distances between siblings, between other neighbours, and from a card to those below.
pub(super) const GAPS: Gaps = Gaps { siblings: 24.0, cousins: 36.0, levels: 48.0 };
/// Distance from the edge of a column to its cards, and to the rail in between.
pub(super) const INDENT: f64 = 20.0;
const RAIL: f64 = 8.0;
/// Distance between columns, and between blocks in a column.
const COLUMNS: f64 = 16.0;
const STACKED: f64 = 18.0;
/// Distance from a stacked card to the cards stacked below it, in one column and in several.
const STEM: (f64, f64) = (18.0, 32.0);
/// Distance from a card to an assistant beside it.
const BESIDE: f64 = 24.0;

/// Children of every card in one array; those at index `n` are the tops.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Below {
    first: Vec<u32>,
    all: Vec<u32>,
}

impl Below {
    fn of(cards: &[Twig]) -> Self {
        let n = cards.len();
        let slot = |card: &Twig| card.parent.map_or(n, |parent| parent as usize);
        let mut first = vec![0u32; n + 2];
        for card in cards {
            first[slot(card) + 1] += 1;
        }
        for at in 0..=n {
            first[at + 1] += first[at];
        }
        let (mut next, mut all) = (first.clone(), vec![0; n]);
        for (at, card) in cards.iter().enumerate() {
            let place = &mut next[slot(card)];
            all[*place as usize] = at as u32;
            *place += 1;
        }
        Self { first, all }
    }

    pub(super) fn of_card(&self, at: usize) -> &[u32] {
        &self.all[self.first[at] as usize..self.first[at + 1] as usize]
    }
}

/// A size in the frame of the tree.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    across: f64,
    along: f64,
}

/// Extent of a group of blocks in columns.
#[derive(Default)]
struct Columns {
    size: Extent,
    /// Number of columns.
    count: usize,
}

struct Builder<'a> {
    cards: &'a [Twig],
    stacking: Stacking,
    below: Below,
    own: Vec<Extent>,
    is_stacked: Vec<bool>,
    /// Size of each card together with its assistants, and the position across at which the card begins.
    head: Vec<(Extent, f64)>,
    /// Size of each stacked branch.
    block: Vec<Extent>,
    /// Corner of each stacked block within its container: the columns of its parent, or its parent's head.
    corner: Vec<Point>,
    /// Position of the rail within the columns.
    rail: Vec<f64>,
}

/// Lays out a chart. Linear in cards.
pub fn branches(cards: &[Twig], stacking: Stacking, flow: Flow) -> Branches {
    let n = cards.len();
    let mut height = vec![0u32; n];
    for (at, card) in cards.iter().enumerate().rev() {
        if let Some(parent) = card.parent.filter(|_| !card.is_assistant) {
            height[parent as usize] = height[parent as usize].max(height[at] + 1);
        }
    }
    let mut is_stacked = vec![false; n];
    for (at, card) in cards.iter().enumerate() {
        let is_held = card.parent.is_some_and(|parent| is_stacked[parent as usize]);
        is_stacked[at] = is_held || (card.is_assistant && card.parent.is_some()) || height[at] < stacking.levels;
    }
    let own = |card: &Twig| match flow {
        Flow::Down => Extent { across: card.size.width, along: card.size.height },
        Flow::Right => Extent { across: card.size.height, along: card.size.width },
    };
    let mut builder = Builder {
        cards,
        stacking,
        below: Below::of(cards),
        own: cards.iter().map(own).collect(),
        is_stacked,
        head: vec![(Extent::default(), 0.0); n],
        block: vec![Extent::default(); n],
        corner: vec![Point::default(); n],
        rail: vec![0.0; n],
    };
    let mut columns: Vec<Columns> = Vec::with_capacity(n + 1);
    columns.resize_with(n + 1, Columns::default);
    for at in (0..n).rev() {
        builder.assistants(at);
        columns[at] = builder.columns(at);
        if builder.is_stacked[at] {
            let (head, below) = (builder.head[at].0, &columns[at]);
            builder.block[at] = Extent {
                across: head.across.max(below.size.across),
                along: head.along + if below.count > 0 { stem(below.count) + below.size.along } else { 0.0 },
            };
        }
    }
    columns[n] = builder.columns(n);
    builder.placed(&columns, flow)
}

fn stem(columns: usize) -> f64 {
    if columns > 1 { STEM.1 } else { STEM.0 }
}

impl Builder<'_> {
    /// True if a card stands beside the one above.
    fn is_beside(&self, at: u32) -> bool {
        let card = &self.cards[at as usize];
        card.is_assistant && card.parent.is_some()
    }

    /// Places assistants beside their boss, right and left in turn; beside a stacked card all of them after it.
    fn assistants(&mut self, at: usize) {
        let own = self.own[at];
        let is_one_sided = self.is_stacked[at];
        let mut sides = [Extent::default(); 2];
        let mut turn = 0;
        let all = self.below.first[at] as usize..self.below.first[at + 1] as usize;
        for slot in all.clone() {
            let assistant = self.below.all[slot];
            if !self.is_beside(assistant) {
                continue;
            }
            // Assistants with assistants of their own go on the far side, where no line passes them.
            let has_own = self.head[assistant as usize].0.across > self.own[assistant as usize].across;
            let turn_to = if is_one_sided || has_own { 0 } else { turn };
            let (side, block) = (&mut sides[turn_to], self.block[assistant as usize]);
            let along = if side.along > 0.0 { side.along + STACKED } else { 0.0 };
            self.corner[assistant as usize] = Point::new(turn_to as f64, along);
            *side = Extent { across: side.across.max(block.across), along: along + block.along };
            turn = 1 - turn_to;
        }
        let room = sides[0].across.max(sides[1].across);
        if room <= 0.0 {
            self.head[at] = (own, 0.0);
            return;
        }
        let before = if is_one_sided { 0.0 } else { room + BESIDE };
        for slot in all {
            let assistant = self.below.all[slot];
            if self.is_beside(assistant) {
                let corner = &mut self.corner[assistant as usize];
                let is_before = corner.x > 0.0;
                let width = self.block[assistant as usize].across;
                corner.x = if is_before { room - width } else { before + own.across + BESIDE };
            }
        }
        let across = before + own.across + BESIDE + room;
        let along = own.along.max(sides[0].along).max(sides[1].along);
        self.head[at] = (Extent { across, along }, before);
    }

    /// Arranges the stacked blocks below a card, or the stacked tops, in columns of similar length, keeping the order.
    fn columns(&mut self, at: usize) -> Columns {
        let indent = if at < self.cards.len() { INDENT } else { 0.0 };
        let all = self.below.first[at] as usize..self.below.first[at + 1] as usize;
        let is_in = |builder: &Self, at: u32| builder.is_stacked[at as usize] && !builder.is_beside(at);
        let mut total = 0.0;
        for slot in all.clone() {
            let at = self.below.all[slot];
            if is_in(self, at) {
                total += self.block[at as usize].along + STACKED;
            }
        }
        if total <= 0.0 {
            return Columns::default();
        }
        let wanted = ((total - STACKED) / self.stacking.length.max(1.0)).ceil().max(1.0);
        let share = total / wanted;
        let (mut passed, mut column) = (0.0, f64::NEG_INFINITY);
        let mut columns = Columns::default();
        let (mut left, mut along) = (0.0, 0.0);
        for slot in all {
            let at = self.below.all[slot];
            if !is_in(self, at) {
                continue;
            }
            let block = self.block[at as usize];
            let middle = passed + (block.along + STACKED) / 2.0;
            passed += block.along + STACKED;
            let own = (middle / share).floor();
            if own > column {
                column = own;
                left = if columns.count > 0 { columns.size.across + COLUMNS } else { 0.0 };
                along = 0.0;
                columns.count += 1;
            }
            self.corner[at as usize] = Point::new(left + indent, along);
            self.rail[at as usize] = left + RAIL;
            columns.size.across = columns.size.across.max(left + indent + block.across);
            columns.size.along = columns.size.along.max(along + block.along);
            along += block.along + STACKED;
        }
        columns
    }

    /// Lays out the tidy tree of heads and columns, and places every card in it.
    fn placed(self, columns: &[Columns], flow: Flow) -> Branches {
        const NONE: u32 = u32::MAX;
        let n = self.cards.len();
        // Index in the tidy tree of each card that is not stacked, and of the columns below each card.
        let (mut tidy_at, mut columns_at) = (vec![NONE; n], vec![NONE; n + 1]);
        let mut tidied: Vec<Card> = Vec::new();
        let mut add = |parent: Option<u32>, size: Extent| {
            tidied.push(Card { parent, width: size.across, height: size.along });
            tidied.len() as u32 - 1
        };
        for at in 0..n {
            let parent = self.cards[at].parent.map(|parent| parent as usize);
            let above = parent.and_then(|parent| Some(tidy_at[parent]).filter(|&at| at != NONE));
            if !self.is_stacked[at] {
                tidy_at[at] = add(above, self.head[at].0);
                continue;
            }
            let is_held = parent.is_some_and(|parent| self.is_stacked[parent]) || self.is_beside(at as u32);
            let slot = parent.unwrap_or(n);
            if !is_held && columns_at[slot] == NONE {
                columns_at[slot] = add(above, columns[slot].size);
            }
        }
        let tidy = tidy(&tidied, &GAPS, Flow::Down);

        // Parents come before their children, so the corner that a card's own depends on is known already.
        let mut corners = vec![Point::default(); n];
        let (mut hangs, mut trunks) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for at in 0..n {
            let parent = self.cards[at].parent.map(|parent| parent as usize);
            let (before, held) = (self.head[at].1, self.corner[at]);
            let (corner, hang) = match parent {
                _ if !self.is_stacked[at] => {
                    let corner = tidy.corners[tidy_at[at] as usize];
                    (Point::new(corner.x + before, corner.y), parent.map_or(Hang::Free, |_| Hang::Middle))
                }
                Some(parent) if self.is_beside(at as u32) => {
                    let head = Point::new(corners[parent].x - self.head[parent].1, corners[parent].y);
                    (Point::new(head.x + held.x, head.y + held.y), Hang::Beside)
                }
                Some(parent) if self.is_stacked[parent] => {
                    let from = corners[parent];
                    let after = self.head[parent].0.along + stem(columns[parent].count);
                    let corner = Point::new(from.x + held.x, from.y + after + held.y);
                    (corner, Hang::Rail(from.x + self.rail[at]))
                }
                _ => {
                    let from = tidy.corners[columns_at[parent.unwrap_or(n)] as usize];
                    let hang = parent.map_or(Hang::Free, |_| Hang::Rail(from.x + self.rail[at]));
                    (Point::new(from.x + held.x, from.y + held.y), hang)
                }
            };
            corners[at] = corner;
            hangs.push(hang);
            let end = corner.y + self.head[at].0.along;
            trunks.push(match self.is_stacked[at] {
                true => (corner.x + RAIL, end + stem(columns[at].count) / 2.0),
                false => (corner.x + self.own[at].across / 2.0, end + GAPS.levels / 2.0),
            });
        }
        let rect = |(corner, own): (&Point, &Extent)| match flow {
            Flow::Down => Rect::new(corner.x, corner.y, own.across, own.along),
            Flow::Right => Rect::new(corner.y, corner.x, own.along, own.across),
        };
        let rects: Vec<Rect> = corners.iter().zip(&self.own).map(rect).collect();
        // Backwards every branch is complete when it is added to its parent's.
        let mut reach = rects.clone();
        let mut end: Vec<u32> = (1..=n as u32).collect();
        for at in (0..n).rev() {
            if let Some(parent) = self.cards[at].parent.map(|parent| parent as usize) {
                reach[parent] = reach[parent].union(&reach[at]);
                end[parent] = end[parent].max(end[at]);
            }
        }
        let all = rects.iter().copied().reduce(|all, rect| all.union(&rect)).unwrap_or_default();
        let bounds = Rect { left: 0.0, top: 0.0, ..all };
        Branches { rects, reach, end, bounds, flow, hangs, trunks, below: self.below }
    }
}
