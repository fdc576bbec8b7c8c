//! The view of a new export before it is taken in.

mod merge;

pub use merge::merging_panel;
