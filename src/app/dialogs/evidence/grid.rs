//! The evidence grid: frame, headers, names, and the remark below. `cells` draws its cells.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::dialogs::evidence::cells::{CELL, ROW, cells_ui, grid_command, leaving_id, places};
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::evidence_grid::{Grid, GridCommand, ROWS, Said};
use crate::app::style::badges::paint_badge;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{answer_button, main_button, note, one_line, quoted, small_capitals};
use crate::rules::words::count;
use crate::scene::{Role, Shape};
use eframe::egui::{
    Align, Color32, Layout, Painter, Rect, Role as WidgetRole, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of the headers, in points: the piece of work, and the field below.
const HEAD: f32 = 44.0;

/// Height of the remark about the focused cell, in points.
const WORDS: f32 = 48.0;

/// Height of the buttons with the space above, in points.
const FOOT: f32 = 40.0;

/// Height at which every row is visible, in points.
pub fn height(grid: &Grid) -> f32 {
    const ABOVE: f32 = 64.0;
    const BAR: f32 = 12.0;
    ABOVE + HEAD + grid.people.len() as f32 * ROW + BAR + WORDS + FOOT
}

/// Draws the grid, filling a dialog of a given width and height.
pub fn grid_ui(ui: &mut Ui, state: &State, document: &Document, grid: &Grid, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    ui.label(words(ui, "Fill in evidence", semibold(16.0), Role::Text));
    note(
        ui,
        "Nothing is saved until you add it; grey cells are already recorded. Type to fill a cell, F2 to edit, Delete \
         to clear, or paste a range from a spreadsheet",
    );
    ui.add_space(4.0);
    let whole = ui.available_rect_before_wrap();
    let room = Rect::from_min_max(whole.min, pos2(whole.right(), whole.bottom() - WORDS - FOOT));
    let names = if room.width() > 1100.0 { 220.0 } else { 160.0 };
    let corner = pos2(room.left() + names, room.top() + HEAD);
    let body = Rect::from_min_max(corner, room.max);
    let offset = cells_ui(ui, state, document, (grid, body), out);

    let painter = ui.painter_at(room);
    let line = Stroke::new(1.0, ink(ui, Role::StrongLine));
    let heads = Rect::from_min_max(pos2(corner.x, room.top()), pos2(room.right(), corner.y));
    heads_ui(ui, grid, heads, offset.x);
    painter.rect_filled(Rect::from_min_max(room.min, corner), 0.0, ink(ui, Role::Sunken));
    let galley = one_line(ui, "Person", semibold(11.0), ink(ui, Role::Secondary), names);
    painter.galley(pos2(room.left() + CELL, corner.y - 20.0), galley, Color32::PLACEHOLDER);
    let side = Rect::from_min_max(pos2(room.left(), corner.y), pos2(corner.x, room.bottom()));
    names_ui(ui, state, document, (grid, side), offset.y);
    painter.hline(room.x_range(), corner.y, line);
    painter.vline(corner.x, room.y_range(), line);
    painter.rect_stroke(room, 4.0, Stroke::new(1.0, ink(ui, Role::Line)), eframe::egui::StrokeKind::Inside);

    let said = Rect::from_min_size(pos2(whole.left(), room.bottom()), vec2(whole.width(), WORDS));
    words_ui(ui, state, grid, said);
    let foot = Rect::from_min_max(pos2(whole.left(), whole.bottom() - FOOT + 8.0), whole.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(foot).layout(Layout::left_to_right(Align::Center)));
    foot_ui(&mut child, grid, org.len(), out);
    ui.advance_cursor_after_rect(whole);
}

/// Headers of the columns; those of a piece of work stand below its name.
fn heads_ui(ui: &Ui, grid: &Grid, room: Rect, offset: f32) {
    let painter = ui.painter_at(room);
    painter.rect_filled(room, 0.0, ink(ui, Role::Sunken));
    let mut group_before = "";
    for (column, (left, width)) in grid.columns.iter().zip(places(grid)) {
        let left = room.left() + left - offset;
        let cell = Rect::from_min_size(pos2(left, room.top()), vec2(width, room.height()));
        let (group, title) = column.title.split_once(", ").unwrap_or(("", &column.title));
        if group != group_before {
            let at = pos2(left + CELL, room.top() + 6.0);
            painter.vline(left, room.y_range(), Stroke::new(1.0, ink(ui, Role::StrongLine)));
            let galley = one_line(ui, &group.to_uppercase(), semibold(10.0), ink(ui, Role::Secondary), 200.0);
            painter.galley(at, galley, Color32::PLACEHOLDER);
            group_before = group;
        }
        if !cell.intersects(room) {
            continue;
        }
        let title = capital(title);
        let is_here = grid.columns.get(grid.at.column).is_some_and(|here| here.name == column.name);
        let role = if is_here { Role::Text } else { Role::Secondary };
        let galley = one_line(ui, &title, semibold(11.0), ink(ui, role), width - 2.0 * CELL);
        painter.galley(pos2(left + CELL, room.bottom() - 20.0), galley, Color32::PLACEHOLDER);
    }
}

/// Names of the rows, with the reason for asking as a tooltip.
fn names_ui(ui: &mut Ui, state: &State, document: &Document, (grid, room): (&Grid, Rect), offset: f32) {
    let org = &document.snapshot.org;
    let painter: Painter = ui.painter_at(room);
    let first = (offset / ROW).floor().max(0.0) as usize;
    let seen = (room.height() / ROW).ceil() as usize + 1;
    for (row, (person, why)) in grid.people.iter().enumerate().skip(first).take(seen) {
        let top = room.top() + row as f32 * ROW - offset;
        let rect = Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), ROW));
        let role = if row == grid.at.row { Role::Text } else { Role::Secondary };
        let font = if row == grid.at.row { semibold(12.0) } else { regular(12.0) };
        let galley = one_line(ui, org.label(*person), font, ink(ui, role), room.width() - 2.0 * CELL);
        let at = pos2(rect.left() + CELL, rect.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, Color32::PLACEHOLDER);
        painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, ink(ui, Role::Line)));
        let id = ui.scope_id().with(("name", row));
        let response = ui.interact(rect.intersect(room), id, READ);
        let told = format!("{}, {}", org.label(*person), org.title(*person));
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::RowHeader, true, &told));
        let is_told = state.shows_people() && !why.is_empty();
        response.tip(if is_told { format!("{told}: {why}") } else { told });
    }
}

