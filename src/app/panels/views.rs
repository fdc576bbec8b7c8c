//! The views of what is open, one beside another above the page: each shows the same people, with one selection.

use crate::app::command::{Command, Page};
use crate::app::compare::first;
use crate::app::state::State;
use crate::app::style::{ink, regular, semibold, words};
use crate::scene::Role;
use eframe::egui::{Align, Button, Frame, Layout, Margin, Panel, Ui};

/// Views in the order in which they stand.
const VIEWS: [(Page, &str, &str); 6] = [
    (Page::Tracks, "Tracks", "Both tracks on shared rungs"),
    (Page::Matrix, "Matrix", "Authority against impact, one dot a person"),
    (Page::Ladder, "Ladder", "The rungs: titles, pay, rights, seats"),
    (Page::Weigh, "Weigh", "Two seats or people beside each other"),
    (Page::Indices, "Indices", "The organisation in numbers"),
    (Page::Changes, "Changes", "What differs between two plans"),
];

/// The strip with the views; other pages stand outside of it.
pub fn views_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.document.is_none() || state.page == Page::Failed {
        return;
    }
    let frame = Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("views").exact_size(36.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (page, name, tip) in VIEWS {
                let is_chosen = state.page == page;
                let font = if is_chosen { semibold(12.0) } else { regular(12.0) };
                let role = if is_chosen { Role::Text } else { Role::Secondary };
                let button = Button::selectable(is_chosen, words(ui, name, font, role));
                if ui.add(button).on_hover_text(tip).clicked() && !is_chosen {
                    out.push(match page {
                        Page::Changes => Command::Compare(first(state)),
                        page => Command::Turn(page),
                    });
                }
            }
        });
    });
}
