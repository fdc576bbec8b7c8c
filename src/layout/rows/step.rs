//! Moving from slot to slot with the arrow keys, by position on the screen rather than by order.

use super::{Grid, Rows};
use crate::layout::Lane;
use crate::scene::{Point, Rect};

/// Direction of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Left along the line, across the gutter too.
    Left,
    /// Right along the line, across the gutter too.
    Right,
    /// Up by a line, and from the first line of a row into the next row that has boxes.
    Up,
    /// Down by a line, and from the last line of a row into the next row that has boxes.
    Down,
}

impl Rows {
    /// Box that an arrow key leads to; `None` at the edge of the picture and for a box that is not in it.
    pub fn step(&self, name: u32, step: Step) -> Option<u32> {
        let (row, _, grid, index) = self.stands(name)?;
        let from = grid.rect(index);
        match step {
            Step::Left | Step::Right => self.beside(row, from, step == Step::Right),
            Step::Up => self
                .in_row(row, from, |top| top < from.top - 1e-9, false)
                .or_else(|| (0..row).rev().find_map(|row| self.in_row(row, from, |_| true, false))),
            Step::Down => self
                .in_row(row, from, |top| top > from.top + 1e-9, true)
                .or_else(|| (row + 1..self.frame.bands.len()).find_map(|row| self.in_row(row, from, |_| true, true))),
        }
    }

    /// Grids of a row that hold boxes, with lane, stripe and count.
    fn grids(&self, row: usize) -> impl Iterator<Item = (Lane, usize, Grid, u32)> + '_ {
        let stripes = if self.frame.bands[row].is_divided { self.frame.stripes[0].len() } else { 1 };
        Lane::BOTH.into_iter().flat_map(move |lane| {
            (0..stripes).filter_map(move |stripe| {
                let count = self.count_in(row, lane, stripe);
                (count > 0).then(|| (lane, stripe, self.frame.grid(row, lane, stripe), count))
            })
        })
    }

    /// Nearest slot to one side, on the same line or, in a lane with fewer lines, on the last one.
    fn beside(&self, row: usize, from: Rect, is_right: bool) -> Option<u32> {
        let mut best: Option<(f64, Lane, usize, u32)> = None;
        for (lane, stripe, grid, count) in self.grids(row) {
            let line = (((from.top - grid.top) / grid.pitch.height).round().max(0.0) as u32).min(grid.lines(count) - 1);
            let (first, last) = (line * grid.columns, ((line + 1) * grid.columns).min(count) - 1);
            // Calculate the next column on that side rather than trying one after the other.
            let here = grid.part(from.center()).0.floor();
            let towards = if is_right == (lane == Lane::Management) { here + 1.0 } else { here - 1.0 };
            let column = towards.clamp(0.0, f64::from(last - first));
            let index = first + column as u32;
            let x = grid.rect(index).center().x - from.center().x;
            let away = if is_right { x } else { -x };
            if away > 1e-9 && best.is_none_or(|best| away < best.0) {
                best = Some((away, lane, stripe, index));
            }
        }
        best.and_then(|(_, lane, stripe, index)| self.member(row, lane, stripe, index))
    }

    /// Nearest slot of a row, first across and then down, among lines whose top is allowed; `from_top` means that lines
    /// are preferred from the first one down, otherwise from the last one up.
    fn in_row(&self, row: usize, from: Rect, is_allowed: impl Fn(f64) -> bool, from_top: bool) -> Option<u32> {
        let mut best: Option<((f64, f64), Lane, usize, u32)> = None;
        for (lane, stripe, grid, count) in self.grids(row) {
            let lines = grid.lines(count);
            let column = grid.part(from.center()).0.floor().clamp(0.0, f64::from(grid.columns.min(count) - 1)) as u32;
            let top = |line: u32| grid.top + f64::from(line) * grid.pitch.height;
            let last = (count - 1 - column) / grid.columns;
            let near = ((from.top - grid.top) / grid.pitch.height).round();
            let candidates = match from_top {
                true => [0.0, near - 1.0, near, near + 1.0],
                false => [f64::from(last), near + 1.0, near, near - 1.0],
            };
            let line = candidates
                .into_iter()
                .filter(|&line| line >= 0.0 && line <= f64::from(last.min(lines - 1)))
                .map(|line| line as u32)
                .find(|&line| is_allowed(top(line)));
            let Some(line) = line else { continue };
            let index = line * grid.columns + column;
            let to = grid.rect(index).center();
            let away = distance(from.center(), to);
            if best.is_none_or(|best| away < best.0) {
                best = Some((away, lane, stripe, index));
            }
        }
        best.and_then(|(_, lane, stripe, index)| self.member(row, lane, stripe, index))
    }
}

fn distance(from: Point, to: Point) -> (f64, f64) {
    ((from.x - to.x).abs(), (from.y - to.y).abs())
}
