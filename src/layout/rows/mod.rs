//! The arrangement by rung: a row is a rung and holds all of its boxes, in two lanes either side of a gutter, packed
//! in slots from the gutter outwards in the order of the tree. It is fitted to a canvas, never cropped.
//!
//! Boxes in, places out: what a box stands for is the caller's. Placing is one pass over the boxes; how large the
//! slots of each row are is found from the counts by row, lane and branch alone (`fit`), so after an edit only the
//! lists that it touches are made again, and the result is the one of a cold start.

mod assign;
mod bands;
mod find;
mod fit;
mod pack;
mod share;
mod step;
mod stripes;
mod style;
mod tally;

pub use bands::{Band, Frame};
pub use find::Heap;
pub use pack::Grid;
pub use step::Step;
pub use stripes::{Stripe, StripeOf};
pub use style::{Density, Room, Style};
pub use tally::Rungs;

use super::lane::Lane;
use std::sync::Arc;
use tally::{Branches, Tally};

/// Row and lane of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell(u16);

impl Cell {
    /// Of a box that is not in the picture.
    pub const NOWHERE: Self = Self(u16::MAX);

    /// A row, 0 at the top, of at most 32,000, and a side of it.
    pub fn new(row: u32, lane: Lane) -> Self {
        u16::try_from(row * 2 + lane as u32).map_or(Self::NOWHERE, Self)
    }

    /// The row, unless the box is nowhere.
    pub fn row(self) -> Option<usize> {
        (self != Self::NOWHERE).then_some(usize::from(self.0 / 2))
    }

    /// The side; of a box that is nowhere management's.
    pub fn lane(self) -> Lane {
        if self.0.is_multiple_of(2) { Lane::Ic } else { Lane::Management }
    }

    fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// Boxes of one list that stand in one stripe, one behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    stripe: u16,
    /// Index in the list of the first.
    start: u32,
    /// How many of the list stand in the stripe already before it.
    offset: u32,
}

/// The boxes of one lane of one row, in the order of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct List {
    boxes: Vec<u32>,
    runs: Vec<Run>,
}

/// A placed picture. Cheap to clone: clones share what the boxes of both stand in.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    room: Room,
    /// By box.
    cells: Arc<Vec<Cell>>,
    /// By box its index in its list.
    at: Arc<Vec<u32>>,
    /// By cell.
    lists: Vec<Arc<List>>,
    branches: Branches,
    tally: Tally,
    frame: Frame,
}

impl Rows {
    /// Places boxes. `order` names all of them once, managers before their reports, a branch in one piece; `cells`
    /// says by name where each belongs. Linear in boxes.
    pub fn place(rungs: &Rungs, cells: Vec<Cell>, order: impl ExactSizeIterator<Item = u32>, room: &Room) -> Self {
        let branches = Branches::of(rungs.branches, order.len());
        let mut rows = Self {
            room: *room,
            at: Arc::new(vec![0; cells.len()]),
            cells: Arc::new(cells),
            lists: vec![Arc::default(); rungs.rows * 2],
            tally: Tally::new(rungs, branches.stripes()),
            branches,
            frame: Frame::default(),
        };
        rows.fill(order, None);
        rows.frame = fit::fit(&[&rows.tally], room).remove(0);
        rows
    }

