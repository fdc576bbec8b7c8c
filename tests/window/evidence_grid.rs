//! The grid in which evidence is filled in, by the keyboard alone.

use crate::hand::*;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use twintrack::app::Window;

/// The grid, opened by the search for commands.
fn grid() -> Harness<'static, Window> {
    let mut harness = bundled();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "Fill in evidence");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Nothing is saved until you add it"));
    harness
}

fn name_of_row(harness: &Harness<Window>, row: usize) -> String {
    let document = document(harness);
    let org = &document.snapshot.org;
    let people = twintrack::plan::tell_most(&document.snapshot.judgement.facts(org), true);
    org.label(people[row].0).to_owned()
}

fn value(harness: &Harness<Window>, name: &str) -> String {
    let node = harness.get_by_role_and_label(Role::GridCell, name);
    node.accesskit_node().value().unwrap_or_default()
}

fn lines(harness: &Harness<Window>, name: &str) -> usize {
    let org = org(harness);
    let person = org.people().find(|&person| org.label(person) == name).expect(name);
    org.details(person).evidence.len()
}

fn keys(harness: &mut Harness<Window>, all: &[Key]) {
    for &one in all {
        key(harness, one);
    }
}

#[test]
fn a_row_is_typed_a_range_is_pasted_and_undo_takes_all_of_it_back() {
    let mut harness = grid();
    let before = written(&harness);
    let (first, second) = (name_of_row(&harness, 0), name_of_row(&harness, 1));
    let had = (lines(&harness, &first), lines(&harness, &second));
    // Six columns to the first piece of work; what it begins with is enough.
    keys(&mut harness, &[Key::ArrowRight; 6]);
    type_in(&mut harness, "sy");
    key(&mut harness, Key::Tab);
    assert_eq!(value(&harness, &format!("{first}, work 1, kind")), "systems");
    type_in(&mut harness, "3");
    key(&mut harness, Key::Enter);
    assert_eq!(value(&harness, &format!("{first}, work 1, amount")), "3");
    // Enter went down: one to the left is the kind of the second.
    key(&mut harness, Key::ArrowLeft);
    harness.event(Event::Paste("money\t1,000,000\t50%\ngrowth\t0.4\t1\n".to_owned()));
    settle(&mut harness);
    assert_eq!(value(&harness, &format!("{second}, work 1, share")), "50%");
    assert!(has(&harness, "3 values for 3 people"));
    assert_eq!(written(&harness), before, "nothing is recorded before it is added");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert!(has(&harness, "This adds 3 values for 3 people"));
    key(&mut harness, Key::Enter);
    assert_eq!((lines(&harness, &first), lines(&harness, &second)), (had.0 + 1, had.1 + 1));
    assert!(!has(&harness, "Fill in evidence"));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn a_wrong_cell_says_why_and_the_way_back_from_what_would_be_added_keeps_it() {
    let mut harness = grid();
    let first = name_of_row(&harness, 0);
    keys(&mut harness, &[Key::ArrowRight; 5]);
    type_in(&mut harness, "much");
    key(&mut harness, Key::Enter);
    key(&mut harness, Key::ArrowUp);
    assert!(has(&harness, "\u{201c}much\u{201d} is not an amount: write 48,000,000 or 0.48 or 48 %"));
    assert!(has(&harness, "1 cell cannot be used"));
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert!(has(&harness, &format!("{first}, budget: \u{201c}much\u{201d} is not an amount")));
    key(&mut harness, Key::Escape);
    assert_eq!(value(&harness, &format!("{first}, budget")), "much");
    // It is edited, given up, edited again, emptied, and that is taken back.
    key(&mut harness, Key::F2);
    type_in(&mut harness, " more");
    key(&mut harness, Key::Escape);
    assert_eq!(value(&harness, &format!("{first}, budget")), "much");
    key(&mut harness, Key::F2);
    type_in(&mut harness, " more");
    key(&mut harness, Key::ArrowDown);
    assert_eq!(value(&harness, &format!("{first}, budget")), "much more");
    keys(&mut harness, &[Key::ArrowUp, Key::Delete]);
    assert_ne!(value(&harness, &format!("{first}, budget")), "much more");
    assert!(!has(&harness, "cannot be used"));
    undo(&mut harness);
    assert_eq!(value(&harness, &format!("{first}, budget")), "much more");
}

#[test]
fn leaving_with_entries_asks_once() {
    let mut harness = grid();
    let before = written(&harness);
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Nothing is saved until"), "an empty grid is left at once");
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "Fill in evidence");
    key(&mut harness, Key::Enter);
    type_in(&mut harness, "cr");
    key(&mut harness, Key::Tab);
    key(&mut harness, Key::Escape);
    assert!(has(&harness, "Your entries have not been added"));
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Your entries have not been added") && has(&harness, "Nothing is saved until"));
    key(&mut harness, Key::Escape);
    tab_to(&mut harness, "Discard");
    key(&mut harness, Key::Enter);
    assert!(!has(&harness, "Nothing is saved until"));
    assert_eq!(written(&harness), before);
}

