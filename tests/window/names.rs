//! Nothing that can be used is without a name, on any page and in any dialog: a name is all that a screen reader has.

use eframe::egui::accesskit::{Action, Role};
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use twintrack::app::Window;

use crate::hand::{
    VIEWS, bundled, click, click_card, find, has, key, press, problems, settle, turn_to, type_in, wait_for,
};

/// Looks at all that is on the screen; returns how many things can be used.
fn check(harness: &Harness<Window>, what: &str) -> usize {
    let mut count = 0;
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let data = node.data();
        let has_size = node.bounding_box().is_some_and(|rect| rect.width() > 0.0 && rect.height() > 0.0);
        if !has_size || !(data.supports_action(Action::Click) || data.supports_action(Action::Focus)) {
            continue;
        }
        count += 1;
        let is_named = node.label().or(node.value()).is_some_and(|name| !name.trim().is_empty())
            || data.placeholder().is_some_and(|name| !name.is_empty());
        // A popup's own ground takes clicks so that they do not go through it.
        let is_ground = matches!(data.role(), Role::Unknown | Role::GenericContainer) && data.children().len() > 1;
        // egui's own; what it moves is reached by keys, and is scrolled to.
        let is_bar = data.role() == Role::ScrollBar;
        assert!(
            is_named || is_ground || is_bar,
            "{what}: a {:?} at {:?} has no name",
            data.role(),
            node.bounding_box()
        );
    }
    count
}

#[test]
fn everything_has_a_name_on_every_page() {
    let mut harness = bundled();
    assert!(check(&harness, "the tracks") > 40);
    for (view, words) in VIEWS {
        turn_to(&mut harness, view);
        assert!(check(&harness, words) > 10, "little can be used on the view that shows `{words}`");
    }
    let chip = "3 of 84 seats are suggestions: review…";
    click(&mut harness, chip);
    assert!(has(&harness, "it was suggested from"), "`{chip}` does not open");
    check(&harness, chip);
    key(&mut harness, Key::Escape);
    assert!(has(&harness, "Tracks of Halden"), "Escape leaves the page");
    turn_to(&mut harness, Key::Num5);
    click(&mut harness, "How it is measured");
    assert!(has(&harness, "These anchors are confirmed"));
    check(&harness, "how it is measured");
}

#[test]
fn everything_has_a_name_where_a_file_could_not_be_read_whole() {
    let mut harness = problems();
    click(&mut harness, "4 problems in the file");
    assert!(has(&harness, "A text is never closed"));
    assert!(check(&harness, "the problems") > 10);
}

#[test]
fn everything_has_a_name_in_every_dialog_and_menu() {
    let mut harness = bundled();
    for menu in ["File", "Theme", "Structure and people", "Plan: Baseline", "Filter…"] {
        let before = check(&harness, "the tracks");
        click(&mut harness, menu);
        assert!(check(&harness, menu) > before, "{menu} does not open");
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
    click_card(&mut harness, "Mason T.", Modifiers::NONE);
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Done"));
    check(&harness, "the form");
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::Escape);

    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "paste a col");
    assert!(has(&harness, "Find a command or a person"));
    check(&harness, "the palette");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Paste a column");
    check(&harness, "pasting");
    click(&mut harness, "Cancel");
    assert!(!has(&harness, "Paste a column"));

    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "keyboard short");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Ctrl+Shift+S");
    check(&harness, "keyboard short");
    click(&mut harness, "Close");
    assert!(!has(&harness, "Ctrl+Shift+S"));

    click_card(&mut harness, "Mason T.", Modifiers::NONE);
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    wait_for(&mut harness, "Remove the manager");
    check(&harness, "the menu of a card");
    click(&mut harness, "Remove the manager");
    assert!(has(&harness, "Removed the manager of Mason T."));
    let before = check(&harness, "the note");
    click(&mut harness, "History");
    assert!(check(&harness, "the history") > before, "the history does not open");
}
