//! Texts as marks.

use crate::scene::{Anchor, Mark, Point, Role, TextMark, Weight};

/// Size of text in pixels below which it is not read with ease.
pub const READABLE: f64 = 9.0;

/// One line of text.
pub fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text, whole: None })
}

/// The same of a text that was shortened; a file holds the whole one too.
pub fn short(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, (text, whole): (&str, &str)) -> Mark {
    let whole = (text != whole).then(|| whole.to_owned());
    Mark::Text(TextMark { at, anchor, size, weight, role, text: text.to_owned(), whole })
}
