//! The view of what differs between two ends.

mod changes;

pub use changes::changes_panel;
