//! The part of `dispatch` that tries things: what would follow of a remedy, or of a role thought out for one person;
//! nothing of it is done before somebody says so.

use super::document::Document;
use super::error::AppError;
use super::state::State;
use crate::edit::Edit;
use crate::org::PersonId;
use crate::plan::{Draft, Side, WhatIf, highest_equated, what_if};
use std::sync::Arc;

/// Something that is tried.
pub struct Trial {
    /// Its name, which undo will say.
    pub name: String,
    /// What it would do; `None` where nothing is thought out yet.
    pub edit: Option<Edit>,
    /// What would follow, or why nothing would.
    pub what: Result<WhatIf, AppError>,
    /// The role that is thought out, where it is one.
    pub draft: Option<Draft>,
}

/// Two sides that are weighed.
#[derive(Default)]
pub struct Weighing {
    /// Which; `None` for the highest rungs that are called equal.
    pub sides: Option<[Side; 2]>,
    /// What was typed to find somebody, left and right.
    pub typed: [String; 2],
    /// Who was found by it.
    pub found: [Vec<PersonId>; 2],
}

impl Weighing {
    /// What lies on the two sides, as far as it is still there.
    pub fn laid(&self, document: &Document) -> Option<[Side; 2]> {
        let standing = &document.standing;
        let chosen = self.sides.filter(|sides| sides.iter().all(|side| side.is_in(&standing.org)));
        chosen.or_else(|| highest_equated(&standing.judgement.facts(&standing.org)))
    }
}

/// Tries an edit under a name.
pub fn try_edit(state: &mut State, name: String, edit: Edit) {
    let Some(document) = state.document.as_mut().filter(|document| document.standing.is_judged) else { return };
    let standing = &mut document.standing;
    // In place unless somebody else is reading it: then on a copy.
    let what = what_if(Arc::make_mut(&mut standing.org), &standing.judgement, &edit);
    let what = what.map_err(AppError::Edit);
    state.trial = Some(Trial { name, edit: Some(edit), what, draft: None });
}

/// Thinks a role out, or thinks it out otherwise.
pub fn think(state: &mut State, draft: Draft) {
    let Some(document) = state.document.as_mut().filter(|document| document.standing.is_judged) else { return };
    let standing = &mut document.standing;
    if !standing.org.has(draft.person) {
        return;
    }
    let org = Arc::make_mut(&mut standing.org);
    let name = format!("What if: {}", org.label(draft.person));
    let edit = if draft.is_empty() { Ok(None) } else { draft.edit(org, &standing.judgement).map(Some) };
    let (edit, what) = match edit {
        Ok(Some(edit)) => {
            let what = what_if(org, &standing.judgement, &edit).map_err(AppError::Edit);
            (Some(edit), what)
        }
        Ok(None) => (None, Ok(WhatIf::default())),
        Err(error) => (None, Err(AppError::Plan(error))),
    };
    state.trial = Some(Trial { name, edit, what, draft: Some(draft) });
}

/// Lays somebody or a rung on a side.
pub fn lay(state: &mut State, sides: [Side; 2]) {
    state.weighing = Weighing { sides: Some(sides), ..Weighing::default() };
}

/// Looks for somebody to lay on a side.
pub fn look_for(state: &mut State, at: usize, typed: String) {
    let Some(document) = state.seen() else { return };
    let found = if typed.trim().is_empty() { Vec::new() } else { super::planning::found(document, &typed, &[]) };
    if let (Some(field), Some(list)) = (state.weighing.typed.get_mut(at), state.weighing.found.get_mut(at)) {
        (*field, *list) = (typed, found);
    }
}
