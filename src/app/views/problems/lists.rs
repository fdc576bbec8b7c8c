//! Pages that list people or steps: suggested seats, and steps that no longer apply.

use crate::app::command::Command;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::views::import::{OfTitle, ROW, rung_names, title_row};
use crate::app::widgets::{main_button, note, page, quoted};
use crate::edit::Edit;
use crate::org::RungId;
use crate::plan::confirm;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Label, Ui};

/// Lists the titles whose seats were guessed from title and reports, to be confirmed or corrected a title at a time.
pub fn suggestions_panel(ui: &mut Ui, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let org = &snapshot.org;
    let suggested = snapshot.suggested;
    let all = thousands(suggested as f64);
    let title = format!("{all} of {} seats are suggestions", thousands(snapshot.people as f64));
    let titles = snapshot.titles();
    page(ui, |ui| {
        head_ui(
            ui,
            &title,
            "The file gives no rung for these people, so it was suggested from their title and reporting lines. \
             Findings based on a suggestion are at most possible",
            out,
        );
        if suggested == 0 {
            return note(ui, "Every seat is given or confirmed");
        }
        if ui.button(format!("Confirm all {all}")).tip("A single undo step").clicked() {
            let edits = titles.iter().map(|it| confirm(&it.people, it.rung)).collect();
            let name = format!("Confirm {}", count(suggested, "suggested seat", "suggested seats"));
            out.push(Command::Make(name, Box::new(Edit::All(edits))));
        }
        ui.add_space(8.0);
        let names = rung_names(org);
        let rungs: Vec<(RungId, &str)> = names.iter().map(|(rung, name)| (*rung, name.as_str())).collect();
        egui::ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, ROW, titles.len(), |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for at in rows {
                let it = &titles[at];
                match title_row(ui, at, org, it, &rungs) {
                    Some(OfTitle::Decide(rung)) => {
                        let whom = if it.title.is_empty() { "people without a title" } else { &it.title };
                        let name = format!("Confirm {whom} as {}", org.rung(rung).code);
                        out.push(Command::Make(name, Box::new(confirm(&it.people, rung))));
                    }
                    Some(OfTitle::Show) => {
                        // The first comes into view, and all of them are selected.
                        out.extend(it.people.first().map(|&person| Command::Show(person)));
                        out.push(Command::SelectAll(it.people.clone()));
                    }
                    None => {}
                }
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
                ui.add(
                    Label::new(words(ui, quoted(&format!("{}. {step}", lost.step + 1)), semibold(12.0), Role::Text))
                        .wrap(),
                );
                ui.add(Label::new(words(ui, quoted(&lost.why.to_string()), regular(12.0), Role::Secondary)).wrap());
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
