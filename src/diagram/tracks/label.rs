//! Sizes of the labels of rows.

use crate::diagram::rows::Row;
use crate::diagram::words::count;
use crate::scene::Weight;
use crate::scene::text::width as text_width;

/// Size of the text of a label, height of the label, and space left and right of its words, in pixels.
pub const SIZE: f64 = 11.5;
pub const HEIGHT: f64 = 23.0;
pub const PAD: f64 = 11.0;
/// Distance from a label to the number beside it, in pixels.
pub const BESIDE: f64 = 7.0;

/// Widths of the labels and of what is beside them, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths {
    /// Width of the widest label.
    words: f64,
    /// Width of the widest label made of codes.
    codes: f64,
    /// Width of the seats on each side.
    pub number: f64,
}

/// Largest width of a label with words, least width of a canvas on which labels have words, and largest part of the
/// canvas that labels of codes take up.
const WIDEST: f64 = 126.0;
const ROOMY: f64 = 900.0;
const PART: f64 = 0.13;

impl Widths {
    /// Widths for the labels of rows; `people` is the largest count that may be beside them.
    pub fn of(rows: &[Row], people: usize) -> Self {
        let widest = |of: fn(&Row) -> &str| {
            let width = |row: &Row| text_width(of(row), SIZE, Weight::SemiBold) + 2.0 * PAD;
            rows.iter().map(width).fold(52.0, f64::max).min(150.0).ceil()
        };
        let number = text_width(&count(people as f64), SIZE, Weight::SemiBold);
        Self {
            words: widest(|row| &row.label),
            codes: widest(|row| &row.codes),
            number: (number + BESIDE + 8.0).ceil().max(26.0),
        }
    }

    /// True if the labels on a canvas have words; otherwise all of them have codes.
    pub fn has_words(&self, canvas: f64) -> bool {
        canvas >= ROOMY && self.words <= WIDEST.max(self.codes)
    }

    /// Width of the labels on a canvas, in points.
    pub fn label(&self, canvas: f64) -> f64 {
        if self.has_words(canvas) { self.words } else { self.codes.min((canvas * PART).max(72.0)) }
    }
}
