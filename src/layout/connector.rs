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
    while let [.., a, b] = points.as_slice()
        && *b != next
        && ((a.x == b.x && b.x == next.x) || (a.y == b.y && b.y == next.y))
    {
        points.pop();
    }
    if points.last() != Some(&next) {
        points.push(next);
    }
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
    let routes = Routes::over(items, placed, sizes);
    let mut wanted = routes.wanted(dotted);
    wanted.retain(|(connector, to)| {
        crossed(routes.shelf_of(connector.above), *to, &routes.shelves).nth(LONGEST_WAY).is_none()
    });
    // The columns first: which gap each way takes through the shelves between. Then the lines within each channel.
    let ways: Vec<Vec<f64>> = wanted.iter().map(|(connector, to)| routes.gaps(connector, *to)).collect();
    let mut channels = Channels::between(routes.shelves.len(), sizes);
    let wanted = wanted.into_iter().zip(ways);
    wanted.map(|((connector, to), way)| routes.laid(connector, to, &way, &mut channels)).collect()
}

/// The boxes on their shelves, between which ways are looked for.
struct Routes<'a> {
    items: &'a [Item],
    placed: &'a Placed,
    sizes: &'a Sizes,
    per_row: usize,
    shelves: Vec<Shelf>,
    /// For each shelf the next one below that has content.
    next_content: Vec<usize>,
}

