//! The view of authority against impact.

pub mod input;
mod matrix;

pub use matrix::matrix_panel;
