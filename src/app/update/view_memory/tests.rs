//! A reopened file is shown as it was left, even when its rows have another order and some are gone.

use super::*;
use crate::app::Document;
use crate::app::command::Command;
use crate::app::state::canvas::look::LookCommand;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::Source;
use crate::app::state::settings::Settings;
use crate::app::update::dispatch::dispatch;
use crate::app::update::document::opening::take;
use crate::app::update::poll::poll;
use crate::io;
use crate::plan::Field;
use eframe::egui;
use std::path::PathBuf;

/// A table of people in threes below each other. With `is_changed`, the rows are reversed, the last is missing, one is
/// new, and everybody has another title.
fn document(path: &str, people: usize, is_changed: bool) -> Document {
    let title = |n: usize| match (is_changed, 3 * n + 1 < people) {
        (false, true) => "Manager",
        (false, false) => "Engineer",
        (true, true) => "Senior manager",
        (true, false) => "Senior engineer",
    };
    let manager = |n: usize| if n == 0 { String::new() } else { format!("p{}", (n - 1) / 3) };
    let mut rows: Vec<String> = (0..people)
        .filter(|&n| !is_changed || n != people - 1)
        .map(|n| format!("p{n},Person {n},{},{},Team {}", title(n), manager(n), n % 4))
        .collect();
    if is_changed {
        rows.reverse();
        rows.push("new,Somebody New,Engineer,p0,Team 9".to_owned());
    }
    let csv = format!("id,name,title,manager,team\n{}\n", rows.join("\n"));
    let opened = io::read(csv.as_bytes(), "people.csv", jiff::civil::date(2026, 9, 30), &Default::default())
        .unwrap_or_else(|error| panic!("{error}"));
    Document::new(Source::File(PathBuf::from(path)), opened)
}

fn frames(state: &mut State, ctx: &egui::Context) {
    poll(state, ctx);
    while state.work.is_some() || state.session.refreshing.is_some() || state.session.look.is_making() {
        std::thread::sleep(std::time::Duration::from_millis(2));
        poll(state, ctx);
    }
    dispatch(state, Command::Resized(900.0, 700.0), ctx);
    poll(state, ctx);
}

fn opened(document: Document, settings: Settings, ctx: &egui::Context) -> State {
    let mut state = State::new(Settings { less_motion: true, ..settings });
    take(&mut state, document);
    frames(&mut state, ctx);
    state
}

fn find(state: &State, key: &str) -> PersonId {
    state.session.document.as_ref().and_then(|document| document.snapshot.org.find(key)).expect(key)
}

fn key(state: &State, person: Option<PersonId>) -> Option<String> {
    let org = &state.session.document.as_ref()?.snapshot.org;
    person.map(|person| org.key(person).to_owned())
}

/// Key of the person nearest to the middle, the offset of the middle from them, and the scale in percent.
fn looked_at(state: &State) -> (String, [i64; 2], i64) {
    let picture = state.picture().expect("there is one");
    let anchor = ViewAnchor::near(&picture, &state.session.camera, state.canvas, None).expect("somebody is near");
    let near = key(state, Some(anchor.person)).expect("a key");
    let (to, scale) = seen_from(state, &near);
    (near, to, scale)
}

/// Offset of the middle from somebody, and the scale in percent.
fn seen_from(state: &State, near: &str) -> ([i64; 2], i64) {
    let place = state.picture().and_then(|picture| picture.place(find(state, near))).expect("they are drawn");
    let (middle, scale) = state.session.camera.aim();
    let to = [middle.x - place.left, middle.y - place.top].map(|it| it.round() as i64);
    (to, (scale * 100.0).round() as i64)
}

