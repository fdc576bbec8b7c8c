//! Glyphs as pixels. Each is made once for a size and a quarter of a pixel, and then laid down like a stamp: a picture
//! holds hundreds of thousands of the same few hundred.

use std::collections::{BTreeSet, HashMap};

use tiny_skia::{FillRule, Mask, Path, PathBuilder, Pixmap, Transform};

use crate::paint::outline::{self, Step};
use crate::scene::{Colour, Face, Point};

/// The glyphs in use.
#[derive(Default)]
pub struct Glyphs {
    /// In font units, y upwards; `None` for a space.
    outlines: HashMap<(Face, u16), Option<Path>>,
    /// By glyph, pixels per em and quarter of a pixel.
    stamps: HashMap<((Face, u16), u64, u8), Option<Stamp>>,
}

/// Most stamps that are kept: all those of a picture with some dozens of sizes, about 20 MB.
const MOST: usize = 50_000;

/// How much of each pixel a glyph covers, from 0 to 255, row by row, as tiny-skia paints it.
struct Stamp {
    /// Of the first pixel from the origin, to the right and down.
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

impl Glyphs {
    /// Fonts that were used.
    pub fn faces(&self) -> impl Iterator<Item = Face> {
        self.outlines.keys().map(|(face, _)| *face).collect::<BTreeSet<_>>().into_iter()
    }

    /// Paints a glyph at `em` pixels per em with its origin so many quarters of a pixel to the right of a whole pixel.
    pub fn paint(
        &mut self,
        glyph: (Face, u16),
        (at, quarters): (Point, i64),
        em: f64,
        ink: Colour,
        pixmap: &mut Pixmap,
    ) {
        let (right, quarter) = (quarters.div_euclid(4), quarters.rem_euclid(4) as u8);
        if self.stamps.len() > MOST {
            self.stamps.clear();
        }
        let Self { outlines, stamps } = self;
        let stamp = stamps.entry((glyph, em.to_bits(), quarter)).or_insert_with(|| {
            let outline = outlines.entry(glyph).or_insert_with(|| path(&outline::glyph(glyph.0, glyph.1)));
            Stamp::of(outline.as_ref()?, em / glyph.0.units_per_em(), f64::from(quarter) / 4.0)
        });
        if let Some(stamp) = stamp {
            stamp.press(at.x as i64 + right, at.y as i64, ink, pixmap);
        }
    }
}

impl Stamp {
    /// `None` for what covers nothing.
    fn of(outline: &Path, scale: f64, right: f64) -> Option<Self> {
        let bounds = outline.bounds();
        let (left, top) = (f64::from(bounds.left()) * scale + right, -f64::from(bounds.bottom()) * scale);
        let (end, bottom) = (f64::from(bounds.right()) * scale + right, -f64::from(bounds.top()) * scale);
        let (left, top) = (left.floor() - 1.0, top.floor() - 1.0);
        let (width, height) = (end.ceil() + 1.0 - left, bottom.ceil() + 1.0 - top);
        let mut mask = Mask::new(width as u32, height as u32)?;
        let scale = scale as f32;
        let place = Transform::from_row(scale, 0.0, 0.0, -scale, (right - left) as f32, -top as f32);
        mask.fill_path(outline, FillRule::Winding, true, place);
        let (left, top) = (left as i32, top as i32);
        Some(Self { left, top, width: mask.width() as usize, coverage: mask.data().to_vec() })
    }

