//! The question for a passphrase. What is typed stays in one place and is overwritten once it has been handed on.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::file_name;
use crate::app::state::passphrase::{Asking, PassphraseCommand};
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{main_button, note};
use crate::io::sealed::{Passphrase, SecretText};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Context, Id, Key, Label, TextEdit, Ui};
use std::sync::{Arc, Mutex, PoisonError};

/// What is typed into the fields; the second repeats a new passphrase.
type Typed = Arc<Mutex<[SecretText; 2]>>;

/// Draws the question while it is open.
pub fn passphrase_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let id = Id::unique("passphrase");
    let fields = ["Passphrase", "Repeat the passphrase"].map(|name| (name, id.with(name)));
    let Some(asking) = &state.passphrase else {
        return forget(ctx, id, fields.map(|(_, id)| id));
    };
    let is_first = ctx.data(|data| data.get_temp::<Typed>(id).is_none());
    let typed: Typed = ctx.data_mut(|data| data.get_temp_mut_or_default::<Typed>(id).clone());
    let mut typed = typed.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut is_answered, mut is_cancelled) = (false, false);
    let modal = dialog(ctx, id, 420.0, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let name = file_name(asking.path());
        let (title, action) = match asking {
            Asking::Open { .. } | Asking::Answers { .. } => (format!("{name} is sealed"), "Open"),
            Asking::SealCopy(..) | Asking::SealAs(_) => (format!("Passphrase for {name}"), "Save"),
        };
        ui.add(Label::new(words(ui, title, semibold(16.0), Role::Text)).wrap());
        let is_new = matches!(asking, Asking::SealCopy(..) | Asking::SealAs(_));
        if is_new {
            note(ui, "Several random words are best. A forgotten passphrase cannot be recovered, by anyone");
        }
        let shown = if is_new { 2 } else { 1 };
        let mut has_entered = false;
        for (text, &(name, id)) in typed.iter_mut().zip(&fields).take(shown) {
            has_entered |= field_ui(ui, text, name, id);
            if is_first && name == fields[0].0 {
                // Whatever below the question had the focus.
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        }
        let is_equal = !is_new || typed[0] == typed[1];
        match asking {
            Asking::Open { is_wrong: true, .. } | Asking::Answers { is_wrong: true, .. } => {
                let said = "This is not the passphrase of the file. Check the keyboard layout and Caps Lock";
                ui.add(Label::new(words(ui, said, regular(12.0), Role::Under)).wrap());
            }
            _ if !is_equal && !typed[1].is_empty() => {
                ui.label(words(ui, "The two are not the same", regular(12.0), Role::Under));
            }
            _ => {}
        }
        ui.add_space(4.0);
        let is_ready = !typed[0].is_empty() && is_equal;
        ui.horizontal(|ui| {
            let button = ui.add_enabled_ui(is_ready, |ui| main_button(ui, action)).inner;
            is_answered = is_ready && (button.clicked() || has_entered);
            is_cancelled = ui.button("Cancel").clicked();
        });
    });
    if is_answered {
        out.extend(Passphrase::new(typed[0].take()).map(|it| Command::Passphrase(PassphraseCommand::Answer(it))));
        // Asked again, even in the next frame, it is a new question that takes the focus.
        drop(typed);
        forget(ctx, id, fields.map(|(_, id)| id));
    } else if is_cancelled || modal.should_close() {
        out.push(Command::Passphrase(PassphraseCommand::Cancel));
    }
}

/// A field whose text is not seen; true once Enter is pressed in it.
fn field_ui(ui: &mut Ui, text: &mut SecretText, name: &str, id: Id) -> bool {
    ui.label(words(ui, name, regular(12.0), Role::Secondary));
    let field = TextEdit::singleline(text.typed()).id(id).password(true).desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name(name);
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Overwrites what was typed, and drops the steps by which a field takes typing back.
fn forget(ctx: &Context, id: Id, fields: [Id; 2]) {
    let is_typed = ctx.data_mut(|data| data.get_temp::<Typed>(id).is_some());
    if is_typed {
        ctx.data_mut(|data| {
            data.remove::<Typed>(id);
            for field in fields {
                data.remove::<egui::text_edit::TextEditState>(field);
            }
        });
    }
}
