//! One page of a book as marks in points of the page: its head, what stands on it, and its foot.

use crate::paint::{Heading, PageLink};
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, LineMark, Mark, Point, Rect, Role, Size, Stroke, TextMark, Weight};

/// Margin at the sides of a page, heights of its head and of its foot, in points.
pub const MARGIN: f64 = 32.0;
pub const HEAD: f64 = 62.0;
pub const FOOT: f64 = 34.0;

/// A page being filled.
pub struct BookPage {
    /// Width and height, in points.
    pub size: Size,
    /// Its title, which is also the first text.
    pub title: TextMark,
    /// Everything else, in painting order.
    pub marks: Vec<Mark>,
    /// Its entry in the table of contents.
    pub heading: Heading,
    /// Places that lead to other pages.
    pub links: Vec<PageLink>,
}

impl BookPage {
    /// A page with a title, a line below it, and a depth in the table of contents.
    pub fn new(size: Size, title: &str, about: &str, level: u8) -> Self {
        let room = size.width - 2.0 * MARGIN;
        let at = Point::new(MARGIN, 34.0);
        let shown = shorten(title, room * 0.72, 16.0, Weight::SemiBold).into_owned();
        let whole = (shown != title).then(|| title.to_owned());
        let (anchor, weight, role) = (Anchor::Start, Weight::SemiBold, Role::Text);
        let title_mark = TextMark { at, anchor, size: 16.0, weight, role, text: shown, whole };
        let heading = Heading { words: title.to_owned(), down: 0.0, level };
        let mut page = Self { size, title: title_mark, marks: Vec::new(), heading, links: Vec::new() };
        page.line((MARGIN, 51.0), (room, 10.0), Role::Secondary, about);
        page
    }

    /// The part of the page between head and foot.
    pub fn room(size: Size) -> Rect {
        Rect { left: MARGIN, top: HEAD, right: size.width - MARGIN, bottom: size.height - FOOT }
    }

    /// A line of text, shortened where it has no room.
    pub fn line(&mut self, (x, y): (f64, f64), (room, size): (f64, f64), role: Role, words: &str) {
        self.text((x, y), Anchor::Start, (room, size), (Weight::Regular, role), words);
    }

    /// A line of text on one side of a point.
    pub fn text(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        (room, size): (f64, f64),
        (weight, role): (Weight, Role),
        words: &str,
    ) {
        if words.is_empty() {
            return;
        }
        let text = shorten(words, room, size, weight).into_owned();
        let whole = (text != words).then(|| words.to_owned());
        let at = Point::new(x, y);
        self.marks.push(Mark::Text(TextMark { at, anchor, size, weight, role, text, whole }));
    }

    /// Words on the right that lead to another page.
    pub fn way(&mut self, y: f64, words: &str, to: usize) {
        let right = self.size.width - MARGIN;
        let room = (self.size.width - 2.0 * MARGIN) * 0.4;
        self.text((right, y), Anchor::End, (room, 10.0), (Weight::SemiBold, Role::Accent), words);
        let wide = width(words, 10.0, Weight::SemiBold).min(room);
        let rect = Rect::new(right - wide, y - 10.0, wide, 14.0);
        self.links.push(PageLink { rect, to, words: words.to_owned() });
    }

    /// What stands at the foot of every page.
    pub fn foot(&mut self, words: &str, number: usize, of: usize) {
        let Size { width, height } = self.size;
        let points = vec![Point::new(MARGIN, height - 26.0), Point::new(width - MARGIN, height - 26.0)];
        let stroke = Stroke::new(Role::Line, 0.75);
        self.marks.push(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        self.line((MARGIN, height - 14.0), (width - 2.0 * MARGIN - 120.0, 8.0), Role::Faint, words);
        let number = format!("{number} of {of}");
        let right = (width - MARGIN, height - 14.0);
        self.text(right, Anchor::End, (120.0, 8.0), (Weight::Regular, Role::Faint), &number);
    }
}
