//! Keeping the place that is looked at while a picture is laid out anew.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::view_anchor::ViewAnchor;
use crate::app::state::page::Page;
use crate::org::PersonId;
use crate::scene::Point;

impl ViewAnchor {
    /// Of what is looked at now, told by somebody else than `but`, as far as there is anybody; `None` where nobody is
    /// near, and for who has not moved since the picture opened.
    pub fn of(state: &State, but: Option<PersonId>) -> Option<Self> {
        if state.session.to_fit || state.session.opened == Some(state.session.camera) {
            return None;
        }
        Self::near(&state.picture()?, &state.session.camera, state.canvas, but)
    }

    /// Looks at the same place of the picture as it is now; nothing where it does not show them.
    pub fn apply(self, state: &mut State) {
        let Some(place) = state.picture().and_then(|picture| picture.place(self.person)) else { return };
        let middle = Point::new(place.left + self.to_middle.x, place.top + self.to_middle.y);
        state.session.camera = Camera::at(middle, self.scale);
        (state.session.to_fit, state.session.opened) = (false, None);
    }
}

/// Lays the picture out anew while the place that is looked at stays.
pub fn keep_view(state: &mut State, change: impl FnOnce(&mut State)) {
    let anchor = ViewAnchor::of(state, None);
    let is_as_opened = state.session.opened == Some(state.session.camera);
    change(state);
    match anchor {
        Some(anchor) => anchor.apply(state),
        None => state.session.to_fit |= is_as_opened,
    }
}

/// Changes the organisation while the place that is looked at stays, whatever becomes of who is selected.
pub fn keep_view_of_others(state: &mut State, change: impl FnOnce(&mut State)) {
    let anchor = ViewAnchor::of(state, state.session.selected);
    change(state);
    if let Some(anchor) = anchor {
        anchor.apply(state);
    }
}

/// Which of the two places is that of the page.
pub fn shown(state: &State) -> Option<usize> {
    match state.page {
        Page::Tracks => Some(0),
        Page::Tree => Some(1),
        _ => None,
    }
}

/// Goes to a place that waits for its picture, once that is laid out; once a frame.
pub fn poll(state: &mut State) {
    let is_laid_out = state.session.to_one_path.is_none() && state.work.as_ref().is_none_or(|work| work.is_quiet);
    if let Some(at) = shown(state)
        && is_laid_out
        && state.picture().is_some()
        && let Some(anchor) = state.session.anchors[at].take()
    {
        anchor.apply(state);
    }
}

/// Whoever moves the picture goes to no place that waits.
pub fn cancel_scroll(state: &mut State, command: &Command) {
    let moves = matches!(
        command,
        Command::Pan(_)
            | Command::Zoom(..)
            | Command::LookAt(_)
            | Command::Fit
            | Command::Show(_)
            | Command::SearchTake(_)
    );
    if let (true, Some(at)) = (moves, shown(state)) {
        state.session.anchors[at] = None;
    }
}
