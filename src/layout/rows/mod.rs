//! The arrangement by rung. A row is a rung and holds all of its boxes, in two lanes on either side of a gutter, packed
//! into slots from the gutter outwards in tree order. It is fitted to a canvas and never cropped.
//!
//! Boxes go in and places come out; what a box stands for is up to the caller. Placing is one pass over the boxes. The
//! size of the slots in each row follows from the counts by row, lane and branch alone (`fit`), so an edit rebuilds
//! only the lists that it touches, with the same result as a cold start.

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
    /// Cell of a box that is not in the picture.
    pub const NOWHERE: Self = Self(u16::MAX);

    /// Cell of a row, 0 at the top and below 32,000, and a lane.
    pub fn new(row: u32, lane: Lane) -> Self {
        u16::try_from(row * 2 + lane as u32).map_or(Self::NOWHERE, Self)
    }

    /// Row; `None` for a box that is not in the picture.
    pub fn row(self) -> Option<usize> {
        (self != Self::NOWHERE).then_some(usize::from(self.0 / 2))
    }

    /// Lane; management for a box that is not in the picture.
    pub fn lane(self) -> Lane {
        if self.0.is_multiple_of(2) { Lane::Ic } else { Lane::Management }
    }

    fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// Consecutive boxes of a list that stand in the same stripe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    stripe: u16,
    /// Index of the first one in the list.
    start: u32,
    /// Number of earlier boxes of the list in the same stripe.
    offset: u32,
}

/// Boxes of one lane of a row, in tree order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct List {
    boxes: Vec<u32>,
    runs: Vec<Run>,
}

/// A placed picture. Cheap to clone: clones share the lists of boxes until one of them changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    room: Room,
    /// Cells by box.
    cells: Arc<Vec<Cell>>,
    /// By box, its index in its list.
    at: Arc<Vec<u32>>,
    /// Lists by cell.
    lists: Vec<Arc<List>>,
    branches: Branches,
    tally: Tally,
    frame: Frame,
}

impl Rows {
    /// Places boxes. `order` names each of them once, managers before their reports and each branch in one piece;
    /// `cells` gives the cell by name. Linear in boxes.
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

    /// Updates the picture after an edit. `changed` lists boxes that are new or have another cell, with their present
    /// cell. `branches` is [`Rungs::branches`] if the order has changed; `None` means that it has not, and only the
    /// lists that somebody joins or leaves are rebuilt. The result equals [`Rows::place`].
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

    /// Fits the same boxes into another room, such as a canvas of another size or another density.
    pub fn fit_into(&mut self, room: &Room) {
        self.room = *room;
        self.frame = fit::fit(&[&self.tally], room).remove(0);
    }

    /// Gives pictures with the same rows the same lanes, styles and bands, each high enough for all of them, so that
    /// they can be shown side by side or in turn without a jump.
    pub fn fit_together(pictures: &mut [&mut Self], room: &Room) {
        let tallies: Vec<&Tally> = pictures.iter().map(|rows| &rows.tally).collect();
        let frames = fit::fit(&tallies, room);
        for (rows, frame) in pictures.iter_mut().zip(frames) {
            (rows.room, rows.frame) = (*room, frame);
        }
    }

    /// Rebuilds the lists, all of them or only those touched, in one pass over the boxes.
    fn fill(&mut self, order: impl ExactSizeIterator<Item = u32>, touched: Option<&[bool]>) {
        const NEW: u16 = u16::MAX;
        let is_touched = |cell: usize| touched.is_none_or(|touched| touched[cell]);
        let at = Arc::make_mut(&mut self.at);
        let mut lists = Vec::with_capacity(self.lists.len());
        // Touched lists are emptied but keep their memory, unless a clone of the picture shares it.
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

    /// The room that the picture was last fitted into.
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// Row and lane of a box; [`Cell::NOWHERE`] if it is not in the picture.
    pub fn cell(&self, name: u32) -> Cell {
        self.cells.get(name as usize).copied().filter(|cell| cell.at() < self.lists.len()).unwrap_or(Cell::NOWHERE)
    }

    /// Boxes of one lane of a row, in tree order.
    pub fn members(&self, row: usize, lane: Lane) -> &[u32] {
        self.lists.get(row * 2 + lane as usize).map_or(&[], |list| &list.boxes)
    }

    /// Number of boxes in the picture.
    pub fn count(&self) -> usize {
        self.lists.iter().map(|list| list.boxes.len()).sum()
    }
}
