//! The changes page.

mod changes;

pub use changes::changes_panel;
