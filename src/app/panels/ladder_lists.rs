//! The lists of a rung's form: rights, budgets, forums. A list is replaced as a whole.

use super::fields::{bare, choice, number, row, text};
use super::ladder::LadderForm;
use crate::org::{Budget, Right, Role as Part, RungId};
use eframe::egui::{Checkbox, Ui};

const ROLES: [(Part, &str); 5] = [
    (Part::Decide, "decides"),
    (Part::Agree, "agrees to"),
    (Part::Recommend, "recommends"),
    (Part::Input, "is heard on"),
    (Part::Perform, "carries out"),
];

/// The decisions that come with the rung.
pub fn rights_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let mut list = form.org.rung(rung).rights.clone();
    let (mut changed, mut gone) = (false, None);
    for (at, right) in list.iter_mut().enumerate() {
        let id = |field: &str| form.rung_id(rung, &format!("right {at} {field}"));
        let typed = row(ui, "Decision", |ui| {
            bare(ui, id("text"), "Decision", &right.text, f32::INFINITY, &|typed| Ok(typed.trim().to_owned()))
        });
        if let Some(words) = typed {
            (right.text, changed) = (words.into(), true);
        }
        row(ui, "Part in it", |ui| {
            if let Some(role) = choice(ui, id("role"), "Part in it", right.role, &ROLES) {
                (right.role, changed) = (role, true);
            }
        });
        row(ui, "At grade", |ui| {
            if let Some(grade) = number(ui, id("at"), "Decided at grade", right.at, 56.0) {
                (right.at, changed) = (grade, true);
            }
            changed |= ui.add(Checkbox::new(&mut right.technical, "technical")).changed();
            if super::widgets::little_button(ui, "Remove").clicked() {
                gone = Some(at);
            }
        });
        ui.add_space(4.0);
    }
    if let Some(at) = gone {
        list.remove(at);
    }
    let add = super::widgets::little_button(ui, "Add a decision right").clicked();
    if add {
        let text = "New decision".into();
        list.push(Right { text, domain: Default::default(), at: None, role: Part::Decide, technical: true });
    }
    if changed || add || gone.is_some() {
        form.change_rung(rung, "Change the rights of", |entry| entry.rights = list);
    }
}

/// The limits that come with the rung.
pub fn budgets_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let mut list = form.org.rung(rung).budgets.clone();
    let (mut changed, mut gone) = (false, None);
    for (at, budget) in list.iter_mut().enumerate() {
        let id = form.rung_id(rung, &format!("budget {at}"));
        row(ui, "Limit", |ui| {
            if let Some(limit) = number(ui, id, "Limit", Some(budget.limit), 84.0) {
                (budget.limit, changed) = (limit.unwrap_or(0.0), true);
            }
            changed |= ui.add(Checkbox::new(&mut budget.technical, "technical")).changed();
            if super::widgets::little_button(ui, "Remove").clicked() {
                gone = Some(at);
            }
        });
    }
    if let Some(at) = gone {
        list.remove(at);
    }
    let add = super::widgets::little_button(ui, "Add a budget").clicked();
    if add {
        list.push(Budget { domain: String::new(), limit: 0.0, currency: String::new(), technical: true });
    }
    if changed || add || gone.is_some() {
        form.change_rung(rung, "Change the budgets of", |entry| entry.budgets = list);
    }
}

/// The forums that the rung sits in.
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
