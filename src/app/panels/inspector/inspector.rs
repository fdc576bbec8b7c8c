//! The inspector on the right: everything that the file records of one person, for reading.

use crate::app::canvas::person_menu::menu_ui;
use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::panels::findings::details::{advice_ui, answer};
use crate::app::panels::findings::evidence_lines::record_ui;
use crate::app::panels::inspector::form::form_ui;
use crate::app::panels::inspector::organisation::organisation_ui;
use crate::app::panels::inspector::several::many_ui;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::gauge::{Gauge, gauge_ui};
use crate::app::widgets::manual_link::{explain, explain_after, explain_beside, section_about};
use crate::app::widgets::menus::menu;
use crate::app::widgets::{is_heading, note, number, pair, pair_sensing, section};
use crate::measure::{SAME_GRADE, focus};
use crate::org::{
    Accountability, Answer as Said, Kind, Line, Org, PersonId, Presence, Reason, Role as Part, SeatSource,
};
use crate::plan::Draft;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::rules::{Advice, Finding};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Align2, Frame, InputState, Key, Label, Margin, Modifiers, Popup, Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// Draws the panel.
pub fn inspector_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    egui::ScrollArea::vertical().auto_shrink([false, false]).id_salt(state.session.selected.map(|p| p.0)).show(
        ui,
        |ui| {
            Frame::new().inner_margin(Margin { left: 20, right: 20, top: 4, bottom: 24 }).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let Some(person) = state.session.selected.filter(|&person| org.has(person)) else {
                    return organisation_ui(ui, state, document, out);
                };
                if !state.session.rest_of_selection.is_empty() {
                    let mut people = vec![person];
                    people.extend(state.session.rest_of_selection.iter().copied().filter(|&other| org.has(other)));
                    return many_ui(ui, state, org, &people, out);
                }
                head_ui(ui, org, person);
                let name = if state.session.form { "Done" } else { "Edit" };
                ui.add_space(6.0);
                ui.horizontal(|ui| {
                    if state.veil().is_none()
                        && ui.button(name).tip("Press Enter to edit the selected person, Esc to finish").clicked()
                    {
                        out.push(Command::Form(!state.session.form));
                    }
                    if state.shows_people() {
                        let tip = "Try another role for this person and see the findings before and after";
                        if ui.button("What if…").tip(tip).clicked() {
                            out.push(Command::DraftRole(Box::new(Draft::new(person))));
                        }
                        // Short, so that the buttons do not widen the panel.
                        let ask = ui.button("Ask…").tip("Career question: lead people, or stay in technical work?");
                        ask.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Career question…"));
                        if ask.clicked() {
                            out.push(Command::Turn(Page::Question));
                        }
                    }
                    // The context menu of the card, for those without a right mouse button.
                    let more = ui.button("More…").tip(written(&keys::MENU));
                    let is_asked = |input: &mut InputState| {
                        input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu)
                    };
                    if !ui.ctx().text_edit_focused() && ui.input_mut(is_asked) {
                        Popup::toggle_id(ui.ctx(), Popup::default_response_id(&more));
                        more.request_focus();
                    }
                    menu(&more, |ui| menu_ui(ui, state, person, out));
                });
                if state.session.form {
                    ui.add_space(8.0);
                    return form_ui(ui, state, org, person, out);
                }
                if state.shows_people() {
                    gauge_card(ui, state, document, person, out);
                    if !org.details(person).evidence.is_empty() {
                        section_about(ui, "Work record", ("method.md", "evidence-to-grade"), out);
                        record_ui(ui, document, person, out);
                    }
                }
                authority_ui(ui, state, document, person, out);
                role_ui(ui, state, document, person, out);
                if state.shows_people() {
                    help_ui(ui, document, person, out);
                }
                rest_ui(ui, state, org, person);
            });
        },
    );
}

