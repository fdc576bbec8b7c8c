//! Updates of the table and the filter: requests, and finding and sorting the rows, on a thread when there are many.
//! `views/table` draws them.

use crate::app::state::State;
use crate::app::state::latest::Latest;
use crate::app::state::page::Page;
use crate::app::state::table::{Goto, Pick, Table, TableCommand, Wanted};
use crate::app::update::canvas::selection;
use crate::app::update::table_columns::{WIDTH, columns, shown, sorting};
use crate::org::PersonId;
use crate::plan::{Heading, Seen, range};
use crate::rules::words::count;
use eframe::egui;
use std::sync::Arc;

/// Number of people up to which the rows are found within a frame.
const AT_ONCE: usize = 4_000;

/// Smallest and largest width of a column, in points.
const WIDTHS: (u16, u16) = (48, 640);

/// Finds the rows again when their input has changed. Called once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    let shows_people = state.shows_people();
    let Some(document) = state.seen().cloned() else { return };
    let sorting = sorting(&state.settings);
    let table = &mut state.session.table;
    let is_asked = state.page == Page::Table || !table.filter.is_empty(shows_people);
    if !is_asked {
        table.rows.matching = None;
        table.found = Latest::default();
        return;
    }
    let snapshot = &document.snapshot;
    let judgement = Arc::downgrade(&snapshot.judgement);
    let wanted = Wanted { judgement, shows_people, filter: table.filter.clone(), sorting };
    let (org, judgement) = (snapshot.org.clone(), snapshot.judgement.clone());
    let at_once = org.len() <= AT_ONCE;
    table.found.ask(wanted, at_once, ctx, move |wanted| wanted.rows(&org, &judgement));
    if let Some((_, rows)) = table.found.made() {
        table.rows = rows.clone();
    }
    reveal_selected(state);
}

/// Scrolls to a person who was selected elsewhere.
fn reveal_selected(state: &mut State) {
    if state.session.table.known == state.session.selected || state.page != Page::Table {
        return;
    }
    state.session.table.known = state.session.selected;
    if let Some(person) = state.session.selected {
        (state.session.table.anchor, state.session.table.cursor) = (Some(person), Some(person));
        reveal(&mut state.session.table, person);
    }
}

fn reveal(table: &mut Table, person: PersonId) {
    let Some(row) = table.rows.people.iter().position(|&other| other == person) else { return };
    let (row, room) = (row as f64, (table.seen - 1.0).max(0.0));
    if row < table.top {
        table.top = row;
    } else if row > table.top + room {
        table.top = row - room;
    }
}

/// Carries out a request.
pub fn handle(state: &mut State, command: TableCommand, ctx: &egui::Context) {
    match command {
        TableCommand::Sort(heading) => {
            let id = heading.id();
            state.settings.sorting = match state.settings.sorting.take() {
                Some((by, false)) if by == id => Some((by, true)),
                Some((by, true)) if by == id => None,
                _ => Some((id, false)),
            };
        }
        TableCommand::Toggle(heading) => {
            let mut columns = columns(&state.settings);
            match columns.iter().position(|(known, _)| *known == heading) {
                Some(at) => drop(columns.remove(at)),
                None => columns.push((heading, WIDTH)),
            }
            keep(state, &columns);
        }
        TableCommand::Move(heading, is_right) => {
            let mut columns = columns(&state.settings);
            if let Some(at) = columns.iter().position(|(known, _)| *known == heading) {
                let to = if is_right { at + 1 } else { at.saturating_sub(1) };
                if to < columns.len() {
                    columns.swap(at, to);
                }
            }
            keep(state, &columns);
        }
        TableCommand::Width(heading, width) => {
            let mut columns = columns(&state.settings);
            if let Some((_, known)) = columns.iter_mut().find(|(known, _)| *known == heading) {
                *known = (width as u16).clamp(WIDTHS.0, WIDTHS.1);
            }
            keep(state, &columns);
        }
        TableCommand::UsualColumns => state.settings.columns.clear(),
        TableCommand::Seen(top, seen) => {
            let last = (state.session.table.rows.people.len() as f64 - seen).max(0.0);
            (state.session.table.top, state.session.table.seen) = (top.clamp(0.0, last), seen.max(1.0));
        }
        TableCommand::Pick(person, pick) => self::pick(state, person, pick),
        TableCommand::Go(to, extend) => go(state, to, extend),
        TableCommand::All => {
            let Some(document) = state.seen() else { return };
            let is_here = |person: &PersonId| document.snapshot.org.has(*person);
            let people: Vec<PersonId> = state.session.table.rows.people.iter().copied().filter(is_here).collect();
            state.session.selected = people.first().copied();
            state.session.rest_of_selection = people.into_iter().skip(1).collect();
            state.session.form = false;
            state.session.table.known = state.session.selected;
        }
        TableCommand::Copy => copy(state, ctx),
        TableCommand::Add(part) => {
            if !state.session.table.filter.parts.contains(&part) {
                state.session.table.filter.parts.push(part);
            }
            remember(state);
        }
        TableCommand::Remove(at) => {
            if at < state.session.table.filter.parts.len() {
                state.session.table.filter.parts.remove(at);
            }
            remember(state);
        }
        TableCommand::Clear => {
            state.session.table.filter.parts.clear();
            remember(state);
        }
    }
}

