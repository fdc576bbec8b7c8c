//! The panels around the page: bar, findings, inspector, status. Each reads what is known and asks for changes.

pub mod bar;
pub mod findings;
pub mod inspector;
pub mod status;
