//! Choice of a style for each row at a given split of the width.

use super::share::Share;
use super::style::Style;
use super::tally::Tally;

/// Styles from the richest down. Beyond these there are larger dots where there is room, and bars where there is none.
pub const STYLES: [Style; 4] = [Style::Card, Style::Chip, Style::Name, Style::Dot { side: 4.0 }];
/// Indices of styles, in [`STYLES`] except for bars.
pub const CHIP: usize = 1;
const NAME: usize = 2;
pub const DOTS: usize = 3;
pub const BARS: usize = 4;
/// Sides of dots in points, largest first; the last is the one in [`STYLES`].
const SIDES: [f64; 6] = [9.0, 8.0, 7.0, 6.0, 5.0, 4.0];
/// Areas of a box in a bar: the largest in square points, the ratio of each area to the one before, and their number.
const AREA: f64 = 20.0;
const AREA_STEP: f64 = 0.95;
const AREAS: u32 = 260;
/// Largest size of a row that should keep its names, and the factor on its cost if it does not.
const NAMED: (u32, f64) = (20, 4.0);
/// Factor on the cost of a row at or above the fork.
const ABOVE: f64 = 3.0;
/// Number of boxes in a row up to which each adds the same cost; in larger rows nobody looks at a single one.
const COUNTED: f64 = 500.0;

/// Style and height of every row, with their total cost.
pub struct Assigned {
    /// Index of the style of each row, where bars are listed as dots.
    picked: Vec<usize>,
    /// Index of the style of the rows at or above the fork.
    top: usize,
    pub styles: Vec<Style>,
    pub heights: Vec<f64>,
    pub cost: f64,
}

/// A split of the width, with the heights of the rows in every style.
pub struct Assign<'a> {
    pub share: Share<'a>,
    /// Number of rows at or above the fork.
    above: usize,
    /// Index of the poorest style allowed.
    floor: usize,
    /// Cost of each row in a style of level 1.
    weight: Vec<f64>,
    is_few: Vec<bool>,
    /// Heights by style and row.
    heights: [Vec<f64>; 4],
    /// By side of a dot and row, computed on demand.
    dots: [Option<Vec<f64>>; SIDES.len()],
}

impl<'a> Assign<'a> {
    /// `floor` is the index of the poorest style allowed: [`BARS`] or one of [`STYLES`].
    pub fn new(share: Share<'a>, tallies: &[&Tally], floor: usize) -> Self {
        let first = tallies.first();
        let (rows, above) = first.map_or((0, 0), |tally| (tally.rows, tally.above_fork));
        let counts: Vec<u32> =
            (0..rows).map(|row| tallies.iter().map(|tally| tally.row(row)).max().unwrap_or(0)).collect();
        let weight = |row: usize| {
            let count = f64::from(counts[row]);
            let counted = if count > COUNTED { COUNTED * (count / COUNTED).sqrt().sqrt() } else { count };
            counted * if row < above { ABOVE } else { 1.0 }
        };
        let heights = STYLES.map(|style| share.heights(style));
        let is_few = counts.iter().map(|&count| count <= NAMED.0).collect();
        Self {
            weight: (0..rows).map(weight).collect(),
            is_few,
            heights,
            share,
            above,
            floor,
            dots: [const { None }; 6],
        }
    }

    fn cost(&self, row: usize, style: Style) -> f64 {
        // Gaining titles is not worth losing names: from card to chip is only half a step.
        let level: f64 = match style {
            Style::Card => 0.0,
            Style::Chip => 0.5,
            // Nor is gaining a box around the name.
            Style::Name => 1.2,
            Style::Dot { side } => 3.0 + (9.0 - side) / 6.0,
            Style::Bar { area } => 4.0 + (1.0 - (area / AREA).sqrt()),
        };
        let named = if self.is_few[row] && !style.is_named() { NAMED.1 } else { 1.0 };
        level.powf(1.5) * self.weight[row] * named
    }

    /// Lower bound of the cost of the rows at or above the fork in a style.
    pub fn least_cost(&self, style: usize) -> f64 {
        let style = match style {
            DOTS => Style::Dot { side: SIDES[0] },
            BARS => Style::Bar { area: AREA },
            style => STYLES[style],
        };
        (0..self.above).map(|row| self.cost(row, style)).sum()
    }

    /// The best styles that fit when the rows at or above the fork have style `top`; if nothing fits, the lowest
    /// result.
    pub fn assign(&mut self, top: usize) -> Assigned {
        let rows = self.weight.len();
        let ends: Vec<usize> = (self.above..rows).filter(|&row| self.weight[row] > 0.0).chain([rows]).collect();
        let mut best: Option<((f64, f64), Vec<usize>)> = None;
        // Styles never get richer further down: below the fork one style gives way to the next at some row, and once
        // more.
        let poorest = self.floor.min(NAME).max(top);
        for (at, &end) in ends.iter().enumerate() {
            for &next_end in &ends[at..] {
                let style = |row: usize| match row {
                    row if row < end => top,
                    row if row < next_end => top + 1,
                    _ => top + 2,
                };
                let caps: Vec<usize> = (0..rows).map(|row| style(row).min(poorest).min(DOTS)).collect();
                let picked = self.degrade(&caps);
                let (height, cost) = self.told(&picked);
                let order = ((height - self.share.height).max(0.0), cost);
                if best.as_ref().is_none_or(|best| order < best.0) {
                    best = Some((order, picked));
                }
                // Once no poorer style is left, all further splits are the same.
                if top + 1 >= poorest {
                    break;
                }
            }
            if top >= poorest {
                break;
            }
        }
        self.of(top, best.map(|best| best.1).unwrap_or_default())
    }

