//! The view of the indices of the organisation.

mod indices;
pub mod plots;

pub use indices::indices_panel;
