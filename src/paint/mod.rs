//! Painters: each turns marks into one kind of picture by one exhaustive match. They share the outlines of
//! `outline.rs`, so that a file and the window cannot differ.

pub mod egui;
mod font_face;
mod outline;
mod pdf;
mod place;
mod png;
mod svg;

pub use font_face::UsedFonts;
pub use pdf::{Layer, PdfError, PdfPage, pdf};
pub use png::{PngError, png, raster};
pub use svg::{Escaped, TEXT_STYLE, css_variables, svg, svg_inline};

use crate::scene::{Mark, Rect, Theme};

/// What a picture file needs to know besides its marks.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The part of the scene that is shown.
    pub bounds: Rect,
    /// Its colours.
    pub theme: Theme,
    /// What it shows, for people who do not see it. Hostile, like every text.
    pub title: &'a str,
}

/// Walks the marks of a picture in the order of painting, as often as it is asked. The rectangle is the part of the
/// scene that is wanted; marks outside it may be left out.
pub type Source<'a> = &'a dyn Fn(Rect, &mut dyn FnMut(&Mark));

/// Hatching narrower than this many pixels is not drawn: it would be a grey haze.
const NARROWEST_HATCH: f64 = 2.0;
/// From one line of the hatching to the next, in points.
const HATCH_SPACING: f64 = 8.0;
/// Width of the lines of the hatching, in points.
const HATCH_WIDTH: f64 = 1.0;
/// Straight pieces of a curve where it cannot be drawn as a curve.
const PIECES: usize = 8;
