//! The indices page: a quiet card per index, then the rungs called equal. The wording is that of the report; every
//! number comes with what it does not show.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::{Document, OrgSnapshot};
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::indices::plots::{Plot, dumbbell_ui, plot_ui};
use crate::app::widgets;
use crate::app::widgets::manual_link::{explain_at, explain_beside};
use crate::app::widgets::{note, paint_row, section};
use crate::measure::{Indices, Parity, SAME_GRADE};
use crate::org::{PersonId, RungId};
use crate::report::{Told, told};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{
    Align, Frame, Grid, Label, Layout, Margin, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Width of a card from which another fits beside it, in points.
const CARD: f32 = 340.0;

/// Width of the page from which pay is plotted beside its numbers, in points.
const WIDE: f32 = 620.0;

const TOO_FEW: &str = "too few";

/// Draws the page.
pub fn indices_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let (org, judgement) = (&snapshot.org, &snapshot.judgement);
    let margin = Margin { left: 16, right: 16, top: 16, bottom: 0 };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.label(words(ui, "The organisation in numbers", semibold(16.0), Role::Text));
            note(
                ui,
                "None of these numbers is a performance rating or a target. “Too few” means fewer than five \
                      people on a side",
            );
            ui.add_space(12.0);
            if !snapshot.is_judged {
                note(ui, "Calculating…");
                return;
            }
            if judgement.stale {
                note(ui, "From before the last change; recalculating");
                ui.set_opacity(0.5);
            }
            let all = told(org, judgement);
            cards_ui(ui, state, snapshot, &all, out);
            parities_ui(ui, state, snapshot, &all, out);
            equivalences_ui(ui, state, snapshot, &all, out);
            ui.add_space(24.0);
        });
    });
}

/// True for an index that rests on pay or evidence, which is left out while people are hidden.
fn is_hidden(state: &State, id: &str) -> bool {
    state.hides_people() && !matches!(id, "ceiling" | "convergence" | "seats" | "authority-parity" | "budget-parity")
}

/// Draws an index of one number as a card, and one that varies by rung as a table below.
fn cards_ui(ui: &mut Ui, state: &State, snapshot: &OrgSnapshot, all: &[Told], out: &mut Vec<Command>) {
    let rung_by_rung = ["pay-equivalence", "pay-parity", "authority-parity", "budget-parity", "seats"];
    let indices = &snapshot.judgement.indices;
    let columns = ((ui.available_width() / CARD) as usize).clamp(1, 3);
    let mut ceilings = indices.ceilings.iter().copied();
    ui.columns(columns, |columns| {
        for told in all.iter().filter(|told| !rung_by_rung.contains(&told.id)) {
            let ceiling = if told.id == "ceiling" { ceilings.next().flatten() } else { None };
            let plot = plot_of(indices, told, ceiling).filter(|_| !is_hidden(state, told.id));
            let lowest = columns.iter_mut().min_by(|a, b| a.min_rect().bottom().total_cmp(&b.min_rect().bottom()));
            let Some(ui) = lowest else { return };
            let select = behind(snapshot, told.id).filter(|_| !is_hidden(state, told.id));
            let top = ui.cursor().min;
            let is_asked = card_ui(ui, state, told, plot, select.is_some());
            let card = Rect::from_min_max(top, ui.min_rect().max);
            let mark = Rect::from_center_size(card.right_top() + vec2(-16.0, 24.0), vec2(14.0, 14.0));
            explain_at(ui, card, mark, &told.title, ("indices.md", told.id), out);
            if is_asked && let Some(people) = select {
                out.push(Command::SelectAll(people()));
            }
            ui.add_space(12.0);
        }
    });
}

/// Draws a card; true when the people behind it were asked for.
fn card_ui(ui: &mut Ui, state: &State, told: &Told, plot: Option<Plot>, selects: bool) -> bool {
    let frame = Frame::new().fill(ink(ui, Role::Surface)).corner_radius(8).inner_margin(Margin::same(16));
    let frame = frame.stroke(Stroke::new(1.0, ink(ui, Role::Line)));
    let mut is_asked = false;
    let layout = Layout::top_down(Align::Min);
    frame.show(ui, |ui| {
        ui.with_layout(layout, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.add(Label::new(words(ui, &told.title, semibold(13.0), Role::Text)).wrap());
            if is_hidden(state, told.id) {
                ui.label(words(ui, "hidden", regular(12.0), Role::Secondary));
                return;
            }
            let is_number = told.value.starts_with(|c: char| c.is_ascii_digit() || c == '−' || c == '+');
            let (font, role) = if is_number { (semibold(16.0), Role::Text) } else { (regular(12.0), Role::Secondary) };
            ui.add(Label::new(words(ui, &told.value, font, role)).wrap());
            if let Some(interval) = &told.interval {
                note(ui, &format!("95 %: {interval}"));
            }
            if let Some(plot) = plot {
                plot_ui(ui, plot);
            }
            ui.add(Label::new(words(ui, &told.sentence, regular(12.0), Role::Text)).wrap());
            note(ui, &told.limits);
            if selects {
                let link = ui.link(words(ui, "Select these people", regular(11.0), Role::Accent));
                let name = format!("Select these people: {}", told.title);
                link.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &name));
                is_asked = link.clicked();
            }
        })
    });
    is_asked
}

