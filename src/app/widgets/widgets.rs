//! Small widgets used everywhere: headings, label and number, rows, buttons.

use crate::app::style::badges::paint_arrow;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::org::{Org, PersonId};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, Color32, CornerRadius, FontId, Galley, Rect, Response, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};
use std::sync::Arc;

/// A button that carries a notice.
pub fn chip(ui: &mut Ui, text: &str, role: Role) -> Response {
    let label = words(ui, text, regular(11.0), role);
    let line = ink(ui, Role::Line);
    ui.add(
        egui::Button::new(label)
            .fill(ink(ui, Role::Surface))
            .stroke(Stroke::new(1.0, line))
            .corner_radius(CornerRadius::same(12))
            .min_size(vec2(0.0, 24.0)),
    )
}

/// Large numbers without decimals and with thousands separators, small ones with at most two decimals.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "not known".to_owned();
    }
    if value.abs() >= 1000.0 {
        return thousands(value);
    }
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.replace('-', "−") }
}

/// Horizontal padding of a side panel, in points.
pub const SIDE: f32 = 20.0;

/// Height of a row with a person's name, in points.
const PERSON_ROW: f32 = 24.0;

/// One line, cut off with an ellipsis at a width. The galley tells whether it was.
pub fn one_line(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    few_lines(ui, text, font, colour, width, 1)
}

/// At most `most` lines, the last cut off with an ellipsis.
pub fn few_lines(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32, most: usize) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.replace('\n', " "), font, colour);
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = most;
    job.wrap.break_anywhere = most == 1;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text wrapped at a width.
fn lines(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, colour, width.max(1.0)))
}

/// One line, cut off with an ellipsis if it does not fit; the tooltip then has the full text.
pub fn short(ui: &mut Ui, text: &str, font: FontId, role: Role) -> Response {
    let galley = one_line(ui, text, font, ink(ui, role), ui.available_width());
    let is_cut = galley.elided;
    let sense = if is_cut { READ } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(galley.size(), sense);
    ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
    if is_cut { response.tip(text) } else { response }
}

/// Section heading in small capitals, with a rule below.
pub fn section(ui: &mut Ui, title: &str) {
    ui.add_space(14.0);
    small_capitals(ui, title);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, 5.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, ink(ui, Role::Line)));
}

/// Label in small capitals.
pub fn small_capitals(ui: &mut Ui, title: &str) -> Response {
    let text = words(ui, title.to_uppercase(), semibold(10.0), Role::Secondary).extra_letter_spacing(0.4);
    let response = ui.label(text);
    is_heading(&response, title);
    response
}

/// Marks a label as a heading for screen readers, which use headings to navigate.
pub fn is_heading(label: &Response, title: &str) {
    label.widget_info(|| WidgetInfo::labeled(WidgetRole::Heading, true, title));
}

/// Text on the left and a number on the right; announced as one label.
pub fn pair(ui: &mut Ui, label: &str, value: &str, role: Role) -> Response {
    pair_sensing(ui, label, value, role, Sense::hover())
}

/// Like [`pair`], with a sense for clicks.
pub fn pair_sensing(ui: &mut Ui, label: &str, value: &str, role: Role, sense: Sense) -> Response {
    let width = ui.available_width();
    let number = lines(ui, value, regular(12.0), ink(ui, role), width * 0.6);
    let text = lines(ui, label, regular(12.0), ink(ui, Role::Secondary), width - number.size().x - 12.0);
    let height = text.size().y.max(number.size().y).max(16.0) + 4.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
    if response.hovered() && sense.senses_click() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 4.0, ink(ui, Role::Sunken));
    }
    ui.painter().galley(rect.min + vec2(0.0, 2.0), text, ink(ui, Role::Secondary));
    let at = pos2(rect.right() - number.size().x, rect.top() + 2.0);
    ui.painter().galley(at, number, ink(ui, role));
    let kind = if sense.senses_click() { WidgetRole::Button } else { WidgetRole::Label };
    let said = if value.is_empty() { label.to_owned() } else { format!("{label}: {value}") };
    response.widget_info(|| WidgetInfo::labeled(kind, true, &said));
    response
}

/// A paragraph in a quiet colour.
pub fn note(ui: &mut Ui, text: &str) {
    let label = egui::Label::new(words(ui, text, regular(11.0), Role::Secondary)).wrap();
    // A justified menu would stretch the words across its width.
    if ui.layout().horizontal_justify() {
        ui.with_layout(egui::Layout::top_down(Align::Min), |ui| ui.add(label));
    } else {
        ui.add(label);
    }
}

