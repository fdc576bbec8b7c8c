//! A document without a file, created from the entries or recovered from an earlier run. Its edits are journalled in
//! the recovery folder, under a path that stands for it.

use crate::app::state::State;
use crate::app::state::document::new_organisation::nothing;
use crate::app::state::document::recovery::{Keeper, RecoveryState, free_place};
use crate::app::state::task::Work;
use crate::app::update::document::opening::take;
use crate::app::update::document::{editing, recovery};
use crate::edit::Edit;
use crate::io::journal::{Entry, Found};
use crate::rules::words::count;
use eframe::egui;
use std::path::Path;

/// Creates the document from the entries, in edits that can be undone.
pub fn create(state: &mut State, ctx: &egui::Context) {
    let Some(draft) = state.starting.draft.take() else { return };
    let (whole, people) = draft.edits();
    take(state, nothing());
    if let Some((place, mut kept)) = free_place() {
        state.session.keeper = Keeper::new(&mut kept, &place);
    }
    editing::make(state, format!("Create {}", draft.called()), whole, ctx);
    if !people.is_empty() {
        editing::make(state, format!("Add {}", count(people.len(), "person", "people")), Edit::All(people), ctx);
    }
    state.note(format!("{} has not been saved yet", draft.called()), ctx);
}

/// Reopens a new organisation of an earlier run, journalled at a path. What was read from files is read from them again.
pub fn recover(state: &mut State, place: &Path, ctx: &egui::Context) {
    let mut kept = RecoveryState::of(place);
    if kept.found.is_none() {
        state.pending.retain(|pending| pending.document != place);
        let why = "These changes have been recovered or deleted in another window";
        return state.note(kept.trouble.unwrap_or_else(|| why.to_owned()), ctx);
    }
    if let Some(Entry::Joined { files, mapping }) = kept.found.as_ref().and_then(|found| found.entries.first()) {
        let of = (files.clone(), mapping.clone());
        return state.begin(Work::recover_joined(kept, place.to_owned(), of, ctx));
    }
    take(state, nothing());
    state.session.keeper = Keeper::new(&mut kept, place);
    // It starts from the same empty document as before.
    state.session.recovered_edits = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
    recovery::recover(state, true, ctx);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::recovery::places;
    use crate::app::state::settings::Settings;

    #[test]
    fn changes_that_another_window_has_taken_over_open_nothing() {
        let (ctx, mut state) = (egui::Context::default(), State::new(Settings::default()));
        let place = places().last().expect("a place");
        let found = |document: &Path| Found {
            document: document.to_owned(),
            entries: vec![Entry::Undo],
            was_made_on_same_content: false,
            when: jiff::Timestamp::UNIX_EPOCH,
            left_out: 0,
            is_sealed: false,
        };
        state.pending = vec![found(&place), found(Path::new("/nowhere/a.org.ron"))];
        recover(&mut state, &place, &ctx);
        assert!(state.session.document.is_none() && state.toast.is_some());
        assert_eq!(state.pending, [found(Path::new("/nowhere/a.org.ron"))]);
    }
}
