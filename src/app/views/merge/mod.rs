//! The merge page.

mod merge;

pub use merge::merging_panel;
