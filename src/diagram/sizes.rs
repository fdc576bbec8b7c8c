//! Sizes of the cards of the tree, and from which zoom on which of their details is seen.

use crate::scene::Rect;

/// Height of a card with a name and a title, and of each line more, in points.
pub const CARD: f64 = 52.0;

/// Height of a line below the title, in points.
pub const LINE: f64 = 16.0;

/// Lines that a card has at most below its title.
pub const MOST_LINES: u8 = 5;

/// Lines that the numbers of a branch take.
pub const BRANCH_LINES: u8 = 2;

/// Height of a card with so many lines below its title, in points; no more than [`MOST_LINES`] count.
pub fn card_height(lines: u8) -> f64 {
    CARD + LINE * f64::from(lines.min(MOST_LINES))
}

/// Where the initials or the photo of a card stand; `None` for what is too small to be a card.
pub fn disc_of(card: Rect) -> Option<Rect> {
    let middle = card.top + CARD / 2.0;
    (card.height() >= CARD).then(|| Rect::new(card.left + 16.0, middle - 13.0, 26.0, 26.0))
}

/// From which scale on a card carries text, and from which on it is more than a rectangle.
pub const TEXT_SCALE: f64 = 0.5;
pub const PLAIN_SCALE: f64 = 0.2;
