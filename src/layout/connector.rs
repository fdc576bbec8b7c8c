//! Lines between boxes: out of the bottom, along the channels between the shelves, down the gaps between the
//! columns, into the top. A line never crosses a box.

use super::tracks::{Item, Placed, Sizes};
use crate::scene::{Point, Rect};

/// The lines from one box to those of its reports that stand on one shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Connector {
    /// Solid lines and dotted ones never share a way.
    pub dotted: bool,
    /// Index of the box above.
    pub above: u32,
    /// From the bottom of the box above to the channel over the reports.
    pub trunk: Vec<Point>,
    /// Height of the line that the reports share.
    pub bus: f64,
    /// Indices of the reports' boxes, left to right.
    pub below: Vec<u32>,
}

impl Connector {
    /// The whole way to one report's box, whose top middle is `to`.
    pub fn way(&self, to: Point) -> Vec<Point> {
        let mut points = self.trunk.clone();
        push(&mut points, Point::new(to.x, self.bus));
        push(&mut points, to);
        points
    }

    /// Lines that together cover all ways, each stretch about once: the trunk with the farthest report on one side,
    /// the bus to the farthest on the other, and for the reports between the ends that come off the bus, with a
    /// corner of `radius`. `tops` are the top middles of the reports' boxes, left to right.
    pub fn lines(&self, tops: &[Point], radius: f64) -> Vec<Vec<Point>> {
        let (Some(&left), Some(&right)) = (tops.first(), tops.last()) else { return Vec::new() };
        let start = self.trunk.last().map_or(left.x, |end| end.x);
        let is_right = right.x - start > start - left.x;
        let far = if is_right { right } else { left };
        let mut lines = vec![self.way(far)];
        for &top in tops.iter().filter(|&&top| top != far) {
            let is_end = (is_right && top == left && left.x < start) || (!is_right && top == right && right.x > start);
            let from = if is_end { start } else { top.x + (start - top.x).clamp(-radius, radius) };
            let mut line = vec![Point::new(from, self.bus)];
            push(&mut line, Point::new(top.x, self.bus));
            push(&mut line, top);
            lines.push(line);
        }
        lines
    }
}

/// Appends a point; three in one line become two.
fn push(points: &mut Vec<Point>, next: Point) {
    if points.last() == Some(&next) {
        return;
    }
    if let [.., a, b] = points.as_slice()
        && ((a.x == b.x && b.x == next.x) || (a.y == b.y && b.y == next.y))
    {
        points.pop();
        push(points, next);
        return;
    }
    points.push(next);
}

/// Where lines come into a box: over the middle of its first column.
pub fn entry(rect: &Rect, sizes: &Sizes) -> Point {
    Point::new(rect.left + rect.width().min(sizes.card) / 2.0, rect.top)
}

/// One shelf of the picture: its content and the boxes on it, left to right.
struct Shelf {
    top: f64,
    bottom: f64,
    /// Left and right edges of the boxes, ascending.
    taken: Vec<(f64, f64)>,
}

/// A way past more shelves than this is not drawn: nobody could follow it, and there could be very many of them.
const LONGEST_WAY: usize = 256;

/// Space that a line keeps from a box on its left (where a gauge may stand) and on its right.
const KEEP_LEFT: f64 = 14.0;
const KEEP_RIGHT: f64 = 4.0;
/// Lines in one channel are this far apart, the lowest this far above the boxes.
const LINE_PITCH: f64 = 5.0;
const FIRST_LINE: f64 = 9.0;