#[test]
fn a_range_is_copied_and_every_cell_has_a_name() {
    let mut harness = grid();
    let (first, second) = (name_of_row(&harness, 0), name_of_row(&harness, 1));
    harness.event(Event::Paste("lead\t2026-05-01\n=craft\t\"a \"\"b\"\"\"\n".to_owned()));
    settle(&mut harness);
    harness.event(Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("lead\t2026-05-01\n'=craft\t\"a \"\"b\"\"\"\n"));
    for name in [format!("{first}, preference"), format!("{second}, asked")] {
        assert!(harness.query_by_role_and_label(Role::GridCell, &name).is_some(), "{name}");
    }
    assert!(has(&harness, "Grid of evidence, "));
    // Tab leaves the grid behind its last cell.
    press(&mut harness, Modifiers::COMMAND, Key::End);
    key(&mut harness, Key::Tab);
    assert!(harness.get_by_label("Add to the organisation…").is_focused());
    key(&mut harness, Key::Tab);
    assert!(harness.get_by_label("Close").is_focused());
}

#[test]
fn keys_that_come_in_one_frame_are_taken_in_their_order() {
    let mut harness = grid();
    let first = name_of_row(&harness, 0);
    let pressed =
        |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let text = |text: &str| Event::Text(text.to_owned());
    for events in [
        vec![text("c")],
        vec![text("r"), pressed(Key::Tab), text("2026"), text("-05-01"), pressed(Key::Tab), text("Pla")],
        vec![text("tform"), pressed(Key::Tab)],
        vec![pressed(Key::Tab), text("I"), text("C5"), pressed(Key::Enter)],
        // Each in the frame behind the one in which the focus came back to the grid.
        vec![pressed(Key::Tab)],
        vec![text("4")],
        vec![pressed(Key::Tab)],
        vec![pressed(Key::ArrowLeft)],
        vec![pressed(Key::ArrowLeft)],
        vec![text("7")],
        vec![pressed(Key::Escape)],
        vec![pressed(Key::ArrowUp)],
        vec![pressed(Key::F2)],
        vec![pressed(Key::Escape)],
        vec![pressed(Key::Tab)],
        vec![text("9")],
        vec![pressed(Key::Enter)],
    ] {
        harness.input_mut().events.extend(events);
        harness.step();
    }
    settle(&mut harness);
    for (column, expected) in [
        ("preference", "craft"),
        ("asked", "2026-05-01"),
        ("decision", "Platform"),
        ("decision grade", "IC5"),
        ("budget", "9"),
    ] {
        assert_eq!(value(&harness, &format!("{first}, {column}")), expected, "{column}");
    }
}

#[test]
fn in_structure_only_nothing_that_is_recorded_is_seen() {
    let mut harness = grid();
    let first = name_of_row(&harness, 0);
    assert_ne!(value(&harness, &format!("{first}, budget")), "", "it is seen in grey");
    key(&mut harness, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "Show structure only");
    key(&mut harness, Key::Enter);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "Fill in evidence");
    key(&mut harness, Key::Enter);
    let cells: Vec<String> = harness
        .query_all_by_role(Role::GridCell)
        .filter_map(|node| node.accesskit_node().value())
        .filter(|value| !value.is_empty())
        .collect();
    assert!(harness.query_all_by_role(Role::GridCell).count() > 20 && cells.is_empty(), "{cells:?}");
    // What differs from what is recorded says so and no more.
    keys(&mut harness, &[Key::ArrowRight; 5]);
    type_in(&mut harness, "7");
    keys(&mut harness, &[Key::Enter, Key::ArrowUp]);
    assert!(has(&harness, "A value is already recorded and will be kept"));
}

/// On debug builds a tooltip on what cannot have the focus ends the program.
#[test]
fn the_reason_for_asking_shows_on_the_name_of_a_row() {
    let mut harness = grid();
    let name = name_of_row(&harness, 0);
    let row = |node: &egui_kittest::Node| node.accesskit_node().label().is_some_and(|label| label.starts_with(&name));
    let place = harness.get_all_by_role(Role::RowHeader).find(row).expect("the first row").rect().center();
    harness.event(Event::PointerMoved(place));
    harness.run_steps(60);
    let is_shown = |harness: &Harness<Window>| {
        harness.query_all_by_role(Role::Label).any(|node| {
            node.accesskit_node().value().is_some_and(|text| text.starts_with(&name) && text.contains(": "))
        })
    };
    assert!(is_shown(&harness), "the tooltip is not there");
}
