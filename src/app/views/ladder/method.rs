//! The method of a ladder: anchors, haircuts, weights and thresholds, edited in place; whether the anchors fit; and
//! calibration, which runs only when asked for.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::error::AppError;
use crate::app::state::ladder::{Found, LadderCommand};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::ladder::curve::curve_ui;
use crate::app::views::ladder::form::LadderForm;
use crate::app::views::ladder::text::{
    anchors_text, read_anchors, read_between, read_discounts, read_haircuts, read_weights, several_text,
};
use crate::app::widgets;
use crate::app::widgets::fields::{bare, plain, row_of};
use crate::app::widgets::manual_link::section_about;
use crate::app::widgets::{fields, main_button, note, pair};
use crate::org::{Constants, EvidenceKind};
use crate::plan::ENOUGH;
use crate::report::held_words;
use crate::scene::Role;
use eframe::egui::{Checkbox, Frame, Label, Margin, Rect, RichText, Stroke, Ui, pos2, vec2};

/// Width of the labels, in points.
const NAMES: f32 = 200.0;

/// Left edge of the curve of a kind's anchors, in points.
const CURVE_FROM: f32 = 600.0;

/// Draws the tab.
pub fn method_ui(ui: &mut Ui, state: &State, document: &Document, form: &mut LadderForm) {
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 24 }).show(ui, |ui| {
        ui.set_max_width(760.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        confirmed_ui(ui, form);
        section_about(ui, "Kinds of evidence", ("method.md", "evidence-to-grade"), form.out);
        note(
            ui,
            "Anchors define which grade a value corresponds to; values in between are interpolated linearly on \
                  a log scale",
        );
        let snapshot = &document.snapshot;
        let unsaid = snapshot.judgement.facts(&snapshot.org).held_unsaid();
        if let Some(words) = held_words(unsaid).filter(|_| state.shows_people()) {
            note(ui, &words);
        }
        for at in 0..form.ladder.constants.kinds.len() {
            kind_ui(ui, at, form);
        }
        new_kind_ui(ui, form);
        section_about(ui, "Calibration", ("method.md", "provisional-scale"), form.out);
        calibration_ui(ui, state, document, form);
        section_about(ui, "Provenance", ("method.md", "evidence-to-grade"), form.out);
        haircuts_ui(ui, form);
        section_about(ui, "Authority", ("method.md", "technical-authority"), form.out);
        authority_ui(ui, form);
        section_about(ui, "Thresholds", ("method.md", "the-gap"), form.out);
        thresholds_ui(ui, form);
    });
}

/// Button to confirm that the anchors fit, or the note that somebody has.
fn confirmed_ui(ui: &mut Ui, form: &mut LadderForm) {
    let is_confirmed = form.ladder.constants.anchors_confirmed;
    let role = if is_confirmed { Role::Line } else { Role::Under };
    let frame = Frame::new()
        .fill(ink(ui, Role::Surface))
        .stroke(Stroke::new(1.0, ink(ui, role)))
        .corner_radius(8)
        .inner_margin(Margin::same(16));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        if is_confirmed {
            ui.label(words(ui, "These anchors are confirmed", semibold(13.0), Role::Text));
            note(ui, "Someone has confirmed that they fit this organisation, so they are never shifted");
            if ui.button("Withdraw confirmation").clicked() {
                form.change("Withdraw confirmation of the anchors".to_owned(), |it| {
                    it.constants.anchors_confirmed = false;
                });
            }
        } else {
            ui.label(words(ui, "These anchors are not confirmed", semibold(13.0), Role::Under));
            note(
                ui,
                "Every number based on them is on a provisional scale, and findings are at most possible. Review \
                 them with people who know the work, change what does not fit, then confirm",
            );
            if main_button(ui, "Confirm the anchors").clicked() {
                form.change("Confirm the anchors".to_owned(), |it| it.constants.anchors_confirmed = true);
            }
        }
    });
}

