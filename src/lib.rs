//! Twintrack.

pub mod diagram;
pub mod edit;
pub mod io;
pub mod layout;
pub mod measure;
pub mod org;
pub mod rules;
pub mod scene;
