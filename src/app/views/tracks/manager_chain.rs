//! The chain of managers in words, above the picture: from the top down, each a link to the person.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::look::LookCommand;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::{little_button, one_line};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Align, Button, Frame, Layout, Margin, Panel, ScrollArea, Ui, WidgetInfo};

/// Largest width of a name before it is cut off, in points.
const LONGEST: f32 = 160.0;

/// Largest number of managers named; of a longer chain, those nearest to the person.
const NAMED: usize = 40;

/// Draws the strip; nothing without a chain.
pub fn chain_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let Some(chain) = state.session.chain.as_ref().filter(|_| matches!(state.page, Page::Tracks | Page::Tree)) else {
        return;
    };
    let org = &document.snapshot.org;
    let frame = Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("chain").exact_size(32.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if little_button(ui, "Show everyone again").clicked() {
                out.push(Command::Look(LookCommand::Chain(false)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.label(words(ui, "Reporting line", semibold(12.0), Role::Text));
                ScrollArea::horizontal().stick_to_right(true).show(ui, |ui| {
                    ui.horizontal_centered(|ui| {
                        let from = chain.people.len().saturating_sub(NAMED);
                        if from > 0 {
                            ui.label(words(ui, "…", regular(12.0), Role::Faint));
                        }
                        for (at, &person) in chain.people[from..].iter().enumerate() {
                            if at > 0 {
                                ui.label(words(ui, "›", regular(12.0), Role::Faint));
                            }
                            let is_selected = state.session.selected == Some(person);
                            let role = if is_selected { Role::Text } else { Role::Accent };
                            let name = one_line(ui, org.label(person), regular(12.0), ink(ui, role), LONGEST);
                            let button = ui.add(Button::new(name).frame(false)).tip(org.title(person));
                            let said = format!("Go to {}", org.label(person));
                            button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_selected, &said));
                            if button.clicked() {
                                out.push(Command::Show(person));
                            }
                        }
                    });
                });
            });
        });
    });
}
