//! Turning to another page.

use crate::app::state::State;
use crate::app::state::page::Page;
use crate::app::update::canvas::tree;
use eframe::egui;

/// Turns to a page; a tree is laid out at once when it is shown.
pub fn turn(state: &mut State, page: Page, ctx: &egui::Context) {
    state.page = page;
    tree::refresh(state, ctx);
}
