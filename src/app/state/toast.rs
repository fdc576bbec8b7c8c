//! A message at the foot of the picture about what was done or refused, with a button to take it back where that is
//! possible.

use crate::edit::Scenario;
use eframe::egui;
use std::path::PathBuf;
use std::time::Duration;

/// Seconds that a toast is shown.
const SHOWN: f64 = 6.0;

/// A message at the foot of the picture.
pub struct Toast {
    /// One sentence.
    pub words: String,
    /// Time until which it is shown, in seconds.
    pub until: f64,
    /// Action of the button beside it.
    pub way_back: Option<WayBack>,
}

/// Action of the button on a toast.
pub enum WayBack {
    /// Undoes an edit as long as it is the last one of its history.
    Undo {
        /// Plan that it was made in; `None` for the baseline.
        plan: Option<usize>,
        /// Number of edits that stood right after it.
        made: usize,
    },
    /// Puts a deleted plan back at its index.
    RestorePlan(usize, Box<Scenario>),
    /// Opens the import page on the file that is open.
    Review,
    /// Opens a saved file, or shows it in its folder; nothing is taken back.
    ShowFile(PathBuf),
}

impl Toast {
    /// A toast that appears now; the window is woken when it expires.
    pub fn new(words: String, way_back: Option<WayBack>, ctx: &egui::Context) -> Self {
        ctx.request_repaint_after(Duration::from_secs_f64(SHOWN));
        Self { words, until: ctx.input(|input| input.time) + SHOWN, way_back }
    }
}
