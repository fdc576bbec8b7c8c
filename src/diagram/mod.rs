//! Pictures: an organisation and options in, marks out. Every picture of the program is made here, so a file and
//! the window cannot differ. Uses `org`, `rules`, `measure`, `layout` and `scene`.

mod boxes;
mod cards;
mod draw;
mod fit;
mod gauge;
mod labels;
pub mod plots;
mod rows;
mod tracks;
mod words;

pub use boxes::{Block, Folding};
pub use cards::badge_of;
pub use rows::{Row, RowKind};
pub use tracks::{Hit, Tracks, View};
