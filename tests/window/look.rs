//! The look of people in the window: by what they are coloured, what stands on their cards.

use crate::hand::*;
use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use twintrack::app::Window;

fn by_pointer(harness: &mut Harness<Window>, name: &str) {
    harness.get_by_label(name).click();
    settle(harness);
}

fn colour_by(harness: &mut Harness<Window>, name: &str) {
    harness.get_by_label_contains("Colour by").click();
    settle(harness);
    // Whatever is far down the list is found as a screen reader finds it.
    click(harness, name);
    key(harness, Key::Escape);
}

#[test]
fn the_legend_names_every_value_and_lights_its_people() {
    let mut harness = bundled();
    assert!(harness.state().view().expect("open").look.colours.is_none());
    colour_by(&mut harness, "Team");
    let view = harness.state().view().expect("open");
    let colours = view.look.colours.expect("coloured");
    let first = &colours.entries[0];
    let said = format!("{}: {} people", first.label, first.count);
    assert!(colours.entries.len() > 3 && has(&harness, &said), "{said}");
    click(&mut harness, &said);
    assert_eq!(harness.state().view().expect("open").look.lit, Some(0));
    click(&mut harness, &said);
    harness.get_by_label("Tracks of Halden Skincare, 84 people").hover();
    settle(&mut harness);
    tab_to(&mut harness, &said);
    settle(&mut harness);
    assert_eq!(harness.state().view().expect("open").look.lit, Some(0), "focus shows what hovering shows");
    by_pointer(&mut harness, "Colour by track");
    assert!(harness.state().view().expect("open").look.colours.is_none());
}

#[test]
fn what_is_private_is_gone_at_once_where_people_are_no_longer_shown() {
    let mut harness = bundled();
    colour_by(&mut harness, "Pay");
    assert!(harness.state().view().expect("open").look.colours.is_some());
    press(&mut harness, eframe::egui::Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "structure only");
    key(&mut harness, Key::Enter);
    assert!(harness.state().view().expect("open").look.colours.is_none());
    assert!(has(&harness, "Hidden: individuals are not shown"));
}

#[test]
fn cards_grow_by_what_is_chosen_and_stay_where_they_are_seen() {
    let mut harness = bundled();
    find(&mut harness, "Lena Fischer", "lena");
    let height = |harness: &Harness<Window>| {
        let snapshot = &document(harness).snapshot;
        snapshot.tracks.place(person(&snapshot.org, "lena")).expect("drawn").height()
    };
    let seen = |harness: &Harness<Window>| {
        let place = document(harness).snapshot.tracks.place(person(org(harness), "lena")).expect("drawn");
        let view = harness.state().view().expect("open");
        (place.left - view.window.left, place.top - view.window.top)
    };
    press(&mut harness, eframe::egui::Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "density: cards");
    key(&mut harness, Key::Enter);
    settle(&mut harness);
    assert_eq!(height(&harness), 44.0);
    press(&mut harness, eframe::egui::Modifiers::NONE, Key::Plus);
    settle(&mut harness);
    let before = seen(&harness);
    harness.get_by_label("Card: name and title").click();
    settle(&mut harness);
    by_pointer(&mut harness, "Branch numbers of managers");
    assert_eq!(height(&harness), 44.0 + 2.0 * 16.0);
    by_pointer(&mut harness, "Location");
    assert_eq!(height(&harness), 44.0 + 3.0 * 16.0);
    let after = seen(&harness);
    assert!((before.0 - after.0).abs() < 1.0 && (before.1 - after.1).abs() < 1.0, "{before:?} became {after:?}");
    click(&mut harness, "Name and title only");
    assert_eq!(height(&harness), 44.0);
}

#[test]
fn the_chain_to_the_top_is_in_view_and_everybody_else_fades() {
    let mut harness = bundled();
    find(&mut harness, "Mason T.", "mason");
    for page in ["Tracks", "Tree"] {
        click(&mut harness, page);
        press(&mut harness, eframe::egui::Modifiers::COMMAND, Key::T);
        let view = harness.state().view().expect("open");
        let org = org(&harness);
        let chain = ["ines", "ruth", "mason"].map(|key| person(org, key));
        let matching = view.matching.expect("everybody else fades");
        assert_eq!(matching.count(), chain.len());
        for who in chain {
            assert!(matching.has(who), "{}", org.key(who));
            let place = document(&harness).snapshot.tracks.place(who).expect("drawn");
            assert!(page == "Tree" || view.window.overlaps(&place), "{} is in view", org.key(who));
        }
        let next: Vec<_> =
            ["Go to Ines Valdor", "Go to Ruth Okafor", "Go to Mason T."].map(|it| has(&harness, it)).into();
        assert_eq!(next, [true; 3], "on the page {page}");
        click(&mut harness, "Go to Ruth Okafor");
        assert_eq!(harness.state().selected(), Some("ruth"));
        assert!(has(&harness, "Show everyone again"), "whoever is of the chain can be gone to");
        click(&mut harness, "Show everyone again");
        assert!(harness.state().view().expect("open").matching.is_none());
        find(&mut harness, "Mason T.", "mason");
    }
    press(&mut harness, eframe::egui::Modifiers::COMMAND, Key::T);
    find(&mut harness, "Lena Fischer", "lena");
    assert!(!has(&harness, "Show everyone again"), "it ends with the selection");
}
