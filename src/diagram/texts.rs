//! Text marks.

use crate::scene::{Anchor, Mark, Point, Role, TextMark, Weight};

/// Smallest size of text that is easy to read, in pixels.
pub const READABLE: f64 = 9.0;

/// Text mark on one line.
pub fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text, whole: None })
}

/// Text mark for a text that may have been shortened; a file keeps the whole one too.
pub fn short(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, (text, whole): (&str, &str)) -> Mark {
    let whole = (text != whole).then(|| whole.to_owned());
    Mark::Text(TextMark { at, anchor, size, weight, role, text: text.to_owned(), whole })
}
