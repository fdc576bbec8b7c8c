//! The window: the open document, the view of it, and the user's commands. Uses all layers but `cli`.
//!
//! `state/X` is what is known, `update/X` changes it, `views/X` (or `panels`, `dialogs`) draws it. A folder uses only
//! those named before it; `state` uses neither commands nor updates.

mod style;

mod state;

mod command;
pub mod manual;

mod update;

mod widgets;

mod canvas;

mod panels;

mod dialogs;

mod views;

mod window;

#[doc(hidden)]
pub use canvas::photos::try_photo;
pub use state::document::search;
pub use state::document::{Document, OrgSnapshot, Source};
pub use state::settings::{Settings, ThemeChoice};
pub use state::veil::Veil;
#[doc(hidden)]
pub use update::document::opening::try_look;
pub use window::bench::{Budget, Frames, bench_frames};
pub use window::startup_error::NoWindow;
pub use window::{Window, run};
