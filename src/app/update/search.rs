//! The person search in the bar: restarted with every key, continued between frames.

use crate::app::state::document::search::Search as Query;
use crate::app::state::document::search_task::SearchTask;
use crate::app::state::{Search, State};
use crate::app::update::canvas::selection::show;
use eframe::egui;

/// Starts a search; a search under way ends.
pub fn look_for(state: &mut State, query: String, ctx: &egui::Context) {
    let snapshot = state.seen().map(|document| &document.snapshot);
    let (hits, task) = snapshot.map_or((Default::default(), None), |snapshot| {
        SearchTask::begin(Query::new(snapshot.org.clone(), snapshot.index.clone(), &query), ctx)
    });
    state.session.search = Search { is_open: !query.trim().is_empty(), query, hits, task, ..Search::default() };
}

/// Moves the highlight among the hits.
pub fn step(state: &mut State, by: i32) {
    let search = &mut state.session.search;
    let last = search.hits.people.len().saturating_sub(1);
    search.at = search.at.saturating_add_signed(by as isize).min(last);
}

/// Shows a hit and ends the search; before the first hit, the one that will come first.
pub fn take(state: &mut State, at: usize, ctx: &egui::Context) {
    let search = &mut state.session.search;
    if search.hits.count == 0 && search.task.is_some() {
        search.is_awaited = true;
        return;
    }
    let found = search.hits.people.get(at).copied();
    *search = Search::default();
    if let Some(person) = found {
        show(state, person, ctx);
    }
}

/// Takes over new hits; true when the first of them is awaited.
pub fn poll(state: &mut State) -> bool {
    let search = &mut state.session.search;
    take_in(search);
    search.is_awaited && (search.hits.count > 0 || search.task.is_none())
}

/// Takes over new hits. A hit highlighted by hand stays highlighted.
fn take_in(search: &mut Search) {
    let Some(task) = &search.task else { return };
    let (hits, goes_on) = task.poll();
    if let Some(hits) = hits {
        let marked = search.hits.people.get(search.at).filter(|_| search.at > 0);
        search.at = marked.and_then(|marked| hits.people.iter().position(|hit| hit == marked)).unwrap_or(0);
        search.hits = hits;
    }
    if !goes_on {
        search.task = None;
    }
}
