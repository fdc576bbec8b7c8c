//! The export dialog: what, how and in which colours on the left, and beside it the picture as the file will hold it.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::export::{ExportChoice, ExportCommand, Exporting, SCALES, Seen, Step, THEMES};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::fields::{choice, row_of};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, main_button, note};
use crate::report::View;
use crate::report::output::Output;
use crate::scene::Role;
use eframe::egui::{
    Align, Checkbox, Context, Id, Image, Label, Layout, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke,
    StrokeKind, TextureHandle, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

/// Width of the dialog, of its choices and of their labels, in points.
const WIDTH: f32 = 1240.0;
const CHOICES: f32 = 264.0;
const NAMES: f32 = 64.0;
/// Height of the preview at most and at least.
const HEIGHT: (f32, f32) = (680.0, 160.0);

/// Draws the dialog while it is open. It makes room for the question where to save, and for a picture being written.
pub fn export_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let Some(exporting) = state.session.exporting.as_ref().filter(|_| state.file_dialog.is_none()) else { return };
    let room = ctx.content_rect().size();
    let modal = dialog(ctx, Id::unique("export"), WIDTH, |ui| {
        ui.label(words(ui, "Export", semibold(16.0), Role::Text));
        ui.add_space(4.0);
        let width = ui.available_width();
        let is_wide = width >= 2.0 * CHOICES;
        if is_wide {
            ui.horizontal_top(|ui| {
                column(ui, CHOICES, |ui| choices_ui(ui, state, exporting, out));
                ui.add_space(8.0);
                let height = (room.y - 112.0).clamp(HEIGHT.1, HEIGHT.0);
                preview_ui(ui, state, exporting, vec2(ui.available_width(), height));
            });
        } else {
            choices_ui(ui, state, exporting, out);
            preview_ui(ui, state, exporting, vec2(width, HEIGHT.1));
        }
    });
    if modal.should_close() {
        out.push(ExportCommand::Close.into());
    }
}

fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        content(ui);
    });
}

fn choices_ui(ui: &mut Ui, state: &State, exporting: &Exporting, out: &mut Vec<Command>) {
    let shown = state.exported(exporting.choice);
    let mut next = exporting.choice;
    ui.spacing_mut().item_spacing.y = 6.0;
    what_ui(ui, &mut next);
    ui.add_space(2.0);
    ui.label(words(ui, "Include", semibold(12.0), Role::Text));
    let tick = |ui: &mut Ui, name: &str, may: bool, shown: bool, value: &mut bool| {
        let mut ticked = shown;
        if ui.add_enabled(may, Checkbox::new(&mut ticked, name)).changed() {
            *value = ticked;
        }
    };
    let options = &mut next.options;
    let told = exporting.choice.tells_of_anybody();
    let may = told && state.shows_people();
    let may_name = told && (state.meeting.is_none() || state.settings.meeting_names);
    tick(ui, "Names and titles", may_name, shown.options.names, &mut options.names);
    tick(ui, "Findings about people", may, shown.options.findings, &mut options.findings);
    tick(ui, "Annual pay", may, shown.options.pay, &mut options.pay);
    let why = if !told {
        "The silhouette shows only seats by rung, with nothing about individuals"
    } else if state.meeting.is_some() {
        "Meeting mode: exports contain only what is visible in the room"
    } else if !state.shows_people() {
        "Findings and pay are hidden, because this file or window shows structure only"
    } else if matches!(exporting.choice.ending, "csv" | "xlsx") {
        "Excluded columns are missing entirely; without names, so are team, location, status and dates"
    } else {
        "The picture states what is not included"
    };
    note(ui, why);
    if next != exporting.choice {
        out.push(ExportCommand::Choose(next).into());
    }
    if let Some((what, next)) = &exporting.failed {
        ui.add(Label::new(words(ui, format!("{what}. {next}"), regular(12.0), Role::Under)).wrap());
    }
    ui.add_space(6.0);
    match exporting.asks {
        Some(step) => question_ui(ui, step, next, out),
        None => buttons_ui(ui, exporting, out),
    }
}

