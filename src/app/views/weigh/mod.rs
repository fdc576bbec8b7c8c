//! The weighing page.

mod weigh;

pub use weigh::weigh_panel;
