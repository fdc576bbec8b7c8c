//! The visible part of the picture: a centre in points and a scale. Pure; the caller passes the time.

use crate::scene::{Point, Rect, Size};

/// Duration of a move, in seconds.
const MOVE: f64 = 0.15;

/// A centre and a scale, possibly moving towards another centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Point of the picture at the middle of the canvas.
    pub center: Point,
    /// Pixels per point; above 0.
    pub scale: f64,
    way: Option<Way>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Way {
    from: (Point, f64),
    to: (Point, f64),
    /// Time at which the move began, in seconds.
    since: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { center: Point::default(), scale: 1.0, way: None }
    }
}

impl Camera {
    /// Camera at rest on a centre with a scale.
    pub fn at(center: Point, scale: f64) -> Self {
        Self { center, scale, ..Self::default() }
    }

    /// Camera that shows the whole of a picture on a canvas of `size` pixels, magnified by at most a quarter.
    pub fn fitting(bounds: Rect, size: Size) -> Self {
        let across = size.width / bounds.width().max(1.0);
        let down = size.height / bounds.height().max(1.0);
        let scale = across.min(down).min(1.25);
        Self { center: bounds.center(), scale: if scale.is_finite() && scale > 0.0 { scale } else { 1.0 }, way: None }
    }

    /// The visible part of the picture.
    pub fn window(&self, size: Size) -> Rect {
        let (width, height) = (size.width / self.scale, size.height / self.scale);
        Rect::new(self.center.x - width / 2.0, self.center.y - height / 2.0, width, height)
    }

    /// Point of the picture under a pixel, counted from the top left corner of the canvas.
    pub fn point_at(&self, pixel: Point, size: Size) -> Point {
        let window = self.window(size);
        Point::new(window.left + pixel.x / self.scale, window.top + pixel.y / self.scale)
    }

    /// Pixel at which a point of the picture is drawn.
    pub fn pixel_of(&self, point: Point, size: Size) -> Point {
        let window = self.window(size);
        Point::new((point.x - window.left) * self.scale, (point.y - window.top) * self.scale)
    }

    /// Moves the picture by a number of pixels; the centre stays within the picture.
    pub fn pan(&mut self, by: Point, bounds: Rect) {
        self.way = None;
        let center = Point::new(self.center.x - by.x / self.scale, self.center.y - by.y / self.scale);
        self.center = within(center, bounds);
    }

    /// Multiplies the scale around a pixel, which keeps its place, up to the `largest` scale.
    pub fn zoom(&mut self, factor: f64, around: Point, size: Size, (bounds, largest): (Rect, f64)) {
        if !factor.is_finite() || factor <= 0.0 {
            return;
        }
        self.way = None;
        let smallest = (Self::fitting(bounds, size).scale / 2.0).min(1.0);
        let fixed = self.point_at(around, size);
        self.scale = (self.scale * factor).clamp(smallest, largest.max(smallest));
        let now = self.point_at(around, size);
        self.center.x += fixed.x - now.x;
        self.center.y += fixed.y - now.y;
    }

    /// Centre nearest to `to` that leaves no empty ground beside a picture larger than the canvas; the middle of a
    /// smaller picture.
    pub fn filled(to: Point, scale: f64, size: Size, bounds: Rect) -> Point {
        let along = |to: f64, seen: f64, from: f64, end: f64| {
            if end - from <= seen { (from + end) / 2.0 } else { to.clamp(from + seen / 2.0, end - seen / 2.0) }
        };
        Point::new(
            along(to.x, size.width / scale, bounds.left, bounds.right),
            along(to.y, size.height / scale, bounds.top, bounds.bottom),
        )
    }

    /// Starts a move to a centre and a scale; arrives at once without `motion`.
    pub fn go(&mut self, to: Point, scale: f64, now: f64, motion: bool) {
        if motion {
            self.way = Some(Way { from: (self.center, self.scale), to: (to, scale), since: now });
        } else {
            *self = Self { center: to, scale, way: None };
        }
    }

