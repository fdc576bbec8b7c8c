//! The view of two seats beside each other.

mod weigh;

pub use weigh::weigh_panel;
