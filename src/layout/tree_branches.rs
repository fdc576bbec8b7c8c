//! Branches of a classic chart: a tidy tree of cards above, and below it small branches stacked in columns beside a
//! rail, so that the whole keeps a usable shape. Assistants stand beside their boss with their own reports. Knows
//! cards, not people.
//!
//! Everything is worked out in one frame for both ways that a tree grows: *along* is that way, *across* the other.
//! A stacked branch is a block: its card at the low corner, the blocks of those below in columns after it, a rail left
//! of each column. The tidy tree sees a column group as one card, so a line never crosses a card. Nothing recurses.

use super::connector::Connector;
use super::tree::{Card, Flow, Gaps, tidy};
use crate::scene::{Point, Rect, Size};

/// A card of the chart, in preorder: a branch follows its card without a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twig {
    /// Index of the card above, lower than the own one; `None` for a top.
    pub parent: Option<u32>,
    /// Width and height in points.
    pub size: Size,
    /// Whether it stands beside the card above, and not below it.
    pub is_assistant: bool,
}

/// Which branches are stacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stacking {
    /// Branches of at most so many levels are; 0 stacks nothing.
    pub levels: u32,
    /// Length in points that a column has before another is begun.
    pub length: f64,
}

/// How a card hangs on the one above.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hang {
    /// It has none.
    Free,
    /// By the middle of its near side.
    Middle,
    /// By a rail at this place across.
    Rail(f64),
    /// Beside the card above.
    Beside,
}

/// Where the cards of a chart are, and the lines between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Branches {
    /// Each card.
    pub rects: Vec<Rect>,
    /// Each card with everything below it, lines left out.
    pub reach: Vec<Rect>,
    /// Index after the last card of each branch.
    pub end: Vec<u32>,
    /// All cards; its own top left corner is (0, 0).
    pub bounds: Rect,
    flow: Flow,
    hangs: Vec<Hang>,
    /// For each card where the line to those below leaves it, across, and where it turns, along.
    trunks: Vec<(f64, f64)>,
    below: Below,
}

/// Between siblings, between other neighbours, from a card to those below.
const GAPS: Gaps = Gaps { siblings: 24.0, cousins: 36.0, levels: 48.0 };
/// From the edge of a column to its cards; the rail runs in between.
const INDENT: f64 = 20.0;
const RAIL: f64 = 8.0;
/// Between columns, and from one block to the next in a column.
const COLUMNS: f64 = 16.0;
const STACKED: f64 = 18.0;
/// From a stacked card to what is stacked below it: in one column, in several.
const STEM: (f64, f64) = (18.0, 32.0);
/// From a card to an assistant beside it.
const BESIDE: f64 = 24.0;
/// Corners of lines.
const RADIUS: f64 = 6.0;

/// Children of each card in one array; those of index `n` are the tops.
#[derive(Clone, Debug, PartialEq)]
struct Below {
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

    fn of_card(&self, at: usize) -> &[u32] {
        &self.all[self.first[at] as usize..self.first[at + 1] as usize]
    }
}

/// A size in the frame of the tree.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    across: f64,
    along: f64,
}

/// Blocks in columns: where each stands, where its rail runs, and how large all are.
#[derive(Default)]
struct Columns {
    size: Extent,
    /// How many columns.
    count: usize,
}

struct Builder<'a> {
    cards: &'a [Twig],
    stacking: Stacking,
    below: Below,
    own: Vec<Extent>,
    is_stacked: Vec<bool>,
    /// The card with its assistants, and where the card begins across.
    head: Vec<(Extent, f64)>,
    /// The whole of a stacked branch.
    block: Vec<Extent>,
    /// Corner of a stacked block in what holds it: the columns of its parent, or its parent's head.
    corner: Vec<Point>,
    /// Place of the rail in the columns.
    rail: Vec<f64>,
}