    /// Centre and scale at the end of the move; the present ones when at rest.
    pub fn aim(&self) -> (Point, f64) {
        self.way.map_or((self.center, self.scale), |way| way.to)
    }

    /// True until the move has ended.
    pub fn is_under_way(&self) -> bool {
        self.way.is_some()
    }

    /// Advances the move to the time `now`; true while there is more to come.
    pub fn advance(&mut self, now: f64) -> bool {
        let Some(way) = self.way else { return false };
        let part = ((now - way.since) / MOVE).clamp(0.0, 1.0);
        let eased = 1.0 - (1.0 - part).powi(3);
        let between = |a: f64, b: f64| a + (b - a) * eased;
        self.center = Point::new(between(way.from.0.x, way.to.0.x), between(way.from.0.y, way.to.0.y));
        self.scale = between(way.from.1, way.to.1);
        if part >= 1.0 {
            *self = Self { center: way.to.0, scale: way.to.1, way: None };
        }
        self.way.is_some()
    }
}

fn within(point: Point, bounds: Rect) -> Point {
    Point::new(point.x.clamp(bounds.left, bounds.right), point.y.clamp(bounds.top, bounds.bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { width: 800.0, height: 600.0 };

    #[test]
    fn no_empty_ground_is_seen_beside_a_large_picture() {
        let bounds = Rect::new(0.0, 0.0, 2000.0, 400.0);
        assert_eq!(Camera::filled(Point::new(10.0, 10.0), 1.0, SIZE, bounds), Point::new(400.0, 200.0));
        assert_eq!(Camera::filled(Point::new(1999.0, 10.0), 2.0, SIZE, bounds), Point::new(1800.0, 150.0));
    }
    const BOUNDS: Rect = Rect { left: 0.0, top: 0.0, right: 1600.0, bottom: 600.0 };

    fn close(a: Point, b: Point) {
        assert!((a.x - b.x).abs() < 1e-6 && (a.y - b.y).abs() < 1e-6, "{a:?} {b:?}");
    }

    #[test]
    fn all_of_the_picture_is_seen_after_fitting() {
        let camera = Camera::fitting(BOUNDS, SIZE);
        assert_eq!(camera.scale, 0.5);
        close(camera.pixel_of(Point::new(0.0, 300.0), SIZE), Point::new(0.0, 300.0));
        assert_eq!(Camera::fitting(Rect::new(0.0, 0.0, 10.0, 10.0), SIZE).scale, 1.25);
        assert_eq!(Camera::fitting(Rect::default(), Size::default()).scale, 1.0);
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_while_zooming() {
        let mut camera = Camera::fitting(BOUNDS, SIZE);
        let pixel = Point::new(123.0, 45.0);
        let before = camera.point_at(pixel, SIZE);
        for factor in [1.5, 2.0, 0.3, 100.0, 1e-9, f64::NAN, 0.0] {
            camera.zoom(factor, pixel, SIZE, (BOUNDS, 4.0));
            close(camera.point_at(pixel, SIZE), before);
        }
        assert_eq!(camera.scale, 0.25);
    }

    #[test]
    fn a_move_eases_out_and_arrives() {
        let mut camera = Camera::default();
        camera.go(Point::new(100.0, 0.0), 2.0, 10.0, true);
        assert!(camera.advance(10.075));
        assert!(camera.center.x > 50.0 && camera.center.x < 100.0);
        assert!(!camera.advance(10.2));
        assert_eq!((camera.center, camera.scale), (Point::new(100.0, 0.0), 2.0));
        camera.go(Point::new(0.0, 0.0), 1.0, 0.0, false);
        assert_eq!(camera.center, Point::new(0.0, 0.0));
    }

    #[test]
    fn the_picture_cannot_be_lost_by_panning() {
        let mut camera = Camera::fitting(BOUNDS, SIZE);
        camera.pan(Point::new(1e9, -1e9), BOUNDS);
        assert_eq!(camera.center, Point::new(0.0, 600.0));
    }
}
