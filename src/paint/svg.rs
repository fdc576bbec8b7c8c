//! Hand-written SVG as a stream: a mark is written and forgotten. The used part of the fonts comes last. Numbers have
//! at most two decimals, so the same marks give the same bytes everywhere.

use std::io::{self, Write};

use super::font_face::{UsedFonts, css_weight, needs_rules};
use super::outline::{self, Step};
use super::{HATCH_SPACING, HATCH_WIDTH, Sheet, Source};
use crate::scene::text::{self, Glyph};
use crate::scene::{Badge, BoxMark, LineMark, Mark, Point, Role, Stroke, TextMark, Theme};

/// Writes the picture. It is self-contained: no external font, style sheet or script.
///
/// # Errors
/// Only what `out` reports.
pub fn svg(sheet: &Sheet, marks: Source, out: &mut impl Write) -> io::Result<()> {
    let mut fonts = UsedFonts::default();
    let mut svg = Svg { sheet, out, fonts: &mut fonts, is_inline: false };
    svg.begin()?;
    svg.marks(marks)?;
    svg.finish()
}

/// Writes the picture for inclusion in a page: without a background, in the page's colours by [`css_variables`], as
/// wide as the page allows, in fonts that the page embeds; `fonts` records the glyphs used. The page sets the text
/// direction with [`TEXT_STYLE`]. The theme of the sheet is ignored; a picture without a title is decorative.
///
/// # Errors
/// Only what `out` reports.
pub fn svg_inline(sheet: &Sheet, marks: Source, fonts: &mut UsedFonts, out: &mut impl Write) -> io::Result<()> {
    let mut svg = Svg { sheet, out, fonts, is_inline: true };
    svg.begin()?;
    svg.marks(marks)?;
    writeln!(svg.out, "</svg>")
}

/// Colours of a theme as CSS variables: `--ic-tint:#f0f7f6;`.
pub fn css_variables(theme: Theme) -> String {
    Role::ALL.iter().fold(String::new(), |all, &role| format!("{all}{}:{};", variable(role), hex(theme, role)))
}

/// CSS of the text in pictures. A text begins at the left, as it was measured. Fonts other than the embedded ones keep
/// their width.
pub const TEXT_STYLE: &str = "text{direction:ltr;white-space:pre}";

struct Svg<'a, W> {
    sheet: &'a Sheet<'a>,
    out: &'a mut W,
    fonts: &'a mut UsedFonts,
    /// True for a picture that is part of a page.
    is_inline: bool,
}

