//! The search field and the list of hits.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::document::search::SHOWN;
use crate::app::state::page::Page;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{one_line, paint_row};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Color32, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Role as WidgetRole, Sense, Ui, WidgetInfo, pos2, vec2,
};

const ROW: f32 = 40.0;

const LIST: f32 = 320.0;

/// Draws the field in a bar with `room` points. [`keys::FIND`] focuses it, the arrow keys move in the list, Enter takes
/// a hit, Escape ends the search.
pub fn search_ui(ui: &mut Ui, state: &State, room: f32, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let id = Id::unique("search field");
    // The manual uses the shortcut for its own search field.
    if state.page != Page::Manual && ui.input_mut(|input| input.consume_shortcut(&keys::FIND)) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if ui.memory(|memory| memory.has_focus(id)) {
        ui.input_mut(|input| {
            for (key, command) in [
                (Key::ArrowDown, Command::SearchStep(1)),
                (Key::ArrowUp, Command::SearchStep(-1)),
                (Key::Escape, Command::SearchEnd),
            ] {
                if input.consume_key(Modifiers::NONE, key) {
                    out.push(command);
                }
            }
            if state.session.search.is_open && input.consume_key(Modifiers::NONE, Key::Enter) {
                out.push(Command::SearchTake(state.session.search.at));
            }
        });
    }
    let mut query = state.session.search.query.clone();
    let width = match ui.available_width() {
        left if left > 620.0 => 192.0,
        _ if room >= 560.0 => 144.0,
        _ => 96.0,
    };
    let hint = if width > 150.0 { "Search people, teams" } else { "Search" };
    let field = egui::TextEdit::singleline(&mut query)
        .id(id)
        .hint_text(words(ui, hint, regular(12.0), Role::Secondary))
        .desired_width(width)
        .margin(egui::Margin::symmetric(10, 6));
    let response = ui.add(field).accessible_name("Search people, teams");
    if query.is_empty() && !response.has_focus() {
        let key = if width > 100.0 { written(&keys::FIND).replace('+', " ") } else { String::new() };
        let key = one_line(ui, &key, regular(11.0), ink(ui, Role::Secondary), 60.0);
        let at = pos2(response.rect.right() - key.size().x - 8.0, response.rect.center().y - key.size().y / 2.0);
        ui.painter().galley(at, key, Color32::PLACEHOLDER);
    }
    if query != state.session.search.query {
        out.push(Command::Search(query));
    }
    let ends = out.iter().any(|c| matches!(c, Command::SearchEnd | Command::SearchTake(_)));
    if ends {
        response.surrender_focus();
    }
    Popup::from_response(&response)
        .open(state.session.search.is_open && !ends)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(LIST)
        .show(|ui| list_ui(ui, state, document, out));
    let clicked_away = response.clicked_elsewhere() && !ui.ctx().is_popup_open_under_pointer();
    if state.session.search.is_open && clicked_away && !out.iter().any(|c| matches!(c, Command::SearchTake(_))) {
        out.push(Command::SearchEnd);
    }
}

fn list_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let (hits, org) = (&state.session.search.hits, &document.snapshot.org);
    ui.set_width(LIST);
    let goes_on = state.session.search.task.is_some();
    if hits.count == 0 {
        let said = if goes_on { "Searching…" } else { "No matches" };
        ui.label(words(ui, said, regular(12.0), Role::Secondary));
        return;
    }
    egui::ScrollArea::vertical()
        .max_height((ROW * 9.0).min(ui.ctx().content_rect().height() - 120.0).max(2.0 * ROW))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, &person) in hits.people.iter().enumerate() {
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let row = rect.shrink2(vec2(8.0, 0.0));
                paint_row(ui, row, &response, at == state.session.search.at);
                if at == state.session.search.at && out.iter().any(|c| matches!(c, Command::SearchStep(_))) {
                    response.scroll_to_me(None);
                }
                hit_row(ui, row, org.label(person), &place(org.title(person), org.team(person)));
                response.widget_info(|| {
                    WidgetInfo::selected(WidgetRole::Button, true, at == state.session.search.at, org.label(person))
                });
                if response.clicked() {
                    out.push(Command::SearchTake(at));
                }
            }
        });
    let count = thousands(hits.count as f64);
    let more = match (hits.count > SHOWN, goes_on) {
        (true, true) => format!("First {SHOWN} of {count} so far"),
        (true, false) => format!("First {SHOWN} of {count}"),
        (false, true) => format!("{count} so far"),
        (false, false) => return,
    };
    ui.label(words(ui, more, regular(11.0), Role::Secondary));
}

fn hit_row(ui: &Ui, row: Rect, name: &str, below: &str) {
    let name = one_line(ui, name, semibold(12.0), ink(ui, Role::Text), row.width());
    ui.painter().galley(row.min + vec2(0.0, 4.0), name, Color32::PLACEHOLDER);
    let below = one_line(ui, below, regular(11.0), ink(ui, Role::Secondary), row.width());
    ui.painter().galley(row.min + vec2(0.0, 20.0), below, Color32::PLACEHOLDER);
}

fn place(title: &str, team: &str) -> String {
    match (title, team) {
        ("", team) => team.to_owned(),
        (title, "") => title.to_owned(),
        (title, team) => format!("{title} · {team}"),
    }
}

/// True while the pointer is over an open list.
trait OverPopup {
    fn is_popup_open_under_pointer(&self) -> bool;
}

impl OverPopup for egui::Context {
    fn is_popup_open_under_pointer(&self) -> bool {
        let pointer = self.pointer_interact_pos();
        let layer = pointer.and_then(|pos| self.layer_id_at(pos));
        layer.is_some_and(|layer| layer.order > egui::Order::Middle)
    }
}
