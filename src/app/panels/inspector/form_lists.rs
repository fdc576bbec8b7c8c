//! Lists in the form: preference, rights, budgets, forums, evidence, notes. A list is replaced as a whole.

use crate::app::panels::inspector::form_change::{Form, replace, texts_ui};
use crate::app::panels::inspector::form_more::more_ui;
use crate::app::state::error::AppError;
use crate::app::widgets;
use crate::app::widgets::fields::{bare, choice, day, number, row, text};
use crate::app::widgets::{rights_fields, section};
use crate::edit::Edit;
use crate::measure::{STATED, defaults};
use crate::org::{Accountability, Answer, Evidence, Period, Preference, Provenance};
use eframe::egui::Ui;

/// Draws the lists; the personal ones only where people may be seen.
pub fn lists_ui(ui: &mut Ui, form: &mut Form) {
    section(ui, "Decision rights");
    rights_ui(ui, form);
    section(ui, "Budgets");
    budgets_ui(ui, form);
    section(ui, "Forums");
    let forums = form.org.details(form.person).forums.clone();
    if let Some(forums) = texts_ui(ui, form, "Forum", forums) {
        replace(form, "Forums", |details| details.forums = forums);
    }
    if !form.shows_people {
        return;
    }
    section(ui, "Work record");
    evidence_ui(ui, form);
    section(ui, "Career question: lead people, or stay in technical work?");
    preference_ui(ui, form);
    more_ui(ui, form);
    section(ui, "Notes");
    let notes = form.org.details(form.person).notes.clone();
    if let Some(notes) = texts_ui(ui, form, "Note", notes) {
        replace(form, "Notes", |details| details.notes = notes);
    }
}

fn rights_ui(ui: &mut Ui, form: &mut Form) {
    let list = form.org.details(form.person).rights.clone().unwrap_or_default();
    if let Some(list) = rights_fields::rights_ui(ui, &|field| form.id(field), list) {
        form.make("Rights", Edit::SetRights { person: form.person, rights: Some(list) });
    }
}

fn budgets_ui(ui: &mut Ui, form: &mut Form) {
    let list = form.org.details(form.person).budgets.clone().unwrap_or_default();
    if let Some(list) = rights_fields::budgets_ui(ui, &|field| form.id(field), list) {
        form.make("Budgets", Edit::SetBudgets { person: form.person, budgets: Some(list) });
    }
}

fn evidence_ui(ui: &mut Ui, form: &mut Form) {
    let mut list = form.org.details(form.person).evidence.clone();
    let constants = match form.org.seat(form.person) {
        Some(seat) => &form.org.ladder(seat.rung).constants,
        None => defaults(),
    };
    let kinds: Vec<&str> = constants.kinds.iter().map(|kind| kind.name.as_str()).chain([STATED]).collect();
    let (mut changed, mut gone) = (false, None);
    let provenances = [
        (Provenance::Anecdotal, "anecdotal"),
        (Provenance::Asserted, "asserted"),
        (Provenance::Measured, "measured"),
        (Provenance::Audited, "audited"),
    ];
    for (at, line) in list.iter_mut().enumerate() {
        changed |= evidence_row(ui, form, at, line, &kinds, &provenances);
        if widgets::little_button(ui, "Remove this line").clicked() {
            gone = Some(at);
        }
        ui.add_space(6.0);
    }
    if let Some(at) = gone {
        list.remove(at);
    }
    let add = widgets::little_button(ui, "Add a line of evidence").clicked();
    if add {
        list.push(Evidence {
            kind: kinds.first().copied().unwrap_or(STATED).into(),
            amount: 0.0,
            share: 1.0,
            provenance: Provenance::Asserted,
            period: None,
            particulars: Default::default(),
        });
    }
    if changed || add || gone.is_some() {
        replace(form, "Evidence", |details| details.evidence = list);
    }
}

