//! Updates of the view when the canvas changes its size, and fitting the tracks to the canvas.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::meeting::seen_mut;
use crate::app::update::canvas::camera::opening;
use crate::app::update::canvas::tree;
use crate::app::update::canvas::view_anchor::keep_view;
use crate::scene::Size;
use std::sync::Arc;

/// Sets the size of the canvas, in points of the picture at scale 1. Called once a frame, before drawing.
pub fn resize(state: &mut State, width: f32, height: f32) {
    let canvas = Size { width: f64::from(width), height: f64::from(height) };
    // As long as the view has not moved since it opened, it is opened afresh for the new size.
    let is_as_opened = state.session.opened == Some(state.session.camera) && canvas != state.canvas;
    state.canvas = canvas;
    fit_tracks(state);
    if (state.session.to_fit || is_as_opened)
        && let Some(picture) = state.picture()
    {
        state.session.camera = match picture {
            Picture::Tracks(tracks) => opening(&tracks, state.canvas),
            Picture::Tree(chart) => tree::opening(&chart, state.canvas),
        };
        state.session.opened = Some(state.session.camera);
        state.session.to_fit = false;
    }
}

/// Fits the tracks to the canvas, the density and the lines that cards have. Only counts are looked at.
fn fit_tracks(state: &mut State) {
    let Some(options) = state.unfitted().filter(|_| state.session.drag.is_none()) else { return };
    let veil = state.veil();
    keep_view(state, |state| {
        if let Some(document) = seen_mut(veil, &mut state.session.document, &mut state.copy) {
            Arc::make_mut(&mut document.snapshot.tracks).fit_into(options);
        }
    });
}
