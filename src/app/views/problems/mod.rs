//! The pages about problems of a file.

pub mod lists;
mod problems;

pub use problems::{failed_panel, problems_panel};
