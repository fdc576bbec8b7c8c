//! The main job with the keyboard alone: a file is opened, somebody flagged is found, why is read, people are filtered,
//! a branch is folded, every view is turned to. Only keys go in; what comes out is read from the accessibility tree.

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::text::MissingGlyphPolicy;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};
use twintrack::app::{Settings, Source, Window};

use crate::hand::{
    VIEWS, bundled, click_card, document, file, has, key, org, person, press, remembering, settle, tab_to, turn_to,
    type_in, wait_for,
};

/// Name of what has the focus.
fn focused(harness: &Harness<Window>) -> String {
    let node = harness.query_all_by(|node| node.is_focused()).next();
    node.and_then(|node| node.accesskit_node().label().or(node.accesskit_node().value())).unwrap_or_default()
}

/// Goes on with a key until what has the focus is called so.
fn key_to(harness: &mut Harness<Window>, with: Key, name: &str) {
    for _ in 0..200 {
        if focused(harness).starts_with(name) {
            return;
        }
        key(harness, with);
    }
    panic!("`{name}` is not come to by {with:?}; `{}` has the focus", focused(harness));
}

/// The window on another file than the one that is to be opened, which is among the recent ones.
fn elsewhere(recent: std::path::PathBuf) -> Harness<'static, Window> {
    remembering(Settings { recent: vec![recent], ..Settings::default() })
}

fn wait(harness: &mut Harness<Window>, what: &str, is_so: impl Fn(&Harness<Window>) -> bool) {
    let began = Instant::now();
    while !is_so(harness) {
        assert!(began.elapsed() < Duration::from_secs(30), "{what} never came");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    settle(harness);
}

#[test]
fn from_opening_to_every_view_with_keys_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path());
    let mut harness = elsewhere(path.clone());

    // Open.
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "open halden");
    key(&mut harness, Key::Enter);
    wait(&mut harness, "the file", |harness| document(harness).source == Source::File(path.clone()));

    // Find somebody flagged, and read why.
    key(&mut harness, Key::F6);
    key_to(&mut harness, Key::ArrowDown, "Mason T.: Decision authority is 2.2 rungs below their record");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().selected(), Some("mason"));
    wait_for(&mut harness, "Gap, conservative: ");
    assert!(has(&harness, "48 % of growth · measured, counts 80 %"), "the evidence is beside it");
    press(&mut harness, Modifiers::NONE, Key::F6);
    assert!(focused(&harness).starts_with("Tracks of Halden"), "{}", focused(&harness));
    press(&mut harness, Modifiers::NONE, Key::F6);
    key_to(&mut harness, Key::Tab, "More…");
    press(&mut harness, Modifiers::SHIFT, Key::F6);
    assert!(focused(&harness).starts_with("Tracks of Halden"), "{}", focused(&harness));

    // Filter.
    press(&mut harness, Modifiers::COMMAND, Key::Num3);
    tab_to(&mut harness, "Filter…");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Show only people with");
    if focused(&harness) != "Contains" {
        key_to(&mut harness, Key::Tab, "Contains");
    }
    type_in(&mut harness, "mason");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Remove the condition");
    wait(&mut harness, "one row", |harness| has(harness, "Table of Halden Skincare, 1 rows"));
    tab_to_start(&mut harness, "Remove the condition");
    key(&mut harness, Key::Enter);
    wait(&mut harness, "every row", |harness| has(harness, "Table of Halden Skincare, 85 rows"));

    // Fold a branch of the tree, and unfold it.
    press(&mut harness, Modifiers::COMMAND, Key::Num2);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    key(&mut harness, Key::F6);
    key_to(&mut harness, Key::F6, "Tree of Halden");
    let folded = |harness: &Harness<Window>| harness.query_all_by_label_contains(", folded").count();
    let before = folded(&harness);
    press(&mut harness, Modifiers::COMMAND, Key::F);
    type_in(&mut harness, "mason t");
    key(&mut harness, Key::Enter);
    key(&mut harness, Key::U);
    assert_ne!(folded(&harness), before);
    key(&mut harness, Key::U);
    assert_eq!(folded(&harness), before);

    // Every view.
    for (view, _) in VIEWS {
        turn_to(&mut harness, view);
    }
}

fn tab_to_start(harness: &mut Harness<Window>, name: &str) {
    for _ in 0..300 {
        if focused(harness).starts_with(name) {
            return;
        }
        harness.key_press(Key::Tab);
        harness.step();
        harness.step();
    }
    panic!("`{name}` is not come to by Tab");
}

