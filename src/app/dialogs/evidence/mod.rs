//! EvidenceEntry evidence: for whom, the grid, and its cells.

pub mod cells;
mod evidence;
pub mod grid;

pub use evidence::evidence_entry_ui;
