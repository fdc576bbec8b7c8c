//! The frame of a picture: lanes, the band of each row, stripes, and the grids of slots. Boxes are assigned elsewhere.

use super::assign::Assigned;
use super::pack::Grid;
use super::share::{self, Share};
use super::stripes::{self, Stripe};
use super::style::{Measure, Room, Style};
use super::tally::Tally;
use crate::layout::Lane;
use crate::scene::{Rect, Size};

/// Share of spare height that an empty row gets, relative to other rows.
const THIN: f64 = 0.2;

/// Band of a row: everything in the row lies within it, and bands do not overlap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Style of its slots.
    pub style: Style,
    /// True if it is divided into stripes.
    pub is_divided: bool,
    /// True if the row has boxes, in any of the pictures fitted together.
    pub is_held: bool,
    /// Upper edge of the first line of slots, in both lanes and all stripes.
    pub content: f64,
}

impl Band {
    /// Height in points.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Height of the centre, for the row's label and its grade.
    pub fn middle(&self) -> f64 {
        (self.top + self.bottom) / 2.0
    }
}

/// Everything in a picture except the boxes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The whole picture; at [`Density::Fit`](super::Density::Fit) the canvas.
    pub bounds: Rect,
    /// Left and right edge of the lanes, IC first.
    pub lanes: [(f64, f64); 2],
    /// Left and right edge of the strips beside the lanes, IC first. The gutter lies between them.
    pub strips: [(f64, f64); 2],
    /// Bands by row, from the top.
    pub bands: Vec<Band>,
    /// Stripes by lane, from the gutter outwards, in the same order in both lanes; empty if no row is divided.
    pub stripes: [Vec<Stripe>; 2],
    /// Upper and lower edge of the stripe heads, above the first divided row; `None` if no row is divided.
    pub stripe_heads: Option<(f64, f64)>,
    /// Grids by row, lane and stripe.
    grids: Vec<Grid>,
    /// Grids per lane of a row; undivided rows use only the first.
    per_lane: usize,
}

impl Frame {
    /// Slots of a lane in a row, or of one of its stripes if the row is divided.
    pub fn grid(&self, row: usize, lane: Lane, stripe: usize) -> Grid {
        self.grids[(row * 2 + lane as usize) * self.per_lane + stripe]
    }

    /// Row at a height; `None` outside all rows, including the heads of the stripes.
    pub fn row_at(&self, y: f64) -> Option<usize> {
        let row = self.bands.partition_point(|band| band.bottom <= y);
        self.bands.get(row).filter(|band| band.top <= y).map(|_| row)
    }

    /// Rows that are at least partly inside a window.
    pub fn rows_in(&self, window: &Rect) -> std::ops::Range<usize> {
        let from = self.bands.partition_point(|band| band.bottom < window.top);
        from..self.bands.partition_point(|band| band.top <= window.bottom).max(from)
    }

    /// Lane at a distance from the left; a place between the lanes belongs to the nearer one.
    pub fn lane_at(&self, x: f64) -> Lane {
        let [ic, management] = self.lanes;
        if x < (ic.1 + management.0) / 2.0 { Lane::Ic } else { Lane::Management }
    }

    /// Area of one lane of a row.
    pub fn ground(&self, row: usize, lane: Lane) -> Rect {
        let ((left, right), band) = (self.lanes[lane as usize], &self.bands[row]);
        Rect { left, right, top: band.top, bottom: band.bottom }
    }

    /// Index of the stripe at a distance from the left; `None` outside the stripes of the lane.
    pub fn stripe_at(&self, lane: Lane, x: f64) -> Option<usize> {
        self.stripes[lane as usize].iter().position(|stripe| stripe.left <= x && x < stripe.right)
    }
}

