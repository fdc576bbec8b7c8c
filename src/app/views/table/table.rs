//! The table page: one row per person, drawn only where it is in view. It scrolls by rows instead of pixels, since the
//! height of a million rows exceeds the precision of an `f32`. `plan` defines the content of a cell.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::table::{Goto, Pick, TableCommand};
use crate::app::style::badges::paint_badge;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::update::table_columns::shown;
use crate::app::views::table::headings::{CELL, HEAD, head_ui};
use crate::app::widgets::fields::first_field;
use crate::app::widgets::one_line;
use crate::diagram::badge_of;
use crate::org::PersonId;
use crate::plan::{Cell, Field, Heading, Holds, Seen};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui::{
    Align, Color32, Event, EventFilter, Id, Key, Layout, Modifiers, Rect, Role as WidgetRole, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of a row, in points.
const ROW: f32 = 28.0;

/// Width of the scroll bar, in points.
const BAR: f32 = 12.0;

/// Smallest height of its handle, in points.
const HANDLE: f32 = 28.0;

/// Everything a row is drawn from.
struct Drawn<'a> {
    state: &'a State,
    seen: Seen<'a>,
    columns: &'a [(Heading, u16)],
    /// Selected people among those in view, sorted.
    chosen: Vec<PersonId>,
    has_focus: bool,
}

/// Draws the page.
pub fn table_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let whole = ui.available_rect_before_wrap();
    let bar = Rect::from_min_max(pos2(whole.right() - BAR, whole.top() + HEAD), whole.max);
    let room = Rect::from_min_max(whole.min, pos2(bar.left(), whole.bottom()));
    let id = Id::unique("table of people");
    let mut child = ui.new_child(UiBuilder::new().max_rect(room).id_salt("table"));
    child.set_clip_rect(room.intersect(ui.clip_rect()));
    ScrollArea::horizontal().id_salt("columns").auto_shrink([false, false]).show(&mut child, |ui| {
        grid_ui(ui, state, document, (id, room), out);
    });
    bar_ui(ui, state, bar, out);
    keys(ui, state, id, out);
    ui.advance_cursor_after_rect(whole);
}

fn grid_ui(ui: &mut Ui, state: &State, document: &Document, (id, room): (Id, Rect), out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let table = &state.session.table;
    let columns = shown(state);
    let width = columns.iter().map(|(_, width)| f32::from(*width)).sum::<f32>().max(room.width());
    let (rect, _) = ui.allocate_exact_size(vec2(width, room.height()), Sense::hover());
    // The horizontal scroll bar covers the lower edge.
    let foot = if width > room.width() { BAR } else { 0.0 };
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + HEAD), rect.max - vec2(0.0, foot));
    let seen_rows = f64::from(body.height() / ROW);
    let scrolled = scrolled(ui, Rect::from_min_max(pos2(room.left(), body.top()), room.max));
    let last = (table.rows.people.len() as f64 - seen_rows).max(0.0);
    let top = (table.top + scrolled).clamp(0.0, last);
    out.push(Command::Table(TableCommand::Seen(top, seen_rows)));

    let grid = ui.interact(body, id, Sense::click());
    let rows = table.rows.people.len();
    let name = format!("Table of {}, {} rows", document.name(), thousands(rows as f64));
    grid.widget_info(|| WidgetInfo::labeled(WidgetRole::Grid, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(rows);
        node.set_column_count(columns.len());
    });
    if grid.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    if grid.clicked() {
        grid.request_focus();
    }
    let first = top.floor() as usize;
    let in_view = table.rows.people.get(first..).unwrap_or_default();
    let in_view = &in_view[..in_view.len().min(seen_rows.ceil() as usize + 1)];
    let drawn = Drawn {
        state,
        seen: Seen::new(&snapshot.org, &snapshot.judgement, state.shows_people()),
        columns: &columns,
        chosen: chosen(state, in_view),
        has_focus: grid.has_focus(),
    };
    let painter_rect = body.intersect(ui.clip_rect());
    ui.scope(|ui| {
        ui.set_clip_rect(painter_rect);
        for (at, &person) in in_view.iter().enumerate() {
            let y = body.top() + ((first + at) as f64 - top) as f32 * ROW;
            let row = Rect::from_min_size(pos2(body.left(), y), vec2(body.width(), ROW));
            // An edit may have removed the person since the rows were found.
            if snapshot.org.has(person) {
                row_ui(ui, &drawn, (id, row, first + at), person, out);
            }
        }
    });
    head_ui(ui, state, &columns, Rect::from_min_max(rect.min, pos2(rect.right(), body.top())), out);
    if in_view.is_empty() {
        let said = if table.is_making() { "Filtering" } else { "No one matches all conditions" };
        let place = Rect::from_min_size(pos2(room.left(), body.top() + 24.0), vec2(room.width(), 24.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Center)));
        child.label(words(ui, said, regular(12.0), Role::Secondary));
    }
}

