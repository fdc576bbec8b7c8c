//! Looking up the place of a box, and the boxes at a place.

use super::{Grid, List, Rows, Run};
use crate::layout::Lane;
use crate::scene::{Point, Rect};

/// All boxes in a stripe of a row, or in a lane if the row is not divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap {
    /// Row, 0 at the top.
    pub row: usize,
    /// Lane.
    pub lane: Lane,
    /// Index of the stripe; `None` if the row is not divided.
    pub stripe: Option<usize>,
    /// Number of boxes, at least 1.
    pub count: u32,
    /// Area of the full lines, and of the rest in the last line.
    pub rects: [Option<Rect>; 2],
}

impl List {
    /// Contiguous parts of the list as (stripe, index of the first box, its index in the stripe, number of boxes).
    fn pieces(&self, is_divided: bool) -> impl Iterator<Item = (usize, u32, u32, u32)> + '_ {
        let all = self.boxes.len() as u32;
        let whole = (!is_divided && all > 0).then_some((0, 0, 0, all));
        let runs = if is_divided { self.runs.as_slice() } else { &[] };
        let end = move |at: usize| runs.get(at + 1).map_or(all, |next| next.start);
        let piece =
            move |(at, run): (usize, &Run)| (usize::from(run.stripe), run.start, run.offset, end(at) - run.start);
        whole.into_iter().chain(runs.iter().enumerate().map(piece))
    }

    /// Stripe of the box at an index in the list, and its index in the stripe.
    fn in_stripe(&self, index: u32) -> (usize, u32) {
        match self.runs.partition_point(|run| run.start <= index).checked_sub(1).map(|at| self.runs[at]) {
            Some(run) => (usize::from(run.stripe), run.offset + index - run.start),
            None => (0, index),
        }
    }
}

impl Rows {
    pub(super) fn list(&self, row: usize, lane: Lane) -> &List {
        &self.lists[row * 2 + lane as usize]
    }

    /// Rectangle of the slot of a box; `None` if it is not in the picture.
    pub fn slot(&self, name: u32) -> Option<Rect> {
        let (_, _, grid, index) = self.stands(name)?;
        Some(grid.rect(index))
    }

    /// Row and lane of a box, the slots of the lane or stripe, and the index of its own slot.
    pub(super) fn stands(&self, name: u32) -> Option<(usize, Lane, Grid, u32)> {
        let cell = self.cell(name);
        let (row, lane) = (cell.row()?, cell.lane());
        let index = self.at[name as usize];
        let (stripe, index) = match self.frame.bands[row].is_divided {
            true => self.list(row, lane).in_stripe(index),
            false => (0, index),
        };
        Some((row, lane, self.frame.grid(row, lane, stripe), index))
    }

    /// Index of the stripe of a box; `None` if its row is not divided or it is not in the picture.
    pub fn stripe_of(&self, name: u32) -> Option<usize> {
        let cell = self.cell(name);
        let row = cell.row().filter(|&row| self.frame.bands[row].is_divided)?;
        Some(self.list(row, cell.lane()).in_stripe(self.at[name as usize]).0)
    }

    /// Box at an index in a lane or stripe.
    pub(super) fn member(&self, row: usize, lane: Lane, stripe: usize, index: u32) -> Option<u32> {
        let list = self.list(row, lane);
        let is_here = |&(of, _, offset, count): &(usize, u32, u32, u32)| {
            of == stripe && (offset..offset + count).contains(&index)
        };
        let (_, start, offset, _) = list.pieces(self.frame.bands[row].is_divided).find(is_here)?;
        list.boxes.get((start + index - offset) as usize).copied()
    }

    /// Number of boxes in a lane of a row, or in one of its stripes if the row is divided.
    pub fn count_in(&self, row: usize, lane: Lane, stripe: usize) -> u32 {
        match self.frame.bands[row].is_divided {
            true => self.tally.by_stripe(row, lane).get(stripe).copied().unwrap_or(0),
            false => self.tally.cell(row, lane),
        }
    }

    /// About `most` boxes of a lane or stripe, at even intervals.
    pub fn sample_in(&self, row: usize, lane: Lane, stripe: usize, most: usize) -> impl Iterator<Item = u32> + '_ {
        let step = (self.count_in(row, lane, stripe) as usize).div_ceil(most.max(1)).max(1);
        let list = self.list(row, lane);
        let pieces = list.pieces(self.frame.bands[row].is_divided).filter(move |piece| piece.0 == stripe);
        pieces.flat_map(move |(_, start, offset, count)| {
            // Take every `step`-th box of the stripe, counting across its pieces.
            let first = (step - offset as usize % step) % step;
            (first..count as usize).step_by(step).map(move |at| list.boxes[start as usize + at])
        })
    }

    /// Box whose slot contains a point.
    pub fn hit(&self, at: Point) -> Option<u32> {
        let row = self.frame.row_at(at.y)?;
        let lane = self.frame.lane_at(at.x);
        let stripe = if self.frame.bands[row].is_divided { self.frame.stripe_at(lane, at.x)? } else { 0 };
        let index = self.frame.grid(row, lane, stripe).at(at, self.count_in(row, lane, stripe))?;
        self.member(row, lane, stripe, index)
    }

    /// All boxes that are at least partly inside a window, row by row, IC first, in tree order.
    pub fn each_in(&self, window: &Rect, out: &mut dyn FnMut(u32, Rect)) {
        for row in self.frame.rows_in(window) {
            for lane in Lane::BOTH {
                let list = self.list(row, lane);
                for (stripe, start, offset, count) in list.pieces(self.frame.bands[row].is_divided) {
                    let grid = self.frame.grid(row, lane, stripe);
                    let end = offset + count;
                    let [lines, columns] = grid.seen(window, end);
                    for line in lines {
                        let first = line * grid.columns;
                        let (from, to) = ((first + columns.start).max(offset), (first + columns.end).min(end));
                        for index in from..to {
                            out(list.boxes[(start + index - offset) as usize], grid.rect(index));
                        }
                    }
                }
            }
        }
    }

    /// All boxes by lane or stripe as filled bars of the same area, for slots that are too small to be seen.
    pub fn heaps_in(&self, window: &Rect) -> impl Iterator<Item = Heap> + '_ {
        let cells = self.frame.rows_in(window).flat_map(|row| Lane::BOTH.map(|lane| (row, lane)));
        cells.flat_map(move |(row, lane)| {
            let is_divided = self.frame.bands[row].is_divided;
            let stripes = if is_divided { self.frame.stripes[0].len() } else { 1 };
            (0..stripes).filter_map(move |stripe| {
                let count = self.count_in(row, lane, stripe);
                let rects = self.frame.grid(row, lane, stripe).heap(count);
                let stripe = is_divided.then_some(stripe);
                (count > 0).then_some(Heap { row, lane, stripe, count, rects })
            })
        })
    }
}
