//! The painter for the window; the only one that knows egui.

use std::sync::{Arc, OnceLock};

use eframe::egui;
use eframe::egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use eframe::egui::epaint::{Mesh, PathShape, PathStroke, TextShape};
use eframe::egui::{Color32, FontFamily, FontId, Painter, Pos2, Shape, emath, pos2};
use eframe::egui::{FontData, FontDefinitions, FontTweak};
use egui_system_font_provider::SystemFontProvider;

use super::outline::{self, Step};
use super::place::{Place, around_badge, around_line, around_text};
use super::{HATCH_SPACING, HATCH_WIDTH, NARROWEST_HATCH, PIECES};
use crate::scene::{
    Badge, BoxMark, Face, FontFile, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Theme, Weight, find_fonts_by,
    text,
};

/// Smallest text drawn, in points on the screen with the interface at 100 %: smaller text cannot be read.
pub const SMALLEST_TEXT: f64 = 5.0;
/// Smallest radius of a corner that is drawn round, in points on the screen: round corners cost ten times as much.
const SMALLEST_RADIUS: f64 = 4.0;
/// Smallest radius of a badge that is drawn, in pixels: the shape of a smaller one cannot be recognised.
const SMALLEST_BADGE: f64 = 0.5;
/// Shortest dash and gap together, in pixels, that are drawn as such. A shorter pattern becomes a fainter solid line.
const SMALLEST_DASH: f64 = 3.0;

/// Installs the bundled fonts ahead of egui's own: Inter by default, and the families that [`family`] names. Glyphs are
/// drawn as designed, without hinting and without emboldening in the dark theme.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    for face in Face::BUNDLED {
        let tweak = FontTweak { hinting: Some(false), thin_space_width: thin_space(face), ..FontTweak::default() };
        fonts.font_data.insert(face_name(face), Arc::new(FontData::from_static(face.bytes()).tweak(tweak)));
    }
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for weight in [Weight::Regular, Weight::SemiBold] {
        let mut names: Vec<String> = Face::chain(weight).into_iter().map(face_name).collect();
        names.extend(behind.iter().cloned());
        if weight == Weight::Regular {
            fonts.families.insert(FontFamily::Proportional, names.clone());
        }
        fonts.families.insert(family(weight), names);
    }
    ctx.set_fonts(fonts);
    ctx.all_styles_mut(|style| {
        style.visuals.text_options.color_transfer_function = egui::epaint::FontColorTransferFunction::Off;
    });
}

/// Lets exports draw what no bundled font has with the fonts of the system that the window would draw it with.
pub fn use_system_fonts() {
    static PROVIDER: OnceLock<SystemFontProvider> = OnceLock::new();
    find_fonts_by(|grapheme, _| {
        // The system is asked when the first such letter comes.
        let provider = PROVIDER.get_or_init(SystemFontProvider::new);
        let request = FallbackRequest { cluster: grapheme, family: &FontFamily::Proportional };
        let FontInsert { name, data, .. } = provider.font_for(&request)?;
        // `system:Noto Sans CJK JP:12:0`, where a name itself may hold colons.
        let family = name.strip_prefix("system:").unwrap_or(&name);
        let family = family.rsplitn(3, ':').nth(2).unwrap_or(family).to_owned();
        Some(FontFile { family, bytes: data.font, number: data.index })
    });
}

/// Font family of a weight, for text outside the canvas.
pub fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Name("regular".into()),
        Weight::SemiBold => FontFamily::Name("semibold".into()),
    }
}

/// Colour of a role as an egui colour.
pub fn colour(theme: Theme, role: Role) -> Color32 {
    let colour = theme.colour(role);
    Color32::from_rgb(colour.r, colour.g, colour.b)
}

/// Mapping of the scene to the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// This point of the scene…
    pub scene: Point,
    /// …appears here on the screen.
    pub screen: Pos2,
    /// Screen points per scene point; above 0.
    pub scale: f64,
    /// Set while the scale is changing. Text is then scaled from a few sizes, because each new size must be rasterised
    /// glyph by glyph; at rest it is sharp.
    pub is_zooming: bool,
}

impl View {
    /// Screen position of a scene point.
    pub fn to_screen(&self, point: Point) -> Pos2 {
        let x = f64::from(self.screen.x) + (point.x - self.scene.x) * self.scale;
        let y = f64::from(self.screen.y) + (point.y - self.scene.y) * self.scale;
        pos2(x as f32, y as f32)
    }

    /// Scene point at a screen position.
    pub fn to_scene(&self, at: Pos2) -> Point {
        let x = self.scene.x + f64::from(at.x - self.screen.x) / self.scale;
        let y = self.scene.y + f64::from(at.y - self.screen.y) / self.scale;
        Point::new(x, y)
    }

