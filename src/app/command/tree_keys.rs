//! Keys of the tree view and the commands they stand for in the present state. `update::canvas::tree` carries them out.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::page::Page;
use crate::diagram::Step;
use crate::layout::tree::Flow;
use crate::org::PersonId;
use eframe::egui::Key;

/// Command of a key; `None` when it would do nothing.
pub fn keyed(state: &State, key: Key) -> Option<Command> {
    match key {
        Key::F => alone(state),
        Key::U => fold(state),
        _ => up(state),
    }
}

/// Shows the branch of the selected person alone.
pub fn alone(state: &State) -> Option<Command> {
    let focus = state.session.selected.filter(|_| state.page == Page::Tree)?;
    Some(Command::Tree(TreeCommand::Focus(Some(focus))))
}

/// Folds or unfolds the branch of the selected person.
pub fn fold(state: &State) -> Option<Command> {
    let person = state.session.selected?;
    state.chart().filter(|_| state.page == Page::Tree)?.is_folded(person)?;
    Some(Command::Tree(TreeCommand::Turn(person)))
}

/// Shows the branch of the manager above the present one.
pub fn up(state: &State) -> Option<Command> {
    state.session.tree.options.focus.filter(|_| state.page == Page::Tree)?;
    Some(Command::Tree(TreeCommand::Up))
}

/// Selects the person that an arrow key leads to: along the lines, relative to the direction of growth.
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
