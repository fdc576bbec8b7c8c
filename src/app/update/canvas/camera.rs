//! Updates of the camera: how a picture opens, fitting, moving to a place.

use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::task::Work;
use crate::diagram::{Folding, Hit, Tracks};
use crate::scene::{Point, Size};
use eframe::egui;

/// Smallest scale at which a card can be read. Showing a person magnifies to at least this.
pub const LEGIBLE: f64 = 0.8;

/// Width in points from which a picture opens whole: its shape then says more than a corner of it.
const WIDE: f64 = 3600.0;

/// Camera with which a picture opens: whole where only its shape can be seen, otherwise readable, at the top, and
/// centred between the tracks.
pub fn opening(tracks: &Tracks, canvas: Size) -> Camera {
    let bounds = tracks.bounds();
    let mut camera = Camera::fitting(bounds, canvas);
    if camera.scale >= LEGIBLE || bounds.width() > WIDE {
        return camera;
    }
    camera.scale = LEGIBLE;
    let (across, down) = (canvas.width / LEGIBLE, canvas.height / LEGIBLE);
    let gutter = gutter(tracks).unwrap_or(bounds.center().x);
    // A picture narrower than the canvas is centred. Otherwise no ground beyond the picture is shown.
    let along = |wanted: f64, from: f64, to: f64, seen: f64| {
        if to - from <= seen { (from + to) / 2.0 } else { wanted.clamp(from + seen / 2.0, to - seen / 2.0) }
    };
    camera.center.x = along(gutter, bounds.left, bounds.right, across);
    camera.center.y = along(bounds.top, bounds.top, bounds.bottom, down);
    camera
}

/// Middle of the labels between the tracks.
fn gutter(tracks: &Tracks) -> Option<f64> {
    const STEPS: u32 = 256;
    let bounds = tracks.bounds();
    let (top, bottom) = (!tracks.rows().is_empty()).then(|| tracks.band(0))?;
    let at = |step: u32| bounds.left + bounds.width() * f64::from(step) / f64::from(STEPS);
    let is_label = |&step: &u32| matches!(tracks.hit(Point::new(at(step), (top + bottom) / 2.0)), Some(Hit::Row(_)));
    let (first, last) = ((0..=STEPS).find(is_label)?, (0..=STEPS).rev().find(is_label)?);
    Some((at(first) + at(last)) / 2.0)
}

/// Shows the whole picture.
pub fn fit(state: &mut State, ctx: &egui::Context) {
    if let Some(picture) = state.picture() {
        let whole = Camera::fitting(picture.bounds(), state.canvas);
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
    }
}

/// Magnifies the picture around a pixel, which keeps its place.
pub fn zoom(state: &mut State, factor: f64, around: Point) {
    if let Some(picture) = state.picture() {
        state.session.camera.zoom(factor, around, state.canvas, picture.bounds());
    }
}

/// Lays the tracks out again with other branches unfolded.
pub fn fold(state: &mut State, ctx: &egui::Context, change: impl FnOnce(&mut Folding)) {
    if let Some(document) = &state.session.document {
        let snapshot = document.snapshot.clone();
        let mut folding = snapshot.folding.clone();
        change(&mut folding);
        state.begin(Work::fold(snapshot, folding, ctx));
    }
}