fn head_ui(ui: &mut Ui, org: &Org, person: PersonId) {
    ui.horizontal(|ui| {
        let (disc, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
        ui.painter().circle_filled(disc.center(), 22.0, ink(ui, Role::Sunken));
        let text = initials(org.label(person));
        ui.painter().text(disc.center(), Align2::CENTER_CENTER, text, semibold(13.0), ink(ui, Role::Secondary));
        ui.vertical(|ui| {
            ui.add_space(2.0);
            let head = ui.add(Label::new(words(ui, org.label(person), semibold(16.0), Role::Text)).wrap());
            is_heading(&head, org.label(person));
            let title = match (org.title(person), org.team(person)) {
                ("", team) => team.to_owned(),
                (title, "") => title.to_owned(),
                (title, team) => format!("{title}, {team}"),
            };
            if !title.is_empty() {
                ui.add(Label::new(words(ui, title, regular(12.0), Role::Secondary)).wrap());
            }
        });
    });
    let kind = match (org.kind(person), org.presence(person)) {
        (Kind::Vacancy, _) => "A vacant seat",
        (Kind::Several, _) => "One row for several posts",
        (Kind::Bot, _) => "A program, not counted anywhere",
        (_, Presence::Left) => "Has left",
        (_, Presence::Planned) => "A planned seat",
        (Kind::Person, Presence::Here) => return,
    };
    note(ui, kind);
}

/// Initials of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// Findings about a person. Findings about people come last, sorted by person.
fn findings(document: &Document, person: PersonId) -> &[Finding] {
    let all = &document.snapshot.judgement.findings;
    let from = all.partition_point(|finding| finding.person() < Some(person));
    let count = all[from..].iter().take_while(|finding| finding.person() == Some(person)).count();
    &all[from..from + count]
}

/// Authority and impact on one axis.
fn gauge_card(ui: &mut Ui, state: &State, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let (org, judgement) = (&document.snapshot.org, &document.snapshot.judgement);
    let measure = judgement.facts(org).measure();
    let finding =
        findings(document, person).iter().find(|f| matches!(f.rule.id, "under-authorised" | "over-authorised"));
    let rung = org.seat(person).map(|seat| seat.rung);
    ui.add_space(12.0);
    let (authority, impact) = (measure.authority(person), measure.impact(person));
    let frame = Frame::new().fill(ink(ui, Role::Sunken)).corner_radius(8).inner_margin(Margin::same(12));
    let (Some(authority), Some(impact)) = (authority, impact) else {
        let said = match (authority, impact) {
            (Some(authority), None) => format!("Not enough evidence. Authority {:.1}", authority.grade),
            (None, Some(_)) => "Rung not comparable: no authority and no gap".to_owned(),
            _ => "Not enough evidence".to_owned(),
        };
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(words(ui, said, regular(12.0), Role::Secondary)).wrap());
        });
        return;
    };
    // Below the fork, the numbers of people without a finding stay hidden until asked for.
    let fork = rung.and_then(|rung| judgement.scale.marks.get(org.rung_place(rung).ladder as usize)?.fork);
    let grade = measure.rung_grade(person);
    let below = fork.zip(grade).is_some_and(|(fork, grade)| grade < fork - SAME_GRADE);
    if finding.is_none() && below && !state.session.numbers {
        if ui.link(words(ui, "Show authority and impact", regular(12.0), Role::Accent)).clicked() {
            out.push(Command::ToggleNumbers);
        }
        return;
    }
    // The estimate that the finding rests on, and no other number under its name.
    let careful = finding.is_some_and(|finding| finding.numbers.first().is_some_and(|(name, _)| *name == "gap_lo"));
    let (supported, counted) = if careful { (impact.lo, "conservative") } else { (impact.mid, "central") };
    let (title, role) = match finding.map(|finding| finding.rule) {
        Some(rule) if rule.id == "over-authorised" => (rule.title, Role::Over),
        Some(rule) => (rule.title, Role::Under),
        None => ("Authority and impact", Role::Accent),
    };
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(words(ui, title, semibold(12.5), Role::Text));
            explain(ui, "the gap", ("method.md", "the-gap"), out);
            if let Some(finding) = finding {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(words(ui, crate::rules::words::rungs(finding.size()), semibold(12.5), role));
                });
            }
        });
        gauge_ui(ui, document, rung, &Gauge { decides: authority.grade, supported, face: impact.face, role });
        let said = format!("Impact {supported:.1} ({counted}) · {:.1} at face value", impact.face);
        let line = ui.scope(|ui| note(ui, &said)).response.rect;
        explain_after(ui, line, "the supported value", ("method.md", "technical-impact"), out);
        if let Some(finding) = finding {
            note(ui, answer(finding.answer));
            if let Some(sure) = finding.sure {
                note(ui, &format!("Confidence: {}", sure.words()));
            }
        }
        if rung.is_some_and(|rung| !org.ladder(rung).constants.anchors_confirmed) {
            note(ui, "Provisional scale: the anchors have not been confirmed");
        }
    });
}

