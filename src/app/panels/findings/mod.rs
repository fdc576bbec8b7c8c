//! Findings on the left, and what they open to.

pub mod details;
pub mod evidence_lines;
pub mod file_overview;
mod findings;
pub mod pull;
pub mod waive;

pub use findings::findings_panel;
