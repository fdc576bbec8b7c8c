//! The filter: its conditions as removable chips, the number of people who match, and a form to add a condition.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::error::AppError;
use crate::app::state::page::Page;
use crate::app::state::table::{Table, TableCommand};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::table::headings::columns_ui;
use crate::app::widgets::menus::form_below;
use crate::app::widgets::{main_button, note};
use crate::plan::{Heading, Holds, Part};
use crate::report::shown::thousands;
use crate::rules::RULES;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Align, Button, ComboBox, CornerRadius, Frame, Id, Layout, Margin, Panel, Stroke, TextEdit, Ui, vec2,
};
use jiff::civil::Date;

/// State of the form to add a condition.
#[derive(Clone, Default)]
struct Draft {
    by: By,
    first: String,
    second: String,
}

/// Subject of a condition.
#[derive(Clone, Default, PartialEq)]
enum By {
    /// Name, id, title, team or location.
    #[default]
    Words,
    Column(Heading),
    Finding,
    Track,
    Rung,
    Team,
    Suggested,
}

/// Draws the strip above the table, and above the picture while anybody is filtered out.
pub fn filter_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let is_table = state.page == Page::Table;
    if !is_table && (state.page != Page::Tracks || state.session.table.filter.parts.is_empty()) {
        return;
    }
    let frame = Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin::symmetric(12, 4));
    Panel::top("filter").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            filter_button_ui(ui, state, document, out);
            if is_table {
                columns_ui(ui, state, out);
            }
            chips_ui(ui, state, out);
            ui.label(words(ui, count_words(&state.session.table, document), regular(12.0), Role::Secondary));
            if state.session.table.is_making() {
                ui.spinner();
            }
        });
    });
}

/// `312 of 84,000`, or `84,000 people`.
fn count_words(table: &Table, document: &Document) -> String {
    let all = document.snapshot.org.count();
    match &table.rows.matching {
        Some(matching) => format!("{} of {}", thousands(matching.count() as f64), thousands(all as f64)),
        None => count(all, "row", "rows"),
    }
}

/// Filter button beside the views, as long as there is no filter.
pub fn beside_views_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    if state.page != Page::Tracks || !state.session.table.filter.parts.is_empty() || ui.available_width() < 80.0 {
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| filter_button_ui(ui, state, document, out));
}

/// Draws the conditions as removable chips.
fn chips_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let parts = &state.session.table.filter.parts;
    for (at, part) in parts.iter().enumerate() {
        let counts = state.shows_people() || !part.is_private();
        let mut said = part.words();
        if !counts {
            said = "Hidden condition, not applied".to_owned();
        }
        let role = if counts { Role::Text } else { Role::Faint };
        let chip = Button::new((words(ui, said.as_str(), regular(11.0), role), words(ui, "×", regular(12.0), role)))
            .fill(ink(ui, Role::Background))
            .stroke(Stroke::new(1.0, ink(ui, Role::StrongLine)))
            .corner_radius(CornerRadius::same(12))
            .min_size(vec2(0.0, 24.0));
        let response = ui.add(chip).tip("Remove this condition");
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Remove the condition {said}"))
        });
        if response.clicked() {
            out.push(Command::Table(TableCommand::Remove(at)));
        }
    }
    if parts.len() > 1 && ui.button(words(ui, "Clear", regular(12.0), Role::Text)).clicked() {
        out.push(Command::Table(TableCommand::Clear));
    }
}

/// Button that opens the form to add a condition.
fn filter_button_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let button = ui.button(words(ui, "Filter…", regular(12.0), Role::Text));
    form_below(&button, |ui| {
        ui.set_width(260.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        // Wider than a menu's padding: this is a form.
        ui.spacing_mut().button_padding = vec2(12.0, 6.0);
        ui.label(words(ui, "Show only people with", semibold(13.0), Role::Text));
        let id = Id::unique("another condition");
        let mut draft = ui.data(|data| data.get_temp::<Draft>(id)).unwrap_or_default();
        by_ui(ui, state, &mut draft);
        let part = draft_ui(ui, state, document, &mut draft);
        ui.horizontal(|ui| {
            let is_ready = part.is_ok();
            let enter = ui.input(|input| input.key_pressed(egui::Key::Enter)) && is_ready;
            let add = ui.add_enabled_ui(is_ready, |ui| main_button(ui, "Add")).inner;
            if (add.clicked() || enter)
                && let Ok(part) = &part
            {
                out.push(Command::Table(TableCommand::Add(part.clone())));
                draft = Draft { by: draft.by.clone(), ..Draft::default() };
                ui.close();
            }
        });
        match part {
            Ok(_) | Err(AppError::Missing) => {}
            Err(error) => note(ui, &error.said()),
        }
        ui.data_mut(|data| data.insert_temp(id, draft));
    });
}

fn by_words(by: &By) -> String {
    match by {
        By::Words => "Name, id, title, team, location".to_owned(),
        By::Column(heading) => heading.title(),
        By::Finding => "Finding".to_owned(),
        By::Track => "Track".to_owned(),
        By::Rung => "Rung".to_owned(),
        By::Team => "Team".to_owned(),
        By::Suggested => "Suggested seat".to_owned(),
    }
}

