//! What stands around every picture in a file: whose it is, of which day, what the signs mean, and what was left out.

use super::letters;
use super::picture_options::View;
use super::picture_told::Told;
use crate::diagram::swatch_of;
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, Mark, Point, Rect, Role, Shape, TextMark, Weight};

/// Height above and below the picture, in points of a picture of a usual width.
const HEAD: f64 = 56.0;
const LINE: f64 = 18.0;
/// Width from which on the words around a picture grow with it.
const USUAL: f64 = 1600.0;
const MARGIN: f64 = 14.0;
/// Least width of a picture with words around it.
const NARROWEST: f64 = 400.0;

/// The marks around a picture, and the place of both together.
pub struct Frame {
    pub bounds: Rect,
    /// Whose picture it is, above it.
    pub title: TextMark,
    /// Everything else that stands around it.
    pub marks: Vec<Mark>,
}

impl Frame {
    /// Around a picture in its place.
    pub fn around(picture: Rect, told: &Told) -> Self {
        let wider = (NARROWEST - picture.width()).max(0.0) / 2.0;
        let picture = Rect { left: picture.left - wider, right: picture.right + wider, ..picture };
        let scale = (picture.width() / USUAL).max(1.0);
        let mut lines = Lines { room: picture.width() / scale - 2.0 * MARGIN, marks: Vec::new(), x: 0.0, lines: 1 };
        if told.options.legend {
            legend(told, &mut lines);
        }
        lines.next();
        lines.words(&told.options.left_out(), Role::Secondary);
        let boxes = if told.options.names { letters::boxes(&told.org) } else { String::new() };
        if !boxes.is_empty() {
            lines.next();
            lines.words(&boxes, Role::Under);
        }
        let below = lines.lines as f64 * LINE + 16.0;
        let origin = Point::new(picture.left + MARGIN * scale, picture.bottom + 22.0 * scale);
        let mut marks: Vec<Mark> = lines.marks.into_iter().map(|mark| mark.placed(origin, scale)).collect();
        let head = Point::new(picture.left + MARGIN * scale, picture.top - HEAD * scale);
        let at = |y: f64| Point::new(head.x, head.y + y * scale);
        let room = picture.width() - 2.0 * MARGIN * scale;
        let line = |y: f64, size: f64, weight: Weight, role: Role, whole: &str| {
            let shown = shorten(whole, room, size * scale, weight).into_owned();
            let mark = words(at(y), size * scale, weight, role, &shown);
            TextMark { whole: (shown != whole).then(|| whole.to_owned()), ..mark }
        };
        let title = line(26.0, 16.0, Weight::SemiBold, Role::Text, told.name());
        marks.push(Mark::Text(line(45.0, 11.5, Weight::Regular, Role::Secondary, &told.about())));
        let bounds = Rect { top: picture.top - HEAD * scale, bottom: picture.bottom + below * scale, ..picture };
        Self { bounds, title, marks }
    }
}

/// The signs of a view and what they mean, in lines of a width; the first baseline is at 0.
pub fn legend_marks(told: &Told, room: f64) -> Vec<Mark> {
    let mut lines = Lines { room, marks: Vec::new(), x: 0.0, lines: 1 };
    legend(told, &mut lines);
    lines.marks
}

/// Words and signs one after the other, in as many lines as they need.
struct Lines {
    room: f64,
    marks: Vec<Mark>,
    x: f64,
    lines: usize,
}

const SIZE: f64 = 11.0;

impl Lines {
    fn next(&mut self) {
        if self.x > 0.0 {
            (self.x, self.lines) = (0.0, self.lines + 1);
        }
    }

    /// Room for so much, on the next line where this one is full.
    fn make_room(&mut self, width: f64) -> Point {
        if self.x > 0.0 && self.x + width > self.room {
            self.next();
        }
        Point::new(self.x, (self.lines - 1) as f64 * LINE)
    }

    fn words(&mut self, text: &str, role: Role) {
        let at = self.make_room(width(text, SIZE, Weight::Regular));
        self.marks.push(Mark::Text(words(at, SIZE, Weight::Regular, role, text)));
        self.x += width(text, SIZE, Weight::Regular) + 20.0;
    }

    fn sign(&mut self, sign: &Sign, words: &str) {
        let at = self.make_room(16.0 + width(words, SIZE, Weight::Regular));
        let middle = Point::new(at.x + 5.0, at.y - 4.0);
        self.marks.push(match *sign {
            Sign::Track(role) => Mark::Box(BoxMark::filled(Rect::new(at.x + 3.0, at.y - 10.0, 3.0, 12.0), 0.0, role)),
            Sign::Colour(role) => Mark::Box(BoxMark::filled(Rect::new(at.x, at.y - 9.0, 10.0, 10.0), 2.0, role)),
            Sign::Badge(shape, role) => Mark::Badge(Badge { at: middle, size: 10.0, shape, role }),
        });
        self.x += 14.0;
        self.words(words, Role::Secondary);
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Track(Role),
    Colour(Role),
    Badge(Shape, Role),
}

/// What the signs of a view mean.
fn legend(told: &Told, lines: &mut Lines) {
    let options = &told.options;
    let has_people = matches!(options.view, View::Tracks | View::OnePath | View::Tree | View::Changes);
    match &told.colours {
        Some(colours) if has_people => {
            lines.words(&format!("{}:", colours.by.title()), Role::Secondary);
            for entry in &colours.entries {
                let colour = Sign::Colour(swatch_of(entry.stands));
                lines.sign(
                    &colour,
                    &format!("{} ({})", shorten(&entry.label, 200.0, SIZE, Weight::Regular), entry.count),
                );
            }
        }
        _ if has_people || matches!(options.view, View::Silhouette | View::Ladder | View::Matrix) => {
            lines.sign(&Sign::Track(Role::Ic), "individual contributors");
            lines.sign(&Sign::Track(Role::Management), "management");
        }
        _ => {}
    }
    if options.view == View::Changes {
        lines.sign(&Sign::Badge(Shape::Disc, Role::Accent), "moved");
        lines.sign(&Sign::Badge(Shape::Disc, Role::Ic), "new");
        lines.sign(&Sign::Badge(Shape::Disc, Role::Under), "left");
    } else if options.findings && (has_people || options.view == View::Matrix) {
        lines.sign(&Sign::Badge(Shape::TriangleUp, Role::Under), "authority below the record, strong signal");
        lines.sign(&Sign::Badge(Shape::TriangleUpOpen, Role::Under), "authority below the record, possible");
        lines.sign(&Sign::Badge(Shape::TriangleDown, Role::Over), "authority not yet backed by evidence");
        if options.view == View::Tracks {
            lines.sign(
                &Sign::Badge(Shape::Ring, Role::Under),
                "gauge: ring = authority, head = supported impact, dotted = face value",
            );
        }
    }
}

fn words(at: Point, size: f64, weight: Weight, role: Role, text: &str) -> TextMark {
    TextMark { at, anchor: Anchor::Start, size, weight, role, text: text.to_owned(), whole: None }
}
