//! Lists in the form of a rung: rights, budgets, forums. A list is replaced as a whole.

use crate::app::views::ladder::form::LadderForm;
use crate::app::widgets::fields::text;
use crate::app::widgets::rights_fields;
use crate::org::RungId;
use eframe::egui::Ui;

/// List of the decision rights that come with the rung.
pub fn rights_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let list = rights_fields::rights_ui(ui, &|field| form.rung_id(rung, field), form.org.rung(rung).rights.clone());
    if let Some(list) = list {
        form.change_rung(rung, "Change the rights of", |entry| entry.rights = list);
    }
}

/// List of the spending limits that come with the rung.
pub fn budgets_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let list = rights_fields::budgets_ui(ui, &|field| form.rung_id(rung, field), form.org.rung(rung).budgets.clone());
    if let Some(list) = list {
        form.change_rung(rung, "Change the budgets of", |entry| entry.budgets = list);
    }
}

/// List of the forums that the rung sits in.
pub fn forums_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let mut list = form.org.rung(rung).forums.clone();
    let mut changed = false;
    for at in 0..=list.len() {
        let value = list.get(at).cloned().unwrap_or_default();
        let label = if at == list.len() { "New forum" } else { "Forum" };
        if let Some(next) = text(ui, form.rung_id(rung, &format!("forum {at}")), label, &value) {
            match list.get_mut(at) {
                Some(one) => *one = next,
                None => list.push(next),
            }
            changed = true;
        }
    }
    if changed {
        list.retain(|one| !one.is_empty());
        form.change_rung(rung, "Change the forums of", |entry| entry.forums = list);
    }
}
