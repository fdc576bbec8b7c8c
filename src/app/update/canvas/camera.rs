//! Updates of the camera: how a picture opens, fitting, moving to a place.

use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::settings::Density;
use crate::diagram::Tracks;
use crate::scene::{Point, Rect, Size};
use eframe::egui;

/// Camera with which a picture opens: as wide as the canvas, at the top. This is the whole picture when everybody fits.
pub fn opening(tracks: &Tracks, canvas: Size) -> Camera {
    let bounds = tracks.bounds();
    let scale = (canvas.width / bounds.width().max(1.0)).min(1.0);
    let scale = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
    let top = Point::new(bounds.center().x, bounds.top);
    Camera::at(Camera::filled(top, scale, canvas, bounds), scale)
}

/// Shows the whole picture.
pub fn fit(state: &mut State, ctx: &egui::Context) {
    if let Some(picture) = state.picture() {
        let whole = match &picture {
            Picture::Tracks(tracks) if state.settings.density == Density::Fit => opening(tracks, state.canvas),
            _ => Camera::fitting(picture.bounds(), state.canvas),
        };
        state.session.gone_from = None;
        go(state, whole.center, whole.scale, ctx);
    }
}

/// Moves to a place of the picture, as near to it as possible without showing empty ground.
pub fn go(state: &mut State, to: Point, scale: f64, ctx: &egui::Context) {
    let bounds = state.picture().map(|picture| picture.bounds());
    let to = bounds.map_or(to, |bounds| Camera::filled(to, scale, state.canvas, bounds));
    state.session.camera.go(to, scale, ctx.input(|input| input.time), !state.settings.less_motion);
    ctx.request_repaint();
}

/// Moves the picture by pixels.
pub fn pan(state: &mut State, by: Point) {
    if let Some(picture) = state.picture() {
        state.session.camera.pan(by, picture.bounds());
        fill(state, &picture);
    }
}

/// Keeps empty ground out of the view of the tracks, which are fitted to the canvas.
fn fill(state: &mut State, picture: &Picture) {
    if let Picture::Tracks(tracks) = picture {
        let camera = &mut state.session.camera;
        camera.center = Camera::filled(camera.center, camera.scale, state.canvas, tracks.bounds());
    }
}

/// Magnifies the picture around a pixel, which keeps its place.
pub fn zoom(state: &mut State, factor: f64, around: Point) {
    if let Some(picture) = state.picture() {
        state.session.camera.zoom(factor, around, state.canvas, (picture.bounds(), picture.largest_scale()));
        fill(state, &picture);
    }
}

/// Moves a place of the picture to the middle, at a readable scale. [`back`] returns to the view before.
pub fn bring(state: &mut State, place: Rect, ctx: &egui::Context) {
    let Some(picture) = state.picture() else { return };
    let (center, scale) = state.session.camera.aim();
    let legible = picture.legible_scale(place);
    let seen = Camera::at(center, scale).window(state.canvas).expanded(-8.0 / scale);
    let is_seen =
        seen.contains(Point::new(place.left, place.top)) && seen.contains(Point::new(place.right, place.bottom));
    state.session.to_fit = false;
    if is_seen && scale >= legible {
        return;
    }
    if state.session.gone_from.is_none() {
        state.session.gone_from = Some((center, scale));
    }
    go(state, place.center(), scale.max(legible), ctx);
}

/// Returns to the view before the last search for a person.
pub fn back(state: &mut State, ctx: &egui::Context) {
    if let Some((center, scale)) = state.session.gone_from.take() {
        go(state, center, scale, ctx);
    }
}
