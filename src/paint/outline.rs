//! Outlines of the marks, as lines and curves in scene points: badges, round boxes, rounded lines, hatching and dashes.
//! All painters draw these, whatever primitives of their own they have.

use crate::scene::{Badge, Face, Point, Rect, Shape};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

/// A segment of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Starts a contour.
    Move(Point),
    /// A straight line to a point.
    Line(Point),
    /// A quadratic curve: control point, end.
    Quad(Point, Point),
    /// A cubic curve: two control points, end.
    Cubic(Point, Point, Point),
    /// Closes the contour.
    Close,
}

/// Outline of a badge, filled or stroked.
pub struct BadgeOutline {
    /// The closed outline.
    pub steps: Vec<Step>,
    /// Width of the stroke; `None` when filled.
    pub line: Option<f64>,
    /// Lengths of dash and gap of the stroke.
    pub dash: Option<(f64, f64)>,
}

/// Outline of a badge.
pub fn badge(badge: &Badge) -> BadgeOutline {
    let (Point { x, y }, half) = (badge.at, badge.size / 2.0);
    // Strokes are centred on the outline, so an open badge is half a stroke smaller, to look as large as a filled one.
    let line = badge.size / 8.0;
    let inner = half - line / 2.0;
    let triangle = |half: f64, up: f64| {
        [(0.0, -0.9), (1.0, 0.8), (-1.0, 0.8)].map(|(dx, dy)| Point::new(x + dx * half, y + dy * half * up)).to_vec()
    };
    let diamond = |half: f64| {
        [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
            .map(|(dx, dy)| Point::new(x + dx * half, y + dy * half))
            .to_vec()
    };
    let filled = |steps| BadgeOutline { steps, line: None, dash: None };
    let open = |steps| BadgeOutline { steps, line: Some(line), dash: None };
    match badge.shape {
        Shape::TriangleUp => filled(polygon(&triangle(half, 1.0))),
        Shape::TriangleUpOpen => open(polygon(&triangle(inner, 1.0))),
        Shape::TriangleDown => filled(polygon(&triangle(half, -1.0))),
        Shape::Diamond => filled(polygon(&diamond(half))),
        Shape::DiamondOpen => open(polygon(&diamond(inner))),
        Shape::RingDashed => {
            // Eight dashes and eight gaps of equal length fit exactly.
            let dash = std::f64::consts::TAU * inner / 16.0;
            BadgeOutline { steps: ring(badge.at, inner), line: Some(line), dash: Some((dash, dash)) }
        }
        Shape::Ring => open(ring(badge.at, inner)),
        Shape::Disc => filled(ring(badge.at, half)),
    }
}

/// Outline of a glyph in font units, y upwards; empty for a space.
pub fn glyph(face: Face, glyph: u16) -> Vec<Step> {
    let mut pen = Pen(Vec::new());
    if let Some(outline) = face.font().outline_glyphs().get(u32::from(glyph).into()) {
        // A glyph that cannot be drawn is left out.
        let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
    }
    pen.0
}

struct Pen(Vec<Step>);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Move(at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Line(at(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Step::Quad(at(cx, cy), at(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(Step::Cubic(at(ax, ay), at(bx, by), at(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Step::Close);
    }
}

fn at(x: f32, y: f32) -> Point {
    Point::new(x.into(), y.into())
}

impl Step {
    /// The same step with every point mapped.
    pub fn map(self, to: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Move(it) => Self::Move(to(it)),
            Self::Line(it) => Self::Line(to(it)),
            Self::Quad(a, it) => Self::Quad(to(a), to(it)),
            Self::Cubic(a, b, it) => Self::Cubic(to(a), to(b), to(it)),
            Self::Close => Self::Close,
        }
    }
}

/// Rectangle with round corners, clockwise from the left end of its top edge.
pub fn round_box(rect: Rect, radius: f64) -> Vec<Step> {
    let r = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
    let Rect { left, top, right, bottom } = rect;
    if r == 0.0 {
        return polygon(&[
            Point::new(left, top),
            Point::new(right, top),
            Point::new(right, bottom),
            Point::new(left, bottom),
        ]);
    }
    let mut steps = vec![Step::Move(Point::new(left + r, top))];
    // Each corner with the points where its curve begins and ends.
    let corners = [
        (right, top, (-1.0, 0.0), (0.0, 1.0)),
        (right, bottom, (0.0, -1.0), (-1.0, 0.0)),
        (left, bottom, (1.0, 0.0), (0.0, -1.0)),
        (left, top, (0.0, 1.0), (1.0, 0.0)),
    ];
    for (x, y, before, after) in corners {
        let on = |(dx, dy): (f64, f64), distance: f64| Point::new(x + dx * distance, y + dy * distance);
        let handle = r * (1.0 - KAPPA);
        steps.push(Step::Line(on(before, r)));
        steps.push(Step::Cubic(on(before, handle), on(after, handle), on(after, r)));
    }
    steps.push(Step::Close);
    steps
}

/// Polyline with rounded inner corners; the radius shrinks to half of a shorter leg.
pub fn rounded_line(points: &[Point], radius: f64) -> Vec<Step> {
    let Some((first, rest)) = points.split_first() else { return Vec::new() };
    let mut steps = vec![Step::Move(*first)];
    for corner in points.windows(3) {
        let [before, at, after] = [corner[0], corner[1], corner[2]];
        let r = radius.min(distance(before, at) / 2.0).min(distance(at, after) / 2.0);
        if r > 0.0 {
            steps.push(Step::Line(towards(at, before, r)));
            steps.push(Step::Quad(at, towards(at, after, r)));
        } else {
            steps.push(Step::Line(at));
        }
    }
    if let Some(last) = rest.last() {
        steps.push(Step::Line(*last));
    }
    steps
}

/// The outline as points, with each curve replaced by `pieces` segments. A closed one ends where it began.
pub fn flatten(steps: &[Step], pieces: usize) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for step in steps {
        let from = points.last().copied().unwrap_or_default();
        let curve = |at: &dyn Fn(f64, f64) -> Point| -> Vec<Point> {
            (1..=pieces).map(|piece| piece as f64 / pieces as f64).map(|t| at(1.0 - t, t)).collect()
        };
        match *step {
            Step::Move(to) | Step::Line(to) => points.push(to),
            Step::Quad(a, to) => points.extend(curve(&|s, t| blend(&[(s * s, from), (2.0 * s * t, a), (t * t, to)]))),
            Step::Cubic(a, b, to) => points.extend(curve(&|s, t| {
                blend(&[(s * s * s, from), (3.0 * s * s * t, a), (3.0 * s * t * t, b), (t * t * t, to)])
            })),
            Step::Close => points.extend(points.first().copied()),
        }
    }
    points.dedup();
    points
}

/// Diagonals that hatch a round box, `spacing` apart and rising to the right, at fixed positions in the scene. Only
/// those that cross `view` are returned.
pub fn hatch(rect: Rect, radius: f64, spacing: f64, view: Rect) -> Vec<[Point; 2]> {
    // On a diagonal x + y is constant; the constants are `spacing` times √2 apart.
    let apart = spacing * std::f64::consts::SQRT_2;
    let (low, high) =
        ((rect.left + rect.top).max(view.left + view.top), (rect.right + rect.bottom).min(view.right + view.bottom));
    if !(spacing > 0.0 && low < high && rect.overlaps(&view)) {
        return Vec::new();
    }
    let first = (low / apart - 0.5).ceil();
    let count = (high / apart - 0.5 - first).floor().max(-1.0) + 1.0;
    if !count.is_finite() {
        return Vec::new();
    }
    (0..count as usize).filter_map(|line| diagonal(rect, radius, (first + line as f64 + 0.5) * apart)).collect()
}

/// Dashes of a polyline; the pattern continues round corners. Only those that reach into `view` are returned.
pub fn dashes(points: &[Point], on: f64, off: f64, view: Rect) -> Vec<Vec<Point>> {
    if !(on > 0.0 && off > 0.0) {
        return vec![points.to_vec()];
    }
    let period = on + off;
    let mut dashes: Vec<Vec<Point>> = Vec::new();
    let mut done = 0.0;
    // True when the last dash reaches the corner just passed.
    let mut is_open = false;
    for leg in points.windows(2) {
        let (from, to) = (leg[0], leg[1]);
        let length = distance(from, to);
        let was_open = std::mem::take(&mut is_open);
        if let Some((enters, leaves)) = part_in(view, from, to) {
            let first = ((done + enters * length) / period).floor();
            let count = ((done + leaves * length) / period).floor() - first;
            for dash in 0..=count as usize {
                let begins = (first + dash as f64) * period - done;
                let ends = (begins + on).min(length);
                if ends <= begins.max(0.0) {
                    continue;
                }
                is_open = ends == length;
                let end = towards(from, to, ends);
                match dashes.last_mut() {
                    Some(last) if was_open && begins <= 0.0 => last.push(end),
                    _ => dashes.push(vec![towards(from, to, begins.max(0.0)), end]),
                }
            }
        }
        done += length;
    }
    dashes
}

/// Length of the control handles of a quarter circle, in radii.
const KAPPA: f64 = 0.552_284_749_8;

fn ring(center: Point, radius: f64) -> Vec<Step> {
    round_box(Rect::new(center.x - radius, center.y - radius, 2.0 * radius, 2.0 * radius), radius)
}

fn polygon(points: &[Point]) -> Vec<Step> {
    let mut steps: Vec<Step> = points.iter().map(|point| Step::Line(*point)).collect();
    if let Some(first) = points.first() {
        steps[0] = Step::Move(*first);
        steps.push(Step::Close);
    }
    steps
}

/// Part of the line x + y = `sum` inside a round box.
fn diagonal(rect: Rect, radius: f64, sum: f64) -> Option<[Point; 2]> {
    let right = rect.right.min(sum - rect.top);
    let left = rect.left.max(sum - rect.bottom);
    if left >= right {
        return None;
    }
    let (a, b) = (Point::new(left, sum - left), Point::new(right, sum - right));
    let middle = Point::new((left + right) / 2.0, sum - (left + right) / 2.0);
    if !is_in_round_box(rect, radius, middle) {
        return None;
    }
    let cut = |end: Point| {
        if is_in_round_box(rect, radius, end) {
            return end;
        }
        let (mut inside, mut outside) = (middle, end);
        for _ in 0..20 {
            let half = blend(&[(0.5, inside), (0.5, outside)]);
            if is_in_round_box(rect, radius, half) { inside = half } else { outside = half }
        }
        inside
    };
    Some([cut(a), cut(b)])
}

/// Parameters at which a line enters and leaves a rectangle; `None` for a line that misses it or has no length.
fn part_in(rect: Rect, from: Point, to: Point) -> Option<(f64, f64)> {
    let length = distance(from, to);
    if !(length > 0.0 && length.is_finite()) {
        return None;
    }
    let sides = [(from.x, to.x, rect.left, rect.right), (from.y, to.y, rect.top, rect.bottom)];
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (from, to, low, high) in sides {
        if from == to {
            if from < low || from > high {
                return None;
            }
            continue;
        }
        let (a, b) = ((low - from) / (to - from), (high - from) / (to - from));
        (enters, leaves) = (enters.max(a.min(b)), leaves.min(a.max(b)));
    }
    (enters < leaves).then_some((enters, leaves))
}

fn is_in_round_box(rect: Rect, radius: f64, point: Point) -> bool {
    let r = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
    let dx = (rect.left + r - point.x).max(point.x - rect.right + r).max(0.0);
    let dy = (rect.top + r - point.y).max(point.y - rect.bottom + r).max(0.0);
    rect.expanded(1e-6).contains(point) && (r == 0.0 || dx * dx + dy * dy <= r * r + 1e-6)
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Point at distance `by` from `from` towards `to`; the two must differ.
fn towards(from: Point, to: Point, by: f64) -> Point {
    let part = by / distance(from, to);
    blend(&[(1.0 - part, from), (part, to)])
}

fn blend(parts: &[(f64, Point)]) -> Point {
    parts.iter().fold(Point::default(), |sum, (part, point)| Point::new(sum.x + part * point.x, sum.y + part * point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_of_a_bent_line() {
        let line = [Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 10.0)];
        let length = |dash: &[Point]| dash.windows(2).map(|leg| distance(leg[0], leg[1])).sum::<f64>();
        let all = dashes(&line, 3.0, 1.0, Rect::new(-1.0, -1.0, 20.0, 20.0));
        assert_eq!(all.len(), 5);
        assert!((all.iter().map(|dash| length(dash)).sum::<f64>() - 15.0).abs() < 1e-9);
        assert_eq!(all[2][1], Point::new(10.0, 0.0), "a dash goes round the corner");
    }

    #[test]
    fn a_very_long_dashed_line_costs_what_is_seen_of_it() {
        let line = [Point::new(-1e12, 5.0), Point::new(1e12, 5.0)];
        let seen = dashes(&line, 4.0, 4.0, Rect::new(0.0, 0.0, 80.0, 10.0));
        assert!((9..=12).contains(&seen.len()), "{}", seen.len());
    }

    #[test]
    fn hatching_stays_within_round_corners() {
        let rect = Rect::new(3.0, 5.0, 60.0, 40.0);
        let lines = hatch(rect, 12.0, 4.0, rect);
        assert!(lines.len() > 10);
        for end in lines.iter().flatten() {
            assert!(is_in_round_box(rect, 11.9, *end), "{end:?}");
        }
    }

    #[test]
    fn hatching_of_a_part_is_a_part_of_the_hatching() {
        let rect = Rect::new(-30.0, 2.0, 100.0, 50.0);
        let all = hatch(rect, 0.0, 8.0, rect);
        for line in hatch(rect, 0.0, 8.0, Rect::new(0.0, 10.0, 20.0, 20.0)) {
            assert!(all.iter().any(|other| distance(line[0], other[0]) < 1e-9), "{line:?}");
        }
    }

    #[test]
    fn corners_without_length_stay_points() {
        let points = [Point::new(1.0, 1.0), Point::new(1.0, 1.0), Point::new(5.0, 1.0)];
        for point in flatten(&rounded_line(&points, 6.0), 4) {
            assert!(point.x.is_finite() && point.y.is_finite());
        }
    }
}
