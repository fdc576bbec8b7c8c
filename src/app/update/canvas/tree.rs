//! Updates of the tree view: folding, focus, its own camera, and when it is laid out again.

use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::app::update::canvas::camera::go;
use crate::diagram::{Chart, ChartOptions};
use crate::layout::tree::Flow;
use crate::org::PersonId;
use crate::rules::Judgement;
use crate::scene::{Point, Rect, Size};
use eframe::egui;
use eframe::egui::Key;
use std::sync::{Arc, Weak};

/// Number of cards from which unfolding everything asks first: so large a picture takes long to look through.
pub const MANY_CARDS: usize = 2_000;

/// Number of people from which anything beyond the automatic folding is laid out on a thread.
const ASIDE: usize = 50_000;

/// Scale at which a card can be read.
const LEGIBLE: f64 = 0.8;

/// Smallest scale at which a chart opens whole.
const WHOLE: f64 = 0.55;

/// Cameras of the tracks and of the tree, each with the flag to fit the picture and the camera it opened with.
pub fn cameras(state: &State) -> [(Camera, bool, Option<Camera>); 2] {
    let (shown, other) = ((state.session.camera, state.session.to_fit, state.session.opened), state.session.tree.other);
    if state.session.tree.is_shown { [other, shown] } else { [shown, other] }
}

/// Swaps the cameras when the page changes: each picture has its own.
pub fn meet(state: &mut State) {
    if state.session.tree.is_shown != (state.page == Page::Tree) {
        state.session.tree.is_shown = !state.session.tree.is_shown;
        let (camera, to_fit, opened) = &mut state.session.tree.other;
        std::mem::swap(camera, &mut state.session.camera);
        std::mem::swap(to_fit, &mut state.session.to_fit);
        std::mem::swap(opened, &mut state.session.opened);
    }
}

/// Lays the tree out when it is shown and out of date. Called once a frame.
pub fn refresh(state: &mut State, ctx: &egui::Context) {
    if state.page != Page::Tree {
        return;
    }
    let Some(document) = state.seen().cloned() else { return };
    let settings = &state.settings.tree;
    let options = &mut state.session.tree.options;
    options.flow = if settings.to_the_right { Flow::Right } else { Flow::Down };
    (options.is_plain, options.by_rung) = (settings.is_plain, settings.by_rung);
    options.lines = state.session.look.chosen.lines();
    let has = |person: &PersonId| document.snapshot.org.has(*person);
    options.focus = options.focus.filter(has);
    options.asked.retain(|person, _| has(person));
    if state.chart().is_some() && state.session.tree.made.0 == state.session.tree.options {
        return;
    }
    let (snapshot, options) = (&document.snapshot, state.session.tree.options.clone());
    if snapshot.people >= ASIDE && options.levels.is_some() {
        if state.work.is_none() {
            state.begin(Work::chart(snapshot.clone(), options, ctx));
        }
        return;
    }
    let chart = Chart::new(&snapshot.judgement.facts(&snapshot.org), &options);
    let made = (options, Arc::downgrade(&snapshot.judgement));
    (state.session.tree.chart, state.session.tree.made) = (Some(Arc::new(chart)), made);
}

/// Takes over a tree that was laid out on a thread.
pub fn take_in(state: &mut State, chart: Chart, made: (ChartOptions, Weak<Judgement>)) {
    (state.session.tree.chart, state.session.tree.made) = (Some(Arc::new(chart)), made);
    state.session.to_fit |= state.page == Page::Tree;
}

/// Carries out a request. The card of the selected person keeps its place on the screen.
pub fn handle(state: &mut State, command: TreeCommand, ctx: &egui::Context) {
    let before = seen(state, state.session.selected);
    let settings = &mut state.settings.tree;
    match command {
        TreeCommand::Flow(flow) => settings.to_the_right = flow == Flow::Right,
        TreeCommand::Plain(plain) => settings.is_plain = plain,
        TreeCommand::ByRung(by_rung) => settings.by_rung = by_rung,
        TreeCommand::Levels(levels) => unfold(state, Some(levels.max(1))),
        TreeCommand::Refold => unfold(state, None),
        TreeCommand::Expand(expand) => {
            state.session.tree.asks = None;
            if expand {
                unfold(state, Some(u32::MAX));
            }
        }
        TreeCommand::ExpandAll => {
            let Some(document) = state.seen() else { return };
            let facts = document.snapshot.judgement.facts(&document.snapshot.org);
            let cards = Chart::size_of(&facts, state.session.tree.options.focus);
            if cards > MANY_CARDS {
                state.session.tree.asks = Some(cards);
                return;
            }
            unfold(state, Some(u32::MAX));
        }
        TreeCommand::Turn(person) => return turn(state, person, ctx),
        TreeCommand::Focus(focus) => return focus_on(state, focus, ctx),
        TreeCommand::Up => {
            let above = state.chart().and_then(|chart| chart.focus_chain().first().copied());
            return focus_on(state, above, ctx);
        }
    }
    refresh(state, ctx);
    stay(state, before);
}