/// Connectors of the solid lines (every box to its parent) and of dotted ones (above, below), in the order of the
/// boxes above. A way past very many shelves has none.
pub fn connectors(items: &[Item], dotted: &[(u32, u32)], placed: &Placed, sizes: &Sizes) -> Vec<Connector> {
    let per_row = placed.bands.first().map_or(1, |band| band.shelves.len());
    let index = |item: &Item| item.row as usize * per_row + item.shelf as usize;
    let mut shelves: Vec<Shelf> = placed
        .bands
        .iter()
        .flat_map(|band| &band.shelves)
        .map(|&(top, height)| Shelf { top, bottom: top + height, taken: Vec::new() })
        .collect();
    for (item, rect) in items.iter().zip(&placed.rects) {
        let shelf = &mut shelves[index(item)];
        shelf.taken.push((rect.left, rect.right));
    }
    for shelf in &mut shelves {
        shelf.taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    }

    // Reports by (box above, shelf), in box order.
    let solid = items.iter().enumerate().filter_map(|(at, item)| Some((false, item.parent?, at as u32)));
    let dotted = dotted.iter().map(|&(above, below)| (true, above, below));
    let mut groups: Vec<(u32, bool, usize, u32)> = solid
        .chain(dotted)
        .map(|(dotted, above, below)| (above, dotted, index(&items[below as usize]), below))
        .collect();
    groups.sort_unstable();
    let mut connectors: Vec<(Connector, usize)> = Vec::new();
    for group in groups.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        let (above, dotted, to, _) = group[0];
        let mut below: Vec<u32> = group.iter().map(|g| g.3).collect();
        below.sort_by(|&a, &b| placed.rects[a as usize].left.total_cmp(&placed.rects[b as usize].left));
        connectors.push((Connector { dotted, above, trunk: Vec::new(), bus: 0.0, below }, to));
    }

    connectors.retain(|(connector, to)| {
        let from = index(&items[connector.above as usize]);
        crossed(from, *to, &shelves).nth(LONGEST_WAY).is_none()
    });

    // The columns first: which gap each way takes through the shelves between.
    let ways: Vec<Vec<f64>> = connectors
        .iter()
        .map(|(connector, to)| {
            let item = &items[connector.above as usize];
            let start = entry(&placed.rects[connector.above as usize], sizes).x;
            let nearest = connector
                .below
                .iter()
                .map(|&b| entry(&placed.rects[b as usize], sizes).x)
                .min_by(|a, b| (a - start).abs().total_cmp(&(b - start).abs()))
                .unwrap_or(start);
            crossed(index(item), *to, &shelves).map(|shelf| free_gap(&shelves[shelf].taken, start, nearest)).collect()
        })
        .collect();

    // Then the lines within each channel: ways that would lie on each other get different heights.
    let mut channels: Vec<Vec<(f64, f64, u32)>> = vec![Vec::new(); shelves.len() + 1];
    let room = ((sizes.channel - 2.0 * FIRST_LINE) / LINE_PITCH).floor().max(0.0) as u32 + 1;
    let mut level = |channel: usize, from: f64, to: f64, above: u32| {
        let (from, to) = (from.min(to) - 8.0, from.max(to) + 8.0);
        let lines = &mut channels[channel];
        // Lines that meet in this span hold their heights; a crowded channel shares the last one.
        let mut used = vec![false; room as usize];
        for &(a, b, slot_of) in lines.iter() {
            if a < to && from < b && (slot_of >> 8) != above & 0xff_ffff {
                used[(slot_of & 0xff) as usize] = true;
            }
        }
        let slot = used.iter().position(|&u| !u).unwrap_or(room as usize - 1) as u32;
        if lines.len() < 4096 {
            lines.push((from, to, (above << 8) | slot));
        }
        f64::from(slot) * LINE_PITCH + FIRST_LINE
    };
    // The channel below a shelf lies above the next one that has content.
    let mut next_content = vec![shelves.len(); shelves.len()];
    for shelf in (0..shelves.len().saturating_sub(1)).rev() {
        let has_content = shelves[shelf + 1].bottom > shelves[shelf + 1].top;
        next_content[shelf] = if has_content { shelf + 1 } else { next_content[shelf + 1] };
    }
    let content_top = |shelf: usize| shelves.get(shelf).map_or(placed.bounds.bottom, |s| s.top);

    let mut done = Vec::with_capacity(connectors.len());
    for ((mut connector, to), way) in connectors.into_iter().zip(ways) {
        let item = &items[connector.above as usize];
        let rect = &placed.rects[connector.above as usize];
        let from = index(item);
        let key = connector.above * 2 + u32::from(connector.dotted);
        let start = entry(rect, sizes).x;
        let mut points = vec![Point::new(start, rect.bottom)];
        let ends = (
            entry(&placed.rects[connector.below[0] as usize], sizes).x,
            entry(&placed.rects[connector.below[connector.below.len() - 1] as usize], sizes).x,
        );
        let mut x = start;
        for (shelf, gap) in crossed(from, to, &shelves).zip(&way) {
            // Into the gap at the channel on the side we come from.
            let channel = if to > from { shelf } else { next_content[shelf] };
            let y = content_top(channel) - level(channel, x, *gap, key);
            push(&mut points, Point::new(x, y));
            push(&mut points, Point::new(*gap, y));
            x = *gap;
        }
        connector.bus = content_top(to) - level(to, ends.0.min(x), ends.1.max(x), key);
        push(&mut points, Point::new(x, connector.bus));
        connector.trunk = points;
        done.push(connector);
    }
    done
}

