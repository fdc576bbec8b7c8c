//! Controls of the tree: its options in the strip of views, the path back from a branch, the question before everything
//! is unfolded.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::menus::dialog;
use crate::layout::tree::Flow;
use crate::org::PersonId;
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui::{Align, Button, Context, Frame, Id, Layout, Margin, Panel, Response, ScrollArea, Ui};

/// Width in points from which the options fit into one line.
const ONE_LINE: f32 = 490.0;

/// Width in points from which the options for the shape fit, with a button for the others.
const SHAPE: f32 = 360.0;

/// Width of the page, in points, from which the options fit beside the views.
const STRIP: f32 = 760.0;

/// Largest number of characters of a name in the path.
const NAME: usize = 24;

/// Managers named at the end of the path; the others are in a list.
const NAMED: usize = 4;

/// Draws the options: in one line if they fit and are not to be `is_short`, otherwise in a menu.
pub fn options_ui(ui: &mut Ui, state: &State, is_short: bool, out: &mut Vec<Command>) {
    let room = if is_short { 0.0 } else { ui.available_width() };
    if room >= SHAPE {
        // From right to left: the last comes first.
        if room >= ONE_LINE {
            levels_ui(ui, state, true, out);
        } else {
            ui.menu_button(words(ui, "Levels", regular(12.0), Role::Secondary), |ui| levels_ui(ui, state, false, out));
        }
        ui.separator();
        shape_ui(ui, state, true, out);
    } else {
        let label = words(ui, "Layout", regular(12.0), Role::Secondary);
        ui.menu_button(label, |ui| {
            ui.set_min_width(160.0);
            shape_ui(ui, state, false, out);
            ui.separator();
            levels_ui(ui, state, false, out);
        })
        .response
        .tip("Direction, stacking, rows by rung, levels");
    }
}

/// Direction, stacking, rows by rung.
fn shape_ui(ui: &mut Ui, state: &State, is_reversed: bool, out: &mut Vec<Command>) {
    let settings = state.settings.tree;
    let is_right = settings.to_the_right && !settings.by_rung;
    let flow = if is_right { Flow::Down } else { Flow::Right };
    let mut entries = [
        (is_right, "Left-right", "Reports to the right of their manager instead of below", TreeCommand::Flow(flow)),
        (
            !settings.is_plain,
            "Stacked",
            "Small branches in columns where that saves space",
            TreeCommand::Plain(!settings.is_plain),
        ),
        (
            settings.by_rung,
            "By rung",
            "People on the same rung in one row, as in the tracks",
            TreeCommand::ByRung(!settings.by_rung),
        ),
    ];
    if is_reversed {
        entries.reverse();
    }
    for (is_chosen, name, tip, command) in entries {
        let font = if is_chosen { semibold(12.0) } else { regular(12.0) };
        let role = if is_chosen { Role::Text } else { Role::Secondary };
        let button = Button::selectable(is_chosen, words(ui, name, font, role));
        let is_possible = name != "Left-right" || !settings.by_rung;
        if ui.add_enabled(is_possible, button).tip(tip).clicked() {
            out.push(Command::Tree(command));
        }
    }
}

/// Number of levels shown, and Unfold all.
fn levels_ui(ui: &mut Ui, state: &State, is_reversed: bool, out: &mut Vec<Command>) {
    let Some(chart) = state.chart() else { return };
    let shown = chart.levels().min(chart.depth());
    let folded = chart.folded();
    let less = |ui: &mut Ui, out: &mut Vec<Command>| {
        if step(ui, shown > 1, "−", "Show one level less").clicked() {
            out.push(Command::Tree(TreeCommand::Levels(shown - 1)));
        }
    };
    let more = |ui: &mut Ui, out: &mut Vec<Command>| {
        if step(ui, folded > 0, "+", "Show one level more").clicked() {
            out.push(Command::Tree(TreeCommand::Levels(shown + 1)));
        }
    };
    let said = |ui: &mut Ui| {
        let said = if shown == 1 { "1 level".to_owned() } else { format!("{shown} levels") };
        ui.label(words(ui, said, regular(12.0), Role::Secondary));
    };
    let all = |ui: &mut Ui, out: &mut Vec<Command>| {
        let tip = format!("Shows {} more people", thousands(folded as f64));
        if step(ui, folded > 0, "Expand all", &tip).clicked() {
            out.push(Command::Tree(TreeCommand::ExpandAll));
        }
    };
    if is_reversed {
        all(ui, out);
        more(ui, out);
        said(ui);
        less(ui, out);
    } else {
        ui.horizontal(|ui| {
            less(ui, out);
            said(ui);
            more(ui, out);
        });
        all(ui, out);
    }
}

