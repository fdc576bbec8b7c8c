//! Contents by team and index by name: entries with the page that they lead to, in columns over as many pages as needed.

use super::page::{BookPage, MARGIN};
use crate::paint::PageLink;
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, LineMark, Mark, Point, Rect, Role, Size, Stroke, TextMark, Weight};

/// An entry: what it is called, what stands beside it, and the page.
pub struct Entry {
    pub words: String,
    /// A quiet number beside the name; empty for none.
    pub beside: String,
    /// How far it is indented, in levels.
    pub level: u8,
    /// Index of the page it leads to.
    pub to: usize,
}

/// How a list is set: columns, size of the text, and height of a line.
#[derive(Clone, Copy)]
pub struct Setting {
    pub columns: usize,
    pub size: f64,
    pub line: f64,
}

/// Contents by team.
pub const CONTENTS: Setting = Setting { columns: 2, size: 9.5, line: 15.0 };
/// Index by name; of few people, and of many.
pub const INDEX: [Setting; 2] =
    [Setting { columns: 3, size: 9.0, line: 13.0 }, Setting { columns: 4, size: 7.5, line: 10.5 }];

/// Space between columns, and by which a level is indented, in points.
const GAP: f64 = 24.0;
const INDENT: f64 = 12.0;
/// Lines of a column at least, where there are so many entries.
const LEAST: usize = 12;
/// What the page and the quiet number take at the right, in points.
const BESIDE: f64 = 44.0;
/// Deepest level that is indented further.
const DEEPEST: u8 = 6;

impl Setting {
    fn lines(self, room: Rect) -> usize {
        ((room.height() / self.line) as usize).max(1)
    }

    /// Number of pages that so many entries take, `above` points lower on the first.
    pub fn pages(self, size: Size, entries: usize, above: f64) -> usize {
        let room = BookPage::room(size);
        let first = self.columns * self.lines(Rect { top: room.top + above, ..room });
        let rest = self.columns * self.lines(room);
        1 + entries.saturating_sub(first).div_ceil(rest)
    }

    /// Writes entries on pages; `new` makes a page by its number among them. A page is called by its number, which is one
    /// more than its index.
    pub fn write(
        self,
        size: Size,
        entries: &[Entry],
        above: f64,
        new: &mut dyn FnMut(usize) -> BookPage,
    ) -> Vec<BookPage> {
        let mut pages = Vec::new();
        let mut left = entries;
        while pages.is_empty() || !left.is_empty() {
            let mut page = new(pages.len());
            let whole = BookPage::room(size);
            let room = if pages.is_empty() { Rect { top: whole.top + above, ..whole } } else { whole };
            // The columns of the last page are alike.
            let lines = self.lines(room).min(left.len().div_ceil(self.columns).max(LEAST));
            let wide = (room.width() - GAP * (self.columns - 1) as f64) / self.columns as f64;
            let here = left.len().min(lines * self.columns);
            for (at, entry) in left[..here].iter().enumerate() {
                let x = MARGIN + (at / lines) as f64 * (wide + GAP);
                let y = room.top + ((at % lines) as f64 + 0.75) * self.line;
                self.entry(&mut page, entry, (x, y), wide);
            }
            left = &left[here..];
            pages.push(page);
        }
        pages
    }

    fn entry(self, page: &mut BookPage, entry: &Entry, (x, y): (f64, f64), wide: f64) {
        let number = (entry.to + 1).to_string();
        let measure = |words: &str| width(words, self.size, Weight::Regular);
        let (right, left) = (x + wide, x + INDENT * f64::from(entry.level.min(DEEPEST)));
        // Numbers stand in a column of their own, whatever font a slide is shown in.
        let beside = if entry.beside.is_empty() { 0.0 } else { BESIDE };
        let room = right - left - measure(&number) - 12.0 - beside;
        let weight =
            if entry.level == 0 && self.columns == CONTENTS.columns { Weight::SemiBold } else { Weight::Regular };
        let text = shorten(&entry.words, room, self.size, weight).into_owned();
        let end = left + width(&text, self.size, weight);
        let whole = (text != entry.words).then(|| entry.words.clone());
        let mut put = |x: f64, anchor, weight, role, text: String, whole| {
            let at = Point::new(x, y);
            page.marks.push(Mark::Text(TextMark { at, anchor, size: self.size, weight, role, text, whole }));
        };
        put(left, Anchor::Start, weight, Role::Text, text, whole);
        if !entry.beside.is_empty() {
            let at = right - BESIDE + 8.0;
            put(at, Anchor::End, Weight::Regular, Role::Secondary, entry.beside.clone(), None);
        }
        put(right, Anchor::End, Weight::Regular, Role::Text, number.clone(), None);
        let from = end + 4.0;
        let to = match entry.beside.as_str() {
            "" => right - measure(&number) - 4.0,
            number => right - BESIDE + 4.0 - measure(number),
        };
        if to > from + 6.0 {
            let points = vec![Point::new(from, y - 0.5), Point::new(to, y - 0.5)];
            let stroke = Stroke::new(Role::Line, 0.75).dashed(1.0, 2.0);
            page.marks.push(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
        }
        let rect = Rect::new(left, y - 0.8 * self.line, right - left, self.line);
        page.links.push(PageLink { rect, to: entry.to, words: format!("{}, page {number}", entry.words) });
    }
}
