//! The pointer and the keys while somebody is picked up, carried, dropped or put back. What that means is not known
//! here.

use crate::app::canvas::viewport::Viewport;
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::drag::GRASPED;
use crate::app::state::canvas::picture::Picture;
use crate::diagram::Hit;
use crate::scene::Point;
use eframe::egui;
use eframe::egui::{Key, Modifiers};

/// Pixels from an edge where the picture comes along with what is dragged, and how fast in pixels a second.
const EDGE: f32 = 40.0;

const SCROLL: f64 = 900.0;

/// Picking up, carrying, dropping and putting back; whether somebody is in the hand.
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
        // Where the button went down, not where the pointer is since.
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
    // At the edges the picture comes along, the faster the nearer.
    let pull = |at: f32, from: f32, to: f32| {
        f64::from(((from + EDGE - at).max(0.0) - (at - to + EDGE).max(0.0)).clamp(-EDGE, EDGE) / EDGE)
    };
    let (x, y) = (pull(pointer.x, rect.left(), rect.right()), pull(pointer.y, rect.top(), rect.bottom()));
    if (x, y) != (0.0, 0.0) {
        let far = SCROLL * f64::from(ui.input(|input| input.stable_dt).min(0.1));
        // No further than the picture goes, so that empty ground is not dropped on by chance.
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
