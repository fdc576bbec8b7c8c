//! Twintrack.

pub mod cli;
pub mod edit;
pub mod io;
pub mod measure;
pub mod org;
pub mod rules;
pub mod scene;