impl<W: Write> Svg<'_, W> {
    fn begin(&mut self) -> io::Result<()> {
        let bounds = self.sheet.bounds;
        let (x, y, width, height) =
            (Number(bounds.left), Number(bounds.top), Number(bounds.width()), Number(bounds.height()));
        if self.is_inline {
            if self.sheet.title.is_empty() {
                return writeln!(self.out, "<svg aria-hidden=\"true\" viewBox=\"{x} {y} {width} {height}\">");
            }
            write!(self.out, "<svg role=\"img\" viewBox=\"{x} {y} {width} {height}\">")?;
            return writeln!(self.out, "<title>{}</title>", Escaped(self.sheet.title));
        }
        writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"{x} {y} {width} {height}\" font-family=\"Inter,'Noto Sans',sans-serif\" \
             text-rendering=\"geometricPrecision\">"
        )?;
        writeln!(self.out, "<title>{}</title>", Escaped(self.sheet.title))?;
        writeln!(self.out, "<style>{TEXT_STYLE}</style>")?;
        writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
            self.colour(Role::Background)
        )
    }

    fn marks(&mut self, marks: Source) -> io::Result<()> {
        let mut result = Ok(());
        marks(self.sheet.bounds, &mut |mark| {
            if result.is_ok() {
                result = match mark {
                    Mark::Box(mark) => self.rect(mark),
                    Mark::Line(mark) => self.line(mark),
                    Mark::Text(mark) => self.text(mark),
                    Mark::Badge(mark) => self.badge(mark),
                };
            }
        });
        result
    }

    fn finish(&mut self) -> io::Result<()> {
        let style = self.fonts.style();
        if !style.is_empty() {
            write!(self.out, "<style>\n{style}</style>\n")?;
        }
        if let Some(fonts) = self.fonts.others() {
            writeln!(self.out, "<desc>{}</desc>", Escaped(&fonts))?;
        }
        writeln!(self.out, "</svg>")
    }

    fn rect(&mut self, mark: &BoxMark) -> io::Result<()> {
        if mark.fill.is_some() || mark.stroke.is_some() {
            let rect = mark.rect;
            let (x, y, width, height) =
                (Number(rect.left), Number(rect.top), Number(rect.width()), Number(rect.height()));
            write!(self.out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")?;
            if mark.radius > 0.0 {
                write!(self.out, " rx=\"{}\"", Number(mark.radius))?;
            }
            self.fill(mark.fill)?;
            // Where there is hatching, the outline comes after it.
            self.stroke(mark.stroke.filter(|_| mark.hatch.is_none()))?;
            self.opacity(mark.opacity)?;
            self.out.write_all(b"/>\n")?;
        }
        let Some(hatch) = mark.hatch else { return Ok(()) };
        let lines = outline::hatch(mark.rect, mark.radius, HATCH_SPACING, mark.rect);
        if !lines.is_empty() {
            self.out.write_all(b"<path d=\"")?;
            for [a, b] in lines {
                self.step(&Step::Move(a))?;
                self.step(&Step::Line(b))?;
            }
            self.out.write_all(b"\"")?;
            self.stroke(Some(Stroke::new(hatch, HATCH_WIDTH)))?;
            self.opacity(mark.opacity)?;
            self.out.write_all(b"/>\n")?;
        }
        match mark.stroke {
            Some(_) => self.rect(&BoxMark { fill: None, hatch: None, ..*mark }),
            None => Ok(()),
        }
    }

    fn line(&mut self, mark: &LineMark) -> io::Result<()> {
        self.path(&outline::rounded_line(&mark.points, mark.radius))?;
        self.fill(None)?;
        self.stroke(Some(mark.stroke))?;
        self.opacity(mark.opacity)?;
        self.out.write_all(b"/>\n")
    }

    fn badge(&mut self, mark: &Badge) -> io::Result<()> {
        let badge = outline::badge(mark);
        self.path(&badge.steps)?;
        self.fill(badge.line.is_none().then_some(mark.role))?;
        self.stroke(badge.line.map(|width| Stroke { role: mark.role, width, dash: badge.dash }))?;
        self.out.write_all(b"/>\n")
    }

    fn text(&mut self, mark: &TextMark) -> io::Result<()> {
        let shown = text::clean(&mark.text);
        if shown.is_empty() {
            return Ok(());
        }
        let glyphs = text::shape(&shown, mark.weight);
        let width = text::width(&mark.text, mark.size, mark.weight);
        let start = mark.at.x - text::before(mark.anchor, width);
        // What cannot be drawn from its text alone is drawn as outlines, and the text lies over it to be found and
        // copied.
        let is_outlined = needs_rules(&glyphs);
        if is_outlined {
            self.fonts.add_outlined(&glyphs);
            self.outlines(&glyphs, Point::new(start, mark.at.y), mark)?;
        } else {
            self.fonts.add_shaped(&shown, mark.weight, &glyphs);
        }
        write!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\"",
            Number(start),
            Number(mark.at.y),
            Number(mark.size),
            Number(width)
        )?;
        let weight = css_weight(mark.weight);
        if weight != 400 {
            write!(self.out, " font-weight=\"{weight}\"")?;
        }
        self.fill(Some(mark.role))?;
        self.out.write_all(if is_outlined { b" fill-opacity=\"0\">" } else { b">" })?;
        if let Some(whole) = &mark.whole {
            write!(self.out, "<title>{}</title>", Escaped(&text::clean(whole)))?;
        }
        writeln!(self.out, "{}</text>", Escaped(&shown))
    }

    fn outlines(&mut self, glyphs: &[Glyph], start: Point, mark: &TextMark) -> io::Result<()> {
        let mut steps = Vec::new();
        for glyph in glyphs {
            let size = mark.size / glyph.face.units_per_em();
            let (x, y) = (start.x + glyph.x * mark.size, start.y - glyph.y * mark.size);
            let to = |point: Point| Point::new(x + point.x * size, y - point.y * size);
            steps.extend(outline::glyph(glyph.face, glyph.id).into_iter().map(|step| step.map(to)));
        }
        self.path(&steps)?;
        self.fill(Some(mark.role))?;
        self.out.write_all(b"/>\n")
    }

    fn path(&mut self, steps: &[Step]) -> io::Result<()> {
        self.out.write_all(b"<path d=\"")?;
        for step in steps {
            self.step(step)?;
        }
        self.out.write_all(b"\"")
    }

    fn step(&mut self, step: &Step) -> io::Result<()> {
        let n = Number;
        match *step {
            Step::Move(to) => write!(self.out, "M{} {}", n(to.x), n(to.y)),
            Step::Line(to) => write!(self.out, "L{} {}", n(to.x), n(to.y)),
            Step::Quad(a, to) => write!(self.out, "Q{} {} {} {}", n(a.x), n(a.y), n(to.x), n(to.y)),
            Step::Cubic(a, b, to) => {
                write!(self.out, "C{} {} {} {} {} {}", n(a.x), n(a.y), n(b.x), n(b.y), n(to.x), n(to.y))
            }
            Step::Close => self.out.write_all(b"Z"),
        }
    }

    fn fill(&mut self, role: Option<Role>) -> io::Result<()> {
        match role {
            Some(role) => write!(self.out, " fill=\"{}\"", self.colour(role)),
            None => self.out.write_all(b" fill=\"none\""),
        }
    }

    fn stroke(&mut self, stroke: Option<Stroke>) -> io::Result<()> {
        let Some(stroke) = stroke else { return Ok(()) };
        write!(self.out, " stroke=\"{}\"", self.colour(stroke.role))?;
        if stroke.width != 1.0 {
            write!(self.out, " stroke-width=\"{}\"", Number(stroke.width))?;
        }
        match stroke.dash {
            Some((on, off)) => write!(self.out, " stroke-dasharray=\"{} {}\"", Number(on), Number(off)),
            None => Ok(()),
        }
    }

    fn opacity(&mut self, opacity: f64) -> io::Result<()> {
        if opacity >= 1.0 {
            return Ok(());
        }
        let opacity = Number(opacity.max(0.0));
        write!(self.out, " fill-opacity=\"{opacity}\" stroke-opacity=\"{opacity}\"")
    }

    fn colour(&self, role: Role) -> String {
        match role {
            // Pages define no variables for values.
            Role::Value(_) => hex(self.sheet.theme, role),
            role if self.is_inline => format!("var({})", variable(role)),
            role => hex(self.sheet.theme, role),
        }
    }
}

