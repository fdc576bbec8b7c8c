//! The open chapter of the manual: a column of readable width, with the present place in a line above.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::manual::book;
use crate::app::state::manual::{Manual, ManualCommand};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::manual::reader::Reader;
use crate::app::views::manual::text::block_ui;
use crate::scene::Role;
use book::{Chapter, Place};
use eframe::egui;
use eframe::egui::{
    Align, Frame, Key, Label, Layout, Margin, Modifiers, PointerButton, Response, Role as WidgetRole, ScrollArea,
    Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// Width of the column, in points.
const COLUMN: f32 = 660.0;

/// Titles of chapter and section.
fn title_of(chapter: &Chapter, section: usize) -> String {
    let head = &chapter.sections[0].title;
    match chapter.sections.get(section) {
        Some(it) if section > 0 => format!("{head} · {}", it.title),
        _ => head.clone(),
    }
}

/// Draws the chapter.
pub fn manual_panel(ui: &mut Ui, manual: &Manual, reader: &mut Reader, out: &mut Vec<Command>) {
    keys(ui, manual, out);
    bar_ui(ui, manual, out);
    let Some(chapter) = book().get(manual.at.chapter) else { return };
    let is_gone_to = reader.gone != manual.gone;
    reader.gone = manual.gone;
    let by = scrolled(ui);
    let id = ("chapter", manual.at.chapter);
    ScrollArea::vertical().auto_shrink(false).id_salt(id).show(ui, |ui| {
        if by != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -by));
        }
        let width = (ui.available_width() - 48.0).clamp(120.0, COLUMN);
        let left = ((ui.available_width() - width) / 2.0).max(24.0);
        let top = ui.clip_rect().top();
        ui.horizontal_top(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                reading_style(ui);
                let mut reading = 0;
                for (at, section) in chapter.sections.iter().enumerate() {
                    ui.push_id(at, |ui| {
                        let head = heading_ui(ui, section.level, &section.title);
                        if is_gone_to && at == manual.at.section {
                            ui.scroll_to_rect(head.rect, Some(Align::TOP));
                        }
                        // A heading near the top counts as reached.
                        if head.rect.top() <= top + 48.0 {
                            reading = at;
                        }
                        for block in &section.blocks {
                            block_ui(ui, block, manual.at.chapter, reader, out);
                        }
                    });
                }
                ui.add_space((ui.clip_rect().height() * 0.5).max(48.0));
                let at = Place { section: reading, ..manual.at };
                let has_moved = ui.input(|input| input.smooth_scroll_delta.y != 0.0) || by != 0.0;
                if !is_gone_to && at != manual.at && has_moved {
                    out.push(Command::Manual(ManualCommand::Reading(at)));
                }
            });
        });
    });
}

/// Sets text slightly larger than in panels, for reading at length.
fn reading_style(ui: &mut Ui) {
    let style = ui.style_mut();
    style.text_styles.insert(egui::TextStyle::Body, regular(13.0));
    style.text_styles.insert(egui::TextStyle::Small, regular(11.0));
    style.spacing.item_spacing = vec2(8.0, 4.0);
    style.spacing.interact_size.y = 18.0;
    style.url_in_tooltip = true;
}

fn heading_ui(ui: &mut Ui, level: usize, title: &str) -> Response {
    let (above, size) = match level {
        1 => (24.0, 20.0),
        2 => (20.0, 16.0),
        _ => (12.0, 13.0),
    };
    ui.add_space(above);
    let head = ui.add(Label::new(words(ui, title, semibold(size), Role::Text)).wrap().selectable(true));
    head.widget_info(|| WidgetInfo::labeled(WidgetRole::Heading, true, title));
    ui.add_space(4.0);
    Response { rect: head.rect.with_min_y(head.rect.top() - 12.0), ..head }
}

