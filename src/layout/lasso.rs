//! A loop drawn by hand, and the test whether a point lies inside it.

use crate::scene::{Point, Rect};

/// Number of horizontal strips into which the sides are sorted, so that a point is compared with only a few of them.
const STRIPS: usize = 256;

/// A closed loop; an area that it encloses twice counts as outside.
#[derive(Clone, Debug)]
pub struct Lasso {
    bounds: Rect,
    /// For each strip, from the top, the sides that reach into it.
    strips: Vec<Vec<(Point, Point)>>,
}

impl Lasso {
    /// Loop through points, closed from the last to the first; `None` for fewer than three points.
    pub fn new(points: &[Point]) -> Option<Self> {
        let first = *points.get(2).and(points.first())?;
        let mut bounds = Rect { left: first.x, top: first.y, right: first.x, bottom: first.y };
        for point in points {
            bounds = bounds.union(&Rect { left: point.x, top: point.y, right: point.x, bottom: point.y });
        }
        let mut lasso = Self { bounds, strips: vec![Vec::new(); STRIPS] };
        let next = points.iter().cycle().skip(1);
        for (&from, &to) in points.iter().zip(next) {
            let (top, bottom) = (lasso.strip(from.y.min(to.y)), lasso.strip(from.y.max(to.y)));
            for strip in &mut lasso.strips[top..=bottom] {
                strip.push((from, to));
            }
        }
        Some(lasso)
    }

    /// Smallest rectangle that contains the loop.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// True if the point lies inside: a horizontal ray from it to the right crosses the loop an odd number of times.
    pub fn has(&self, at: Point) -> bool {
        if !self.bounds.contains(at) {
            return false;
        }
        let crosses = |&&(a, b): &&(Point, Point)| {
            (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
        };
        self.strips[self.strip(at.y)].iter().filter(crosses).count() % 2 == 1
    }

    fn strip(&self, y: f64) -> usize {
        let part = (y - self.bounds.top) / self.bounds.height().max(f64::MIN_POSITIVE);
        ((part * STRIPS as f64).max(0.0) as usize).min(STRIPS - 1)
    }
}
