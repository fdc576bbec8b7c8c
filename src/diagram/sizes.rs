//! Sizes of cards of the tree, and the scales at which their details appear.

use crate::scene::Rect;

/// Height of a card with name and title but no further lines, in points.
pub const CARD: f64 = 52.0;

/// Height of a line below the title, in points.
pub const LINE: f64 = 16.0;

/// Largest number of lines below the title of a card.
pub const MOST_LINES: u8 = 5;

/// Number of lines used for the numbers about a branch.
pub const BRANCH_LINES: u8 = 2;

/// Height of a card with `lines` lines below the title, in points; at most [`MOST_LINES`] count.
pub fn card_height(lines: u8) -> f64 {
    CARD + LINE * f64::from(lines.min(MOST_LINES))
}

/// Place of the initials or the photo on a card; `None` if the rectangle is too low for a card.
pub fn disc_of(card: Rect) -> Option<Rect> {
    let middle = card.top + CARD / 2.0;
    (card.height() >= CARD).then(|| Rect::new(card.left + 16.0, middle - 13.0, 26.0, 26.0))
}

/// Scales, in pixels per point, from which a card has text, and from which it is more than a rectangle.
pub const TEXT_SCALE: f64 = 0.5;
pub const PLAIN_SCALE: f64 = 0.2;
