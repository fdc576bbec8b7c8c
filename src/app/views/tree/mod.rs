//! The tree page.

mod tree;

pub use tree::{branch_ui, expand_ui, has_room, options_ui};
