//! The page without a document: what to do first.

use super::widgets::{main_button, note, page};
use crate::app::command::Command;
use crate::app::document::file_name;
use crate::app::state::State;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::tips::Tips;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Rect, Ui, vec2};

/// The page; while the first file is being read, empty cards where people will stand.
pub fn welcome_panel(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.work.is_some() {
        skeleton(ui);
        return;
    }
    page(ui, |ui| {
        ui.label(words(ui, "Two tracks, one ladder", semibold(16.0), Role::Text));
        note(ui, "Drop an organisation or a spreadsheet on this window, or choose one");
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            if main_button(ui, "Open a file…").clicked() {
                out.push(Command::Choose);
            }
            if ui.button("Open the bundled organisation").clicked() {
                out.push(Command::OpenBundled);
            }
        });
        ui.add_space(16.0);
        for path in &state.settings.recent {
            let link = ui.link(words(ui, file_name(path), regular(12.0), Role::Accent));
            if link.tip(path.display().to_string()).clicked() {
                out.push(Command::Open(path.clone()));
            }
        }
    });
}

fn skeleton(ui: &Ui) {
    let area = ui.available_rect_before_wrap();
    let middle = area.center().x;
    for row in 0..(area.height() / 92.0) as usize {
        for column in 0..2 {
            for x in [middle - 240.0 - 180.0 * column as f32, middle + 80.0 + 180.0 * column as f32] {
                let at = egui::pos2(x, area.top() + 40.0 + row as f32 * 92.0);
                let card = Rect::from_min_size(at, vec2(160.0, 52.0));
                if area.contains_rect(card) {
                    ui.painter().rect_filled(card, 8.0, ink(ui, Role::Sunken));
                }
            }
        }
    }
}
