//! Marks as shapes and text boxes. A filled box with round corners begins a card; the marks after it that lie on it
//! are grouped with it, so that a card is moved as one.

use super::units::{EMU, SLIDE};
use crate::paint::outline::{self, Step};
use crate::paint::{HATCH_SPACING, HATCH_WIDTH};
use crate::scene::{
    Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Theme, Weight, text,
};
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Largest coordinate that the format allows, in EMU.
const FARTHEST: f64 = 27_273_042_316_900.0;
/// Smallest and largest font size that it allows, in hundredths of a point.
const SIZES: (f64, f64) = (100.0, 400_000.0);
/// How far the baseline lies below the upper edge of a line of the theme's font, in font sizes.
const ASCENT: f64 = 0.905;
/// Height of a line, in font sizes.
const LINE: f64 = 1.15;
/// What a title leaves free at the right edge of the slide, in points.
const MARGIN: f64 = 14.0;
/// Points by which what lies on a card may stand over its edge: half a line.
const OVER: f64 = 1.0;

/// Writes shapes one after the other; a card is held until it is whole.
pub struct Shapes<W> {
    xml: Writer<W>,
    theme: Theme,
    /// Of the last shape; the slide itself is 1.
    id: u32,
    card: Vec<Mark>,
}

impl<W: Write> Shapes<W> {
    /// Nothing yet.
    pub fn new(xml: Writer<W>, theme: Theme) -> Self {
        Self { xml, theme, id: 1, card: Vec::new() }
    }

    /// Takes a mark in points of the slide.
    pub fn add(&mut self, mark: Mark) -> io::Result<()> {
        if self.card.first().is_some_and(|first| !is_on(first, &mark)) {
            self.end_card()?;
        }
        if !self.card.is_empty() || is_card(&mark) {
            self.card.push(mark);
            return Ok(());
        }
        self.mark(&mark)
    }

    /// The title of the slide, in the outline too.
    pub fn title(&mut self, mark: &TextMark) -> io::Result<()> {
        self.words(mark, true)
    }

    /// A place that leads to another slide: a box that nobody sees, since only what is filled can be clicked.
    pub fn link(&mut self, words: &str, rect: Rect, relation: &str) -> io::Result<()> {
        self.open("p:sp")?;
        self.open("p:nvSpPr")?;
        self.id += 1;
        let (id, name) = (self.id.to_string(), text::clean(words));
        self.open_with("p:cNvPr", &[("id", id.as_str()), ("name", &name), ("descr", &name)])?;
        self.empty("a:hlinkClick", &[("r:id", relation), ("action", "ppaction://hlinksldjump")])?;
        self.close("p:cNvPr")?;
        self.empty("p:cNvSpPr", &[])?;
        self.empty("p:nvPr", &[])?;
        self.close("p:nvSpPr")?;
        self.open("p:spPr")?;
        self.place(rect, false, &["a:off", "a:ext"])?;
        self.open_with("a:prstGeom", &[("prst", "rect")])?;
        self.empty("a:avLst", &[])?;
        self.close("a:prstGeom")?;
        self.fill(Some(Role::Surface), 0.0)?;
        self.stroke(None, 1.0)?;
        self.close("p:spPr")?;
        self.close("p:sp")
    }

    /// Writes what is held.
    pub fn end_card(&mut self) -> io::Result<()> {
        let card = std::mem::take(&mut self.card);
        if card.len() < 2 {
            return card.iter().try_for_each(|mark| self.mark(mark));
        }
        let name = card.iter().find_map(|mark| match mark {
            Mark::Text(text) => Some(text::clean(text.whole.as_deref().unwrap_or(&text.text)).into_owned()),
            Mark::Box(_) | Mark::Line(_) | Mark::Badge(_) => None,
        });
        let around = card.iter().filter_map(around).reduce(|all, one| all.union(&one)).unwrap_or_default();
        self.open("p:grpSp")?;
        self.open("p:nvGrpSpPr")?;
        self.name(name.as_deref().unwrap_or("Card"), "")?;
        self.empty("p:cNvGrpSpPr", &[])?;
        self.empty("p:nvPr", &[])?;
        self.close("p:nvGrpSpPr")?;
        self.open("p:grpSpPr")?;
        self.place(around, false, &["a:off", "a:ext", "a:chOff", "a:chExt"])?;
        self.close("p:grpSpPr")?;
        card.iter().try_for_each(|mark| self.mark(mark))?;
        self.close("p:grpSp")
    }

