//! The question a drop can raise: who takes over the reports, and whether a closed rung is opened.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::drag::Asked;
use crate::app::state::document::Document;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, note, quoted};
use crate::org::{Org, PersonId};
use crate::plan::{Handover, Target};
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{Context, Id, Key, Label, TextEdit, Ui};

/// Draws the question while it is open.
pub fn asked_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let (Some(asked), Some(document)) = (&state.session.asked, state.seen()) else { return };
    let modal = dialog(ctx, Id::unique("asked"), 400.0, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        question_ui(ui, asked, document, out);
    });
    if modal.should_close() {
        out.push(Command::PutBack);
    }
}

fn question_ui(ui: &mut Ui, asked: &Asked, document: &Document, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    let (reports, opens) = match &asked.planned {
        Ok(planned) => (planned.reports, planned.opens),
        Err(_) => (1, None),
    };
    let is_handover = reports > 0 && matches!(asked.request.target, Target::Rung(_));
    let head = match (is_handover, opens) {
        (true, _) => format!("Who takes over {}?", count(reports, "report", "reports")),
        (false, Some(rung)) => format!("Open {}?", org.rung(rung).code),
        (false, None) => "Move?".to_owned(),
    };
    ui.label(words(ui, head, semibold(16.0), Role::Text));
    if let Some(rung) = opens {
        let said =
            format!("{} is currently closed. Moving someone there also opens it, in one step", org.rung(rung).code);
        note(ui, &said);
    }
    if is_handover {
        handover_ui(ui, asked, document, out);
    }
    ui.separator();
    match &asked.planned {
        Ok(planned) => {
            for line in &planned.lines {
                ui.add(Label::new(words(ui, quoted(line), regular(12.0), Role::Secondary)).wrap());
            }
        }
        Err(refusal) => {
            ui.add(Label::new(words(ui, quoted(&refusal.to_string()), regular(12.0), Role::Under)).wrap());
        }
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let name = asked.planned.as_ref().map_or("Move", |planned| planned.name.as_str());
        ui.add_enabled_ui(asked.planned.is_ok(), |ui| {
            if answer_button(ui, name).clicked() {
                out.push(Command::Agree);
            }
        });
        if ui.button("Cancel").clicked() {
            out.push(Command::PutBack);
        }
    });
}

fn handover_ui(ui: &mut Ui, asked: &Asked, document: &Document, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    let (who, above) = names(org, document, &asked.request.people);
    let now = asked.request.handover;
    let mut choice = |ui: &mut Ui, handover: Handover, label: String| {
        if ui.radio(now == handover, label).clicked() && now != handover {
            out.push(Command::HandOver(handover));
        }
    };
    choice(ui, Handover::Dotted, format!("{above}; {who} keeps a dotted line"));
    choice(ui, Handover::Manager, above);
    if let Handover::To(heir) = now {
        choice(ui, now, org.label(heir).to_owned());
    }
    let mut typed = asked.typed.clone();
    let field = TextEdit::singleline(&mut typed).hint_text("Someone else: name or id").desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name("Someone else who takes over");
    if field.changed() {
        out.push(Command::FindHeir(typed));
    } else if field.lost_focus()
        && ui.input(|input| input.key_pressed(Key::Enter))
        && let Some(&first) = asked.found.first()
    {
        out.push(Command::HandOver(Handover::To(first)));
    }
    for &person in &asked.found {
        let label = format!("{}, {}", org.label(person), org.title(person));
        if ui.selectable_label(now == Handover::To(person), label.trim_end_matches([',', ' '])).clicked() {
            out.push(Command::HandOver(Handover::To(person)));
        }
    }
    if !matches!(now, Handover::To(_)) {
        let mut remember = asked.remember;
        if ui.checkbox(&mut remember, "Do not ask again; do the same next time").changed() {
            out.push(Command::Remember(remember));
        }
    }
}

/// Names of the people who move, and of the manager above them.
fn names(org: &Org, document: &Document, people: &[PersonId]) -> (String, String) {
    let tree = &document.snapshot.judgement.tree;
    match people {
        [one] => {
            let above = tree.manager(*one).map_or("No one: they will have no manager", |above| org.label(above));
            (org.label(*one).to_owned(), above.to_owned())
        }
        _ => ("them".to_owned(), "The managers above".to_owned()),
    }
}
