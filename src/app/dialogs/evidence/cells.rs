//! The cells of the evidence grid, drawn only where they are in view, with the keys of a spreadsheet.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::evidence_grid::{At, Go, Grid, GridCommand, Said};
use crate::app::style::badges::paint_badge;
use crate::app::style::{ink, regular};
use crate::app::widgets::one_line;
use crate::plan::evidence_sheet::recorded;
use crate::scene::{Role, Shape};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Color32, Event, EventFilter, FocusDirection, Frame, Id, Key, Margin, Modifiers, Rect, Role as WidgetRole,
    ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use std::ops::Range;

/// Horizontal padding of a cell, in points.
pub const CELL: f32 = 8.0;
/// Height of a row, in points.
pub const ROW: f32 = 28.0;

/// Width per character of a column, in points.
const CHARACTER: f32 = 7.5;

/// Rows that Page Up and Page Down move by.
const PAGE: isize = 12;

/// Left edge and width of each column, relative to the first.
pub fn places(grid: &Grid) -> impl Iterator<Item = (f32, f32)> + '_ {
    let mut left = 0.0;
    grid.columns.iter().map(move |column| {
        let width = f32::from(column.width) * CHARACTER + 2.0 * CELL;
        left += width;
        (left - width, width)
    })
}

/// Draws the cells; returns the scroll offset.
pub fn cells_ui(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    (grid, body): (&Grid, Rect),
    out: &mut Vec<Command>,
) -> Vec2 {
    let id = Id::unique("evidence grid");
    anchor(ui, grid, id);
    let whole = ui.interact(body, id, Sense::click());
    let name = format!("Grid of evidence, {} rows", grid.people.len());
    whole.widget_info(|| WidgetInfo::labeled(WidgetRole::Grid, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(grid.people.len());
        node.set_column_count(grid.columns.len());
    });
    if grid.asks {
        whole.surrender_focus();
    } else if ui.memory(|memory| memory.focused().is_none()) && grid.editing.is_none() {
        whole.request_focus();
    }
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    if whole.has_focus() && !grid.asks {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        if grid.editing.is_none() {
            keys(ui, grid, out);
        }
    }
    let places: Vec<(f32, f32)> = places(grid).collect();
    let width = places.last().map_or(0.0, |(left, width)| left + width);
    let height = grid.people.len() as f32 * ROW;
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).id_salt("evidence cells"));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    let area = ScrollArea::both().id_salt("cells").auto_shrink([false, false]);
    let shown = area.show_viewport(&mut child, |ui, view| {
        ui.set_min_size(vec2(width, height));
        let origin = ui.max_rect().min;
        let rect = |at: At| {
            let (left, width) = places.get(at.column).copied().unwrap_or_default();
            Rect::from_min_size(origin + vec2(left, at.row as f32 * ROW), vec2(width, ROW))
        };
        let drawn = Drawn { state, document, grid, id, has_focus: whole.has_focus() };
        for row in rows_in(view.top()..view.bottom(), grid.people.len()) {
            drawn.row_ui(ui, row, &rect, out);
        }
        let moved = ui.data_mut(|data| {
            let before: Option<At> = data.get_temp(id);
            data.insert_temp(id, grid.at);
            before != Some(grid.at)
        });
        if moved {
            ui.scroll_to_rect_animation(rect(grid.at), None, eframe::egui::style::ScrollAnimation::none());
        }
        if let Some(text) = &grid.editing {
            editor_ui(ui, grid, (id, rect(grid.at)), text, out);
        }
    });
    let has_keys = ui.memory(|memory| [Some(id), Some(id.with("edit"))].contains(&memory.focused()));
    ui.data_mut(|data| {
        let leaves = data.get_temp::<bool>(leaving_id()).is_some();
        data.insert_temp(id.with("held"), has_keys && !leaves);
    });
    shown.state.clamped_offset()
}

