//! The status line, with the legend.

pub mod legend;
mod status;

pub use status::status_panel;
