//! The legend of the colouring, above the picture: each value with its colour and the number of people. Pointing at an
//! entry highlights its people; a click keeps them highlighted.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::look::LookCommand;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets;
use crate::app::widgets::one_line;
use crate::diagram::swatch_of;
use crate::plan::{ColourBy, Entry};
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Color32, Frame, Margin, Panel, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// Largest width of a value before it is cut off, in points.
const LONGEST: f32 = 180.0;

/// Draws the strip; nothing while the tracks have their own colours.
pub fn colours_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let by = &state.session.look.chosen.by;
    if !matches!(state.page, Page::Tracks | Page::Tree) || *by == ColourBy::Track || state.seen().is_none() {
        return;
    }
    let frame = Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin::symmetric(12, 4));
    Panel::top("colours").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            let is_hidden = by.is_private() && !state.shows_people();
            let title = if is_hidden { "Colour".to_owned() } else { by.title() };
            let title = one_line(ui, &title, semibold(12.0), ink(ui, Role::Text), LONGEST);
            let (rect, _) = ui.allocate_exact_size(vec2(title.size().x + 4.0, 24.0), Sense::hover());
            ui.painter().galley(rect.left_center() - vec2(0.0, title.size().y / 2.0), title, Color32::PLACEHOLDER);
            match state.session.look.colouring() {
                Some(colouring) => {
                    let lines = colouring.entries.iter().enumerate();
                    let responses: Vec<Response> =
                        lines.map(|(at, entry)| line_ui(ui, entry, state.session.look.lit == Some(at))).collect();
                    commands(state, &responses, out);
                }
                None if is_hidden => {
                    ui.label(words(ui, "Hidden: individuals are not shown", regular(12.0), Role::Secondary));
                }
                None if state.session.look.is_making() => _ = ui.spinner(),
                None => {}
            }
            if widgets::little_button(ui, "Colour by track").clicked() {
                out.push(Command::Look(LookCommand::By(ColourBy::Track)));
            }
        });
    });
}

fn commands(state: &State, lines: &[Response], out: &mut Vec<Command>) {
    if let Some(at) = lines.iter().position(Response::clicked) {
        out.push(Command::Look(LookCommand::Light(at)));
    }
    // The focus highlights like the pointer.
    let pointed = lines.iter().position(Response::hovered).or(lines.iter().position(Response::has_focus));
    if pointed != state.session.look.pointed {
        out.push(Command::Look(LookCommand::Point(pointed)));
    }
}

/// Colour, value, number of people.
fn line_ui(ui: &mut Ui, entry: &Entry, is_lit: bool) -> Response {
    // A line break in a value would break the line of the legend.
    let label: String = entry.label.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let label = one_line(ui, &label, regular(12.0), ink(ui, Role::Text), LONGEST);
    let number = one_line(ui, &thousands(entry.count as f64), regular(11.0), ink(ui, Role::Secondary), 80.0);
    let size = vec2(8.0 + 12.0 + 6.0 + label.size().x + 6.0 + number.size().x + 8.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let painter = ui.painter();
    if is_lit {
        let stroke = Stroke::new(1.0, ink(ui, Role::Accent));
        painter.rect(rect, 6.0, ink(ui, Role::Selection), stroke, StrokeKind::Inside);
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 6.0, ink(ui, Role::Sunken));
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 6.0, Stroke::new(2.0, ink(ui, Role::Accent)), StrokeKind::Inside);
    }
    let swatch = Rect::from_center_size(rect.left_center() + vec2(14.0, 0.0), vec2(12.0, 12.0));
    painter.rect_filled(swatch, 3.0, ink(ui, swatch_of(entry.stands)));
    let at = rect.left_center() + vec2(26.0, -label.size().y / 2.0);
    let number_at = rect.left_center() + vec2(32.0 + label.size().x, -number.size().y / 2.0);
    painter.galley(at, label, Color32::PLACEHOLDER);
    painter.galley(number_at, number, Color32::PLACEHOLDER);
    let people = count(entry.count, "person", "people");
    let said = format!("{}: {people}", entry.label);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_lit, &said));
    let tip = if is_lit { "Click to highlight everyone again" } else { "Click to keep these people highlighted" };
    response.tip(format!("{said}\n{tip}"))
}
