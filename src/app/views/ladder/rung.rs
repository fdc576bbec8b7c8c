//! The form of a rung: each field changes the ladder by one named edit.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::error::AppError;
use crate::app::state::ladder::LadderCommand;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::views::ladder::form::LadderForm;
use crate::app::views::ladder::rung_lists::{budgets_ui, forums_ui, rights_ui};
use crate::app::views::ladder::whole::equivalences_ui;
use crate::app::widgets::fields::{bare, number, plain, read_number, row, text};
use crate::app::widgets::manual_link::{explain_beside, section_about};
use crate::app::widgets::{SIDE, note, remembered, section};
use crate::measure::Placing;
use crate::org::{Ladder, Rung, RungId, Stated, TrackKind};
use crate::plan::ladder::{Equalised, add_rung, equalise_pay, remove_rung, rename};
use crate::rules::Facts;
use crate::rules::words::{amount, count};
use crate::scene::Role;
use eframe::egui::{Checkbox, Frame, Label, Margin, ScrollArea, Ui, vec2};

/// Draws the form.
pub fn rung_panel(ui: &mut Ui, state: &State, document: &Document, rung: RungId, form: &mut LadderForm) {
    ScrollArea::vertical().id_salt("rung").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(SIDE as i8, 0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let snapshot = &document.snapshot;
            let facts = snapshot.judgement.facts(&snapshot.org);
            head_ui(ui, &facts, rung, form);
            names_ui(ui, rung, form);
            section_about(ui, "Pay band", ("views.md", "ladder"), form.out);
            band_ui(ui, state, document, rung, form);
            section_about(ui, "Decision rights", ("evidence.md", "decisions-and-budgets"), form.out);
            rights_ui(ui, rung, form);
            section(ui, "Budgets");
            budgets_ui(ui, rung, form);
            section(ui, "Forums");
            forums_ui(ui, rung, form);
            section_about(ui, "Equal to", ("method.md", "grade"), form.out);
            equivalences_ui(ui, Some(rung), form);
            section(ui, "Position in the track");
            place_ui(ui, rung, form);
            ui.add_space(24.0);
        });
    });
}

impl LadderForm<'_> {
    /// Id of a field, tied to the code of the rung.
    pub fn rung_id(&self, rung: RungId, field: &str) -> eframe::egui::Id {
        self.id(&format!("{} {field}", self.org.rung(rung).code))
    }

    /// Changes a rung, as an edit whose name ends with the code of the rung.
    pub fn change_rung(&mut self, rung: RungId, name: &str, change: impl FnOnce(&mut Rung)) {
        let place = self.org.rung_place(rung);
        let name = format!("{name} {}", self.org.rung(rung).code);
        self.change(name, |ladder| {
            let track = ladder.tracks.get_mut(usize::from(place.track));
            if let Some(entry) = track.and_then(|track| track.entries.get_mut(usize::from(place.entry))) {
                change(entry);
            }
        });
    }
}

fn head_ui(ui: &mut Ui, facts: &Facts, rung: RungId, form: &mut LadderForm) {
    let (entry, track) = (form.org.rung(rung), form.org.track(rung));
    let title = if entry.title.is_empty() { &entry.code } else { &entry.title };
    ui.horizontal(|ui| {
        let room = ui.available_width() - 72.0;
        ui.allocate_ui(vec2(room, 28.0), |ui| {
            ui.set_width(room);
            ui.add(Label::new(words(ui, title.as_str(), semibold(16.0), Role::Text)).truncate());
        });
        if ui.button("Done").clicked() {
            form.out.push(Command::Ladder(LadderCommand::Open(None)));
        }
    });
    let grade = match (facts.scale.grade(rung), facts.scale.placing(rung)) {
        (None, _) | (_, Placing::Unplaced) => "not on the common scale".to_owned(),
        (Some(grade), Placing::Scale) => format!("grade {}", plain((grade * 100.0).round() / 100.0)),
        (Some(grade), Placing::Equated(Stated::Explicit)) => format!("grade {grade:.2}, set equal"),
        (Some(grade), Placing::Equated(Stated::Implied)) => format!("grade {grade:.2}, implied equal"),
        (Some(grade), Placing::Interpolated(_)) => format!("grade {grade:.2}, interpolated between equal rungs"),
    };
    let side = if track.kind == TrackKind::Ic { "IC track" } else { "management track" };
    let seats = facts.seats(rung);
    let people = count(seats.people as usize, "person", "people");
    let said = format!("{} · {side} · {grade} · {people}", entry.code);
    let line = ui.scope(|ui| note(ui, &said)).response.rect;
    explain_beside(ui, line, "the grade of a rung", ("method.md", "grade"), form.out);
}

