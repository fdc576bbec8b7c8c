//! The panel of findings on the left: ladder and organisation first, then people; each opens to its numbers.

use crate::app::canvas::screen_reader::signal;
use crate::app::command::Command;
use crate::app::panels::findings::details::details_ui;
use crate::app::panels::findings::file_overview::shown_ui;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::document::finding_groups::Group;
use crate::app::style::badges::paint_badge;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets;
use crate::app::widgets::manual_link::{explain_after, explain_beside};
use crate::app::widgets::{SIDE, few_lines, group_head, is_heading, note, one_line, paint_row};
use crate::diagram::badge_of;
use crate::report::shown::thousands;
use crate::rules::Finding;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Align, Color32, Id, Label, Layout, Rect, Role as WidgetRole, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

const HEAD: f32 = 30.0;

/// Height of a row about a person, in points: a name and one line.
const PERSON: f32 = 54.0;

/// Height of a row about the organisation, in points: two lines.
const WHOLE: f32 = 54.0;

/// Draws the panel.
pub fn findings_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let shows_people = state.shows_people();
    let without_evidence = snapshot.shown.is_some();
    inset(ui, |ui| {
        ui.horizontal(|ui| {
            let title = if without_evidence { "What your file already shows" } else { "Findings" };
            let head = ui.add(Label::new(words(ui, title, semibold(13.0), Role::Text)).truncate());
            is_heading(&head, title);
            if !without_evidence {
                count_ui(ui, document, shows_people);
            }
        });
    });
    ui.add_space(4.0);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(shown) = &snapshot.shown {
            inset(ui, |ui| shown_ui(ui, state, document, shown, out));
            if snapshot.grouped.open(shows_people) > 0 {
                ui.add_space(16.0);
                inset(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.label(words(ui, "Findings", semibold(13.0), Role::Text));
                        count_ui(ui, document, shows_people);
                    });
                });
            }
        }
        if !snapshot.is_judged && shows_people {
            inset(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spinner();
                    let text = format!("Evaluating {} people", thousands(snapshot.people as f64));
                    ui.label(words(ui, text, regular(12.0), Role::Secondary));
                });
            });
        }
        for group in snapshot.grouped.shown(shows_people) {
            group_ui(ui, state, document, group, out);
        }
        if shows_people && !without_evidence {
            inset(ui, |ui| foot_ui(ui, document, out));
        }
        ui.add_space(16.0);
    });
}

fn count_ui(ui: &mut Ui, document: &Document, shows_people: bool) {
    let grouped = &document.snapshot.grouped;
    let mut text = format!("{} open", thousands(grouped.open(shows_people) as f64));
    if grouped.waived(shows_people) > 0 {
        text += &format!(" · {} waived", thousands(grouped.waived(shows_people) as f64));
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.label(words(ui, text, regular(11.0), Role::Secondary));
    });
}

/// Draws a group: its heading and, when open, its rows in view.
fn group_ui(ui: &mut Ui, state: &State, document: &Document, group: &Group, out: &mut Vec<Command>) {
    let open = state.is_open(group.id, group.starts_open);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let count = thousands(group.rows.len() as f64);
    let id = ui.make_persistent_id(("group", group.id));
    if group_head(ui, head, id, group.title, &count, open).tip(group.why).clicked() {
        out.push(Command::ToggleGroup(group.id));
    }
    if !open {
        return;
    }
    let row_height = if group.is_personal { PERSON } else { WHOLE };
    let opened = state.session.open_finding.and_then(|at| group.rows.iter().position(|&row| row == at));
    let height_id = ui.make_persistent_id("height of the open finding");
    let below = if opened.is_some() { ui.data(|data| data.get_temp(height_id)).unwrap_or(120.0f32) } else { 0.0 };
    let height = row_height * group.rows.len() as f32 + below;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let top_of =
        |at: usize| rect.top() + row_height * at as f32 + if opened.is_some_and(|o| at > o) { below } else { 0.0 };
    let seen = ui.clip_rect();
    // One more at either end, for the arrow keys to move to.
    let first =
        (((seen.top() - rect.top() - below) / row_height - 1.0).floor().max(0.0) as usize).min(group.rows.len());
    let last = (((seen.bottom() - rect.top()) / row_height + 1.0).ceil().max(0.0) as usize).min(group.rows.len());
    for at in first..last.max(first) {
        let index = group.rows[at];
        let Some(finding) = document.snapshot.judgement.findings.get(index as usize) else { continue };
        let row = Rect::from_min_size(pos2(rect.left(), top_of(at)), vec2(rect.width(), row_height));
        row_ui(ui, state, document, finding, (index, (at, group.rows.len())), row, out);
        if opened == Some(at) {
            let place =
                Rect::from_min_max(pos2(rect.left() + SIDE, row.bottom()), pos2(rect.right() - SIDE, f32::INFINITY));
            let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(("details", index)));
            child.set_clip_rect(ui.clip_rect());
            details_ui(&mut child, state, document, (index, finding), out);
            keep_height(ui, height_id, below, child.min_rect().height() + 12.0);
        }
    }
}

