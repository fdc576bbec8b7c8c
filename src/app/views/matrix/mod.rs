//! The matrix page.

pub mod input;
mod matrix;

pub use matrix::matrix_panel;