/// Selected people among those in view. The selection can be large, so each of its people is looked up among the few in
/// view.
fn chosen(state: &State, in_view: &[PersonId]) -> Vec<PersonId> {
    let mut few = in_view.to_vec();
    few.sort_unstable();
    let all = state.session.selected.iter().chain(&state.session.rest_of_selection).copied();
    let mut chosen: Vec<PersonId> = all.filter(|person| few.binary_search(person).is_ok()).collect();
    chosen.sort_unstable();
    chosen
}

fn row_ui(ui: &Ui, drawn: &Drawn, (grid, row, at): (Id, Rect, usize), person: PersonId, out: &mut Vec<Command>) {
    let id = grid.with(("row", person.0));
    // The table as a whole receives the keys, so that one Tab leaves it.
    let response = ui.interact(row, id, Sense::CLICK);
    let is_chosen = drawn.chosen.binary_search(&person).is_ok();
    let ground = if is_chosen {
        Some(Role::Selection)
    } else if response.hovered() {
        Some(Role::Sunken)
    } else {
        None
    };
    if let Some(role) = ground {
        ui.painter().rect_filled(row, 0.0, ink(ui, role));
    }
    ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(1.0, ink(ui, Role::Line)));
    let mut left = row.left();
    let mut told = vec![drawn.seen.org().label(person).to_owned()];
    let is_told = ui.ctx().accesskit_node_builder(id, |_| ()).is_some();
    for (heading, width) in drawn.columns {
        let place = Rect::from_min_size(pos2(left, row.top()), vec2(f32::from(*width), ROW));
        left = place.right();
        let is_seen = place.intersects(ui.clip_rect());
        if !is_seen && !is_told {
            continue;
        }
        let cell = drawn.seen.cell(heading, person);
        if is_seen {
            cell_ui(ui, drawn, heading, &cell, place, person);
        }
        if is_told && cell != Cell::Empty && *heading != Heading::Of(Field::Name) {
            told.push(format!("{}: {}", heading.title(), drawn.seen.words(heading, &cell)));
        }
    }
    if drawn.has_focus && drawn.state.session.table.cursor == Some(person) {
        ui.painter().rect_stroke(row, 0.0, Stroke::new(2.0, ink(ui, Role::Accent)), StrokeKind::Inside);
        ui.ctx().accesskit_node_builder(grid, |node| node.set_active_descendant(id.accesskit_id()));
    }
    let sentence = told.join("; ");
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Row, true, is_chosen, &sentence));
    ui.ctx().accesskit_node_builder(id, |node| node.set_row_index(at));
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        let pick = match (modifiers.shift, modifiers.command) {
            (true, _) => Pick::UpTo,
            (_, true) => Pick::Also,
            _ => Pick::Alone,
        };
        out.push(Command::Table(TableCommand::Pick(person, pick)));
        ui.memory_mut(|memory| memory.request_focus(grid));
    }
    if response.double_clicked() {
        out.push(Command::Show(person));
    }
}

