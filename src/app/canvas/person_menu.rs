//! Context menu of a card: every drop target as a command, and adding and removing people.

use crate::app::command::Command;
use crate::app::command::named::told;
use crate::app::state::State;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::Document;
use crate::app::state::document::words::rung_words;
use crate::app::state::page::{Page, Sheet};
use crate::app::state::passphrase::{CopyOf, PassphraseCommand};
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::edit::{Edit, NewPerson, remove};
use crate::org::{Kind, Line, Org, PersonId, RungId, TrackKind, Tree};
use crate::plan::{Side, Target};
use crate::scene::Role;
use eframe::egui::{ScrollArea, Ui, vec2};

/// Entries of the menu.
pub fn menu_ui(ui: &mut Ui, state: &State, person: PersonId, out: &mut Vec<Command>) {
    let Some(document) = state.seen().filter(|document| document.snapshot.org.has(person)) else { return };
    let org = &document.snapshot.org;
    ui.spacing_mut().button_padding = vec2(8.0, 5.0);
    ui.set_min_width(220.0);
    let people = chosen(state, person);
    let who = if people.len() == 1 { org.label(person).to_owned() } else { format!("{} people", people.len()) };
    ui.label(words(ui, who, semibold(12.0), Role::Text));
    let seat = org.seat(person).map(|seat| seat.rung);
    for (kind, name) in
        [(TrackKind::Ic, "Move on the IC track"), (TrackKind::Management, "Move on the management track")]
    {
        let rungs: Vec<RungId> = org.rungs().rev().filter(|&rung| org.track(rung).kind == kind).collect();
        if rungs.is_empty() {
            continue;
        }
        ui.menu_button(name, |ui| {
            ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                for rung in rungs {
                    if ui.selectable_label(seat == Some(rung), rung_words(org, rung)).clicked() {
                        out.push(Command::Send(people.clone(), Target::Rung(rung)));
                        ui.close();
                    }
                }
            });
        });
    }
    // Changes to the copy that is shown are not made to the file.
    let may_change = state.veil().is_none();
    if may_change && ui.button("Report to…").tip("Choose a manager in the inspector").clicked() {
        out.extend([Command::Select(Some(person)), Command::Seek(Line::Solid)]);
        ui.close();
    }
    if org.manager(person).is_some() && ui.button("Remove the manager").clicked() {
        out.push(Command::Send(people.clone(), Target::Top));
        ui.close();
    }
    if people.len() == 1 && may_change {
        order_ui(ui, org, &document.snapshot.judgement.tree, person, out);
    }
    if people.len() == 1 && may_change && ui.button("Edit").tip("Enter").clicked() {
        out.extend([Command::Select(Some(person)), Command::Form(true)]);
        ui.close();
    }
    let sides = match *people.as_slice() {
        [one, other] => Some([Side::Person(one), Side::Person(other)]),
        [one] => seat.and_then(|rung| Some([Side::Person(one), Side::Rung(peer(org, document, rung)?)])),
        _ => None,
    };
    if let Some(sides) = sides
        && ui.button("Weigh").tip("Compare pay, decisions, budget and forums side by side").clicked()
    {
        out.push(Command::Weigh(sides));
        ui.close();
    }
    if people.len() == 1
        && state.shows_people()
        && ui.button("Personal record…").tip("A sheet about this person only, to hand to them").clicked()
    {
        out.push(Command::SaveSheet(Sheet::Record, person));
        ui.close();
    }
    let tip = "An organisation file with their own record only; Import evidence… takes it back in";
    if people.len() == 1 && state.shows_people() && ui.button("Copy for this person…").tip(tip).clicked() {
        out.push(Command::Passphrase(PassphraseCommand::Copy(CopyOf::Record(person))));
        ui.close();
    }
    if let Some(is_folded) = state.chart().filter(|_| state.page == Page::Tree).and_then(|it| it.is_folded(person)) {
        for (name, command) in [
            ("Show this branch only", TreeCommand::Focus(Some(person))),
            (if is_folded { "Unfold the branch" } else { "Fold the branch" }, TreeCommand::Turn(person)),
        ] {
            if ui.button(name).clicked() {
                out.push(Command::Tree(command));
                ui.close();
            }
        }
    }
    let team = org.team(person);
    if people.len() == 1 && !team.is_empty() {
        let tip = "You can then move or edit them all in one step";
        if ui.button(format!("Select everyone in {team}")).tip(tip).clicked() {
            out.push(Command::SelectTeam(person));
            ui.close();
        }
    }
    if may_change {
        come_and_go_ui(ui, document, person, &people, out);
    }
    ui.separator();
    ui.label(words(ui, told("{Alt} and an arrow key move the selected card"), regular(11.0), Role::Faint));
}

