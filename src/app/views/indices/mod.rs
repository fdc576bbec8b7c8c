//! The indices page.

mod indices;
pub mod plots;

pub use indices::indices_panel;
