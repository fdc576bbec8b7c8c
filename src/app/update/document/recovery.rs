//! Recovered edits of earlier runs: replayed or erased.

use crate::app::state::State;
use crate::app::state::document::recovery;
use crate::app::update::document::editing::drop_stale_selection;
use crate::io::journal::{pending, recovery_folder};
use eframe::egui;

/// Replays the recovered edits of the open document, or erases them.
pub fn recover(state: &mut State, recover: bool, ctx: &egui::Context) {
    let (Some(found), Some(document)) = (state.session.recovered_edits.take(), &mut state.session.document) else {
        return;
    };
    if !recover {
        state.session.keeper.erase();
        return;
    }
    let lost = recovery::recover(document, &mut state.session.edits, &found.entries);
    let said = match lost {
        0 => "Recovered your unsaved changes".to_owned(),
        1 => "Recovered your unsaved changes, except 1 that no longer applies".to_owned(),
        lost => format!("Recovered your unsaved changes, except {lost} that no longer apply"),
    };
    drop_stale_selection(state);
    state.note(said, ctx);
}

/// Erases the recovered edits of another document.
pub fn erase_pending(state: &mut State, at: usize) {
    if at >= state.pending.len() {
        return;
    }
    let gone = state.pending.remove(at);
    let Some(folder) = recovery_folder() else { return };
    for pending in pending(&folder).unwrap_or_default() {
        if pending.found.as_ref().is_ok_and(|found| found.document == gone.document) {
            // If erasing fails, the edits are offered again at the next start.
            let _ = pending.erase();
        }
    }
}
