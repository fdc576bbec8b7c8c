//! The table in the window, by the keyboard alone and by its accessibility tree.

use crate::hand::{bundled, click, has, key, press, settle, tab_to, type_in};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use twintrack::app::Window;

fn table() -> Harness<'static, Window> {
    let mut harness = bundled();
    click(&mut harness, "Table");
    harness
}

/// Sentences of the rows in view, from the top.
fn rows(harness: &Harness<Window>) -> Vec<String> {
    let rows = harness.query_all_by(|node| node.role() == Role::Row);
    rows.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn every_row_in_view_is_told_with_what_stands_in_it() {
    let harness = table();
    let rows = rows(&harness);
    assert!((20..40).contains(&rows.len()), "{}", rows.len());
    let mason = rows.iter().find(|row| row.starts_with("Mason T.")).expect("Mason's row");
    for words in ["Title: Director of Production", "Seat: M3", "Manager: Ruth Okafor", "Authority below the record"] {
        assert!(mason.contains(words), "{mason}");
    }
    assert!(harness.query_by_label("Table of Halden Skincare, 85 rows").is_some());
}

#[test]
fn the_selection_goes_by_keys_and_is_that_of_the_picture() {
    let mut harness = table();
    tab_to(&mut harness, "Table of Halden Skincare, 85 rows");
    key(&mut harness, Key::Home);
    assert_eq!(harness.state().selected(), Some("ines"));
    key(&mut harness, Key::ArrowDown);
    assert_eq!(harness.state().selected(), Some("ruth"));
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert!(has(&harness, "3 people"));
    press(&mut harness, Modifiers::SHIFT, Key::ArrowUp);
    assert!(has(&harness, "2 people"));
    key(&mut harness, Key::End);
    assert!(!rows(&harness).iter().any(|row| row.starts_with("Ines Valdor")), "the last row is in view");
    let last = harness.state().selected().map(str::to_owned);
    key(&mut harness, Key::ArrowDown);
    assert_eq!(harness.state().selected(), last.as_deref(), "there is nothing below the last row");
    key(&mut harness, Key::PageUp);
    assert_ne!(harness.state().selected(), last.as_deref());
    key(&mut harness, Key::Home);
    click(&mut harness, "Tracks");
    assert_eq!(harness.state().selected(), Some("ines"));
}

#[test]
fn a_head_sorts_by_the_keyboard_and_the_order_is_remembered() {
    let mut harness = table();
    tab_to(&mut harness, "Gap");
    key(&mut harness, Key::Enter);
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Gap, sorted, largest first"));
    let first = rows(&harness).into_iter().next().expect("a row");
    assert!(first.contains("Gap: ") && first.contains("below the record"), "{first}");
    assert_eq!(harness.state().settings().sorting, Some(("gap".to_owned(), true)));
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().settings().sorting, None);
}

#[test]
fn a_filter_leaves_rows_out_and_its_chip_takes_it_away() {
    let mut harness = table();
    click(&mut harness, "Filter…");
    type_in(&mut harness, "chemist");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "8 of 85"));
    assert!(rows(&harness).iter().all(|row| row.to_lowercase().contains("chemist")));
    assert_eq!(harness.state().settings().filters.len(), 1, "kept for this file");
    click(&mut harness, "Tracks");
    assert!(has(&harness, "8 of 85"));
    let view = harness.state().view().expect("a picture");
    assert_eq!(view.matching.map(|matching| matching.count()), Some(8));
    click(&mut harness, "Remove the condition “chemist”");
    assert!(!has(&harness, "8 of 85"));
    assert!(harness.state().view().expect("a picture").matching.is_none());
    assert!(harness.state().settings().filters.is_empty());
}

#[test]
fn rows_are_copied_as_a_range() {
    let mut harness = table();
    tab_to(&mut harness, "Table of Halden Skincare, 85 rows");
    key(&mut harness, Key::Home);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    harness.event(Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("a range on the clipboard");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("Name\tTitle\tTeam\tSeat"));
    assert!(lines[2].starts_with("Ruth Okafor\tVP of Operations\t"));
    settle(&mut harness);
}

#[test]
fn enter_opens_the_form_and_escape_leaves() {
    let mut harness = table();
    tab_to(&mut harness, "Table of Halden Skincare, 85 rows");
    key(&mut harness, Key::Home);
    key(&mut harness, Key::Enter);
    assert!(harness.query_all_by_label("Name").any(|node| node.is_focused()), "typing goes to the name");
}

#[test]
fn where_people_are_left_out_no_row_tells_what_is_private() {
    let mut harness = table();
    let pay = rows(&harness).iter().filter(|row| row.contains("Pay: ") && !row.contains("Pay: hidden")).count();
    assert!(pay > 0, "there is pay to be hidden");
    click(&mut harness, "Structure and people");
    click(&mut harness, "Show structure only");
    key(&mut harness, Key::Escape);
    let hidden = rows(&harness);
    assert!(hidden.len() > 20, "{hidden:?}");
    for row in hidden {
        assert!(!row.contains("Authority") && !row.contains("Gap") && !row.contains("Impact"), "{row}");
        assert!(row.contains("Pay: hidden"), "{row}");
    }
}

#[test]
fn evidence_is_asked_for_with_the_reason_of_each() {
    let mut harness = bundled();
    click(&mut harness, "File");
    click(&mut harness, "Collect evidence…");
    assert!(has(&harness, "At the top of the IC track: IC5"));
    assert!(has(&harness, "Save the sheet…"));
    click(&mut harness, "Cancel");
    assert!(!has(&harness, "Save the sheet…"));
}
