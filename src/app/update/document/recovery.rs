//! Recovered edits of earlier runs: replayed or erased.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::recovery;
use crate::app::state::ladder::LadderCommand;
use crate::app::update::document::editing::drop_stale_selection;
use crate::io::journal::{Found, pending, recovery_folder};
use eframe::egui;

/// The reason that a command has to wait while edits of an earlier run are offered; `None` for one that may be carried
/// out. What changes the document or saves it would take the place of those edits.
pub fn refusal(state: &State, command: &Command) -> Option<&'static str> {
    state.session.recovered_edits.as_ref()?;
    let has_to_wait = matches!(
        command,
        Command::Save
            | Command::SaveAs
            | Command::SaveOver
            | Command::Undo
            | Command::Redo
            | Command::GoTo(_)
            | Command::Make(..)
            | Command::DoTried
            | Command::KeepAsPlan(..)
            | Command::PickUp(..)
            | Command::Drop { .. }
            | Command::Nudge(..)
            | Command::Send(..)
            | Command::Agree
            | Command::Plans(_)
            | Command::RestorePlan
            | Command::Ladder(LadderCommand::Take | LadderCommand::Shift)
            | Command::Paste(_)
            | Command::Collect(_)
            | Command::Gather(_)
            | Command::ChooseImportFile
            | Command::ChooseLastImportFile
            | Command::TakeIn
            | Command::TakeInOutside
            | Command::ShowPeople { .. }
    );
    has_to_wait.then_some("First recover or delete the unsaved changes")
}

/// Replays the recovered edits of the open document, or erases them.
pub fn recover(state: &mut State, recover: bool, ctx: &egui::Context) {
    let (Some(found), Some(document)) = (state.session.recovered_edits.take(), &mut state.session.document) else {
        return;
    };
    state.session.keeper.take_over();
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
        // One document may have several, of different times.
        let is_it = |found: &Found| (&found.document, found.when) == (&gone.document, gone.when);
        if pending.found.as_ref().is_ok_and(is_it) {
            // If erasing fails, the edits are offered again at the next start.
            let _ = pending.erase();
        }
    }
}