/// Back, forward, the present place, and Close.
fn bar_ui(ui: &mut Ui, manual: &Manual, out: &mut Vec<Command>) {
    let margin = Margin::symmetric(16, 0);
    let frame = Frame::new().inner_margin(margin).fill(ink(ui, Role::Surface));
    egui::Panel::top("bar of the manual").exact_size(36.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let mut command = |command| out.push(Command::Manual(command));
            let tips = [("Back", keys::BACK), ("Forward", keys::FORWARD)];
            for (at, (name, keys)) in tips.into_iter().enumerate() {
                let is_known = if at == 0 { !manual.back.is_empty() } else { !manual.forward.is_empty() };
                let button = ui.add_enabled_ui(is_known, |ui| turn_ui(ui, name, at == 0)).inner;
                if button.tip(written(&keys)).clicked() {
                    command(if at == 0 { ManualCommand::Back } else { ManualCommand::Forward });
                }
            }
            // In a narrow window the contents are not on the left.
            if ui.button(words(ui, "Contents", regular(12.0), Role::Text)).clicked() {
                command(ManualCommand::Contents);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = ui.button(words(ui, "Close the manual", regular(12.0), Role::Text));
                if close.tip("Esc").clicked() {
                    command(ManualCommand::Close);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let title =
                        book().get(manual.at.chapter).map_or(String::new(), |it| title_of(it, manual.at.section));
                    ui.add(Label::new(words(ui, title, regular(12.0), Role::Secondary)).truncate());
                });
            });
        });
    });
}

/// Button with a painted arrow.
fn turn_ui(ui: &mut Ui, name: &str, is_back: bool) -> Response {
    let (rect, button) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    let is_meant = ui.is_enabled() && (button.hovered() || button.has_focus());
    if is_meant {
        ui.painter().rect_filled(rect, 6.0, ink(ui, Role::Sunken));
    }
    let role = match (ui.is_enabled(), is_meant) {
        (false, _) => Role::StrongLine,
        (true, false) => Role::Secondary,
        (true, true) => Role::Text,
    };
    let side = if is_back { 1.0 } else { -1.0 };
    let points = [vec2(2.5, -5.0), vec2(-2.5, 0.0), vec2(2.5, 5.0)];
    let points = points.map(|by| rect.center() + vec2(by.x * side, by.y)).to_vec();
    ui.painter().add(egui::Shape::line(points, Stroke::new(1.5, ink(ui, role))));
    button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, ui.is_enabled(), name));
    button
}

/// True when nothing covers the page, so that keys are meant for it.
fn is_free(ui: &Ui) -> bool {
    !ui.ctx().any_popup_open() && ui.ctx().memory(|memory| memory.is_above_modal_layer(ui.layer_id()))
}

/// Handles Back, Forward and Close by key and by the extra mouse buttons.
fn keys(ui: &Ui, manual: &Manual, out: &mut Vec<Command>) {
    if !is_free(ui) {
        return;
    }
    let is_typing = ui.ctx().text_edit_focused();
    let mut command = |command| out.push(Command::Manual(command));
    ui.input_mut(|input| {
        let goes_back = input.consume_key(Modifiers::ALT, Key::ArrowLeft)
            || (!is_typing && input.consume_key(Modifiers::NONE, Key::Backspace))
            || input.pointer.button_clicked(PointerButton::Extra1);
        if goes_back {
            command(ManualCommand::Back);
        }
        if input.consume_key(Modifiers::ALT, Key::ArrowRight) || input.pointer.button_clicked(PointerButton::Extra2) {
            command(ManualCommand::Forward);
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            command(if manual.query.is_empty() { ManualCommand::Close } else { ManualCommand::Look(String::new()) });
        }
    });
}

/// Distance that the keys scroll in this frame, in points; downwards is positive.
fn scrolled(ui: &Ui) -> f32 {
    if ui.ctx().text_edit_focused() || !is_free(ui) {
        return 0.0;
    }
    let page = (ui.available_height() - 40.0).max(40.0);
    let has_focus = ui.memory(|memory| memory.focused().is_some());
    ui.input_mut(|input| {
        let mut by = 0.0;
        for (key, step) in
            [(Key::PageDown, page), (Key::PageUp, -page), (Key::Home, f32::MIN / 4.0), (Key::End, f32::MAX / 4.0)]
        {
            if input.consume_key(Modifiers::NONE, key) {
                by = step;
            }
        }
        // While a link has the focus, the arrow keys move between links.
        for (key, step) in [(Key::ArrowDown, 48.0), (Key::ArrowUp, -48.0), (Key::Space, page)] {
            if !has_focus && input.consume_key(Modifiers::NONE, key) {
                by = step;
            }
        }
        by
    })
}
