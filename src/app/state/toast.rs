//! What was done or refused last, said at the foot of the picture for a while, with the way back where there is one.

use crate::edit::Scenario;
use eframe::egui;
use std::time::Duration;

/// Seconds that a toast is shown.
const SHOWN: f64 = 6.0;

/// Words at the foot of the picture.
pub struct Toast {
    /// One sentence.
    pub words: String,
    /// Second of the window until which they are shown.
    pub until: f64,
    /// What the button beside them does.
    pub way_back: Option<WayBack>,
}

/// What the button of a toast does.
pub enum WayBack {
    /// Takes an edit back, for as long as it is the last one of what is looked at.
    Undo {
        /// The plan that it was made in; `None` for the baseline.
        plan: Option<usize>,
        /// How many edits were made with it.
        made: usize,
    },
    /// Puts a deleted plan back in its place on the list.
    RestorePlan(usize, Box<Scenario>),
}

impl Toast {
    /// From now on for a few seconds, after which the window is woken.
    pub fn new(words: String, way_back: Option<WayBack>, ctx: &egui::Context) -> Self {
        ctx.request_repaint_after(Duration::from_secs_f64(SHOWN));
        Self { words, until: ctx.input(|input| input.time) + SHOWN, way_back }
    }
}
