//! The tree view in the window, by keyboard and pointer, without a display.

use crate::hand::*;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::sync::Arc;
use twintrack::app::{Document, OrgSnapshot, Settings, Source, Window};
use twintrack::rules::Judgement;

fn tree() -> Harness<'static, Window> {
    let mut harness = bundled();
    click(&mut harness, "Tree");
    assert!(has(&harness, "Tree of Halden Skincare, 84 people"));
    harness
}

fn walk(harness: &mut Harness<Window>, way: &[(Key, &str)]) {
    for &(pressed, who) in way {
        key(harness, pressed);
        assert_eq!(harness.state().selected(), Some(who), "after {pressed:?}");
    }
}

fn by_pointer(harness: &mut Harness<Window>, name: &str) {
    harness.get_by_label(name).click();
    settle(harness);
}

/// Clicks on an option of the tree, in whichever menu it stands where there is little room.
fn option(harness: &mut Harness<Window>, name: &str) {
    for menu in ["Layout", "Levels"] {
        if harness.query_by_label(name).is_none() && harness.query_by_label(menu).is_some() {
            by_pointer(harness, menu);
        }
    }
    // A menu closes by it.
    by_pointer(harness, name);
}

#[test]
fn arrows_lead_to_the_manager_the_reports_and_those_beside_whichever_way_it_grows() {
    let mut harness = tree();
    find(&mut harness, "Tomas Berg", "tomas");
    assert!(has(&harness, "Tree of"), "the search stays in the tree");
    walk(
        &mut harness,
        &[(Key::ArrowUp, "ines"), (Key::ArrowDown, "ruth"), (Key::ArrowRight, "tomas"), (Key::ArrowLeft, "ruth")],
    );
    option(&mut harness, "Left-right");
    assert!(harness.state().settings().tree.to_the_right, "it is remembered");
    find(&mut harness, "Tomas Berg", "tomas");
    walk(
        &mut harness,
        &[(Key::ArrowLeft, "ines"), (Key::ArrowRight, "ruth"), (Key::ArrowDown, "tomas"), (Key::ArrowUp, "ruth")],
    );
}

#[test]
fn a_branch_is_shown_alone_and_backspace_goes_up() {
    let mut harness = tree();
    find(&mut harness, "Lena Fischer", "lena");
    key(&mut harness, Key::F);
    let card = |harness: &Harness<Window>, name: &str| {
        harness
            .query_all_by_label_contains(name)
            .any(|node| node.accesskit_node().label().is_some_and(|it| it.contains("direct reports")))
    };
    assert!(card(&harness, "Lena Fischer, ") && !card(&harness, "Ruth Okafor, "));
    harness.get_by_label("Everyone");
    harness.get_by_label("Ines Valdor");
    key(&mut harness, Key::Backspace);
    assert!(card(&harness, "Tomas Berg, ") && !card(&harness, "Ruth Okafor, "));
    key(&mut harness, Key::Backspace);
    key(&mut harness, Key::Backspace);
    assert!(harness.query_by_label("Everyone").is_none(), "everybody is shown");
    assert!(card(&harness, "Ines Valdor, "));
    // Somebody elsewhere is found all the same.
    find(&mut harness, "Lena Fischer", "lena");
    key(&mut harness, Key::F);
    find(&mut harness, "Ruth Okafor", "ruth");
    assert!(harness.query_by_label("Everyone").is_none());
}

#[test]
fn a_branch_folds_and_a_way_into_it_unfolds_it() {
    let mut harness = tree();
    find(&mut harness, "Lena Fischer", "lena");
    assert!(has(&harness, "21 in total"));
    key(&mut harness, Key::U);
    assert!(has(&harness, "21 in total, folded"));
    assert!(!has(&harness, "Sam Iqbal, "));
    key(&mut harness, Key::ArrowDown);
    assert_eq!(harness.state().selected(), Some("lena"), "the first press unfolds");
    key(&mut harness, Key::ArrowDown);
    assert_eq!(harness.state().selected(), Some("sam"));
    key(&mut harness, Key::ArrowUp);
    key(&mut harness, Key::U);
    find(&mut harness, "Jonas Lind", "jonas");
    assert!(has(&harness, "Jonas Lind, Staff engineer"), "who is found is drawn");
    click(&mut harness, "Collapse again");
    assert!(!has(&harness, "folded"));
}

#[test]
fn each_picture_keeps_its_own_place() {
    let mut harness = bundled();
    let tracks = harness.state().view().expect("open").window;
    click(&mut harness, "Tree");
    let opened = harness.state().view().expect("open").window;
    press(&mut harness, Modifiers::NONE, Key::Plus);
    let nearer = harness.state().view().expect("open").window;
    assert!(nearer.width() < opened.width());
    click(&mut harness, "Matrix");
    click(&mut harness, "Tracks");
    assert_eq!(harness.state().view().expect("open").window, tracks);
    click(&mut harness, "Tree");
    assert_eq!(harness.state().view().expect("open").window, nearer);
}

#[test]
fn a_card_is_dropped_on_another_manager() {
    let mut harness = tree();
    find(&mut harness, "Jonas Lind", "jonas");
    let to = card(&harness, "Noor Haddad");
    carry(&mut harness, "Jonas Lind", to);
    drop_at(&mut harness, to);
    assert_eq!(stands(&harness, "jonas").2, "noor");
    undo(&mut harness);
    assert_eq!(stands(&harness, "jonas").2, "sam");
}

#[test]
fn a_large_organisation_opens_folded_and_says_its_size_before_it_unfolds() {
    let org = Arc::new(twintrack::generate::org(3_000, 7).0);
    let judgement = Judgement::of(&org);
    let document = Document {
        source: Source::File("large.org.ron".into()),
        baseline: None,
        unread: Default::default(),
        scenarios: Default::default(),
        problems: Default::default(),
        snapshot: OrgSnapshot::judged(org, judgement, None, Vec::new()),
        seal: None,
        repository: None,
    };
    let mut harness = on(document, Settings::default());
    click(&mut harness, "Tree");
    option(&mut harness, "Expand all");
    assert!(has(&harness, "Unfold all 3,000 cards?"));
    click(&mut harness, "Cancel");
    assert!(!has(&harness, "Unfold all"));
    assert!(harness.query_by_label("Collapse again").is_none(), "nothing was unfolded");
}