#[test]
fn arrows_go_along_the_rung_and_over_to_the_other_track() {
    let mut harness = bundled();
    click_card(&mut harness, "Priya Raman", Modifiers::NONE);
    let mut seen = vec!["priya".to_owned()];
    for _ in 0..40 {
        key(&mut harness, Key::ArrowRight);
        let now = harness.state().selected().expect("somebody").to_owned();
        if seen.contains(&now) {
            break;
        }
        seen.push(now);
    }
    let kind = |harness: &Harness<Window>, key: &str| org(harness).track_kind(person(org(harness), key));
    let last = seen.last().expect("somebody").clone();
    assert_ne!(kind(&harness, "priya"), kind(&harness, &last), "the other track is never come to: {seen:?}");
    for _ in 1..seen.len() {
        key(&mut harness, Key::ArrowLeft);
    }
    assert_eq!(harness.state().selected(), Some("priya"), "the way back is the same: {seen:?}");

    // Nobody is a peer of Mason: the nearest on the other track is come to.
    click_card(&mut harness, "Mason T.", Modifiers::NONE);
    key(&mut harness, Key::ArrowLeft);
    let now = harness.state().selected().expect("somebody").to_owned();
    assert_ne!(kind(&harness, "mason"), kind(&harness, &now), "{now}");
}

#[test]
fn space_says_what_hovering_says_and_escape_goes_back() {
    let mut harness = bundled();
    click_card(&mut harness, "Mason T.", Modifiers::NONE);
    let told = |harness: &Harness<Window>| {
        harness.query_all_by(|node| node.role() == Role::Label && node.value().as_deref() == Some("Mason T.")).count()
    };
    let before = told(&harness);
    key(&mut harness, Key::Space);
    assert_eq!(harness.state().selected(), Some("mason"), "it is no click");
    assert_eq!(told(&harness), before + 1);
    key(&mut harness, Key::Space);
    assert_eq!(told(&harness), before);
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Done");
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::Escape);
    assert_eq!(harness.state().selected(), None);
}

#[test]
fn a_text_that_hovering_shows_the_focus_shows_too() {
    let mut harness = bundled();
    tab_to(&mut harness, "Fit");
    let shown = |harness: &Harness<Window>| harness.query_all_by_value("Zoom to fit (0)").count();
    assert_eq!(shown(&harness), 0, "not before the focus has rested");
    harness.run_steps(6);
    assert_eq!(shown(&harness), 1);
    let node = harness.get_by_role_and_label(Role::Button, "Fit");
    assert_eq!(node.accesskit_node().description().as_deref(), Some("Zoom to fit (0)"));
}

/// What can be read in the window, in its order.
fn read(harness: &Harness<Window>) -> Vec<String> {
    let said = |node: &egui_kittest::Node| node.accesskit_node().label().filter(|label| !label.is_empty());
    harness.query_all_by(|_| true).filter_map(|node| said(&node)).collect()
}

#[test]
fn escape_leaves_every_page_and_dialog() {
    let mut harness = bundled();
    // The question for a file inside the window has signs that no bundled font has.
    harness.ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
    click_card(&mut harness, "Mason T.", Modifiers::NONE);
    let before = read(&harness);
    // What is typed to find it, and how many steps lead back.
    let opening = [
        ("Save a sealed copy", 1),
        ("New organisation", 2),
        ("Start page", 1),
        ("Collect evidence", 1),
        ("Fill in evidence", 1),
        ("Edit selected", 1),
        ("What if", 1),
        ("Career question", 1),
        ("Paste a column", 1),
        ("Keyboard shortcuts", 1),
        ("Manual: this page", 1),
        ("Manual: contents", 1),
        ("About Twintrack", 1),
        ("Export", 1),
        ("Print", 1),
        ("Update from", 1),
        ("Import evidence", 1),
        ("Evidence from repos", 1),
        ("Save as", 1),
    ];
    for (name, steps) in opening {
        press(&mut harness, Modifiers::COMMAND, Key::K);
        type_in(&mut harness, name);
        key(&mut harness, Key::Enter);
        assert!(read(&harness) != before, "{name} opens nothing");
        for _ in 0..steps {
            key(&mut harness, Key::Escape);
        }
        let now = read(&harness);
        let more: Vec<&String> = now.iter().filter(|it| !before.contains(it)).take(5).collect();
        let gone: Vec<&String> = before.iter().filter(|it| !now.contains(it)).take(5).collect();
        assert!(now == before, "after {name} and Escape there is still {more:?}, and {gone:?} is missing");
    }
}