/// Heading of a collapsible group: title on the left, count and triangle on the right.
pub fn group_head(ui: &Ui, rect: Rect, id: egui::Id, title: &str, count: &str, open: bool) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    let role = if response.hovered() || response.has_focus() { Role::Text } else { Role::Secondary };
    let inner = rect.shrink2(vec2(SIDE, 0.0));
    let number = one_line(ui, count, regular(11.0), ink(ui, role), 120.0);
    let arrow = pos2(inner.right() - 4.0, inner.center().y);
    paint_arrow(ui.painter(), arrow, open, ink(ui, role));
    let number_at = pos2(inner.right() - 14.0 - number.size().x, inner.center().y - number.size().y / 2.0);
    let room = number_at.x - inner.left() - 8.0;
    let laid_out = |size: f32, extra_letter_spacing: f32| {
        let mut job = LayoutJob::default();
        let format =
            egui::TextFormat { extra_letter_spacing, ..egui::TextFormat::simple(semibold(size), ink(ui, role)) };
        job.append(&title.to_uppercase(), 0.0, format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(0.0));
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let mut text = laid_out(10.0, 0.4);
    // A long title is set closer before it is cut.
    if text.elided {
        text = laid_out(9.0, 0.0);
    }
    let text_at = pos2(inner.left(), inner.center().y - text.size().y / 2.0);
    ui.painter().galley(text_at, text, ink(ui, role));
    ui.painter().galley(number_at, number, ink(ui, role));
    let said = format!("{title}, {count}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    response
}

/// Rows of people. Only those in view are drawn, so a hundred thousand cost no more than ten. Returns the person
/// clicked.
pub fn people_rows(ui: &mut Ui, org: &Org, people: &[PersonId], selected: Option<PersonId>) -> Option<PersonId> {
    let height = PERSON_ROW * people.len() as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let seen = ui.clip_rect();
    // One more at either end, for the arrow keys to move to.
    let first = ((seen.top() - rect.top()) / PERSON_ROW - 1.0).floor().max(0.0) as usize;
    let last = ((seen.bottom() - rect.top()) / PERSON_ROW + 1.0).ceil().max(0.0) as usize;
    let mut clicked = None;
    for (at, &person) in people.iter().enumerate().take(last).skip(first) {
        let top = rect.top() + at as f32 * PERSON_ROW;
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), PERSON_ROW));
        let response = ui.interact(row, ui.make_persistent_id(("person", person.0)), Sense::click());
        paint_row(ui, row, &response, selected == Some(person));
        let name = one_line(ui, org.label(person), regular(12.0), ink(ui, Role::Text), row.width() * 0.55);
        let room = row.width() - name.size().x - 16.0;
        let title = one_line(ui, org.title(person), regular(11.0), ink(ui, Role::Secondary), room);
        let is_cut = name.elided || title.elided;
        let y = row.center().y;
        ui.painter().galley(pos2(row.left(), y - name.size().y / 2.0), name, Color32::PLACEHOLDER);
        ui.painter().galley(pos2(row.right() - title.size().x, y - title.size().y / 2.0), title, Color32::PLACEHOLDER);
        response.widget_info(|| {
            WidgetInfo::selected(WidgetRole::Button, true, selected == Some(person), org.label(person))
        });
        if response.clicked() {
            clicked = Some(person);
        }
        if is_cut {
            response.tip(format!("{}, {}", org.label(person), org.title(person)));
        }
    }
    clicked
}

/// Background of a row that is selected or under the pointer.
pub fn paint_row(ui: &Ui, row: Rect, response: &Response, selected: bool) {
    let ground = row.expand2(vec2(8.0, 0.0));
    if selected {
        ui.painter().rect_filled(ground, 6.0, ink(ui, Role::Selection));
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(ground, 6.0, ink(ui, Role::Sunken));
    }
}

/// Button in the accent colour; at most one per page.
pub fn main_button(ui: &mut Ui, text: &str) -> Response {
    let label = words(ui, text, semibold(12.0), Role::OnAccent);
    ui.add(egui::Button::new(label).fill(ink(ui, Role::Accent)).stroke(Stroke::NONE).min_size(vec2(0.0, 28.0)))
}

/// Button that has the focus, and so Enter, until the focus is moved.
pub fn answer_button(ui: &mut Ui, text: &str) -> Response {
    let button = main_button(ui, text);
    if button.enabled() && ui.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
    button
}

/// Column of readable width for a page.
pub fn page<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let area = ui.available_rect_before_wrap();
    let width = area.width().min(760.0);
    let left = area.left() + (area.width() - width) / 2.0 + 32.0;
    let column = Rect::from_min_max(pos2(left, area.top() + 32.0), pos2(left + width - 64.0, area.bottom() - 16.0));
    let builder = egui::UiBuilder::new().max_rect(column).layout(egui::Layout::top_down(Align::Min));
    ui.scope_builder(builder, content).inner
}

/// Button between lines of text: lower than others, with the same padding.
pub fn little_button(ui: &mut Ui, name: impl Into<String>) -> Response {
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 3.0);
        ui.spacing_mut().interact_size.y = 22.0;
        ui.button(words(ui, name, regular(11.5), Role::Text))
    })
    .inner
}

/// A message with the names and values in it, which stand in back-ticks, in quotation marks. A single back-tick stays.
pub fn quoted(message: &str) -> String {
    let mut shown = String::with_capacity(message.len() + 8);
    let mut rest = message;
    while let Some((before, (inside, behind))) = rest.split_once('`').and_then(|(a, b)| Some((a, b.split_once('`')?))) {
        shown.extend([before, "\u{201c}", inside, "\u{201d}"]);
        rest = behind;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_back_ticks_is_quoted() {
        for (message, expected) in [
            ("`a.csv`: no `id`", "\u{201c}a.csv\u{201d}: no \u{201c}id\u{201d}"),
            ("plain", "plain"),
            ("it`s `x` `", "it\u{201c}s \u{201d}x\u{201c} \u{201d}"),
            ("a ` b", "a ` b"),
        ] {
            assert_eq!(quoted(message), expected);
        }
    }
}
