//! The inspector for several people: what they have in common, and fields that change all of them in one edit.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::words::rung_words;
use crate::app::state::paste_column::PasteCommand;
use crate::app::style::tips::Tips;
use crate::app::style::{semibold, words};
use crate::app::widgets::fields::{bare, row};
use crate::app::widgets::{note, people_rows, section};
use crate::edit::{Edit, TextField};
use crate::org::{Org, PersonId, RungId};
use crate::plan::{Side, Target};
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{ComboBox, Id, Ui};

/// Draws the panel.
pub fn many_ui(ui: &mut Ui, state: &State, org: &Org, people: &[PersonId], out: &mut Vec<Command>) {
    ui.label(words(ui, format!("{} people", thousands(people.len() as f64)), semibold(16.0), Role::Text));
    let may_change = state.veil().is_none();
    let said = if may_change { "Changes here apply to all of them, in one step. " } else { "" };
    note(ui, &format!("{said}Drag one to move them all"));
    if let &[one, other] = people {
        ui.add_space(6.0);
        let tip = "Compare pay, decisions, budget and forums side by side";
        if ui.button("Weigh them").tip(tip).clicked() {
            out.push(Command::Weigh([Side::Person(one), Side::Person(other)]));
        }
    }
    ui.add_space(8.0);
    ui.spacing_mut().item_spacing.y = 4.0;
    let fields = [
        ("Title", TextField::Title),
        ("Team", TextField::Team),
        ("Location", TextField::Location),
        ("Status", TextField::Status),
    ];
    for (name, field) in fields.into_iter().filter(|_| may_change) {
        let value = shared(people.iter().map(|&person| org.text_field(person, field)));
        let id = Id::unique(("many", name, people.first().map(|person| person.0)));
        let shown = value.unwrap_or("several");
        let typed = row(ui, name, |ui| bare(ui, id, name, shown, f32::INFINITY, &|typed| Ok(typed.trim().to_owned())));
        if let Some(text) = typed {
            let edit = |&person: &PersonId| Edit::SetText { person, field, text: text.clone() };
            let what = format!("Change {} of {} people", name.to_lowercase(), people.len());
            out.push(Command::Make(what, Box::new(Edit::All(people.iter().map(edit).collect()))));
        }
    }
    let rung = shared(people.iter().map(|&person| org.seat(person).map(|seat| seat.rung)));
    rung_ui(ui, org, people, rung.flatten(), out);
    ui.add_space(4.0);
    if may_change && ui.button("Paste a column…").tip("Values from a spreadsheet, one line per person").clicked() {
        out.push(Command::Paste(PasteCommand::Begin));
    }
    section(ui, "Selected");
    if let Some(person) = people_rows(ui, org, people, None) {
        out.push(Command::Show(person));
    }
}

fn rung_ui(ui: &mut Ui, org: &Org, people: &[PersonId], now: Option<RungId>, out: &mut Vec<Command>) {
    let shown = now.map_or("several".to_owned(), |rung| rung_words(org, rung));
    row(ui, "Rung", |ui| {
        let combo = ComboBox::from_id_salt("rung of many").selected_text(shown.as_str()).width(ui.available_width());
        let combo = combo.show_ui(ui, |ui| {
            for rung in org.rungs().rev() {
                let label = format!("{}: {}", org.track(rung).name, rung_words(org, rung));
                if ui.selectable_label(now == Some(rung), label.trim_start_matches(": ")).clicked() {
                    out.push(Command::Send(people.to_vec(), Target::Rung(rung)));
                }
            }
        });
        let name = format!("Rung: {shown}");
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
    });
}

/// The common value; `None` when they differ.
fn shared<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}
