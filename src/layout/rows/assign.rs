//! Which style each row gets on one share of the width.

use super::share::Share;
use super::style::Style;
use super::tally::Tally;

/// Styles from the richest down; then come larger dots where there is room, and bars where there is none.
pub const STYLES: [Style; 4] = [Style::Card, Style::Chip, Style::Name, Style::Dot { side: 4.0 }];
/// Indices of styles.
pub const CHIP: usize = 1;
const NAME: usize = 2;
pub const DOTS: usize = 3;
pub const BARS: usize = 4;
/// Sides of dots, the largest first; those in [`STYLES`] are the last.
const SIDES: [f64; 6] = [9.0, 8.0, 7.0, 6.0, 5.0, 4.0];
/// Areas of a box in a bar: the largest, the part of it that the next one is, and how many there are.
const AREA: f64 = 20.0;
const AREA_STEP: f64 = 0.95;
const AREAS: u32 = 260;
/// A row of at most so many should have its names: without them it costs so many times as much.
const NAMED: (u32, f64) = (20, 4.0);
/// How much more a row at or above the fork costs.
const ABOVE: f64 = 3.0;
/// Up to so many boxes of a row each costs the same: beyond it nobody looks at one of them.
const COUNTED: f64 = 500.0;

/// Styles and heights by row.
pub struct Assigned {
    /// Indices of styles, bars among the dots.
    picked: Vec<usize>,
    /// What the rows at or above the fork were given.
    top: usize,
    pub styles: Vec<Style>,
    pub heights: Vec<f64>,
    pub cost: f64,
}

/// One share, with the heights of the rows in every style.
pub struct Assign<'a> {
    pub share: Share<'a>,
    /// Rows at or above the fork.
    above: usize,
    /// The poorest style allowed.
    floor: usize,
    /// What a row costs in a style of level 1.
    weight: Vec<f64>,
    is_few: Vec<bool>,
    /// By style and row.
    heights: [Vec<f64>; 4],
    /// By side of a dot and row, made when asked for.
    dots: [Option<Vec<f64>>; SIDES.len()],
}

impl<'a> Assign<'a> {
    /// `floor` is the poorest style: [`BARS`] or one of [`STYLES`].
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
        let level: f64 = match style {
            Style::Card => 0.0,
            Style::Chip => 1.0,
            Style::Name => 2.0,
            Style::Dot { side } => 3.0 + (9.0 - side) / 6.0,
            Style::Bar { area } => 4.0 + (1.0 - (area / AREA).sqrt()),
        };
        let named = if self.is_few[row] && !style.is_named() { NAMED.1 } else { 1.0 };
        level.powf(1.5) * self.weight[row] * named
    }

    /// What the rows at or above the fork cost at least in a style.
    pub fn least_cost(&self, style: usize) -> f64 {
        let style = match style {
            DOTS => Style::Dot { side: SIDES[0] },
            BARS => Style::Bar { area: AREA },
            style => STYLES[style],
        };
        (0..self.above).map(|row| self.cost(row, style)).sum()
    }

    /// The styles that fit when the rows at or above the fork have `top`. Where even the poorest does not fit, that.
    pub fn assign(&mut self, top: usize) -> Assigned {
        let mut picked = vec![top.min(DOTS); self.weight.len()];
        for row in self.above..picked.len() {
            while picked[row] < self.floor.min(DOTS) && self.heights[picked[row]][row].is_infinite() {
                picked[row] += 1;
            }
        }
        self.degrade(&mut picked);
        self.of(top, picked)
    }

    /// The same with names in the first rows, as far down as the dots and bars of the others leave it worth while: who
    /// is on top is known before the crowd. Where rows at or above the fork have names anyway nothing changes.
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

    /// The styles of another share on this one, with dots and bars as large as they can be here.
    pub fn again(&mut self, found: &Assigned) -> Assigned {
        self.of(found.top, found.picked.clone())
    }

    /// Dots as large as they can be, or bars where not even the smallest fit.
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

    /// Rows below the fork give up what costs least for the height that it saves, until all fit; then take back what
    /// still has room.
    fn degrade(&self, picked: &mut [usize]) {
        let (rows, floor) = (self.above..picked.len(), self.floor.min(DOTS));
        let height = |row: usize, style: usize| self.heights[style][row];
        let cost = |row: usize, style: usize| self.cost(row, STYLES[style]);
        let mut total: f64 = picked.iter().enumerate().map(|(row, &style)| height(row, style)).sum();
        if total.is_infinite() {
            return;
        }
        while total > self.share.height {
            let mut best: Option<(f64, f64, usize, usize)> = None;
            for row in rows.clone() {
                for next in picked[row] + 1..=floor {
                    if !self.is_in_turn(picked, row, next) {
                        continue;
                    }
                    let saved = height(row, picked[row]) - height(row, next);
                    let dear = (cost(row, next) - cost(row, picked[row])) / saved;
                    if saved > 0.0 && best.is_none_or(|best| (dear, -saved) < (best.0, best.1)) {
                        best = Some((dear, -saved, row, next));
                    }
                }
            }
            let Some((_, saved, row, next)) = best else { return };
            picked[row] = next;
            total += saved;
        }
        let richest = picked.first().copied().unwrap_or(0).min(floor);
        loop {
            let mut best: Option<(f64, f64, usize, usize)> = None;
            for row in rows.clone() {
                for next in richest..picked[row] {
                    if !self.is_in_turn(picked, row, next) {
                        continue;
                    }
                    let more = height(row, next) - height(row, picked[row]);
                    let gain = cost(row, picked[row]) - cost(row, next);
                    if total + more <= self.share.height && best.is_none_or(|best| gain > best.0) {
                        best = Some((gain, more, row, next));
                    }
                }
            }
            let Some((_, more, row, next)) = best.filter(|best| best.0 > 0.0) else { return };
            picked[row] = next;
            total += more;
        }
    }

    /// Whether a row may get a style: names never become larger further down.
    fn is_in_turn(&self, picked: &[usize], row: usize, style: usize) -> bool {
        let is_named = |&&(other, picked): &&(usize, usize)| picked < DOTS && self.weight[other] > 0.0;
        let below: Vec<(usize, usize)> = picked.iter().copied().enumerate().skip(self.above).collect();
        let (mut above, mut under) = (below.iter().filter(|it| it.0 < row), below.iter().filter(|it| it.0 > row));
        style >= DOTS
            || (above.by_ref().filter(is_named).all(|it| it.1 <= style)
                && under.by_ref().filter(is_named).all(|it| it.1 >= style))
    }

    /// The largest dots that fit.
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

    /// Bars instead of dots wherever they save height, at or above the fork on all rows or on none; of the largest area
    /// that fits.
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
