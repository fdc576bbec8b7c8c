//! The views of what is open, one beside another above the page: each shows the same people, with one selection.

use super::explain::explain_after;
use super::tree::{has_room, options_ui};
use crate::app::command::{Command, Page};
use crate::app::compare::first;
use crate::app::state::State;
use crate::app::style::{ink, regular, semibold, words};
use crate::report::told;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Align, Button, Frame, Layout, Margin, Panel, Ui, WidgetInfo};

/// Views in the order in which they stand.
const VIEWS: [(Page, &str, &str); 8] = [
    (Page::Tracks, "Tracks", "Both tracks on shared rungs"),
    (Page::Tree, "Tree", "Everybody by solid lines"),
    (Page::Table, "Table", "One row a person, every field"),
    (Page::Matrix, "Matrix", "Authority against impact, one dot a person"),
    (Page::Ladder, "Ladder", "The rungs: titles, pay, rights, seats"),
    (Page::Weigh, "Weigh", "Two seats or people beside each other"),
    (Page::Indices, "Indices", "The organisation in numbers"),
    (Page::Changes, "Changes", "What differs between two plans"),
];

/// Room in points, that of the filter included, from which it is said in words how far one path is gone, and from which
/// its number alone.
const WORDS: f32 = 300.0;
const FEW_WORDS: f32 = 60.0;

/// The strip with the views; other pages stand outside of it.
pub fn views_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.seen().is_none() || state.page == Page::Failed {
        return;
    }
    let has_room = has_room(ui);
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
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                super::look::beside_views_ui(ui, state, out);
                match state.page {
                    Page::Tracks => path_ui(ui, state, out),
                    Page::Tree if has_room => options_ui(ui, state, false, out),
                    _ => {}
                }
                super::table_filter::beside_views_ui(ui, state, out);
            });
        });
    });
}

/// One path or two tracks, and how far the organisation is from either.
fn path_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let is_one = document.standing.folding.is_one_path();
    for (one, name, tip) in [
        (false, "Two tracks", "The tracks as they are"),
        (true, "One path", "The same people if status came only with reports: the IC track ends below the fork"),
    ] {
        let is_chosen = is_one == one;
        let role = if is_chosen { Role::Text } else { Role::Secondary };
        let font = if is_chosen { semibold(12.0) } else { regular(12.0) };
        let button = ui.add(Button::selectable(is_chosen, words(ui, name, font, role))).on_hover_text(tip);
        let said = format!("Show {}", name.to_lowercase());
        button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_chosen, &said));
        if button.clicked() && !is_chosen {
            out.push(Command::OnePath(one));
        }
    }
    let indices = &document.standing.judgement.indices;
    let number = |value: Option<f64>| value.map_or("undefined".to_owned(), |value| format!("{value:.2}"));
    let designed = indices.ceilings.iter().copied().flatten().reduce(f64::max);
    let practised = number(indices.convergence.kappa);
    let said = match ui.available_width() {
        room if room >= WORDS => format!("One path: designed {}, practised {practised}", number(designed)),
        room if room >= FEW_WORDS => format!("κ {practised}"),
        _ => return,
    };
    let text = words(ui, said, regular(11.0), Role::Secondary);
    ui.add_space(8.0);
    let said = ui.label(text);
    let mark = said.rect.with_max_x(said.rect.left() - 20.0);
    explain_after(ui, mark, "the distance from one path", ("tracks.md", "one-path-or-two-tracks"), out);
    said.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        let (org, judgement) = (&document.standing.org, &document.standing.judgement);
        for told in told(org, judgement).iter().filter(|told| matches!(told.id, "ceiling" | "convergence")) {
            ui.label(words(ui, format!("{}: {}", told.title, told.value), semibold(12.0), Role::Text));
            ui.label(words(ui, told.sentence.as_str(), regular(12.0), Role::Text));
            ui.label(words(ui, told.limits.as_str(), regular(12.0), Role::Secondary));
        }
    });
}
