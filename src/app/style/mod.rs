//! Colours, badges, focus ring and tooltips.

pub mod badges;
pub mod focus_ring;
mod style;
pub mod tips;

pub use style::{ink, install, regular, semibold, theme_of, words};