fn pick(state: &mut State, person: PersonId, pick: Pick) {
    // Rows may predate an edit until they are found again.
    let has =
        |person: PersonId| state.session.document.as_ref().is_some_and(|document| document.snapshot.org.has(person));
    if !has(person) {
        return;
    }
    match pick {
        Pick::Alone => {
            state.session.rest_of_selection.clear();
            (state.session.selected, state.session.numbers, state.session.seeking) = (Some(person), false, None);
            state.session.table.anchor = Some(person);
        }
        Pick::Also => {
            selection::also(state, person);
            state.session.table.anchor = Some(person);
        }
        Pick::UpTo => {
            let people = &state.session.table.rows.people;
            let row = |person: Option<PersonId>| people.iter().position(|&other| Some(other) == person);
            let anchor = state.session.table.anchor.or(state.session.selected);
            let (Some(from), Some(to)) = (row(anchor), row(Some(person))) else {
                return self::pick(state, person, Pick::Alone);
            };
            let between = people.get(from.min(to)..=from.max(to)).unwrap_or_default();
            state.session.rest_of_selection =
                between.iter().copied().filter(|&other| Some(other) != anchor && has(other)).collect();
            (state.session.selected, state.session.form) = (anchor, false);
        }
    }
    state.session.table.cursor = Some(person);
    state.session.table.known = state.session.selected;
    reveal(&mut state.session.table, person);
}

fn go(state: &mut State, to: Goto, extend: bool) {
    let table = &state.session.table;
    let Some(last) = table.rows.people.len().checked_sub(1) else { return };
    let at = table.cursor.or(state.session.selected);
    let row = table.rows.people.iter().position(|&person| Some(person) == at);
    let page = (table.seen as i64 - 1).max(1);
    let by = |rows: i64| match row {
        Some(row) => (row as i64).saturating_add(rows).clamp(0, last as i64) as usize,
        // Without a row to start from, the first visible one.
        None => (table.top.ceil() as usize).min(last),
    };
    let to = match to {
        Goto::By(rows) => by(rows),
        Goto::Pages(pages) => by(pages.saturating_mul(page)),
        Goto::First => 0,
        Goto::Last => last,
    };
    if let Some(&person) = table.rows.people.get(to) {
        pick(state, person, if extend { Pick::UpTo } else { Pick::Alone });
    }
}

/// Copies the selected people, in the order of the rows.
fn copy(state: &mut State, ctx: &egui::Context) {
    let Some(document) = state.seen() else { return };
    let snapshot = &document.snapshot;
    let mut chosen: Vec<PersonId> =
        state.session.selected.into_iter().chain(state.session.rest_of_selection.iter().copied()).collect();
    chosen.sort_unstable();
    let is_chosen = |person: &PersonId| chosen.binary_search(person).is_ok() && snapshot.org.has(*person);
    let people: Vec<PersonId> = state.session.table.rows.people.iter().copied().filter(is_chosen).collect();
    if people.is_empty() {
        return state.note("No one is selected in the table".to_owned(), ctx);
    }
    let shows_people = state.shows_people();
    let headings: Vec<Heading> = shown(state).into_iter().map(|(heading, _)| heading).collect();
    let seen = Seen::new(&snapshot.org, &snapshot.judgement, shows_people);
    ctx.copy_text(range(&seen, &headings, &people));
    state.note(format!("Copied {} with column headings", count(people.len(), "row", "rows")), ctx);
}

fn keep(state: &mut State, columns: &[(Heading, u16)]) {
    state.settings.columns = columns.iter().map(|(heading, width)| (heading.id(), *width)).collect();
}

/// Stores the filter in the settings, if the file is among the recent ones.
fn remember(state: &mut State) {
    state.session.table.top = 0.0;
    let Some(document) = &state.session.document else { return };
    let Some(place) = document.remembered() else { return };
    let settings = &mut state.settings;
    settings.filters.retain(|path, _| *path == place || settings.recent.contains(path));
    match serde_json::to_string(&state.session.table.filter) {
        Ok(text) if !state.session.table.filter.parts.is_empty() => drop(settings.filters.insert(place, text)),
        _ => drop(settings.filters.remove(&place)),
    }
}