impl<'a> Routes<'a> {
    fn over(items: &'a [Item], placed: &'a Placed, sizes: &'a Sizes) -> Self {
        let per_row = placed.bands.first().map_or(1, |band| band.shelves.len());
        let shelf = |&(top, height): &(f64, f64)| Shelf { top, bottom: top + height, taken: Vec::new() };
        let shelves: Vec<Shelf> = placed.bands.iter().flat_map(|band| &band.shelves).map(shelf).collect();
        let mut routes = Self { items, placed, sizes, per_row, shelves, next_content: Vec::new() };
        for (at, rect) in placed.rects.iter().enumerate().take(items.len()) {
            let shelf = routes.shelf_of(at as u32);
            routes.shelves[shelf].taken.push((rect.left, rect.right));
        }
        for shelf in &mut routes.shelves {
            shelf.taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        routes.next_content = next_content(&routes.shelves);
        routes
    }

    /// The shelf that a box stands on.
    fn shelf_of(&self, at: u32) -> usize {
        let item = &self.items[at as usize];
        item.row as usize * self.per_row + item.shelf as usize
    }

    /// Where lines come into a box, from the left.
    fn entry_of(&self, at: u32) -> f64 {
        entry(&self.placed.rects[at as usize], self.sizes).x
    }

    /// Height of the content of a shelf, or of the end of the picture.
    fn content_top(&self, shelf: usize) -> f64 {
        self.shelves.get(shelf).map_or(self.placed.bounds.bottom, |shelf| shelf.top)
    }

    /// Connectors without their ways, each with the shelf of its reports: by box above and shelf, in box order.
    fn wanted(&self, dotted: &[(u32, u32)]) -> Vec<(Connector, usize)> {
        let solid = self.items.iter().enumerate().filter_map(|(at, item)| Some((false, item.parent?, at as u32)));
        let dotted = dotted.iter().map(|&(above, below)| (true, above, below));
        let mut groups: Vec<(u32, bool, usize, u32)> =
            solid.chain(dotted).map(|(dotted, above, below)| (above, dotted, self.shelf_of(below), below)).collect();
        groups.sort_unstable();
        let same = |a: &(u32, bool, usize, u32), b: &(u32, bool, usize, u32)| (a.0, a.1, a.2) == (b.0, b.1, b.2);
        let left = |at: u32| self.placed.rects[at as usize].left;
        let of_group = |group: &[(u32, bool, usize, u32)]| {
            let (above, dotted, to, _) = group[0];
            let mut below: Vec<u32> = group.iter().map(|it| it.3).collect();
            below.sort_by(|&a, &b| left(a).total_cmp(&left(b)));
            (Connector { dotted, above, trunk: Vec::new(), bus: 0.0, below }, to)
        };
        groups.chunk_by(same).map(of_group).collect()
    }

    /// The gaps through which a way passes the shelves between.
    fn gaps(&self, connector: &Connector, to: usize) -> Vec<f64> {
        let start = self.entry_of(connector.above);
        let entries = connector.below.iter().map(|&below| self.entry_of(below));
        let nearest = entries.min_by(|a, b| (a - start).abs().total_cmp(&(b - start).abs())).unwrap_or(start);
        crossed(self.shelf_of(connector.above), to, &self.shelves)
            .map(|shelf| free_gap(&self.shelves[shelf].taken, start, nearest))
            .collect()
    }

    /// A connector with its way laid through the gaps, at heights that no other way has there.
    fn laid(&self, mut connector: Connector, to: usize, way: &[f64], channels: &mut Channels) -> Connector {
        let from = self.shelf_of(connector.above);
        let key = connector.above * 2 + u32::from(connector.dotted);
        let mut x = self.entry_of(connector.above);
        let mut points = vec![Point::new(x, self.placed.rects[connector.above as usize].bottom)];
        for (shelf, &gap) in crossed(from, to, &self.shelves).zip(way) {
            // Into the gap at the channel on the side we come from.
            let channel = if to > from { shelf } else { self.next_content[shelf] };
            let y = self.content_top(channel) - channels.height(channel, (x, gap), key);
            push(&mut points, Point::new(x, y));
            push(&mut points, Point::new(gap, y));
            x = gap;
        }
        let first = self.entry_of(connector.below[0]);
        let last = self.entry_of(connector.below[connector.below.len() - 1]);
        connector.bus = self.content_top(to) - channels.height(to, (first.min(x), last.max(x)), key);
        push(&mut points, Point::new(x, connector.bus));
        connector.trunk = points;
        connector
    }
}

/// For each shelf the channel below it, which lies above the next one that has content.
fn next_content(shelves: &[Shelf]) -> Vec<usize> {
    let mut next = vec![shelves.len(); shelves.len()];
    for shelf in (0..shelves.len().saturating_sub(1)).rev() {
        let has_content = shelves[shelf + 1].bottom > shelves[shelf + 1].top;
        next[shelf] = if has_content { shelf + 1 } else { next[shelf + 1] };
    }
    next
}

/// The lines in the channels over the shelves: ways that would lie on each other get different heights.
struct Channels {
    /// From, to, and whose line at which height, by channel.
    lines: Vec<Vec<(f64, f64, u32)>>,
    /// How many lines a channel has room for.
    room: u32,
}

impl Channels {
    fn between(shelves: usize, sizes: &Sizes) -> Self {
        let room = ((sizes.channel - 2.0 * FIRST_LINE) / LINE_PITCH).floor().max(0.0) as u32 + 1;
        Self { lines: vec![Vec::new(); shelves + 1], room }
    }

    /// How far above the boxes the line of `above` goes along a channel.
    fn height(&mut self, channel: usize, (from, to): (f64, f64), above: u32) -> f64 {
        let (from, to) = (from.min(to) - 8.0, from.max(to) + 8.0);
        let lines = &mut self.lines[channel];
        // Lines that meet in this span hold their heights; a crowded channel shares the last one.
        let mut used = vec![false; self.room as usize];
        for &(a, b, slot_of) in lines.iter() {
            if a < to && from < b && (slot_of >> 8) != above & 0xff_ffff {
                used[(slot_of & 0xff) as usize] = true;
            }
        }
        let slot = used.iter().position(|&used| !used).unwrap_or(self.room as usize - 1) as u32;
        if lines.len() < 4096 {
            lines.push((from, to, (above << 8) | slot));
        }
        f64::from(slot) * LINE_PITCH + FIRST_LINE
    }
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
