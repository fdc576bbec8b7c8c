//! PDF: pages of marks, written by krilla with the used part of the fonts. The same pages give the same bytes: no clock
//! is involved, and the file's id is a hash of its content. Fonts of the system, if any are used, stand in its keywords.

mod tags;

use self::tags::PageTags;
use super::font_face::other_fonts;
use super::outline::{self, Step};
use super::{HATCH_SPACING, HATCH_WIDTH, Source};
use crate::scene::text::{self, Glyph};
use crate::scene::{Badge, BoxMark, Face, LineMark, Mark, Point, Rect, Role, Size, Stroke, TextMark, Theme};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::{Path, PathBuilder, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Node, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

/// A page of the document.
pub struct PdfPage<'a> {
    /// Width and height in points, both above 0.
    pub size: Size,
    /// True for the background of the theme, false for the bare paper.
    pub ground: bool,
    /// Parts of scenes, painted in order.
    pub layers: Vec<Layer<'a>>,
    /// Headings for the table of contents.
    pub headings: Vec<Heading>,
    /// Places that lead to other pages.
    pub links: Vec<PageLink>,
    /// Set for a page with a structure for screen readers; the first heading is its title.
    pub is_tagged: bool,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// What it is called; cleaned like every text.
    pub words: String,
    /// Distance from the top of the page, in points.
    pub down: f64,
    /// Depth below the first entries, which have 0; limited to a few levels.
    pub level: u8,
}

/// A place on a page that leads to another.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLink {
    /// The place, in points of the page.
    pub rect: Rect,
    /// Index of the page it leads to.
    pub to: usize,
    /// What it is called for those who cannot see it.
    pub words: String,
}

/// A part of a scene on a page, clipped at its edges.
pub struct Layer<'a> {
    /// The part of the scene.
    pub bounds: Rect,
    /// Position of its upper left corner on the page.
    pub at: Point,
    /// Page points per scene point; above 0.
    pub scale: f64,
    /// Marks of the scene.
    pub marks: Source<'a>,
}

/// Reason that no PDF was made.
#[derive(Debug)]
pub enum PdfError {
    /// A page size that cannot be written.
    Size,
    /// Error of the PDF writer.
    Writer(String),
}

