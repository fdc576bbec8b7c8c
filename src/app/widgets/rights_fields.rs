//! Editable lists of decision rights and spending limits, for a person or a rung. A list is replaced as a whole.

use crate::app::widgets::fields::{bare, choice, number, row};
use crate::app::widgets::little_button;
use crate::org::{Budget, Right, Role};
use eframe::egui::{Checkbox, Id, Ui};

const ROLES: [(Role, &str); 5] = [
    (Role::Decide, "decides"),
    (Role::Agree, "agrees to"),
    (Role::Recommend, "recommends"),
    (Role::Input, "is consulted on"),
    (Role::Perform, "carries out"),
];

/// List of decision rights; returns the new list after a change. `id` makes the id of a field from its name.
pub fn rights_ui(ui: &mut Ui, id: &dyn Fn(&str) -> Id, mut list: Vec<Right>) -> Option<Vec<Right>> {
    let (mut changed, mut gone) = (false, None);
    for (at, right) in list.iter_mut().enumerate() {
        let id = |field: &str| id(&format!("right {at} {field}"));
        let typed = row(ui, "Decision", |ui| {
            bare(ui, id("text"), "Decision", &right.text, f32::INFINITY, &|typed| Ok(typed.trim().to_owned()))
        });
        if let Some(words) = typed {
            (right.text, changed) = (words.into(), true);
        }
        row(ui, "Role", |ui| {
            if let Some(role) = choice(ui, id("role"), "Role", right.role, &ROLES) {
                (right.role, changed) = (role, true);
            }
        });
        row(ui, "Grade", |ui| {
            if let Some(grade) = number(ui, id("at"), "Grade of decision", right.at, 56.0) {
                (right.at, changed) = (grade, true);
            }
            changed |= ui.add(Checkbox::new(&mut right.technical, "technical")).changed();
            if little_button(ui, "Remove").clicked() {
                gone = Some(at);
            }
        });
        ui.add_space(4.0);
    }
    if let Some(at) = gone {
        list.remove(at);
    }
    let add = little_button(ui, "Add a decision right").clicked();
    if add {
        let text = "New decision".into();
        list.push(Right { text, domain: Default::default(), at: None, role: Role::Decide, technical: true });
    }
    (changed || add || gone.is_some()).then_some(list)
}

/// List of spending limits; returns the new list after a change.
pub fn budgets_ui(ui: &mut Ui, id: &dyn Fn(&str) -> Id, mut list: Vec<Budget>) -> Option<Vec<Budget>> {
    let (mut changed, mut gone) = (false, None);
    for (at, budget) in list.iter_mut().enumerate() {
        row(ui, "Limit", |ui| {
            if let Some(limit) = number(ui, id(&format!("budget {at}")), "Limit", Some(budget.limit), 84.0) {
                (budget.limit, changed) = (limit.unwrap_or(0.0), true);
            }
            changed |= ui.add(Checkbox::new(&mut budget.technical, "technical")).changed();
            if little_button(ui, "Remove").clicked() {
                gone = Some(at);
            }
        });
    }
    if let Some(at) = gone {
        list.remove(at);
    }
    let add = little_button(ui, "Add a budget").clicked();
    if add {
        list.push(Budget { domain: String::new(), limit: 0.0, currency: String::new(), technical: true });
    }
    (changed || add || gone.is_some()).then_some(list)
}
