//! The strip of views above the page. All views show the same people and share one selection.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::focus::{FocusCommand, Region};
use crate::app::state::page::{Page, PageRow, views};
use crate::app::style::badges::paint_arrow;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::update::focus::{Drawn, is_there};
use crate::app::views::table::filter;
use crate::app::views::tracks::card_look;
use crate::app::views::tree::{has_room, options_ui};
use crate::app::widgets::manual_link::explain_after;
use crate::app::widgets::menus::menu;
use crate::app::widgets::one_line;
use crate::report::told;
use crate::rules::words::hundredths;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Align, Button, Frame, Label, Layout, Margin, Panel, Ui, WidgetInfo};

/// Width in points, including the filter, from which the progress towards one path is given in words.
const WORDS: f32 = 300.0;

/// Width in points from which it is given as a number alone.
const FEW_WORDS: f32 = 140.0;

/// Space beside a name and between two, in points: names move closer together as long as that makes them fit.
const CLOSER: [(f32, f32); 2] = [(8.0, 4.0), (5.0, 2.0)];

/// Widest labels beside the views that cannot be left out. Without space for them the views collapse into a menu, on
/// every page alike, so that they keep their places.
const BESIDE: [&str; 5] = ["Single path", "Density", "Colour", "Card", "Filter…"];

/// Draws the strip; pages that are not views appear outside of it.
pub fn views_ui(ui: &mut Ui, state: &State, drawn: Drawn, out: &mut Vec<Command>) {
    if state.seen().is_none() || state.page == Page::Failed {
        return;
    }
    let has_room = has_room(ui);
    let frame = Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("views").exact_size(36.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if !drawn.is_roomy {
                sides_ui(ui, state, drawn, out);
            }
            if !drawn.page {
                return;
            }
            let rows: Vec<&PageRow> = shown(state).collect();
            let is_gathered = !has_space(ui, &rows);
            if !is_gathered {
                rows.iter().for_each(|row| view_ui(ui, state, row, out));
            } else {
                let shown = rows.iter().find(|row| row.page == state.page).map_or("Views", |row| row.name);
                // The trailing space makes room for the arrow.
                let button = ui.button(words(ui, format!("{shown}\u{2003}"), semibold(12.0), Role::Text));
                let arrow = button.rect.right_center() - egui::vec2(16.0, 0.0);
                paint_arrow(ui.painter(), arrow, true, ink(ui, Role::Secondary));
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("View: {shown}")));
                menu(&button, |ui| {
                    rows.iter().for_each(|row| view_ui(ui, state, row, out));
                    if state.page == Page::Tracks {
                        ui.separator();
                        path_ui(ui, state, out);
                    }
                });
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                card_look::beside_views_ui(ui, state, out);
                match state.page {
                    Page::Tracks if !is_gathered => path_ui(ui, state, out),
                    Page::Tree if has_room => options_ui(ui, state, false, out),
                    _ => {}
                }
                filter::beside_views_ui(ui, state, out);
            });
        });
    });
}

/// The views, with that of a repository in front where there is one.
fn shown(state: &State) -> impl Iterator<Item = &'static PageRow> {
    let has_folders = state.seen().is_some_and(|document| !document.folders().is_empty());
    has_folders.then(|| Page::Folders.row()).into_iter().chain(views())
}

/// Button of a view.
fn view_ui(ui: &mut Ui, state: &State, row: &PageRow, out: &mut Vec<Command>) {
    let (page, name, tip) = (row.page, row.name, row.about);
    let is_chosen = state.page == page;
    let font = if is_chosen { semibold(12.0) } else { regular(12.0) };
    let role = if is_chosen { Role::Text } else { Role::Secondary };
    let button = Button::selectable(is_chosen, words(ui, name, font, role));
    if ui.add(button).tip(tip).clicked() && !is_chosen {
        out.push(match page {
            Page::Changes => Command::Compare(state.first_ends()),
            page => Command::Turn(page),
        });
    }
}

