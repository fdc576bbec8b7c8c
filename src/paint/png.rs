//! PNG by software rendering. Marks are painted strip by strip, and each strip goes to the encoder before the next, so
//! that a large picture is never in memory.

mod glyphs;
mod pixels;

use std::fmt;
use std::io::{self, Write};

use png::text_metadata::ITXtChunk;
use tiny_skia::{IntSize, Pixmap};

use self::glyphs::Glyphs;
use self::pixels::Pixels;
use super::font_face::other_fonts;
use super::{Sheet, Source};

/// Pixels per strip, about 32 MB.
const STRIP: u32 = 8_000_000;
/// Extra rows painted above and below each strip; more than the height of a letter or a corner.
const MARGIN: u32 = 64;
/// Longest side, in pixels, that most programs open.
pub const LONGEST_SIDE: f64 = 65_000.0;
/// Largest number of pixels; more would take over 2 GB in the program that opens the picture.
const MOST_PIXELS: f64 = 600e6;

/// Reason that a picture was not written.
#[derive(Debug)]
pub enum PngError {
    /// A picture without pixels, or with too many.
    Size {
        /// Pixels from left to right.
        width: f64,
        /// Pixels from top to bottom.
        height: f64,
    },
    /// The picture could not be written.
    Write(io::Error),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size { width, height } => {
                // Not a sign before a zero.
                let [width, height] = [width, height].map(|it| it.max(0.0) + 0.0);
                write!(f, "A picture of {width:.0} × {height:.0} pixels cannot be made as PNG")
            }
            Self::Write(error) => write!(f, "The picture could not be written: {error}"),
        }
    }
}

impl std::error::Error for PngError {}

impl PngError {
    /// The next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Size { .. } => {
                "Choose a smaller scale or fewer people, write SVG, which has no limit, or PDF with pages by manager"
            }
            Self::Write(_) => "Check that the folder can be written to and has space left",
        }
    }
}

/// Writes the picture with `scale` pixels per point.
///
/// # Errors
/// [`PngError::Size`] before anything is written, [`PngError::Write`] for what `out` reports.
pub fn png(sheet: &Sheet, scale: f64, marks: Source, out: impl Write) -> Result<(), PngError> {
    let (width, _) = size(sheet, scale)?;
    png_in_strips(sheet, scale, marks, out, (STRIP / width).max(MARGIN))
}

/// The whole picture in memory, for comparing pictures.
///
/// # Errors
/// [`PngError::Size`].
pub fn raster(sheet: &Sheet, scale: f64, marks: Source) -> Result<Pixmap, PngError> {
    let (width, height) = size(sheet, scale)?;
    let strip = strip(sheet, scale, marks, 0, height, Glyphs::default())?;
    let size = IntSize::from_wh(width, height);
    let pixels = strip.pixmap().data()[bytes_of(width, MARGIN)..bytes_of(width, MARGIN + height)].to_vec();
    size.and_then(|size| Pixmap::from_vec(pixels, size))
        .ok_or(PngError::Size { width: width.into(), height: height.into() })
}