/// Entries for adding people below a person and for removing people.
fn come_and_go_ui(ui: &mut Ui, document: &Document, person: PersonId, people: &[PersonId], out: &mut Vec<Command>) {
    let org = &document.snapshot.org;
    ui.separator();
    for (name, kind) in [("Add report", Kind::Person), ("Add vacancy", Kind::Vacancy)] {
        if ui.button(name).clicked() {
            out.push(Command::Make(format!("{name} below {}", org.label(person)), Box::new(below(org, person, kind))));
            ui.close();
        }
    }
    let reports = people.iter().any(|&person| document.snapshot.judgement.tree.reports(person).len() > 0);
    let tip = if reports { "Their reports move up to the next manager" } else { "Undo brings them back" };
    if ui.button("Remove").tip(tip).clicked() {
        let name = match people {
            [one] => format!("Remove {}", org.label(*one)),
            many => format!("Remove {} people", many.len()),
        };
        let edit = match people {
            [one] => remove(org, *one),
            many => Edit::All(many.iter().map(|&person| Edit::RemovePerson { person }).collect()),
        };
        out.push(Command::Make(name, Box::new(edit)));
        ui.close();
    }
}

/// Rung on the other track kind of the same ladder with the nearest grade; `None` if nothing can be compared.
fn peer(org: &Org, document: &Document, rung: RungId) -> Option<RungId> {
    let scale = &document.snapshot.judgement.scale;
    let (own, kind, ladder) = (scale.grade(rung)?, org.track(rung).kind, org.rung_place(rung).ladder);
    let others = org.rungs_of(ladder).filter(|&it| org.track(it).kind != kind);
    let graded = others.filter_map(|other| Some((other, (scale.grade(other)? - own).abs())));
    graded.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(other, _)| other)
}

/// Entries that move a person one place forwards or backwards among their siblings.
fn order_ui(ui: &mut Ui, org: &Org, tree: &Tree, person: PersonId, out: &mut Vec<Command>) {
    let Some(manager) = tree.manager(person) else { return };
    let siblings: Vec<PersonId> = tree.reports(manager).collect();
    let Some(at) = siblings.iter().position(|&one| one == person) else { return };
    let before = at.checked_sub(1).and_then(|at| siblings.get(at));
    for (word, sibling, behind) in [("before", before, false), ("after", siblings.get(at + 1), true)] {
        let Some(&sibling) = sibling else { continue };
        if ui.button(format!("Place {word} {}", org.label(sibling))).clicked() {
            out.push(Command::Send(vec![person], Target::Beside { sibling, behind }));
            ui.close();
        }
    }
}

/// Everybody selected, beginning with `person`, if they are part of the selection; otherwise `person` alone.
fn chosen(state: &State, person: PersonId) -> Vec<PersonId> {
    let mut people = vec![person];
    if state.session.selected == Some(person) || state.session.rest_of_selection.contains(&person) {
        let others = state.session.selected.into_iter().chain(state.session.rest_of_selection.iter().copied());
        people.extend(others.filter(|&other| other != person));
    }
    people
}

/// A new person or vacancy below a manager, on the rung of the last of the other reports who has one.
fn below(org: &Org, manager: PersonId, kind: Kind) -> Edit {
    let name = if kind == Kind::Vacancy { String::new() } else { "New person".to_owned() };
    let others = org.lines().below(manager, Line::Solid);
    let like = others.iter().rev().copied().find(|&other| org.has(other) && org.seat(other).is_some());
    let title = if kind == Kind::Vacancy { "Vacancy" } else { "" };
    Edit::AddPerson(Box::new(NewPerson {
        name,
        title: title.to_owned(),
        team: org.team(manager).to_owned(),
        location: org.location(manager).to_owned(),
        kind,
        manager: Some(manager),
        seat: like.and_then(|like| org.seat(like)),
        ..NewPerson::default()
    }))
}