/// Moves the names as close together as they have to be, and says whether they fit then.
fn has_space(ui: &mut Ui, rows: &[&PageRow]) -> bool {
    let names = || rows.iter().map(|row| row.name).chain(BESIDE);
    let needed = |ui: &Ui| names().map(|name| width(ui, name)).sum::<f32>();
    for (padding, gap) in CLOSER {
        if needed(ui) <= ui.available_width() {
            return true;
        }
        (ui.spacing_mut().button_padding.x, ui.spacing_mut().item_spacing.x) = (padding, gap);
    }
    let fits = needed(ui) <= ui.available_width();
    if !fits {
        (ui.spacing_mut().button_padding.x, ui.spacing_mut().item_spacing.x) = CLOSER[0];
    }
    fits
}

/// Width of the button of a view, including its share of the gaps.
fn width(ui: &Ui, name: &str) -> f32 {
    let name = one_line(ui, name, semibold(12.0), ink(ui, Role::Text), f32::INFINITY);
    name.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}

/// Buttons that bring a side panel to the front or put it away, while there is too little space for all.
fn sides_ui(ui: &mut Ui, state: &State, drawn: Drawn, out: &mut Vec<Command>) {
    for (region, name, is_seen) in
        [(Region::Findings, "Findings", drawn.findings), (Region::Inspector, "Inspector", drawn.inspector)]
    {
        let can_be = is_there(state, region) || state.page != Page::Ladder || region == Region::Findings;
        let button = Button::selectable(is_seen, words(ui, name, regular(12.0), Role::Text));
        let button = ui.add_enabled(can_be, button).tip("Show or hide (F6)");
        if button.clicked() {
            let front = if is_seen { Region::Page } else { region };
            out.push(Command::FocusRegions(FocusCommand::Front(front)));
        }
    }
    ui.separator();
}

/// Button for one path or two tracks, with the progress towards either.
fn path_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(document) = state.seen() else { return };
    let is_one = document.snapshot.tracks.is_one_path();
    let indices = &document.snapshot.judgement.indices;
    let number =
        |value: Option<f64>| value.map_or("undefined".to_owned(), |value| format!("{:.0} %", hundredths(value)));
    let designed = number(indices.ceilings.iter().copied().flatten().reduce(f64::max));
    let practised = number(indices.convergence.kappa);
    let said = format!("Single path: {designed} by design, {practised} in practice");
    let role = if is_one { Role::Text } else { Role::Secondary };
    let font = if is_one { semibold(12.0) } else { regular(12.0) };
    let button = ui.add(Button::selectable(is_one, words(ui, "Single path", font, role)));
    let tip = "The same people if only those with reports could rise: the IC track ends below the fork";
    let button = button.tip(format!("{tip}\n{said}"));
    let says = if is_one { "Show two tracks" } else { "Show single path" };
    button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_one, says));
    if button.clicked() {
        out.push(Command::OnePath(!is_one));
    }
    let said = match ui.available_width() {
        room if room >= WORDS => said,
        room if room >= FEW_WORDS => format!("κ {practised}"),
        _ => return,
    };
    let text = words(ui, said, regular(11.0), Role::Secondary);
    ui.add_space(8.0);
    let said = ui.add(Label::new(text).sense(READ));
    let mark = said.rect.with_max_x(said.rect.left() - 20.0);
    explain_after(ui, mark, "the distance from a single path", ("tracks.md", "one-path-or-two-tracks"), out);
    // The mark stands left of the words, and the next widget left of the mark.
    ui.add_space(20.0);
    said.tip_ui(|ui| {
        ui.set_max_width(320.0);
        let (org, judgement) = (&document.snapshot.org, &document.snapshot.judgement);
        for told in told(org, judgement).iter().filter(|told| matches!(told.id, "ceiling" | "convergence")) {
            ui.label(words(ui, format!("{}: {}", told.title, told.value), semibold(12.0), Role::Text));
            ui.label(words(ui, told.sentence.as_str(), regular(12.0), Role::Text));
            ui.label(words(ui, told.limits.as_str(), regular(12.0), Role::Secondary));
        }
    });
}
