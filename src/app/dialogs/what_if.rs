//! The what-if dialog: findings before and after side by side, and for a role drafted for one person the fields that
//! change them live.

use crate::app::command::Command;
use crate::app::panels::findings::details::answer;
use crate::app::state::State;
use crate::app::state::document::words::rung_words;
use crate::app::state::what_if::Trial;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets;
use crate::app::widgets::fields::{bare, choice, number, row_of};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, note, quoted, small_capitals};
use crate::org::{Accountability, Org, PersonId, Right, RungId, TrackKind};
use crate::plan::{Draft, Turned, WhatIf};
use crate::rules::{Answer, Judgement};
use crate::scene::Role;
use eframe::egui::{Align, ComboBox, Context, Id, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// Width of the dialog, in points.
const WIDTH: f32 = 620.0;

/// Width of the labels, in points.
const NAMES: f32 = 96.0;

/// Draws the dialog while something is being tried.
pub fn trial_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let (Some(trial), Some(document)) = (&state.session.trial, state.seen()) else { return };
    let snapshot = &document.snapshot;
    let modal = dialog(ctx, Id::unique("trial"), WIDTH, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.add(Label::new(words(ui, trial.name.as_str(), semibold(16.0), Role::Text)).wrap());
        let most = (ctx.content_rect().height() - 180.0).max(200.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            if let Some(draft) = &trial.draft {
                draft_ui(ui, &snapshot.org, &snapshot.judgement, draft, out);
                ui.separator();
            }
            match &trial.what {
                Ok(what) => follows_ui(ui, &snapshot.org, what, trial.edit.is_some()),
                Err(why) => {
                    ui.add(Label::new(words(ui, quoted(&why.said()), regular(12.0), Role::Under)).wrap());
                }
            }
        });
        ui.separator();
        buttons_ui(ui, trial, out);
    });
    if modal.should_close() {
        out.push(Command::EndTrial);
    }
}

fn buttons_ui(ui: &mut Ui, trial: &Trial, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let edit = trial.edit.as_ref().filter(|_| trial.what.is_ok());
        ui.add_enabled_ui(edit.is_some(), |ui| {
            // In a form the focus stays in the fields.
            let does = match trial.draft {
                Some(_) => widgets::main_button(ui, "Apply"),
                None => answer_button(ui, "Apply"),
            };
            if does.clicked() {
                out.push(Command::DoTried);
            }
            if ui.button("Keep as plan").clicked()
                && let Some(edit) = edit
            {
                out.push(Command::KeepAsPlan(trial.name.clone(), Box::new(edit.clone())));
            }
        });
        if ui.button("Discard").clicked() {
            out.push(Command::EndTrial);
        }
    });
}

fn follows_ui(ui: &mut Ui, org: &Org, what: &WhatIf, is_tried: bool) {
    if !is_tried {
        return note(ui, "Nothing has changed yet. Findings before and after appear here once you change something");
    }
    if !what.lines.is_empty() {
        small_capitals(ui, "Changes");
        for line in &what.lines {
            ui.add(Label::new(words(ui, line.as_str(), regular(12.0), Role::Text)).wrap());
        }
        ui.add_space(6.0);
    }
    let width = ((ui.available_width() - 24.0) / 2.0).max(1.0);
    columns(ui, width, |ui, side| small_capitals(ui, if side == 0 { "Before" } else { "After" }));
    for turned in &what.findings {
        columns(ui, width, |ui, side| finding_ui(ui, org, turned, side));
    }
    if what.findings.is_empty() {
        note(ui, "No findings change");
    }
    if !what.is_whole {
        note(ui, "Covers only the people affected, not the ladder and organisation");
    }
}

fn finding_ui(ui: &mut Ui, org: &Org, turned: &Turned, side: usize) {
    let here = if side == 0 { &turned.before } else { &turned.after };
    let about = turned.person.map_or("Ladder and organisation", |person| org.label(person));
    let Some((firm, said)) = here else {
        let (word, role) = if side == 0 { ("–", Role::Faint) } else { ("resolved", Role::Ic) };
        ui.label(words(ui, word, regular(12.0), role));
        return;
    };
    let role = match (turned.is_same(), firm) {
        (true, _) => Role::Secondary,
        (false, Answer::Info) => Role::Text,
        (false, _) => Role::Under,
    };
    let new = if side == 1 && turned.before.is_none() { " · new" } else { "" };
    let head = format!("{}, {}{new}", turned.rule.title, about);
    ui.add(Label::new(words(ui, head, semibold(12.0), role)).wrap());
    // The heading is enough for a finding that does not change.
    if turned.is_same() {
        return;
    }
    note(ui, &format!("{} · {said}", answer(*firm)));
}

fn columns<R>(ui: &mut Ui, width: f32, mut content: impl FnMut(&mut Ui, usize) -> R) {
    ui.horizontal_top(|ui| {
        for side in 0..2 {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                content(ui, side);
            });
        }
    });
}

