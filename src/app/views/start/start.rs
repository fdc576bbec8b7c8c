//! The start page: ways to begin, and earlier work.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::state::State;
use crate::app::state::document::start::StartCommand;
use crate::app::state::page::Page;
use crate::app::style::badges::paint_mark;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::start::loading::skeleton;
use crate::app::views::start::recent::{focus_first, pending_ui, recent_ui};
use crate::app::widgets;
use crate::app::widgets::{note, small_capitals};
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Color32, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Width of the page, in points.
const WIDTH: f32 = 880.0;

/// Width in points from which the two columns stand side by side.
const TWO: f32 = 640.0;

/// Gap between the columns, in points.
const GAP: f32 = 40.0;

/// Draws the page; while a file is being read and nothing else is open, empty cards instead.
pub fn start_page(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.seen().is_none() && state.work.as_ref().is_some_and(|work| !work.is_quiet) {
        skeleton(ui);
        return;
    }
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let room = ui.available_width();
        let width = WIDTH.min(room - 48.0);
        ui.horizontal_top(|ui| {
            ui.add_space((room - width) / 2.0);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.add_space(if ui.clip_rect().height() > 640.0 { 56.0 } else { 24.0 });
                head_ui(ui);
                ui.add_space(24.0);
                if width < TWO {
                    begin_ui(ui, state, out);
                    ui.add_space(24.0);
                    known_ui(ui, state, out);
                } else {
                    columns_ui(ui, state, width, out);
                }
                ui.add_space(32.0);
            });
        });
    });
}

fn columns_ui(ui: &mut Ui, state: &State, width: f32, out: &mut Vec<Command>) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let column = (width - GAP) / 2.0;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.set_width(column);
            begin_ui(ui, state, out);
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.set_width(column);
            known_ui(ui, state, out);
        });
    });
}

fn head_ui(ui: &mut Ui) {
    ui.horizontal(|ui| {
        let (sign, _) = ui.allocate_exact_size(vec2(40.0, 40.0), Sense::hover());
        paint_mark(ui.painter(), sign, ink(ui, Role::Ic), ink(ui, Role::Management), ink(ui, Role::StrongLine));
        ui.add_space(4.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(words(ui, "Two tracks, one ladder", semibold(20.0), Role::Text));
            let said = "See whose authority matches their technical impact, and where a track ends too early";
            ui.label(words(ui, said, regular(12.0), Role::Secondary));
        });
    });
}

fn begin_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    small_capitals(ui, "Start");
    ui.add_space(4.0);
    if let Some(document) = state.seen() {
        let back = format!("Back to {}", document.name());
        if entry(ui, &back, "Still open, with all your changes", "").clicked() {
            out.push(Command::Turn(Page::Tracks));
        }
    }
    let draft = state.starting.draft.as_ref().filter(|draft| draft.is_begun());
    let (name, said) = match draft {
        Some(draft) => {
            let people = count(draft.roster.people(), "person", "people");
            (format!("Continue with {}", draft.called()), format!("{people} entered, not created yet"))
        }
        None => {
            let said = "A ladder and your first ten people, typed or pasted, in a minute";
            ("New organisation…".to_owned(), said.to_owned())
        }
    };
    let open = "Files saved by this program: .org.ron or .json, also compressed (.gz) or sealed (.age)";
    let import = "Excel, OpenDocument, CSV or text with any separator; columns are recognised by their headings";
    for (name, said, keys, command) in [
        ("Open a file…", open, written(&keys::OPEN), Command::Choose),
        ("Import a spreadsheet…", import, String::new(), Command::Choose),
        (name.as_str(), said.as_str(), written(&keys::NEW), Command::Start(StartCommand::New)),
        (
            "Open the sample organisation",
            "Halden Skincare, a fictional company to try everything out",
            String::new(),
            Command::OpenBundled,
        ),
    ] {
        let is_first = name.starts_with("Open a") && state.settings.recent.is_empty();
        let entry = entry(ui, name, said, &keys);
        if is_first {
            focus_first(ui, &entry);
        }
        if entry.clicked() {
            out.push(command);
        }
    }
    ui.add_space(4.0);
    note(ui, "Or drop a file anywhere on this window");
}

fn known_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    pending_ui(ui, state, out);
    recent_ui(ui, state, out);
}

/// Card of a way to begin: its name, a description, its shortcut.
fn entry(ui: &mut Ui, name: &str, said: &str, keys: &str) -> Response {
    const INSIDE: f32 = 16.0;
    let width = ui.available_width();
    let keys = ui.fonts_mut(|fonts| fonts.layout_no_wrap(keys.to_owned(), regular(11.0), Color32::PLACEHOLDER));
    let room = width - 2.0 * INSIDE;
    let title = widgets::one_line(ui, name, semibold(13.0), Color32::PLACEHOLDER, room - keys.size().x - 8.0);
    let said_at = ui.fonts_mut(|fonts| fonts.layout(said.to_owned(), regular(11.5), Color32::PLACEHOLDER, room));
    let height = 12.0 + title.size().y + 3.0 + said_at.size().y + 12.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let is_at = response.hovered() || response.has_focus();
    ui.painter().rect_filled(rect, 8.0, ink(ui, if response.hovered() { Role::Sunken } else { Role::Surface }));
    let line = if response.has_focus() { Role::Accent } else { Role::Line };
    let line = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, ink(ui, line));
    ui.painter().rect_stroke(rect, 8.0, line, StrokeKind::Inside);
    let role = if is_at { Role::Accent } else { Role::Text };
    let at = rect.min + vec2(INSIDE, 12.0);
    let below = at.y + title.size().y + 3.0;
    let right = pos2(rect.right() - INSIDE - keys.size().x, at.y + 1.0);
    ui.painter().galley(at, title, ink(ui, role));
    ui.painter().galley(pos2(at.x, below), said_at, ink(ui, Role::Secondary));
    ui.painter().galley(right, keys, ink(ui, Role::Secondary));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("{name}: {said}")));
    ui.add_space(4.0);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
