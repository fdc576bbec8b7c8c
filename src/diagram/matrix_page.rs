//! The matrix on a page of a given size: places of dots, lookups by point and by loop, and moving from dot to dot.

use super::matrix::Matrix;
use super::matrix_legend::{Sign, legend};
use crate::layout::{Lasso, Plane, spread};
use crate::org::PersonId;
use crate::scene::text::width;
use crate::scene::{Point, Rect, Size, Weight};

/// Largest number of dots that are drawn one by one; more are counted in squares.
const MOST_DOTS: usize = 1000;
/// Diameter of a dot and distance between two, in points.
pub const DOT: f64 = 9.0;
const APART: f64 = 13.0;
/// Distance from the pointer, in points, within which a dot is hit.
const REACH: f64 = 9.0;

/// Dot or square at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatrixHit {
    /// Dot, by its index.
    Dot(usize),
    /// Square of the density, by its index.
    Square(usize),
}

/// A matrix laid out for a page.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixPage {
    /// Width and height of the page, in points.
    pub size: Size,
    /// Scale of the axes on the page.
    pub plane: Plane,
    /// Places of the dots; `None` if they are too many or too close together and are counted instead.
    places: Option<Vec<Point>>,
    /// Legend: left edge and baseline of each sign.
    pub(super) legend: Vec<(Point, Sign)>,
}

impl MatrixPage {
    /// Lays out a page; linear in dots while they are few enough to be drawn, otherwise constant.
    pub fn new(matrix: &Matrix, size: Size) -> Self {
        let (legend, below) = legend(matrix, size.width);
        let labels = matrix.ticks.iter().map(|tick| width(&tick.words, 10.0, Weight::Regular));
        let left = 28.0 + labels.fold(24.0, f64::max).min(92.0);
        let top = below + 30.0;
        let height = (size.height - 68.0 - top).max(60.0);
        let across = (size.width - 24.0 - left).clamp(60.0, (1.6 * height).max(60.0));
        let area = Rect::new(left.round(), top.round(), across.round(), height.round());
        let plane = Plane { area, from: matrix.reach.0, to: matrix.reach.1.max(matrix.reach.0 + 1.0) };
        let mut page = Self { size, plane, places: None, legend };
        if matrix.dots.len() <= MOST_DOTS {
            let at: Vec<Point> = matrix.dots.iter().map(|dot| page.exact(dot.authority, dot.impact)).collect();
            page.places = spread(&at, APART);
        }
        page
    }

    /// True if people are counted in squares because there are too many dots.
    pub fn is_counted(&self) -> bool {
        self.places.is_none()
    }

    /// Position of a pair of grades, clamped to the axes.
    pub fn exact(&self, authority: f64, impact: f64) -> Point {
        let within = |value: f64| value.clamp(self.plane.from, self.plane.to);
        self.plane.place(within(authority), within(impact))
    }

    /// Position of a dot, moved slightly where several coincide; its exact position while dots are counted.
    pub fn place(&self, matrix: &Matrix, dot: usize) -> Option<Point> {
        match &self.places {
            Some(places) => places.get(dot).copied(),
            None => matrix.dots.get(dot).map(|dot| self.exact(dot.authority, dot.impact)),
        }
    }

    /// Area of a square of the density.
    pub(super) fn ground_of(&self, matrix: &Matrix, square: usize) -> Rect {
        let (x, y) = matrix.corner(square);
        let (low, high) = (self.exact(x, y), self.exact(x + super::matrix::SQUARE, y + super::matrix::SQUARE));
        Rect { left: low.x, top: high.y, right: high.x, bottom: low.y }
    }

    /// Dot or square at a point of the page; `None` if there is nobody.
    pub fn hit(&self, matrix: &Matrix, at: Point) -> Option<MatrixHit> {
        match &self.places {
            Some(places) => {
                let far = |place: &Point| (place.x - at.x).hypot(place.y - at.y);
                let nearest = places.iter().enumerate().min_by(|a, b| far(a.1).total_cmp(&far(b.1)))?;
                (far(nearest.1) <= REACH).then_some(MatrixHit::Dot(nearest.0))
            }
            None => {
                let (authority, impact) = self.plane.value(at);
                let square = matrix.square_at(authority, impact);
                let is_there = self.plane.area.contains(at) && matrix.square(square).all() > 0;
                is_there.then_some(MatrixHit::Square(square))
            }
        }
    }

    /// People inside a loop, in file order; those who are counted have the position given by authority and impact.
    pub fn inside(&self, matrix: &Matrix, lasso: &Lasso) -> Vec<PersonId> {
        let is_inside = |&(at, _): &(usize, _)| self.place(matrix, at).is_some_and(|place| lasso.has(place));
        matrix.dots.iter().enumerate().filter(is_inside).map(|(_, dot)| dot.person).collect()
    }

    /// People counted in a square, in file order.
    pub fn in_square(&self, matrix: &Matrix, square: usize) -> Vec<PersonId> {
        let is_in = |dot: &&super::matrix::Dot| matrix.square_at(dot.authority, dot.impact) == square;
        matrix.dots.iter().filter(is_in).map(|dot| dot.person).collect()
    }

    /// Indices of the dots of some people, or of their squares if people are counted; ascending and without duplicates.
    pub fn standing(&self, matrix: &Matrix, people: impl Iterator<Item = PersonId>) -> Vec<usize> {
        let mut found: Vec<usize> = people
            .filter_map(|person| matrix.find(person))
            .map(|at| match (self.is_counted(), matrix.dots[at]) {
                (true, dot) => matrix.square_at(dot.authority, dot.impact),
                (false, _) => at,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Next dot in a direction (-1, 0 or 1 across and down): the nearest one, where dots off to the side count as
    /// farther away. Without a start, the dot nearest to the top left corner.
    pub fn next(&self, matrix: &Matrix, from: Option<usize>, (across, down): (i32, i32)) -> Option<usize> {
        let place = |at: usize| self.place(matrix, at);
        let all = (0..matrix.dots.len()).filter_map(|at| Some((at, place(at)?)));
        let nearest = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
        let Some((from, start)) = from.and_then(|from| Some((from, place(from)?))) else {
            let corner = self.plane.area;
            let far = |at: Point| (at.x - corner.left) + (at.y - corner.top);
            return all.map(|(at, place)| (at, far(place))).min_by(nearest).map(|it| it.0);
        };
        let (across, down) = (f64::from(across), f64::from(down));
        let ahead = |(at, place): (usize, Point)| {
            let (x, y) = (place.x - start.x, place.y - start.y);
            let (along, aside) = (x * across + y * down, (x * down).abs() + (y * across).abs());
            // Dots in the same place are visited in file order.
            let is_same = along.abs() < 0.5 && aside < 0.5;
            let is_next = if is_same { (at > from) == (across + down > 0.0) } else { along > 0.5 };
            let far = if is_same { (at as f64 - from as f64).abs() * 1e-9 } else { along + 2.0 * aside };
            (at != from && is_next).then_some((at, far))
        };
        all.filter_map(ahead).min_by(nearest).map(|it| it.0)
    }
}
