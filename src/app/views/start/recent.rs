//! Earlier work on the start page: recovered edits, and the recent files.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::file_name;
use crate::app::state::document::recent_files::{Stands, ago};
use crate::app::state::document::recovery::{name_of, when};
use crate::app::state::document::start::StartCommand;
use crate::app::style::badges::{paint_cross, paint_pin};
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{little_button, note, one_line, small_capitals};
use crate::io::journal::Entry;
use crate::io::path::shown;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Color32, Frame, Label, Margin, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::path::Path;
use std::time::SystemTime;

/// Focuses the first button, so that Enter runs it unless the focus has been moved.
pub fn focus_first(ui: &Ui, first: &Response) {
    if ui.memory(|memory| memory.focused().is_none()) {
        first.request_focus();
    }
}

const ROW: f32 = 44.0;

/// Width of the two icons at the end of a row, in points.
const SIGNS: f32 = 56.0;

/// Lists recovered edits of earlier runs; nothing when there are none.
pub fn pending_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.pending.is_empty() {
        return;
    }
    small_capitals(ui, "Unsaved changes from the last session");
    ui.add_space(4.0);
    for (at, found) in state.pending.iter().enumerate() {
        let line = Stroke::new(1.0, ink(ui, Role::Under));
        let frame =
            Frame::new().fill(ink(ui, Role::Surface)).stroke(line).corner_radius(8).inner_margin(Margin::same(12));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let name = name_of(found);
            ui.add(Label::new(words(ui, name.as_str(), semibold(13.0), Role::Text)).truncate().sense(READ))
                .tip(shown(&found.document));
            let edits = found.entries.iter().filter(|entry| matches!(entry, Entry::Edit { .. })).count();
            let edits = if found.is_sealed { "Sealed changes".to_owned() } else { count(edits, "change", "changes") };
            note(ui, &format!("{edits}, {}", when(found)));
            ui.horizontal(|ui| {
                let open = little_button(ui, "Recover…");
                open.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("Recover {name}")));
                if open.clicked() {
                    out.push(Command::Start(StartCommand::TakePending(at)));
                }
                let erase = little_button(ui, "Delete").tip("These contain what the file contains, including pay");
                erase.widget_info(|| {
                    WidgetInfo::labeled(egui::Role::Button, true, format!("Delete unsaved changes of {name}"))
                });
                if erase.clicked() {
                    out.push(Command::ErasePending(at));
                }
            });
        });
        ui.add_space(8.0);
    }
    ui.add_space(8.0);
}

/// Lists the recent files, pinned ones first.
pub fn recent_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    small_capitals(ui, "Recent");
    ui.add_space(4.0);
    if state.settings.recent.is_empty() {
        note(ui, "Files you open appear here, with their folder and when you last used them");
        return;
    }
    let now = SystemTime::now();
    for (at, (path, is_pinned)) in state.settings.recent().enumerate() {
        let stands = state.starting.recents.of(path);
        row_ui(ui, (path, is_pinned), &last_used(stands, state.settings.used(path), now), at == 0, out);
    }
}

/// When a file was last used, or else changed; true with it for a file that is gone.
fn last_used(stands: Stands, used: Option<SystemTime>, now: SystemTime) -> (String, bool) {
    let told = |verb: &str, then: SystemTime| ago(then, now).map(|ago| format!("{verb} {ago}"));
    let said = match (stands, used) {
        (Stands::Gone, _) => Some("file not found".to_owned()),
        (_, Some(used)) => told("opened", used),
        (Stands::There(Some(written)), None) => told("changed", written),
        (Stands::There(None) | Stands::Unknown, None) => None,
    };
    (said.unwrap_or_default(), stands == Stands::Gone)
}

fn row_ui(
    ui: &mut Ui,
    (path, is_pinned): (&Path, bool),
    (when, is_gone): &(String, bool),
    is_first: bool,
    out: &mut Vec<Command>,
) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let main = Rect::from_min_max(row.min, pos2(row.right() - SIGNS, row.bottom()));
    let id = ui.make_persistent_id(("recent", path));
    let response = ui.interact(main, id, Sense::click());
    let is_gone = *is_gone;
    let name = file_name(path);
    let folder = path.parent().map(shown).unwrap_or_default();
    let said = format!("{name}, in {folder}{}{when}", if when.is_empty() { "" } else { ", " });
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
    if response.hovered() {
        ui.painter().rect_filled(row, 6.0, ink(ui, Role::Sunken));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(main, 6.0, Stroke::new(2.0, ink(ui, Role::Accent)), StrokeKind::Inside);
    }
    let left = main.left() + 12.0;
    let right = main.right() - 8.0;
    let when = one_line(ui, when, regular(11.0), Color32::PLACEHOLDER, 140.0);
    let when_at = pos2(right - when.size().x, row.top() + 7.0);
    let role = if is_gone { Role::Under } else { Role::Secondary };
    if is_gone {
        paint_cross(ui.painter(), when_at + vec2(-10.0, when.size().y / 2.0), ink(ui, role));
    }
    let name = one_line(ui, &name, semibold(12.5), Color32::PLACEHOLDER, when_at.x - left - 24.0);
    ui.painter().galley(pos2(left, row.top() + 5.0), name, ink(ui, if is_gone { Role::Secondary } else { Role::Text }));
    ui.painter().galley(when_at, when, ink(ui, role));
    let folder = one_line(ui, &folder, regular(11.0), Color32::PLACEHOLDER, right - left);
    ui.painter().galley(pos2(left, row.top() + 23.0), folder, ink(ui, Role::Secondary));
    if is_first {
        focus_first(ui, &response);
    }
    if response.tip(shown(path)).clicked() {
        out.push(Command::Open(path.to_owned()));
    }
    signs_ui(ui, row, path, is_pinned, out);
}

fn signs_ui(ui: &mut Ui, row: Rect, path: &Path, is_pinned: bool, out: &mut Vec<Command>) {
    let name = file_name(path);
    let pin = if is_pinned { format!("Unpin {name}") } else { format!("Pin {name}") };
    let paint = |painter: &Painter, at: Pos2, colour: Color32| paint_pin(painter, at, is_pinned, colour);
    let at = pos2(row.right() - 42.0, row.center().y);
    if sign_ui(ui, at, &pin, if is_pinned { Role::Accent } else { Role::Faint }, &paint) {
        out.push(Command::Start(StartCommand::Pin(path.to_owned(), !is_pinned)));
    }
    let at = pos2(row.right() - 16.0, row.center().y);
    if sign_ui(ui, at, &format!("Remove {name} from the list"), Role::Faint, &paint_cross) {
        out.push(Command::Start(StartCommand::Forget(path.to_owned())));
    }
}

/// Icon button; true when clicked.
pub fn sign_ui(ui: &mut Ui, at: Pos2, name: &str, role: Role, paint: &dyn Fn(&Painter, Pos2, Color32)) -> bool {
    let rect = Rect::from_center_size(at, vec2(24.0, 24.0));
    let response = ui.interact(rect, ui.make_persistent_id(name), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, Stroke::new(2.0, ink(ui, Role::Accent)), StrokeKind::Inside);
    }
    let role = if response.hovered() || response.has_focus() { Role::Text } else { role };
    paint(ui.painter(), at, ink(ui, role));
    response.tip(name).clicked()
}
