//! One strip of a picture: marks painted by tiny-skia, glyphs from the outlines of the fonts. Glyphs are
//! positioned as in the window: whole pixels vertically, quarter pixels horizontally.

use tiny_skia::{FillRule, Paint, Pixmap, Shader, Transform};

use super::glyphs::{Glyphs, path};
use crate::paint::outline::{self, Step};
use crate::paint::place::{Place, around_badge, around_line, around_text};
use crate::paint::{HATCH_SPACING, HATCH_WIDTH, NARROWEST_HATCH, PIECES, Sheet};
use crate::scene::{Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Theme, text};

/// A strip being painted.
pub struct Pixels {
    pixmap: Pixmap,
    theme: Theme,
    place: Place,
    /// Part of the scene that the strip shows.
    view: Rect,
    glyphs: Glyphs,
}

impl Pixels {
    /// Empty strip of `rows` rows that starts `top` rows below the upper edge of the picture; `None` if it has no
    /// pixels or too many.
    pub fn new(sheet: &Sheet, scale: f64, width: u32, (top, rows): (f64, u32), glyphs: Glyphs) -> Option<Self> {
        let mut pixmap = Pixmap::new(width, rows)?;
        let ground = sheet.theme.colour(Role::Background);
        pixmap.fill(tiny_skia::Color::from_rgba8(ground.r, ground.g, ground.b, 255));
        let scene = Point::new(sheet.bounds.left, sheet.bounds.top);
        let place = Place { scale, scene, pixel: Point::new(0.0, -top) };
        let view = place.scene_of(Rect::new(0.0, 0.0, width.into(), rows.into())).expanded(1.0 / scale);
        Some(Self { pixmap, theme: sheet.theme, place, view, glyphs })
    }

    /// Part of the scene that the strip shows.
    pub fn view(&self) -> Rect {
        self.view
    }

    /// Paints a mark over the earlier ones.
    pub fn paint(&mut self, mark: &Mark) {
        match mark {
            Mark::Box(mark) => self.rect(mark),
            Mark::Line(mark) => self.line(mark),
            Mark::Text(mark) => self.text(mark),
            Mark::Badge(mark) => self.badge(mark),
        }
    }

    /// The painted strip.
    pub fn pixmap(&self) -> &Pixmap {
        &self.pixmap
    }

    /// The glyphs that were painted.
    pub fn glyphs(self) -> Glyphs {
        self.glyphs
    }

    fn rect(&mut self, mark: &BoxMark) {
        let margin = mark.stroke.map_or(0.0, |stroke| stroke.width);
        if !mark.rect.expanded(margin).overlaps(&self.view) {
            return;
        }
        let rect = self.place.rect(mark.rect, margin);
        let steps = outline::round_box(rect, mark.radius * self.place.scale);
        if let Some(role) = mark.fill {
            self.fill(&steps, role, mark.opacity);
        }
        if let Some(role) = mark.hatch
            && HATCH_SPACING * self.place.scale >= NARROWEST_HATCH
        {
            let view = self.view.expanded(HATCH_WIDTH);
            let lines = outline::hatch(mark.rect, mark.radius, HATCH_SPACING, view);
            let steps: Vec<Step> = lines.into_iter().flat_map(|line| self.pieces(line)).collect();
            self.stroke(&steps, &Stroke::new(role, HATCH_WIDTH), mark.opacity);
        }
        if let Some(stroke) = mark.stroke {
            self.stroke(&steps, &stroke, mark.opacity);
        }
    }