fn step(ui: &mut Ui, is_possible: bool, name: &str, tip: &str) -> Response {
    ui.add_enabled(is_possible, Button::new(name)).tip(tip)
}

/// True when the strip of views has room for the options of the tree; otherwise they get a line of their own.
pub fn has_room(ui: &Ui) -> bool {
    ui.available_width() >= STRIP
}

/// Draws the line above the tree: the path to the branch shown, and the options if they are nowhere else. Nothing when
/// there is neither.
pub fn branch_ui(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let (focus, has_room) = (state.session.tree.options.focus, has_room(ui));
    if state.page != Page::Tree || (focus.is_none() && has_room) {
        return;
    }
    let frame = Frame::new().fill(ink(ui, Role::Surface)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("branch").exact_size(32.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if !has_room {
                options_ui(ui, state, focus.is_some(), out);
            }
            let Some(focus) = focus else { return };
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ScrollArea::horizontal().stick_to_right(true).show(ui, |ui| {
                    ui.horizontal_centered(|ui| way_back_ui(ui, state, document, focus, out));
                });
            });
        });
    });
}

/// Managers above a branch from the top down, each a link back.
fn way_back_ui(ui: &mut Ui, state: &State, document: &Document, focus: PersonId, out: &mut Vec<Command>) {
    let Some(chart) = state.chart() else { return };
    let org = &document.snapshot.org;
    let chain: Vec<PersonId> = chart.focus_chain().iter().rev().copied().collect();
    ui.spacing_mut().item_spacing.x = 4.0;
    let go = |ui: &mut Ui, name: String, tip: &str, to: Option<PersonId>, out: &mut Vec<Command>| {
        let button = Button::new(words(ui, name, regular(12.0), Role::Accent)).frame(false);
        if ui.add(button).tip(tip).clicked() {
            out.push(Command::Tree(TreeCommand::Focus(to)));
        }
        ui.label(words(ui, "›", regular(12.0), Role::Faint));
    };
    go(ui, "Everyone".to_owned(), "Back to the whole tree", None, out);
    let hidden = chain.len().saturating_sub(NAMED);
    if hidden > 0 {
        ui.menu_button(words(ui, "…", regular(12.0), Role::Accent), |ui| {
            // The nearest of them; a chain can be thousands long.
            for &manager in chain[..hidden].iter().rev().take(30) {
                if ui.button(short(org.label(manager))).clicked() {
                    out.push(Command::Tree(TreeCommand::Focus(Some(manager))));
                    ui.close();
                }
            }
        });
        ui.label(words(ui, "›", regular(12.0), Role::Faint));
    }
    for &manager in &chain[hidden..] {
        go(ui, short(org.label(manager)), org.title(manager), Some(manager), out);
    }
    ui.label(words(ui, short(org.label(focus)), semibold(12.0), Role::Text));
    if let Some((headcount, span)) = chart.counts(focus) {
        let said = format!("{} direct, {} in total", thousands(f64::from(span)), thousands(f64::from(headcount)));
        ui.add_space(8.0);
        ui.label(words(ui, said, regular(11.0), Role::Secondary));
    }
}

fn short(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Asks before unfolding everything, with the number of cards that would be drawn.
pub fn expand_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let Some(cards) = state.session.tree.asks.filter(|_| state.page == Page::Tree) else { return };
    let modal = dialog(ctx, Id::unique("expand"), 360.0, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let head = format!("Unfold all {} cards?", thousands(cards as f64));
        ui.label(words(ui, head, semibold(16.0), Role::Text));
        // A card with its share of gaps and lines, compared with a full screen at a readable size.
        let screens = (cards as f64 * 220.0 * 84.0 / (1080.0 * 800.0) * 0.64).ceil();
        let said = format!(
            "At a readable size they fill about {} screens. To unfold one branch, click its count",
            thousands(screens)
        );
        ui.label(words(ui, said, regular(12.0), Role::Secondary));
        ui.horizontal(|ui| {
            if ui.button("Unfold all").clicked() {
                out.push(Command::Tree(TreeCommand::Expand(true)));
            }
            if ui.button("Cancel").clicked() {
                out.push(Command::Tree(TreeCommand::Expand(false)));
            }
        });
    });
    if modal.should_close() {
        out.push(Command::Tree(TreeCommand::Expand(false)));
    }
}
