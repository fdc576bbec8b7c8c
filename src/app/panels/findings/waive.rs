//! Waiving a finding with a reason, and withdrawing the waiver.

use crate::app::command::Command;
use crate::app::state::document::Document;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, words};
use crate::app::widgets::note;
use crate::edit::Edit;
use crate::org::Waiver;
use crate::rules::{Finding, Severity, waiver_subject};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Id, TextEdit, Ui};

/// Text of the fields: reason, and the name of the person who waives.
type Typed = (String, String);

/// Draws the waiver, or the fields to waive the finding.
pub fn waive_ui(ui: &mut Ui, document: &Document, finding: &Finding, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    let subject = waiver_subject(org, finding.subject);
    if let Some((at, waiver)) = finding.waived.and_then(|at| Some((at, org.head.waivers.get(at)?))) {
        let date = waiver.date.map_or(String::new(), |date| format!(", {date}"));
        note(ui, &format!("Waived by {}{date}: {}", waiver.by, waiver.reason));
        if ui.button("Remove the waiver").clicked() {
            let mut head = org.head.clone();
            head.waivers.remove(at);
            let name = format!("Remove the waiver for {}", finding.rule.title.to_lowercase());
            out.push(Command::Make(name, Box::new(Edit::SetHead(Box::new(head)))));
        }
        return;
    }
    let (open, text) = (Id::unique("waiving"), Id::unique("waiver typed"));
    let this = (finding.rule.id, subject.to_string());
    let is_open = ui.data(|data| data.get_temp::<(&'static str, String)>(open)).is_some_and(|it| it == this);
    if !is_open {
        if ui.button("Waive with a reason…").clicked() {
            ui.data_mut(|data| data.insert_temp(open, this));
        }
        return;
    }
    let (mut reason, mut by) = ui.data(|data| data.get_temp::<Typed>(text)).unwrap_or_default();
    field(ui, "Reason for the exception", &mut reason);
    field(ui, "Approved by", &mut by);
    let close = |ui: &Ui| ui.data_mut(|data| data.remove::<(&'static str, String)>(open));
    ui.horizontal(|ui| {
        let ready = !reason.trim().is_empty() && !by.trim().is_empty();
        ui.add_enabled_ui(ready, |ui| {
            if ui.button("Waive").disabled_tip("A waiver needs a reason and a name").clicked() {
                let mut head = org.head.clone();
                head.waivers.retain(|it| it.rule != finding.rule.id || it.subject != subject);
                head.waivers.push(Waiver {
                    rule: finding.rule.id.to_owned(),
                    subject: subject.clone().into_owned(),
                    reason: reason.trim().to_owned(),
                    by: by.trim().to_owned(),
                    date: Some(crate::io::clock::today()),
                    number: finding.numbers.first().map(|&(_, number)| number),
                    severity: match finding.severity {
                        Severity::None => String::new(),
                        severity => severity.id().to_owned(),
                    },
                    answer: finding.answer.id().to_owned(),
                });
                let name = format!("Waive {}", finding.rule.title.to_lowercase());
                out.push(Command::Make(name, Box::new(Edit::SetHead(Box::new(head)))));
                reason.clear();
                close(ui);
            }
        });
        if ui.button("Cancel").clicked() {
            close(ui);
        }
    });
    // The name stays for the next waiver.
    ui.data_mut(|data| data.insert_temp(text, (reason, by)));
}

fn field(ui: &mut Ui, name: &str, typed: &mut String) {
    ui.label(words(ui, name, regular(11.0), Role::Secondary));
    let field = TextEdit::singleline(typed).desired_width(f32::INFINITY).font(regular(12.0));
    ui.add(field).widget_info(|| egui::WidgetInfo {
        label: Some(name.to_owned()),
        ..egui::WidgetInfo::text_edit(true, "", typed.as_str(), "")
    });
}