/// Plot of an index on its axis; `None` when the index is withheld.
fn plot_of(indices: &Indices, told: &Told, ceiling: Option<f64>) -> Option<Plot> {
    if told.value == TOO_FEW {
        return None;
    }
    let tau = |tau: &crate::measure::Tau| {
        Some(Plot::Whisker { value: tau.value?, interval: tau.interval, from: -1.0, to: 1.0 })
    };
    match told.id {
        "ceiling" => Some(Plot::Bar { part: ceiling?, ends: ["two tracks", "single path"] }),
        "convergence" => Some(Plot::Bar { part: indices.convergence.kappa?, ends: ["two tracks", "single path"] }),
        "premium" => {
            let value = indices.premium.rungs.filter(|_| told.value.contains("rung"))?;
            let focus_regions = value.abs().max(2.0);
            Some(Plot::Whisker { value, interval: None, from: -focus_regions, to: focus_regions })
        }
        "pay-headcount" => tau(&indices.pay.headcount_alone),
        "pay-impact" => tau(&indices.pay.impact),
        "pay-difference" => {
            let (value, interval) = indices.pay.difference?;
            Some(Plot::Whisker { value, interval, from: -1.0, to: 1.0 })
        }
        "peter" => {
            let value = indices.peter.lost as f64 / indices.peter.of.max(1) as f64;
            let interval = indices.peter.interval.filter(|_| told.interval.is_some())?;
            Some(Plot::Whisker { value, interval: Some(interval), from: 0.0, to: 1.0 })
        }
        _ => None,
    }
}

/// A function that finds the people behind an index on request; `None` when it concerns nobody in particular.
fn behind<'a>(snapshot: &'a OrgSnapshot, id: &str) -> Option<Box<dyn Fn() -> Vec<PersonId> + 'a>> {
    let (org, judgement) = (&*snapshot.org, &*snapshot.judgement);
    match id {
        "convergence" if judgement.indices.convergence.kappa.is_some() => Some(Box::new(move || {
            let fork = |rung: RungId| judgement.scale.marks.get(usize::from(org.rung_place(rung).ladder))?.fork;
            let is_above = |person: &PersonId| {
                let rung = org.seat(*person).map(|seat| seat.rung);
                let both = rung.and_then(|rung| judgement.scale.grade(rung).zip(fork(rung)));
                org.is_judged(*person) && both.is_some_and(|(grade, fork)| grade >= fork - SAME_GRADE)
            };
            org.people().filter(is_above).collect()
        })),
        "peter" if judgement.indices.peter.lost > 0 => Some(Box::new(move || {
            let of_rule = judgement.findings.iter().filter(|finding| finding.rule.id == "lost-practitioner");
            of_rule.filter_map(|finding| finding.person()).collect()
        })),
        "double-cost" if !judgement.indices.double_costs.is_empty() => {
            Some(Box::new(move || judgement.indices.double_costs.iter().map(|cost| cost.person).collect()))
        }
        _ => None,
    }
}

/// People on any of some rungs, in file order.
fn on_rungs(snapshot: &OrgSnapshot, rungs: &[RungId]) -> Vec<PersonId> {
    let org = &snapshot.org;
    let is_on = |person: &PersonId| org.seat(*person).is_some_and(|seat| rungs.contains(&seat.rung));
    org.people().filter(|&person| org.is_judged(person)).filter(is_on).collect()
}

/// Places in the manual that explain the columns of the table of equal rungs.
const PARITY: [Option<(&str, &str)>; 6] = [
    None,
    Some(("pay parity", "pay-parity")),
    None,
    Some(("decision parity", "authority-parity")),
    Some(("budget parity", "budget-parity")),
    Some(("the number of seats", "seats")),
];

