//! Pasting a column of a spreadsheet: the text, its effect, and the lines that cannot be used.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::paste_column::{PasteCommand, Pasting};
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, note, quoted};
use crate::plan::Column;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{ComboBox, Context, Id, Label, ScrollArea, TextEdit, Ui};

/// Largest number of unusable lines listed.
const LISTED: usize = 50;

/// Draws the dialog while it is open.
pub fn column_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let Some(pasting) = state.session.pasting.as_ref().filter(|_| state.veil().is_none()) else { return };
    let modal = dialog(ctx, Id::unique("paste a column"), 440.0, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(words(ui, "Paste a column", semibold(16.0), Role::Text));
        note(ui, &for_whom(pasting));
        field_ui(ui, pasting.column, out);
        let mut text = pasting.text.clone();
        ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            let field = TextEdit::multiline(&mut text).desired_rows(8).desired_width(f32::INFINITY);
            let field = ui.add(field.hint_text("Paste here")).accessible_name("Pasted lines");
            if ui.memory(|memory| memory.focused().is_none()) {
                field.request_focus();
            }
            if field.changed() {
                out.push(Command::Paste(PasteCommand::Text(text)));
            }
        });
        left_out_ui(ui, pasting);
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let people = count(pasting.pasted.edits.len(), "person", "people");
            ui.add_enabled_ui(!pasting.pasted.edits.is_empty(), |ui| {
                if answer_button(ui, &format!("Apply to {people}")).tip("A single undo step").clicked() {
                    out.push(Command::Paste(PasteCommand::Take));
                }
            });
            if ui.button("Cancel").clicked() {
                out.push(Command::Paste(PasteCommand::End));
            }
        });
    });
    if modal.should_close() {
        out.push(Command::Paste(PasteCommand::End));
    }
}

fn for_whom(pasting: &Pasting) -> String {
    let both = "Paste two spreadsheet columns: id or name, then the value";
    match pasting.people.len() {
        0 | 1 => both.to_owned(),
        several => format!("{both}. Or one column with {several} values, for the selected people in order"),
    }
}

fn field_ui(ui: &mut Ui, column: Column, out: &mut Vec<Command>) {
    let shown = Column::ALL.iter().find(|(known, _)| *known == column).map_or("", |(_, name)| name);
    let combo = ComboBox::from_id_salt("pasted field").selected_text(shown).show_ui(ui, |ui| {
        for (other, name) in Column::ALL {
            if ui.selectable_label(other == column, name).clicked() {
                out.push(Command::Paste(PasteCommand::Column(other)));
            }
        }
    });
    let name = format!("Field: {shown}");
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
}

fn left_out_ui(ui: &mut Ui, pasting: &Pasting) {
    let pasted = &pasting.pasted;
    if pasted.same > 0 {
        note(ui, &count(pasted.same, "line is already up to date", "lines are already up to date"));
    }
    if pasted.left_out.is_empty() {
        return;
    }
    let said = count(pasted.left_out.len(), "line cannot be used", "lines cannot be used");
    ui.label(words(ui, said, semibold(12.0), Role::Under));
    ScrollArea::vertical().id_salt("left out").max_height(96.0).show(ui, |ui| {
        for (line, why) in pasted.left_out.iter().take(LISTED) {
            let said = quoted(&format!("Line {line}: {why}"));
            ui.add(Label::new(words(ui, said, regular(11.0), Role::Secondary)).wrap());
        }
    });
}