fn by_ui(ui: &mut Ui, state: &State, draft: &mut Draft) {
    let shows_people = state.shows_people();
    let mut all = vec![By::Words, By::Team, By::Rung, By::Track, By::Suggested];
    if shows_people {
        all.push(By::Finding);
    }
    let mut headings = Vec::clone(&state.session.table.rows.headings);
    if headings.is_empty() {
        // The rows have not been found yet.
        headings = Heading::known();
    }
    headings.retain(|heading| shows_people || !heading.is_private());
    all.extend(headings.into_iter().map(By::Column));
    let shown = by_words(&draft.by);
    let combo =
        ComboBox::from_id_salt("field of the condition").width(236.0).selected_text(shown.as_str()).show_ui(ui, |ui| {
            for by in all {
                if ui.selectable_label(by == draft.by, by_words(&by)).clicked() {
                    *draft = Draft { by, ..Draft::default() };
                }
            }
        });
    let name = format!("Field: {shown}");
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
}

/// Draws the fields of the chosen subject; returns the condition, or the reason that it is incomplete.
fn draft_ui(ui: &mut Ui, state: &State, document: &Document, draft: &mut Draft) -> Result<Part, AppError> {
    let org = &document.snapshot.org;
    let missing = || Err(AppError::Missing);
    match draft.by.clone() {
        By::Words => contains_ui(ui, None, draft),
        By::Column(heading) => match heading.holds() {
            Holds::Text => contains_ui(ui, Some(heading), draft),
            Holds::Number => {
                ends_ui(ui, draft);
                let [from, to] = [&draft.first, &draft.second].map(|text| number(text));
                match (from?, to?) {
                    (None, None) => missing(),
                    (from, to) => Ok(Part::Number { heading, from, to }),
                }
            }
            Holds::Day => {
                ends_ui(ui, draft);
                let [from, to] = [&draft.first, &draft.second].map(|text| day(text));
                match (from?, to?) {
                    (None, None) => missing(),
                    (from, to) => Ok(Part::Day { heading, from, to }),
                }
            }
        },
        By::Finding => {
            let found = |id: &str| document.snapshot.grouped.shown(true).any(|group| group.id == id);
            let rules: Vec<(&str, &str)> =
                RULES.iter().filter(|rule| found(rule.id)).map(|rule| (rule.id, rule.title)).collect();
            choice_ui(ui, "Finding", &rules, draft).map(Part::Finding)
        }
        By::Track => {
            let tracks = [("ic", "Individual contributors"), ("management", "Management")];
            choice_ui(ui, "Track", &tracks, draft).map(|id| Part::Track { is_management: id == "management" })
        }
        By::Rung => {
            let mut codes: Vec<(&str, &str)> =
                org.rungs().map(|rung| org.rung(rung).code.as_str()).map(|code| (code, code)).collect();
            codes.dedup();
            choice_ui(ui, "Rung", &codes, draft).map(Part::Rung)
        }
        By::Team => {
            let selected = state.session.selected.filter(|&person| org.has(person));
            let of = selected.map(|person| org.team(person)).filter(|team| !team.is_empty());
            if draft.first.is_empty()
                && let Some(team) = of
            {
                draft.first = team.to_owned();
            }
            field_ui(ui, "Name of the team", &mut draft.first);
            match draft.first.trim() {
                "" => missing(),
                name => Ok(Part::Team(name.to_owned())),
            }
        }
        By::Suggested => Ok(Part::Suggested),
    }
}

fn contains_ui(ui: &mut Ui, heading: Option<Heading>, draft: &mut Draft) -> Result<Part, AppError> {
    field_ui(ui, "Contains", &mut draft.first);
    match draft.first.trim() {
        "" => Err(AppError::Missing),
        text => Ok(Part::Contains { heading, text: text.to_owned() }),
    }
}

fn ends_ui(ui: &mut Ui, draft: &mut Draft) {
    field_ui(ui, "From", &mut draft.first);
    field_ui(ui, "To", &mut draft.second);
}

fn field_ui(ui: &mut Ui, name: &str, text: &mut String) {
    let field = ui
        .add(TextEdit::singleline(text).hint_text(name).desired_width(f32::INFINITY).margin(Margin::symmetric(10, 6)))
        .accessible_name(name);
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
}

fn choice_ui(ui: &mut Ui, name: &str, all: &[(&str, &str)], draft: &mut Draft) -> Result<String, AppError> {
    let known = all.iter().find(|(id, _)| *id == draft.first);
    let shown = known.map_or("choose", |(_, words)| words);
    let combo = ComboBox::from_id_salt(name).width(236.0).selected_text(shown).show_ui(ui, |ui| {
        for (id, words) in all {
            if ui.selectable_label(draft.first == *id, *words).clicked() {
                draft.first = (*id).to_owned();
            }
        }
    });
    let said = format!("{name}: {shown}");
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &said));
    if known.is_some() { Ok(draft.first.clone()) } else { Err(AppError::Missing) }
}

fn number(text: &str) -> Result<Option<f64>, AppError> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let number = digits.replace('−', "-").parse().ok().filter(|number: &f64| number.is_finite());
    number.map(Some).ok_or_else(|| AppError::AnyNumber(text.to_owned()))
}

fn day(text: &str) -> Result<Option<Date>, AppError> {
    match text.trim() {
        "" => Ok(None),
        day => day.parse().map(Some).map_err(|_| AppError::Day(Some(text.to_owned()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_read_or_refused_with_an_example() {
        assert_eq!(number("240,000").ok(), Some(Some(240_000.0)));
        assert_eq!(number(" −1.5 ").ok(), Some(Some(-1.5)));
        assert_eq!(number("").ok(), Some(None));
        assert!(number("much").is_err_and(|why| why.said().contains("240,000")));
        assert!(number("inf").is_err());
        assert_eq!(day("2026-09-30").ok(), Some(Some(jiff::civil::date(2026, 9, 30))));
        assert!(day("30.9.2026").is_err());
    }
}
