//! What may be asked of the window, and the one table of commands that have a name. What becomes of a command is known
//! by `update`.

mod command;
pub mod named;
pub mod tree_keys;

pub use command::{Command, Leave};
