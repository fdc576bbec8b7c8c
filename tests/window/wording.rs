//! What the window paints follows the rules of its wording, on every view, panel, dialog and menu, with findings open, in
//! a meeting, on an empty organisation and on one that could not be read whole.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use twintrack::app::Window;

use crate::common;
use crate::hand::{VIEWS, bundled, click, find, has, key, on_org, press, problems, settle, turn_to, type_in, wait_for};
use crate::phrases;

/// Looks at all that is on the screen; returns how many texts there are.
fn check(harness: &Harness<Window>, place: &str) -> usize {
    let mut seen = 0;
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let data = node.data();
        // What a field holds is the text of the file.
        let value = node.value().filter(|_| data.role() != Role::TextInput);
        for text in [node.label(), value, data.placeholder().map(str::to_owned)].into_iter().flatten() {
            phrases::check(&text, place);
            seen += usize::from(text.contains(' '));
        }
    }
    seen
}

#[test]
fn every_view_and_finding_is_worded_well() {
    let mut harness = bundled();
    for (view, words) in VIEWS {
        turn_to(&mut harness, view);
        assert!(check(&harness, words) > 20, "little is said on the view of `{words}`");
    }
    turn_to(&mut harness, Key::Num5);
    click(&mut harness, "How it is measured");
    check(&harness, "how it is measured");
    turn_to(&mut harness, Key::Num1);
    for name in ["mason t", "alex mor", "priya", "kofi", "aiko", "olena"] {
        press(&mut harness, Modifiers::COMMAND, Key::F);
        type_in(&mut harness, name);
        key(&mut harness, Key::Enter);
        check(&harness, name);
        key(&mut harness, Key::Enter);
        check(&harness, "the form");
        key(&mut harness, Key::Escape);
        key(&mut harness, Key::Escape);
    }
}

#[test]
fn every_dialog_and_menu_is_worded_well() {
    let mut harness = bundled();
    for menu in [
        "File",
        "Theme",
        "Structure and people",
        "Plan: Baseline",
        "Filter…",
        "Density: Fit",
        "Colour by Track",
        "Card: name and title",
    ] {
        let parts = |harness: &Harness<Window>| harness.root().children_recursive().count();
        let before = parts(&harness);
        click(&mut harness, menu);
        assert!(parts(&harness) > before, "{menu} does not open");
        check(&harness, menu);
        key(&mut harness, Key::Escape);
        settle(&mut harness);
    }
    find(&mut harness, "mason t", "mason");
    for (button, shows) in [("What if…", "Discard"), ("Career question…", "Record the answer")] {
        click(&mut harness, button);
        wait_for(&mut harness, shows);
        check(&harness, button);
        key(&mut harness, Key::Escape);
        press(&mut harness, Modifiers::COMMAND, Key::Num1);
    }
    for (command, shows) in [
        ("paste a col", "Paste a column"),
        ("keyboard short", "Ctrl+Shift+S"),
        ("collect evid", "Collect evidence"),
        ("fill in evid", "Fill in evidence"),
        ("export", "Preview"),
        ("new organ", "First people"),
        ("start page", "Recent"),
        ("manual: cont", "Contents"),
        ("meeting mode", "Meeting mode"),
    ] {
        press(&mut harness, Modifiers::COMMAND, Key::K);
        type_in(&mut harness, command);
        key(&mut harness, Key::Enter);
        wait_for(&mut harness, shows);
        check(&harness, command);
        for _ in 0..3 {
            key(&mut harness, Key::Escape);
        }
    }
    for (view, _) in VIEWS {
        press(&mut harness, Modifiers::COMMAND, view);
        check(&harness, "in a meeting");
    }
}

#[test]
fn a_file_that_could_not_be_read_whole_is_worded_well() {
    let mut harness = problems();
    check(&harness, "a file with problems");
    click(&mut harness, "4 problems in the file");
    assert!(has(&harness, "A text is never closed") && check(&harness, "the problems") > 10);
}

#[test]
fn an_empty_organisation_and_suggestions_are_worded_well() {
    for words in
        ["structure", "ladder unplaced; a M1; b IC2 suggested", "ladder unconfirmed; a IC8 +money:9e9; b M1 under=c"]
    {
        let mut harness = on_org(common::org(words));
        for (view, _) in VIEWS {
            press(&mut harness, Modifiers::COMMAND, view);
            assert!(check(&harness, words) > 5, "{words}");
        }
        assert!(!has(&harness, "NaN"), "{words}");
    }
}
