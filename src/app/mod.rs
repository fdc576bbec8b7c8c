//! The window: what is open, what is looked at, what a person asks for. Uses all layers but `cli`.
//! Panels read and ask; `dispatch` alone changes.

mod bench;
mod camera;
mod canvas;
mod choose;
mod collecting;
mod command;
mod compare;
mod dispatch;
mod document;
mod drag;
mod edits;
mod groups;
mod hand;
mod in_hand;
mod looking;
mod merging;
mod minimap;
mod no_window;
mod panels;
mod pasting;
mod planning;
mod plans;
mod recovery;
mod saving;
pub mod search;
mod settings;
mod sign;
mod state;
mod style;
mod table;
mod tooltip;
mod window;
mod work;

pub use bench::{Budget, Frames, bench_frames};
pub use document::{Document, Source, Standing};
pub use no_window::NoWindow;
pub use settings::{Settings, ThemeChoice};
pub use window::{Window, run};