/// Remark about the focused cell: its problem, the recorded value that is kept, or the expected form.
fn words_ui(ui: &mut Ui, state: &State, grid: &Grid, room: Rect) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(room.shrink2(vec2(0.0, 4.0))));
    let ui = &mut child;
    let Some(column) = grid.columns.get(grid.at.column) else { return };
    let said = grid.said(grid.at).filter(|_| grid.editing.is_none());
    let (role, shape, first) = match said {
        Some(Said::Wrong(why)) => (Role::Under, Some(Shape::TriangleUp), quoted(&capital(why))),
        Some(Said::Stays(there)) if state.shows_people() => {
            (Role::Under, Some(Shape::Ring), format!("`{there}` is already recorded and will be kept"))
        }
        Some(Said::Stays(_)) => {
            (Role::Under, Some(Shape::Ring), "A value is already recorded and will be kept".to_owned())
        }
        None => (Role::Text, None, format!("{}: {}", column.title, column.about)),
    };
    ui.horizontal(|ui| {
        if let Some(shape) = shape {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
            paint_badge(ui.painter(), rect.center(), 10.0, shape, ink(ui, role));
        }
        ui.label(words(ui, first, regular(12.0), Role::Text));
    });
    if !column.choices.is_empty() {
        note(ui, &format!("One of: {}", column.choices.join(", ")));
    } else if !grid.refused.is_empty() {
        note(ui, &grid.refused);
    }
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

fn foot_ui(ui: &mut Ui, grid: &Grid, everybody: usize, out: &mut Vec<Command>) {
    if grid.asks {
        small_capitals(ui, "Your entries have not been added");
        if answer_button(ui, "Keep editing").clicked() {
            out.push(grid_command(GridCommand::Stay));
        }
        if ui.button("Preview additions…").clicked() {
            out.extend([grid_command(GridCommand::Stay), grid_command(GridCommand::Add)]);
        }
        if ui.button("Discard").clicked() {
            out.push(grid_command(GridCommand::LetGo));
        }
        return;
    }
    let has_entries = grid.has_entries();
    let add = ui.add_enabled_ui(has_entries, |ui| {
        let tip = format!("Shows first what will be added; {}", written(&keys::AGREE));
        main_button(ui, "Add to the organisation…").tip(tip)
    });
    if add.inner.clicked() {
        out.push(grid_command(GridCommand::Add));
    }
    let close = ui.button("Close");
    if close.clicked() {
        out.push(grid_command(GridCommand::Leave));
    }
    // Tab has left the grid.
    if ui.data_mut(|data| data.remove_temp::<bool>(leaving_id())).is_some() {
        if has_entries { add.inner } else { close }.request_focus();
    }
    let mut said = if has_entries { grid.words() } else { count(grid.people.len(), "person", "people") };
    if grid.people.len() == ROWS && everybody > ROWS {
        said += &format!(" · the grid holds {} rows: for more people, send a sheet", count(ROWS, "person", "people"));
    }
    ui.label(words(ui, said, regular(12.0), Role::Secondary));
}