    /// The picture after an edit: `changed` are the boxes whose cell is another now, or that are new, and theirs now.
    /// `branches` is [`Rungs::branches`] where the order is another one, or `None` where it is as it was; then only
    /// the lists that somebody comes into or leaves are made again. Equal to [`Rows::place`].
    pub fn follow(
        &mut self,
        changed: &[(u32, Cell)],
        order: impl ExactSizeIterator<Item = u32>,
        branches: Option<&[u32]>,
    ) {
        let mut touched = vec![branches.is_some(); self.lists.len()];
        let cells = Arc::make_mut(&mut self.cells);
        for &(name, cell) in changed {
            let name = name as usize;
            if cells.len() <= name {
                cells.resize(name + 1, Cell::NOWHERE);
                Arc::make_mut(&mut self.at).resize(name + 1, 0);
            }
            for cell in [std::mem::replace(&mut cells[name], cell), cell] {
                if let Some(touched) = touched.get_mut(cell.at()) {
                    *touched = true;
                }
            }
        }
        if let Some(branches) = branches {
            self.branches = Branches::of(branches, order.len());
            self.tally.reset(self.branches.stripes());
        }
        if touched.contains(&true) {
            self.fill(order, Some(&touched));
            self.frame = fit::fit(&[&self.tally], &self.room).remove(0);
        }
    }

    /// The same boxes in another room: a canvas of another size, another density.
    pub fn fit_into(&mut self, room: &Room) {
        self.room = *room;
        self.frame = fit::fit(&[&self.tally], room).remove(0);
    }

    /// Gives pictures of the same rows the same lanes, styles and bands, each high enough for all of them, so that
    /// they can stand beside each other or follow one another without a jump.
    pub fn fit_together(pictures: &mut [&mut Self], room: &Room) {
        let tallies: Vec<&Tally> = pictures.iter().map(|rows| &rows.tally).collect();
        let frames = fit::fit(&tallies, room);
        for (rows, frame) in pictures.iter_mut().zip(frames) {
            (rows.room, rows.frame) = (*room, frame);
        }
    }

    /// Makes the lists, all of them or those touched, in one pass over the boxes.
    fn fill(&mut self, order: impl ExactSizeIterator<Item = u32>, touched: Option<&[bool]>) {
        const NEW: u16 = u16::MAX;
        let is_touched = |cell: usize| touched.is_none_or(|touched| touched[cell]);
        let at = Arc::make_mut(&mut self.at);
        let mut lists = Vec::with_capacity(self.lists.len());
        for (cell, list) in self.lists.iter_mut().enumerate() {
            lists.push(is_touched(cell).then(|| {
                let mut list = std::mem::take(list);
                let list = Arc::get_mut(&mut list).map(std::mem::take).unwrap_or_default();
                let List { mut boxes, mut runs } = list;
                boxes.clear();
                runs.clear();
                self.tally.clear(cell);
                List { boxes, runs }
            }));
        }
        let mut last = vec![NEW; self.lists.len()];
        let mut order = order.enumerate();
        for (stripe, until) in self.branches.pieces() {
            for (_, name) in order.by_ref().take(until) {
                let cell = self.cells.get(name as usize).map_or(usize::MAX, |cell| cell.at());
                let Some(Some(list)) = lists.get_mut(cell) else { continue };
                let index = list.boxes.len() as u32;
                if last[cell] != stripe {
                    last[cell] = stripe;
                    list.runs.push(Run { stripe, start: index, offset: self.tally.of(cell, stripe) });
                }
                self.tally.add(cell, stripe);
                at[name as usize] = index;
                list.boxes.push(name);
            }
        }
        for (kept, made) in self.lists.iter_mut().zip(lists) {
            if let Some(made) = made {
                *kept = Arc::new(made);
            }
        }
    }

    /// Lanes, bands and stripes.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// What it was fitted into.
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// Where a box belongs.
    pub fn cell(&self, name: u32) -> Cell {
        self.cells.get(name as usize).copied().filter(|cell| cell.at() < self.lists.len()).unwrap_or(Cell::NOWHERE)
    }

    /// The boxes of one side of a row, in the order of the tree.
    pub fn members(&self, row: usize, lane: Lane) -> &[u32] {
        self.lists.get(row * 2 + lane as usize).map_or(&[], |list| &list.boxes)
    }

    /// How many boxes are in the picture.
    pub fn count(&self) -> usize {
        self.lists.iter().map(|list| list.boxes.len()).sum()
    }
}
