//! Twintrack.

pub mod edit;
pub mod io;
pub mod measure;
pub mod org;
pub mod paint;
pub mod rules;
pub mod scene;