/// Records a height that is known only after drawing; if it was wrong, the frame is drawn again.
fn keep_height(ui: &Ui, id: Id, before: f32, now: f32) {
    if (before - now).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_discard("the open finding has another height");
    }
}

fn row_ui(
    ui: &Ui,
    state: &State,
    document: &Document,
    finding: &Finding,
    (index, at): (u32, (usize, usize)),
    row: Rect,
    out: &mut Vec<Command>,
) {
    let snapshot = &document.snapshot;
    let facts = snapshot.judgement.facts(&snapshot.org);
    let person = finding.person();
    let title = person.map_or(finding.rule.title, |person| snapshot.org.label(person));
    let mut said = finding.say(&facts);
    if finding.waived.is_some() {
        said = format!("Waived · {said}");
    }
    let response = ui.interact(row, ui.make_persistent_id(("finding", index)), Sense::click());
    let selected = state.session.open_finding == Some(index) || (person.is_some() && person == state.session.selected);
    paint_row(ui, row.shrink2(vec2(16.0, 1.0)), &response, selected);

    let (shape, role) = badge_of(finding);
    let role = if finding.waived.is_some() { Role::Faint } else { role };
    paint_badge(ui.painter(), pos2(row.left() + SIDE + 6.0, row.top() + 14.0), 11.0, shape, ink(ui, role));
    let (left, width) = (row.left() + SIDE + 22.0, row.width() - 2.0 * SIDE - 22.0);
    let name = one_line(ui, title, semibold(12.5), ink(ui, Role::Text), width);
    let below = few_lines(ui, &said, regular(11.0), ink(ui, Role::Secondary), width, 2);
    let elided = name.elided || below.elided;
    ui.painter().galley(pos2(left, row.top() + 6.0), name, Color32::PLACEHOLDER);
    ui.painter().galley(pos2(left, row.top() + 24.0), below, Color32::PLACEHOLDER);

    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, selected, format!("{title}: {said}")));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(state.session.open_finding == Some(index));
        node.set_description(signal(finding.answer));
        node.set_position_in_set(at.0 + 1);
        node.set_size_of_set(at.1);
    });
    if response.clicked() {
        out.push(Command::ToggleFinding(index));
        // Closing a finding must not move the picture.
        if let Some(person) = person
            && state.session.open_finding != Some(index)
        {
            out.push(Command::Show(person));
        }
    }
    if elided {
        response.tip(format!("{title}\n{said}"));
    }
}

/// Number of people who could not be judged, and how far a strong signal can be trusted.
fn foot_ui(ui: &mut Ui, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let no_evidence = snapshot.grouped.no_evidence.and_then(|at| snapshot.judgement.findings.get(at as usize));
    if let Some(finding) = no_evidence {
        ui.add_space(8.0);
        let line = widgets::small_capitals(ui, finding.rule.title).rect;
        explain_after(ui, line, "not enough evidence", ("findings.md", finding.rule.id), out);
        note(ui, &finding.say(&snapshot.judgement.facts(&snapshot.org)));
    }
    ui.add_space(12.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 0.0), Sense::hover());
    let mark = pos2(rect.left() + 4.0, rect.top() + 8.0);
    paint_badge(ui.painter(), mark, 8.0, crate::scene::Shape::TriangleUp, ink(ui, Role::Under));
    let said = "     Strong signal: a reason for a conversation, never proof. Each states how many similar \
                simulated cases were true";
    let line = ui.scope(|ui| note(ui, said)).response.rect;
    explain_beside(ui, line, "a strong signal", ("method.md", "signals"), out);
}

/// Content with the side margins of the panel.
fn inset<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin { left: SIDE as i8, right: SIDE as i8, top: 0, bottom: 0 };
    egui::Frame::new().inner_margin(margin).show(ui, content).inner
}