/// Keeps the keyboard in the grid. For two frames a newly focused widget loses the focus to Tab and the arrow keys,
/// whatever it asks for; keys would then reach the buttons below.
fn anchor(ui: &Ui, grid: &Grid, id: Id) {
    let was_held = ui.data_mut(|data| data.get_temp(id.with("held"))).unwrap_or(false);
    let is_on_top = ui.memory(|memory| memory.is_above_modal_layer(ui.layer_id()));
    let is_taken = ui.input(|input| {
        let asks = |event: &Event| matches!(event, Event::AccessKitActionRequest(_));
        input.pointer.any_pressed() || input.events.iter().any(asks)
    });
    if !was_held || !is_on_top || is_taken || grid.asks {
        return;
    }
    let edit = id.with("edit");
    ui.memory_mut(|memory| {
        memory.move_focus(FocusDirection::None);
        if ![Some(id), Some(edit)].contains(&memory.focused()) {
            memory.request_focus(if grid.editing.is_some() { edit } else { id });
        }
    });
}

/// Rows of which any part is visible.
fn rows_in(view: Range<f32>, rows: usize) -> Range<usize> {
    let first = (view.start / ROW).floor().max(0.0) as usize;
    first.min(rows)..((view.end / ROW).ceil().max(0.0) as usize).min(rows)
}

struct Drawn<'a> {
    state: &'a State,
    document: &'a Document,
    grid: &'a Grid,
    id: Id,
    has_focus: bool,
}

impl Drawn<'_> {
    fn row_ui(&self, ui: &mut Ui, row: usize, rect: &dyn Fn(At) -> Rect, out: &mut Vec<Command>) {
        let (grid, org) = (self.grid, &self.document.snapshot.org);
        let Some((person, _)) = grid.people.get(row).filter(|(person, _)| org.has(*person)) else { return };
        // Recorded values show faintly where nothing else is typed.
        let there = if self.state.shows_people() { recorded(org, *person) } else { Vec::new() };
        for column in 0..grid.columns.len() {
            let at = At { row, column };
            let place = rect(at);
            if place.intersects(ui.clip_rect()) {
                self.cell_ui(ui, (at, place), there.get(column).map_or("", String::as_str), out);
            }
        }
    }

    fn cell_ui(&self, ui: &mut Ui, (at, place): (At, Rect), there: &str, out: &mut Vec<Command>) {
        let grid = self.grid;
        let id = self.id.with((at.row, at.column));
        // The grid as a whole receives the keys.
        let response = ui.interact(place, id, Sense::CLICK);
        let is_here = grid.at == at;
        let ground = match (grid.is_chosen(at) && grid.at != grid.from, response.hovered()) {
            (true, _) => Some(Role::Selection),
            (false, true) => Some(Role::Sunken),
            (false, false) => None,
        };
        if let Some(role) = ground {
            ui.painter().rect_filled(place, 0.0, ink(ui, role));
        }
        let line = Stroke::new(1.0, ink(ui, Role::Line));
        ui.painter().hline(place.x_range(), place.bottom(), line);
        ui.painter().vline(place.right(), place.y_range(), line);
        let typed = grid.text(at);
        let (text, role) = if typed.is_empty() { (there, Role::Faint) } else { (typed, Role::Text) };
        let said = grid.said(at);
        let sign = if said.is_some() { 14.0 } else { 0.0 };
        let room = place.shrink2(vec2(CELL, 0.0));
        let galley = one_line(ui, text, regular(12.0), ink(ui, role), room.width() - sign);
        ui.painter().galley(pos2(room.left(), room.center().y - galley.size().y / 2.0), galley, Color32::PLACEHOLDER);
        if let Some(said) = said {
            let shape = if matches!(said, Said::Wrong(_)) { Shape::TriangleUp } else { Shape::Ring };
            let colour = ink(ui, Role::Under);
            paint_badge(ui.painter(), pos2(place.right() - 11.0, place.center().y), 9.0, shape, colour);
            ui.painter().rect_stroke(place.shrink(1.0), 0.0, Stroke::new(1.0, colour), StrokeKind::Inside);
        }
        if is_here {
            let role = if self.has_focus { Role::Accent } else { Role::StrongLine };
            ui.painter().rect_stroke(place, 0.0, Stroke::new(2.0, ink(ui, role)), StrokeKind::Inside);
        }
        let org = &self.document.snapshot.org;
        response.widget_info(|| WidgetInfo::selected(WidgetRole::GridCell, true, is_here, grid.name(org, at)));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_value(text);
            node.set_row_index(at.row);
            node.set_column_index(at.column);
            match said {
                Some(Said::Wrong(why)) => node.set_description(why.as_str()),
                Some(Said::Stays(_)) => node.set_description("Another value is already recorded and will be kept"),
                None => {}
            }
        });
        if is_here && self.has_focus {
            ui.ctx().accesskit_node_builder(self.id, |node| node.set_active_descendant(id.accesskit_id()));
        }
        if response.clicked() {
            let extends = ui.input(|input| input.modifiers.shift);
            out.push(grid_command(GridCommand::Go(Go::To(at), extends)));
            ui.memory_mut(|memory| memory.request_focus(self.id));
        }
        if response.double_clicked() {
            out.push(grid_command(GridCommand::Edit));
        }
    }
}