/// Lays a chart out. Linear in cards.
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
    /// Whether a card stands beside the one above.
    fn is_beside(&self, at: u32) -> bool {
        let card = &self.cards[at as usize];
        card.is_assistant && card.parent.is_some()
    }

    /// Puts the assistants beside their boss: right and left in turn, of a stacked one all on the far side.
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
            // The assistants of an assistant stand on the far side, where nothing leads past them.
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

    /// Puts the stacked blocks below a card, or the stacked tops, into columns of about the same length, in order.
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

    /// The tidy tree of heads and columns, and everybody's place in it.
    fn placed(self, columns: &[Columns], flow: Flow) -> Branches {
        const NONE: u32 = u32::MAX;
        let n = self.cards.len();
        // For each card that is not stacked its place in the tidy tree; for each the place of its columns.
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

impl Branches {
    /// The way from the card above to a card; nothing for a top.
    pub fn way(&self, above: u32, at: u32) -> Vec<Point> {
        let (boss, own) = (self.frame(self.rects[above as usize]), self.frame(self.rects[at as usize]));
        let (trunk, _) = self.trunks[above as usize];
        let (across, along) = (own.center().x, own.center().y);
        let points = match self.hangs[at as usize] {
            Hang::Free => Vec::new(),
            Hang::Middle => self.connector(above).way(Point::new(across, own.top)),
            Hang::Rail(rail) => {
                let mut way = self.connector(above).way(Point::new(rail, along));
                way.push(Point::new(own.left, along));
                way
            }
            Hang::Beside => {
                let is_after = own.left >= boss.right;
                let (near, edge) = if is_after { (own.left, boss.right) } else { (own.right, boss.left) };
                if along <= boss.bottom {
                    vec![Point::new(edge, along), Point::new(near, along)]
                } else {
                    vec![Point::new(trunk, boss.bottom), Point::new(trunk, along), Point::new(near, along)]
                }
            }
        };
        points.into_iter().map(|point| self.unframed(point)).collect()
    }

    /// Lines that together cover all ways to the cards below one, each stretch about once, with those left out that
    /// are not near the window.
    pub fn lines(&self, above: u32, window: Rect, out: &mut dyn FnMut(Vec<Point>)) {
        let below = self.below.of_card(above as usize);
        let window = self.frame(window).expanded(INDENT);
        let mut drops: Vec<Point> = Vec::new();
        for (turn, &at) in below.iter().enumerate() {
            let own = self.frame(self.rects[at as usize]);
            match self.hangs[at as usize] {
                Hang::Free => {}
                Hang::Middle => drops.push(Point::new(own.center().x, own.top)),
                Hang::Beside => out(self.way(above, at)),
                Hang::Rail(rail) => {
                    let along = own.center().y;
                    let is_last = below.get(turn + 1).is_none_or(|&next| self.hangs[next as usize] != Hang::Rail(rail));
                    let end = Point::new(rail, along - RADIUS);
                    match drops.last_mut().filter(|drop| drop.x == rail) {
                        Some(drop) => *drop = end,
                        None => drops.push(end),
                    }
                    if is_last || (along >= window.top && along <= window.bottom) {
                        let turn = [end, Point::new(rail, along), Point::new(own.left, along)];
                        out(turn.into_iter().map(|point| self.unframed(point)).collect());
                    }
                }
            }
        }
        drops.sort_by(|a, b| a.x.total_cmp(&b.x));
        let last = drops.len().saturating_sub(1);
        let is_seen = |(at, drop): (usize, Point)| {
            (at == 0 || at == last || (drop.x >= window.left && drop.x <= window.right)).then_some(drop)
        };
        let drops: Vec<Point> = drops.into_iter().enumerate().filter_map(is_seen).collect();
        for line in self.connector(above).lines(&drops, RADIUS) {
            out(line.into_iter().map(|point| self.unframed(point)).collect());
        }
    }

    /// A way that keeps to the channels where it can: from a card to one that is not below it. It may pass behind
    /// cards.
    pub fn across(&self, above: u32, at: u32) -> Vec<Point> {
        let (from, to) = (self.frame(self.rects[above as usize]), self.frame(self.rects[at as usize]));
        let bus = to.top - GAPS.levels / 4.0;
        let (start, end) = (from.center().x + RADIUS, to.center().x + RADIUS);
        let leave = if to.top >= from.bottom { from.bottom } else { from.top };
        let points = [Point::new(start, leave), Point::new(start, bus), Point::new(end, bus), Point::new(end, to.top)];
        points.into_iter().map(|point| self.unframed(point)).collect()
    }

    /// The trunk of a card with nothing on it yet.
    fn connector(&self, above: u32) -> Connector {
        let (trunk, bus) = self.trunks[above as usize];
        let start = self.frame(self.rects[above as usize]).bottom;
        let trunk = vec![Point::new(trunk, start), Point::new(trunk, bus)];
        Connector { dotted: false, above, trunk, bus, below: Vec::new() }
    }

    /// From the picture to the frame of the tree, and the same way back.
    fn frame(&self, rect: Rect) -> Rect {
        match self.flow {
            Flow::Down => rect,
            Flow::Right => Rect { left: rect.top, top: rect.left, right: rect.bottom, bottom: rect.right },
        }
    }

    fn unframed(&self, point: Point) -> Point {
        match self.flow {
            Flow::Down => point,
            Flow::Right => Point::new(point.y, point.x),
        }
    }
}
