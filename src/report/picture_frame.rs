//! What stands around every picture in a file: whose it is, of which day, what the signs mean, and what was left out.

use super::picture_options::{PictureOptions, View};
use crate::scene::text::width;
use crate::scene::{Anchor, Badge, BoxMark, Mark, Point, Rect, Role, Shape, TextMark, Weight};

/// Height above and below the picture, in points of a picture of a usual width.
const HEAD: f64 = 56.0;
const LINE: f64 = 18.0;
/// Width from which on the words around a picture grow with it.
const USUAL: f64 = 1600.0;
const MARGIN: f64 = 14.0;

/// The marks around a picture, and the place of both together.
pub struct Frame {
    pub bounds: Rect,
    /// Whose picture it is, above it.
    pub title: TextMark,
    /// Everything else that stands around it.
    pub marks: Vec<Mark>,
}

impl Frame {
    /// Around a picture of an organisation with a name; `about` says what is shown and of which day, `boxes` which
    /// letters are not.
    pub fn around(picture: Rect, name: &str, about: &str, boxes: &str, options: &PictureOptions) -> Self {
        let scale = (picture.width() / USUAL).max(1.0);
        let mut lines = Lines { room: picture.width() / scale - 2.0 * MARGIN, marks: Vec::new(), x: 0.0, lines: 1 };
        legend(options, &mut lines);
        lines.next();
        lines.words(&options.left_out(), Role::Secondary);
        if !boxes.is_empty() {
            lines.next();
            lines.words(boxes, Role::Under);
        }
        let below = lines.lines as f64 * LINE + 16.0;
        let origin = Point::new(picture.left + MARGIN * scale, picture.bottom + 22.0 * scale);
        let mut marks: Vec<Mark> = lines.marks.into_iter().map(|mark| mark.placed(origin, scale)).collect();
        let head = Point::new(picture.left + MARGIN * scale, picture.top - HEAD * scale);
        let at = |y: f64| Point::new(head.x, head.y + y * scale);
        let title = words(at(26.0), 16.0 * scale, Weight::SemiBold, Role::Text, name);
        marks.push(Mark::Text(words(at(45.0), 11.5 * scale, Weight::Regular, Role::Secondary, about)));
        let bounds = Rect { top: picture.top - HEAD * scale, bottom: picture.bottom + below * scale, ..picture };
        Self { bounds, title, marks }
    }
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
            Sign::Badge(shape, role) => Mark::Badge(Badge { at: middle, size: 10.0, shape, role }),
        });
        self.x += 14.0;
        self.words(words, Role::Secondary);
    }
}

enum Sign {
    Track(Role),
    Badge(Shape, Role),
}

fn legend(options: &PictureOptions, lines: &mut Lines) {
    lines.sign(&Sign::Track(Role::Ic), "individual contributors");
    lines.sign(&Sign::Track(Role::Management), "management");
    if options.findings {
        lines.sign(&Sign::Badge(Shape::TriangleUp, Role::Under), "authority below the record, strong signal");
        lines.sign(&Sign::Badge(Shape::TriangleUpOpen, Role::Under), "the same, possible");
        lines.sign(&Sign::Badge(Shape::TriangleDown, Role::Over), "authority not yet backed by evidence");
        if options.view == View::Tracks {
            lines.sign(
                &Sign::Badge(Shape::Ring, Role::Under),
                "gauge: ring authority held, head supported impact, dotted face value",
            );
        }
    }
}

fn words(at: Point, size: f64, weight: Weight, role: Role, text: &str) -> TextMark {
    TextMark { at, anchor: Anchor::Start, size, weight, role, text: text.to_owned(), whole: None }
}