/// Text field over the cell being edited.
fn editor_ui(ui: &mut Ui, grid: &Grid, (id, place): (Id, Rect), text: &str, out: &mut Vec<Command>) {
    let edit = id.with("edit");
    let mut typed = text.to_owned();
    ui.painter().rect_filled(place, 0.0, ink(ui, Role::Background));
    if ui.memory(|memory| memory.focused() != Some(edit)) {
        ui.memory_mut(|memory| memory.request_focus(edit));
        let mut state = TextEdit::load_state(ui.ctx(), edit).unwrap_or_default();
        let end = CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        TextEdit::store_state(ui.ctx(), edit, state);
    }
    // Several keys can arrive in one frame. The field gets those up to the one that ends editing, the grid the rest.
    let (mut end, mut rest) = (None, Vec::new());
    ui.input_mut(|input| {
        input.events.retain(|event| {
            if end.is_some() && is_of_keyboard(event) {
                rest.push(event.clone());
                return false;
            }
            if let (None, Event::Key { key, pressed: true, modifiers, .. }) = (&end, event) {
                end = end_command(*key, *modifiers);
                return end.is_none();
            }
            true
        });
    });
    let field = TextEdit::singleline(&mut typed)
        .id(edit)
        .frame(Frame::NONE.inner_margin(Margin::symmetric(CELL as i8, 6)))
        .return_key(None)
        .event_filter(EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true });
    let response = ui.put(place, field);
    let name = grid.columns.get(grid.at.column).map_or("", |column| column.title.as_str());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, format!("Edit {}", name.to_lowercase())));
    // The completion shows behind the text.
    if let Some(whole) = grid.completed(grid.at.column, &typed)
        && let Some(rest) = whole.get(typed.len()..)
    {
        let width = one_line(ui, &typed, regular(12.0), Color32::PLACEHOLDER, place.width()).size().x;
        let galley = one_line(ui, rest, regular(12.0), ink(ui, Role::Faint), place.width());
        let at = pos2(place.left() + CELL + width, place.center().y - galley.size().y / 2.0);
        ui.painter_at(place).galley(at, galley, Color32::PLACEHOLDER);
    }
    ui.painter().rect_stroke(place, 0.0, Stroke::new(2.0, ink(ui, Role::Accent)), StrokeKind::Inside);
    if typed != text {
        out.push(grid_command(GridCommand::Typed(typed)));
    }
    let is_left = response.lost_focus();
    if let Some(end) = end {
        ui.memory_mut(|memory| memory.request_focus(id));
        out.push(grid_command(end));
        let mut is_typed = false;
        out.extend(rest.iter().filter_map(|event| event_command(event, &mut is_typed)).map(grid_command));
    } else if is_left {
        out.push(grid_command(GridCommand::Done(Go::Stay)));
    }
}

fn is_of_keyboard(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut)
}