/// A row of the tab, whose labels are longer than those of other forms.
fn named<R>(ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    row_of(ui, name, (NAMES, 8.0), control)
}

fn kind_ui(ui: &mut Ui, at: usize, form: &mut LadderForm) {
    let Some(kind) = form.ladder.constants.kinds.get(at).cloned() else { return };
    ui.add_space(8.0);
    let room = ui.max_rect();
    let fields = ui.scope(|ui| kind_fields(ui, at, &kind, form)).response.rect;
    let curve = Rect::from_min_size(pos2(fields.left() + CURVE_FROM, fields.top() + 28.0), vec2(160.0, 90.0));
    if curve.right() <= room.right() + 1.0 {
        curve_ui(ui, curve, &kind);
    }
}

fn kind_fields(ui: &mut Ui, at: usize, kind: &EvidenceKind, form: &mut LadderForm) {
    let id = |form: &LadderForm, field: &str| form.id(&format!("kind {at} {} {field}", kind.name));
    ui.horizontal(|ui| {
        ui.label(words(ui, kind.name.as_str(), semibold(13.0), Role::Text));
        if kind.offset != 0.0 || kind.offset_sure.is_some() {
            let [shift, sure] = [kind.offset, kind.sure_offset()].map(|it| plain((-it * 100.0).round() / 100.0));
            let said = format!("shifted by {shift} rungs, and by {sure} for confidence");
            ui.label(words(ui, said, regular(11.0), Role::Under));
            if widgets::little_button(ui, "Reset").clicked() {
                change_kind(form, at, "Reset the shift of", |kind| (kind.offset, kind.offset_sure) = (0.0, None));
            }
        }
        if widgets::little_button(ui, "Remove").tip("Evidence of this kind will no longer count").clicked() {
            form.change(format!("Remove the kind {}", kind.name), |it| _ = it.constants.kinds.remove(at));
        }
    });
    let field = id(form, "unit");
    if let Some(unit) = named(ui, "Measured in", |ui| {
        bare(ui, field, &format!("Unit of {}", kind.name), &kind.unit, 376.0, &|typed| Ok(typed.trim().to_owned()))
    }) {
        change_kind(form, at, "Change the unit of", |kind| kind.unit = unit);
    }
    let field = id(form, "anchors");
    if let Some(anchors) = named(ui, "Anchors: value at grade", |ui| {
        bare(ui, field, &format!("Anchors of {}", kind.name), &anchors_text(&kind.anchors), 376.0, &read_anchors)
    }) {
        change_kind(form, at, "Change the anchors of", |kind| kind.anchors = anchors);
    }
    let field = id(form, "cap");
    let cap = kind.cap.map_or(String::new(), plain);
    named(ui, "Highest grade", |ui| {
        if let Some(cap) =
            bare(ui, field, &format!("Cap of {}", kind.name), &cap, 72.0, &|typed| fields::read_number(typed))
        {
            change_kind(form, at, "Change the cap of", |kind| kind.cap = cap);
        }
        let mut is_money = kind.is_money;
        if ui.add(Checkbox::new(&mut is_money, "monetary")).changed() {
            change_kind(form, at, "Change the currency of", |kind| kind.is_money = is_money);
        }
        let mut is_stock = kind.is_stock();
        let tip = "Something owned over time, such as a system: it counts in full while it is held, no matter when \
                   it was built";
        if ui.add(Checkbox::new(&mut is_stock, "held")).tip(tip).changed() {
            change_kind(form, at, "Change whether evidence is held for", |kind| kind.stock = Some(is_stock));
        }
    });
}

fn change_kind(form: &mut LadderForm, at: usize, name: &str, change: impl FnOnce(&mut EvidenceKind)) {
    let of = form.ladder.constants.kinds.get(at).map_or("", |kind| kind.name.as_str());
    form.change(format!("{name} {of}"), |ladder| {
        if let Some(kind) = ladder.constants.kinds.get_mut(at) {
            change(kind);
        }
    });
}

