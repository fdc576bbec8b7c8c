//! Dots on a plane whose axes share one scale: the position of each, and how dots that coincide are spread out.

use crate::scene::{Point, Rect};
use std::collections::HashMap;

/// A square range of values drawn on a rectangle; larger values are to the right and at the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    /// Rectangle in which it is drawn.
    pub area: Rect,
    /// Smallest value on both axes.
    pub from: f64,
    /// Largest value on both axes, greater than `from`.
    pub to: f64,
}

impl Plane {
    /// Position of a pair of values; values beyond the scale lie outside the area in proportion.
    pub fn place(&self, x: f64, y: f64) -> Point {
        let (across, up) = (self.part(x), self.part(y));
        Point::new(self.area.left + across * self.area.width(), self.area.bottom - up * self.area.height())
    }

    /// Pair of values at a position.
    pub fn value(&self, at: Point) -> (f64, f64) {
        let across = (at.x - self.area.left) / self.area.width().max(f64::MIN_POSITIVE);
        let up = (self.area.bottom - at.y) / self.area.height().max(f64::MIN_POSITIVE);
        (self.from + across * (self.to - self.from), self.from + up * (self.to - self.from))
    }

    fn part(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }
}

/// Rings around the place of a dot that are searched for free space.
const RINGS: u32 = 2;

/// Moves dots that are closer together than `apart` to the nearest free place; earlier dots choose first, and the same
/// dots always end up in the same places. `None` if so many coincide that there is not enough space nearby: these are
/// better counted than drawn. Linear in dots.
pub fn spread(dots: &[Point], apart: f64) -> Option<Vec<Point>> {
    let mut taken: HashMap<(i64, i64), Vec<Point>> = HashMap::new();
    let square = |at: Point| ((at.x / apart).floor() as i64, (at.y / apart).floor() as i64);
    let mut places = Vec::with_capacity(dots.len());
    for &dot in dots {
        let is_free = |at: &Point| {
            let (x, y) = square(*at);
            let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
            let near = near.filter_map(|square| taken.get(&square)).flatten();
            near.into_iter().all(|other| (other.x - at.x).hypot(other.y - at.y) >= apart * 0.999)
        };
        let place = around(dot, apart).find(is_free)?;
        taken.entry(square(place)).or_default().push(place);
        places.push(place);
    }
    Some(places)
}

/// The place itself, then places on rings around it, from the inside out.
fn around(dot: Point, apart: f64) -> impl Iterator<Item = Point> {
    let rings = (1..=2 * RINGS).flat_map(move |half| {
        let (radius, count) = (f64::from(half) * apart / 2.0, 6 * half);
        (0..count).map(move |k| {
            let angle = std::f64::consts::TAU * f64::from(k) / f64::from(count);
            Point::new(dot.x + radius * angle.cos(), dot.y + radius * angle.sin())
        })
    });
    std::iter::once(dot).chain(rings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_its_values_are_told_by_each_other() {
        let plane = Plane { area: Rect::new(10.0, 20.0, 200.0, 100.0), from: 1.0, to: 9.0 };
        assert_eq!(plane.place(1.0, 1.0), Point::new(10.0, 120.0));
        assert_eq!(plane.place(9.0, 5.0), Point::new(210.0, 70.0));
        assert_eq!(plane.value(Point::new(110.0, 20.0)), (5.0, 9.0));
    }

    #[test]
    fn a_few_that_fall_together_are_spread_and_many_are_not() {
        let few = spread(&[Point::new(50.0, 50.0); 9], 10.0).expect("room for nine");
        assert_eq!(few[0], Point::new(50.0, 50.0));
        for (at, a) in few.iter().enumerate() {
            assert!((a.x - 50.0).hypot(a.y - 50.0) <= 20.001);
            assert!(few[at + 1..].iter().all(|b| (a.x - b.x).hypot(a.y - b.y) >= 9.98));
        }
        assert_eq!(spread(&[Point::new(50.0, 50.0); 60], 10.0), None);
        assert_eq!(spread(&[], 10.0), Some(Vec::new()));
    }
}