fn hex(theme: Theme, role: Role) -> String {
    let colour = theme.colour(role);
    format!("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b)
}

/// CSS variable of a role.
fn variable(role: Role) -> &'static str {
    match role {
        Role::Background => "--background",
        Role::Surface => "--surface",
        Role::Sunken => "--sunken",
        Role::Line => "--line",
        Role::StrongLine => "--strong-line",
        Role::Text => "--text",
        Role::Secondary => "--secondary",
        Role::Faint => "--faint",
        Role::Accent => "--accent",
        Role::OnAccent => "--on-accent",
        Role::Selection => "--selection",
        Role::Ic => "--ic",
        Role::IcTint => "--ic-tint",
        Role::Management => "--management",
        Role::ManagementTint => "--management-tint",
        Role::Under => "--under",
        Role::Over => "--over",
        Role::Info => "--info",
        Role::Value(_) => "--text",
    }
}

/// Number with at most two decimals, no trailing zeros, no "-0"; NaN and infinity become 0.
struct Number(f64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = (self.0 * 100.0).round() as i64;
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        let sign = if hundredths < 0 { "-" } else { "" };
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// Text escaped so that it cannot end its element and contains nothing that XML forbids.
pub struct Escaped<'a>(pub &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in text::clean(self.0).chars() {
            match character {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => write!(f, "{character}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (number, written) in
            [(0.0, "0"), (-0.001, "0"), (1.005, "1"), (2.5, "2.5"), (-3.25, "-3.25"), (7.04, "7.04"), (f64::NAN, "0")]
        {
            assert_eq!(Number(number).to_string(), written);
        }
    }
}
