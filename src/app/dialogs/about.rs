//! What the program is: its version, its licence, and the licences of what it is built from.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::manual::ManualCommand;
use crate::app::style::badges::paint_mark;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::answer_button;
use crate::app::widgets::menus::dialog;
use crate::scene::Role;
use eframe::egui::{Context, Id, Label, Sense, vec2};

/// Draws the dialog while it is open.
pub fn about_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if !state.about {
        return;
    }
    let modal = dialog(ctx, Id::unique("about"), 400.0, |ui| {
        ui.horizontal(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(56.0, 56.0), Sense::hover());
            paint_mark(ui.painter(), mark, ink(ui, Role::Ic), ink(ui, Role::Management), ink(ui, Role::StrongLine));
            ui.add_space(8.0);
            ui.vertical(|ui| {
                ui.label(words(ui, "Twintrack", semibold(18.0), Role::Text));
                let version = concat!("Version ", env!("CARGO_PKG_VERSION"));
                ui.label(words(ui, version, regular(12.0), Role::Secondary));
                ui.label(words(ui, "Two career tracks on shared rungs", regular(12.0), Role::Secondary));
            });
        });
        ui.add_space(8.0);
        for line in [
            "Your files stay on this computer. Nothing is sent anywhere.",
            "Free software under the MIT licence or the Apache Licence 2.0, at your option.",
        ] {
            ui.add(Label::new(words(ui, line, regular(12.0), Role::Text)).wrap());
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if answer_button(ui, "Close").clicked() {
                out.push(Command::About(false));
            }
            if ui.button("Third-party licences").clicked() {
                out.extend([Command::About(false), Command::Explain("licences.md", "")]);
            }
            if ui.button("Manual").clicked() {
                out.extend([Command::About(false), Command::Manual(ManualCommand::Contents)]);
            }
        });
    });
    if modal.should_close() {
        out.push(Command::About(false));
    }
}
