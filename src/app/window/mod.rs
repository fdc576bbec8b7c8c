//! The window itself: its parts in their places, keys before they reach a field, the reason when there is none.

pub mod bench;
pub mod key_queue;
pub mod startup_error;
mod window;

pub use window::{Window, run};
