//! Keys of the tree view: what each asks for, given what is shown and selected. What becomes of it is known by
//! `update::canvas::tree`.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::page::Page;
use crate::diagram::Step;
use crate::layout::tree::Flow;
use crate::org::PersonId;
use eframe::egui::Key;

/// What one of them does; nothing where there is nothing to do it with.
pub fn keyed(state: &State, key: Key) -> Option<Command> {
    match key {
        Key::F => alone(state),
        Key::U => fold(state),
        _ => up(state),
    }
}

/// Shows the branch of who is selected alone.
pub fn alone(state: &State) -> Option<Command> {
    let focus = state.session.selected.filter(|_| state.page == Page::Tree)?;
    Some(Command::Tree(TreeCommand::Focus(Some(focus))))
}

/// Folds or unfolds the branch of who is selected.
pub fn fold(state: &State) -> Option<Command> {
    let person = state.session.selected?;
    state.chart().filter(|_| state.page == Page::Tree)?.is_folded(person)?;
    Some(Command::Tree(TreeCommand::Turn(person)))
}

/// Shows the branch one manager up.
pub fn up(state: &State) -> Option<Command> {
    state.session.tree.options.focus.filter(|_| state.page == Page::Tree)?;
    Some(Command::Tree(TreeCommand::Up))
}

/// Where an arrow leads from somebody: along the lines, the way that the tree grows.
pub fn along(state: &State, person: PersonId, key: Key) -> Option<Command> {
    let chart = state.chart()?;
    let is_right = state.session.tree.options.flow == Flow::Right && !state.session.tree.options.by_rung;
    let step = match (key, is_right) {
        (Key::ArrowUp, false) | (Key::ArrowLeft, true) => Step::Above,
        (Key::ArrowDown, false) | (Key::ArrowRight, true) => Step::Below,
        (Key::ArrowLeft, false) | (Key::ArrowUp, true) => Step::Before,
        _ => Step::After,
    };
    if step == Step::Below && chart.is_folded(person) == Some(true) {
        return Some(Command::Tree(TreeCommand::Turn(person)));
    }
    chart.beside(person, step).map(Command::Show)
}
