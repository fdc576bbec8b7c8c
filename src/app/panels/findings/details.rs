//! Details of a finding: its numbers, the lines of evidence, possible remedies.

use crate::app::command::Command;
use crate::app::panels::findings::evidence_lines::record_ui;
use crate::app::panels::findings::pull::pull_ui;
use crate::app::panels::findings::waive::waive_ui;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets;
use crate::app::widgets::manual_link::explain_beside;
use crate::app::widgets::{note, number, pair, people_rows, remembered, small_capitals};
use crate::edit::Edit;
use crate::org::PersonId;
use crate::report::shown::thousands;
use crate::rules::{Advice, Answer, Finding, Severity};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::Ui;
use std::sync::Arc;

/// Draws the details of a finding.
pub fn details_ui(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    (index, finding): (u32, &Finding),
    out: &mut Vec<Command>,
) {
    let snapshot = &document.snapshot;
    let facts = snapshot.judgement.facts(&snapshot.org);
    ui.spacing_mut().item_spacing.y = 2.0;
    if finding.person().is_some() || finding.answer != Answer::Confirmed {
        let line = pair(ui, answer(finding.answer), severity(finding.severity), Role::Text);
        explain_beside(ui, line.rect, "a signal", ("method.md", "signals"), out);
    }
    for &(name, value) in &finding.numbers {
        let line = pair(ui, &sentence(name), &number(value), Role::Text);
        explain_beside(ui, line.rect, &sentence(name), of_number(name, finding.rule.id), out);
    }
    if let Some(sure) = finding.sure {
        let line = ui.scope(|ui| note(ui, &sentence(&sure.words()))).response.rect;
        explain_beside(ui, line, "the confidence", ("method.md", "how-sure"), out);
    }
    let said = format!("{}. {}", sentence(&finding.threshold(&facts)), finding.rule.why);
    let line = ui.scope(|ui| note(ui, &said)).response.rect;
    explain_beside(ui, line, "the threshold", ("findings.md", finding.rule.id), out);
    if let Some(person) = finding.person() {
        cost_ui(ui, document, person, out);
        team_ui(ui, state, document, person, out);
    }
    if let Some(person) = finding.person()
        && !snapshot.org.details(person).evidence.is_empty()
    {
        ui.add_space(8.0);
        small_capitals(ui, "Work record");
        record_ui(ui, document, person, out);
        if finding.sure.is_some() {
            pull_ui(ui, document, person, out);
        }
    }
    let advice = finding.advise(&facts);
    if !advice.is_empty() {
        ui.add_space(8.0);
        small_capitals(ui, "Possible actions");
        for step in &advice {
            ui.add_space(4.0);
            advice_ui(ui, step, out);
        }
    }
    if finding.rule.id == "question-not-asked" && ui.button("Ask…").clicked() {
        out.extend([Command::Select(finding.person()), Command::Turn(Page::Question)]);
    }
    ui.add_space(8.0);
    waive_ui(ui, document, finding, out);
    if finding.person().is_none() {
        let people = rows_of(ui, document, index, finding);
        if let Some(person) = people_rows(ui, &snapshot.org, &people, state.session.selected) {
            out.push(Command::Show(person));
        }
    }
}

/// People that a finding about the organisation rests on; looked up once, not in every frame.
fn rows_of(ui: &Ui, document: &Document, index: u32, finding: &Finding) -> Arc<Vec<PersonId>> {
    let snapshot = &document.snapshot;
    remembered(ui, "rows of a finding", &snapshot.judgement, index, || {
        finding.people(&snapshot.judgement.facts(&snapshot.org))
    })
}

/// Reports of a person who was converted to management: a conversion never concerns one person alone.
fn team_ui(ui: &mut Ui, state: &State, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let facts = snapshot.judgement.facts(&snapshot.org);
    let reports: Vec<PersonId> = snapshot.judgement.tree.reports(person).collect();
    if reports.is_empty() || facts.measure().conversion(person).is_none() {
        return;
    }
    ui.add_space(8.0);
    small_capitals(ui, "Direct reports");
    if let Some(report) = people_rows(ui, &snapshot.org, &reports, state.session.selected) {
        out.push(Command::Show(report));
    }
}