/// Form for a new kind of evidence. The craft need not be software: formulations, patents, products.
fn new_kind_ui(ui: &mut Ui, form: &mut LadderForm) {
    ui.add_space(8.0);
    let kinds = &form.ladder.constants.kinds;
    let is_new = |typed: &str| match typed.trim() {
        crate::measure::STATED => Err(AppError::Stated),
        name if kinds.iter().any(|kind| kind.name == name) => Err(AppError::KindTaken(name.to_owned())),
        name => Ok(name.to_owned()),
    };
    let id = form.id("new kind");
    let typed =
        named(ui, "Add a kind, such as formulations", |ui| bare(ui, id, "New kind of evidence", "", 240.0, &is_new));
    if let Some(name) = typed.filter(|name| !name.is_empty()) {
        form.change(format!("Add the kind {name}"), |ladder| {
            let anchors = vec![(1.0, 3.0), (5.0, 5.0), (40.0, 8.0)];
            let unit = String::new();
            ladder.constants.kinds.push(EvidenceKind {
                stock: None,
                name,
                unit,
                anchors,
                cap: None,
                offset: 0.0,
                offset_sure: None,
                is_money: false,
            });
        });
    }
}

fn calibration_ui(ui: &mut Ui, state: &State, document: &Document, form: &mut LadderForm) {
    if form.ladder.constants.anchors_confirmed {
        return note(ui, "Confirmed anchors are never shifted");
    }
    if !state.shows_people() {
        return note(ui, "Structure only does not use evidence");
    }
    note(
        ui,
        &format!(
            "Where at least {ENOUGH} people have evidence of a kind, its anchors can be shifted so that median \
             impact equals median authority. The shift is calculated once, stored and shown"
        ),
    );
    let found = state.session.ladder.found.as_ref().filter(|found| found.is_of(document));
    match found {
        None => {
            if ui.button("Calculate the shifts").clicked() {
                form.out.push(Command::Ladder(LadderCommand::Calibrate));
            }
        }
        Some(found) => found_ui(ui, found, form),
    }
}

fn found_ui(ui: &mut Ui, found: &Found, form: &mut LadderForm) {
    match &found.result {
        None => note(ui, "Calculating…"),
        Some(Err(why)) => _ = ui.add(Label::new(words(ui, why.words(), regular(12.0), Role::Under)).wrap()),
        Some(Ok(calibration)) => {
            for offset in &calibration.offsets {
                let said = match offset.rungs {
                    Some(rungs) => {
                        format!("{} rungs ({} people)", plain((-rungs * 100.0).round() / 100.0), offset.people)
                    }
                    None => "too few: no shift".to_owned(),
                };
                pair(ui, &offset.kind, &said, Role::Text);
                if let Some(rungs) = offset.rungs_sure {
                    let rungs = plain((-rungs * 100.0).round() / 100.0);
                    note(ui, &format!("{rungs} for confidence ({} people)", offset.people_at_face));
                }
            }
            ui.horizontal(|ui| {
                if main_button(ui, "Shift the anchors").clicked() {
                    form.out.push(Command::Ladder(LadderCommand::Shift));
                }
                if ui.button("Keep them").clicked() {
                    form.out.push(Command::Ladder(LadderCommand::SetAside));
                }
            });
        }
    }
}

fn haircuts_ui(ui: &mut Ui, form: &mut LadderForm) {
    let id = form.id("haircuts");
    let shown = several_text(&form.ladder.constants.haircuts, 100.0);
    let name = "Audited / measured / asserted / anecdotal, %";
    ui.label(secondary(ui, name));
    if let Some(haircuts) = bare(ui, id, name, &shown, 240.0, &read_haircuts) {
        form.change("Change the haircuts".to_owned(), |it| it.constants.haircuts = haircuts);
    }
}

