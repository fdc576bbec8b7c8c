//! A split of the width between the lanes, and the height that each row would have with it.

use super::stripes;
use super::style::{Density, Measure, Room, Style};
use super::tally::Tally;
use crate::layout::Lane;

/// Margin at both sides of a lane in points, and the largest part of the lane's width that it may take.
const MARGIN: (f64, f64) = (14.0, 0.1);
/// Least width of both lanes together; on a narrower canvas the picture extends past the right edge.
const NARROWEST: f64 = 200.0;
/// Least height of a row with boxes, and of one without.
const ROW: f64 = 32.0;
const THIN: f64 = 20.0;
/// Part of the height that the least heights of all rows may take up; with very many rungs they are reduced.
const MOST_LEAST: f64 = 0.7;

/// Margin at either side of the slots in a lane that is not divided.
pub fn margin(width: f64) -> f64 {
    MARGIN.0.min(width * MARGIN.1)
}

/// A split of the width between the lanes.
pub struct Share<'a> {
    tallies: &'a [&'a Tally],
    room: Room,
    /// Widths of the lanes, IC first.
    pub widths: [f64; 2],
    /// Widths of the stripes by picture and lane; empty if rows are not divided.
    pub stripes: Vec<[Vec<f64>; 2]>,
    /// Height available for the rows.
    pub height: f64,
    least: Vec<f64>,
    /// Factor on spacing: 1, or less if very many rungs leave no room for the usual space.
    squeeze: f64,
}

impl<'a> Share<'a> {
    /// Gives the IC lane `part` of `parts` of the available width, but each lane at least what `slot` needs. If rows
    /// are divided, stripes are sized by the people in the rows for which `is_divided` returns true.
    pub fn new(
        (tallies, room): (&'a [&'a Tally], &Room),
        (part, parts): (u32, u32),
        is_divided: Option<&dyn Fn(usize) -> bool>,
        slot: f64,
    ) -> Self {
        let all = (room.canvas.width - room.gutter - room.strips[0] - room.strips[1]).max(NARROWEST);
        let width = |part: u32| (all * f64::from(part) / f64::from(parts)).floor().max(slot + 2.0 * MARGIN.0);
        let widths = [width(part), width(parts - part)];
        let stripes_of = |tally: &&Tally| {
            Lane::BOTH.map(|lane| match is_divided {
                Some(rows) => stripes::widths(&tally.lane_by_stripe(lane, rows), widths[lane as usize]),
                None => Vec::new(),
            })
        };
        let rows = tallies.first().map_or(0, |tally| tally.rows);
        let is_held = |row: usize| tallies.iter().any(|tally| tally.row(row) > 0);
        let mut least: Vec<f64> = (0..rows).map(|row| if is_held(row) { ROW } else { THIN }).collect();
        let height = room.canvas.height - room.heads - if is_divided.is_some() { room.stripe_heads } else { 0.0 };
        let squeeze = match room.density {
            Density::Fit => (height.max(1.0) * MOST_LEAST / least.iter().sum::<f64>().max(1.0)).min(1.0),
            Density::Names | Density::Cards | Density::Sheet { .. } => 1.0,
        };
        least.iter_mut().for_each(|least| *least *= squeeze);
        Self { tallies, room: *room, widths, stripes: tallies.iter().map(stripes_of).collect(), height, least, squeeze }
    }

    /// True if rows of dots and bars are divided into stripes.
    pub fn is_divided(&self) -> bool {
        self.stripes.iter().any(|lanes| !lanes[0].is_empty() || !lanes[1].is_empty())
    }

    /// Height of the content of each row in a style; infinite where it does not fit.
    pub fn contents(&self, style: Style) -> Vec<f64> {
        let measure = Measure::of(style, &self.room);
        let mut lines = vec![Some(0u32); self.least.len()];
        let mut raise = |row: usize, count: u32, columns: u32| {
            if count > 0 {
                lines[row] = match columns {
                    0 => None,
                    columns => lines[row].map(|lines| lines.max(count.div_ceil(columns))),
                };
            }
        };
        for lane in Lane::BOTH {
            let width = self.widths[lane as usize];
            let whole = measure.columns(width - 2.0 * margin(width));
            for (tally, stripes) in self.tallies.iter().zip(&self.stripes) {
                let widths = &stripes[lane as usize];
                if style.is_named() || widths.is_empty() {
                    (0..tally.rows).for_each(|row| raise(row, tally.cell(row, lane), whole));
                    continue;
                }
                let columns = |&width: &f64| measure.columns(width - 2.0 * stripes::margin(width));
                let columns: Vec<u32> = widths.iter().map(columns).collect();
                for row in (0..tally.rows).filter(|&row| tally.cell(row, lane) > 0) {
                    let counts = tally.by_stripe(row, lane).iter().zip(&columns);
                    counts.for_each(|(&count, &columns)| raise(row, count, columns));
                }
            }
        }
        lines.into_iter().map(|lines| lines.map_or(f64::INFINITY, |lines| measure.lines(lines))).collect()
    }

    /// Height of a row with content of a given height.
    pub fn height_of(&self, row: usize, content: f64, style: Style) -> f64 {
        let pad = Measure::of(style, &self.room).pad * self.squeeze;
        self.least[row].max(if content > 0.0 { (content + 2.0 * pad).ceil() } else { 0.0 })
    }

    /// Heights of all rows in one style.
    pub fn heights(&self, style: Style) -> Vec<f64> {
        let contents = self.contents(style);
        contents.into_iter().enumerate().map(|(row, content)| self.height_of(row, content, style)).collect()
    }
}
