//! The tree view with people on the same rung in the same row: y is the rung as in the tracks view, x comes from the
//! tree. People without reports who share manager and rung form a stack.

use super::rows::{Row, RowKind, Rows};
use super::tree_forest::Forest;
use crate::layout::{Connector, Item, Lane, Placed, Sizes, connectors, entry, place};
use crate::rules::Facts;
use crate::scene::{Point, Rect};
use std::collections::BTreeMap;

/// Space between the lines of a stack, in points.
const BETWEEN: f64 = 16.0;

/// Cards in rows, with the lines between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Rungs {
    pub rects: Vec<Rect>,
    pub rows: Vec<Row>,
    /// Upper and lower edge of each row.
    pub bands: Vec<(f64, f64)>,
    pub bounds: Rect,
    /// Centre of the row labels, from the left.
    pub gutter: f64,
    /// Bounds of the stacks.
    pub stacks: Vec<Rect>,
    pub connectors: Vec<Connector>,
    /// Connector that ends at the box of each card; `u32::MAX` for none.
    connector_to: Vec<u32>,
    /// Entry of lines into the box of each card.
    entries: Vec<Point>,
    /// Entry of lines into each box.
    tops: Vec<Point>,
    /// Cards of each row, from left to right.
    order: Vec<Vec<u32>>,
}

/// Boxes, with the box of each card and the card's index in it.
struct Boxes {
    items: Vec<Item>,
    item_of: Vec<u32>,
    member: Vec<u32>,
    count: Vec<u32>,
}

impl Rungs {
    /// Lays out cards of height `card`, with at most `lines` of them on top of each other in a stack; 1 stacks nothing.
    /// Linear in cards times rows.
    pub fn of(facts: &Facts, forest: &Forest, lines: u32, card: f64) -> Self {
        let rows = Rows::of(facts, false);
        let boxes = Boxes::of(facts, forest, &rows, (lines, card));
        let rows = rows.rows;
        let sizes = Sizes { least_columns: 0, head: 0.0, ..Sizes::default() };
        let placed: Placed = place(&boxes.items, rows.len(), &sizes);
        let dotted: Vec<(u32, u32)> = Vec::new();
        let connectors = connectors(&boxes.items, &dotted, &placed, &sizes);
        let mut to = vec![u32::MAX; boxes.items.len()];
        for (at, connector) in connectors.iter().enumerate() {
            for &below in &connector.below {
                to[below as usize] = at as u32;
            }
        }
        let pitch = sizes.card + sizes.gap;
        let rect = |at: usize| {
            let item = boxes.item_of[at] as usize;
            let (from, columns) = (placed.rects[item], boxes.items[item].columns);
            let (column, line) = (boxes.member[at] % columns, boxes.member[at] / columns);
            let (x, y) = (from.left + f64::from(column) * pitch, from.top + f64::from(line) * (card + BETWEEN));
            Rect::new(x, y, sizes.card, card)
        };
        let rects: Vec<Rect> = (0..boxes.item_of.len()).map(rect).collect();
        let tops: Vec<Point> = placed.rects.iter().map(|rect| entry(rect, &sizes)).collect();
        let mut order = vec![Vec::new(); rows.len()];
        for (at, &item) in boxes.item_of.iter().enumerate() {
            order[boxes.items[item as usize].row as usize].push(at as u32);
        }
        for row in &mut order {
            row.sort_by(|&a, &b| rects[a as usize].left.total_cmp(&rects[b as usize].left));
        }
        let stacks = (0..placed.rects.len()).filter(|&item| boxes.count[item] > 1).map(|item| placed.rects[item]);
        Self {
            stacks: stacks.collect(),
            rects,
            bands: placed.bands.iter().map(|band| (band.top, band.bottom)).collect(),
            bounds: Rect { right: placed.lanes[1].1, ..placed.bounds },
            gutter: (placed.lanes[0].1 + placed.lanes[1].0) / 2.0,
            connectors,
            connector_to: boxes.item_of.iter().map(|&item| to[item as usize]).collect(),
            entries: boxes.item_of.iter().map(|&item| tops[item as usize]).collect(),
            tops,
            order,
            rows,
        }
    }

