//! The question before a new organisation being entered is discarded.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::start::{Giving, StartCommand};
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::answer_button;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Context, Id, Label, Modal};

/// Draws the question while it is open.
pub fn give_up_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let (Some(giving), Some(draft)) = (state.starting.giving, &state.starting.draft) else { return };
    let modal = Modal::new(Id::unique("give up")).show(ctx, |ui| {
        ui.set_width(400.0);
        let asked = format!("Discard {}?", draft.called());
        ui.add(Label::new(words(ui, asked, semibold(16.0), Role::Text)).wrap());
        let people = draft.roster.people();
        let said = format!("You have entered {}, not created yet", count(people, "person", "people"));
        ui.label(words(ui, said, regular(12.0), Role::Secondary));
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if answer_button(ui, "Keep editing").clicked() {
                out.push(Command::Start(StartCommand::Agree(false)));
            }
            let give_up = if giving == Giving::Closing { "Close without creating" } else { "Discard" };
            if ui.button(give_up).clicked() {
                out.push(Command::Start(StartCommand::Agree(true)));
            }
        });
    });
    if modal.should_close() {
        out.push(Command::Start(StartCommand::Agree(false)));
    }
}
