//! The manual page.

pub mod contents;
mod manual;
pub mod reader;
pub mod text;

pub use manual::manual_panel;
