//! The primitives of a picture: geometry, marks, colours by role. Knows neither people nor painters. Lengths are points
//! (1/72 inch at zoom 1); y grows downwards.

mod colour;
mod font;
mod geometry;
mod loaded;
mod mark;
mod other_font;
mod role;
pub mod sfnt;
mod swatch;
pub mod text;
mod theme;

pub use colour::Colour;
pub use font::Face;
pub use geometry::{Point, Rect, Size};
pub use mark::{Anchor, Badge, BoxMark, LineMark, Mark, Shape, Stroke, TextMark, Weight};
pub use other_font::{FindFont, FontFile, OtherFont, find_fonts_by};
pub use role::Role;
pub use swatch::Swatch;
pub use theme::Theme;
