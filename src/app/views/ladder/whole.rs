//! The form of a whole ladder: name and source, tracks, equal rungs.

use crate::app::state::error::AppError;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::views::ladder::form::LadderForm;
use crate::app::widgets;
use crate::app::widgets::fields::{bare, choice, row, text};
use crate::app::widgets::{SIDE, note, section};
use crate::org::{Equivalence, RungId, Stated, TrackKind};
use crate::plan::ladder::{add_rung, add_track, remove_track};
use crate::rules::Facts;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{ComboBox, Frame, Label, Margin, ScrollArea, Ui};

/// Draws the form.
pub fn whole_panel(ui: &mut Ui, facts: &Facts, form: &mut LadderForm) {
    ScrollArea::vertical().id_salt("whole ladder").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(SIDE as i8, 0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.label(words(ui, "The ladder", semibold(16.0), Role::Text));
            note(ui, "Choose a rung to see and change its details");
            names_ui(ui, form);
            section(ui, "Tracks");
            tracks_ui(ui, form);
            section(ui, "Equal rungs");
            let aside = facts.scale.contradictions.iter().filter(|it| it.ladder == usize::from(form.at));
            for contradiction in aside {
                let said =
                    format!("{} is ignored because it contradicts {}", contradiction.set_aside, contradiction.kept);
                ui.add(Label::new(words(ui, said, regular(11.0), Role::Under)).wrap());
            }
            equivalences_ui(ui, None, form);
            ui.add_space(24.0);
        });
    });
}

fn names_ui(ui: &mut Ui, form: &mut LadderForm) {
    section(ui, "Ladder");
    let others: Vec<&str> = form.org.head.ladders.iter().map(|ladder| ladder.name.as_str()).collect();
    let now = form.ladder.name.clone();
    let is_free = |typed: &str| match typed.trim() {
        "" if others.len() > 1 => Err(AppError::NoLadderName),
        name if name != now && others.contains(&name) => Err(AppError::LadderTaken(name.to_owned())),
        name => Ok(name.to_owned()),
    };
    let id = form.id("Name");
    if let Some(name) = row(ui, "Name", |ui| bare(ui, id, "Name of the ladder", &now, f32::INFINITY, &is_free)) {
        form.change("Change the name of the ladder".to_owned(), |ladder| ladder.name = name);
    }
    if let Some(source) = text(ui, form.id("Source"), "Source", &form.ladder.source) {
        form.change("Change the source of the ladder".to_owned(), |ladder| ladder.source = source);
    }
}

fn tracks_ui(ui: &mut Ui, form: &mut LadderForm) {
    let kinds = [(TrackKind::Ic, "IC track"), (TrackKind::Management, "Management track")];
    for (at, track) in form.ladder.tracks.iter().enumerate() {
        if let Some(name) = text(ui, form.id(&format!("track {at}")), "Track", &track.name) {
            form.change(format!("Change the name of the track {}", track.name), |ladder| ladder.tracks[at].name = name);
        }
        let id = form.id(&format!("kind of track {at}"));
        row(ui, "", |ui| {
            if let Some(kind) = choice(ui, id, "Side", track.kind, &kinds) {
                form.change(format!("Change the side of {}", track.name), |ladder| ladder.tracks[at].kind = kind);
            }
        });
        row(ui, "", |ui| {
            let top = widgets::little_button(ui, "Add a rung on top");
            top.widget_info(|| {
                let name = format!("Add a rung on top of {}", track.name);
                egui::WidgetInfo::labeled(egui::Role::Button, true, name)
            });
            if top.clicked() {
                let count = track.entries.len();
                form.change(format!("Add a rung to {}", track.name), |ladder| add_rung(ladder, at, count));
            }
            if widgets::little_button(ui, "Remove").tip("Only possible while no one is on it").clicked() {
                form.change(format!("Remove the track {}", track.name), |ladder| remove_track(ladder, at));
            }
        });
        ui.add_space(6.0);
    }
    ui.horizontal_wrapped(|ui| {
        for (kind, name) in [(TrackKind::Ic, "Add an IC track"), (TrackKind::Management, "Add a management track")] {
            if widgets::little_button(ui, name).clicked() {
                form.change(name.to_owned(), |ladder| add_track(ladder, kind));
            }
        }
    });
}

