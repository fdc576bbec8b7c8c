//! Choosing the appearance of people: colouring, fields on cards, and density.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::look::{LookCommand, MOST_FIELDS};
use crate::app::state::document::finding_groups::Group;
use crate::app::state::page::Page;
use crate::app::state::settings::Density;
use crate::app::style::tips::Tips;
use crate::app::style::{regular, semibold, words};
use crate::app::widgets::menus::form_below;
use crate::app::widgets::note;
use crate::plan::{ColourBy, Field, Heading};
use crate::rules::RULES;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Button, ScrollArea, Ui, WidgetInfo};

/// Height of a list in a popover, in points.
const LIST: f32 = 320.0;

/// Space below which the buttons are left out, in points.
const LEAST: f32 = 132.0;

/// Draws the two buttons while a picture is shown.
pub fn beside_views_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if !matches!(state.page, Page::Tracks | Page::Tree) || ui.available_width() < LEAST {
        return;
    }
    // From right to left.
    cards_ui(ui, state, out);
    colour_ui(ui, state, out);
    if state.page == Page::Tracks && ui.available_width() >= LEAST {
        density_ui(ui, state, out);
    }
}

/// Choice of the least that the tracks show of everybody.
fn density_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let chosen = state.settings.density;
    let rows = [
        (Density::Fit, "Fit", "Everyone in view, as large as possible"),
        (Density::Names, "Names", "A name for everyone; the chart scrolls"),
        (Density::Cards, "Cards", "Name and title for everyone; the chart scrolls"),
    ];
    let name = rows.iter().find(|row| row.0 == chosen).map_or("Fit", |row| row.1);
    let is_used = chosen != Density::Fit;
    let button = opener(ui, "Density", is_used, &format!("Density: {name}"), "Minimum detail per person");
    form_below(&button, |ui| {
        ui.set_width(200.0);
        ui.label(words(ui, "Density", semibold(13.0), Role::Text));
        for (density, name, tip) in rows {
            if ui.radio(chosen == density, name).tip(tip).clicked() {
                out.push(Command::Density(density));
            }
        }
    });
}

/// Button that opens a popover; `said` announces the present choice to a screen reader.
fn opener(ui: &mut Ui, name: &str, is_used: bool, said: &str, tip: &str) -> egui::Response {
    let role = if is_used { Role::Text } else { Role::Secondary };
    let font = if is_used { semibold(12.0) } else { regular(12.0) };
    let button = ui.add(Button::new(words(ui, name, font, role)).frame_when_inactive(false)).tip(tip);
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, said));
    button
}

fn colour_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let by = &state.session.look.chosen.by;
    let is_hidden = by.is_private() && !state.shows_people();
    let said = if is_hidden { "Colour by a hidden field".to_owned() } else { format!("Colour by {}", by.title()) };
    let button = opener(ui, "Colour", *by != ColourBy::Track, &said, "Colour people by a field or a finding");
    form_below(&button, |ui| {
        ui.set_width(220.0);
        out.push(Command::Look(LookCommand::Fields));
        ui.label(words(ui, "Colour by", semibold(13.0), Role::Text));
        let shows_people = state.shows_people();
        let mut line = |ui: &mut Ui, of: ColourBy| {
            if ui.radio(*by == of, of.title()).clicked() {
                out.push(Command::Look(LookCommand::By(of)));
            }
        };
        ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
            line(ui, ColourBy::Track);
            for heading in state.session.look.fields() {
                if ColourBy::is_telling(&heading) && (shows_people || !heading.is_private()) {
                    line(ui, ColourBy::Of(heading));
                }
            }
            if shows_people {
                ui.separator();
                ui.label(words(ui, "Findings about people", regular(11.0), Role::Secondary));
                for rule in RULES.iter().filter(|rule| is_of_people(state, rule.id)) {
                    line(ui, ColourBy::Finding(rule.id.to_owned()));
                }
            }
        });
        if !shows_people {
            note(ui, "Colours by finding are off while people are hidden");
        }
    });
}

/// True for a rule with findings about single people.
fn is_of_people(state: &State, rule: &str) -> bool {
    let Some(document) = state.seen() else { return false };
    let counts = |group: &Group| group.id == rule && !group.rows.is_empty();
    let is_chosen = state.session.look.chosen.by == ColourBy::Finding(rule.to_owned());
    is_chosen || document.snapshot.grouped.groups.iter().any(counts)
}

fn cards_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let chosen = &state.session.look.chosen;
    let used = chosen.fields.len() + usize::from(chosen.branches);
    let said = match used {
        0 => "Card: name and title".to_owned(),
        used => format!("Card: name, title and {} more", count(used, "thing", "things")),
    };
    let button = opener(ui, "Card", used > 0, &said, "Choose what cards show besides name and title");
    form_below(&button, |ui| {
        ui.set_width(240.0);
        out.push(Command::Look(LookCommand::Fields));
        ui.label(words(ui, "On every card", semibold(13.0), Role::Text));
        let mut branches = chosen.branches;
        let tip = "Direct reports, total reports and layers, and their pay where pay is shown";
        if ui.checkbox(&mut branches, "Branch numbers of managers").tip(tip).changed() {
            out.push(Command::Look(LookCommand::Branches(branches)));
        }
        let mut photos = !chosen.no_photos;
        let tip = "From the folder `photos` next to the file: `mason.png` or `mason.jpg` for the id `mason`";
        if ui.checkbox(&mut photos, "Photos").tip(tip).changed() {
            out.push(Command::Look(LookCommand::Photos(photos)));
        }
        ui.separator();
        ui.label(words(ui, format!("Up to {MOST_FIELDS} fields"), regular(11.0), Role::Secondary));
        let shows_people = state.shows_people();
        ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
            for heading in state.session.look.fields().into_iter().filter(is_for_cards) {
                let mut is_chosen = chosen.fields.contains(&heading);
                if heading.is_private() && !shows_people {
                    continue;
                }
                let has_room = is_chosen || chosen.fields.len() < MOST_FIELDS;
                let ticked = ui.add_enabled(has_room, egui::Checkbox::new(&mut is_chosen, heading.title()));
                if ticked.changed() {
                    out.push(Command::Look(LookCommand::Field(heading)));
                }
            }
        });
        if used > 0 && ui.button("Name and title only").clicked() {
            out.push(Command::Look(LookCommand::Plain));
        }
    });
}

/// Name and title are on every card already.
fn is_for_cards(heading: &Heading) -> bool {
    !matches!(heading, Heading::Of(Field::Name | Field::Title))
}
