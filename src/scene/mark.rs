//! Marks: everything that a picture is made of. A new mark must break every painter at compile time.

use super::geometry::{Point, Rect};
use super::role::Role;

/// How a line or an outline is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub role: Role,
    /// Width in points.
    pub width: f64,
    /// Length of dashes and of the gaps between them; `None` for a whole line.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A whole line.
    pub const fn new(role: Role, width: f64) -> Self {
        Self { role, width, dash: None }
    }

    /// The same line, dashed.
    pub const fn dashed(self, on: f64, off: f64) -> Self {
        Self { dash: Some((on, off)), ..self }
    }
}

/// A rectangle, perhaps with round corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxMark {
    /// Where.
    pub rect: Rect,
    /// Radius of the corners, at most half the smaller side.
    pub radius: f64,
    /// Colour of the inside.
    pub fill: Option<Role>,
    /// Outline, centred on the edge.
    pub stroke: Option<Stroke>,
    /// Hatched with diagonal lines of this colour, 8 points apart.
    pub hatch: Option<Role>,
    /// 1 for full colour down to 0 for nothing; applies to fill, outline and hatching.
    pub opacity: f64,
}

impl BoxMark {
    /// A plain filled rectangle.
    pub const fn filled(rect: Rect, radius: f64, fill: Role) -> Self {
        Self { rect, radius, fill: Some(fill), stroke: None, hatch: None, opacity: 1.0 }
    }
}

/// A line through points; inner corners are rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct LineMark {
    /// At least two points.
    pub points: Vec<Point>,
    /// Radius of the inner corners, less where a leg is shorter.
    pub radius: f64,
    /// How it is drawn.
    pub stroke: Stroke,
    /// 1 for full colour down to 0 for nothing.
    pub opacity: f64,
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// The two weights in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// For text.
    Regular,
    /// For names and headings.
    SemiBold,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// On the baseline.
    pub at: Point,
    /// What `at.x` is.
    pub anchor: Anchor,
    /// Size in points.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour; text never fades.
    pub role: Role,
    /// The text, already shortened to its place; hostile until a painter has escaped it.
    pub text: String,
    /// The text before it was shortened, where it was: a file holds it too.
    pub whole: Option<String>,
}

/// Shapes of the badges; each answer has its own, so that no colour is needed to tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Filled triangle: authority below the record, strong signal.
    TriangleUp,
    /// Open triangle: the same, possible.
    TriangleUpOpen,
    /// Filled triangle downwards: the record does not show why yet.
    TriangleDown,
    /// Filled diamond: ladder and organisation, strong signal.
    Diamond,
    /// Open diamond: the same, possible; also other personal findings.
    DiamondOpen,
    /// Dashed ring: not enough evidence.
    RingDashed,
    /// Open ring: the authority held.
    Ring,
    /// Filled disc.
    Disc,
}

/// A drawn sign, never a font character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Badge {
    /// Its middle.
    pub at: Point,
    /// Width and height.
    pub size: f64,
    /// Which.
    pub shape: Shape,
    /// Colour.
    pub role: Role,
}

/// One part of a picture, painted in the order they come.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle.
    Box(BoxMark),
    /// A line.
    Line(LineMark),
    /// A text.
    Text(TextMark),
    /// A sign.
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
