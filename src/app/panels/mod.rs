//! The panels around the page: bar, findings, inspector, status. They read the model and emit commands.

pub mod bar;
pub mod findings;
pub mod inspector;
pub mod status;