    fn mark(&mut self, mark: &Mark) -> io::Result<()> {
        match mark {
            Mark::Box(mark) => self.rect(mark),
            Mark::Line(mark) => self.line(mark),
            Mark::Text(mark) => self.words(mark, false),
            Mark::Badge(mark) => self.badge(mark),
        }
    }

    fn rect(&mut self, mark: &BoxMark) -> io::Result<()> {
        let shorter = mark.rect.width().min(mark.rect.height());
        // The radius, in parts of the shorter side; half of it is the most.
        let round = if mark.radius > 0.0 && shorter > 0.0 { (mark.radius / shorter).min(0.5) } else { 0.0 };
        if mark.fill.is_some() || (mark.stroke.is_some() && mark.hatch.is_none()) {
            let stroke = mark.stroke.filter(|_| mark.hatch.is_none());
            self.preset("Box", mark.rect, Form::Box { round }, (mark.fill, stroke), mark.opacity)?;
        }
        let Some(hatch) = mark.hatch else { return Ok(()) };
        let lines = outline::hatch(mark.rect, mark.radius, HATCH_SPACING, mark.rect);
        let steps: Vec<Step> = lines.iter().flat_map(|[a, b]| [Step::Move(*a), Step::Line(*b)]).collect();
        self.path("Hatching", &steps, Stroke::new(hatch, HATCH_WIDTH), mark.opacity)?;
        match mark.stroke {
            Some(_) => self.preset("Box", mark.rect, Form::Box { round }, (None, mark.stroke), mark.opacity),
            None => Ok(()),
        }
    }

    fn line(&mut self, mark: &LineMark) -> io::Result<()> {
        self.path("Line", &outline::rounded_line(&mark.points, mark.radius), mark.stroke, mark.opacity)
    }

    fn badge(&mut self, mark: &Badge) -> io::Result<()> {
        let shape = outline::badge(mark);
        let points = outline::flatten(&shape.steps, 1);
        let around = points.iter().map(dot).reduce(|all, one| all.union(&one)).unwrap_or_default();
        let stroke = shape.line.map(|width| Stroke { role: mark.role, width, dash: shape.dash });
        let (form, name) = match mark.shape {
            Shape::TriangleUp => (Form::Triangle { down: false }, "Strong signal"),
            Shape::TriangleUpOpen => (Form::Triangle { down: false }, "Possible"),
            Shape::TriangleDown => (Form::Triangle { down: true }, "Not yet backed by evidence"),
            Shape::Diamond | Shape::DiamondOpen => (Form::Diamond, "Sign"),
            Shape::RingDashed | Shape::Ring => (Form::Round, "Ring"),
            Shape::Disc => (Form::Round, "Disc"),
        };
        self.preset(name, around, form, (stroke.is_none().then_some(mark.role), stroke), 1.0)
    }

    fn preset(
        &mut self,
        name: &str,
        rect: Rect,
        form: Form,
        (fill, stroke): (Option<Role>, Option<Stroke>),
        opacity: f64,
    ) -> io::Result<()> {
        let (preset, round) = match form {
            Form::Box { round: 0.0 } => ("rect", None),
            Form::Box { round } => ("roundRect", Some(round)),
            Form::Triangle { .. } => ("triangle", None),
            Form::Diamond => ("diamond", None),
            Form::Round => ("ellipse", None),
        };
        self.open("p:sp")?;
        self.head(name, "", &[])?;
        self.open("p:spPr")?;
        self.place(rect, matches!(form, Form::Triangle { down: true }), &["a:off", "a:ext"])?;
        self.open_with("a:prstGeom", &[("prst", preset)])?;
        self.open("a:avLst")?;
        if let Some(round) = round {
            let formula = format!("val {}", whole(round * 100_000.0));
            self.empty("a:gd", &[("name", "adj"), ("fmla", &formula)])?;
        }
        self.close("a:avLst")?;
        self.close("a:prstGeom")?;
        self.fill(fill, opacity)?;
        self.stroke(stroke, opacity)?;
        self.close("p:spPr")?;
        self.close("p:sp")
    }

