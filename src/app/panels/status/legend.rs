//! The legend of the symbols in the picture.

use crate::app::style::badges::paint_badge;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular};
use crate::app::widgets::one_line;
use crate::scene::{Role, Shape};
use eframe::egui::{Color32, Role as WidgetRole, Sense, Shape as PaintShape, Stroke, Ui, WidgetInfo, vec2};

/// Draws as many symbols as fit into one line, or all of them one below another; fewer while people are hidden.
pub fn legend_ui(ui: &mut Ui, shows_people: bool, is_below: bool) {
    let people = [
        (Shape::TriangleUp, Role::Under, "strong signal"),
        (Shape::TriangleUpOpen, Role::Under, "possible"),
        (Shape::TriangleDown, Role::Over, "authority not yet backed by evidence"),
    ];
    let ladder = [(Shape::Diamond, Role::Under, "ladder")];
    for (shape, role, text) in ladder.iter().chain(people.iter().filter(|_| shows_people)) {
        let text = one_line(ui, text, regular(11.0), ink(ui, Role::Secondary), 200.0);
        let size = vec2(16.0 + text.size().x, 16.0);
        if !is_below && ui.available_width() < size.x + 8.0 {
            return;
        }
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        paint_badge(ui.painter(), rect.left_center() + vec2(5.0, 0.0), 8.0, *shape, ink(ui, *role));
        let at = rect.left_center() + vec2(14.0, -text.size().y / 2.0);
        ui.painter().galley(at, text, Color32::PLACEHOLDER);
    }
    if shows_people {
        gauge_ui(ui, is_below);
    }
}

/// The gauge of a card, laid horizontally: ring, head, and the thin line to face value.
fn gauge_ui(ui: &mut Ui, is_below: bool) {
    const LONG: f32 = 40.0;
    let words = "authority, supported impact, face value";
    let text = one_line(ui, words, regular(11.0), ink(ui, Role::Secondary), 240.0);
    let size = vec2(LONG + 6.0 + text.size().x, 16.0);
    if !is_below && ui.available_width() < size.x + 8.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(size, READ);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, words));
    let (at, colour) = (rect.left_center(), ink(ui, Role::Under));
    let painter = ui.painter();
    paint_badge(painter, at + vec2(4.0, 0.0), 8.0, Shape::Ring, colour);
    painter.hline(at.x + 8.0..=at.x + 20.0, at.y, Stroke::new(2.5, colour));
    let head = [vec2(19.0, -4.0), vec2(26.0, 0.0), vec2(19.0, 4.0)].map(|by| at + by);
    painter.add(PaintShape::convex_polygon(head.to_vec(), colour, Stroke::NONE));
    let dots = [at + vec2(26.0, 0.0), at + vec2(LONG - 2.0, 0.0)];
    painter.extend(PaintShape::dashed_line(&dots, Stroke::new(1.2, colour), 2.0, 2.0));
    painter.vline(at.x + LONG - 2.0, at.y - 4.0..=at.y + 4.0, Stroke::new(1.5, colour));
    painter.galley(at + vec2(LONG + 6.0, -text.size().y / 2.0), text, Color32::PLACEHOLDER);
    response.tip("The gauge beside the gutter shows authority, impact supported by evidence, and impact at face value");
}
