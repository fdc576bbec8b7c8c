//! Legend of the matrix: the signs that occur, and their places on a page.

use super::matrix::Matrix;
use crate::layout::Lane;
use crate::rules::words::limit;
use crate::scene::text::width;
use crate::scene::{Point, Role, Shape, Weight};

/// Left edge in points of all words above and below the axes.
pub const MARGIN: f64 = 16.0;

/// A sign that the legend explains, with its words.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// Dot of a lane.
    Dot(Lane, &'static str),
    /// Badge of a finding.
    Badge(Shape, Role, &'static str),
    /// Band of agreement, with its width in words.
    Band(String),
}

impl Sign {
    pub fn words(&self) -> &str {
        match self {
            Self::Dot(_, words) | Self::Badge(_, _, words) => words,
            Self::Band(words) => words,
        }
    }
}

/// Places the signs that occur in lines of a given width: left edge and baseline of each, and the baseline of the last
/// line.
pub fn legend(matrix: &Matrix, room: f64) -> (Vec<(Point, Sign)>, f64) {
    let has = |badge| matrix.dots.iter().any(|dot| dot.badge == Some(badge));
    let mut signs = vec![
        Sign::Dot(Lane::Ic, "individual contributor"),
        Sign::Dot(Lane::Management, "management"),
        Sign::Band(format!("within {}", limit(matrix.limit))),
    ];
    signs.extend(
        [
            (Shape::TriangleUp, Role::Under, "authority below the record"),
            (Shape::TriangleUpOpen, Role::Under, "possibly below"),
            (Shape::TriangleDown, Role::Over, "authority not yet backed by evidence"),
        ]
        .into_iter()
        .filter(|&(shape, role, _)| has((shape, role)))
        .map(|(shape, role, words)| Sign::Badge(shape, role, words)),
    );
    let (mut x, mut y) = (MARGIN, 46.0);
    let mut placed = Vec::new();
    for sign in signs {
        let wide = 16.0 + width(sign.words(), 11.0, Weight::Regular);
        if x > MARGIN && x + wide > room - MARGIN {
            (x, y) = (MARGIN, y + 18.0);
        }
        placed.push((Point::new(x, y), sign));
        x += wide + 16.0;
    }
    (placed, y)
}