fn names_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let entry = form.org.rung(rung);
    section(ui, "Rung");
    if let Some(title) = text(ui, form.rung_id(rung, "Title"), "Title", &entry.title) {
        form.change_rung(rung, "Change the title of", |entry| entry.title = title);
    }
    let is_taken = |typed: &str| {
        let code = typed.trim();
        let others = form.ladder.tracks.iter().flat_map(|track| &track.entries);
        match code {
            "" => Err(AppError::NoCode),
            _ if code != entry.code && others.into_iter().any(|other| other.code == code) => {
                Err(AppError::CodeTaken(code.to_owned()))
            }
            _ => Ok(code.to_owned()),
        }
    };
    let id = form.rung_id(rung, "Code");
    let renamed = row(ui, "Code", |ui| bare(ui, id, "Code", &entry.code, f32::INFINITY, &is_taken));
    if let Some(code) = renamed.filter(|code| *code != entry.code) {
        let name = format!("Change the code of {} to {code}", entry.code);
        form.out.push(match rename(form.org, rung, &code) {
            Ok(edit) => Command::Make(name, Box::new(edit)),
            Err(error) => Command::Ladder(LadderCommand::Say(format!("{error}. {}", error.hint()))),
        });
        form.out.push(Command::Ladder(LadderCommand::Open(Some(code))));
    }
    let id = form.rung_id(rung, "Grade");
    let grade = row(ui, "Grade", |ui| {
        let changed = number(ui, id, "Grade", entry.grade, 72.0);
        ui.label(words(ui, if entry.grade.is_none() { "not stated" } else { "" }, regular(11.0), Role::Secondary));
        changed
    });
    if let Some(grade) = grade {
        form.change_rung(rung, "Change the grade of", |entry| entry.grade = grade);
    }
    let (mut open, mut apex) = (entry.open, entry.apex);
    row(ui, "", |ui| {
        if ui.add(Checkbox::new(&mut open, "Open")).tip("A closed rung is planned and cannot hold anyone").changed() {
            form.change_rung(rung, if open { "Open" } else { "Close" }, |entry| entry.open = open);
        }
        let tip = "The CEO's rung does not count towards the ceiling";
        if ui.add(Checkbox::new(&mut apex, "Reserved for the CEO")).tip(tip).changed() {
            let name = if apex { "Exclude from the ceiling" } else { "Include in the ceiling" };
            form.change_rung(rung, name, |entry| entry.apex = apex);
        }
    });
}

