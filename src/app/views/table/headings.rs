//! The header of the table: sorting, column widths, choice of columns.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::table::TableCommand;
use crate::app::style::badges::paint_badge;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::update::table_columns::{columns, sorting};
use crate::app::widgets::menus::form_below;
use crate::app::widgets::one_line;
use crate::plan::{Heading, Holds};
use crate::scene::{Role, Shape};
use eframe::egui;
use eframe::egui::{
    Color32, CursorIcon, Id, Rect, Response, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Horizontal padding of a cell, in points.
pub const CELL: f32 = 10.0;
/// Height of the header, in points.
pub const HEAD: f32 = 32.0;

/// Width of the draggable zone around the edge of a header cell, in points.
const EDGE: f32 = 8.0;

/// Draws the header cells above their columns.
pub fn head_ui(ui: &Ui, state: &State, columns: &[(Heading, u16)], rect: Rect, out: &mut Vec<Command>) {
    ui.painter().rect_filled(rect, 0.0, ink(ui, Role::Surface));
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, ink(ui, Role::StrongLine)));
    let sorting = sorting(&state.settings);
    let mut left = rect.left();
    for (heading, width) in columns {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(f32::from(*width), rect.height()));
        left = place.right();
        let is_down = sorting.as_ref().filter(|sorting| sorting.by == *heading).map(|sorting| sorting.is_down);
        let response = one_head_ui(ui, heading, place, is_down);
        if response.clicked() {
            out.push(Command::Table(TableCommand::Sort(heading.clone())));
        }
        response.context_menu(|ui| menu_ui(ui, heading, out));
        edge_ui(ui, heading, place, out);
    }
}

fn one_head_ui(ui: &Ui, heading: &Heading, place: Rect, is_down: Option<bool>) -> Response {
    let response = ui.interact(place, Id::unique(("head", heading.id())), Sense::click());
    let is_lit = response.hovered() || response.has_focus() || is_down.is_some();
    let role = if is_lit { Role::Text } else { Role::Secondary };
    if response.has_focus() {
        let stroke = Stroke::new(2.0, ink(ui, Role::Accent));
        ui.painter().rect_stroke(place.shrink(1.0), 4.0, stroke, egui::StrokeKind::Inside);
    }
    let mut room = place.shrink2(vec2(CELL, 0.0));
    if let Some(is_down) = is_down {
        let shape = if is_down { Shape::TriangleDown } else { Shape::TriangleUp };
        paint_badge(ui.painter(), pos2(room.right() - 4.0, room.center().y), 8.0, shape, ink(ui, Role::Accent));
        room.max.x -= 14.0;
    }
    let galley = one_line(ui, &heading.title(), semibold(11.0), ink(ui, role), room.width());
    let is_number = heading.holds() == Holds::Number;
    let x = if is_number { room.right() - galley.size().x } else { room.left() };
    ui.painter().galley(pos2(x, room.center().y - galley.size().y / 2.0), galley, Color32::PLACEHOLDER);
    let said = match is_down {
        Some(true) => format!("{}, sorted, largest first", heading.title()),
        Some(false) => format!("{}, sorted, smallest first", heading.title()),
        None => heading.title(),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::ColumnHeader, true, &said));
    response
}

/// Right edge of a header cell; dragging it changes the width.
fn edge_ui(ui: &Ui, heading: &Heading, place: Rect, out: &mut Vec<Command>) {
    let edge = Rect::from_center_size(pos2(place.right(), place.center().y), vec2(EDGE, place.height()));
    let response = ui.interact(edge, Id::unique(("edge", heading.id())), Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let line = Stroke::new(2.0, ink(ui, Role::Accent));
        ui.painter().vline(place.right(), place.shrink2(vec2(0.0, 6.0)).y_range(), line);
    }
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        out.push(Command::Table(TableCommand::Width(heading.clone(), pointer.x - place.left())));
    }
}

fn menu_ui(ui: &mut Ui, heading: &Heading, out: &mut Vec<Command>) {
    for (name, command) in [
        ("Sort", TableCommand::Sort(heading.clone())),
        ("Move left", TableCommand::Move(heading.clone(), false)),
        ("Move right", TableCommand::Move(heading.clone(), true)),
        ("Hide column", TableCommand::Toggle(heading.clone())),
    ] {
        if ui.button(name).clicked() {
            out.push(Command::Table(command));
            ui.close();
        }
    }
}

/// Button that lists all columns, to show or hide them.
pub fn columns_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let button = ui.button(words(ui, "Columns", regular(12.0), Role::Text));
    form_below(&button, |ui| {
        ui.set_width(220.0);
        if ui.button("Default columns").clicked() {
            out.push(Command::Table(TableCommand::UsualColumns));
        }
        ui.separator();
        let shown = columns(&state.settings);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for heading in state.session.table.rows.headings.iter() {
                let mut is_shown = shown.iter().any(|(known, _)| known == heading);
                if ui.checkbox(&mut is_shown, heading.title()).changed() {
                    out.push(Command::Table(TableCommand::Toggle(heading.clone())));
                }
            }
        });
    });
}