    /// A stroked shape of its own outline.
    fn path(&mut self, name: &str, steps: &[Step], stroke: Stroke, opacity: f64) -> io::Result<()> {
        let points = steps.iter().flat_map(|step| match *step {
            Step::Move(to) | Step::Line(to) => vec![to],
            Step::Quad(a, to) => vec![a, to],
            Step::Cubic(a, b, to) => vec![a, b, to],
            Step::Close => Vec::new(),
        });
        let Some(rect) = points.map(|point| dot(&point)).reduce(|all, one| all.union(&one)) else { return Ok(()) };
        self.open("p:sp")?;
        self.head(name, "", &[])?;
        self.open("p:spPr")?;
        self.place(rect, false, &["a:off", "a:ext"])?;
        self.open("a:custGeom")?;
        for list in ["a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"] {
            self.empty(list, &[])?;
        }
        self.empty("a:rect", &[("l", "0"), ("t", "0"), ("r", "r"), ("b", "b")])?;
        self.open("a:pathLst")?;
        // A path without width or height is not scaled, so that its units are EMU.
        let (width, height) = (emu(rect.width()), emu(rect.height()));
        self.open_with("a:path", &[("w", &width), ("h", &height), ("fill", "none")])?;
        let origin = Point::new(rect.left, rect.top);
        for step in steps {
            match *step {
                Step::Move(to) => self.points("a:moveTo", origin, &[to])?,
                Step::Line(to) => self.points("a:lnTo", origin, &[to])?,
                Step::Quad(a, to) => self.points("a:quadBezTo", origin, &[a, to])?,
                Step::Cubic(a, b, to) => self.points("a:cubicBezTo", origin, &[a, b, to])?,
                Step::Close => self.empty("a:close", &[])?,
            }
        }
        self.close("a:path")?;
        self.close("a:pathLst")?;
        self.close("a:custGeom")?;
        self.fill(None, 1.0)?;
        self.stroke(Some(stroke), opacity)?;
        self.close("p:spPr")?;
        self.close("p:sp")
    }

    fn points(&mut self, name: &str, origin: Point, points: &[Point]) -> io::Result<()> {
        self.open(name)?;
        for point in points {
            self.empty("a:pt", &[("x", &emu(point.x - origin.x)), ("y", &emu(point.y - origin.y))])?;
        }
        self.close(name)
    }

