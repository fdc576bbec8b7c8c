//! Painters: each turns marks into one kind of picture, by one exhaustive match. They share the outlines of
//! `outline.rs`, so that files and window cannot differ.

pub mod egui;
mod font_face;
mod outline;
mod pdf;
mod place;
mod png;
mod pptx;
mod svg;

pub use font_face::UsedFonts;
pub use pdf::{Heading, Layer, PageLink, PdfError, PdfPage, pdf};
pub use png::{LONGEST_SIDE, PngError, png, raster};
pub use pptx::{SLIDE_ASPECT, Slide, pptx};
pub use svg::{Escaped, TEXT_STYLE, css_variables, svg, svg_inline};

use crate::scene::{Mark, Rect, Theme};

/// Properties of a picture file besides its marks.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Part of the scene that is shown.
    pub bounds: Rect,
    /// Colours of the picture.
    pub theme: Theme,
    /// Description for people who cannot see the picture. Not to be trusted, like every text.
    pub title: &'a str,
}

/// Emits the marks of a picture in painting order, as often as it is called. The rectangle is the wanted part of the
/// scene; marks outside it may be left out.
pub type Source<'a> = &'a dyn Fn(Rect, &mut dyn FnMut(&Mark));

/// Smallest distance of hatching lines, in pixels, that is drawn; finer hatching would be a grey haze.
const NARROWEST_HATCH: f64 = 2.0;
/// Distance between two lines of the hatching, in points.
const HATCH_SPACING: f64 = 8.0;
/// Width of the lines of the hatching, in points.
const HATCH_WIDTH: f64 = 1.0;
/// Number of straight segments for a curve that cannot be drawn as one.
const PIECES: usize = 8;
