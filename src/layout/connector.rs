//! Lines between boxes. A line leaves the bottom of a box, runs along the channels above the shelves, passes shelves
//! through the gaps between their boxes, and enters the next box at the top. A line never crosses a box.

use super::tracks::{Item, Placed, Sizes};
use crate::scene::{Point, Rect};

/// Lines from one box to those of its reports that stand on the same shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Connector {
    /// True for dotted lines, which never share a path with solid ones.
    pub dotted: bool,
    /// Index of the upper box.
    pub above: u32,
    /// Path from the bottom of the upper box to the channel above the reports.
    pub trunk: Vec<Point>,
    /// Height of the horizontal line shared by the reports.
    pub bus: f64,
    /// Indices of the reports' boxes, left to right.
    pub below: Vec<u32>,
}

impl Connector {
    /// Complete path to one report, whose box has its top centre at `to`.
    pub fn way(&self, to: Point) -> Vec<Point> {
        let mut points = self.trunk.clone();
        push(&mut points, Point::new(to.x, self.bus));
        push(&mut points, to);
        points
    }

    /// Lines that together cover all paths while drawing each stretch about once: the trunk with the farthest report on
    /// one side, the bus to the farthest on the other side, and for each report in between a branch off the bus with a
    /// corner of `radius`. `tops` are the top centres of the reports' boxes, left to right.
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

/// Appends a point, dropping the middle one of three on a straight line.
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

/// Point at which lines enter a box: the top, above the middle of its first column.
pub fn entry(rect: &Rect, sizes: &Sizes) -> Point {
    Point::new(rect.left + rect.width().min(sizes.card) / 2.0, rect.top)
}

/// A shelf of the picture, empty when `top` equals `bottom`.
struct Shelf {
    top: f64,
    bottom: f64,
    /// Left and right edges of the boxes, ascending.
    taken: Vec<(f64, f64)>,
}

/// A path past more shelves than this is not drawn: nobody could follow it, and there could be a great many of them.
const LONGEST_WAY: usize = 256;

/// Distances between a line and the boxes to its left, which may have a gauge, and to its right.
const KEEP_LEFT: f64 = 14.0;
const KEEP_RIGHT: f64 = 4.0;
/// Distance between the lines in a channel, and of the lowest line from the boxes below.
const LINE_PITCH: f64 = 5.0;
const FIRST_LINE: f64 = 9.0;

/// Connectors of the solid lines, from every box to its parent, and of the dotted ones, given as (above, below), in the
/// order of the upper boxes. A path past very many shelves is left out.
pub fn connectors(items: &[Item], dotted: &[(u32, u32)], placed: &Placed, sizes: &Sizes) -> Vec<Connector> {
    let routes = Routes::over(items, placed, sizes);
    let mut wanted = routes.wanted(dotted);
    wanted.retain(|(connector, to)| {
        crossed(routes.shelf_of(connector.above), *to, &routes.shelves).nth(LONGEST_WAY).is_none()
    });
    // First choose the gap in which each path passes a shelf, then the heights of the lines within each channel.
    let ways: Vec<Vec<f64>> = wanted.iter().map(|(connector, to)| routes.gaps(connector, *to)).collect();
    let mut channels = Channels::between(routes.shelves.len(), sizes);
    let wanted = wanted.into_iter().zip(ways);
    wanted.map(|((connector, to), way)| routes.laid(connector, to, &way, &mut channels)).collect()
}

/// The boxes on their shelves, as obstacles for the paths.
struct Routes<'a> {
    items: &'a [Item],
    placed: &'a Placed,
    sizes: &'a Sizes,
    per_row: usize,
    shelves: Vec<Shelf>,
    /// For each shelf, the next shelf below that has content.
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

    /// Index of the shelf on which a box stands.
    fn shelf_of(&self, at: u32) -> usize {
        let item = &self.items[at as usize];
        item.row as usize * self.per_row + item.shelf as usize
    }

    /// Distance of the entry of a box from the left.
    fn entry_of(&self, at: u32) -> f64 {
        entry(&self.placed.rects[at as usize], self.sizes).x
    }

