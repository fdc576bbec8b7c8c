//! The matrix in the window: walked by keys, told to a screen reader, looped round with the pointer, and silent where
//! people are not shown.

use crate::common::{opened, org};
use crate::hand::{click, has, key, on, settle};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::io::Opened;
use twintrack::org::Org;

fn open_on(org: Org) -> Harness<'static, Window> {
    let document = Document::new(Source::Bundled, Opened { org, ..opened() });
    on(document, Settings { less_motion: true, ..Settings::default() })
}

fn open() -> Harness<'static, Window> {
    open_on(opened().org)
}

#[test]
fn the_matrix_is_walked_by_keys_and_told_to_a_screen_reader() {
    let mut harness = open();
    click(&mut harness, "Matrix");
    assert!(has(&harness, "Matrix of Halden Skincare, 13 people"));
    assert!(has(&harness, "Mason T., Director of Production: Decision authority is 2.2 rungs below their record"));
    harness.get_by_label_contains("Matrix of Halden Skincare").focus();
    settle(&mut harness);
    key(&mut harness, Key::ArrowRight);
    let first = harness.state().selected().map(str::to_owned);
    assert!(first.is_some());
    key(&mut harness, Key::ArrowRight);
    assert_ne!(harness.state().selected().map(str::to_owned), first);
    key(&mut harness, Key::Escape);
    assert_eq!(harness.state().selected(), None);
    click(&mut harness, "Mason T.: Decision authority is 2.2 rungs below their record");
    assert_eq!(harness.state().selected(), Some("mason"));
    assert!(has(&harness, "Matrix of Halden Skincare"));
    harness.get_by_label_contains("Matrix of Halden Skincare").focus();
    settle(&mut harness);
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Tracks of Halden Skincare"));
    assert_eq!(harness.state().selected(), Some("mason"));
}

#[test]
fn a_loop_drawn_with_the_pointer_selects_together() {
    let mut harness = open();
    click(&mut harness, "Matrix");
    let at = |harness: &Harness<Window>, name: &str| {
        harness.query_all_by_label_contains(name).next().expect(name).rect().center()
    };
    let (alex, mason) = (at(&harness, "Alex Moreau, Director of Software"), at(&harness, "Mason T., Director of Prod"));
    let around = egui::Rect::from_two_pos(alex, mason).expand(12.0);
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let corners = [around.left_top(), around.right_top(), around.right_bottom(), around.left_bottom()];
    harness.event(egui::Event::PointerMoved(corners[0]));
    harness.event(button(corners[0], true));
    harness.step();
    for corner in corners.into_iter().skip(1) {
        harness.event(egui::Event::PointerMoved(corner));
        harness.step();
    }
    harness.event(button(corners[3], false));
    settle(&mut harness);
    assert!(has(&harness, "2 people"), "both are selected together");
    assert_eq!(harness.state().selected(), Some("alex"));
}

#[test]
fn indices_say_what_they_do_not_show() {
    let mut harness = open();
    click(&mut harness, "Indices");
    for words in [
        "Ceiling of the IC track",
        "It counts seats and reports, not whether a promotion was deserved.",
        "Correlation does not show what pay is based on.",
        "Pay, IC5 = M1: +9.1 %",
        "Pay, IC6 = M2: too few",
    ] {
        assert!(has(&harness, words), "{words}");
    }
    click(&mut harness, "Select these people: Convergence in practice (κ)");
    assert!(has(&harness, "23 people"), "17 with reports, 6 without");
}

#[test]
fn a_page_without_anybody_says_why() {
    let words = "zita IC5 +systems:40:audited D3 b5000; otto M5";
    for (org, said, is_there) in [
        (org(words), "Matrix of Test, 1 person", true),
        (org(&format!("structure; {words}")), "Structure only does not compare", false),
        (org("zita IC5; otto M5"), "Without evidence the impact is unknown, not zero", false),
    ] {
        let mut harness = open_on(org);
        click(&mut harness, "Matrix");
        assert!(has(&harness, said), "{said}");
        assert_eq!(has(&harness, "Matrix of Test"), is_there);
        // What the findings beside it say of somebody is not on the matrix.
        let dots = harness.query_all_by_label_contains("(conservative ").count();
        assert_eq!(dots > 0, is_there);
    }
}
