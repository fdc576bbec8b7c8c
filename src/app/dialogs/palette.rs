//! The command palette, and the list of keyboard shortcuts.

use crate::app::command::Command;
use crate::app::command::named::{COMMANDS, OTHER_KEYS, keys, told, written};
use crate::app::state::State;
use crate::app::state::palette::PaletteCommand;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets;
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{one_line, paint_row, section};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Align2, Color32, Context, Id, Key, Modal, Modifiers, Role as WidgetRole, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

const WIDTH: f32 = 520.0;

const ROW: f32 = 28.0;

/// Draws both while they are open; [`keys::SEARCH`] opens the palette.
pub fn palette_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if ctx.input_mut(|input| input.consume_shortcut(&keys::SEARCH)) {
        out.push(Command::Palette(PaletteCommand::Toggle));
    }
    search_ui(ctx, state, out);
    if state.keys {
        let modal = dialog(ctx, Id::unique("all keys"), WIDTH, |ui| keys_ui(ui, out));
        if modal.should_close() {
            out.push(Command::Keys(false));
        }
    }
}

fn search_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let Some(palette) = &state.palette else { return };
    let lines = palette.lines(state);
    let mut command = |command| out.push(Command::Palette(command));
    ctx.input_mut(|input| {
        for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)] {
            if input.consume_key(Modifiers::NONE, key) {
                command(PaletteCommand::Step(step));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) {
            command(PaletteCommand::Take(palette.at));
        }
    });
    let room = ctx.content_rect().size();
    // In a low window the list needs the space above it.
    let top = (0.12 * room.y).clamp(8.0, 96.0);
    let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, vec2(0.0, top));
    let modal = Modal::new(Id::unique("palette")).area(area).show(ctx, |ui| {
        ui.set_width(WIDTH.min(room.x - 48.0));
        let mut typed = palette.typed.clone();
        let hint = words(ui, "Find a command or a person", regular(13.0), Role::Secondary);
        let field = TextEdit::singleline(&mut typed).hint_text(hint).font(regular(13.0)).desired_width(f32::INFINITY);
        let field = ui.add(field.margin(egui::Margin::symmetric(10, 8))).accessible_name("Find a command or a person");
        field.request_focus();
        if field.changed() {
            command(PaletteCommand::Type(typed));
        }
        ui.add_space(4.0);
        if lines.is_empty() {
            ui.label(words(ui, "No matches", regular(12.0), Role::Secondary));
        }
        ScrollArea::vertical().max_height((ROW * 12.0).min(room.y - top - 80.0).max(2.0 * ROW)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, line) in lines.iter().enumerate() {
                let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                paint_row(ui, rect, &row, at == palette.at);
                let beside = one_line(ui, &line.beside, regular(11.0), ink(ui, Role::Secondary), rect.width() * 0.45);
                let room = rect.width() - beside.size().x - 32.0;
                let name = one_line(ui, &line.name, regular(12.5), ink(ui, Role::Text), room);
                let middle = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
                let right = pos2(rect.right() - 10.0 - beside.size().x, middle(&beside));
                let left = pos2(rect.left() + 10.0, middle(&name));
                ui.painter().galley(left, name, Color32::PLACEHOLDER);
                ui.painter().galley(right, beside, Color32::PLACEHOLDER);
                row.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, at == palette.at, &line.name));
                if at == palette.at {
                    row.scroll_to_me(None);
                }
                if row.clicked() {
                    command(PaletteCommand::Take(at));
                }
            }
        });
    });
    if modal.should_close() {
        out.push(Command::Palette(PaletteCommand::End));
    }
}

fn keys_ui(ui: &mut Ui, out: &mut Vec<Command>) {
    ui.label(words(ui, "Keyboard shortcuts", semibold(16.0), Role::Text));
    ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.7).show(ui, |ui| {
        // Room for the scroll bar.
        ui.set_width((ui.available_width() - 16.0).max(1.0));
        let of_table =
            COMMANDS.iter().filter_map(|named| Some((named.group, written(&named.keys?), named.name.to_owned())));
        let of_places = OTHER_KEYS.iter().map(|&(place, keys, what)| (place, told(keys), told(what)));
        let mut all: Vec<(&str, String, String)> = of_table.chain(of_places).collect();
        // Headings in the order of their first entry, each with all of its entries.
        let heads: Vec<&str> = all.iter().map(|(head, ..)| *head).collect();
        all.sort_by_key(|(head, ..)| heads.iter().position(|other| other == head));
        let mut head = "";
        for (group, keys, what) in all {
            if group != head {
                head = group;
                section(ui, group);
            }
            widgets::pair(ui, &what, &keys, Role::Text);
        }
    });
    if ui.button("Close").clicked() {
        out.push(Command::Keys(false));
    }
}