    /// Path to a card from the one above; empty for a top.
    pub fn way(&self, at: u32) -> Vec<Point> {
        match self.connectors.get(self.connector_to[at as usize] as usize) {
            Some(connector) => connector.way(self.entries[at as usize]),
            None => Vec::new(),
        }
    }

    /// Lines of a connector, leaving out those that are not near the window.
    pub fn lines(&self, connector: &Connector, window: Rect, radius: f64) -> Vec<Vec<Point>> {
        let last = connector.below.len().saturating_sub(1);
        let is_seen = |(at, &item): (usize, &u32)| {
            let top = self.tops[item as usize];
            (at == 0 || at == last || (top.x >= window.left && top.x <= window.right)).then_some(top)
        };
        let tops: Vec<Point> = connector.below.iter().enumerate().filter_map(is_seen).collect();
        connector.lines(&tops, radius)
    }

    /// Cards that are at least partly inside a window, row by row.
    pub fn within(&self, window: Rect) -> impl Iterator<Item = u32> + '_ {
        let first = self.bands.partition_point(|band| band.1 < window.top);
        let rows = (first..self.bands.len()).take_while(move |&row| self.bands[row].0 <= window.bottom);
        rows.flat_map(move |row| {
            let from = self.order[row].partition_point(|&at| self.rects[at as usize].right < window.left);
            self.order[row][from..].iter().copied().take_while(move |&at| self.rects[at as usize].left <= window.right)
        })
    }

    /// Index of a card's row.
    pub fn row_of(&self, at: u32) -> usize {
        let top = self.rects[at as usize].top;
        self.bands.partition_point(|band| band.1 < top)
    }

    /// True if lines of a connector may be inside a window.
    pub fn is_near(&self, connector: &Connector, window: Rect) -> bool {
        let ends = [connector.below.first(), connector.below.last()];
        let tops = ends.into_iter().flatten().map(|&item| self.tops[item as usize]);
        let at = |point: Point| Rect { left: point.x, top: point.y, right: point.x, bottom: point.y };
        let all = connector.trunk.iter().copied().chain(tops).map(at).reduce(|all, point| all.union(&point));
        all.is_some_and(|all| all.expanded(2.0).overlaps(&window))
    }
}

impl Boxes {
    fn of(facts: &Facts, forest: &Forest, rows: &Rows, (lines, card): (u32, f64)) -> Self {
        let n = forest.leaves.len();
        // A card has a box of its own, or shares one with the other reports of its manager on the same rung.
        let mut sharing: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let (mut items, mut count): (Vec<Item>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut item_of, mut member) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for leaf in &forest.leaves {
            let (row, _) = rows.place(facts, leaf.person);
            let is_stackable = lines > 1 && (!leaf.has_below || leaf.is_folded);
            let parent = leaf.parent.map(|parent| item_of[parent as usize]);
            let key = (leaf.parent.unwrap_or(u32::MAX), row);
            let shared = sharing.get(&key).copied().filter(|_| is_stackable);
            let item = shared.unwrap_or_else(|| {
                items.push(Item { parent, lane: Lane::Management, row, shelf: 0, columns: 1, height: card });
                count.push(0);
                let item = items.len() as u32 - 1;
                if is_stackable {
                    sharing.insert(key, item);
                }
                item
            });
            member.push(count[item as usize]);
            count[item as usize] += 1;
            item_of.push(item);
        }
        for (item, &count) in items.iter_mut().zip(&count) {
            item.columns = count.div_ceil(lines.max(1)).max(1);
            item.height = f64::from(count.div_ceil(item.columns)) * (card + BETWEEN) - BETWEEN;
        }
        Self { items, item_of, member, count }
    }
}

/// Label of a row: the label if it has one, otherwise its codes.
pub fn label(row: &Row) -> &str {
    match row.kind {
        RowKind::NoRung => "No rung",
        RowKind::Grade(_) | RowKind::Apart if row.label.is_empty() => &row.codes,
        RowKind::Grade(_) | RowKind::Apart => &row.label,
    }
}