/// Table of equal rungs: pay, decisions, budget and seats of both sides.
fn parities_ui(ui: &mut Ui, state: &State, snapshot: &OrgSnapshot, all: &[Told], out: &mut Vec<Command>) {
    let parities = &snapshot.judgement.indices.parities;
    section(ui, "Equal rungs");
    if parities.is_empty() {
        note(ui, "The ladder does not set any IC rung equal to a management rung");
        return;
    }
    let of = |id: &'static str| all.iter().filter(move |told| told.id == id);
    let cells = of("pay-parity").zip(of("authority-parity")).zip(of("budget-parity")).zip(of("seats"));
    let is_wide = ui.available_width() >= WIDE && !state.hides_people();
    let ends = pay_ends(parities);
    Grid::new("parities").num_columns(6).spacing([20.0, 8.0]).show(ui, |ui| {
        let heads = ["Rung", "IC pay", "", "Decisions", "Budget", "Seats"];
        for (at, head) in heads.into_iter().enumerate().filter(|(at, _)| is_wide || *at != 2) {
            let head = if at == 2 { "IC and management" } else { head };
            let head = ui.label(words(ui, head, regular(11.0), Role::Secondary));
            if let Some((what, anchor)) = PARITY.get(at).copied().flatten() {
                explain_beside(ui, head.rect, what, ("indices.md", anchor), out);
            }
        }
        ui.end_row();
        for (parity, (((pay, decisions), budget), seats)) in parities.iter().zip(cells) {
            let name = pay.title.strip_prefix("Pay, ").unwrap_or(&pay.title);
            let link = ui.link(words(ui, name, semibold(12.0), Role::Text));
            if link.tip("Select everyone on these rungs").clicked() {
                let rungs: Vec<RungId> = parity.ic.iter().chain(&parity.management).copied().collect();
                out.push(Command::SelectAll(on_rungs(snapshot, &rungs)));
            }
            cell_ui(ui, state, pay);
            if is_wide {
                let both = parity.pay.ic.zip(parity.pay.management).filter(|_| pay.value != TOO_FEW);
                dumbbell_ui(ui, both, ends, &pay.sentence);
            }
            for told in [decisions, budget, seats] {
                cell_ui(ui, state, told);
            }
            ui.end_row();
        }
    });
    if let Some(told) = of("pay-parity").next() {
        ui.add_space(4.0);
        note(ui, &told.limits);
    }
}

fn cell_ui(ui: &mut Ui, state: &State, told: &Told) {
    if is_hidden(state, told.id) {
        ui.label(words(ui, "hidden", regular(12.0), Role::Secondary));
        return;
    }
    let role = if told.value == TOO_FEW { Role::Secondary } else { Role::Text };
    let shown = match &told.interval {
        Some(interval) => format!("{}\n{interval}", told.value),
        None => told.value.clone(),
    };
    let response = ui.add(Label::new(words(ui, shown, regular(12.0), role)).sense(READ));
    let said = format!("{}: {}", told.title, told.value);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &said));
    response.tip(format!("{}\n{}", told.sentence, told.limits));
}

/// Lowest and highest pay across all equal rungs.
fn pay_ends(parities: &[Parity]) -> (f64, f64) {
    let all = parities.iter().flat_map(|parity| [parity.pay.ic, parity.pay.management]).flatten();
    all.fold((f64::INFINITY, f64::NEG_INFINITY), |it, pay| (it.0.min(pay), it.1.max(pay)))
}

/// Table of the management rung that each IC rung is paid like.
fn equivalences_ui(ui: &mut Ui, state: &State, snapshot: &OrgSnapshot, all: &[Told], out: &mut Vec<Command>) {
    let told: Vec<&Told> = all.iter().filter(|told| told.id == "pay-equivalence").collect();
    if told.is_empty() {
        return;
    }
    section(ui, "Which management rungs pay alike");
    for (told, it) in told.iter().zip(&snapshot.judgement.indices.pay_equivalences) {
        let code = &snapshot.org.rung(it.rung).code;
        let text = match (is_hidden(state, told.id), told.value == TOO_FEW) {
            (true, _) => &format!("{code}: hidden"),
            (false, true) => &format!("{code}: too few"),
            (false, false) => &told.sentence,
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
        paint_row(ui, Rect::from_min_max(pos2(rect.left() + 8.0, rect.top()), rect.max), &response, false);
        let shown = widgets::one_line(ui, text, regular(12.0), ink(ui, Role::Text), rect.width());
        ui.painter().galley(pos2(rect.left(), rect.center().y - shown.size().y / 2.0), shown, ink(ui, Role::Text));
        let name = format!("Pay on {code} compared with management: {text}");
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
        let what = format!("how {code} compares in pay");
        explain_beside(ui, rect, &what, ("indices.md", "pay-equivalence"), out);
        if response.tip(format!("{text}\n{}", told.limits)).clicked() {
            out.push(Command::SelectAll(on_rungs(snapshot, &[it.rung])));
        }
    }
}