/// Fields of the drafted role. Each reports its value when it loses the focus.
fn draft_ui(ui: &mut Ui, org: &Org, judgement: &Judgement, draft: &Draft, out: &mut Vec<Command>) {
    let person = draft.person;
    let id = |field: &str| Id::unique(("draft", person.0, field));
    let mut next = draft.clone();
    ui.spacing_mut().item_spacing.y = 4.0;
    note(ui, "A trial only. Empty fields stay unchanged");
    line(ui, "Annual pay", |ui| {
        if let Some(pay) = number(ui, id("pay"), "Annual full-time pay", draft.pay, 120.0) {
            next.pay = pay.filter(|pay| *pay > 0.0);
        }
        let now = org.yearly_pay(person).map_or("not recorded".to_owned(), crate::report::shown::thousands);
        note(ui, &format!("at current rung; now {now} {}", org.head.currency));
    });
    rung_ui(ui, org, draft, &mut next);
    let words_of = |typed: &str| Ok(typed.trim().to_owned());
    let title = draft.title.as_deref().unwrap_or_default();
    if let Some(title) = line(ui, "Title", |ui| bare(ui, id("title"), "Title", title, f32::INFINITY, &words_of)) {
        next.title = Some(title).filter(|title| !title.is_empty());
    }
    let (words_now, at_now) = draft.decision.clone().map_or((String::new(), None), |(text, at)| (text, Some(at)));
    let decides = |ui: &mut Ui| bare(ui, id("decision"), "Decides", &words_now, f32::INFINITY, &words_of);
    if let Some(text) = line(ui, "Decides", decides) {
        let at = at_now.or_else(|| grade(judgement, org, draft)).unwrap_or(0.0);
        next.decision = (!text.is_empty()).then_some((text, at));
    }
    line(ui, "at grade", |ui| {
        if let Some(at) = number(ui, id("at"), "Grade of decision", at_now, 60.0) {
            next.decision = at.map(|at| {
                let text = if words_now.is_empty() { "A technical decision".to_owned() } else { words_now.clone() };
                (text, at)
            });
        }
    });
    line(ui, "Budget", |ui| {
        if let Some(budget) = number(ui, id("budget"), "Technical spending limit", draft.budget, 120.0) {
            next.budget = budget;
        }
    });
    let all = [
        (None, "unchanged"),
        (Some(Accountability::Craft), "technical work"),
        (Some(Accountability::People), "people"),
        (Some(Accountability::Money), "money"),
    ];
    let now = draft.accountability;
    if let Some(it) =
        line(ui, "Mainly accountable for", |ui| choice(ui, id("answers"), "Mainly accountable for", now, &all))
    {
        next.accountability = it;
    }
    rights_ui(ui, org, judgement, draft, &mut next);
    if next != *draft {
        out.push(Command::DraftRole(Box::new(next)));
    }
}

/// A row of the form, spaced like the rest of the dialog.
fn line<R>(ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    let gap = ui.spacing().item_spacing.x;
    row_of(ui, name, (NAMES, gap), control)
}

/// Grade of the drafted rung, or of the present one.
fn grade(judgement: &Judgement, org: &Org, draft: &Draft) -> Option<f64> {
    let rung = draft.rung.or_else(|| org.seat(draft.person).map(|seat| seat.rung))?;
    judgement.scale.grade(rung)
}

fn rung_ui(ui: &mut Ui, org: &Org, draft: &Draft, next: &mut Draft) {
    let rungs: Vec<RungId> = org.rungs().rev().filter(|&rung| org.track(rung).kind == TrackKind::Ic).collect();
    let shown = draft.rung.map_or("unchanged".to_owned(), |rung| rung_words(org, rung));
    line(ui, "IC rung", |ui| {
        let combo = ComboBox::from_id_salt("draft rung").selected_text(shown.as_str()).width(200.0).height(360.0);
        let combo = combo.show_ui(ui, |ui| {
            for rung in [None].into_iter().chain(rungs.into_iter().map(Some)) {
                let label = rung.map_or("unchanged".to_owned(), |rung| rung_words(org, rung));
                if ui.selectable_label(rung == draft.rung, label).clicked() {
                    next.rung = rung;
                }
            }
        });
        let name = format!("IC rung: {shown}");
        combo.response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::ComboBox, true, &name));
    });
}

/// Decision rights that pass between the person and the manager.
fn rights_ui(ui: &mut Ui, org: &Org, judgement: &Judgement, draft: &Draft, next: &mut Draft) {
    let Some(manager) = judgement.tree.manager(draft.person) else { return };
    let list = |ui: &mut Ui, of: PersonId, to: PersonId, chosen: &[Right], moved: &mut Vec<Right>| {
        for right in org.details(of).rights.iter().flatten() {
            let mut on = chosen.contains(right);
            let label = format!("{} goes from {} to {}", right.text, org.label(of), org.label(to));
            if ui.checkbox(&mut on, RichText::new(label).font(regular(12.0)).color(ink(ui, Role::Text))).changed() {
                if on { moved.push(right.clone()) } else { moved.retain(|other| other != right) }
            }
        }
    };
    list(ui, manager, draft.person, &draft.taken, &mut next.taken);
    list(ui, draft.person, manager, &draft.given, &mut next.given);
}