    fn words(&mut self, mark: &TextMark, is_title: bool) -> io::Result<()> {
        let shown = text::clean(&mark.text);
        if shown.trim().is_empty() {
            return Ok(());
        }
        let whole = mark.whole.as_deref().map(text::clean).filter(|whole| *whole != shown);
        self.open("p:sp")?;
        let properties: &[(&str, &str)] = if is_title { &[] } else { &[("txBox", "1")] };
        let (name, about) = (if is_title { "Title" } else { "Text" }, whole.as_deref().unwrap_or_default());
        if is_title {
            self.open("p:nvSpPr")?;
            self.name(name, about)?;
            self.empty("p:cNvSpPr", &[])?;
            self.open("p:nvPr")?;
            self.empty("p:ph", &[("type", "title")])?;
            self.close("p:nvPr")?;
            self.close("p:nvSpPr")?;
        } else {
            self.head(name, about, properties)?;
        }
        self.open("p:spPr")?;
        let rect = text_rect(mark);
        // A title has the rest of the slide, in whatever font.
        let rect = if is_title { Rect { right: (SLIDE.width - MARGIN).max(rect.right), ..rect } } else { rect };
        self.place(rect, false, &["a:off", "a:ext"])?;
        self.open_with("a:prstGeom", &[("prst", "rect")])?;
        self.empty("a:avLst", &[])?;
        self.close("a:prstGeom")?;
        self.empty("a:noFill", &[])?;
        self.close("p:spPr")?;
        self.open("p:txBody")?;
        let edges = ["lIns", "tIns", "rIns", "bIns"].map(|edge| (edge, "0"));
        let wrap = if is_title { "square" } else { "none" };
        let body = [&[("wrap", wrap)], edges.as_slice(), &[("anchor", "t"), ("rtlCol", "0")]].concat();
        self.open_with("a:bodyPr", &body)?;
        self.empty("a:noAutofit", &[])?;
        self.close("a:bodyPr")?;
        self.empty("a:lstStyle", &[])?;
        self.open("a:p")?;
        let aligned = match mark.anchor {
            Anchor::Start => "l",
            Anchor::Middle => "ctr",
            Anchor::End => "r",
        };
        self.empty("a:pPr", &[("algn", aligned)])?;
        self.open("a:r")?;
        let size = format!("{:.0}", (mark.size * 100.0).clamp(SIZES.0, SIZES.1));
        let bold = if mark.weight == Weight::SemiBold { "1" } else { "0" };
        self.open_with("a:rPr", &[("lang", "en-GB"), ("sz", &size), ("b", bold), ("dirty", "0")])?;
        self.fill(Some(mark.role), 1.0)?;
        for script in ["a:latin", "a:ea", "a:cs"] {
            let face = format!("+mn-{}", &script[2..].replace("latin", "lt"));
            self.empty(script, &[("typeface", &face)])?;
        }
        self.close("a:rPr")?;
        self.open("a:t")?;
        self.xml.write_event(Event::Text(BytesText::new(&shown)))?;
        self.close("a:t")?;
        self.close("a:r")?;
        self.close("a:p")?;
        self.close("p:txBody")?;
        self.close("p:sp")
    }

    /// What every shape begins with.
    fn head(&mut self, name: &str, about: &str, properties: &[(&str, &str)]) -> io::Result<()> {
        self.open("p:nvSpPr")?;
        self.name(name, about)?;
        self.empty("p:cNvSpPr", properties)?;
        self.empty("p:nvPr", &[])?;
        self.close("p:nvSpPr")
    }

    fn name(&mut self, name: &str, about: &str) -> io::Result<()> {
        self.id += 1;
        let id = self.id.to_string();
        let all = [("id", id.as_str()), ("name", name), ("descr", about)];
        self.empty("p:cNvPr", if about.is_empty() { &all[..2] } else { &all })
    }

    /// Position and size; a group says those of its parts as well.
    fn place(&mut self, rect: Rect, is_upside_down: bool, names: &[&str]) -> io::Result<()> {
        if is_upside_down {
            self.open_with("a:xfrm", &[("flipV", "1")])?;
        } else {
            self.open("a:xfrm")?;
        }
        for name in names {
            if name.ends_with("ff") {
                self.empty(name, &[("x", &emu(rect.left)), ("y", &emu(rect.top))])?;
            } else {
                self.empty(name, &[("cx", &emu(rect.width().max(0.0))), ("cy", &emu(rect.height().max(0.0)))])?;
            }
        }
        self.close("a:xfrm")
    }

    fn fill(&mut self, role: Option<Role>, opacity: f64) -> io::Result<()> {
        let Some(role) = role else { return self.empty("a:noFill", &[]) };
        self.open("a:solidFill")?;
        let themed = themed(role);
        let colour = self.theme.colour(role);
        let hex = format!("{:02X}{:02X}{:02X}", colour.r, colour.g, colour.b);
        let (kind, value) = themed.map_or(("a:srgbClr", hex.as_str()), |name| ("a:schemeClr", name));
        self.open_with(kind, &[("val", value)])?;
        if opacity < 1.0 {
            self.empty("a:alpha", &[("val", &whole(opacity.max(0.0) * 100_000.0))])?;
        }
        self.close(kind)?;
        self.close("a:solidFill")
    }

