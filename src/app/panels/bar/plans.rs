//! Choice between the baseline and the plans, and what can be done with a plan.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::plans::PlanCommand;
use crate::app::style::badges::paint_arrow;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, words};
use crate::app::widgets::fields::text;
use crate::app::widgets::menus::menu_style;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Id, PopupCloseBehavior, Ui};

/// Draws the menu of plans.
pub fn plan_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let chosen = document.snapshot.scenario;
    let name = |at: Option<usize>| at.and_then(|at| document.scenarios.get(at)).map_or("Baseline", |s| s.name.as_str());
    let combo = egui::ComboBox::from_id_salt("plan")
        .selected_text(name(chosen))
        .width(136.0)
        .height((ui.ctx().content_rect().height() - 96.0).clamp(120.0, 560.0))
        .truncate()
        .icon(|ui, rect, visuals, _| paint_arrow(ui.painter(), rect.center(), true, visuals.fg_stroke.color))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show_ui(ui, |ui| {
            menu_style(ui);
            ui.set_min_width(240.0);
            for at in std::iter::once(None).chain((0..document.scenarios.len()).map(Some)) {
                let row = ui.selectable_label(chosen == at, name(at));
                let note =
                    at.and_then(|at| document.scenarios.get(at)).map_or("The file as it is", |s| s.note.as_str());
                let row = if note.is_empty() { row } else { row.tip(note) };
                if row.clicked() {
                    if chosen != at {
                        out.push(Command::Plan(at));
                    }
                    ui.close();
                }
            }
            ui.separator();
            let other = if document.scenarios.is_empty() { None } else { Some(0) };
            if (chosen.is_some() || other.is_some()) && ui.button("Compare…").clicked() {
                out.push(Command::Compare([None, chosen.or(other)]));
                ui.close();
            }
            let mut ask = |ui: &mut Ui, label: &str, tip: &str, command: PlanCommand| {
                if ui.button(label).tip(tip).clicked() {
                    out.push(Command::Plans(command));
                    ui.close();
                }
            };
            ask(ui, "New plan", "Changes made in a plan leave the baseline unchanged", PlanCommand::New);
            let Some(at) = chosen else { return };
            ask(ui, "Copy this plan", "", PlanCommand::Copy(at));
            ask(
                ui,
                "Make it the baseline",
                "The file then contains the changes of this plan; undo reverses it",
                PlanCommand::Baseline(at),
            );
            ask(ui, "Delete this plan", "Can be restored", PlanCommand::Delete(at));
            ui.separator();
            // Steps and notes of a plan may be private.
            if let Some(plan) = document.scenarios.get(at).filter(|_| state.meeting.is_none()) {
                let steps = plan.steps.len();
                let said = format!("{steps} {} from the baseline", if steps == 1 { "step" } else { "steps" });
                ui.label(words(ui, said, regular(11.0), Role::Secondary));
                if let Some(name) = text(ui, Id::unique(("plan name", at)), "Name", &plan.name) {
                    out.push(Command::Plans(PlanCommand::Name(at, name)));
                }
                if let Some(note) = text(ui, Id::unique(("plan note", at)), "Purpose", &plan.note) {
                    out.push(Command::Plans(PlanCommand::Note(at, note)));
                }
            }
        });
    combo.response.accessible_name(format!("Plan: {}", name(chosen)));
}