fn what_ui(ui: &mut Ui, next: &mut ExportChoice) {
    let id = |field: &str| Id::unique(("export", field));
    let line = |ui: &mut Ui, name: &str, control: &mut dyn FnMut(&mut Ui)| row_of(ui, name, (NAMES, 6.0), control);
    let is_picture = next.is_picture();
    let options = &mut next.options;
    if is_picture {
        line(ui, "View", &mut |ui| {
            let all = View::ALL.map(|view| (view, view.name()));
            if let Some(view) = choice(ui, id("view"), "View", options.view, &all) {
                options.view = view;
            }
        });
    }
    let output = Output::Picture(*options);
    let formats: Vec<(&str, &str)> = output.formats().map(|format| (format.endings[0], format.name)).collect();
    line(ui, "Format", &mut |ui| {
        if let Some(ending) = choice(ui, id("format"), "Format", next.ending, &formats) {
            next.ending = ending;
        }
    });
    if is_picture {
        line(ui, "Colours", &mut |ui| {
            if let Some(theme) = choice(ui, id("colours"), "Colours", options.theme, &THEMES) {
                options.theme = theme;
            }
        });
    }
    if next.ending == "png" {
        line(ui, "Size", &mut |ui| {
            if let Some(scale) = choice(ui, id("size"), "Size", options.scale as u8, &SCALES) {
                options.scale = f64::from(scale);
            }
        });
    }
}

fn buttons_ui(ui: &mut Ui, exporting: &Exporting, out: &mut Vec<Command>) {
    let can = exporting.preview.made().is_none_or(|(_, seen)| seen.is_ok());
    ui.horizontal(|ui| {
        ui.add_enabled_ui(can, |ui| {
            if answer_button(ui, "Save…").clicked() {
                out.push(ExportCommand::Do { step: Step::Save, sure: false }.into());
            }
            if exporting.choice.is_picture() && ui.button("Copy picture").clicked() {
                out.push(ExportCommand::Do { step: Step::Copy, sure: false }.into());
            }
        });
        if ui.button("Cancel").clicked() {
            out.push(ExportCommand::Close.into());
        }
    });
}

/// Names beside findings are asked about a second time.
fn question_ui(ui: &mut Ui, step: Step, choice: ExportChoice, out: &mut Vec<Command>) {
    let said =
        "This picture names people beside findings about them. Anyone who receives it can read both and pass it on";
    ui.add(Label::new(words(ui, said, regular(12.0), Role::Under)).wrap());
    ui.horizontal_wrapped(|ui| {
        if main_button(ui, "Without names").clicked() {
            let mut choice = choice;
            choice.options.names = false;
            out.push(ExportCommand::Choose(choice).into());
            out.push(ExportCommand::Do { step, sure: false }.into());
        }
        if ui.button("With names").clicked() {
            out.push(ExportCommand::Do { step, sure: true }.into());
        }
        if ui.button("Back").clicked() {
            out.push(ExportCommand::Back.into());
        }
    });
}

fn preview_ui(ui: &mut Ui, state: &State, exporting: &Exporting, size: Vec2) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let choice = state.exported(exporting.choice);
    let what = match choice.format() {
        Some(format) if !format.is_picture() => format.name,
        _ => choice.options.view.words(),
    };
    let name = format!("Preview: {what}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, &name));
    ui.painter().rect_filled(rect, 6.0, ink(ui, Role::Sunken));
    let inner = rect.shrink(12.0);
    let down = Layout::top_down(Align::Min);
    let mut below = ui.new_child(UiBuilder::new().max_rect(inner).layout(down));
    match exporting.preview.made() {
        Some((_, Ok(Seen::Picture(texture)))) => picture_ui(ui, texture, inner),
        Some((_, Ok(Seen::Text(text)))) => {
            ScrollArea::both().show(&mut below, |ui| {
                ui.add(Label::new(words(ui, text.as_str(), regular(11.0), Role::Text)).extend());
            });
        }
        Some((_, Err((what, next)))) => {
            below.add(Label::new(words(ui, what.as_str(), semibold(13.0), Role::Text)).wrap());
            below.add(Label::new(words(ui, next.as_str(), regular(12.0), Role::Secondary)).wrap());
        }
        None => {
            below.label(words(ui, "Preparing the preview", regular(12.0), Role::Secondary));
        }
    }
}

/// The picture in the middle of a place, no larger than it is.
fn picture_ui(ui: &Ui, texture: &TextureHandle, place: Rect) {
    let [width, height] = texture.size().map(|side| side as f32 / ui.pixels_per_point());
    let scale = (place.width() / width).min(place.height() / height).min(1.0);
    let rect = Rect::from_center_size(place.center(), vec2(width, height) * scale);
    Image::from_texture((texture.id(), rect.size())).paint_at(ui, rect);
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, ink(ui, Role::Line)), StrokeKind::Outside);
}
