//! Small plots of a report: rows of equal height with their labels on the left, on one scale. Numbers in, marks out.

use crate::scene::text::shorten;
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Weight};

/// Width of every plot, in points.
pub const WIDTH: f64 = 640.0;
const ROW: f64 = 28.0;
/// Where the labels of the rows end and the scale begins, in points from the left.
const LEFT: f64 = 196.0;
/// Where the scale ends and the values in words follow, in points from the left.
const RIGHT: f64 = 500.0;
const SIZE: f64 = 11.0;
const TOP: f64 = 8.0;
/// Height in points of the tick labels below the rows.
const FOOT: f64 = 24.0;

/// A finished plot: its bounds in points and its marks.
pub type Plot = (Rect, Vec<Mark>);

/// A value with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Whisker {
    /// Label of the row.
    pub label: String,
    /// Value; `None` if it is unknown.
    pub value: Option<f64>,
    /// Lower and upper end of the interval, if known.
    pub interval: Option<(f64, f64)>,
    /// Value in words.
    pub words: String,
    /// Colour of the row.
    pub role: Role,
}

/// Two values that should be equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Dumbbell {
    /// Label of the row.
    pub label: String,
    /// Value of individual contributors; `None` if it is unknown or withheld.
    pub ic: Option<f64>,
    /// Value of management; `None` if it is unknown or withheld.
    pub management: Option<f64>,
    /// Difference in words.
    pub words: String,
}

/// Seats on both sides of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatBar {
    /// Rungs of the row.
    pub label: String,
    /// Seats of individual contributors; `None` without an open rung.
    pub ic: Option<f64>,
    /// Seats of management; `None` without an open rung.
    pub management: Option<f64>,
}

/// Values with their intervals on a scale from `lo` to `hi`, with a stronger line at the tick for 0 if the scale begins
/// below it.
pub fn whiskers(rows: &[Whisker], (lo, hi): (f64, f64), ticks: &[(f64, &str)]) -> Plot {
    let mut marks = scale(rows.len(), (lo, hi), ticks);
    for (row, at) in rows.iter().zip(0_u32..) {
        let y = middle(at);
        label(&row.label, y, &mut marks);
        let x = |value: f64| place(value, lo, hi);
        if let Some((from, to)) = row.interval {
            marks.push(line(x(from), y, x(to), y, Stroke::new(row.role, 2.0)));
            for end in [x(from), x(to)] {
                marks.push(line(end, y - 4.0, end, y + 4.0, Stroke::new(row.role, 2.0)));
            }
        }
        if let Some(value) = row.value {
            marks.push(Mark::Badge(Badge {
                at: Point::new(x(value), y),
                size: 10.0,
                shape: Shape::Disc,
                role: row.role,
            }));
        }
        words(&row.words, y, &mut marks);
    }
    (bounds(rows.len()), marks)
}

/// Shares as bars from 0 to 1.
pub fn bars(rows: &[Whisker]) -> Plot {
    let mut marks = scale(rows.len(), (0.0, 1.0), &[(0.0, "0"), (0.5, "0.5"), (1.0, "1")]);
    for (row, at) in rows.iter().zip(0_u32..) {
        let y = middle(at);
        label(&row.label, y, &mut marks);
        let whole = Rect::new(LEFT, y - 6.0, RIGHT - LEFT, 12.0);
        marks.push(Mark::Box(BoxMark::filled(whole, 2.0, Role::Sunken)));
        if let Some(value) = row.value {
            let part = Rect { right: place(value, 0.0, 1.0), ..whole };
            marks.push(Mark::Box(BoxMark::filled(part, 2.0, row.role)));
        }
        words(&row.words, y, &mut marks);
    }
    (bounds(rows.len()), marks)
}

/// Pairs on a scale that contains them all, with a disc for individual contributors and a diamond for management. The
/// scale consists of whole steps, at least four, so that a small difference looks small.
pub fn dumbbells(rows: &[Dumbbell], step: f64, words_of: impl Fn(f64) -> String) -> Plot {
    const STEPS: f64 = 4.0;
    let known = rows.iter().flat_map(|row| [row.ic, row.management]).flatten();
    let (lo, hi) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), value| (lo.min(value), hi.max(value)));
    let (lo, hi) = if lo <= hi && step > 0.0 { (lo, hi) } else { (0.0, step) };
    let lo = ((lo / step).floor() * step).min(((lo + hi - STEPS * step) / 2.0 / step).round() * step).max(0.0);
    let hi = ((hi / step).ceil() * step).max(lo + STEPS * step);
    let ends = [words_of(lo), words_of(hi)];
    let ticks = [(lo, ends[0].as_str()), (hi, ends[1].as_str())];
    let mut marks = scale(rows.len(), (lo, hi), &ticks);
    for (row, at) in rows.iter().zip(0_u32..) {
        let y = middle(at);
        label(&row.label, y, &mut marks);
        let x = |value: f64| place(value, lo, hi);
        if let (Some(ic), Some(management)) = (row.ic, row.management) {
            marks.push(line(x(ic), y, x(management), y, Stroke::new(Role::StrongLine, 2.0)));
        }
        // The disc is smaller, so that both can be seen when they are equal.
        let sides = [(row.management, Shape::Diamond, 14.0, Role::Management), (row.ic, Shape::Disc, 8.0, Role::Ic)];
        for (value, shape, size, role) in sides {
            if let Some(value) = value {
                marks.push(Mark::Badge(Badge { at: Point::new(x(value), y), size, shape, role }));
            }
        }
        words(&row.words, y, &mut marks);
    }
    (bounds(rows.len()), marks)
}

