//! The panel of findings on the left, with the details of a finding.

pub mod details;
pub mod evidence_lines;
pub mod file_overview;
mod findings;
pub mod pull;
pub mod waive;

pub use findings::findings_panel;