/// The shelves with content that a way from one shelf's bottom to the channel over another passes, in order.
fn crossed(from: usize, to: usize, shelves: &[Shelf]) -> Box<dyn Iterator<Item = usize> + '_> {
    let has_content = |&shelf: &usize| shelves.get(shelf).is_some_and(|s| s.bottom > s.top);
    if to > from {
        Box::new((from + 1..to).filter(has_content))
    } else {
        // Up and around: past the own shelf too, into the channel over the report's.
        Box::new((to..=from).rev().filter(has_content))
    }
}

/// The x nearest to `wanted` (then to `towards`) where a line passes a shelf without touching a box.
fn free_gap(taken: &[(f64, f64)], wanted: f64, towards: f64) -> f64 {
    let next = taken.partition_point(|&(_, right)| right + KEEP_LEFT <= wanted);
    match taken.get(next) {
        None => return wanted,
        Some(&(left, _)) if wanted <= left - KEEP_RIGHT => return wanted,
        Some(_) => {}
    }
    // Walk outwards over boxes that stand so close that nothing fits between.
    let mut right_at = next;
    while let Some(&(left, _)) = taken.get(right_at + 1)
        && left - KEEP_RIGHT < taken[right_at].1 + KEEP_LEFT
    {
        right_at += 1;
    }
    let right = taken[right_at].1 + KEEP_LEFT;
    let mut left_at = next;
    while left_at > 0 && taken[left_at].0 - KEEP_RIGHT < taken[left_at - 1].1 + KEEP_LEFT {
        left_at -= 1;
    }
    let left = taken[left_at].0 - KEEP_RIGHT;
    let cost = |x: f64| (x - wanted).abs() + (x - towards).abs();
    if cost(left) < cost(right) { left } else { right }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_route_cover_its_ways_and_draw_the_trunk_once() {
        let p = Point::new;
        let connector = Connector {
            dotted: false,
            above: 0,
            trunk: vec![p(100.0, 0.0), p(100.0, 20.0)],
            bus: 20.0,
            below: vec![1, 2, 3, 4],
        };
        let lines = connector.lines(&[p(0.0, 30.0), p(50.0, 30.0), p(150.0, 30.0), p(300.0, 30.0)], 6.0);
        assert_eq!(
            lines,
            [
                vec![p(100.0, 0.0), p(100.0, 20.0), p(300.0, 20.0), p(300.0, 30.0)],
                vec![p(100.0, 20.0), p(0.0, 20.0), p(0.0, 30.0)],
                vec![p(56.0, 20.0), p(50.0, 20.0), p(50.0, 30.0)],
                vec![p(144.0, 20.0), p(150.0, 20.0), p(150.0, 30.0)],
            ]
        );
    }
}