    fn stroke(&mut self, stroke: Option<Stroke>, opacity: f64) -> io::Result<()> {
        let Some(stroke) = stroke else {
            self.open("a:ln")?;
            self.empty("a:noFill", &[])?;
            return self.close("a:ln");
        };
        // More than a foot and a half is no line.
        let width = emu(stroke.width.clamp(0.0, 1584.0));
        self.open_with("a:ln", &[("w", &width)])?;
        self.fill(Some(stroke.role), opacity)?;
        if let Some((on, off)) = stroke.dash.filter(|_| stroke.width > 0.0) {
            let part = |length: f64| whole((length / stroke.width * 100_000.0).clamp(1.0, 1e9));
            self.open("a:custDash")?;
            self.empty("a:ds", &[("d", &part(on)), ("sp", &part(off))])?;
            self.close("a:custDash")?;
        }
        self.close("a:ln")
    }

    fn open(&mut self, name: &str) -> io::Result<()> {
        self.open_with(name, &[])
    }

    fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Start(tag(name, attributes)))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Empty(tag(name, attributes)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }
}

/// The shapes of the format that are used.
#[derive(Clone, Copy)]
enum Form {
    /// `round` is the radius in parts of the shorter side.
    Box {
        round: f64,
    },
    Triangle {
        down: bool,
    },
    Diamond,
    Round,
}

fn tag<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    attributes.iter().for_each(|&attribute| tag.push_attribute(attribute));
    tag
}

/// The colour of the presentation's theme that a role has, so that another theme changes it.
fn themed(role: Role) -> Option<&'static str> {
    match role {
        Role::Text => Some("tx1"),
        Role::Surface => Some("bg1"),
        Role::Secondary => Some("tx2"),
        Role::Background => Some("bg2"),
        Role::Accent => Some("accent1"),
        Role::Ic => Some("accent2"),
        Role::Management => Some("accent3"),
        Role::Under => Some("accent4"),
        Role::Over => Some("accent5"),
        Role::Info => Some("accent6"),
        Role::Sunken
        | Role::Line
        | Role::StrongLine
        | Role::Faint
        | Role::OnAccent
        | Role::Selection
        | Role::IcTint
        | Role::ManagementTint
        | Role::Value(_) => None,
    }
}

fn is_card(mark: &Mark) -> bool {
    matches!(mark, Mark::Box(it) if it.fill.is_some() && it.radius > 0.0)
}

/// Whether a mark lies on a card. A wider card is not a part of it.
fn is_on(card: &Mark, mark: &Mark) -> bool {
    let Mark::Box(card) = card else { return false };
    around(mark).is_some_and(|it| {
        let room = card.rect.expanded(OVER);
        it != card.rect && room.contains(it.center()) && it.width() <= room.width() && it.height() <= room.height()
    })
}

/// The place that a mark takes; `None` for one without any.
fn around(mark: &Mark) -> Option<Rect> {
    match mark {
        Mark::Box(mark) => Some(mark.rect),
        Mark::Line(mark) => mark.points.iter().map(dot).reduce(|all, one| all.union(&one)),
        Mark::Text(mark) => Some(text_rect(mark)),
        Mark::Badge(mark) => Some(dot(&mark.at).expanded(mark.size / 2.0)),
    }
}

fn dot(point: &Point) -> Rect {
    Rect::new(point.x, point.y, 0.0, 0.0)
}

/// The box of a text; as wide as it was measured.
fn text_rect(mark: &TextMark) -> Rect {
    let width = text::width(&mark.text, mark.size, mark.weight);
    let left = mark.at.x - text::before(mark.anchor, width);
    Rect::new(left, mark.at.y - ASCENT * mark.size, width, LINE * mark.size)
}

/// Points as a whole number of EMU.
fn emu(points: f64) -> String {
    whole((points * EMU).clamp(-FARTHEST, FARTHEST))
}

fn whole(value: f64) -> String {
    (value.round() as i64).to_string()
}
