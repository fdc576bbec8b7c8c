//! The tidy tree: cards below the card that they belong to, as narrow as the distances allow, in time linear in the
//! cards. Cards may be of any size; their content and the lines between them are up to others.
//!
//! Subtrees are pushed together along their contours, as in A. van der Ploeg, "Drawing Non-Layered Tidy Trees in Linear
//! Time" (2014): a contour is a list that continues in a deeper subtree where its own ends, so that a subtree is moved
//! by changing one number. Two things differ. Siblings are pushed from left to right and, where this left a choice,
//! from right to left too, and the mean is taken: both keep the distances, so the mean does too, small subtrees end up
//! in the middle of their gap, and a mirrored forest gives the mirrored picture. And there is no recursion: walking
//! backwards through the cards visits every child before its parent.

use crate::scene::{Point, Rect};

/// A card to be laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// Index of the card above, lower than the card's own; `None`, or any other index, for a top.
    pub parent: Option<u32>,
    /// Width in points; anything but a positive number counts as 0.
    pub width: f64,
    /// Height in points; anything but a positive number counts as 0.
    pub height: f64,
}

/// Distances in points; anything but a positive number counts as 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaps {
    /// Distance between neighbours with the same parent, and between tops.
    pub siblings: f64,
    /// Distance between all other neighbours.
    pub cousins: f64,
    /// Distance from a card to the cards below it.
    pub levels: f64,
}

/// Direction in which a tree grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    /// Children below their parent, siblings from left to right.
    #[default]
    Down,
    /// Children to the right of their parent, siblings from top to bottom.
    Right,
}

/// A forest that has been laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tidy {
    /// Top left corner of each card in points, in the order of the cards.
    pub corners: Vec<Point>,
    /// Bounds of all cards, with the top left corner at (0, 0).
    pub bounds: Rect,
}

/// Lays out a forest, with siblings in the order of their indices. Up to rounding it guarantees:
/// - two cards of which neither is above the other in the tree are at least `siblings` or `cousins` apart across, or
///   `levels` apart in the direction of growth;
/// - a card begins `levels` after the end of its parent, and tops begin at 0;
/// - the centre of a card is midway between the centres of its first and its last child;
/// - the first and the last child are as close as the distances between the subtrees of all siblings allow, and a child
///   between them is midway between the places nearest to either;
/// - equal subtrees are laid out in the same way wherever they are, and mirrored ones are mirrored.
///
/// Linear in cards, and fastest if cards come soon after their parents.
pub fn tidy(cards: &[Card], gaps: &Gaps, flow: Flow) -> Tidy {
    let gaps = Gaps { siblings: length(gaps.siblings), cousins: length(gaps.cousins), levels: length(gaps.levels) };
    let mut forest = Forest::of(cards, gaps.levels, flow);
    let mut group = Group::default();
    let mut top = NONE;
    for (at, card) in cards.iter().enumerate().rev() {
        forest.settle(at, &mut group, &gaps);
        // Each child is put in front of the later ones in its parent's list.
        let list = above(card, at).map_or(&mut top, |parent| &mut forest.knots[parent].child[LEFT]);
        forest.sibling[at] = std::mem::replace(list, at as u32);
    }
    forest.children(top, &mut group);
    forest.push(&mut group, &gaps);
    for (&top, &middle) in group.children.iter().zip(&group.middles) {
        forest.corners[top as usize].x = middle;
    }
    forest.placed(cards, gaps.levels, flow)
}

/// Marks the absence of a card.
const NONE: u32 = u32::MAX;
/// The two sides of a subtree, as indices.
const LEFT: usize = 0;
const RIGHT: usize = 1;

/// A card and the course of the contours of its subtree, told by the centres of the cards relative to what comes
/// before. The cost of large forests is mostly that of touching memory for the first time, so nothing is stored twice,
/// and a card without children, which is the last one of its own contours, uses two fields for another purpose.
#[derive(Clone, Copy)]
struct Knot {
    /// Half the size across the direction of growth.
    half: f64,
    /// First and last child; until the subtree is settled, the first child so far.
    child: [u32; 2],
    /// For each side, the last card of the subtree's contour, which is as deep as the subtree. For a card without
    /// children, the card with which the contour continues, if it does.
    end: [u32; 2],
    /// For each side, the distance from the centre of the card to that of `end`.
    reach: [f64; 2],
}

struct Forest {
    knots: Vec<Knot>,
    /// Next sibling of each card.
    sibling: Vec<u32>,
    /// While subtrees are being settled, x is the distance from the parent's centre to the card's own, and y is the end
    /// of the card in the direction of growth.
    corners: Vec<Point>,
}

/// Where a contour continues after the end of a subtree: the sibling, the card, and the distance of that card's centre
/// from the sibling's.
#[derive(Clone, Copy)]
struct Leap {
    sibling: u32,
    card: u32,
    middle: f64,
}

