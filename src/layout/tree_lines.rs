//! Lines of a classic chart: out of a card, along the bus, and into each card below or down the rail beside its column.
//! Cards are placed elsewhere.

use super::connector::Connector;
use super::tree::Flow;
use super::tree_branches::{Branches, GAPS, Hang, INDENT};
use crate::scene::{Point, Rect};

/// Radius of the corners of lines, in points.
const RADIUS: f64 = 6.0;

impl Branches {
    /// Path from the card above to a card; empty for a top.
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

    /// Lines that together cover all paths to the cards below one, drawing each stretch about once; those that are not
    /// near the window are left out.
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

    /// Path from a card to one that is not below it. It keeps to the channels where it can but may pass behind cards.
    pub fn across(&self, above: u32, at: u32) -> Vec<Point> {
        let (from, to) = (self.frame(self.rects[above as usize]), self.frame(self.rects[at as usize]));
        let bus = to.top - GAPS.levels / 4.0;
        let (start, end) = (from.center().x + RADIUS, to.center().x + RADIUS);
        let leave = if to.top >= from.bottom { from.bottom } else { from.top };
        let points = [Point::new(start, leave), Point::new(start, bus), Point::new(end, bus), Point::new(end, to.top)];
        points.into_iter().map(|point| self.unframed(point)).collect()
    }

    /// Trunk of a card, with no cards attached.
    fn connector(&self, above: u32) -> Connector {
        let (trunk, bus) = self.trunks[above as usize];
        let start = self.frame(self.rects[above as usize]).bottom;
        let trunk = vec![Point::new(trunk, start), Point::new(trunk, bus)];
        Connector { dotted: false, above, trunk, bus, below: Vec::new() }
    }

    /// Converts a rectangle between the picture and the frame of the tree; the conversion is its own inverse.
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