/// Request that ends the editing of a cell.
fn end_command(key: Key, modifiers: Modifiers) -> Option<GridCommand> {
    let back = modifiers.shift;
    match key {
        Key::Enter if modifiers.command => Some(GridCommand::Add),
        Key::Enter => Some(GridCommand::Done(Go::By(if back { -1 } else { 1 }, 0))),
        Key::Tab => Some(GridCommand::Done(if back { Go::Back } else { Go::Next })),
        Key::ArrowUp => Some(GridCommand::Done(Go::By(-1, 0))),
        Key::ArrowDown => Some(GridCommand::Done(Go::By(1, 0))),
        Key::Escape => Some(GridCommand::GiveUp),
        _ => None,
    }
}

/// Handles the keys of the grid in the order they were pressed; other keys are left alone.
fn keys(ui: &Ui, grid: &Grid, out: &mut Vec<Command>) {
    let (mut is_typed, mut leaves) = (false, false);
    ui.input_mut(|input| {
        input.events.retain(|event| match event_command(event, &mut is_typed) {
            Some(GridCommand::Go(go, _)) if leads_out(grid, go) => {
                leaves = true;
                false
            }
            Some(found) => {
                out.push(grid_command(found));
                false
            }
            None => true,
        });
    });
    if leaves {
        ui.data_mut(|data| data.insert_temp(leaving_id(), true));
    }
}

/// Id of a flag for the rest of the frame: the focus leaves the grid for the buttons.
pub fn leaving_id() -> Id {
    Id::unique("out of the grid of evidence")
}

/// Request for an event. `is_typed` carries over whether text is being typed.
fn event_command(event: &Event, is_typed: &mut bool) -> Option<GridCommand> {
    let found = match event {
        Event::Text(text) => Some(GridCommand::Type(text.clone())),
        Event::Paste(text) => Some(GridCommand::Paste(text.clone())),
        Event::Copy => Some(GridCommand::Copy(false)),
        Event::Cut => Some(GridCommand::Copy(true)),
        Event::Key { key, pressed: true, modifiers, .. } => key_command(*key, *modifiers, *is_typed),
        _ => None,
    };
    if let Some(found) = &found {
        *is_typed = matches!(found, GridCommand::Type(_) | GridCommand::Edit);
    }
    found
}

fn key_command(key: Key, modifiers: Modifiers, is_typed: bool) -> Option<GridCommand> {
    const FAR: isize = isize::MAX / 2;
    let step = |down, right| Some(GridCommand::Go(Go::By(down, right), modifiers.shift));
    if modifiers.alt {
        return None;
    }
    let far = if modifiers.command { FAR } else { 1 };
    match key {
        Key::Enter if modifiers.command => Some(GridCommand::Add),
        Key::Z if modifiers.command && !modifiers.shift => Some(GridCommand::Undo),
        Key::A if modifiers.command => None,
        Key::ArrowUp => step(-far, 0),
        Key::ArrowDown => step(far, 0),
        Key::ArrowLeft => step(0, -far),
        Key::ArrowRight => step(0, far),
        Key::PageUp => step(-PAGE, 0),
        Key::PageDown => step(PAGE, 0),
        Key::Home => step(if modifiers.command { -FAR } else { 0 }, -FAR),
        Key::End => step(if modifiers.command { FAR } else { 0 }, FAR),
        Key::Enter => Some(GridCommand::Done(Go::By(if modifiers.shift { -1 } else { 1 }, 0))),
        Key::Tab => Some(GridCommand::Go(if modifiers.shift { Go::Back } else { Go::Next }, false)),
        Key::F2 => Some(GridCommand::Edit),
        Key::Delete | Key::Backspace if !is_typed => Some(GridCommand::Empty),
        Key::Escape if is_typed => Some(GridCommand::GiveUp),
        Key::Escape => Some(GridCommand::Leave),
        _ => None,
    }
}

pub fn grid_command(command: GridCommand) -> Command {
    Command::Collect(EvidenceCommand::Grid(command))
}

/// True when a step passes the first or last cell and so leaves the grid.
pub fn leads_out(grid: &Grid, go: Go) -> bool {
    let (last_row, last_column) = (grid.people.len().saturating_sub(1), grid.columns.len().saturating_sub(1));
    match go {
        Go::Next => (grid.at.row, grid.at.column) == (last_row, last_column),
        Go::Back => (grid.at.row, grid.at.column) == (0, 0),
        _ => false,
    }
}