    /// Lays it down with its origin at a pixel, over opaque pixels.
    fn press(&self, x: i64, y: i64, ink: Colour, pixmap: &mut Pixmap) {
        let (width, height) = (i64::from(pixmap.width()), i64::from(pixmap.height()));
        let (left, top) = (x + i64::from(self.left), y + i64::from(self.top));
        let shown = (-left).clamp(0, self.width as i64)..(width - left).clamp(0, self.width as i64);
        if shown.is_empty() {
            return;
        }
        let ink = [ink.r, ink.g, ink.b];
        for (row, y) in self.coverage.chunks_exact(self.width).zip(top..) {
            if !(0..height).contains(&y) {
                continue;
            }
            let first = 4 * (y * width + left + shown.start) as usize;
            let pixels = pixmap.data_mut()[first..].chunks_exact_mut(4);
            for (pixel, &covered) in pixels.zip(&row[shown.start as usize..shown.end as usize]) {
                if covered == 0 {
                    continue;
                }
                let covered = u16::from(covered);
                for (channel, ink) in pixel.iter_mut().zip(ink) {
                    // As tiny-skia blends: between two colours by 255, rounded up.
                    let mixed = u16::from(*channel) * (255 - covered) + u16::from(ink) * covered;
                    *channel = mixed.div_ceil(256) as u8;
                }
            }
        }
    }
}

/// An outline as tiny-skia has it; `None` without any point that can be drawn.
pub fn path(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let at = |point: Point| (point.x as f32, point.y as f32);
    for step in steps {
        match *step {
            Step::Move(to) => path.move_to(at(to).0, at(to).1),
            Step::Line(to) => path.line_to(at(to).0, at(to).1),
            Step::Quad(a, to) => path.quad_to(at(a).0, at(a).1, at(to).0, at(to).1),
            Step::Cubic(a, b, to) => path.cubic_to(at(a).0, at(a).1, at(b).0, at(b).1, at(to).0, at(to).1),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Weight, text};
    use tiny_skia::{Color, Paint, Shader};

    const WIDE: u32 = 1200;
    const HIGH: u32 = 90;

    /// The same letters one by one as outlines, and as stamps.
    fn outlined(words: &str, em: f64, (ground, ink): (Colour, Colour)) -> (Pixmap, Pixmap) {
        let plain = |colour: Colour| Color::from_rgba8(colour.r, colour.g, colour.b, 255);
        // tiny-skia paints a curve that an edge cuts in another shade, so none is cut.
        let mut map = Pixmap::new(WIDE, HIGH).expect("a size");
        map.fill(plain(ground));
        let (mut stamped, mut glyphs) = (map.clone(), Glyphs::default());
        let paint = Paint { shader: Shader::SolidColor(plain(ink)), ..Paint::default() };
        for glyph in text::shape(words, Weight::SemiBold) {
            let (quarters, y) = ((glyph.x * em * 4.0).round(), 60.0 - (glyph.y * em).round());
            glyphs.paint((glyph.face, glyph.id), (Point::new(20.0, y), quarters as i64), em, ink, &mut stamped);
            let Some(outline) = path(&outline::glyph(glyph.face, glyph.id)) else { continue };
            let size = (em / glyph.face.units_per_em()) as f32;
            let x = 20.0 + quarters / 4.0;
            let place = Transform::from_row(size, 0.0, 0.0, -size, x as f32, y as f32);
            map.fill_path(&outline, &paint, FillRule::Winding, place, None);
        }
        (map, stamped)
    }

    #[test]
    fn a_stamp_gives_the_pixels_of_its_outline() {
        let colour = |r, g, b| Colour { r, g, b };
        for (em, colours) in [
            (9.0, (colour(255, 255, 255), colour(20, 30, 40))),
            (12.5, (colour(18, 22, 30), colour(230, 90, 1))),
            (41.3, (colour(128, 0, 255), colour(0, 255, 3))),
        ] {
            let (outlined, stamped) = outlined("Ångström & Жук, fi 0123456789 @%ß", em, colours);
            // An edge that falls on a sample is rounded to one side or the other, depending on how far right it stands: a
            // few pixels differ by one or two of their sixteen samples.
            let apart: Vec<u8> = outlined.data().iter().zip(stamped.data()).map(|(a, b)| a.abs_diff(*b)).collect();
            let unlike = apart.iter().filter(|&&it| it > 1).count();
            assert!(apart.iter().all(|&it| it <= 32) && unlike * 100 < apart.len(), "{em}: {unlike} unlike");
            let ground = outlined.pixels()[(WIDE * HIGH) as usize - 1];
            assert!(outlined.pixels().iter().any(|&pixel| pixel != ground), "something is drawn");
        }
    }
}