fn cell_ui(ui: &Ui, drawn: &Drawn, heading: &Heading, cell: &Cell, place: Rect, person: PersonId) {
    let mut room = place.shrink2(vec2(CELL, 0.0));
    if *heading == Heading::Findings
        && *cell != Cell::Hidden
        && let Some(finding) = drawn.seen.judgement.badge(person)
    {
        let (shape, role) = badge_of(finding);
        paint_badge(ui.painter(), pos2(room.left() + 5.0, room.center().y), 10.0, shape, ink(ui, role));
        room.min.x += 16.0;
    }
    let text = drawn.seen.words(heading, cell);
    if text.is_empty() {
        return;
    }
    let role = match (heading, cell) {
        (_, Cell::Hidden) => Role::Faint,
        (Heading::Of(Field::Name), _) => Role::Text,
        (_, Cell::Number(_) | Cell::Ranked(..)) => Role::Text,
        _ => Role::Secondary,
    };
    let font = if *heading == Heading::Of(Field::Name) { semibold(12.0) } else { regular(12.0) };
    let galley = one_line(ui, &text, font, ink(ui, role), room.width());
    let is_number = heading.holds() == Holds::Number && matches!(cell, Cell::Number(_));
    let x = if is_number { room.right() - galley.size().x } else { room.left() };
    let at = pos2(x, room.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
}

/// Rows that the wheel scrolls in this frame; downwards is positive.
fn scrolled(ui: &Ui, body: Rect) -> f64 {
    if !ui.rect_contains_pointer(body) {
        return 0.0;
    }
    f64::from(-ui.input(|input| input.smooth_scroll_delta().y) / ROW)
}

/// Draws the scroll bar right of the rows.
fn bar_ui(ui: &Ui, state: &State, bar: Rect, out: &mut Vec<Command>) {
    let table = &state.session.table;
    let (rows, seen) = (table.rows.people.len() as f64, f64::from((bar.height() / ROW).max(1.0)));
    if rows <= seen {
        return;
    }
    let height = ((seen / rows) as f32 * bar.height()).max(HANDLE).min(bar.height());
    let (way, last) = (bar.height() - height, rows - seen);
    let top = bar.top() + (table.top / last) as f32 * way;
    let handle = Rect::from_min_size(pos2(bar.left() + 3.0, top), vec2(BAR - 6.0, height));
    // Not focusable: the keys of the table do the same.
    let response = ui.interact(bar, Id::unique("table rows"), Sense::CLICK | Sense::DRAG);
    let role = if response.hovered() || response.dragged() { Role::Secondary } else { Role::StrongLine };
    ui.painter().rect_filled(handle, 3.0, ink(ui, role));
    if (response.dragged() || response.clicked())
        && let Some(pointer) = response.interact_pointer_pos()
        && way > 0.0
    {
        let part = f64::from(((pointer.y - bar.top() - height / 2.0) / way).clamp(0.0, 1.0));
        out.push(Command::Table(TableCommand::Seen(part * last, seen)));
    }
}

fn keys(ui: &Ui, state: &State, id: Id, out: &mut Vec<Command>) {
    let ctx = ui.ctx();
    let focused = ctx.memory(|memory| memory.focused());
    let is_free = focused.is_none() || focused == Some(id);
    let is_above = !ctx.memory(|memory| memory.is_above_modal_layer(ui.layer_id()));
    if !is_free || is_above || ctx.any_popup_open() || state.file_dialog.is_some() || state.session.asked.is_some() {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, to) in [
        (Key::ArrowDown, Goto::By(1)),
        (Key::ArrowUp, Goto::By(-1)),
        (Key::PageDown, Goto::Pages(1)),
        (Key::PageUp, Goto::Pages(-1)),
        (Key::Home, Goto::First),
        (Key::End, Goto::Last),
    ] {
        if pressed(Modifiers::SHIFT, key) {
            out.push(Command::Table(TableCommand::Go(to, true)));
        } else if pressed(Modifiers::NONE, key) {
            out.push(Command::Table(TableCommand::Go(to, false)));
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        out.push(Command::Table(TableCommand::All));
    }
    if ui.input(|input| input.events.contains(&Event::Copy)) {
        out.push(Command::Table(TableCommand::Copy));
    }
    if state.session.selected.is_some() && pressed(Modifiers::NONE, Key::Escape) {
        out.push(if state.session.form { Command::Form(false) } else { Command::Select(None) });
    }
    if let Some(person) = state.session.selected
        && pressed(Modifiers::NONE, Key::Enter)
    {
        out.push(Command::Form(true));
        ctx.memory_mut(|memory| memory.request_focus(first_field(person)));
    }
}