/// A person and their card, if it is in view.
fn seen(state: &State, person: Option<PersonId>) -> Option<(PersonId, Rect)> {
    let (person, chart) = (person?, state.chart()?);
    let place = chart.place(person)?;
    state.session.camera.window(state.canvas).overlaps(&place).then_some((person, place))
}

/// Moves the camera along with a person's card; opens the picture afresh when there is none to follow.
fn stay(state: &mut State, before: Option<(PersonId, Rect)>) {
    let after = before.and_then(|(person, before)| Some((before, state.chart()?.place(person)?)));
    match after {
        Some((before, after)) => {
            state.session.camera.center.x += after.left - before.left;
            state.session.camera.center.y += after.top - before.top;
        }
        None => state.session.to_fit = true,
    }
}

fn unfold(state: &mut State, levels: Option<u32>) {
    state.session.tree.options.levels = levels;
    state.session.tree.options.asked.clear();
}

/// Folds or unfolds a branch; its manager's card keeps its place on the screen.
fn turn(state: &mut State, person: PersonId, ctx: &egui::Context) {
    let Some(chart) = state.chart() else { return };
    let (Some(is_folded), Some(before)) = (chart.is_folded(person), chart.place(person)) else { return };
    state.session.tree.options.asked.insert(person, is_folded);
    refresh(state, ctx);
    stay(state, Some((person, before)));
}

/// Shows a branch alone. `None` shows everybody.
fn focus_on(state: &mut State, focus: Option<PersonId>, ctx: &egui::Context) {
    let before = std::mem::replace(&mut state.session.tree.options.focus, focus);
    unfold(state, None);
    refresh(state, ctx);
    state.session.to_fit = true;
    // Makes the person focused on easy to find once everybody is shown again.
    if state.session.selected.is_none() {
        state.session.selected = focus.or(before);
    }
}

/// Brings a person into view, unfolding from the top down.
pub fn show(state: &mut State, person: PersonId, ctx: &egui::Context) {
    refresh(state, ctx);
    let is_drawn = state.chart().is_some_and(|chart| chart.place(person).is_some());
    if !is_drawn && let Some(document) = state.seen() {
        let facts = document.snapshot.judgement.facts(&document.snapshot.org);
        let chain = Chart::chain(&facts, person);
        let options = &mut state.session.tree.options;
        if options.focus.is_some_and(|focus| focus != person && !chain.contains(&focus)) {
            options.focus = None;
        }
        let focus = options.focus;
        let within = chain.iter().position(|&above| Some(above) == focus).map_or(chain.len(), |at| at + 1);
        options.asked.extend(chain[..within].iter().map(|&above| (above, true)));
        refresh(state, ctx);
    }
    let Some(place) = state.chart().and_then(|chart| chart.place(person)) else { return };
    // A person who is in view and readable stays where they are.
    let window = state.session.camera.window(state.canvas);
    let is_seen = window.contains(Point::new(place.left, place.top))
        && window.contains(Point::new(place.right, place.bottom))
        && state.session.camera.scale >= WHOLE;
    if !is_seen || state.session.to_fit {
        let scale =
            if state.session.camera.scale < WHOLE || state.session.to_fit { 1.0 } else { state.session.camera.scale };
        state.session.to_fit = false;
        go(state, place.center(), scale, ctx);
    }
}

/// Camera with which a chart opens: whole where it can be read, otherwise its top.
pub fn opening(chart: &Chart, canvas: Size) -> Camera {
    let bounds = chart.bounds();
    let camera = Camera::fitting(bounds, canvas);
    if camera.scale >= WHOLE {
        return camera;
    }
    let first = chart.people().next().and_then(|person| chart.place(person));
    let top = first.unwrap_or(bounds).center();
    let seen = Rect::new(0.0, 0.0, canvas.width / LEGIBLE, canvas.height / LEGIBLE);
    // Top card near the upper edge, or near the left one when the tree grows to the right.
    let wanted = match bounds.width() < bounds.height() && chart.rows().is_empty() {
        true => Point::new(bounds.left + seen.width() / 2.0, top.y),
        false => Point::new(top.x, bounds.top + seen.height() / 2.0),
    };
    Camera::at(Camera::filled(wanted, LEGIBLE, canvas, bounds), LEGIBLE)
}

/// Keys handled by the tree view.
pub const KEYS: [Key; 3] = [Key::F, Key::U, Key::Backspace];
