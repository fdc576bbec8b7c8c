//! Evidence entry: choice of people, the grid, its cells.

pub mod cells;
mod evidence;
pub mod grid;
mod repositories;

pub use evidence::evidence_entry_ui;
