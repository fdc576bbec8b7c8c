//! What is open, folded or written in the side panels.

use crate::app::state::page::Side;
use crate::app::state::{Seeking, State};
use crate::org::Line;

/// Opens a finding to its numbers, or closes it.
pub fn toggle_finding(state: &mut State, at: u32) {
    state.session.open_finding = (state.session.open_finding != Some(at)).then_some(at);
}

/// Opens a line of what the file shows, or closes it: its part and its place there.
pub fn toggle_line(state: &mut State, line: (usize, usize)) {
    state.session.open_line = (state.session.open_line != Some(line)).then_some(line);
}

/// Opens a group of findings, or closes it.
pub fn toggle_group(state: &mut State, id: &'static str) {
    let Some(document) = state.seen() else { return };
    let groups = &document.snapshot.grouped.groups;
    let starts_open = groups.iter().any(|group| group.id == id && group.starts_open);
    let open = state.is_open(id, starts_open);
    state.session.groups.insert(id, !open);
}

/// Folds a side panel away, or brings it back.
pub fn toggle_panel(state: &mut State, side: Side) {
    let folded = match side {
        Side::Left => &mut state.settings.left_folded,
        Side::Right => &mut state.settings.right_folded,
    };
    *folded = !*folded;
}

/// Makes the inspector a form, or ends that.
pub fn show_form(state: &mut State, form: bool) {
    (state.session.form, state.session.seeking) = (form, None);
    state.settings.right_folded &= !form;
}

/// Begins to look for somebody to draw a line to, in the form.
pub fn begin_seeking(state: &mut State, line: Line) {
    (state.session.form, state.settings.right_folded) = (true, false);
    state.session.seeking = Some(Seeking { line, typed: String::new(), found: Vec::new() });
}
