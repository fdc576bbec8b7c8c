//! What the signs in the picture mean.

use super::widgets::one_line;
use crate::app::sign::paint_badge;
use crate::app::style::{ink, regular};
use crate::scene::{Role, Shape};
use eframe::egui::{Color32, Sense, Ui, vec2};

/// The signs in one line, as many as there is room for; fewer where people are not shown.
pub fn legend_ui(ui: &mut Ui, shows_people: bool) {
    let people = [
        (Shape::TriangleUp, Role::Under, "strong signal"),
        (Shape::TriangleUpOpen, Role::Under, "possible"),
        (Shape::TriangleDown, Role::Over, "record does not show why"),
        (Shape::Ring, Role::Under, "decides"),
    ];
    let ladder = [(Shape::Diamond, Role::Under, "ladder")];
    for (shape, role, text) in ladder.iter().chain(people.iter().filter(|_| shows_people)) {
        let text = one_line(ui, text, regular(11.0), ink(ui, Role::Secondary), 200.0);
        let size = vec2(16.0 + text.size().x, 16.0);
        if ui.available_width() < size.x + 8.0 {
            return;
        }
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        paint_badge(ui.painter(), rect.left_center() + vec2(5.0, 0.0), 8.0, *shape, ink(ui, *role));
        let at = rect.left_center() + vec2(14.0, -text.size().y / 2.0);
        ui.painter().galley(at, text, Color32::PLACEHOLDER);
    }
}