fn evidence_row(
    ui: &mut Ui,
    form: &Form,
    at: usize,
    line: &mut Evidence,
    kinds: &[&str],
    provenances: &[(Provenance, &str)],
) -> bool {
    let mut changed = false;
    let id = |field: &str| form.id(&format!("evidence {at} {field}"));
    let all: Vec<(&str, &str)> = kinds.iter().map(|&kind| (kind, kind)).collect();
    let kind = line.kind.clone();
    if let Some(kind) = row(ui, "Kind", |ui| choice(ui, id("kind"), "Kind", kind.as_str(), &all)) {
        (line.kind, changed) = (kind.into(), true);
    }
    row(ui, "Amount", |ui| {
        if let Some(amount) = number(ui, id("amount"), "Amount", Some(line.amount), 92.0) {
            (line.amount, changed) = (amount.unwrap_or(0.0), true);
        }
    });
    let share = |typed: &str| match typed.trim().trim_end_matches('%').trim().parse::<f64>() {
        Ok(percent) if percent > 0.0 && percent <= 100.0 => Ok(percent / 100.0),
        _ => Err(AppError::Share { from_none: false }),
    };
    row(ui, "Share, %", |ui| {
        let shown = format!("{}", (line.share * 1e4).round() / 100.0);
        if let Some(share) = bare(ui, id("share"), "Share in percent", &shown, 60.0, &share) {
            (line.share, changed) = (share, true);
        }
    });
    let now = line.provenance;
    if let Some(provenance) = row(ui, "Provenance", |ui| choice(ui, id("provenance"), "Provenance", now, provenances)) {
        (line.provenance, changed) = (provenance, true);
    }
    let (from, to) = (line.period.map(|period| period.from), line.period.and_then(|period| period.to));
    row(ui, "From, to", |ui| {
        let (new_from, new_to) =
            (day(ui, id("from"), "Start date", from, 100.0), day(ui, id("to"), "End date", to, 100.0));
        if new_from.is_none() && new_to.is_none() {
            return;
        }
        let (from, to) = (new_from.unwrap_or(from), new_to.unwrap_or(to));
        // An end alone is the day itself, until the beginning is given; a beginning alone goes on.
        let period = from.or(to).map(|day| Period { from: from.unwrap_or(day), to });
        if period.is_none_or(|period| period.to.is_none_or(|to| period.from <= to)) {
            (line.period, changed) = (period, true);
        }
    });
    if let Some(domain) = text(ui, id("domain"), "Domain", &line.domain.clone()) {
        line.domain = domain;
        changed = true;
    }
    if let Some(source) = text(ui, id("source"), "Source", &line.source.clone()) {
        line.source = source;
        changed = true;
    }
    changed
}

fn preference_ui(ui: &mut Ui, form: &mut Form) {
    let details = form.org.details(form.person);
    let now = details.preference.clone();
    let answers = [
        (None, "not recorded"),
        (Some(Answer::Lead), "lead people"),
        (Some(Answer::Craft), "technical work"),
        (Some(Answer::Projects), "projects"),
        (Some(Answer::Undecided), "undecided"),
        (Some(Answer::NotAsked), "not asked"),
    ];
    let answer = now.as_ref().map(|preference| preference.answer);
    let ids = ["Answer", "Asked on", "Asked by"].map(|field| form.id(field));
    if let Some(answer) = row(ui, "Answer", |ui| choice(ui, ids[0], "Answer", answer, &answers)) {
        let (date, asked_by) = now.as_ref().map_or((None, Default::default()), |now| (now.date, now.asked_by.clone()));
        let preference = answer.map(|answer| Preference { answer, date, asked_by });
        replace(form, "Preference", |details| details.preference = preference);
    } else if let Some(now) = now {
        let date = row(ui, "Asked on", |ui| day(ui, ids[1], "Asked on", now.date, 100.0));
        let by = text(ui, ids[2], "Asked by", &now.asked_by);
        if date.is_some() || by.is_some() {
            let date = date.unwrap_or(now.date);
            let asked_by = by.map_or(now.asked_by, Into::into);
            let preference = Preference { answer: now.answer, date, asked_by };
            replace(form, "Preference", |details| details.preference = Some(preference));
        }
    }
    let details = form.org.details(form.person);
    let first = [
        (None, "not recorded"),
        (Some(Accountability::Craft), "technical work"),
        (Some(Accountability::People), "people"),
        (Some(Accountability::Money), "money"),
    ];
    let (now, id) = (details.accountability, form.id("Mainly accountable for"));
    if let Some(next) = row(ui, "Mainly accountable for", |ui| choice(ui, id, "Mainly accountable for", now, &first)) {
        replace(form, "Accountability", |details| details.accountability = next);
    }
    let craft = form.org.details(form.person).craft.clone();
    if let Some(craft) = text(ui, form.id("Craft"), "Craft", &craft) {
        replace(form, "Craft", |details| details.craft = craft);
    }
}
