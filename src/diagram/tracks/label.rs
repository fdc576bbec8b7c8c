//! Sizes of the labels of rows.

use crate::diagram::rows::Row;
use crate::diagram::words::count;
use crate::scene::Weight;
use crate::scene::text::width as text_width;

/// Size of a label in pixels, its height, and what it has left and right of its words.
pub const SIZE: f64 = 11.5;
pub const HEIGHT: f64 = 23.0;
pub const PAD: f64 = 11.0;
/// From a label to the number beside it.
pub const BESIDE: f64 = 7.0;

/// Widths of the labels and of what stands beside them, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths {
    /// Of the widest label.
    words: f64,
    /// Of the widest of their codes alone.
    codes: f64,
    /// Of the seats on each side.
    pub number: f64,
}

/// Width of a label with all its words at most, width of a canvas from which labels have them, and part of a canvas that
/// labels take at most.
const WIDEST: f64 = 126.0;
const ROOMY: f64 = 760.0;
const PART: f64 = 0.13;

impl Widths {
    /// Of the labels of rows in a picture of so many people.
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

    /// Whether the labels say all their words on a canvas, and not their codes alone: all of them alike.
    pub fn has_words(&self, canvas: f64) -> bool {
        canvas >= ROOMY && self.words <= WIDEST.max(self.codes)
    }

    /// Width of the labels on a canvas.
    pub fn label(&self, canvas: f64) -> f64 {
        if self.has_words(canvas) { self.words } else { self.codes.min((canvas * PART).max(72.0)) }
    }
}