fn authority_ui(ui: &mut Ui, form: &mut LadderForm) {
    let now = &form.ladder.constants;
    let name = "Weights of rung / decision / budget, %";
    ui.label(secondary(ui, name));
    if let Some(weights) = bare(ui, form.id("weights"), name, &several_text(&now.weights, 100.0), 240.0, &read_weights)
    {
        form.change("Change the weights".to_owned(), |it| it.constants.weights = weights);
    }
    let name = "Discount for Decide / Agree / Recommend, rungs";
    ui.label(secondary(ui, name));
    let shown = several_text(&now.role_discount, 1.0);
    if let Some(discount) = bare(ui, form.id("discount"), name, &shown, 240.0, &read_discounts) {
        form.change("Change the discounts for decision roles".to_owned(), |it| it.constants.role_discount = discount);
    }
    let name = "Delegation: spending limit at grade";
    ui.label(secondary(ui, name));
    let shown = anchors_text(&now.delegation);
    if let Some(delegation) = bare(ui, form.id("delegation"), name, &shown, 440.0, &read_anchors) {
        form.change("Change the delegation table".to_owned(), |it| it.constants.delegation = delegation);
    }
}

fn secondary(ui: &Ui, text: &str) -> RichText {
    words(ui, text, regular(12.0), Role::Secondary)
}

/// A threshold: its name, its range and its value.
struct Threshold {
    name: &'static str,
    between: (f64, f64),
    is_whole: bool,
    get: fn(&Constants) -> f64,
    set: fn(&mut Constants, f64),
}

const THRESHOLDS: [Threshold; 8] = [
    threshold("Minimum gap to report, rungs", (0.1, 8.0), |c| c.limit, |c, n| c.limit = n),
    threshold("Empty-title threshold, rungs", (0.1, 8.0), |c| c.paper_limit, |c, n| c.paper_limit = n),
    threshold("Authority above the record from, rungs", (0.1, 8.0), |c| c.over_limit, |c, n| c.over_limit = n),
    threshold("Penalty per missing line, rungs", (0.0, 8.0), |c| c.missing_line, |c, n| c.missing_line = n),
    threshold("Highest grade decided by rung alone", (0.0, 20.0), |c| c.floor, |c, n| c.floor = n),
    whole("Tiny team: reports at most", (0.0, 20.0), |c| f64::from(c.tiny_span), |c, n| c.tiny_span = n as u32),
    whole(
        "Tiny team: days in the seat at least",
        (0.0, 3650.0),
        |c| f64::from(c.settling_days),
        |c, n| c.settling_days = n as i32,
    ),
    whole("Months until asking again", (1.0, 120.0), |c| f64::from(c.asked_months), |c, n| c.asked_months = n as i32),
];

const fn threshold(
    name: &'static str,
    between: (f64, f64),
    get: fn(&Constants) -> f64,
    set: fn(&mut Constants, f64),
) -> Threshold {
    Threshold { name, between, is_whole: false, get, set }
}

const fn whole(
    name: &'static str,
    between: (f64, f64),
    get: fn(&Constants) -> f64,
    set: fn(&mut Constants, f64),
) -> Threshold {
    Threshold { name, between, is_whole: true, get, set }
}

fn thresholds_ui(ui: &mut Ui, form: &mut LadderForm) {
    for Threshold { name, between, is_whole, get, set } in THRESHOLDS {
        let read = |typed: &str| {
            let number = read_between(typed, between.0, between.1)?;
            if is_whole && number.fract() != 0.0 { Err(AppError::Fraction) } else { Ok(number) }
        };
        let (id, shown) = (form.id(name), plain(get(&form.ladder.constants)));
        if let Some(number) = named(ui, name, |ui| bare(ui, id, name, &shown, 96.0, &read)) {
            form.change(format!("Change a threshold: {name}"), |it| set(&mut it.constants, number));
        }
    }
}