/// Children of one card; the memory is reused for all cards.
#[derive(Default)]
struct Group {
    children: Vec<u32>,
    /// Positions of their centres, the first at 0.
    middles: Vec<f64>,
    /// Positions found in the opposite direction.
    others: Vec<f64>,
    /// For each side, where the contour continues after the subtree of each child.
    leaps: [Vec<Option<Leap>>; 2],
}

impl Forest {
    fn of(cards: &[Card], levels: f64, flow: Flow) -> Self {
        let n = cards.len();
        let (mut knots, mut corners): (Vec<Knot>, Vec<Point>) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for (at, card) in cards.iter().enumerate() {
            let (across, along) = match flow {
                Flow::Down => (card.width, card.height),
                Flow::Right => (card.height, card.width),
            };
            let start = above(card, at).map_or(0.0, |parent| corners[parent].y + levels);
            knots.push(Knot { half: length(across) / 2.0, child: [NONE; 2], end: [NONE; 2], reach: [0.0; 2] });
            corners.push(Point::new(0.0, start + length(along)));
        }
        Self { knots, sibling: vec![NONE; n], corners }
    }

    /// Collects the siblings in a list.
    fn children(&self, first: u32, group: &mut Group) {
        group.children.clear();
        let next = |&at: &u32| self.sibling.get(at as usize).copied().filter(|&at| at != NONE);
        group.children.extend(std::iter::successors(Some(first).filter(|&at| at != NONE), next));
    }

    /// Last card of the contour of a subtree, and the distance of its centre from that of the subtree's root.
    fn last(&self, at: u32, side: usize) -> (u32, f64) {
        let knot = &self.knots[at as usize];
        if knot.child[LEFT] == NONE { (at, 0.0) } else { (knot.end[side], knot.reach[side]) }
    }

    /// Next card on a contour, unless it is the last one, and the distance to its centre.
    fn next(&self, at: u32, side: usize) -> (u32, f64) {
        let knot = &self.knots[at as usize];
        match knot.child[side] {
            NONE => (knot.end[side], knot.reach[side]),
            child => (child, self.corners[child as usize].x),
        }
    }

    /// Joins a card and the settled subtrees of its children into one subtree.
    fn settle(&mut self, at: usize, group: &mut Group, gaps: &Gaps) {
        self.children(self.knots[at].child[LEFT], group);
        let (Some(&first), Some(&last)) = (group.children.first(), group.children.last()) else { return };
        self.push(group, gaps);
        let middle = group.middles.last().map_or(0.0, |last| last / 2.0);
        for (&child, place) in group.children.iter().zip(&mut group.middles) {
            *place -= middle;
            self.corners[child as usize].x = *place;
        }
        for (side, child) in [(LEFT, first), (RIGHT, last)] {
            // Contours that continue elsewhere do so from the final places of the siblings.
            for ((&child, &place), leap) in group.children.iter().zip(&group.middles).zip(&group.leaps[side]) {
                let Some(leap) = leap else { continue };
                let (end, reach) = self.last(child, side);
                self.knots[end as usize].reach[side] =
                    group.middles[leap.sibling as usize] + leap.middle - (place + reach);
            }
            let mut deepest = if side == LEFT { 0 } else { group.children.len() - 1 };
            while let Some(leap) = group.leaps[side][deepest] {
                deepest = leap.sibling as usize;
            }
            let (end, reach) = self.last(group.children[deepest], side);
            let knot = &mut self.knots[at];
            (knot.child[side], knot.end[side], knot.reach[side]) = (child, end, group.middles[deepest] + reach);
        }
    }

    /// Pushes the subtrees of siblings together. Positions become symmetric; leaps are found for both sides.
    fn push(&mut self, group: &mut Group, gaps: &Gaps) {
        let n = group.children.len();
        for leaps in &mut group.leaps {
            leaps.clear();
            leaps.resize(n, None);
        }
        group.middles.clear();
        group.middles.resize(n, 0.0);
        if self.push_from::<LEFT>(group, gaps) {
            return;
        }
        // Some subtree could also stand farther to the right.
        std::mem::swap(&mut group.middles, &mut group.others);
        group.middles.clear();
        group.middles.resize(n, 0.0);
        self.push_from::<RIGHT>(group, gaps);
        let width = group.others.last().copied().unwrap_or_default();
        for (place, other) in group.middles.iter_mut().zip(&group.others) {
            *place = (width - *place + other) / 2.0;
        }
        // Both directions agree about the ends; keep them exact despite rounding.
        if let [first, .., last] = group.middles.as_mut_slice() {
            (*first, *last) = (0.0, width);
        }
    }