fn authority_ui(ui: &mut Ui, state: &State, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    let measure = document.snapshot.judgement.facts(org).measure();
    let (rights, budgets) = (&org.details(person).rights, &org.details(person).budgets);
    section_about(ui, "Authority", ("evidence.md", "decisions-and-budgets"), out);
    let grade = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.1}"));
    match org.seat(person) {
        Some(seat) => {
            let entry = org.rung(seat.rung);
            let name = if entry.title.is_empty() || entry.title == entry.code {
                entry.code.clone()
            } else {
                format!("{}, {}", entry.code, entry.title)
            };
            let known = match seat.source {
                SeatSource::Suggested => " (suggested)",
                SeatSource::Given | SeatSource::Mapped | SeatSource::Confirmed => "",
            };
            let line = pair(ui, &format!("Seat: {name}{known}"), &grade(measure.rung_grade(person)), Role::Text);
            explain_beside(ui, line.rect, "the grade of a seat", ("method.md", "grade"), out);
        }
        None => {
            pair(ui, "Seat", "no rung", Role::Secondary);
        }
    }
    for right in rights.iter().flatten() {
        let verb = match right.role {
            Part::Decide => "Decides",
            Part::Agree => "Agrees to",
            Part::Recommend => "Recommends",
            Part::Input => "Is consulted on",
            Part::Perform => "Carries out",
        };
        let craft = if right.technical { "" } else { " (not technical)" };
        pair(ui, &format!("{verb} {}{craft}", in_sentence(&right.text)), &grade(right.at), Role::Text);
    }
    for budget in budgets.iter().flatten() {
        let currency = if budget.currency.is_empty() { &org.head.currency } else { &budget.currency };
        let craft = if budget.technical { "" } else { " (not technical)" };
        pair(ui, &format!("Budget{craft}"), format!("{} {currency}", thousands(budget.limit)).trim(), Role::Text);
    }
    if rights.is_none() {
        pair(ui, "Decisions", "not recorded", Role::Secondary);
    }
    if budgets.is_none() {
        pair(ui, "Budget", "not recorded", Role::Secondary);
    }
    if state.shows_people()
        && let Some(authority) = measure.authority(person)
    {
        let spread = if authority.hi - authority.lo > 0.05 {
            format!("{:.1} to {:.1}", authority.lo, authority.hi)
        } else {
            format!("{:.1}", authority.grade)
        };
        let line = pair(ui, "Authority, in rungs", &spread, Role::Text);
        explain_beside(ui, line.rect, "authority", ("method.md", "technical-authority"), out);
    }
}

fn role_ui(ui: &mut Ui, state: &State, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let (org, tree) = (&document.snapshot.org, &document.snapshot.judgement.tree);
    let details = org.details(person);
    section(ui, "Role");
    let mut link = |ui: &mut Ui, label: &str, who: PersonId| {
        if pair_sensing(ui, label, org.label(who), Role::Accent, Sense::click()).clicked() {
            out.push(Command::Show(who));
        }
    };
    match tree.manager(person) {
        Some(manager) => link(ui, "Reports to", manager),
        None => {
            pair(ui, "Reports to", "no one", Role::Secondary);
        }
    }
    for other in org.lines().above(person, Line::Dotted) {
        link(ui, "Works with", other);
    }
    for other in org.lines().above(person, Line::Assistant) {
        link(ui, "Assists", other);
    }
    let (span, all) = (tree.span_of_control(org, person), tree.headcount(person));
    let reports = if all > span { format!("{span}, {} in all", thousands(f64::from(all))) } else { span.to_string() };
    let line = pair(ui, "Reports", &reports, Role::Text);
    explain_beside(ui, line.rect, "the number of reports", ("method.md", "what-counts"), out);
    if org.pay(person).is_recorded() || org.is_redacted() {
        let pay = match org.yearly_pay(person) {
            _ if !state.shows_people() => "hidden".to_owned(),
            Some(pay) => format!("{} {} a year", thousands(pay), org.head.currency),
            None => "not comparable".to_owned(),
        };
        let line = pair(ui, "Pay, full-time", &pay, Role::Text);
        explain_beside(ui, line.rect, "full-time pay", ("method.md", "what-counts"), out);
    }
    if !state.shows_people() {
        return;
    }
    for change in details.history.iter().rev() {
        let title = if change.title.is_empty() { &change.rung } else { &change.title };
        let since = change.date.map_or(String::new(), |date| format!(" since {date}"));
        let rise = change
            .rise
            .map_or(String::new(), |rise| format!("{}{}", if rise >= 0.0 { "+" } else { "" }, thousands(rise)));
        pair(ui, &format!("{title}{since}"), &rise, Role::Text);
        if let Some(reason) = &change.reason {
            pair(ui, "Reason given", &reason_words(reason), Role::Text);
        }
        if !change.note.is_empty() {
            note(ui, &change.note);
        }
    }
    if !details.craft.is_empty() {
        pair(ui, "Craft", &details.craft, Role::Text);
    }
    if let Some(time) = details.craft_time.last() {
        pair(ui, "Time in technical work", &format!("{} %", number(time.share * 100.0)), Role::Text);
    }
    if let Some(first) = details.accountability {
        let word = match first {
            Accountability::Craft => "technical work",
            Accountability::People => "people",
            Accountability::Money => "money",
        };
        pair(ui, "Mainly accountable for", word, Role::Text);
    }
    if let Some((focus, number)) = focus(details) {
        let said = format!("{:.0} %, across {}", focus * 100.0, count(number, "responsibility", "responsibilities"));
        let line = pair_sensing(ui, "Technical focus", &said, Role::Text, READ);
        explain_beside(ui, line.rect, "technical focus", ("evidence.md", "focus-on-the-craft"), out);
        line.tip(details.accountabilities.join("\n"));
    }
    let (said, role) = match details.preference.as_ref().map(|preference| preference.answer) {
        None | Some(Said::NotAsked) => ("not asked", Role::Secondary),
        Some(Said::Lead) => ("lead people", Role::Management),
        Some(Said::Craft) => ("technical work", Role::Ic),
        Some(Said::Projects) => ("projects", Role::Ic),
        Some(Said::Undecided) => ("undecided", Role::Text),
    };
    let label = match details.preference.as_ref().and_then(|preference| preference.date) {
        Some(date) => format!("Career question, asked on {date}"),
        None => "Career question".to_owned(),
    };
    let line = pair(ui, &label, said, role);
    explain_beside(ui, line.rect, "the answer", ("evidence.md", "the-question"), out);
}

