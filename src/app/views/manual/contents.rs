//! The column left of the manual: chapters with the sections of the open one, or the results of a search.

use crate::app::command::Command;
use crate::app::manual::{book, find};
use crate::app::state::manual::{Manual, ManualCommand};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::manual::reader::Reader;
use crate::app::widgets::{one_line, paint_row};
use crate::scene::Role;
use book::Place;
use eframe::egui::{
    Color32, Frame, Key, Margin, Modifiers, Role as WidgetRole, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

const ROW: f32 = 26.0;

/// Height of a search result, in points: its place and a few words.
const FOUND: f32 = 44.0;

const SEARCH: &str = "Search the manual";

/// Draws the table of contents or the search results.
pub fn contents_panel(ui: &mut Ui, manual: &Manual, reader: &mut Reader, out: &mut Vec<Command>) {
    let margin = Margin { left: 16, right: 16, top: 0, bottom: 8 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let mut query = manual.query.clone();
        let hint = words(ui, SEARCH, regular(12.0), Role::Secondary);
        let field = TextEdit::singleline(&mut query).hint_text(hint).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(Margin::symmetric(8, 6))).accessible_name(SEARCH);
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
            field.request_focus();
        }
        if field.changed() {
            out.push(Command::Manual(ManualCommand::Look(query.clone())));
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            out.extend(find(&query).first().map(|found| Command::Manual(ManualCommand::Go(found.place))));
        }
    });
    ScrollArea::vertical().auto_shrink(false).id_salt("contents of the manual").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match manual.query.trim() {
            "" => {
                let is_new = std::mem::replace(&mut reader.listed, manual.at) != manual.at;
                chapters_ui(ui, manual.at, is_new, out);
            }
            _ => found_ui(ui, manual, out),
        }
        ui.add_space(16.0);
    });
}

fn chapters_ui(ui: &mut Ui, at: Place, is_new: bool, out: &mut Vec<Command>) {
    for (chapter, it) in book().iter().enumerate() {
        for (section, head) in it.sections.iter().enumerate() {
            let place = Place { chapter, section };
            if section > 0 && (chapter != at.chapter || head.level > 3) {
                continue;
            }
            let is_here = at == place;
            let inset = 8.0 + 12.0 * (head.level as f32 - 1.0);
            let font = if section == 0 { semibold(12.0) } else { regular(12.0) };
            let role = if is_here || section == 0 { Role::Text } else { Role::Secondary };
            let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            if is_here && is_new {
                row.scroll_to_me(None);
            }
            let rect = rect.shrink2(vec2(16.0, 0.0));
            paint_row(ui, rect, &row, is_here);
            let name = one_line(ui, &head.title, font, ink(ui, role), rect.width() - inset);
            let from = pos2(rect.left() + inset - 8.0, rect.center().y - name.size().y / 2.0);
            ui.painter().galley(from, name, Color32::PLACEHOLDER);
            row.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, is_here, &head.title));
            if row.clicked() {
                out.push(Command::Manual(ManualCommand::Go(place)));
            }
        }
    }
}

fn found_ui(ui: &mut Ui, manual: &Manual, out: &mut Vec<Command>) {
    if manual.found.is_empty() {
        let margin = Margin::symmetric(16, 4);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.label(words(ui, "No results in the manual", regular(12.0), Role::Secondary));
        });
    }
    for it in &manual.found {
        let chapter = &book()[it.place.chapter];
        let (head, title) = (&chapter.sections[0].title, &chapter.sections[it.place.section].title);
        let words = if it.place.section == 0 { it.words.clone() } else { format!("{head} · {}", it.words) };
        let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), FOUND), Sense::click());
        let rect = rect.shrink2(vec2(16.0, 0.0));
        paint_row(ui, rect, &row, manual.at == it.place);
        let name = one_line(ui, title, semibold(12.0), ink(ui, Role::Text), rect.width());
        let around = one_line(ui, &words, regular(11.0), ink(ui, Role::Secondary), rect.width());
        ui.painter().galley(rect.min + vec2(0.0, 5.0), name, Color32::PLACEHOLDER);
        ui.painter().galley(rect.min + vec2(0.0, 23.0), around, Color32::PLACEHOLDER);
        let said = format!("{title}: {words}");
        row.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &said));
        if row.clicked() {
            out.push(Command::Manual(ManualCommand::Go(it.place)));
        }
    }
}
