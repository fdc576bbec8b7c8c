//! Meeting mode on the screen: the question before leaving, and the page while the copy is made.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::meeting::MeetingCommand;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets;
use crate::app::widgets::answer_button;
use crate::app::widgets::menus::dialog;
use crate::scene::Role;
use eframe::egui::{Context, Id, Label, Ui};

/// Asks before everything becomes visible again.
pub fn leave_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if !state.meeting.as_ref().is_some_and(|meeting| meeting.asks) {
        return;
    }
    let modal = dialog(ctx, Id::unique("leave the meeting"), 400.0, |ui| {
        ui.label(words(ui, "Leave meeting mode?", semibold(16.0), Role::Text));
        let said = "Names, pay, evidence and findings about people will be visible on this screen";
        ui.add(Label::new(words(ui, said, regular(12.0), Role::Secondary)).wrap());
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if answer_button(ui, "Stay in meeting mode").clicked() {
                out.push(MeetingCommand::Leave(false).into());
            }
            if ui.button("Leave meeting mode").clicked() {
                out.push(MeetingCommand::Leave(true).into());
            }
        });
    });
    if modal.should_close() {
        out.push(MeetingCommand::Leave(false).into());
    }
}

/// Page shown while the redacted copy is made.
pub fn making_ui(ui: &mut Ui) {
    widgets::page(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(words(ui, "Hiding confidential information", semibold(13.0), Role::Text));
        });
    });
}