    /// Part of the scene shown by a part of the screen.
    pub fn shown(&self, screen: egui::Rect) -> Rect {
        let (a, b) = (self.to_scene(screen.min), self.to_scene(screen.max));
        Rect { left: a.x, top: a.y, right: b.x, bottom: b.y }
    }
}

/// Collects the shapes of a frame. Nothing appears before [`Canvas::finish`].
pub struct Canvas<'a> {
    painter: &'a Painter,
    theme: Theme,
    view: View,
    place: Place,
    /// Physical pixels per screen point.
    density: f64,
    /// Scale independent of the size of the interface, for deciding what can be recognised.
    seen_scale: f64,
    /// Part of the scene that the painter shows.
    shown: Rect,
    families: [FontFamily; 2],
    shapes: Vec<Shape>,
    /// Plain rectangles with nothing painted over them so far.
    plain: Mesh,
}

impl<'a> Canvas<'a> {
    /// Canvas that paints within the clip rectangle of `painter`.
    pub fn new(painter: &'a Painter, theme: Theme, view: View) -> Self {
        let density = f64::from(painter.pixels_per_point());
        let pixel = Point::new(f64::from(view.screen.x) * density, f64::from(view.screen.y) * density);
        Self {
            painter,
            theme,
            view,
            place: Place { scale: view.scale * density, scene: view.scene, pixel },
            density,
            seen_scale: view.scale * f64::from(painter.ctx().zoom_factor()),
            shown: view.shown(painter.clip_rect()),
            families: [Weight::Regular, Weight::SemiBold].map(family),
            shapes: Vec::new(),
            plain: Mesh::default(),
        }
    }

    /// Paints a mark over the earlier ones; one outside the clip rectangle costs next to nothing.
    pub fn paint(&mut self, mark: &Mark) {
        match mark {
            Mark::Box(mark) => self.rect(mark),
            Mark::Line(mark) => self.line(mark),
            Mark::Text(mark) => self.text(mark),
            Mark::Badge(mark) => self.badge(mark),
        }
    }

    /// Hands all shapes to the painter.
    pub fn finish(mut self) {
        self.flush();
        self.painter.extend(self.shapes);
    }

    fn rect(&mut self, mark: &BoxMark) {
        let line = mark.stroke.map_or(0.0, |stroke| stroke.width);
        if !mark.rect.expanded(line).overlaps(&self.shown) {
            return;
        }
        let pixels = self.place.rect(mark.rect, line);
        let radius = if mark.radius * self.seen_scale < SMALLEST_RADIUS { 0.0 } else { mark.radius };
        let rect = egui::Rect::from_min_max(
            self.at(Point::new(pixels.left, pixels.top)),
            self.at(Point::new(pixels.right, pixels.bottom)),
        );
        let round = radius * self.place.scale;
        let steps = outline::round_box(pixels, round);
        if let Some(role) = mark.fill {
            let fill = self.faded(role, mark.opacity);
            // An outline over the edge of the interior smooths it.
            let is_covered = mark.stroke.is_some_and(|stroke| stroke.dash.is_none());
            if radius == 0.0 {
                self.plain(rect, role, mark.opacity);
            } else if is_covered {
                self.fan(&steps, round, fill);
            } else {
                let points = self.ring(&steps, round);
                self.push(Shape::convex_polygon(points, fill, egui::Stroke::NONE));
            }
        }
        if let Some(role) = mark.hatch
            && HATCH_SPACING * self.place.scale >= NARROWEST_HATCH
        {
            let stroke = self.stroke(&Stroke::new(role, HATCH_WIDTH), mark.opacity);
            let shown = self.shown.expanded(HATCH_WIDTH);
            for line in outline::hatch(mark.rect, radius, HATCH_SPACING, shown) {
                let line = line.map(|end| self.at(self.place.point(end)));
                self.push(Shape::line_segment(line, stroke));
            }
        }
        match mark.stroke {
            Some(stroke) if radius == 0.0 && stroke.dash.is_none() => self.frame(rect, &stroke, mark.opacity),
            Some(stroke) => self.outline(&steps, round, &stroke, mark.opacity),
            None => {}
        }
    }

    /// Paints a plain rectangle. One narrower than a pixel becomes a fainter pixel; otherwise it would flicker as the
    /// picture moves.
    fn plain(&mut self, rect: egui::Rect, role: Role, opacity: f64) {
        let pixels = rect.size() * self.density as f32;
        let share = f64::from(pixels.x.clamp(0.0, 1.0) * pixels.y.clamp(0.0, 1.0));
        let colour = self.faded(role, opacity * share);
        let rect =
            egui::Rect::from_center_size(rect.center(), pixels.max(egui::Vec2::splat(1.0)) / self.density as f32);
        self.plain.add_colored_rect(rect, colour);
    }