    /// A diagonal of the scene in pixels, cut at every 32nd row of the picture. Every strip then paints the same short
    /// segments; with one long line, each would round the ends to its own pixels.
    fn pieces(&self, [a, b]: [Point; 2]) -> Vec<Step> {
        const ROWS: f64 = 32.0;
        let (below, above) = (self.place.point(a), self.place.point(b));
        let row = |y: f64| (y - self.place.pixel.y) / ROWS;
        let first = row(above.y.max(0.0)).floor();
        let count = row(below.y.min(self.pixmap.height().into())).ceil() - first;
        let mut steps = Vec::new();
        for piece in 0..count as usize {
            let begin = (first + piece as f64) * ROWS + self.place.pixel.y;
            for (y, step) in [(begin.max(above.y), Step::Move as fn(Point) -> Step), (begin + ROWS, Step::Line)] {
                let y = y.min(below.y);
                steps.push(step(Point::new(below.x + below.y - y, y)));
            }
        }
        steps
    }

    fn line(&mut self, mark: &LineMark) {
        if !around_line(mark).is_some_and(|around| around.overlaps(&self.view)) {
            return;
        }
        let points: Vec<Point> = mark.points.iter().map(|point| self.place.sharp(*point, mark.stroke.width)).collect();
        let steps = outline::rounded_line(&points, mark.radius * self.place.scale);
        self.stroke(&steps, &mark.stroke, mark.opacity);
    }

    fn badge(&mut self, mark: &Badge) {
        if !around_badge(mark).overlaps(&self.view) {
            return;
        }
        let scale = self.place.scale;
        let badge = outline::badge(&Badge { at: self.place.point(mark.at), size: mark.size * scale, ..*mark });
        match badge.line {
            Some(width) => self.stroke(
                &badge.steps,
                &Stroke {
                    role: mark.role,
                    width: width / scale,
                    dash: badge.dash.map(|(on, off)| (on / scale, off / scale)),
                },
                1.0,
            ),
            None => self.fill(&badge.steps, mark.role, 1.0),
        }
    }

    fn text(&mut self, mark: &TextMark) {
        if !around_text(mark).overlaps(&self.view) {
            return;
        }
        let width = text::width(&mark.text, mark.size, mark.weight);
        let start = self.place.text(mark, width);
        let em = mark.size * self.place.scale;
        let ink = self.theme.colour(mark.role);
        for glyph in text::shape(&mark.text, mark.weight) {
            // The text starts on a whole pixel.
            let at = Point::new(start.x, start.y - (glyph.y * em).round());
            let quarters = (glyph.x * em * 4.0).round() as i64;
            self.glyphs.paint((glyph.face, glyph.id), (at, quarters), em, ink, &mut self.pixmap);
        }
    }

    fn fill(&mut self, steps: &[Step], role: Role, opacity: f64) {
        if let Some(path) = path(steps) {
            let paint = self.paint_of(role, opacity);
            self.pixmap.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }

    fn stroke(&mut self, steps: &[Step], stroke: &Stroke, opacity: f64) {
        let dashed: Vec<Step>;
        let steps = match stroke.dash {
            Some((on, off)) => {
                let (on, off) = (on * self.place.scale, off * self.place.scale);
                let points = outline::flatten(steps, PIECES);
                let shown = Rect::new(0.0, 0.0, self.pixmap.width().into(), self.pixmap.height().into());
                let dashes = outline::dashes(&points, on, off, shown.expanded(2.0 * stroke.width * self.place.scale));
                dashed = dashes.iter().flat_map(|dash| outline::rounded_line(dash, 0.0)).collect();
                &dashed
            }
            None => steps,
        };
        let Some(path) = path(steps) else { return };
        let paint = self.paint_of(stroke.role, opacity);
        let width = (stroke.width * self.place.scale) as f32;
        let stroke = tiny_skia::Stroke { width, ..tiny_skia::Stroke::default() };
        self.pixmap.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
    }

    fn paint_of(&self, role: Role, opacity: f64) -> Paint<'static> {
        let colour = self.theme.colour(role);
        let alpha = (opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
        let colour = tiny_skia::Color::from_rgba8(colour.r, colour.g, colour.b, alpha);
        Paint { shader: Shader::SolidColor(colour), ..Paint::default() }
    }
}
