//! Slots in lines, filled from the gutter outwards and line by line downwards.

use crate::layout::Lane;
use crate::scene::{Point, Rect, Size};

/// Slots of one size, arranged in lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Position of the edge nearest to the gutter.
    pub near: f64,
    /// Upper edge of the first line.
    pub top: f64,
    /// Lane, which gives the direction: slots continue leftwards in the lane to the left of the gutter.
    pub lane: Lane,
    /// Size of a slot.
    pub slot: Size,
    /// Distance from one slot to the next, across and down.
    pub pitch: Size,
    /// Slots in a line, at least 1.
    pub columns: u32,
}

impl Grid {
    /// Rectangle of the slot with an index.
    pub fn rect(&self, index: u32) -> Rect {
        let (column, line) = (index % self.columns, index / self.columns);
        let away = f64::from(column) * self.pitch.width;
        let left = match self.lane {
            Lane::Ic => self.near - away - self.slot.width,
            Lane::Management => self.near + away,
        };
        Rect::new(left, self.top + f64::from(line) * self.pitch.height, self.slot.width, self.slot.height)
    }

    /// Number of lines needed for `count` boxes.
    pub fn lines(&self, count: u32) -> u32 {
        count.div_ceil(self.columns)
    }

    /// Distance of a point from the gutter edge in slots, and from the first line in lines.
    pub fn part(&self, at: Point) -> (f64, f64) {
        let away = match self.lane {
            Lane::Ic => self.near - at.x,
            Lane::Management => at.x - self.near,
        };
        (away / self.pitch.width, (at.y - self.top) / self.pitch.height)
    }

    /// Index of the slot at a point, out of `count`; `None` beside the slots and between them.
    pub fn at(&self, at: Point, count: u32) -> Option<u32> {
        let (column, line) = self.part(at);
        if column < 0.0 || line < 0.0 || column >= f64::from(self.columns) || line >= f64::from(self.lines(count)) {
            return None;
        }
        let index = line as u32 * self.columns + column as u32;
        (index < count && self.rect(index).contains(at)).then_some(index)
    }

    /// Lines and columns, out of `count` slots, that are at least partly inside a window.
    pub fn seen(&self, window: &Rect, count: u32) -> [std::ops::Range<u32>; 2] {
        let (one, top) = self.part(Point::new(window.left, window.top));
        let (other, bottom) = self.part(Point::new(window.right, window.bottom));
        let range = |from: f64, to: f64, most: u32| {
            let from = (from.floor().max(0.0) as u32).min(most);
            from..((to.floor() + 1.0).max(0.0) as u32).clamp(from, most)
        };
        [range(top, bottom, self.lines(count)), range(one.min(other), one.max(other), self.columns.min(count))]
    }

    /// The full lines as one rectangle and the rest as another that touches it; `None` for a part that is empty.
    pub fn heap(&self, count: u32) -> [Option<Rect>; 2] {
        let full = count / self.columns * self.columns;
        let around = |from: u32, to: u32| (from < to).then(|| self.rect(from).union(&self.rect(to - 1)));
        let (whole, rest) = (around(0, full), around(full, count));
        [whole, rest.map(|rest| Rect { top: whole.map_or(rest.top, |whole| whole.bottom), ..rest })]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lane: Lane, count: u32, expected: &str) {
        let size = |width, height| Size { width, height };
        let grid = Grid { near: 100.0, top: 10.0, lane, slot: size(8.0, 4.0), pitch: size(10.0, 5.0), columns: 3 };
        let places: Vec<String> =
            (0..count).map(|at| grid.rect(at)).map(|rect| format!("{},{}", rect.left, rect.top)).collect();
        assert_eq!(places.join(" "), expected);
        for at in 0..count {
            assert_eq!(grid.at(grid.rect(at).center(), count), Some(at));
            let [lines, columns] = grid.seen(&grid.rect(at), count);
            assert!(lines.contains(&(at / 3)) && columns.contains(&(at % 3)));
        }
        assert_eq!(grid.at(grid.rect(count).center(), count), None);
    }

    #[test]
    fn slots_go_from_the_gutter_outwards() {
        check(Lane::Management, 5, "100,10 110,10 120,10 100,15 110,15");
        check(Lane::Ic, 4, "92,10 82,10 72,10 92,15");
    }
}