    /// Top of the content of a shelf; past the last shelf, the bottom of the picture.
    fn content_top(&self, shelf: usize) -> f64 {
        self.shelves.get(shelf).map_or(self.placed.bounds.bottom, |shelf| shelf.top)
    }

    /// Connectors still without paths, each with the shelf of its reports; one per upper box and shelf, in box order.
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

    /// Distance from the left of the gap used at each shelf passed.
    fn gaps(&self, connector: &Connector, to: usize) -> Vec<f64> {
        let start = self.entry_of(connector.above);
        let entries = connector.below.iter().map(|&below| self.entry_of(below));
        let nearest = entries.min_by(|a, b| (a - start).abs().total_cmp(&(b - start).abs())).unwrap_or(start);
        crossed(self.shelf_of(connector.above), to, &self.shelves)
            .map(|shelf| free_gap(&self.shelves[shelf].taken, start, nearest))
            .collect()
    }

    /// Routes a connector through its gaps, at heights not used by any other path there as long as the channel has
    /// room.
    fn laid(&self, mut connector: Connector, to: usize, way: &[f64], channels: &mut Channels) -> Connector {
        let from = self.shelf_of(connector.above);
        let key = connector.above * 2 + u32::from(connector.dotted);
        let mut x = self.entry_of(connector.above);
        let mut points = vec![Point::new(x, self.placed.rects[connector.above as usize].bottom)];
        for (shelf, &gap) in crossed(from, to, &self.shelves).zip(way) {
            // Change over to the gap in the channel on the side that the path comes from.
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

/// For each shelf, the next one below that has content and therefore a channel above it.
fn next_content(shelves: &[Shelf]) -> Vec<usize> {
    let mut next = vec![shelves.len(); shelves.len()];
    for shelf in (0..shelves.len().saturating_sub(1)).rev() {
        let has_content = shelves[shelf + 1].bottom > shelves[shelf + 1].top;
        next[shelf] = if has_content { shelf + 1 } else { next[shelf + 1] };
    }
    next
}

/// Lines in the channels above the shelves: paths that would overlap get different heights.
struct Channels {
    /// By channel: start, end, and the owner of the line together with its slot.
    lines: Vec<Vec<(f64, f64, u32)>>,
    /// Number of lines for which a channel has room, at least 1.
    room: u32,
}

impl Channels {
    fn between(shelves: usize, sizes: &Sizes) -> Self {
        let room = ((sizes.channel - 2.0 * FIRST_LINE) / LINE_PITCH).floor().max(0.0) as u32 + 1;
        Self { lines: vec![Vec::new(); shelves + 1], room }
    }

    /// Height above the boxes at which the line of `above` runs along a channel.
    fn height(&mut self, channel: usize, (from, to): (f64, f64), above: u32) -> f64 {
        let (from, to) = (from.min(to) - 8.0, from.max(to) + 8.0);
        let lines = &mut self.lines[channel];
        // Other lines that overlap this span keep their heights; in a crowded channel the last height is shared.
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

/// Shelves with content that a path passes from the bottom of one shelf to the channel above another, in order.
fn crossed(from: usize, to: usize, shelves: &[Shelf]) -> Box<dyn Iterator<Item = usize> + '_> {
    let has_content = |&shelf: &usize| shelves.get(shelf).is_some_and(|s| s.bottom > s.top);
    if to > from {
        Box::new((from + 1..to).filter(has_content))
    } else {
        // Up and around: the path also passes its own shelf on its way to the channel above the report.
        Box::new((to..=from).rev().filter(has_content))
    }
}

/// The x nearest to `wanted`, and then to `towards`, at which a line passes a shelf without touching a box.
fn free_gap(taken: &[(f64, f64)], wanted: f64, towards: f64) -> f64 {
    let next = taken.partition_point(|&(_, right)| right + KEEP_LEFT <= wanted);
    match taken.get(next) {
        None => return wanted,
        Some(&(left, _)) if wanted <= left - KEEP_RIGHT => return wanted,
        Some(_) => {}
    }
    // Walk outwards past boxes that stand too close together for a line.
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