/// Seats of both sides as bars that grow outwards from the labels in the middle.
pub fn seats(rows: &[SeatBar]) -> Plot {
    const ROW: f64 = 22.0;
    const GUTTER: f64 = 72.0;
    const NUMBER: f64 = 56.0;
    let most = rows.iter().flat_map(|row| [row.ic, row.management]).flatten().fold(1.0, f64::max);
    let reach = WIDTH / 2.0 - GUTTER - NUMBER;
    let mut marks = Vec::new();
    let heads = [
        (Anchor::End, WIDTH / 2.0 - GUTTER - 8.0, "Individual contributors", Role::Ic),
        (Anchor::Start, WIDTH / 2.0 + GUTTER + 8.0, "Management", Role::Management),
    ];
    for (anchor, x, words, role) in heads {
        marks.push(text(x, 16.0, anchor, Weight::SemiBold, role, words));
    }
    for (row, at) in rows.iter().zip(0_u32..) {
        let y = 28.0 + f64::from(at) * ROW + ROW / 2.0;
        let shown = shorten(&row.label, 2.0 * GUTTER - 12.0, SIZE, Weight::SemiBold);
        marks.push(text(WIDTH / 2.0, y + 4.0, Anchor::Middle, Weight::SemiBold, Role::Text, &shown));
        let sides = [(row.ic, -1.0, Role::Ic, Anchor::End), (row.management, 1.0, Role::Management, Anchor::Start)];
        for (seats, towards, role, anchor) in sides {
            let Some(seats) = seats else { continue };
            let from = WIDTH / 2.0 + towards * (GUTTER + 8.0);
            let to = from + towards * reach * seats / most;
            let bar = Rect { left: from.min(to), top: y - 6.0, right: from.max(to), bottom: y + 6.0 };
            if seats > 0.0 {
                marks.push(Mark::Box(BoxMark::filled(bar, 2.0, role)));
            }
            let number = super::words::count(seats);
            marks.push(text(to + towards * 6.0, y + 4.0, anchor, Weight::Regular, Role::Secondary, &number));
        }
    }
    (Rect::new(0.0, 0.0, WIDTH, 28.0 + rows.len() as f64 * ROW + 8.0), marks)
}

fn bounds(rows: usize) -> Rect {
    Rect::new(0.0, 0.0, WIDTH, TOP + rows as f64 * ROW + FOOT)
}

fn middle(row: u32) -> f64 {
    TOP + f64::from(row) * ROW + ROW / 2.0
}

/// Position of a value, clamped to the scale; its beginning for anything that is not a number.
fn place(value: f64, lo: f64, hi: f64) -> f64 {
    let part = (value - lo) / (hi - lo);
    LEFT + if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 } * (RIGHT - LEFT)
}

/// Grid lines and tick labels of the scale.
fn scale(rows: usize, (lo, hi): (f64, f64), ticks: &[(f64, &str)]) -> Vec<Mark> {
    let bottom = TOP + rows as f64 * ROW;
    let mut marks = Vec::new();
    for &(value, words) in ticks {
        let x = place(value, lo, hi);
        let role = if value == 0.0 && lo < 0.0 { Role::StrongLine } else { Role::Line };
        marks.push(line(x, TOP, x, bottom, Stroke::new(role, 1.0)));
        marks.push(text(x, bottom + 15.0, Anchor::Middle, Weight::Regular, Role::Faint, words));
    }
    marks
}

fn label(words: &str, y: f64, marks: &mut Vec<Mark>) {
    let shown = shorten(words, LEFT - 20.0, SIZE, Weight::Regular);
    marks.push(text(0.0, y + 4.0, Anchor::Start, Weight::Regular, Role::Text, &shown));
}

fn words(words: &str, y: f64, marks: &mut Vec<Mark>) {
    let shown = shorten(words, WIDTH - RIGHT - 16.0, SIZE, Weight::Regular);
    marks.push(text(RIGHT + 16.0, y + 4.0, Anchor::Start, Weight::Regular, Role::Secondary, &shown));
}

fn line(x: f64, y: f64, to_x: f64, to_y: f64, stroke: Stroke) -> Mark {
    Mark::Line(LineMark { points: vec![Point::new(x, y), Point::new(to_x, to_y)], radius: 0.0, stroke, opacity: 1.0 })
}

fn text(x: f64, y: f64, anchor: Anchor, weight: Weight, role: Role, text: &str) -> Mark {
    Mark::Text(TextMark { at: Point::new(x, y), anchor, size: SIZE, weight, role, text: text.to_owned(), whole: None })
}
