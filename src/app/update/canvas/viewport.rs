//! Updates of the view when the canvas changes its size.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::update::canvas::camera::opening;
use crate::app::update::canvas::tree;
use crate::scene::Size;

/// Sets the size of the canvas, in points of the picture at scale 1.
pub fn resize(state: &mut State, width: f32, height: f32) {
    let canvas = Size { width: f64::from(width), height: f64::from(height) };
    // As long as the view has not moved since it opened, it is opened afresh for the new size.
    let is_as_opened = state.session.opened == Some(state.session.camera) && canvas != state.canvas;
    state.canvas = canvas;
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