/// Like [`png()`], in strips of `rows` rows, at least 1.
fn png_in_strips(sheet: &Sheet, scale: f64, marks: Source, out: impl Write, rows: u32) -> Result<(), PngError> {
    let (width, height) = size(sheet, scale)?;
    let mut encoder = png::Encoder::new(out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // Most rows are like the one above, and a large picture has hundreds of megabytes of them: a third of the time that the
    // usual settings take, for a file that is a seventh larger.
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
    encoder.set_filter(png::Filter::Up);
    // By this the program knows its own pictures.
    encoder.add_text_chunk("Software".to_owned(), "Twintrack".to_owned()).map_err(written)?;
    let mut writer = encoder.write_header().map_err(written)?;
    let mut stream = writer.stream_writer().map_err(written)?;
    let (mut top, mut glyphs) = (0, Glyphs::default());
    while top < height {
        let rows = rows.min(height - top);
        let strip = strip(sheet, scale, marks, top, rows, std::mem::take(&mut glyphs))?;
        // The background is opaque, so every pixel is.
        let shown = &strip.pixmap().data()[bytes_of(width, MARGIN)..bytes_of(width, MARGIN + rows)];
        let mut rgb = vec![0; shown.len() / 4 * 3];
        rgb.chunks_exact_mut(3).zip(shown.chunks_exact(4)).for_each(|(to, pixel)| to.copy_from_slice(&pixel[..3]));
        stream.write_all(&rgb).map_err(PngError::Write)?;
        top += rows;
        glyphs = strip.glyphs();
    }
    stream.finish().map_err(written)?;
    if let Some(words) = other_fonts(glyphs.faces()) {
        writer.write_text_chunk(&ITXtChunk::new("Comment", words)).map_err(written)?;
    }
    writer.finish().map_err(written)
}

/// Paints `rows` rows and [`MARGIN`] more above and below. A curve cut by the edge of a pixmap comes out in a slightly
/// different shade, and no seam must be visible. `glyphs` are those of the strips before.
fn strip(sheet: &Sheet, scale: f64, marks: Source, top: u32, rows: u32, glyphs: Glyphs) -> Result<Pixels, PngError> {
    let (width, height) = size(sheet, scale)?;
    let too_large = || PngError::Size { width: width.into(), height: height.into() };
    let first = f64::from(top) - f64::from(MARGIN);
    let mut pixels = Pixels::new(sheet, scale, width, (first, rows + 2 * MARGIN), glyphs).ok_or_else(too_large)?;
    marks(pixels.view(), &mut |mark| pixels.paint(mark));
    Ok(pixels)
}

/// Number of bytes in some rows of pixels.
fn bytes_of(width: u32, rows: u32) -> usize {
    4 * width as usize * rows as usize
}

/// Width and height in pixels.
fn size(sheet: &Sheet, scale: f64) -> Result<(u32, u32), PngError> {
    // The remainder of 100.00001 pixels is a rounding error, not another pixel.
    let pixels = |points: f64| (points * scale - 1e-3).ceil();
    let (width, height) = (pixels(sheet.bounds.width()), pixels(sheet.bounds.height()));
    let is_sensible = |side: f64| (1.0..=LONGEST_SIDE).contains(&side);
    if is_sensible(width) && is_sensible(height) && width * height <= MOST_PIXELS {
        Ok((width as u32, height as u32))
    } else {
        Err(PngError::Size { width, height })
    }
}

fn written(error: png::EncodingError) -> PngError {
    PngError::Write(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{
        Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Theme, Weight,
    };

    fn marks() -> Vec<Mark> {
        let rect = Rect::new(10.3, 8.7, 150.0, 61.0);
        let stroke = Some(Stroke::new(Role::StrongLine, 1.5).dashed(4.0, 3.0));
        let text = "Ångström & Жук".to_owned();
        vec![
            Mark::Box(BoxMark { hatch: Some(Role::Line), stroke, ..BoxMark::filled(rect, 8.0, Role::Surface) }),
            Mark::Line(LineMark {
                points: vec![Point::new(5.0, 5.0), Point::new(170.0, 5.0), Point::new(170.0, 77.7)],
                radius: 6.0,
                stroke: Stroke::new(Role::Accent, 2.0),
                opacity: 0.7,
            }),
            Mark::Text(TextMark {
                at: Point::new(85.0, 40.0),
                anchor: Anchor::Middle,
                size: 12.5,
                weight: Weight::SemiBold,
                role: Role::Text,
                text,
                whole: None,
            }),
            Mark::Box(BoxMark {
                hatch: Some(Role::StrongLine),
                ..BoxMark::filled(Rect::new(20.0, 90.0, 120.0, 300.0), 0.0, Role::IcTint)
            }),
            Mark::Badge(Badge { at: Point::new(150.0, 20.0), size: 12.0, shape: Shape::RingDashed, role: Role::Under }),
        ]
    }

    #[test]
    fn strips_give_the_bytes_of_one_piece() {
        let sheet = Sheet { bounds: Rect::new(0.0, 0.0, 180.0, 400.0), theme: Theme::Light, title: "" };
        let marks = marks();
        let source = |_: Rect, each: &mut dyn FnMut(&Mark)| marks.iter().for_each(each);
        let bytes = |rows| {
            let mut out = Vec::new();
            png_in_strips(&sheet, 1.7, &source, &mut out, rows).unwrap();
            out
        };
        let whole = bytes(1000);
        for rows in [1, 7, 31, 64, 200] {
            assert!(whole == bytes(rows), "strips of {rows} rows");
        }
    }

    #[test]
    fn sizes_without_sense_are_refused() {
        for (width, scale) in [(0.0, 1.0), (10.0, 0.0), (10.0, f64::NAN), (1e9, 1.0), (60_000.0, 1.0), (10.0, -1.0)] {
            let sheet = Sheet { bounds: Rect::new(0.0, 0.0, width, width), theme: Theme::Light, title: "" };
            let refused = png(&sheet, scale, &|_, _| {}, io::sink());
            assert!(matches!(refused, Err(PngError::Size { .. })), "{width} {scale}");
        }
    }
}
