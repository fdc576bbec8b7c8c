//! The text of the manual: chapters, blocks, search.

mod block;
pub mod book;
mod find;

pub use crate::app::state::manual::{Found, Place};
pub use block::{Block, links, plain};
pub use book::{Chapter, Section, book, follow, picture, place};
pub use find::find;
