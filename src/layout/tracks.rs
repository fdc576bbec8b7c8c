//! The tracks: two lanes, rows by grade, boxes on a grid of columns within their row's band.

use super::lane::Lane;
use super::pack::{Packed, pack};
use crate::scene::Rect;

/// A box to be placed. Parents come before their children.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Index of the box above; `None` for a top.
    pub parent: Option<u32>,
    /// Which lane.
    pub lane: Lane,
    /// Row, 0 at the top.
    pub row: u32,
    /// Shelf within the row's band, 0 at the top.
    pub shelf: u32,
    /// Columns covered, at least 1.
    pub columns: u32,
    /// Height in points.
    pub height: f64,
}

/// Measures of the picture, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Width of a card; a column is this and `gap`.
    pub card: f64,
    /// Between columns.
    pub gap: f64,
    /// Least height of a row's content.
    pub row: f64,
    /// Above each shelf, where the lines run.
    pub channel: f64,
    /// Between a lane's edge and its first column.
    pub margin: f64,
    /// Width of the gutter between the lanes.
    pub gutter: f64,
    /// Above the first row.
    pub head: f64,
    /// Least number of columns of a lane.
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

/// The band of a row: everything of the row lies between `top` and `bottom`, and bands do not overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Upper edge and height of the content of each shelf; the channel lies above it. Height 0: nothing there.
    pub shelves: Vec<(f64, f64)>,
}

impl Band {
    /// Upper edge and height of the first shelf that has content.
    pub fn first_shelf(&self) -> (f64, f64) {
        self.shelves.iter().copied().find(|shelf| shelf.1 > 0.0).unwrap_or((self.top, self.bottom - self.top))
    }

    /// Where the row's label and its grade stand: the middle of the first shelf, where no line runs.
    pub fn middle(&self) -> f64 {
        let (top, height) = self.first_shelf();
        top + height / 2.0
    }
}

/// A placed picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Where each box is.
    pub rects: Vec<Rect>,
    /// One band a row.
    pub bands: Vec<Band>,
    /// Left and right edge of the lanes, IC first.
    pub lanes: [(f64, f64); 2],
    /// Everything.
    pub bounds: Rect,
}

impl Placed {
    /// Makes bands at least so high, one number a row; all that stands in a band moves down with its upper edge.
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

/// Places boxes. Linear in boxes times rows.
pub fn place(items: &[Item], rows: usize, sizes: &Sizes) -> Placed {
    let shelves = items.iter().map(|item| item.shelf + 1).max().unwrap_or(1);
    let mut left = vec![0.0; items.len()];
    let mut columns = [0u32; 2];
    for lane in Lane::BOTH {
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
            // Whole columns: all distances asked for are whole, so rounding down keeps every one of them.
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
            // The first shelf has room for the row's label; the others are as high as what stands on them.
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
    // One gap more at the right, where the last column's gauge stands.
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
