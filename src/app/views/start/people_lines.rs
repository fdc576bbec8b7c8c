//! Lines for entering the first people: cells for name, title, rung and manager, with a remark beside each line.

use crate::app::command::Command;
use crate::app::state::document::new_organisation::{Draft, cell_id};
use crate::app::state::document::start::StartCommand;
use crate::app::style::badges::{paint_badge, paint_cross};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::quoted;
use crate::org::TrackKind;
use crate::plan::roster::{NAME, ParsedLine, TITLE, clean, entry, title_of};
use crate::scene::{Role, Shape};
use eframe::egui;
use eframe::egui::{Align2, Color32, Event, Key, Label, Modifiers, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

const ROW: f32 = 30.0;

const NUMBER: f32 = 24.0;

const GAP: f32 = 6.0;

/// Smallest width of the remark beside a line, in points.
const SAID: f32 = 224.0;

const CELLS: [&str; 4] = ["Name", "Title", "Rung", "Manager"];

/// Shares of the width that the cells get.
const PARTS: [f32; 4] = [0.29, 0.29, 0.14, 0.28];

/// Cell with the keyboard focus.
pub fn focused_cell(ui: &Ui, draft: &Draft) -> Option<(usize, usize)> {
    let focused = ui.memory(|memory| memory.focused())?;
    let all = (0..draft.lines.len()).flat_map(|at| (0..CELLS.len()).map(move |cell| (at, cell)));
    all.into_iter().find(|&(at, cell)| cell_id(at, cell) == focused)
}

/// Draws the lines.
pub fn lines_ui(ui: &mut Ui, draft: &Draft, out: &mut Vec<Command>) {
    let focused = focused_cell(ui, draft);
    if let Some(at) = focused {
        go_by_keys(ui, draft, at);
        pasted(ui, at, out);
    }
    let room = ui.available_width() - NUMBER - SAID - GAP * 6.0;
    let widths = PARTS.map(|part| (room.min(700.0) * part).max(56.0));
    ui.spacing_mut().item_spacing = vec2(GAP, 2.0);
    ui.horizontal(|ui| {
        ui.allocate_exact_size(vec2(NUMBER, 16.0), Sense::hover());
        for (name, width) in CELLS.iter().zip(widths) {
            let (rect, _) = ui.allocate_exact_size(vec2(width, 16.0), Sense::hover());
            let at = rect.left_center() + vec2(4.0, 0.0);
            ui.painter().text(at, Align2::LEFT_CENTER, name, semibold(11.0), ink(ui, Role::Secondary));
        }
    });
    for (at, line) in draft.lines.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.set_height(ROW);
            let (rect, _) = ui.allocate_exact_size(vec2(NUMBER, ROW), Sense::hover());
            let right = rect.right_center() - vec2(4.0, 0.0);
            ui.painter().text(right, Align2::RIGHT_CENTER, at + 1, regular(11.0), ink(ui, Role::Faint));
            for (cell, text) in line.iter().enumerate() {
                cell_ui(ui, draft, (at, cell), text, widths[cell], out);
            }
            if let Some(told) = draft.roster.told.get(at).and_then(Option::as_ref) {
                said_ui(ui, draft, told, focused.is_some_and(|(line, _)| line == at));
            }
        });
    }
}

/// Up and Down move to the same cell of the line above or below.
fn go_by_keys(ui: &Ui, draft: &Draft, (at, cell): (usize, usize)) {
    let [up, down] =
        [Key::ArrowUp, Key::ArrowDown].map(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
    let to = match (up, down) {
        (true, _) => at.checked_sub(1),
        (_, true) => Some(at + 1).filter(|&to| to < draft.lines.len()),
        _ => None,
    };
    if let Some(to) = to {
        ui.memory_mut(|memory| memory.request_focus(cell_id(to, cell)));
    }
}

/// A range of cells is pasted over several lines; plain text goes into the field as usual.
fn pasted(ui: &Ui, at: (usize, usize), out: &mut Vec<Command>) {
    let is_range = |event: &Event| matches!(event, Event::Paste(text) if text.trim_end().contains(['\t', '\n']));
    ui.input_mut(|input| {
        for event in input.events.iter().filter(|event| is_range(event)) {
            if let Event::Paste(text) = event {
                out.push(Command::Start(StartCommand::Paste(at, text.clone())));
            }
        }
        input.events.retain(|event| !is_range(event));
    });
}

fn cell_ui(ui: &mut Ui, draft: &Draft, (at, cell): (usize, usize), text: &str, width: f32, out: &mut Vec<Command>) {
    let told = draft.roster.told.get(at).and_then(Option::as_ref);
    let is_wrong = told.is_some_and(|told| told.wrong.as_ref().is_some_and(|(wrong, _)| *wrong == cell));
    let id = cell_id(at, cell);
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let mut typed = text.to_owned();
    let mut field = TextEdit::singleline(&mut typed).id(id).desired_width(width - 8.0).font(regular(12.0));
    if is_wrong && !has_focus {
        field = field.text_color(ink(ui, Role::Under));
    }
    let hint = hint(draft, at, cell);
    let field = ui.add_sized(vec2(width, 28.0), field.hint_text(hint).margin(vec2(6.0, 6.0)));
    field.widget_info(|| WidgetInfo {
        label: Some(format!("{} {}", CELLS[cell], at + 1)),
        ..WidgetInfo::text_edit(true, text, &typed, "")
    });
    if has_focus {
        rest_ui(ui, draft, (at, cell), text, field.rect);
    }
    if field.gained_focus() {
        field.scroll_to_me(None);
    }
    if field.changed() {
        out.push(Command::Start(StartCommand::Cell((at, cell), typed)));
    }
    if field.lost_focus() {
        out.push(Command::Start(StartCommand::Complete(at)));
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            ui.memory_mut(|memory| memory.request_focus(cell_id(at + 1, NAME)));
        }
    }
}