/// Frames of pictures with the same rows, one per tally.
pub fn frame(share: &Share, assigned: &Assigned, tallies: &[&Tally], room: &Room) -> Vec<Frame> {
    let [ic, management] = share.widths;
    let between = room.strips[0] + room.gutter + room.strips[1];
    let width = room.canvas.width.max(ic + between + management);
    let lanes = [(0.0, ic), (width - management, width)];
    let strips = [(ic, ic + room.strips[0]), (width - management - room.strips[1], width - management)];
    let (bands, stripe_heads) = bands(share, assigned, tallies, room);
    let bottom = bands.last().map_or(room.heads, |band| band.bottom).max(room.canvas.height);
    let of = |(at, tally): (usize, &&Tally)| {
        let stripes = Lane::BOTH.map(|lane| match stripe_heads {
            Some(_) => stripes_of(tally, lane, lanes[lane as usize], &share.stripes[at][lane as usize]),
            None => Vec::new(),
        });
        let per_lane = stripes[0].len().max(1);
        let grid = |row: usize, lane: Lane, stripe: usize| {
            let (style, lane_edges) = (bands[row].style, lanes[lane as usize]);
            let (edges, margin) = match stripes[lane as usize].get(stripe).filter(|_| bands[row].is_divided) {
                Some(stripe) => ((stripe.left, stripe.right), stripes::margin(stripe.width())),
                None => (lane_edges, share::margin(lane_edges.1 - lane_edges.0)),
            };
            grid(lane, edges, margin, bands[row].content, &Measure::of(style, room))
        };
        let cells = (0..bands.len()).flat_map(|row| Lane::BOTH.map(|lane| (row, lane)));
        let grids = cells.flat_map(|(row, lane)| (0..per_lane).map(move |stripe| grid(row, lane, stripe)));
        Frame {
            bounds: Rect::new(0.0, 0.0, width, bottom),
            lanes,
            strips,
            grids: grids.collect(),
            bands: bands.clone(),
            stripes,
            stripe_heads,
            per_lane,
        }
    };
    tallies.iter().enumerate().map(of).collect()
}

/// Bands from the top down, and the edges of the stripe heads.
fn bands(share: &Share, assigned: &Assigned, tallies: &[&Tally], room: &Room) -> (Vec<Band>, Option<(f64, f64)>) {
    let rows = assigned.styles.len();
    let is_held = |row: usize| tallies.iter().any(|tally| tally.row(row) > 0);
    let is_divided = |row: usize| share.is_divided() && is_held(row) && !assigned.styles[row].is_named();
    let first_divided = (0..rows).find(|&row| is_divided(row));
    let mut contents: Vec<(Style, Vec<f64>)> = Vec::new();
    let total: f64 = assigned.heights.iter().sum();
    let weight = |row: usize| if is_held(row) { 1.0 } else { THIN };
    let weights: f64 = (0..rows).map(weight).sum();
    // Spare height goes to all rows, but mostly to those with boxes.
    let spare = (share.height - total).max(0.0) / weights.max(1.0);
    let (mut y, mut heads, mut bands) = (room.heads, None, Vec::with_capacity(rows));
    for (row, (&style, &height)) in assigned.styles.iter().zip(&assigned.heights).enumerate() {
        if first_divided == Some(row) {
            heads = Some((y, y + room.stripe_heads));
            y += room.stripe_heads;
        }
        let known = contents.iter().position(|(of, _)| *of == style).unwrap_or_else(|| {
            contents.push((style, share.contents(style)));
            contents.len() - 1
        });
        let content = contents[known].1[row];
        let bottom = y + height + (spare * weight(row)).floor();
        let content = y + ((bottom - y - content) / 2.0).max(0.0).floor();
        bands.push(Band { top: y, bottom, style, is_divided: is_divided(row), is_held: is_held(row), content });
        y = bottom;
    }
    (bands, heads)
}

fn stripes_of(tally: &Tally, lane: Lane, (left, right): (f64, f64), widths: &[f64]) -> Vec<Stripe> {
    let counts = tally.lane_by_stripe(lane, &|_| true);
    let mut away = 0.0;
    let stripe = |((&of, &width), count): ((_, &f64), u32)| {
        let (from, to) = (away, away + width);
        away = to;
        let (left, right) = match lane {
            Lane::Ic => (right - to, right - from),
            Lane::Management => (left + from, left + to),
        };
        Stripe { of, left, right, count }
    };
    tally.stripes.iter().zip(widths).zip(counts).map(stripe).collect()
}

/// Slots between two edges, widened to fill the columns as far as the style allows.
fn grid(lane: Lane, (left, right): (f64, f64), margin: f64, top: f64, measure: &Measure) -> Grid {
    let width = right - left - 2.0 * margin;
    let columns = measure.columns(width).max(1);
    let (mut slot, gap) = (measure.slot, measure.gap.width);
    if measure.stretch > 1.0 {
        let wide = ((width + gap) / f64::from(columns)).floor() - gap;
        slot.width = wide.clamp(slot.width, slot.width * measure.stretch);
    }
    let near = if lane == Lane::Ic { right - margin } else { left + margin };
    let pitch = Size { width: slot.width + gap, ..measure.pitch() };
    Grid { near, top, lane, slot, pitch, columns }
}
