//! Pages that list people or steps: suggested seats, and steps that no longer apply.

use crate::app::command::Command;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::{main_button, note, page, people_rows};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Label, Ui};

/// Lists the people whose seat was guessed from title and reports.
pub fn suggestions_panel(ui: &mut Ui, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let count = thousands(snapshot.suggested.len() as f64);
    let title = format!("{count} of {} seats are suggestions", thousands(snapshot.people as f64));
    page(ui, |ui| {
        head_ui(
            ui,
            &title,
            "The file gives no rung for these people, so it was suggested from their title and reporting lines. \
             Findings based on a suggestion are at most possible",
            out,
        );
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            if let Some(person) = people_rows(ui, &snapshot.org, &snapshot.suggested, None) {
                out.push(Command::Show(person));
            }
        });
    });
}

/// Lists the steps of the plan that no longer apply to the file.
pub fn not_applied_panel(ui: &mut Ui, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let plan = snapshot.scenario.and_then(|at| document.scenarios.get(at));
    page(ui, |ui| {
        head_ui(
            ui,
            "Steps that no longer apply",
            "The file has changed since the plan was made; all other steps are applied",
            out,
        );
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            for lost in snapshot.not_applied.iter() {
                let step = plan.and_then(|plan| plan.steps.get(lost.step)).map_or(String::new(), ToString::to_string);
                ui.add(Label::new(words(ui, format!("{}. {step}", lost.step + 1), semibold(12.0), Role::Text)).wrap());
                ui.add(Label::new(words(ui, lost.why.to_string(), regular(12.0), Role::Secondary)).wrap());
                ui.add_space(8.0);
            }
        });
    });
}

fn head_ui(ui: &mut Ui, title: &str, said: &str, out: &mut Vec<Command>) {
    ui.label(words(ui, title, semibold(16.0), Role::Text));
    note(ui, said);
    ui.add_space(8.0);
    if main_button(ui, "Back to the chart").clicked() {
        out.push(Command::Turn(Page::Tracks));
    }
    ui.add_space(12.0);
}
