//! The part of the update that tries things: what would follow of a remedy, or of a role thought out for one person;
//! nothing of it is done before somebody says so.

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
    // In place unless somebody else is reading it: then on a copy.
    let what = what_if(Arc::make_mut(&mut snapshot.org), &snapshot.judgement, &edit);
    let what = what.map_err(AppError::Edit);
    state.session.trial = Some(Trial { name, edit: Some(edit), what, draft: None });
}

/// Thinks a role out, or thinks it out otherwise.
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

/// Lays somebody or a rung on a side.
pub fn lay(state: &mut State, sides: [Side; 2]) {
    state.session.weighing = Weighing { sides: Some(sides), ..Weighing::default() };
}

/// Looks for somebody to lay on a side.
pub fn look_for(state: &mut State, at: usize, typed: String) {
    let Some(document) = state.seen() else { return };
    let found = if typed.trim().is_empty() { Vec::new() } else { selection::found(document, &typed, &[]) };
    if let (Some(field), Some(list)) =
        (state.session.weighing.typed.get_mut(at), state.session.weighing.found.get_mut(at))
    {
        (*field, *list) = (typed, found);
    }
}

/// Lays two sides on the scales and turns to them.
pub fn weigh(state: &mut State, sides: [Side; 2]) {
    lay(state, sides);
    state.page = Page::Weigh;
}
