//! The window: its layout, the queue for keys, the error when it cannot open.

pub mod bench;
mod instance;
pub mod key_queue;
pub mod startup_error;
mod window;

pub use window::{Window, run};
