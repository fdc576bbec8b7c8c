//! Drawing the view of each page.

use crate::app::command::Command;
use crate::app::dialogs::meeting;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::views::problems::lists;
use crate::app::views::start::new_organisation;
use crate::app::views::{
    changes, folders, import, indices, ladder, matrix, merge, problems, question, start, table, weigh,
};
use eframe::egui;

/// Draws a page other than the picture.
pub fn page_ui(ui: &mut egui::Ui, state: &State, document: Option<&Document>, out: &mut Vec<Command>) {
    match (document, state.page) {
        // Whatever has turned to it.
        (_, page) if state.veil().is_some_and(|veil| !veil.shows(page)) => meeting::making_ui(ui),
        (_, Page::Import) => import::import_panel(ui, state, out),
        (_, Page::Failed) => problems::failed_panel(ui, state, out),
        (Some(document), Page::Problems) => problems::problems_panel(ui, document, out),
        (Some(document), Page::Suggestions) => lists::suggestions_panel(ui, document, out),
        (Some(_), Page::Merging) => merge::merging_panel(ui, state.session.merging.as_ref(), out),
        (Some(document), Page::Changes) => changes::changes_panel(ui, state, document, out),
        (Some(document), Page::Table) => table::table_panel(ui, state, document, out),
        (Some(document), Page::Matrix) => matrix::matrix_panel(ui, state, document, out),
        (Some(document), Page::Ladder) => ladder::ladder_panel(ui, state, document, out),
        (Some(document), Page::Weigh) => weigh::weigh_panel(ui, state, document, out),
        (Some(document), Page::Question) => question::question_panel(ui, state, document, out),
        (Some(document), Page::Indices) => indices::indices_panel(ui, state, document, out),
        (Some(document), Page::Folders) => folders::folders_panel(ui, state, document, out),
        (Some(document), Page::NotApplied) => lists::not_applied_panel(ui, document, out),
        // Drawn by the window, which holds the caches of the picture.
        (Some(_), Page::Tracks | Page::Tree) => {}
        // Likewise for the manual.
        (_, Page::Manual) => {}
        (_, Page::New) => new_organisation::new_page(ui, state, out),
        (None, _) if state.veil().is_some() && state.page != Page::Start => meeting::making_ui(ui),
        (_, Page::Start) | (None, _) => start::start_page(ui, state, out),
    }
}