/// Yearly cost of a conversion beside its gain in pay, where both are known.
fn cost_ui(ui: &mut Ui, document: &Document, person: PersonId, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let Some(cost) = snapshot.judgement.indices.double_costs.iter().find(|cost| cost.person == person) else { return };
    let currency = &snapshot.org.head.currency;
    let range = |(from, to): (f64, f64)| format!("{} to {} {currency}", thousands(from), thousands(to));
    ui.add_space(8.0);
    small_capitals(ui, "Double cost, per year");
    let line = pair(ui, "Loss of technical work", &range(cost.craft), Role::Text);
    explain_beside(ui, line.rect, "the double cost", ("indices.md", "double-cost"), out);
    pair(ui, "Loss in the team", &range((0.0, cost.team)), Role::Text);
    match cost.rise {
        Some(rise) => pair(ui, "Pay rise with the move", &format!("{} {currency}", thousands(rise)), Role::Text),
        None => pair(ui, "Pay rise with the move", "not recorded", Role::Secondary),
    };
    note(
        ui,
        "Technical work: value before minus value now, from supported to face value. Team: pay of the reports × (1 − \
         0.925^log2 R), where R = value before / the median practitioner's value, log2 R between 0 and 3. Based on a \
         study of salespeople (Benson, Li & Shue 2019); a scenario, not a forecast",
    );
}

/// Draws a remedy with its basis, and a button where it can be done.
pub fn advice_ui(ui: &mut Ui, advice: &Advice, out: &mut Vec<Command>) {
    ui.add(egui::Label::new(words(ui, advice.title.as_str(), semibold(12.0), Role::Text)).wrap());
    if !advice.detail.is_empty() {
        ui.add(egui::Label::new(words(ui, advice.detail.as_str(), regular(11.0), Role::Secondary)).wrap());
    }
    if advice.edits.is_empty() {
        return;
    }
    let edit = || match advice.edits.as_slice() {
        [one] => Box::new(one.clone()),
        edits => Box::new(Edit::All(edits.to_vec())),
    };
    let name = || advice.title.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let tip = "Shows the findings before and after. Nothing is applied yet";
        if widgets::little_button(ui, "Try it").tip(tip).clicked() {
            out.push(Command::Try(name(), edit()));
        }
        if widgets::little_button(ui, "Apply").tip("A single undo step").clicked() {
            out.push(Command::Make(name(), edit()));
        }
        if widgets::little_button(ui, "Keep as plan").tip("Creates a plan; the baseline stays unchanged").clicked() {
            out.push(Command::KeepAsPlan(name(), edit()));
        }
    });
}

/// Place in the manual that explains a number of a finding: the chapter on the method, otherwise that of the rule.
fn of_number(name: &str, rule: &'static str) -> (&'static str, &'static str) {
    match name {
        "gap_lo" | "gap_mid" | "gap_face" => ("method.md", "the-gap"),
        "I_lo" | "I_mid" | "I_face" | "I_pre_mid" | "I_post_mid" => ("method.md", "technical-impact"),
        "A" | "A_hi" | "A_lo" | "d" | "b" => ("method.md", "technical-authority"),
        "r" | "fork" | "grade" => ("method.md", "grade"),
        _ => ("findings.md", rule),
    }
}

/// Answer in everyday words.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Confirmed => "Strong signal",
        Answer::Possible => "Possible",
        Answer::Review => "To review",
        Answer::Info => "For information",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "",
        Severity::Moderate => "moderate",
        Severity::High => "high",
        Severity::Critical => "critical",
    }
}

/// Symbols of the method in everyday words; values are in rungs.
const SYMBOLS: [(&str, &str); 14] = [
    ("gap_lo", "Gap, conservative"),
    ("gap_mid", "Gap, central"),
    ("gap_face", "Gap at face value"),
    ("I_lo", "Impact, conservative"),
    ("I_mid", "Impact, central"),
    ("I_face", "Impact at face value"),
    ("A", "Authority"),
    ("A_hi", "Authority, upper end"),
    ("A_lo", "Authority, lower end"),
    ("r", "Grade of the seat"),
    ("d", "Highest technical decision"),
    ("b", "Technical budget"),
    ("below_title", "Decisions and budget below the title"),
    ("d_above_I_face", "Decision above the strongest evidence"),
];

/// Name of a number as a label: `rungs_missing` becomes `Rungs missing`.
fn sentence(name: &str) -> String {
    if let Some((_, words)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == name) {
        return (*words).to_owned();
    }
    let mut words = name.replace(['_', '-'], " ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_long_as_they_need_to_be() {
        let found = [1.0, 1.777, 0.5, -1.25, 28000.0, -0.001, f64::NAN].map(number);
        assert_eq!(found, ["1", "1.78", "0.5", "−1.25", "28,000", "0", "not known"]);
        assert_eq!(sentence("gap_lo"), "Gap, conservative");
        assert_eq!(sentence("rungs_missing"), "Rungs missing");
        assert_eq!(sentence("élan"), "élan");
        assert_eq!(sentence(""), "");
    }
}
