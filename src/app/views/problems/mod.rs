//! The view of what a file could not say.

pub mod lists;
mod problems;

pub use problems::{failed_panel, problems_panel};
