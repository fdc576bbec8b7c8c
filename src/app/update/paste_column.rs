//! Pasting a column of a spreadsheet.

use crate::app::state::State;
use crate::app::state::paste_column::{PasteCommand, Pasting};
use crate::app::update::document::editing::make;
use crate::edit::Edit;
use crate::plan::{Column, Pasted, paste};
use crate::rules::words::count;
use eframe::egui;

/// Carries out a request.
pub fn handle(state: &mut State, command: PasteCommand, ctx: &egui::Context) {
    match command {
        PasteCommand::Begin => {
            let people =
                state.session.selected.into_iter().chain(state.session.rest_of_selection.iter().copied()).collect();
            let (column, _) = Column::ALL[0];
            state.session.pasting = Some(Pasting { column, text: String::new(), people, pasted: Pasted::default() });
        }
        PasteCommand::Column(column) => again(state, |pasting| pasting.column = column),
        PasteCommand::Text(text) => again(state, |pasting| pasting.text = text),
        PasteCommand::Take => {
            let Some(Pasting { column, pasted, .. }) = state.session.pasting.take() else { return };
            let field = Column::ALL.iter().find(|(known, _)| *known == column).map_or("", |(_, name)| name);
            let people = count(pasted.edits.len(), "person", "people");
            make(state, format!("Paste {} for {people}", field.to_lowercase()), Edit::All(pasted.edits), ctx);
        }
        PasteCommand::End => state.session.pasting = None,
    }
}

fn again(state: &mut State, change: impl FnOnce(&mut Pasting)) {
    let (Some(pasting), Some(document)) = (&mut state.session.pasting, &state.session.document) else { return };
    change(pasting);
    pasting.pasted = paste(&document.snapshot.org, pasting.column, &pasting.text, &pasting.people);
}
