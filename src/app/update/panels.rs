//! Updates of the side panels: what is open or folded.

use crate::app::state::page::Side;
use crate::app::state::{Seeking, State};
use crate::org::Line;

/// Shows or hides the numbers of a finding.
pub fn toggle_finding(state: &mut State, at: u32) {
    state.session.open_finding = (state.session.open_finding != Some(at)).then_some(at);
}

/// Opens or closes a line of what the file shows: part and line.
pub fn toggle_line(state: &mut State, line: (usize, usize)) {
    state.session.open_line = (state.session.open_line != Some(line)).then_some(line);
}

/// Opens or closes a group of findings.
pub fn toggle_group(state: &mut State, id: &'static str) {
    let Some(document) = state.seen() else { return };
    let groups = &document.snapshot.grouped.groups;
    let starts_open = groups.iter().any(|group| group.id == id && group.starts_open);
    let open = state.is_open(id, starts_open);
    state.session.groups.insert(id, !open);
}

/// Folds or unfolds a side panel.
pub fn toggle_panel(state: &mut State, side: Side) {
    let folded = match side {
        Side::Left => &mut state.settings.left_folded,
        Side::Right => &mut state.settings.right_folded,
    };
    *folded = !*folded;
}

/// Opens or closes the form in the inspector.
pub fn show_form(state: &mut State, form: bool) {
    (state.session.form, state.session.seeking) = (form, None);
    state.settings.right_folded &= !form;
}

/// Starts the search for the other end of a new line.
pub fn begin_seeking(state: &mut State, line: Line) {
    (state.session.form, state.settings.right_folded) = (true, false);
    state.session.seeking = Some(Seeking { line, typed: String::new(), found: Vec::new() });
}
