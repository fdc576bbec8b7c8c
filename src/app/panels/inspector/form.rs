//! The inspector as a form: every field recorded of one person, with a suitable control.

use crate::app::command::Command;
use crate::app::panels::inspector::form_change::Form;
use crate::app::panels::inspector::form_lists::lists_ui;
use crate::app::state::document::words::rung_words;
use crate::app::state::error::AppError;
use crate::app::state::{Seeking, State};
use crate::app::style::{regular, words};
use crate::app::widgets;
use crate::app::widgets::fields::{bare, choice, day, number, plain, read_number, row, text};
use crate::app::widgets::{note, section};
use crate::edit::{Edit, TextField};
use crate::org::{Kind, Line, Org, Pay, PayPeriod, PersonId, RungId, Seat, SeatSource};
use crate::plan::Target;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{ComboBox, Key, Modifiers, TextEdit, Ui};

/// Draws the form.
pub fn form_ui(ui: &mut Ui, state: &State, org: &Org, person: PersonId, out: &mut Vec<Command>) {
    let mut form = Form { org, person, shows_people: state.shows_people(), out };
    ui.spacing_mut().item_spacing.y = 4.0;
    texts_ui(ui, &mut form);
    section(ui, "Seat");
    seat_ui(ui, &mut form);
    section(ui, "Lines");
    lines_ui(ui, state.session.seeking.as_ref(), &mut form);
    if form.shows_people {
        section(ui, "Pay");
        pay_ui(ui, &mut form);
    } else {
        note(ui, "Structure only hides pay, evidence and preference");
    }
    lists_ui(ui, &mut form);
}

fn texts_ui(ui: &mut Ui, form: &mut Form) {
    let (org, person) = (form.org, form.person);
    for (name, field, value) in [
        ("Name", TextField::Name, org.name(person)),
        ("Title", TextField::Title, org.title(person)),
        ("Team", TextField::Team, org.team(person)),
        ("Location", TextField::Location, org.location(person)),
        ("Status", TextField::Status, org.status(person)),
    ] {
        if let Some(text) = text(ui, form.id(name), name, value) {
            form.make(name, Edit::SetText { person, field, text });
        }
    }
    let id = form.id("Id");
    if let Some(key) = row(ui, "Id", |ui| bare(ui, id, "Id", org.key(person), f32::INFINITY, &read_key)) {
        form.make("Id", Edit::SetKey { person, key });
    }
    let kinds = [
        (Kind::Person, "a person"),
        (Kind::Vacancy, "a vacancy"),
        (Kind::Several, "several posts"),
        (Kind::Bot, "a program"),
    ];
    let id = form.id("Kind");
    if let Some(kind) = row(ui, "Type", |ui| choice(ui, id, "Type", org.kind(person), &kinds)) {
        form.make("Kind", Edit::SetKind { person, kind });
    }
    let (start, end) = (org.start(person), org.end(person));
    let (first, last) = (form.id("Start"), form.id("End"));
    let changed = row(ui, "From, to", |ui| {
        let new_start = day(ui, first, "Start date", start, 100.0);
        let new_end = day(ui, last, "End date", end, 100.0);
        (new_start.is_some() || new_end.is_some()).then(|| (new_start.unwrap_or(start), new_end.unwrap_or(end)))
    });
    if let Some((start, end)) = changed {
        form.make("Dates", Edit::SetDates { person, start, end });
    }
}

fn seat_ui(ui: &mut Ui, form: &mut Form) {
    let (org, person) = (form.org, form.person);
    let seat = org.seat(person);
    let shown = seat.map_or("No rung".to_owned(), |seat| rung_words(org, seat.rung));
    let id = form.id("Seat");
    let mut chosen: Option<Option<RungId>> = None;
    row(ui, "Rung", |ui| {
        let combo =
            ComboBox::from_id_salt(id).selected_text(shown.as_str()).width(ui.available_width()).show_ui(ui, |ui| {
                for rung in org.rungs().rev().map(Some).chain([None]) {
                    let words = rung.map_or("No rung".to_owned(), |rung| {
                        format!("{}: {}", org.track(rung).name, rung_words(org, rung))
                    });
                    let is_now = seat.map(|seat| seat.rung) == rung;
                    if ui.selectable_label(is_now, words.trim_start_matches(": ")).clicked() && !is_now {
                        chosen = Some(rung);
                    }
                }
            });
        let name = format!("Rung: {shown}");
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
    });
    match chosen {
        Some(Some(rung)) => form.out.push(Command::Send(vec![person], Target::Rung(rung))),
        Some(None) => form.make("Seat", Edit::MoveToSeat { person, seat: None }),
        None => {}
    }
    if let Some(Seat { rung, source: SeatSource::Suggested }) = seat {
        note(ui, "This seat is only suggested");
        if ui.button("Confirm").clicked() {
            form.make("Seat", Edit::MoveToSeat { person, seat: Some(Seat { rung, source: SeatSource::Confirmed }) });
        }
    }
}