/// Placeholder of an empty cell: the value that would be assumed.
fn hint(draft: &Draft, at: usize, cell: usize) -> String {
    let told = draft.roster.told.get(at).and_then(Option::as_ref);
    match cell {
        TITLE => told.and_then(|told| told.rung).and_then(|rung| title_of(&draft.ladder, rung)).unwrap_or_default(),
        _ => "",
    }
    .to_owned()
}

/// Completion of an abbreviation, drawn behind the typed letters.
fn rest_ui(ui: &Ui, draft: &Draft, (at, cell): (usize, usize), typed: &str, field: egui::Rect) {
    let Some(full) = draft.roster.full(&draft.ladder, &draft.lines, at, cell).filter(|full| full != typed) else {
        return;
    };
    let begins = full
        .char_indices()
        .nth(typed.chars().count())
        .filter(|(byte, _)| full.get(..*byte).is_some_and(|first| first.to_lowercase() == typed.to_lowercase()));
    let rest = match begins.and_then(|(byte, _)| full.get(byte..)) {
        Some(rest) => rest.to_owned(),
        None if full.to_lowercase() == typed.to_lowercase() => return,
        None => format!("  {full}"),
    };
    let typed = ui.fonts_mut(|fonts| fonts.layout_no_wrap(typed.to_owned(), regular(12.0), Color32::PLACEHOLDER));
    let at = pos2(field.left() + 6.0 + typed.size().x, field.center().y);
    let painter = ui.painter().with_clip_rect(field);
    painter.text(at, Align2::LEFT_CENTER, rest, regular(12.0), ink(ui, Role::Faint));
}

/// Remark beside a line: its error, a note, or the rung that the person will get.
fn said_ui(ui: &mut Ui, draft: &Draft, told: &ParsedLine, is_typed: bool) {
    let sits = told.rung.and_then(|rung| entry(&draft.ladder, rung)).map(|(kind, entry)| {
        let track = if kind == TrackKind::Management { "management" } else { "IC" };
        let has_title = !entry.title.is_empty() && entry.title != entry.code;
        if has_title { format!("{}, {track}", entry.title) } else { track.to_owned() }
    });
    let (role, said) = match (&told.wrong, &told.note) {
        (Some((_, why)), _) => (if is_typed { Role::Secondary } else { Role::Under }, quoted(&why.to_string())),
        (None, Some(note)) => (Role::Secondary, note.clone()),
        (None, None) => (Role::Secondary, sits.unwrap_or_default()),
    };
    let (sign, _) = ui.allocate_exact_size(vec2(12.0, ROW), Sense::hover());
    match (&told.wrong, told.rung.and_then(|rung| entry(&draft.ladder, rung))) {
        (Some(_), _) if !is_typed => paint_cross(ui.painter(), sign.center(), ink(ui, Role::Under)),
        (None, Some((kind, _))) => {
            let role = if kind == TrackKind::Management { Role::Management } else { Role::Ic };
            let stripe = egui::Rect::from_center_size(sign.center(), vec2(3.0, 14.0));
            ui.painter().rect_filled(stripe, 1.5, ink(ui, role));
        }
        (None, None) => paint_badge(ui.painter(), sign.center(), 6.0, Shape::Disc, ink(ui, Role::Faint)),
        _ => {}
    }
    ui.add(Label::new(words(ui, clean(&said), regular(11.0), role)).truncate());
}