    /// Pushes subtrees one after another against the earlier ones, starting on the side `FROM`. Positions count from
    /// there, so from the right they grow to the left. Returns true if each subtree after the first touches the
    /// previous one.
    fn push_from<const FROM: usize>(&mut self, group: &mut Group, gaps: &Gaps) -> bool {
        let Group { children, middles, leaps, .. } = group;
        let n = children.len();
        // `front` is the side of the earlier subtrees that faces the newcomer; the newcomer faces them with its side
        // `FROM`.
        let front = 1 - FROM;
        let sign = if FROM == LEFT { 1.0 } else { -1.0 };
        let sibling = |turn: usize| if FROM == LEFT { turn } else { n - 1 - turn };
        let mut all_touch = true;
        // Deepest subtree so far, at whose end the contour on the side `FROM` ends.
        let mut deepest = 0;
        for turn in 1..n {
            let newcomer = children[sibling(turn)];
            let (mut owner, mut there, mut x) = (turn - 1, children[sibling(turn - 1)], middles[sibling(turn - 1)]);
            let (mut here, mut own_x) = (newcomer, 0.0);
            let own_last = self.last(newcomer, FROM).0;
            let (mut place, mut touched) = (f64::NEG_INFINITY, owner);
            // Walk down both contours in parallel until one ends.
            let (is_over_there, is_over_here) = loop {
                let is_sibling = here == newcomer && there == children[sibling(owner)];
                let gap = if is_sibling { gaps.siblings } else { gaps.cousins };
                let wanted = x + self.knots[there as usize].half + gap + self.knots[here as usize].half - own_x;
                if wanted > place {
                    (place, touched) = (wanted, owner);
                }
                let (mut is_over_there, mut is_over_here) = (false, false);
                let (end_there, end_here) = (self.corners[there as usize].y, self.corners[here as usize].y);
                if end_there <= end_here {
                    if there != self.last(children[sibling(owner)], front).0 {
                        let (next, step) = self.next(there, front);
                        (there, x) = (next, x + sign * step);
                    } else if let Some(leap) = leaps[front][sibling(owner)] {
                        owner = sibling(leap.sibling as usize);
                        (there, x) = (leap.card, middles[sibling(owner)] + sign * leap.middle);
                    } else {
                        is_over_there = true;
                    }
                }
                if end_here <= end_there {
                    if here != own_last {
                        let (next, step) = self.next(here, FROM);
                        (here, own_x) = (next, own_x + sign * step);
                    } else {
                        is_over_here = true;
                    }
                }
                if is_over_there || is_over_here {
                    break (is_over_there, is_over_here);
                }
            };
            middles[sibling(turn)] = place;
            all_touch &= touched == turn - 1;
            leaps[front][sibling(turn)] = None;
            if !is_over_there {
                // The earlier subtrees are deeper: past the newcomer's end the contour continues with them.
                let middle = sign * (x - middles[sibling(owner)]);
                leaps[front][sibling(turn)] = Some(Leap { sibling: sibling(owner) as u32, card: there, middle });
                let end = self.last(newcomer, front).0;
                self.knots[end as usize].end[front] = there;
            } else if !is_over_here {
                let from = children[sibling(deepest)];
                let middle = sign * own_x;
                leaps[FROM][sibling(deepest)] = Some(Leap { sibling: sibling(turn) as u32, card: here, middle });
                let end = self.last(from, FROM).0;
                self.knots[end as usize].end[FROM] = here;
                deepest = turn;
            }
        }
        all_touch
    }

    /// Converts centres relative to the parent into corners.
    fn placed(self, cards: &[Card], levels: f64, flow: Flow) -> Tidy {
        let Self { knots, mut corners, .. } = self;
        let (mut least, mut most, mut end) = (f64::INFINITY, f64::NEG_INFINITY, 0.0_f64);
        for (at, (card, knot)) in cards.iter().zip(&knots).enumerate() {
            let middle = corners[at].x + above(card, at).map_or(0.0, |parent| corners[parent].x);
            corners[at].x = middle;
            (least, most, end) = (least.min(middle - knot.half), most.max(middle + knot.half), end.max(corners[at].y));
        }
        // Backwards, so that the end of the parent is still known.
        for (at, (card, knot)) in cards.iter().zip(&knots).enumerate().rev() {
            let start = above(card, at).map_or(0.0, |parent| corners[parent].y + levels);
            let across = corners[at].x - knot.half - least;
            corners[at] = match flow {
                Flow::Down => Point::new(across, start),
                Flow::Right => Point::new(start, across),
            };
        }
        let across = (most - least).max(0.0);
        let bounds = match flow {
            Flow::Down => Rect::new(0.0, 0.0, across, end),
            Flow::Right => Rect::new(0.0, 0.0, end, across),
        };
        Tidy { corners, bounds }
    }
}

/// Index of the card above, if it is a valid one.
fn above(card: &Card, at: usize) -> Option<usize> {
    card.parent.map(|parent| parent as usize).filter(|&parent| parent < at)
}

fn length(points: f64) -> f64 {
    if points.is_finite() && points > 0.0 { points } else { 0.0 }
}