fn band_ui(ui: &mut Ui, state: &State, document: &Document, rung: RungId, form: &mut LadderForm) {
    let pay = form.org.rung(rung).pay;
    let ids = ["Pay from", "Pay to"].map(|field| form.rung_id(rung, field));
    let within = |typed: &str, is_low: bool| match (read_number(typed)?, pay) {
        (Some(low), Some((_, high))) if is_low && low > high => Err(AppError::AtMost(high)),
        (Some(high), Some((low, _))) if !is_low && high < low => Err(AppError::AtLeast(low)),
        (read, _) => Ok(read),
    };
    let shown = |end: Option<f64>| end.map_or(String::new(), plain);
    let (low, high) = pay.unzip();
    let from = row(ui, "From", |ui| bare(ui, ids[0], "Pay from", &shown(low), 120.0, &|typed| within(typed, true)));
    let to = row(ui, "To", |ui| bare(ui, ids[1], "Pay to", &shown(high), 120.0, &|typed| within(typed, false)));
    if from.is_some() || to.is_some() {
        let band = match (from.unwrap_or(low), to.unwrap_or(high)) {
            (Some(from), Some(to)) => Some((from, to)),
            // The first end entered makes a band of one amount; emptying an end removes the band.
            (Some(one), None) | (None, Some(one)) if pay.is_none() => Some((one, one)),
            _ => None,
        };
        let middle = |band: (f64, f64)| band.0 + band.1;
        let name = match (pay, band) {
            (_, None) => "Remove the band of",
            (None, Some(_)) => "Set the band of",
            (Some(was), Some(is)) if middle(is) >= middle(was) => "Raise the band of",
            _ => "Lower the band of",
        };
        form.change_rung(rung, name, |entry| entry.pay = band);
    }
    let snapshot = &document.snapshot;
    let equal = remembered(ui, "equal pay", &snapshot.org, rung.0, || {
        equalise_pay(&snapshot.org, &snapshot.judgement.scale, rung)
    });
    if let Some(equal) = &*equal {
        equal_ui(ui, state.shows_people(), rung, equal, form);
    }
}

/// Offers the pay band of the equal rung, with the cost of adopting it.
fn equal_ui(ui: &mut Ui, shows_people: bool, rung: RungId, equal: &Equalised, form: &mut LadderForm) {
    let peer = form.org.rung(equal.peer);
    let title = if peer.title.is_empty() { &peer.code } else { &peer.title };
    let currency = &form.org.head.currency;
    let mut said =
        format!("{title} on the other track has {}–{} {currency}", amount(equal.band.0), amount(equal.band.1));
    if shows_people {
        said.push_str(&match equal.below.len() {
            0 if equal.paid == 0 => ". No pay is known for this rung".to_owned(),
            0 => format!(". None of the {} people with known pay are below that", amount(equal.paid as f64)),
            below => format!(
                ". {} of {} people with known pay {} below that; raising them costs {} {currency} a year at full time",
                amount(below as f64),
                amount(equal.paid as f64),
                if below == 1 { "is" } else { "are" },
                amount(equal.cost()),
            ),
        });
    }
    note(ui, &said);
    if ui.button("Match pay of the equal rung").clicked() {
        form.put(format!("Match pay at {}", form.org.rung(rung).code), equal.ladders.clone());
    }
}

fn place_ui(ui: &mut Ui, rung: RungId, form: &mut LadderForm) {
    let place = form.org.rung_place(rung);
    let (track, entry) = (usize::from(place.track), usize::from(place.entry));
    let code = form.org.rung(rung).code.clone();
    let last = form.org.track(rung).entries.len().saturating_sub(1);
    fn swap(ladder: &mut Ladder, track: usize, a: usize, b: usize) {
        if let Some(track) = ladder.tracks.get_mut(track).filter(|track| a.max(b) < track.entries.len()) {
            track.entries.swap(a, b);
        }
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button("Add a rung above").clicked() {
            form.change(format!("Add a rung above {code}"), |ladder| add_rung(ladder, track, entry + 1));
        }
        if ui.button("Add a rung below").clicked() {
            form.change(format!("Add a rung below {code}"), |ladder| add_rung(ladder, track, entry));
        }
        if ui.add_enabled(entry < last, eframe::egui::Button::new("Move up")).clicked() {
            form.change(format!("Move {code} up"), |ladder| swap(ladder, track, entry, entry + 1));
        }
        if ui.add_enabled(entry > 0, eframe::egui::Button::new("Move down")).clicked() {
            form.change(format!("Move {code} down"), |ladder| swap(ladder, track, entry, entry - 1));
        }
        if ui.button("Remove the rung").tip("Only possible while no one is on it").clicked() {
            form.change(format!("Remove {code}"), |ladder| remove_rung(ladder, track, entry));
        }
    });
}