fn lines_ui(ui: &mut Ui, seeking: Option<&Seeking>, form: &mut Form) {
    let (org, person) = (form.org, form.person);
    for (name, line, add) in [
        ("Reports to", Line::Solid, "Change…"),
        ("Works with", Line::Dotted, "Add…"),
        ("Assists", Line::Assistant, "Add…"),
    ] {
        let above = match line {
            Line::Solid => org.manager(person).into_iter().collect(),
            _ => org.lines().above(person, line),
        };
        for (at, &other) in above.iter().enumerate() {
            let gone = row(ui, if at == 0 { name } else { "" }, |ui| {
                ui.add(egui::Label::new(words(ui, org.label(other), regular(12.0), Role::Text)).truncate());
                widgets::little_button(ui, "Remove").clicked()
            });
            if gone && line == Line::Solid {
                form.out.push(Command::Send(vec![person], Target::Top));
            } else if gone {
                let above = above.iter().copied().filter(|&one| one != other).collect();
                form.make(name, Edit::SetLines { person, line, above });
            }
        }
        if let Some(seeking) = seeking.filter(|seeking| seeking.line == line) {
            seek_ui(ui, seeking, &above, form);
        } else if row(ui, if above.is_empty() { name } else { "" }, |ui| widgets::little_button(ui, add).clicked()) {
            form.out.push(Command::Seek(line));
        }
    }
}

fn seek_ui(ui: &mut Ui, seeking: &Seeking, above: &[PersonId], form: &mut Form) {
    let (org, person) = (form.org, form.person);
    let mut typed = seeking.typed.clone();
    let field = TextEdit::singleline(&mut typed).hint_text("Name or id").desired_width(f32::INFINITY);
    let response = ui.add(field).accessible_name("A person, by name or id");
    if seeking.typed.is_empty() && seeking.found.is_empty() {
        response.request_focus();
    }
    if response.changed() {
        form.out.push(Command::SeekBy(typed));
    }
    let entered = response.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut taken = seeking.found.first().copied().filter(|_| entered);
    for &other in &seeking.found {
        let label = format!("{}, {}", org.label(other), org.title(other));
        if ui.selectable_label(false, label.trim_end_matches([',', ' '])).clicked() {
            taken = Some(other);
        }
    }
    if let Some(other) = taken {
        form.out.push(Command::SeekEnd);
        if seeking.line == Line::Solid {
            form.out.push(Command::Send(vec![person], Target::Manager(other)));
        } else if !above.contains(&other) {
            let above = above.iter().copied().chain([other]).collect();
            form.make("Lines", Edit::SetLines { person, line: seeking.line, above });
        }
    } else if widgets::little_button(ui, "Cancel").clicked()
        || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    {
        form.out.push(Command::SeekEnd);
    }
}

fn pay_ui(ui: &mut Ui, form: &mut Form) {
    let (org, person) = (form.org, form.person);
    let pay = org.pay(person);
    let recorded = |amount: f64| (!amount.is_nan()).then_some(amount);
    let ids = ["Pay", "Currency", "Per", "Part"].map(|field| form.id(field));
    let is_band = pay.high > pay.low;
    let shown = match is_band {
        true => format!("{} – {}", plain(pay.low), plain(pay.high)),
        false => recorded(pay.low).map_or(String::new(), plain),
    };
    let mut next: Option<Pay> = None;
    let mut currency = org.text(pay.currency).to_owned();
    row(ui, "Amount", |ui| {
        if let Some((low, high)) = bare(ui, ids[0], "Amount", &shown, 120.0, &read_band) {
            next = Some(Pay { low, high, ..pay });
        }
        let shown = if currency.is_empty() { org.head.currency.as_str() } else { currency.as_str() };
        let code = |typed: &str| match typed.trim() {
            code if code.len() <= 3 && code.chars().all(|c| c.is_ascii_alphabetic()) => Ok(code.to_uppercase()),
            _ => Err(AppError::Currency),
        };
        if let Some(code) = bare(ui, ids[1], "Currency", shown, 54.0, &code) {
            currency = if code == org.head.currency { String::new() } else { code };
            next = next.or(Some(pay));
        }
    });
    let periods = [
        (PayPeriod::Year, "a year"),
        (PayPeriod::Month, "a month"),
        (PayPeriod::Week, "a week"),
        (PayPeriod::Day, "a day"),
        (PayPeriod::Hour, "an hour"),
    ];
    if let Some(period) = row(ui, "Per", |ui| choice(ui, ids[2], "Per", pay.period, &periods)) {
        next = Some(Pay { period, ..pay });
    }
    let part = recorded(f64::from(pay.fte)).map(|_| pay.part_of_full_time());
    if let Some(part) = row(ui, "Full-time share", |ui| number(ui, ids[3], "Full-time share", part, 60.0)) {
        next = Some(Pay { fte: part.map_or(f32::NAN, |part| part as f32), ..pay });
    }
    if let Some(pay) = next {
        form.make("Pay", Edit::SetPay { person, pay, currency });
    }
    note(ui, "Enter a band with a dash: 65000 – 69999");
}

/// Parses an id, which is not empty. The edit checks that it is unique.
fn read_key(typed: &str) -> Result<String, AppError> {
    match typed.trim() {
        "" => Err(AppError::NoId),
        key => Ok(key.to_owned()),
    }
}

/// Parses a pay amount or a band.
fn read_band(typed: &str) -> Result<(f64, f64), AppError> {
    let parts: Vec<&str> = typed.split(['–', '—', '-']).collect();
    let read = |text: &str| read_number(text)?.ok_or(AppError::BandEnd);
    match parts.as_slice() {
        [one] => Ok(read_number(one)?.map_or((f64::NAN, f64::NAN), |amount| (amount, amount))),
        [low, high] => {
            let (low, high) = (read(low)?, read(high)?);
            if low <= high { Ok((low, high)) } else { Err(AppError::BandFalls) }
        }
        _ => Err(AppError::Band),
    }
}
