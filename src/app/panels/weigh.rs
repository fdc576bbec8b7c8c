//! Two seats or people beside each other.

use crate::app::command::Command;
use crate::app::document::Document;
use crate::app::state::State;
use eframe::egui::Ui;

/// The page.
pub fn weigh_panel(_ui: &mut Ui, _state: &State, _document: &Document, _out: &mut Vec<Command>) {}
