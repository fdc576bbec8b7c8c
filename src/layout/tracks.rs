//! Placing the tracks by manager: two lanes, rows by grade, boxes on a grid of columns within the band of their row.

use super::lane::Lane;
use super::pack::{Packed, pack};
use crate::scene::Rect;

/// A box to be placed. Parents come before their children.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Index of the upper box; `None` for a top.
    pub parent: Option<u32>,
    /// Lane.
    pub lane: Lane,
    /// Row, 0 at the top.
    pub row: u32,
    /// Shelf within the row's band, 0 at the top.
    pub shelf: u32,
    /// Number of columns covered, at least 1.
    pub columns: u32,
    /// Height in points.
    pub height: f64,
}

/// Measures of a picture, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Width of a card; a column is this plus `gap`.
    pub card: f64,
    /// Space between columns.
    pub gap: f64,
    /// Least height of the content of a row.
    pub row: f64,
    /// Space above each shelf, in which lines run.
    pub channel: f64,
    /// Space between the edge of a lane and its first column.
    pub margin: f64,
    /// Width of the gutter between the lanes.
    pub gutter: f64,
    /// Space above the first row.
    pub head: f64,
    /// Least number of columns in a lane.
    pub least_columns: u32,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            card: 160.0,
            gap: 20.0,
            row: 52.0,
            channel: 40.0,
            margin: 16.0,
            gutter: 136.0,
            head: 68.0,
            least_columns: 2,
        }
    }
}

/// Band of a row: everything in the row lies between `top` and `bottom`, and bands do not overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Upper edge and height of the content of each shelf, below its channel; the height is 0 for an empty shelf.
    pub shelves: Vec<(f64, f64)>,
}

impl Band {
    /// Upper edge and height of the first shelf with content; of the whole band if there is none.
    pub fn first_shelf(&self) -> (f64, f64) {
        self.shelves.iter().copied().find(|shelf| shelf.1 > 0.0).unwrap_or((self.top, self.bottom - self.top))
    }

    /// Height of the centre of the first shelf, where no line runs, for the row's label and its grade.
    pub fn middle(&self) -> f64 {
        let (top, height) = self.first_shelf();
        top + height / 2.0
    }
}

/// A placed picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Rectangle of each box.
    pub rects: Vec<Rect>,
    /// Bands by row.
    pub bands: Vec<Band>,
    /// Left and right edge of the lanes, IC first.
    pub lanes: [(f64, f64); 2],
    /// Bounds of the whole picture.
    pub bounds: Rect,
}

impl Placed {
    /// Raises the heights of bands to the given least ones, one per row; the content of a band moves down with its
    /// upper edge.
    pub fn heighten(&mut self, items: &[Item], least: &[f64]) {
        let mut down = 0.0;
        let mut moved = Vec::with_capacity(self.bands.len());
        for (band, least) in self.bands.iter_mut().zip(least.iter().copied().chain(std::iter::repeat(0.0))) {
            let more = (least - (band.bottom - band.top)).max(0.0);
            band.top += down;
            band.bottom += down + more;
            band.shelves.iter_mut().for_each(|(top, _)| *top += down);
            moved.push(down);
            down += more;
        }
        for (item, rect) in items.iter().zip(&mut self.rects) {
            let down = moved.get(item.row as usize).copied().unwrap_or(0.0);
            (rect.top, rect.bottom) = (rect.top + down, rect.bottom + down);
        }
        self.bounds.bottom += down;
    }
}

/// Places boxes on the grid of their lane and row. Linear in boxes times rows.
pub fn place(items: &[Item], rows: usize, sizes: &Sizes) -> Placed {
    let shelves = items.iter().map(|item| item.shelf + 1).max().unwrap_or(1);
    let mut left = vec![0.0; items.len()];
    let mut columns = [0u32; 2];
    for lane in Lane::BOTH {
        // Each lane is packed on its own. Boxes of the other lane take part as groups, so that families stay together.
        let packed: Vec<Packed> = items
            .iter()
            .map(|item| Packed {
                parent: item.parent,
                cell: (item.lane == lane).then(|| (item.row * shelves + item.shelf, f64::from(item.columns))),
            })
            .collect();
        let found = pack(&packed);
        let own = || items.iter().enumerate().filter(|(_, item)| item.lane == lane);
        let start = own().map(|(at, _)| found[at]).fold(f64::INFINITY, f64::min);
        for (at, item) in own() {
            // All distances asked for are whole columns, so rounding down keeps every one of them.
            let column = (found[at] - start + 1e-6).floor();
            left[at] = column;
            columns[lane as usize] = columns[lane as usize].max(column as u32 + item.columns);
        }
    }

    let mut heights = vec![vec![0.0f64; shelves as usize]; rows];
    for item in items {
        let height = &mut heights[item.row as usize][item.shelf as usize];
        *height = height.max(item.height);
    }
    let mut bands = Vec::with_capacity(rows);
    let mut y = sizes.head;
    for row in &mut heights {
        let top = y;
        let mut tops = Vec::with_capacity(row.len());
        if row.iter().all(|&height| height == 0.0) {
            row[0] = sizes.row;
        }
        let mut is_first = true;
        for &height in row.iter() {
            // The first shelf has room for the row's label; the others are as high as their content.
            let height = if height > 0.0 && is_first { height.max(sizes.row) } else { height };
            if height > 0.0 {
                y += sizes.channel;
                is_first = false;
            }
            tops.push((y, height));
            y += height;
        }
        bands.push(Band { top, bottom: y, shelves: tops });
    }

    let pitch = sizes.card + sizes.gap;
    let width = |lane: Lane| {
        let columns = columns[lane as usize].max(sizes.least_columns);
        2.0 * sizes.margin + f64::from(columns) * pitch - sizes.gap
    };
    let ic = (0.0, width(Lane::Ic));
    let management_left = ic.1 + sizes.gutter;
    // An additional gap at the right, for the gauges of the last column.
    let management = (management_left, management_left + width(Lane::Management) + sizes.gap);
    let lanes = [ic, management];
    let rects = items
        .iter()
        .zip(&left)
        .map(|(item, column)| {
            let x = lanes[item.lane as usize].0 + sizes.margin + column * pitch;
            let y = bands[item.row as usize].shelves[item.shelf as usize].0;
            Rect::new(x, y, f64::from(item.columns) * pitch - sizes.gap, item.height)
        })
        .collect();
    let bounds = Rect { left: 0.0, top: 0.0, right: management.1, bottom: y + sizes.channel };
    Placed { rects, bands, lanes, bounds }
}