    /// Paints the outline of a box with square corners in whole pixels; one thinner than a pixel is fainter.
    fn frame(&mut self, rect: egui::Rect, stroke: &Stroke, opacity: f64) {
        let width = stroke.width * self.place.scale;
        let colour = self.faded(stroke.role, opacity * width.min(1.0));
        let half = (width.round().max(1.0) / 2.0 / self.density) as f32;
        let (outer, inner) = (rect.expand(half), rect.shrink(half));
        if inner.is_negative() {
            return self.plain.add_colored_rect(outer, colour);
        }
        let corners = |rect: egui::Rect| [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
        let first = self.plain.vertices.len() as u32;
        for corner in corners(outer).into_iter().chain(corners(inner)) {
            self.plain.colored_vertex(corner, colour);
        }
        for side in 0..4 {
            let next = (side + 1) % 4;
            self.plain.add_triangle(first + side, first + next, first + 4 + side);
            self.plain.add_triangle(first + next, first + 4 + next, first + 4 + side);
        }
    }

    /// Fills a box with round corners, without smoothing its edge.
    fn fan(&mut self, steps: &[Step], radius: f64, colour: Color32) {
        let first = self.plain.vertices.len() as u32;
        for point in self.ring(steps, radius) {
            self.plain.colored_vertex(point, colour);
        }
        for next in first + 2..self.plain.vertices.len() as u32 {
            self.plain.add_triangle(first, next - 1, next);
        }
    }

    /// Points of a closed outline given in pixels, without repeating the first.
    fn ring(&self, steps: &[Step], radius: f64) -> Vec<Pos2> {
        let mut points = outline::flatten(steps, pieces(radius));
        points.pop();
        points.into_iter().map(|point| self.at(point)).collect()
    }

    /// Paints the visible legs of a line: lines are long, and few of their legs cross the canvas.
    fn line(&mut self, mark: &LineMark) {
        if !around_line(mark).is_some_and(|around| around.overlaps(&self.shown)) {
            return;
        }
        let shown = self.shown.expanded(mark.radius + mark.stroke.width);
        let is_seen = |leg: &[Point]| {
            let [from, to] = leg else { return false };
            let dot = |point: &Point| Rect::new(point.x, point.y, 0.0, 0.0);
            dot(from).union(&dot(to)).overlaps(&shown)
        };
        if mark.stroke.dash.is_some() {
            // The dash pattern continues round corners; invisible dashes are dropped later.
            if mark.points.windows(2).any(is_seen) {
                self.legs(&mark.points, mark);
            }
            return;
        }
        let mut from = 0;
        for (at, leg) in mark.points.windows(2).enumerate() {
            if is_seen(leg) {
                continue;
            }
            if from < at {
                self.legs(&mark.points[from..=at], mark);
            }
            from = at + 1;
        }
        if from + 1 < mark.points.len() {
            self.legs(&mark.points[from..], mark);
        }
    }

    fn legs(&mut self, points: &[Point], mark: &LineMark) {
        let points: Vec<Point> = points.iter().map(|point| self.place.sharp(*point, mark.stroke.width)).collect();
        let radius = if mark.radius * self.seen_scale < SMALLEST_RADIUS / 2.0 { 0.0 } else { mark.radius };
        let radius = radius * self.place.scale;
        self.outline(&outline::rounded_line(&points, radius), radius, &mark.stroke, mark.opacity);
    }

    fn badge(&mut self, mark: &Badge) {
        let scale = self.place.scale;
        let radius = mark.size * scale / 2.0;
        if radius < SMALLEST_BADGE || !around_badge(mark).overlaps(&self.shown) {
            return;
        }
        let badge = outline::badge(&Badge { at: self.place.point(mark.at), size: mark.size * scale, ..*mark });
        match badge.line {
            Some(width) => {
                let dash = badge.dash.map(|(on, off)| (on / scale, off / scale));
                self.outline(&badge.steps, radius, &Stroke { role: mark.role, width: width / scale, dash }, 1.0);
            }
            None => {
                let points = self.ring(&badge.steps, radius);
                self.push(Shape::convex_polygon(points, colour(self.theme, mark.role), egui::Stroke::NONE));
            }
        }
    }

    fn text(&mut self, mark: &TextMark) {
        let size = mark.size * self.view.scale;
        if mark.size * self.seen_scale < SMALLEST_TEXT || !around_text(mark).overlaps(&self.shown) {
            return;
        }
        let drawn = if self.view.is_zooming { ((4.0 * size.log2()).round() / 4.0).exp2() } else { size };
        let font = FontId::new(drawn as f32, self.families[mark.weight as usize].clone());
        let colour = colour(self.theme, mark.role);
        let galley = self.painter.layout_no_wrap(text::clean(&mark.text).into_owned(), font, colour);
        let Some(row) = galley.rows.first() else { return };
        let Some(glyph) = row.row.glyphs.first() else { return };
        let baseline = f64::from(row.pos.y + glyph.pos.y);
        let scaling = size / drawn;
        let start = self.place.text(mark, f64::from(galley.size().x) * scaling / self.view.scale);
        let pos = self.at(start) - egui::vec2(0.0, (baseline * scaling) as f32);
        let mut shape = TextShape::new(pos2(0.0, 0.0), galley, colour);
        if scaling != 1.0 {
            shape.transform(emath::TSTransform::from_scaling(scaling as f32));
        }
        shape.pos = pos;
        self.push(Shape::Text(shape));
    }

    /// Paints a line along an outline given in pixels, whose curves have at most this radius.
    fn outline(&mut self, steps: &[Step], radius: f64, stroke: &Stroke, opacity: f64) {
        let is_closed = steps.last() == Some(&Step::Close);
        let mut points = outline::flatten(steps, pieces(radius));
        let is_fine = |(on, off): &(f64, f64)| (on + off) * self.place.scale < SMALLEST_DASH;
        let (dash, opacity) = match stroke.dash.filter(is_fine) {
            Some((on, off)) => (None, opacity * on / (on + off)),
            None => (stroke.dash, opacity),
        };
        let colour = self.faded(stroke.role, opacity);
        let width = (stroke.width * self.view.scale) as f32;
        let on_screen = |canvas: &Self, points: &[Point]| points.iter().map(|point| canvas.at(*point)).collect();
        match dash {
            Some((on, off)) => {
                let scale = self.place.scale;
                let clip = self.painter.clip_rect();
                let shown = Rect {
                    left: f64::from(clip.left()) * self.density,
                    top: f64::from(clip.top()) * self.density,
                    right: f64::from(clip.right()) * self.density,
                    bottom: f64::from(clip.bottom()) * self.density,
                };
                let shown = shown.expanded(2.0 * stroke.width * scale);
                for dash in outline::dashes(&points, on * scale, off * scale, shown) {
                    let points = on_screen(self, &dash);
                    self.push(Shape::Path(PathShape::line(points, PathStroke::new(width, colour))));
                }
            }
            None if is_closed => {
                points.pop();
                let points = on_screen(self, &points);
                self.push(Shape::Path(PathShape::closed_line(points, PathStroke::new(width, colour))));
            }
            None => {
                let points = on_screen(self, &points);
                self.push(Shape::Path(PathShape::line(points, PathStroke::new(width, colour))));
            }
        }
    }

    fn push(&mut self, shape: Shape) {
        self.flush();
        self.shapes.push(shape);
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.shapes.push(Shape::mesh(std::mem::take(&mut self.plain)));
        }
    }

