//! Requests to the window, and the one table of named commands. `update` carries them out.

mod command;
pub mod named;
pub mod tree_keys;

pub use command::{Command, Leave};
