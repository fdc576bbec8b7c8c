//! Updates of the manual page: section, history, search. The text is in `docs/`.

use crate::app::manual::{find, place};
use crate::app::state::State;
use crate::app::state::manual::{ManualCommand, Place};
use crate::app::state::page::Page;
use crate::app::update::page;
use eframe::egui;

/// Largest number of steps in the history.
const STEPS: usize = 100;

/// Carries out a request.
pub fn handle(state: &mut State, command: ManualCommand, ctx: &egui::Context) {
    match command {
        ManualCommand::Toggle if state.page == Page::Manual => close(state, ctx),
        ManualCommand::Toggle => {
            let (file, anchor) = subject(state);
            open(state, place(file, anchor).unwrap_or_default());
        }
        ManualCommand::Contents => open(state, Place::default()),
        ManualCommand::Go(to) => open(state, to),
        ManualCommand::Reading(at) => state.manual.at = at,
        ManualCommand::Back => {
            let manual = &mut state.manual;
            if let Some(to) = manual.back.pop() {
                manual.forward.push(manual.at);
                (manual.at, manual.gone) = (to, manual.gone + 1);
            }
        }
        ManualCommand::Forward => {
            let manual = &mut state.manual;
            if let Some(to) = manual.forward.pop() {
                manual.back.push(manual.at);
                (manual.at, manual.gone) = (to, manual.gone + 1);
            }
        }
        ManualCommand::Look(query) => (state.manual.found, state.manual.query) = (find(&query), query),
        ManualCommand::Close => close(state, ctx),
    }
}

/// Opens the manual at the explanation of a number. An unknown place opens the contents; a test covers every place
/// used.
pub fn explain(state: &mut State, file: &str, anchor: &str) {
    open(state, place(file, anchor).unwrap_or_default());
}

fn open(state: &mut State, to: Place) {
    let manual = &mut state.manual;
    if state.page != Page::Manual {
        manual.from = std::mem::replace(&mut state.page, Page::Manual);
    }
    if manual.gone > 0 && manual.at != to {
        manual.back.push(manual.at);
        let surplus = manual.back.len().saturating_sub(STEPS);
        manual.back.drain(..surplus);
        manual.forward.clear();
    }
    (manual.at, manual.gone) = (to, manual.gone + 1);
}

fn close(state: &mut State, ctx: &egui::Context) {
    if state.page == Page::Manual {
        let from = state.manual.from;
        // Some pages must not be shown in a meeting.
        let is_shown = from != Page::Manual && (state.meeting.is_none() || from.row().is_for_all);
        page::turn(state, if is_shown { from } else { Page::Tracks }, ctx);
    }
}

/// Section about what is on the screen: the rule of the open finding, otherwise the page.
fn subject(state: &State) -> (&'static str, &'static str) {
    let finding = state.session.open_finding.filter(|_| matches!(state.page, Page::Tracks | Page::Tree));
    let finding = finding.and_then(|at| state.seen()?.snapshot.judgement.findings.get(at as usize));
    if let Some(finding) = finding {
        return ("findings.md", finding.rule.id);
    }
    state.page.row().manual
}
