//! The ladder page: the rungs drawn and edited in place, the method, and other ladders tried before they are taken.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::ladder::{LadderCommand, Tab};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::ladder::form::LadderForm;
use crate::app::views::ladder::method::method_ui;
use crate::app::views::ladder::picture::picture_ui;
use crate::app::views::ladder::presets::{presets_ui, trial_ui};
use crate::app::views::ladder::rung::rung_panel;
use crate::app::views::ladder::whole::whole_panel;
use crate::app::widgets;
use crate::app::widgets::{main_button, note};
use crate::measure::SAME_GRADE;
use crate::org::Ladder;
use crate::plan::ladder::{Opening, open_to_the_top};
use crate::rules::Facts;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Button, ComboBox, Frame, Margin, Panel, ScrollArea, Ui};

/// Width in points below which the picture gets all the space until a rung is chosen.
const NARROW: f32 = 860.0;

/// Draws the page.
pub fn ladder_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let (org, view) = (&*snapshot.org, &state.session.ladder);
    // The ladder shown may have been deleted.
    let at = if usize::from(view.at) < org.head.ladders.len() { view.at } else { 0 };
    let facts = snapshot.judgement.facts(org);
    let Some(ladder) = org.head.ladders.get(usize::from(at)) else {
        return nothing_ui(ui, state, document, out);
    };
    let is_narrow = ui.available_width() < NARROW;
    let rung = view.open_rung(org);
    let has_form = rung.is_some() || view.whole || !is_narrow;
    // An edit built from the redacted copy of a meeting would overwrite the full ladder of the file.
    let may_change = !org.is_redacted();
    if view.tab == Tab::Rungs && has_form && may_change && !state.settings.right_folded {
        let frame =
            Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 });
        Panel::right("rung").default_size(320.0).size_range(260.0..=440.0).frame(frame).show(ui, |ui| {
            let mut form = LadderForm { org, at, ladder, out: &mut *out };
            match rung {
                Some(rung) => rung_panel(ui, state, document, rung, &mut form),
                None => whole_panel(ui, &facts, &mut form),
            }
        });
    }
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 16, bottom: 8 }).show(ui, |ui| {
        let mut form = LadderForm { org, at, ladder, out: &mut *out };
        if !may_change {
            ui.label(words(ui, name_of(ladder, at), semibold(16.0), Role::Text));
            return note(ui, "Pay bands are hidden and nothing can be changed here in meeting mode");
        }
        head_ui(ui, state, &facts, is_narrow, &mut form);
        trial_ui(ui, state, document, form.out);
    });
    match view.tab {
        Tab::Rungs => picture_ui(ui, state, document, at, out),
        Tab::Measure => {
            ScrollArea::vertical().id_salt("method").auto_shrink([false, false]).show(ui, |ui| {
                let mut form = LadderForm { org, at, ladder, out: &mut *out };
                method_ui(ui, state, document, &mut form);
            });
        }
    }
}

/// Header: choice of the ladder, the tabs, and actions on the whole ladder.
fn head_ui(ui: &mut Ui, state: &State, facts: &Facts, is_narrow: bool, form: &mut LadderForm) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        match form.org.head.ladders.as_slice() {
            [_] => _ = ui.label(words(ui, name_of(form.ladder, form.at), semibold(16.0), Role::Text)),
            several => {
                let shown = name_of(form.ladder, form.at);
                let combo = ComboBox::from_id_salt("which ladder").selected_text(shown.as_str()).show_ui(ui, |ui| {
                    for (at, ladder) in (0..).zip(several) {
                        if ui.selectable_label(at == form.at, name_of(ladder, at)).clicked() && at != form.at {
                            form.out.push(Command::Ladder(LadderCommand::Choose(at)));
                        }
                    }
                });
                let label = format!("Ladder: {shown}");
                combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
            }
        }
        ui.add_space(8.0);
        for (tab, name) in [(Tab::Rungs, "Rungs"), (Tab::Measure, "How it is measured")] {
            let is_chosen = state.session.ladder.tab == tab;
            let font = if is_chosen { semibold(12.0) } else { regular(12.0) };
            let role = if is_chosen { Role::Text } else { Role::Secondary };
            if ui.add(Button::selectable(is_chosen, words(ui, name, font, role))).clicked() && !is_chosen {
                form.out.push(Command::Ladder(LadderCommand::Turn(tab)));
            }
        }
        ui.add_space(8.0);
        presets_ui(ui, true, form.out);
        let can_show = is_narrow && state.session.ladder.tab == Tab::Rungs && state.session.ladder.rung.is_none();
        if can_show && ui.selectable_label(state.session.ladder.whole, "Whole ladder").clicked() {
            form.out.push(Command::Ladder(LadderCommand::Whole(!state.session.ladder.whole)));
        }
        let marks = facts.marks(form.at);
        let has_ceiling =
            marks.top_ic.zip(marks.top_management).is_some_and(|(ic, management)| management - ic > SAME_GRADE);
        if has_ceiling {
            open_ui(ui, facts, form);
        }
    });
    if state.session.ladder.tab == Tab::Rungs && !form.ladder.constants.anchors_confirmed {
        note(
            ui,
            "Its anchors have not been confirmed, so findings based on them are at most possible. See “How it is \
             measured”",
        );
    }
}

fn open_ui(ui: &mut Ui, facts: &Facts, form: &mut LadderForm) {
    let tip = "Adds the IC rungs that management has and IC lacks, with the same pay bands, decision rights, budgets \
               and forums";
    let is_open = main_button(ui, "Open the IC track to the top").tip(tip).clicked();
    let tip = "Adds the same rungs as planned ones: they are drawn dashed and cannot hold anyone yet";
    let is_planned = ui.button("Add as planned").tip(tip).clicked();
    let (opening, name) = match (is_open, is_planned) {
        (true, _) => (Opening::Open, "Open the IC track to the top"),
        (_, true) => (Opening::Planned, "Plan the IC track to the top"),
        _ => return,
    };
    if let Some(opened) = open_to_the_top(form.org, facts.scale, form.at, opening) {
        form.put(name.to_owned(), opened.ladders);
    }
}

/// Page of a file without a ladder: offers the presets.
fn nothing_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    widgets::page(ui, |ui| {
        ui.label(words(ui, "No ladder yet", semibold(16.0), Role::Text));
        note(
            ui,
            "A ladder defines the rungs of both tracks and which of them are equal. Start with one of the ladders \
             supplied and adapt it",
        );
        ui.add_space(8.0);
        presets_ui(ui, false, out);
        trial_ui(ui, state, document, out);
    });
}

/// Name of a ladder, or its number when it has none.
pub fn name_of(ladder: &Ladder, at: u16) -> String {
    if ladder.name.is_empty() { format!("Ladder {}", u32::from(at) + 1) } else { ladder.name.clone() }
}
