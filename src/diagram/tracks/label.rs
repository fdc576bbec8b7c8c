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

/// Width that the labels take at most, and that the numbers beside them take on each side, in points.
pub fn widths(rows: &[Row], people: usize) -> (f64, f64) {
    const WIDEST: f64 = 150.0;
    let label = |row: &Row| text_width(&row.label, SIZE, Weight::SemiBold) + 2.0 * PAD;
    let widest = rows.iter().map(label).fold(64.0, f64::max).min(WIDEST);
    let number = text_width(&count(people as f64), SIZE, Weight::SemiBold);
    (widest.ceil(), (number + BESIDE + 8.0).ceil().max(26.0))
}