/// Looks around in a file, then reopens it, in the same window or after a restart.
fn check(people: usize, is_restarted: bool) {
    let (ctx, path) = (egui::Context::default(), "/nowhere/people.csv");
    let mut state = opened(document(path, people, false), Settings::default(), &ctx);
    state.settings.remember(&PathBuf::from(path));
    let person = find(&state, "p5");
    dispatch(&mut state, Command::Show(person), &ctx);
    dispatch(&mut state, Command::Zoom(1.5, Point::new(300.0, 200.0)), &ctx);
    dispatch(&mut state, Command::OnePath(true), &ctx);
    frames(&mut state, &ctx);
    dispatch(&mut state, Command::Look(LookCommand::By(ColourBy::Of(Heading::Of(Field::Team)))), &ctx);
    dispatch(&mut state, Command::Look(LookCommand::Field(Heading::Of(Field::Pay))), &ctx);
    dispatch(&mut state, Command::Look(LookCommand::Branches(true)), &ctx);
    frames(&mut state, &ctx);
    let before = looked_at(&state);
    dispatch(&mut state, Command::Turn(Page::Tree), &ctx);
    frames(&mut state, &ctx);
    let lead = find(&state, "p1");
    dispatch(&mut state, Command::Tree(TreeCommand::Focus(Some(lead))), &ctx);
    frames(&mut state, &ctx);
    dispatch(&mut state, Command::Pan(Point::new(-30.0, -20.0)), &ctx);
    let tree_before = looked_at(&state);

    let again = document(path, people, true);
    let mut state = if is_restarted {
        remember(&mut state);
        let written = serde_json::to_string(&state.settings).expect("settings are text");
        opened(again, serde_json::from_str(&written).expect("they are read"), &ctx)
    } else {
        take(&mut state, again);
        frames(&mut state, &ctx);
        state
    };
    assert_eq!(state.page, Page::Tree);
    assert_eq!(key(&state, state.session.selected).as_deref(), Some("p5"));
    assert_eq!(key(&state, state.session.tree.options.focus).as_deref(), Some("p1"));
    assert_eq!(looked_at(&state), tree_before);
    dispatch(&mut state, Command::Turn(Page::Tracks), &ctx);
    frames(&mut state, &ctx);
    let is_one_path = state.session.document.as_ref().map(|document| document.snapshot.tracks.is_one_path());
    assert_eq!(is_one_path, Some(true));
    assert_eq!(state.session.look.chosen.by, ColourBy::Of(Heading::Of(Field::Team)));
    assert_eq!((state.session.look.chosen.fields.len(), state.session.look.chosen.branches), (1, true));
    assert!(state.session.look.colouring().is_some());
    let (near, to, scale) = before;
    assert_eq!(seen_from(&state, &near), (to, scale));
}

#[test]
fn the_same_place_is_looked_at_when_a_file_is_opened_again() {
    check(90, false);
    check(90, true);
}

#[test]
fn it_is_the_same_where_pictures_are_laid_out_aside() {
    check(5000, false);
}

#[test]
fn another_file_opens_as_it_is() {
    let ctx = egui::Context::default();
    let mut state = opened(document("/nowhere/a.csv", 60, false), Settings::default(), &ctx);
    let person = find(&state, "p5");
    dispatch(&mut state, Command::Show(person), &ctx);
    take(&mut state, document("/nowhere/b.csv", 60, false));
    frames(&mut state, &ctx);
    assert_eq!((state.session.selected, state.session.look.chosen.clone()), (None, Chosen::default()));
    // A file that was only opened leaves no memory, and memories do not last for ever.
    take(&mut state, document("/nowhere/c.csv", 60, false));
    assert_eq!(state.settings.views.keys().collect::<Vec<_>>(), Vec::<&PathBuf>::new());
}

#[test]
fn what_cannot_be_understood_is_set_aside() {
    let ctx = egui::Context::default();
    for text in [
        "",
        "{",
        "[]",
        r#"{"page":"moon","selected":"nobody","colour":"x","fields":["pay","pay","a","b","team","title"]}"#,
        r#"{"tracks":{"near":"p1","right":1e308,"down":0.0,"scale":1e-300},"also":["p1","p2"]}"#,
        r#"{"unfolded":[[{"Stack":{"manager":"gone","row":"IC9","is_management":true}},true],["All",false]]}"#,
    ] {
        let mut settings = Settings::default();
        settings.views.insert(PathBuf::from("/nowhere/a.csv"), text.to_owned());
        let state = opened(document("/nowhere/a.csv", 60, false), settings, &ctx);
        assert_eq!(
            (state.page, state.session.selected, state.session.rest_of_selection.len()),
            (Page::Tracks, None, 0),
            "{text}"
        );
        assert!(state.session.look.chosen.fields.len() <= MOST_FIELDS && state.session.camera.scale > 0.0, "{text}");
    }
}
