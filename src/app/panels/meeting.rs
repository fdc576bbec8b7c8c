//! Meeting mode on the screen: a chip that says so, what is hidden, and the question before it is left.

use super::chips::chip;
use super::menus::{dialog, form_below};
use super::widgets::{answer_button, note};
use crate::app::command::Command;
use crate::app::meeting::MeetingWish;
use crate::app::state::State;
use crate::app::style::{regular, semibold, words};
use crate::scene::Role;
use eframe::egui::{Context, Id, Label, Ui};

const HIDDEN: &str = "Hidden on the whole screen, in every view and search: pay and what rests on it, evidence, \
                      preferences, reasons, notes, findings about people, and fields this program does not know. \
                      Cards can be dragged and plans turned; the file keeps everything";

/// The chip in the bar.
pub fn meeting_chip(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let button = chip(ui, "Meeting mode", Role::Accent);
    form_below(&button, |ui| {
        ui.set_width(300.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(words(ui, "Meeting mode", semibold(13.0), Role::Text));
        note(ui, HIDDEN);
        let mut roles = !state.settings.meeting_names;
        if ui.checkbox(&mut roles, "Roles instead of names").changed() {
            out.push(MeetingWish::Names(!roles).into());
        }
        if ui.button("Leave meeting mode… (F8)").clicked() {
            out.push(MeetingWish::Turn.into());
            ui.close();
        }
    });
}

/// Asks once before everything is seen again.
pub fn leave_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if !state.meeting.as_ref().is_some_and(|meeting| meeting.asks) {
        return;
    }
    let modal = dialog(ctx, Id::unique("leave the meeting"), 400.0, |ui| {
        ui.label(words(ui, "Leave meeting mode?", semibold(16.0), Role::Text));
        let said = "Everybody who sees this screen will see names, pay, evidence and findings about people";
        ui.add(Label::new(words(ui, said, regular(12.0), Role::Secondary)).wrap());
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if answer_button(ui, "Stay in meeting mode").clicked() {
                out.push(MeetingWish::Leave(false).into());
            }
            if ui.button("Leave it").clicked() {
                out.push(MeetingWish::Leave(true).into());
            }
        });
    });
    if modal.should_close() {
        out.push(MeetingWish::Leave(false).into());
    }
}

/// The page while the copy for the meeting is made.
pub fn making_ui(ui: &mut Ui) {
    super::widgets::page(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(words(ui, "Taking out what is not for everybody", semibold(13.0), Role::Text));
        });
    });
}