/// Lists the equivalences of the ladder, or those of one rung, with fields to add another.
pub fn equivalences_ui(ui: &mut Ui, rung: Option<RungId>, form: &mut LadderForm) {
    let code = rung.map(|rung| form.org.rung(rung).code.as_str());
    let firm = [(Stated::Explicit, "stated"), (Stated::Implied, "implied")];
    let ladder = form.ladder;
    let concerns = |it: &Equivalence| code.is_none_or(|code| it.entry == code || it.equals == code);
    for (at, equal) in ladder.equivalences.iter().enumerate().filter(|(_, it)| concerns(it)) {
        let said = format!("{} = {}", equal.entry, equal.equals);
        let id = form.id(&format!("equivalence {at}"));
        row(ui, &said, |ui| {
            let chosen = ui.scope(|ui| {
                ui.set_max_width(104.0);
                choice(ui, id, &said, equal.stated, &firm)
            });
            if let Some(stated) = chosen.inner {
                form.change(format!("Change {said}"), |ladder| ladder.equivalences[at].stated = stated);
            }
            if widgets::little_button(ui, "Remove").clicked() {
                form.change(format!("Remove {said}"), |ladder| _ = ladder.equivalences.remove(at));
            }
        });
    }
    let Some(scale) = ladder.tracks.iter().position(|track| track.kind == TrackKind::Ic) else {
        return note(ui, "Comparing tracks needs an IC track");
    };
    let codes_of = |on_scale: bool| -> Vec<&str> {
        let tracks = ladder.tracks.iter().enumerate().filter(|(at, _)| (*at == scale) == on_scale);
        tracks.flat_map(|(_, track)| track.entries.iter().rev()).map(|entry| entry.code.as_str()).collect()
    };
    let is_on_scale = code.is_some_and(|code| codes_of(true).contains(&code));
    match code {
        Some(code) => {
            let others = codes_of(!is_on_scale);
            if let Some(other) = picked(ui, &format!("Set {code} equal to…"), &others) {
                let (entry, equals) = if is_on_scale { (other, code) } else { (code, other) };
                equate(form, entry, equals);
            }
        }
        None => {
            // First a rung that is not on the common scale, then its equal there.
            let id = form.id("equate which");
            let chosen: Option<String> = ui.data(|data| data.get_temp(id));
            let others = codes_of(false);
            let chosen = chosen.filter(|chosen| others.contains(&chosen.as_str()));
            ui.horizontal(|ui| {
                let name = chosen.clone().unwrap_or_else(|| "Which rung…".to_owned());
                if let Some(entry) = picked(ui, &name, &others) {
                    ui.data_mut(|data| data.insert_temp(id, entry.to_owned()));
                }
                if let Some(entry) = &chosen
                    && let Some(equals) = picked(ui, "equals…", &codes_of(true))
                {
                    equate(form, entry, equals);
                    ui.data_mut(|data| data.remove::<String>(id));
                }
            });
        }
    }
}

/// Drop-down list of rung codes.
fn picked<'a>(ui: &mut Ui, name: &str, codes: &[&'a str]) -> Option<&'a str> {
    let mut picked = None;
    let combo = ComboBox::from_id_salt(("pick", name)).selected_text(name).width(128.0).show_ui(ui, |ui| {
        for &code in codes {
            if ui.selectable_label(false, code).clicked() {
                picked = Some(code);
            }
        }
    });
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
    picked
}

fn equate(form: &mut LadderForm, entry: &str, equals: &str) {
    let equal = Equivalence { entry: entry.to_owned(), equals: equals.to_owned(), stated: Stated::Explicit };
    form.change(format!("Set {entry} equal to {equals}"), |ladder| ladder.equivalences.push(equal));
}
