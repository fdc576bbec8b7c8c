//! The strip of the very first start: the organisation is fictional, and how to begin with a real one.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::state::State;
use crate::app::state::document::start::StartCommand;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, words};
use crate::app::update::document::start::shows_strip;
use crate::scene::Role;
use eframe::egui::{Align, Frame, Label, Layout, Margin, Panel, Ui};

/// Draws the strip until it is dismissed.
pub fn strip_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if !shows_strip(state) {
        return;
    }
    let frame = Frame::new().fill(ink(ui, Role::Sunken)).inner_margin(Margin::symmetric(16, 0));
    Panel::top("first").exact_size(40.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Got it").tip("Do not show this again").clicked() {
                out.push(Command::Start(StartCommand::HideStrip));
            }
            let new = ui.button("New…").tip("A ladder and your first ten people, in a minute");
            if new.clicked() {
                out.push(Command::Start(StartCommand::New));
            }
            if ui.button("Import…").tip("CSV, TSV, text, Excel or JSON").clicked() {
                out.push(Command::Choose);
            }
            if ui.button("Open…").tip(written(&keys::OPEN)).clicked() {
                out.push(Command::Choose);
            }
            let said = "This is a fictional organisation. Start with your own:";
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(words(ui, said, regular(12.0), Role::Text)).truncate());
            });
        });
    });
}
