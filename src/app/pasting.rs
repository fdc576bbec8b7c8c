//! The part of `dispatch` that takes a column of a spreadsheet.

use super::planning::make;
use super::state::State;
use crate::edit::Edit;
use crate::org::PersonId;
use crate::plan::{Column, Pasted, paste};
use crate::rules::words::count;
use eframe::egui;

/// What is wished of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum PasteWish {
    /// A field to paste it into.
    Begin,
    /// Which field it is.
    Column(Column),
    /// Its text, as far as it is there.
    Text(String),
    /// It is taken, in one step.
    Take,
    /// It is not taken.
    End,
}

/// A column that is pasted.
pub struct Pasting {
    /// Which field.
    pub column: Column,
    /// As pasted.
    pub text: String,
    /// For whom, where the lines do not say: who is selected.
    pub people: Vec<PersonId>,
    /// What it would do.
    pub pasted: Pasted,
}

/// Does what is wished.
pub fn wish(state: &mut State, wish: PasteWish, ctx: &egui::Context) {
    match wish {
        PasteWish::Begin => {
            let people = state.selected.into_iter().chain(state.also.iter().copied()).collect();
            let (column, _) = Column::ALL[0];
            state.pasting = Some(Pasting { column, text: String::new(), people, pasted: Pasted::default() });
        }
        PasteWish::Column(column) => again(state, |pasting| pasting.column = column),
        PasteWish::Text(text) => again(state, |pasting| pasting.text = text),
        PasteWish::Take => {
            let Some(Pasting { column, pasted, .. }) = state.pasting.take() else { return };
            let field = Column::ALL.iter().find(|(known, _)| *known == column).map_or("", |(_, name)| name);
            let people = count(pasted.edits.len(), "person", "people");
            make(state, format!("Paste {} of {people}", field.to_lowercase()), Edit::All(pasted.edits), ctx);
        }
        PasteWish::End => state.pasting = None,
    }
}

fn again(state: &mut State, change: impl FnOnce(&mut Pasting)) {
    let (Some(pasting), Some(document)) = (&mut state.pasting, &state.document) else { return };
    change(pasting);
    pasting.pasted = paste(&document.standing.org, pasting.column, &pasting.text, &pasting.people);
}
