//! Marks: the primitives that every picture is made of. A new mark must break every painter at compile time.

use super::geometry::{Point, Rect};
use super::role::Role;

/// Style of a line or outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour by role.
    pub role: Role,
    /// Width in points.
    pub width: f64,
    /// Lengths of dash and gap, in points; `None` for a solid line.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// Solid stroke.
    pub const fn new(role: Role, width: f64) -> Self {
        Self { role, width, dash: None }
    }

    /// The same stroke, dashed.
    pub const fn dashed(self, on: f64, off: f64) -> Self {
        Self { dash: Some((on, off)), ..self }
    }
}

/// A rectangle, optionally with round corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxMark {
    /// Position and size.
    pub rect: Rect,
    /// Radius of the corners; at most half the shorter side.
    pub radius: f64,
    /// Colour of the interior; `None` for none.
    pub fill: Option<Role>,
    /// Outline, centred on the edge.
    pub stroke: Option<Stroke>,
    /// Colour of diagonal hatching, 8 points apart; `None` for none.
    pub hatch: Option<Role>,
    /// Opacity of fill, outline and hatching, from 0 to 1.
    pub opacity: f64,
}

impl BoxMark {
    /// Filled rectangle without outline.
    pub const fn filled(rect: Rect, radius: f64, fill: Role) -> Self {
        Self { rect, radius, fill: Some(fill), stroke: None, hatch: None, opacity: 1.0 }
    }
}

/// A polyline with rounded inner corners.
#[derive(Clone, Debug, PartialEq)]
pub struct LineMark {
    /// At least two points.
    pub points: Vec<Point>,
    /// Radius of the inner corners; smaller where a leg is shorter.
    pub radius: f64,
    /// Style of the line.
    pub stroke: Stroke,
    /// Opacity, from 0 to 1.
    pub opacity: f64,
}

/// Position of a text relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The point is the start.
    Start,
    /// The point is the middle.
    Middle,
    /// The point is the end.
    End,
}

/// A font weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// For text.
    Regular,
    /// For names and headings.
    SemiBold,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// Anchor point on the baseline.
    pub at: Point,
    /// Meaning of `at.x`.
    pub anchor: Anchor,
    /// Font size in points.
    pub size: f64,
    /// Font weight.
    pub weight: Weight,
    /// Colour by role; text is always opaque.
    pub role: Role,
    /// Text, already shortened to fit; not to be trusted until a painter has escaped it.
    pub text: String,
    /// Text before shortening, if it was shortened; files contain it as well.
    pub whole: Option<String>,
}

/// Shapes of badges. Every answer has its own, so that colour is never needed to tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Filled triangle: authority below the record, strong signal.
    TriangleUp,
    /// Open triangle: the same, possible.
    TriangleUpOpen,
    /// Filled triangle pointing down: the record does not yet show why.
    TriangleDown,
    /// Filled diamond: ladder and organisation, strong signal.
    Diamond,
    /// Open diamond: the same, possible; also other findings about people.
    DiamondOpen,
    /// Dashed ring: not enough evidence.
    RingDashed,
    /// Open ring: the authority held.
    Ring,
    /// Filled disc.
    Disc,
}

/// A drawn symbol, never a font character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Badge {
    /// Centre of the symbol.
    pub at: Point,
    /// Width and height, in points.
    pub size: f64,
    /// Shape of the symbol.
    pub shape: Shape,
    /// Colour by role.
    pub role: Role,
}

/// A primitive of a picture. Marks are painted in the order they come.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle.
    Box(BoxMark),
    /// A polyline.
    Line(LineMark),
    /// A line of text.
    Text(TextMark),
    /// A symbol.
    Badge(Badge),
}

impl Mark {
    /// The same drawn from another origin, `scale` times as large.
    pub fn placed(self, origin: Point, scale: f64) -> Self {
        let at = |point: Point| Point::new(origin.x + point.x * scale, origin.y + point.y * scale);
        let rect = |rect: Rect| {
            Rect::new(
                origin.x + rect.left * scale,
                origin.y + rect.top * scale,
                rect.width() * scale,
                rect.height() * scale,
            )
        };
        let stroke = |stroke: Stroke| Stroke {
            width: stroke.width * scale,
            dash: stroke.dash.map(|(dash, gap)| (dash * scale, gap * scale)),
            ..stroke
        };
        match self {
            Self::Box(mark) => Self::Box(BoxMark {
                rect: rect(mark.rect),
                radius: mark.radius * scale,
                stroke: mark.stroke.map(stroke),
                ..mark
            }),
            Self::Line(mark) => Self::Line(LineMark {
                points: mark.points.into_iter().map(at).collect(),
                radius: mark.radius * scale,
                stroke: stroke(mark.stroke),
                ..mark
            }),
            Self::Text(mark) => Self::Text(TextMark { at: at(mark.at), size: mark.size * scale, ..mark }),
            Self::Badge(mark) => Self::Badge(Badge { at: at(mark.at), size: mark.size * scale, ..mark }),
        }
    }
}
