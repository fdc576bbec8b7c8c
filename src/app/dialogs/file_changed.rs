//! The strip shown when somebody else has written the open file, with the choices.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, words};
use crate::scene::Role;
use eframe::egui::{Align, Frame, Layout, Margin, Panel, Ui};

/// Draws the strip while there is something to say.
pub fn outside_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) =
        state.seen().filter(|_| state.session.external_change.is_some() && state.page != Page::Merging)
    else {
        return;
    };
    let frame = Frame::new().fill(ink(ui, Role::Sunken)).inner_margin(Margin::symmetric(16, 0));
    Panel::top("outside").exact_size(40.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Not now").tip("You will be asked again before anything overwrites it").clicked() {
                out.push(Command::SetOutsideAside);
            }
            if ui.button("Reload").tip("Reads the file from disk and asks what to do with your changes").clicked() {
                out.push(Command::OpenAgain);
            }
            let tip = "Shows the differences first, and asks where both sides changed the same thing";
            if ui.button("Merge changes…").tip(tip).clicked() {
                out.push(Command::TakeInOutside);
            }
            let said = format!("Someone else has changed {}", document.source.file_name());
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(words(ui, said, regular(12.0), Role::Text));
            });
        });
    });
}