impl PdfError {
    /// The next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Size => "Write SVG, which has no largest size",
            Self::Writer(_) => "Write HTML, and report this",
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Size => f.write_str("A page is too large or has no size"),
            Self::Writer(why) => write!(f, "The PDF could not be made: {why}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Renders the file. The title is cleaned like every text.
pub fn pdf(title: &str, theme: Theme, pages: &[PdfPage]) -> Result<Vec<u8>, PdfError> {
    /// Longest side that every reader accepts (ISO 32000-1, annex C).
    const LONGEST: f64 = 14_400.0;
    let mut document = krilla::Document::new();
    let fonts = RefCell::new(Fonts::new());
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    for page in pages {
        if page.size.width.max(page.size.height) > LONGEST {
            return Err(PdfError::Size);
        }
        let settings = PageSettings::from_wh(page.size.width as f32, page.size.height as f32).ok_or(PdfError::Size)?;
        let mut sheet = document.start_page_with(settings);
        let mut tags = page.is_tagged.then(PageTags::default);
        {
            let mut pdf = Pdf { surface: sheet.surface(), theme, fonts: &fonts, tags: tags.as_mut() };
            if page.ground {
                let whole = Rect::new(0.0, 0.0, page.size.width, page.size.height);
                pdf.mark(&Mark::Box(BoxMark::filled(whole, 0.0, Role::Background)), None);
            }
            page.layers.iter().for_each(|layer| pdf.layer(layer));
            pdf.surface.finish();
        }
        let mut links: Vec<(Rect, Node)> = Vec::new();
        for link in page.links.iter().filter(|link| link.to < pages.len()) {
            let Rect { left, top, right, bottom } = link.rect;
            let place = krilla::geom::Rect::from_ltrb(left as f32, top as f32, right as f32, bottom as f32);
            let Some(place) = place else { continue };
            let to = XyzDestination::new(link.to, krilla::geom::Point::from_xy(0.0, 0.0));
            let to = LinkAnnotation::new(place, Target::Destination(Destination::Xyz(to)));
            let annotation = Annotation::new_link(to, Some(text::clean(&link.words).into_owned()));
            if page.is_tagged {
                links.push((link.rect, sheet.add_tagged_annotation(annotation).into()));
            } else {
                sheet.add_annotation(annotation);
            }
        }
        sheet.finish();
        if let Some(tags) = tags {
            let heading = page.headings.first();
            let (title, level) = heading.map_or(("", 0), |it| (it.words.as_str(), it.level.min(DEEPEST)));
            tree.push(tags.finish(&text::clean(title), level + 1, links));
        }
    }
    let contents = contents(pages);
    if pages.iter().any(|page| page.is_tagged) {
        document.set_tag_tree(tree);
    }
    document.set_outline(contents);
    let title = text::clean(title).into_owned();
    let metadata = Metadata::new().title(title).language("en".to_owned()).creator("Twintrack".to_owned());
    document.set_metadata(match other_fonts(fonts.borrow().keys().copied()) {
        Some(words) => metadata.keywords(vec![words]),
        None => metadata,
    });
    document.finish().map_err(|error| PdfError::Writer(format!("{error:?}")))
}

/// Deepest level of the table of contents.
const DEEPEST: u8 = 5;

/// The table of contents of all pages.
fn contents(pages: &[PdfPage]) -> Outline {
    let mut contents = Outline::new();
    // Entries that may still get some below, each deeper than the one before.
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>, level: u8| {
        while open.last().is_some_and(|(depth, _)| *depth >= level)
            && let Some((_, node)) = open.pop()
        {
            match open.last_mut() {
                Some((_, above)) => above.push_child(node),
                None => contents.push_child(node),
            }
        }
    };
    for (number, heading) in
        pages.iter().enumerate().flat_map(|(at, page)| page.headings.iter().map(move |it| (at, it)))
    {
        let level = heading.level.min(DEEPEST);
        close(&mut open, level);
        let place = XyzDestination::new(number, krilla::geom::Point::from_xy(0.0, heading.down as f32));
        open.push((level, OutlineNode::new(text::clean(&heading.words).into_owned(), place)));
    }
    close(&mut open, 0);
    contents
}

struct Pdf<'a, 't> {
    surface: Surface<'a>,
    theme: Theme,
    fonts: &'a RefCell<Fonts>,
    /// `None` for a page without a structure.
    tags: Option<&'t mut PageTags>,
}

/// The fonts in use; `None` only when the writer cannot parse a font.
type Fonts = BTreeMap<Face, Option<Font>>;

/// What marks are painted with.
struct Brush<'s, 'a> {
    surface: &'s mut Surface<'a>,
    theme: Theme,
    fonts: &'s RefCell<Fonts>,
}

impl Pdf<'_, '_> {
    fn layer(&mut self, layer: &Layer) {
        let scale = layer.scale;
        let x = layer.at.x - layer.bounds.left * scale;
        let y = layer.at.y - layer.bounds.top * scale;
        self.surface.push_transform(&Transform::from_row(scale as f32, 0.0, 0.0, scale as f32, x as f32, y as f32));
        let clip = path(&outline::round_box(layer.bounds, 0.0));
        if let Some(clip) = &clip {
            self.surface.push_clip_path(clip, &FillRule::NonZero);
        }
        (layer.marks)(layer.bounds, &mut |mark| {
            let at = match mark {
                Mark::Text(mark) => Some(Point::new(x + mark.at.x * scale, y + mark.at.y * scale)),
                Mark::Box(_) | Mark::Line(_) | Mark::Badge(_) => None,
            };
            self.mark(mark, at);
        });
        if clip.is_some() {
            self.surface.pop();
        }
        self.surface.pop();
    }

    /// Paints a mark; a text stands at `at` on the page.
    fn mark(&mut self, mark: &Mark, at: Option<Point>) {
        let (theme, fonts) = (self.theme, self.fonts);
        let paint = |surface: &mut Surface| Brush { surface, theme, fonts }.mark(mark);
        match &mut self.tags {
            Some(tags) => tags.draw(&mut self.surface, mark, at, paint),
            None => paint(&mut self.surface),
        }
    }
}

impl Brush<'_, '_> {
    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Box(mark) => self.rect(mark),
            Mark::Line(mark) => self.line(mark),
            Mark::Text(mark) => self.text(mark),
            Mark::Badge(mark) => self.badge(mark),
        }
    }

    fn rect(&mut self, mark: &BoxMark) {
        let steps = outline::round_box(mark.rect, mark.radius);
        self.draw(&steps, mark.fill, None, mark.opacity);
        if let Some(hatch) = mark.hatch {
            let lines = outline::hatch(mark.rect, mark.radius, HATCH_SPACING, mark.rect);
            let steps: Vec<Step> = lines.iter().flat_map(|[a, b]| [Step::Move(*a), Step::Line(*b)]).collect();
            self.draw(&steps, None, Some(Stroke::new(hatch, HATCH_WIDTH)), mark.opacity);
        }
        self.draw(&steps, None, mark.stroke, mark.opacity);
    }