    /// Screen position of a pixel.
    fn at(&self, pixel: Point) -> Pos2 {
        pos2((pixel.x / self.density) as f32, (pixel.y / self.density) as f32)
    }

    fn stroke(&self, stroke: &Stroke, opacity: f64) -> egui::Stroke {
        egui::Stroke::new((stroke.width * self.view.scale) as f32, self.faded(stroke.role, opacity))
    }

    fn faded(&self, role: Role, opacity: f64) -> Color32 {
        let colour = self.theme.colour(role);
        let alpha = (opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
        Color32::from_rgba_unmultiplied(colour.r, colour.g, colour.b, alpha)
    }
}

/// Number of straight segments that make a quarter circle of this radius, in pixels, look round: at most a quarter of a
/// pixel off.
fn pieces(radius: f64) -> usize {
    ((1.2 * radius.max(0.0).sqrt()).ceil() as usize).clamp(2, PIECES)
}

fn face_name(face: Face) -> String {
    format!("{face:?}")
}

/// Fraction of a space that the font has for a thin space, which egui lays out by itself.
fn thin_space(face: Face) -> f32 {
    let em = |space: &str| {
        text::shape(space, face.weight().unwrap_or(Weight::Regular))
            .first()
            .map_or(1.0, |glyph| f64::from(glyph.advance) / glyph.face.units_per_em())
    };
    (em("\u{2009}") / em(" ")) as f32
}
