//! The chain of managers above the selected person: unfolded, all in view, everybody else faded. Lasts as long as the
//! selected person belongs to it.

use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::manager_chain::ShownChain;
use crate::app::state::page::Page;
use crate::app::update::canvas::camera::go;
use crate::diagram::Chart;
use crate::org::PersonId;
use crate::plan::PeopleSet;
use eframe::egui;
use std::sync::Arc;

/// Margin around the chain, in points of the picture.
const ROOM: f64 = 24.0;

/// Scale beyond which a chain is not magnified.
const LARGE: f64 = 1.0;

/// Shows the chain of the selected person, or clears it.
pub fn show(state: &mut State, is_shown: bool) {
    state.session.chain = None;
    let Some(person) = state.session.selected.filter(|_| is_shown) else { return };
    if !matches!(state.page, Page::Tracks | Page::Tree) {
        state.page = Page::Tracks;
    }
    state.session.chain = of(state, person).map(|chain| ShownChain { comes: 3, ..chain });
    if let Some(chain) = state.session.chain.as_ref().filter(|_| state.page == Page::Tree) {
        let above = chain.people.iter().filter(|&&above| above != person);
        let options = &mut state.session.tree.options;
        options.focus = options.focus.filter(|focus| chain.people.contains(focus) && *focus == chain.people[0]);
        options.asked.extend(above.map(|&above| (above, true)));
    }
}

pub fn of(state: &State, person: PersonId) -> Option<ShownChain> {
    let snapshot = &state.session.document.as_ref()?.snapshot;
    let facts = snapshot.judgement.facts(&snapshot.org);
    let mut people = Chart::chain(&facts, person);
    people.reverse();
    people.push(person);
    let set = PeopleSet::of(snapshot.org.len(), people.iter().copied());
    Some(ShownChain { people, set, of: Arc::downgrade(&snapshot.judgement), comes: 0 })
}

/// Keeps the chain in step with edits and the selection, and brings it into view once the picture is laid out. Called
/// once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    let Some(chain) = &state.session.chain else { return };
    let is_chosen = state.session.selected.is_some_and(|selected| chain.people.contains(&selected));
    let Some(document) = state.session.document.as_ref().filter(|_| is_chosen) else {
        state.session.chain = None;
        return;
    };
    let is_of = std::ptr::eq(chain.of.as_ptr(), Arc::as_ptr(&document.snapshot.judgement));
    let (comes, last) = (chain.comes, chain.people.last().copied());
    if !is_of {
        let fresh = last.filter(|&last| document.snapshot.org.has(last)).and_then(|last| of(state, last));
        state.session.chain = fresh.map(|chain| ShownChain { comes, ..chain });
    }
    let is_laid_out = state.session.to_one_path.is_none() && state.work.as_ref().is_none_or(|work| work.is_quiet);
    if comes == 0 || !is_laid_out || state.canvas.width <= 0.0 {
        return;
    }
    ctx.request_repaint();
    if (comes > 1 || bring(state, ctx))
        && let Some(chain) = &mut state.session.chain
    {
        chain.comes = comes - 1;
    }
}

/// Shows the whole chain; false when there is no picture of it.
fn bring(state: &mut State, ctx: &egui::Context) -> bool {
    let (Some(picture), Some(chain)) = (state.picture(), &state.session.chain) else { return false };
    let places = chain.people.iter().filter_map(|&person| picture.place(person));
    let Some(all) = places.reduce(|all, place| all.union(&place)) else { return true };
    let whole = Camera::fitting(all.expanded(ROOM), state.canvas);
    (state.session.to_fit, state.session.anchors) = (false, [None, None]);
    go(state, whole.center, whole.scale.min(LARGE), ctx);
    true
}