    fn line(&mut self, mark: &LineMark) {
        self.draw(&outline::rounded_line(&mark.points, mark.radius), None, Some(mark.stroke), mark.opacity);
    }

    fn badge(&mut self, mark: &Badge) {
        let badge = outline::badge(mark);
        let stroke = badge.line.map(|width| Stroke { role: mark.role, width, dash: badge.dash });
        self.draw(&badge.steps, badge.line.is_none().then_some(mark.role), stroke, 1.0);
    }

    fn draw(&mut self, steps: &[Step], fill: Option<Role>, stroke: Option<Stroke>, opacity: f64) {
        if fill.is_none() && stroke.is_none() {
            return;
        }
        let Some(path) = path(steps) else { return };
        let opacity = NormalizedF32::new(opacity.clamp(0.0, 1.0) as f32).unwrap_or(NormalizedF32::ONE);
        self.surface.set_fill(fill.map(|role| Fill { paint: self.ink(role).into(), opacity, ..Fill::default() }));
        self.surface.set_stroke(stroke.map(|stroke| krilla::paint::Stroke {
            paint: self.ink(stroke.role).into(),
            width: stroke.width as f32,
            opacity,
            dash: stroke.dash.map(|(on, off)| StrokeDash { array: vec![on as f32, off as f32], offset: 0.0 }),
            ..krilla::paint::Stroke::default()
        }));
        self.surface.draw_path(&path);
    }

    fn text(&mut self, mark: &TextMark) {
        let shown = text::clean(&mark.text);
        let glyphs = text::shape(&shown, mark.weight);
        let width = text::width(&mark.text, mark.size, mark.weight);
        let left = mark.at.x - text::before(mark.anchor, width);
        // The ellipsis of a shortened text stands for the rest of it, so that the whole text can be searched and
        // copied.
        let whole = mark.whole.as_deref().map(text::clean);
        let begun = shown.trim_end_matches('…');
        let read = whole.as_deref().filter(|whole| whole.starts_with(begun)).unwrap_or(&shown);
        self.surface.set_fill(Some(Fill { paint: self.ink(mark.role).into(), ..Fill::default() }));
        self.surface.set_stroke(None);
        // Where the part of the text ends that begins with a glyph's: where that of another begins.
        let mut ends: Vec<usize> = glyphs.iter().map(|glyph| glyph.starts).collect();
        ends.push(read.len());
        ends.sort_unstable();
        let end = |starts: usize| ends.get(ends.partition_point(|&end| end <= starts)).copied().unwrap_or(read.len());
        for run in glyphs.chunk_by(|a, b| a.face == b.face) {
            let Some(first) = run.first() else { continue };
            let load = || Font::new(first.face.bytes().into(), first.face.number());
            let Some(font) = self.fonts.borrow_mut().entry(first.face).or_insert_with(load).clone() else { continue };
            let placed = placed(run, end);
            let at = krilla::geom::Point::from_xy((left + first.x * mark.size) as f32, mark.at.y as f32);
            self.surface.draw_glyphs(at, &placed, font, read, mark.size as f32, false);
        }
    }

    fn ink(&self, role: Role) -> rgb::Color {
        let colour = self.theme.colour(role);
        rgb::Color::new(colour.r, colour.g, colour.b)
    }
}

/// Glyphs of a run as the writer expects them, in em, each with its part of the text.
fn placed(run: &[Glyph], end: impl Fn(usize) -> usize) -> Vec<KrillaGlyph> {
    let mut pen = run.first().map_or(0.0, |first| first.x);
    let mut glyphs = Vec::with_capacity(run.len());
    for glyph in run {
        let advance = f64::from(glyph.advance) / glyph.face.units_per_em();
        glyphs.push(KrillaGlyph {
            glyph_id: GlyphId::new(u32::from(glyph.id)),
            text_range: glyph.starts..end(glyph.starts),
            x_advance: advance as f32,
            x_offset: (glyph.x - pen) as f32,
            y_offset: glyph.y as f32,
            y_advance: 0.0,
            location: None,
        });
        pen += advance;
    }
    glyphs
}

/// `None` without any point that can be drawn.
fn path(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let xy = |point: Point| (point.x as f32, point.y as f32);
    for step in steps {
        match *step {
            Step::Move(to) => path.move_to(xy(to).0, xy(to).1),
            Step::Line(to) => path.line_to(xy(to).0, xy(to).1),
            Step::Quad(a, to) => path.quad_to(xy(a).0, xy(a).1, xy(to).0, xy(to).1),
            Step::Cubic(a, b, to) => path.cubic_to(xy(a).0, xy(a).1, xy(b).0, xy(b).1, xy(to).0, xy(to).1),
            Step::Close => path.close(),
        }
    }
    path.finish()
}
