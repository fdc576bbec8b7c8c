//! The ladder page, for reading and editing.

pub mod curve;
pub mod form;
mod ladder;
pub mod method;
pub mod picture;
pub mod presets;
pub mod rung;
pub mod rung_lists;
pub mod text;
pub mod whole;

pub use ladder::ladder_panel;
