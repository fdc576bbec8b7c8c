//! Ladders that come with the program, and the effect of one before it is taken.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::ladder::{LadderCommand, LadderFrom, Trial, Tried};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{main_button, note, pair, quoted};
use crate::io::ladders;
use crate::plan::ladder::Rest;
use crate::rules::words::{amount, count, some_of};
use crate::scene::Role;
use eframe::egui::{Checkbox, Frame, Label, Margin, ScrollArea, Stroke, Ui};

/// Largest number of rung codes named in one line.
const NAMED: usize = 6;

/// Menu of the preset ladders, and of files with a ladder.
pub fn presets_ui(ui: &mut Ui, can_save: bool, out: &mut Vec<Command>) {
    ui.menu_button("Other ladders…", |ui| {
        ui.set_min_width(240.0);
        for name in ladders::names() {
            let Some(ladder) = ladders::named(name) else { continue };
            if ui.button(ladder.name.as_str()).tip(ladder.source.as_str()).clicked() {
                out.push(Command::Ladder(LadderCommand::Try(LadderFrom::Preset(name.to_owned()), Rest::default())));
                ui.close();
            }
        }
        ui.separator();
        let save = can_save.then_some(("Save this ladder…", LadderCommand::SaveAs));
        for (name, command) in [("From a file…", LadderCommand::ChooseFile)].into_iter().chain(save) {
            if ui.button(name).clicked() {
                out.push(Command::Ladder(command));
                ui.close();
            }
        }
    });
}

/// Draws the effect of the ladder being tried.
pub fn trial_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let Some(trial) = state.session.ladder.trial.as_ref().filter(|trial| trial.is_of(document)) else { return };
    let frame = Frame::new()
        .fill(ink(ui, Role::Surface))
        .stroke(Stroke::new(1.0, ink(ui, Role::Accent)))
        .corner_radius(8)
        .inner_margin(Margin::same(16))
        .outer_margin(Margin { top: 8, ..Margin::ZERO });
    frame.show(ui, |ui| {
        ui.set_max_width(720.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        if let Some(Ok(tried)) = &trial.result {
            ui.label(words(ui, format!("Switch to {}?", tried.name), semibold(13.0), Role::Text));
            note(ui, &tried.source);
        }
        match &trial.result {
            None => note(ui, "Comparing the ladders…"),
            Some(Err(why)) => _ = ui.add(Label::new(words(ui, quoted(&why.said()), regular(12.0), Role::Under)).wrap()),
            Some(Ok(tried)) => tried_ui(ui, state, trial, tried, out),
        }
        ui.horizontal(|ui| {
            if matches!(trial.result, Some(Ok(_))) && main_button(ui, "Switch").clicked() {
                out.push(Command::Ladder(LadderCommand::Take));
            }
            if ui.button("Cancel").clicked() {
                out.push(Command::Ladder(LadderCommand::SetAside));
            }
        });
    });
}

fn tried_ui(ui: &mut Ui, state: &State, trial: &Trial, tried: &Tried, out: &mut Vec<Command>) {
    let switch = &tried.switch;
    let mut said = format!("{} carried over by code", count(switch.by_code, "seat is", "seats are"));
    let left = switch.lost + switch.suggested;
    if left > 0 {
        let rungs: Vec<String> =
            switch.lost_rungs.iter().map(|(code, n)| format!("{code} {}", amount(*n as f64))).collect();
        let words = if switch.lost > 0 { "lose their rung" } else { "get a suggestion" };
        let words =
            if left == 1 { words.replacen("lose", "loses", 1).replacen("get", "gets", 1) } else { words.to_owned() };
        said.push_str(&format!("; {} {words} ({})", amount(left as f64), some_of(&rungs, NAMED)));
    }
    ui.add(Label::new(words(ui, said, regular(12.0), Role::Text)).wrap());
    if left > 0 {
        let mut nearest = trial.rest == Rest::Nearest;
        let ask = "Suggest the nearest rung for them; suggestions can be reviewed";
        if ui.add(Checkbox::new(&mut nearest, ask)).changed() {
            let rest = if nearest { Rest::Nearest } else { Rest::WithoutRung };
            out.push(Command::Ladder(LadderCommand::Try(trial.from.clone(), rest)));
        }
    }
    note(ui, "Its anchors have not been confirmed yet, so findings based on them are at most possible");
    if switch.lost > 0 {
        note(ui, "People without a rung cannot be compared, so fewer findings are not an improvement");
    }
    let seen = || tried.counts.iter().filter(|count| state.shows_people() || !count.rule.reads_evidence);
    let same = seen().filter(|count| count.before == count.after).count();
    ScrollArea::vertical().id_salt("trial").max_height(168.0).show(ui, |ui| {
        ui.set_max_width(420.0);
        for count in seen().filter(|count| count.before != count.after) {
            let words = format!("{} → {}", amount(count.before as f64), amount(count.after as f64));
            pair(ui, count.rule.title, &words, Role::Text);
        }
        if same > 0 {
            note(ui, &format!("{} with no change in number", count(same, "rule", "rules")));
        }
    });
}
