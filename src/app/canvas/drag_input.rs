//! Pointer and keys while people are picked up, carried, dropped or put back. The meaning of these commands is up to
//! others.

use crate::app::canvas::viewport::Viewport;
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::drag::GRASPED;
use crate::app::state::canvas::picture::Picture;
use crate::diagram::Hit;
use crate::scene::Point;
use eframe::egui;
use eframe::egui::{Key, Modifiers};

/// Distance in pixels from an edge within which the picture scrolls during a drag, and the speed in pixels per second.
const EDGE: f32 = 40.0;

const SCROLL: f64 = 900.0;

/// Turns picking up, carrying, dropping and putting back into commands; returns true while somebody is being carried.
pub fn drag_commands(
    ui: &egui::Ui,
    state: &State,
    picture: &Picture,
    response: &egui::Response,
    ground: Viewport,
    out: &mut Vec<Command>,
) -> bool {
    let (rect, size) = (ground.rect, ground.size());
    if state.session.drag.is_none() {
        let is_space = ui.input(|input| input.key_down(Key::Space));
        if !response.drag_started_by(egui::PointerButton::Primary) || is_space {
            return false;
        }
        // Use the place where the button went down, not where the pointer has moved since.
        let Some(pressed) = ui.input(|input| input.pointer.press_origin()) else { return false };
        let pixel = ground.pixel(pressed);
        let Some(Hit::Person(person)) = picture.hit(state.session.camera.point_at(pixel, size)) else { return false };
        if picture.place(person).is_none_or(|place| place.height() * state.session.camera.scale < GRASPED) {
            return false;
        }
        out.push(Command::PickUp(person, pixel));
        response.request_focus();
        return true;
    }
    if state.session.drag.as_ref().is_some_and(|drag| drag.by_keys) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Enter) {
            out.push(Command::Drop { unasked: false });
        } else if pressed(Key::Escape) || response.clicked() {
            out.push(Command::PutBack);
        }
        return true;
    }
    let is_away = ui.input(|input| input.events.contains(&egui::Event::WindowFocused(false)));
    if is_away || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Command::PutBack);
        return true;
    }
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return true };
    ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    // Near an edge the picture scrolls along, faster the nearer the pointer is.
    let pull = |at: f32, from: f32, to: f32| {
        f64::from(((from + EDGE - at).max(0.0) - (at - to + EDGE).max(0.0)).clamp(-EDGE, EDGE) / EDGE)
    };
    let (x, y) = (pull(pointer.x, rect.left(), rect.right()), pull(pointer.y, rect.top(), rect.bottom()));
    if (x, y) != (0.0, 0.0) {
        let far = SCROLL * f64::from(ui.input(|input| input.stable_dt).min(0.1));
        // Scroll no further than the picture extends, so that nobody is dropped on empty ground by accident.
        let (window, bounds) = (state.session.camera.window(size), picture.bounds());
        let room = [
            window.left - bounds.left,
            bounds.right - window.right,
            window.top - bounds.top,
            bounds.bottom - window.bottom,
        ];
        let [left, right, top, bottom] = room.map(|room| (room * state.session.camera.scale).max(0.0));
        let by = Point::new((x * far).clamp(-right, left), (y * far).clamp(-bottom, top));
        if (by.x, by.y) != (0.0, 0.0) {
            out.push(Command::Pan(by));
            ui.ctx().request_repaint();
        }
    }
    out.push(Command::Carry(ground.pixel(pointer)));
    if ui.input(|input| !input.pointer.primary_down()) {
        out.push(Command::Drop { unasked: ui.input(|input| input.modifiers.alt) });
    }
    true
}
