//! What-if trials: the consequences of a remedy, or of a role drafted for one person. Nothing is done before somebody
//! confirms it.

use crate::app::state::State;
use crate::app::state::error::AppError;
use crate::app::state::page::Page;
use crate::app::state::what_if::{Trial, Weighing};
use crate::app::update::canvas::selection;
use crate::edit::Edit;
use crate::plan::{Draft, Side, WhatIf, what_if};
use std::sync::Arc;

/// Tries an edit under a name.
pub fn try_edit(state: &mut State, name: String, edit: Edit) {
    let Some(document) = state.session.document.as_mut().filter(|document| document.snapshot.is_judged) else { return };
    let snapshot = &mut document.snapshot;
    // In place unless another thread is reading the organisation; in that case on a copy.
    let what = what_if(Arc::make_mut(&mut snapshot.org), &snapshot.judgement, &edit);
    let what = what.map_err(AppError::Edit);
    state.session.trial = Some(Trial { name, edit: Some(edit), what, draft: None });
}

/// Drafts a role, or changes the draft.
pub fn draft_role(state: &mut State, draft: Draft) {
    let Some(document) = state.session.document.as_mut().filter(|document| document.snapshot.is_judged) else { return };
    let snapshot = &mut document.snapshot;
    if !snapshot.org.has(draft.person) {
        return;
    }
    let org = Arc::make_mut(&mut snapshot.org);
    let name = format!("What if: {}", org.label(draft.person));
    let edit = if draft.is_empty() { Ok(None) } else { draft.edit(org, &snapshot.judgement).map(Some) };
    let (edit, what) = match edit {
        Ok(Some(edit)) => {
            let what = what_if(org, &snapshot.judgement, &edit).map_err(AppError::Edit);
            (Some(edit), what)
        }
        Ok(None) => (None, Ok(WhatIf::default())),
        Err(error) => (None, Err(AppError::Plan(error))),
    };
    state.session.trial = Some(Trial { name, edit, what, draft: Some(draft) });
}

/// Sets the sides to weigh.
pub fn lay(state: &mut State, sides: [Side; 2]) {
    state.session.weighing = Weighing { sides: Some(sides), ..Weighing::default() };
}

/// Searches for a person to weigh.
pub fn look_for(state: &mut State, at: usize, typed: String) {
    let Some(document) = state.seen() else { return };
    let found = if typed.trim().is_empty() { Vec::new() } else { selection::found(document, &typed, &[]) };
    if let (Some(field), Some(list)) =
        (state.session.weighing.typed.get_mut(at), state.session.weighing.found.get_mut(at))
    {
        (*field, *list) = (typed, found);
    }
}

/// Sets the sides to weigh and turns to their page.
pub fn weigh(state: &mut State, sides: [Side; 2]) {
    lay(state, sides);
    state.page = Page::Weigh;
}
