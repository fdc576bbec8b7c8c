//! PowerPoint: slides of shapes and text boxes that can be edited, in a package of XML parts (ECMA-376, PresentationML).
//! The same slides give the same bytes: no clock is involved. What never changes stands in `pptx/parts.rs`, how a mark
//! becomes a shape in `pptx/shapes.rs`.

mod parts;
mod shapes;
mod units;

use self::shapes::Shapes;
use self::units::SLIDE;
use super::{PageLink, Source};
use crate::scene::{BoxMark, Mark, Point, Rect, Role, TextMark, Theme, text};
use quick_xml::Writer;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Width to height of a slide.
pub const SLIDE_ASPECT: f64 = SLIDE.width / SLIDE.height;

/// One slide: a part of a scene, as large as the slide allows.
pub struct Slide<'a> {
    /// What the slide is called in the outline; written where it stands in the scene.
    pub title: &'a TextMark,
    /// The part of the scene.
    pub bounds: Rect,
    /// Everything but the title.
    pub marks: Source<'a>,
    /// Places of the scene that lead to other slides.
    pub links: &'a [PageLink],
}

/// Writes the presentation. Both titles are cleaned like every text.
///
/// # Errors
/// Only what `out` reports.
pub fn pptx(title: &str, theme: Theme, slides: &[Slide], out: &mut dyn Write) -> io::Result<()> {
    // The date of a part is that of the beginning of the format.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts::fixed(&text::clean(title), theme, slides.len()) {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    for (at, slide) in slides.iter().enumerate() {
        zip.start_file(format!("ppt/slides/_rels/slide{}.xml.rels", at + 1), options)?;
        zip.write_all(parts::slide_relations(&links(slide, slides.len())).as_bytes())?;
        zip.start_file(format!("ppt/slides/slide{}.xml", at + 1), options)?;
        // The compressor is handed large pieces, not single tags.
        let mut buffer = io::BufWriter::with_capacity(1 << 16, &mut zip);
        write_slide(slide, &links(slide, slides.len()), theme, &mut buffer)?;
        buffer.flush()?;
    }
    out.write_all(&zip.finish()?.into_inner())
}

/// The slides that a slide leads to, each once.
fn links(slide: &Slide, slides: usize) -> Vec<usize> {
    let mut links: Vec<usize> = slide.links.iter().map(|link| link.to).filter(|&to| to < slides).collect();
    links.sort_unstable();
    links.dedup();
    links
}

fn write_slide(slide: &Slide, links: &[usize], theme: Theme, out: &mut dyn Write) -> io::Result<()> {
    let bounds = slide.bounds;
    let scale = (SLIDE.width / bounds.width()).min(SLIDE.height / bounds.height());
    let scale = if scale.is_finite() { scale } else { 1.0 };
    let origin = Point::new(
        (SLIDE.width - bounds.width() * scale) / 2.0 - bounds.left * scale,
        (SLIDE.height - bounds.height() * scale) / 2.0 - bounds.top * scale,
    );
    out.write_all(parts::SLIDE_HEAD.as_bytes())?;
    let mut shapes = Shapes::new(Writer::new(&mut *out), theme);
    if let Mark::Text(title) = Mark::Text(slide.title.clone()).placed(origin, scale) {
        shapes.title(&title)?;
    }
    let mut result = Ok(());
    (slide.marks)(bounds, &mut |mark| {
        if result.is_ok() {
            result = shapes.add(mark.clone().placed(origin, scale));
        }
    });
    result?;
    shapes.end_card()?;
    for link in slide.links {
        let Ok(relation) = links.binary_search(&link.to) else { continue };
        let place = Mark::Box(BoxMark::filled(link.rect, 0.0, Role::Surface)).placed(origin, scale);
        if let Mark::Box(place) = place {
            shapes.link(&link.words, place.rect, &parts::link_id(relation))?;
        }
    }
    out.write_all(parts::SLIDE_FOOT.as_bytes())
}