/// Text to follow a verb: first letter in lower case, unless it starts an abbreviation.
fn in_sentence(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::Performance => "performance".to_owned(),
        Reason::Retention => "retention".to_owned(),
        Reason::CounterOffer { rival_title } if rival_title.is_empty() => "counter-offer".to_owned(),
        Reason::CounterOffer { rival_title } => format!("counter-offer: {rival_title}"),
        Reason::Reorganisation => "reorganisation".to_owned(),
        Reason::OwnWish => "own wish".to_owned(),
        Reason::Hired => "external hire".to_owned(),
        Reason::Other(words) => words.clone(),
    }
}

/// Cards of the remedies, without duplicates, in the order of the findings.
fn help_ui(ui: &mut Ui, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let facts = document.snapshot.judgement.facts(&document.snapshot.org);
    let mut steps: Vec<Advice> = Vec::new();
    for finding in findings(document, person).iter().filter(|finding| finding.waived.is_none()) {
        for step in finding.advise(&facts) {
            // Two findings can share a remedy and word it differently.
            let is_known = |one: &Advice| one.title == step.title || (!one.edits.is_empty() && one.edits == step.edits);
            if !steps.iter().any(is_known) {
                steps.push(step);
            }
        }
    }
    if steps.is_empty() {
        return;
    }
    section(ui, "Possible actions");
    for step in &steps {
        ui.add_space(6.0);
        let line = Stroke::new(1.0, ink(ui, Role::Line));
        Frame::new().stroke(line).corner_radius(8).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            advice_ui(ui, step, out);
        });
    }
}

/// Notes, and fields of the file that this program does not know.
fn rest_ui(ui: &mut Ui, state: &State, org: &Org, person: PersonId) {
    let details = org.details(person);
    let given = [("Id", org.key(person)), ("Location", org.location(person)), ("Status", org.status(person))];
    section(ui, "In the file");
    for (label, value) in given.into_iter().filter(|(_, value)| !value.is_empty()) {
        pair(ui, label, value, Role::Text);
    }
    for (label, date) in [("Start date", org.start(person)), ("End date", org.end(person))] {
        if let Some(date) = date {
            pair(ui, label, &date.to_string(), Role::Text);
        }
    }
    if !state.shows_people() {
        return;
    }
    for unknown in &details.unknown {
        // A list is shown as its words.
        let words = unknown.raw.trim_start_matches('[').trim_end_matches(']').replace('"', "");
        pair(ui, &unknown.name, &words, Role::Text);
    }
    if !details.notes.is_empty() {
        section(ui, "Notes");
        for text in &details.notes {
            note(ui, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        let found = ["Mason T.", "Ada", "Ana Maria de Sousa", "", "ßen", "— 7 —"].map(initials);
        assert_eq!(found, ["MT", "A", "AS", "", "SS", "7"]);
    }
}
