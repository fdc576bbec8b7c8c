//! Keeping the place that is looked at while a picture is laid out again.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::view_anchor::ViewAnchor;
use crate::app::state::page::Page;
use crate::org::PersonId;
use crate::scene::Point;

impl ViewAnchor {
    /// Anchor of the present view, on a person other than `but` where possible. `None` when nobody is near, and as long
    /// as the view has not moved since the picture opened.
    pub fn of(state: &State, but: Option<PersonId>) -> Option<Self> {
        if state.session.to_fit || state.session.opened == Some(state.session.camera) {
            return None;
        }
        let (picture, camera) = (state.picture()?, &state.session.camera);
        let selected = state.session.selected.filter(|_| but.is_none());
        let of_selected = selected.and_then(|person| Self::on(&picture, camera, state.canvas, person));
        of_selected.or_else(|| Self::near(&picture, camera, state.canvas, but))
    }

    /// Moves the camera to the same place of the present layout; does nothing when the person is not drawn.
    pub fn apply(self, state: &mut State) {
        let Some(place) = state.picture().and_then(|picture| picture.place(self.person)) else { return };
        let middle = Point::new(place.left + self.to_middle.x, place.top + self.to_middle.y);
        state.session.camera = Camera::at(middle, self.scale);
        (state.session.to_fit, state.session.opened) = (false, None);
    }
}

/// Runs a change that lays the picture out again, and keeps the view in place.
pub fn keep_view(state: &mut State, change: impl FnOnce(&mut State)) {
    let anchor = ViewAnchor::of(state, None);
    let is_as_opened = state.session.opened == Some(state.session.camera);
    change(state);
    match anchor {
        Some(anchor) => anchor.apply(state),
        None => state.session.to_fit |= is_as_opened,
    }
}

/// Runs a change of the organisation and keeps the view in place relative to people outside the selection.
pub fn keep_view_of_others(state: &mut State, change: impl FnOnce(&mut State)) {
    let anchor = ViewAnchor::of(state, state.session.selected);
    change(state);
    if let Some(anchor) = anchor {
        anchor.apply(state);
    }
}

/// Index of the page's anchor: tracks, tree.
pub fn shown(state: &State) -> Option<usize> {
    match state.page {
        Page::Tracks => Some(0),
        Page::Tree => Some(1),
        _ => None,
    }
}

/// Applies an anchor that waits for its picture, once that is laid out. Called once a frame.
pub fn poll(state: &mut State) {
    let is_laid_out = state.session.to_one_path.is_none() && state.work.as_ref().is_none_or(|work| work.is_quiet);
    // A picture that is about to be fitted to the canvas is not yet the one that is seen.
    let is_fitted = state.page != Page::Tracks || state.unfitted().is_none();
    if let Some(at) = shown(state)
        && is_laid_out
        && is_fitted
        && state.picture().is_some()
        && let Some(anchor) = state.session.anchors[at].take()
    {
        anchor.apply(state);
    }
}

/// Drops the waiting anchor when the user moves the picture.
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
