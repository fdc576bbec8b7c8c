//! The question to one person: its full wording, beside the record and the consequences of a yes, with fields for the
//! answer.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::page::{Page, Sheet};
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::{main_button, note, page, pair, section};
use crate::edit::Edit;
use crate::io::clock::today;
use crate::org::{Answer, PersonId, Preference};
use crate::report::question::{ANSWER, QUESTION, craft, way};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Id, Label, ScrollArea, TextEdit, Ui};

/// Text of the fields for an answer: the answer, the day, who asked.
#[derive(Clone, Default)]
struct Typed {
    answer: Option<Answer>,
    date: String,
    by: String,
}

/// Draws the page.
pub fn question_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        page(ui, |ui| {
            let person = state.session.selected.filter(|&person| org.has(person));
            let Some(person) = person.filter(|_| state.shows_people()) else {
                ui.label(words(ui, "Career question", semibold(18.0), Role::Text));
                let why = match state.shows_people() {
                    true => "Select a person to ask",
                    false => "Structure only: nothing about individuals is shown",
                };
                return note(ui, why);
            };
            ui.label(words(ui, org.label(person), regular(13.0), Role::Secondary));
            ui.add_space(4.0);
            ui.add(Label::new(words(ui, QUESTION, semibold(20.0), Role::Text)).wrap());
            shown_ui(ui, document, person);
            way_ui(ui, document, person);
            answer_ui(ui, document, person, out);
            ui.add_space(16.0);
            ui.horizontal(|ui| {
                let tip = "A one-page brief for the conversation; opens in any browser and prints";
                if ui.button("Save the brief…").tip(tip).clicked() {
                    out.push(Command::SaveSheet(Sheet::Question, person));
                }
                if ui.button("Back to the tracks").clicked() {
                    out.push(Command::Turn(Page::Tracks));
                }
            });
        });
    });
}

fn shown_ui(ui: &mut Ui, document: &Document, person: PersonId) {
    let snapshot = &document.snapshot;
    section(ui, "What the record shows");
    let lines = craft(&snapshot.judgement.facts(&snapshot.org), person);
    for [kind, value, grade] in &lines {
        pair(ui, &format!("{kind}, {value} supported"), &format!("grade {grade}"), Role::Text);
    }
    if lines.is_empty() {
        note(ui, "Nothing is recorded yet. Ask what is missing");
    }
}

fn way_ui(ui: &mut Ui, document: &Document, person: PersonId) {
    let snapshot = &document.snapshot;
    let way = way(&snapshot.judgement.facts(&snapshot.org), person);
    section(ui, &format!("“{ANSWER}”"));
    for (name, value) in &way.brings {
        pair(ui, name, value, Role::Text);
    }
    if way.missing.is_empty() {
        note(ui, "The path exists: rung, pay, decision rights and budget");
        return;
    }
    ui.add_space(4.0);
    for missing in &way.missing {
        ui.add(Label::new(words(ui, missing.as_str(), regular(12.0), Role::Under)).wrap());
    }
    note(ui, "Settle these points before the conversation: offering a path that does not exist is not a choice");
}

fn answer_ui(ui: &mut Ui, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    section(ui, "Answer");
    if let Some(known) = &org.details(person).preference {
        let by = if known.asked_by.is_empty() { String::new() } else { format!(", asked by {}", known.asked_by) };
        let date = known.date.map_or(String::new(), |date| format!(", {date}"));
        pair(ui, &format!("Recorded{date}{by}"), words_of(known.answer), Role::Text);
    }
    let id = Id::unique(("answer to the question", person.0));
    let known = ui.data(|data| data.get_temp::<Typed>(id));
    let mut typed = known.unwrap_or_else(|| Typed { date: today().to_string(), ..Typed::default() });
    ui.horizontal_wrapped(|ui| {
        for answer in [Answer::Lead, Answer::Craft, Answer::Projects, Answer::Undecided] {
            if ui.radio(typed.answer == Some(answer), words_of(answer)).clicked() {
                typed.answer = Some(answer);
            }
        }
    });
    ui.horizontal(|ui| {
        for (name, value, width) in [("Asked on", &mut typed.date, 100.0), ("Asked by", &mut typed.by, 200.0)] {
            ui.label(words(ui, name, regular(12.0), Role::Secondary));
            let field = TextEdit::singleline(value).desired_width(width).font(regular(12.0));
            ui.add(field).widget_info(|| egui::WidgetInfo {
                label: Some(name.to_owned()),
                ..egui::WidgetInfo::text_edit(true, "", value.as_str(), "")
            });
        }
    });
    let date = typed.date.trim().parse().ok();
    if date.is_none() {
        note(ui, "Write dates as 2026-09-30");
    }
    ui.add_space(6.0);
    ui.add_enabled_ui(typed.answer.is_some() && date.is_some() && !typed.by.trim().is_empty(), |ui| {
        let clicked = main_button(ui, "Record the answer")
            .disabled_tip("An answer needs a date and the name of the person who asked");
        if clicked.clicked()
            && let Some(answer) = typed.answer
        {
            let mut details = org.details(person).clone();
            details.preference = Some(Preference { answer, date, asked_by: typed.by.trim().into() });
            let edit = Edit::SetDetails { person, details: Box::new(details) };
            out.push(Command::Make(format!("Record the answer of {}", org.label(person)), Box::new(edit)));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, typed));
}

fn words_of(answer: Answer) -> &'static str {
    match answer {
        Answer::Lead => "lead people",
        Answer::Craft => "stay in technical work",
        Answer::Projects => "interesting projects",
        Answer::Undecided => "undecided",
        Answer::NotAsked => "not asked",
    }
}
