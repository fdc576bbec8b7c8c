//! The inspector while nobody is selected: size of the organisation, seats by rung, ends of the tracks, and what the
//! file still lacks, each with the step that adds it.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::evidence::EvidenceCommand;
use crate::app::state::import::ImportCommand;
use crate::app::state::page::Page;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{note, pair, pair_sensing, quoted, section};
use crate::diagram::{Row, RowKind};
use crate::io::Problem;
use crate::org::Mode;
use crate::report::shown::thousands;
use crate::report::told;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Align, Button, Layout, Ui, WidgetInfo, vec2};

/// Draws the panel.
pub fn organisation_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    ui.add(egui::Label::new(words(ui, document.name(), semibold(16.0), Role::Text)).wrap());
    ui.add_space(2.0);
    let plan = snapshot.scenario.map_or(String::new(), |_| format!(" · {}", document.plan_name(snapshot.scenario)));
    note(ui, &format!("As of {}{plan}", snapshot.org.head.as_of));
    ui.add_space(8.0);
    pair(ui, "People", &thousands(snapshot.people as f64), Role::Text);
    pair(ui, "Managers", &thousands(snapshot.managers as f64), Role::Text);
    lacks_ui(ui, state, document, out);
    tracks_ui(ui, document);
    seats_ui(ui, snapshot.tracks.rows());
    ui.add_space(16.0);
    note(ui, "Click a card or a finding to see a person's authority and what their work record supports");
}

/// Ends of the tracks, and the distance of the organisation from one path.
fn tracks_ui(ui: &mut Ui, document: &Document) {
    let snapshot = &document.snapshot;
    section(ui, "Where the tracks end");
    match snapshot.tracks.ceiling_words().filter(|_| !snapshot.tracks.is_one_path()) {
        Some(ends) => {
            ui.add(egui::Label::new(words(ui, ends, regular(12.0), Role::Under)).wrap());
        }
        None => note(ui, "The IC track reaches as high as management, not counting the top post"),
    }
    ui.add_space(4.0);
    for told in told(&snapshot.org, &snapshot.judgement) {
        if matches!(told.id, "ceiling" | "convergence") {
            pair_sensing(ui, &told.title, &told.value, Role::Text, READ).tip(&told.sentence);
        }
    }
}

/// Seats of both tracks, by rung.
fn seats_ui(ui: &mut Ui, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    section(ui, "Seats by rung: IC, management");
    for row in rows {
        let shown = |side: usize| {
            let is_there = row.seats[side] > 0.0 || row.open[side];
            if is_there { crate::diagram::seats_words(row.seats[side]) } else { "–".to_owned() }
        };
        let is_missing = row.seats[0] == 0.0 && row.open[0] && row.seats[1] > 0.0;
        let role = if is_missing { Role::Under } else { Role::Text };
        let name = if row.kind == RowKind::NoRung { "No rung" } else { &row.codes };
        pair(ui, name, &format!("{}, {}", shown(0), shown(1)), role);
    }
}

/// Something that the file lacks: description, name of the step that adds it, and the command.
type Lack = (String, &'static str, Option<Command>);

/// Everything that the file still lacks.
fn lacks(state: &State, document: &Document) -> Vec<Lack> {
    let snapshot = &document.snapshot;
    let org = &snapshot.org;
    let mut lacks: Vec<Lack> = Vec::new();
    let problems = Problem::count(&document.problems);
    if problems > 0 {
        let said = count(problems, "problem to review", "problems to review");
        let review = match &state.session.imported {
            Some(_) => ImportCommand::Review.into(),
            None => Command::Turn(Page::Problems),
        };
        lacks.push((said, "Review", Some(review)));
    }
    let facts = snapshot.judgement.facts(org);
    let has_both =
        snapshot.tracks.rows().iter().any(|row| row.open[0]) && snapshot.tracks.rows().iter().any(|row| row.open[1]);
    let is_equated = org.rungs().any(|rung| matches!(facts.scale.placing(rung), crate::measure::Placing::Equated(_)));
    if has_both && !is_equated {
        let said = "No rung is set equal to one on the other track".to_owned();
        lacks.push((said, "Set equal rungs", Some(Command::Turn(Page::Ladder))));
    }
    let suggested = snapshot.suggested;
    if suggested > 0 {
        let said = format!("{} to confirm", count(suggested, "suggested seat", "suggested seats"));
        lacks.push((said, "Review", Some(Command::Turn(Page::Suggestions))));
    }
    match &org.head.mode {
        Mode::StructureOnly { locked: true } | Mode::Redacted => {}
        _ if snapshot.shown.is_some() => {
            let said = "No evidence yet. Showing whose authority matches their impact needs evidence".to_owned();
            lacks.push((said, "Collect", Some(Command::Collect(EvidenceCommand::Begin))));
        }
        Mode::StructureOnly { locked: false } => {
            let said = "People are not shown. To show them, enter a purpose under “Structure only” above".to_owned();
            lacks.push((said, "", None));
        }
        Mode::People { .. } if state.session.people_redacted => {
            lacks.push(("Findings about people are hidden".to_owned(), "Show", Some(Command::HidePeople(false))));
        }
        Mode::People { .. } => {
            let few = snapshot.judgement.of_the_whole().iter().find(|finding| finding.rule.id == "not-enough-evidence");
            if let Some(finding) = few {
                let command = Command::Collect(EvidenceCommand::Begin);
                lacks.push((finding.say(&facts), "Collect", Some(command)));
            }
        }
    }
    lacks
}

fn lacks_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    // A meeting must not show what else the file contains.
    if state.meeting.is_some() {
        return;
    }
    section(ui, "Still missing from this file");
    let lacks = lacks(state, document);
    if lacks.is_empty() {
        note(ui, "Nothing: columns, equal rungs, seats and evidence are complete");
    }
    for (said, step, command) in lacks {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if let Some(command) = command {
                let button = ui
                    .add(Button::new(words(ui, step, semibold(12.0), Role::Accent)).frame_when_inactive(false).small());
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("{step}: {said}")));
                if button.clicked() {
                    out.push(command);
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                let (mark, _) = ui.allocate_exact_size(vec2(14.0, 16.0), egui::Sense::hover());
                ui.painter().circle_stroke(
                    mark.left_center() + vec2(4.0, 1.0),
                    3.5,
                    egui::Stroke::new(1.2, ink(ui, Role::Under)),
                );
                ui.add(egui::Label::new(words(ui, quoted(&said), regular(12.0), Role::Text)).wrap());
            });
        });
        ui.add_space(4.0);
    }
}