    /// Height and cost with the smallest dots.
    fn told(&self, picked: &[usize]) -> (f64, f64) {
        let rows = || picked.iter().enumerate();
        let height = rows().map(|(row, &style)| self.heights[style][row]).sum();
        (height, rows().map(|(row, &style)| self.cost(row, STYLES[style])).sum())
    }

    /// Adds names to the first rows, as far down as the loss in the dots and bars of the others is worth it: knowing
    /// who is at the top matters more than the crowd. Nothing changes if the rows at or above the fork have names
    /// already.
    pub fn name_top(&mut self, found: Assigned) -> Assigned {
        if found.top < DOTS || self.floor < BARS {
            return found;
        }
        let (top, picked) = (found.top, found.picked.clone());
        let mut best = found;
        for style in [CHIP, NAME] {
            for rows in 1..=self.above {
                let mut named = picked.clone();
                named[..rows].fill(style);
                let tried = self.of(top, named);
                if tried.heights.iter().sum::<f64>() <= self.share.height && tried.cost < best.cost {
                    best = tried;
                }
            }
        }
        best
    }

    /// The styles found for another split, applied to this one with dots and bars as large as they can be here.
    pub fn again(&mut self, found: &Assigned) -> Assigned {
        self.of(found.top, found.picked.clone())
    }

    /// Makes dots as large as possible, or uses bars if not even the smallest dots fit.
    fn of(&mut self, top: usize, picked: Vec<usize>) -> Assigned {
        let heights: Vec<f64> = picked.iter().enumerate().map(|(row, &style)| self.heights[style][row]).collect();
        let fits = heights.iter().sum::<f64>() <= self.share.height;
        let (styles, heights) = if self.floor == BARS && (top == BARS || !fits) {
            self.bars(top, &picked)
        } else if fits && picked.contains(&DOTS) {
            self.dots(&picked)
        } else {
            (picked.iter().map(|&style| STYLES[style]).collect(), heights)
        };
        let cost = styles.iter().enumerate().map(|(row, &style)| self.cost(row, style)).sum();
        Assigned { picked, top, styles, heights, cost }
    }

    /// Turns rows below the fork into dots, cheapest first per point of height saved, until everything fits; then gives
    /// names back to the rows that still have room for them.
    fn degrade(&self, caps: &[usize]) -> Vec<usize> {
        let mut picked = caps.to_vec();
        let (mut total, _) = self.told(&picked);
        if self.floor < DOTS || total.is_infinite() {
            return picked;
        }
        let saved = |row: usize| self.heights[caps[row]][row] - self.heights[DOTS][row];
        let gain = |row: usize| self.cost(row, STYLES[DOTS]) - self.cost(row, STYLES[caps[row]]);
        let below = || (self.above..caps.len()).filter(|&row| caps[row] < DOTS && saved(row) > 0.0);
        let mut by_price: Vec<usize> = below().collect();
        by_price.sort_by(|&a, &b| (gain(a) / saved(a)).total_cmp(&(gain(b) / saved(b))));
        for row in by_price {
            if total <= self.share.height {
                break;
            }
            picked[row] = DOTS;
            total -= saved(row);
        }
        let mut by_gain: Vec<usize> = below().filter(|&row| picked[row] == DOTS).collect();
        by_gain.sort_by(|&a, &b| gain(b).total_cmp(&gain(a)));
        for row in by_gain {
            if total + saved(row) <= self.share.height {
                picked[row] = caps[row];
                total += saved(row);
            }
        }
        picked
    }

    /// Styles and heights with the largest dots that fit.
    fn dots(&mut self, picked: &[usize]) -> (Vec<Style>, Vec<f64>) {
        let mut found = (Vec::new(), Vec::new());
        for (at, &side) in SIDES.iter().enumerate() {
            let share = &self.share;
            let dots = self.dots[at].get_or_insert_with(|| share.heights(Style::Dot { side }));
            let height =
                |(row, &style): (usize, &usize)| if style == DOTS { dots[row] } else { self.heights[style][row] };
            found.1 = picked.iter().enumerate().map(height).collect();
            let style = |&style: &usize| if style == DOTS { Style::Dot { side } } else { STYLES[style] };
            found.0 = picked.iter().map(style).collect();
            if found.1.iter().sum::<f64>() <= self.share.height {
                break;
            }
        }
        found
    }

    /// Styles and heights with bars, of the largest area that fits, instead of dots wherever they save height; at or
    /// above the fork either all rows get bars or none.
    fn bars(&self, top: usize, picked: &[usize]) -> (Vec<Style>, Vec<f64>) {
        let least = self.share.heights(Style::Bar { area: 0.0 });
        let is_bar: Vec<bool> = (0..picked.len())
            .map(|row| {
                if row < self.above {
                    top == BARS && picked[row] == DOTS
                } else {
                    picked[row] == DOTS && self.heights[DOTS][row] > least[row]
                }
            })
            .collect();
        let style = |row: usize, area: f64| if is_bar[row] { Style::Bar { area } } else { STYLES[picked[row]] };
        let heights = |area: f64| -> Vec<f64> {
            let bars = self.share.heights(Style::Bar { area });
            (0..picked.len()).map(|row| if is_bar[row] { bars[row] } else { self.heights[picked[row]][row] }).collect()
        };
        let area = |step: u32| AREA * AREA_STEP.powi(step as i32);
        // Areas get smaller from step to step, so the first one that fits is found by bisection.
        let (mut from, mut to) = (0, AREAS);
        while from < to {
            let middle = u32::midpoint(from, to);
            match heights(area(middle)).iter().sum::<f64>() <= self.share.height {
                true => to = middle,
                false => from = middle + 1,
            }
        }
        ((0..picked.len()).map(|row| style(row, area(to))).collect(), heights(area(to)))
    }
}
