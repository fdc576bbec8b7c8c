//! The Ladder view by its accessibility tree: rungs changed in place, the IC track opened, anchors confirmed, another
//! ladder seen before it is taken. No display is needed.

use crate::hand::*;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use twintrack::app::Window;
use twintrack::measure::Scale;
use twintrack::org::{Ladder, Rung};
use twintrack::plan::{NotCalibrated, calibrate};
use twintrack::rules::Judgement;

fn ladder<'a>(harness: &'a Harness<Window>) -> &'a Ladder {
    &org(harness).head.ladders[0]
}

fn entry<'a>(harness: &'a Harness<Window>, code: &str) -> &'a Rung {
    let org = org(harness);
    org.rung(org.find_rung("", code).expect(code))
}

/// The page of the ladder of the bundled organisation.
fn page() -> Harness<'static, Window> {
    let mut harness = bundled();
    click(&mut harness, "Ladder");
    assert!(has(&harness, "IC6 Principal, no one, 195,000–240,000 USD"));
    harness
}

/// Opens a rung by a click on its cell, whose words contain these.
fn open(harness: &mut Harness<Window>, begins: &str) {
    let cell = harness.query_all_by_label_contains(begins).next().expect(begins);
    cell.click();
    settle(harness);
}

/// Types into a field in the place of what stands there, and leaves it by Enter.
fn fill(harness: &mut Harness<Window>, field: &str, words: &str) {
    tab_to(harness, field);
    press(harness, Modifiers::COMMAND, Key::A);
    if words.is_empty() {
        key(harness, Key::Delete);
    } else {
        type_in(harness, words);
    }
    key(harness, Key::Enter);
}

fn rules(harness: &Harness<Window>) -> Vec<&'static str> {
    document(harness).snapshot.judgement.of_the_whole().iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn a_title_a_code_and_a_band_are_each_one_step_that_undo_names() {
    let mut harness = page();
    let before = written(&harness);
    open(&mut harness, "IC6 Principal");
    fill(&mut harness, "Title", "Master of the craft");
    assert_eq!(entry(&harness, "IC6").title, "Master of the craft");
    assert!(has(&harness, "IC6 Master of the craft, no one"));
    fill(&mut harness, "Pay to", "260000");
    assert_eq!(entry(&harness, "IC6").pay, Some((195e3, 260e3)));
    undo(&mut harness);
    assert!(has(&harness, "Undone: Raise the band of IC6"));
    undo(&mut harness);
    assert!(has(&harness, "Undone: Change the title of IC6"));
    assert_eq!(written(&harness), before);

    open(&mut harness, "IC5 Staff");
    fill(&mut harness, "Code", "E5");
    assert_eq!(sits(&harness, "wei").0, "E5");
    assert!(ladder(&harness).equivalences.iter().any(|it| it.entry == "M1" && it.equals == "E5"));
    assert!(has(&harness, "E5 Staff, 6 seats"));
    assert!(harness.query_by_label("Done").is_some(), "the rung stays open under its new code");
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn what_cannot_be_is_refused_at_the_field_with_a_sentence() {
    let mut harness = page();
    let before = written(&harness);
    open(&mut harness, "IC6 Principal");
    for (field, typed, said) in [
        ("Code", "IC5", "Another rung already has the code IC5"),
        ("Code", "", "Every rung needs a code"),
        ("Pay from", "300000", "The number must be at most 240,000"),
        ("Pay to", "-5", "is not a number of at least 0"),
    ] {
        fill(&mut harness, field, typed);
        assert!(has(&harness, said), "{field}: {typed}");
        tab_to(&mut harness, field);
        key(&mut harness, Key::Escape);
    }
    assert_eq!(written(&harness), before);
}

#[test]
fn rungs_are_added_moved_and_removed_but_never_from_under_somebody() {
    let mut harness = page();
    let before = written(&harness);
    open(&mut harness, "IC6 Principal");
    click(&mut harness, "Add a rung above");
    let codes = |harness: &Harness<Window>| -> Vec<String> {
        ladder(harness).tracks[0].entries.iter().map(|entry| entry.code.clone()).collect()
    };
    assert_eq!(codes(&harness)[5..], ["IC6", "IC9", "IC7", "IC8"]);
    assert_eq!(sits(&harness, "wei").0, "IC5", "whoever sits elsewhere stays there");
    undo(&mut harness);
    click(&mut harness, "Move up");
    assert_eq!(codes(&harness)[5..], ["IC7", "IC6", "IC8"]);
    undo(&mut harness);
    click(&mut harness, "Remove the rung");
    assert!(!codes(&harness).contains(&"IC6".to_owned()));
    assert!(ladder(&harness).equivalences.iter().all(|it| it.equals != "IC6"));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
    open(&mut harness, "IC5 Staff");
    click(&mut harness, "Remove the rung");
    assert!(has(&harness, "The rung \u{201c}IC5\u{201d} cannot be removed: 6 people are on it"));
    assert_eq!(written(&harness), before);
}

#[test]
fn tracks_and_equivalences_are_changed_in_the_form_of_the_whole_ladder() {
    let mut harness = page();
    let before = written(&harness);
    click(&mut harness, "Add an IC track");
    assert_eq!(ladder(&harness).tracks.len(), 3);
    undo(&mut harness);
    fill(&mut harness, "Name of the ladder", "Two tracks");
    assert_eq!(ladder(&harness).name, "Two tracks");
    undo(&mut harness);
    assert_eq!(written(&harness), before);
    assert!(has(&harness, "M3 = IC6 is ignored because it contradicts M2 = IC6"));
    harness.query_all_by_label("M4 = IC8: stated").next().expect("a choice").click();
    settle(&mut harness);
    click(&mut harness, "implied");
    assert!(has(&harness, "IC8 · VP, implied"));
    undo(&mut harness);
    assert!(has(&harness, "IC8 = VP"));
    open(&mut harness, "M5 Chief");
    click(&mut harness, "Set M5 equal to…");
    click(&mut harness, "IC8");
    assert!(ladder(&harness).equivalences.iter().any(|it| it.entry == "M5" && it.equals == "IC8"));
}

#[test]
fn the_ic_track_is_opened_to_the_top_in_one_step_and_pay_is_equalised() {
    let mut harness = page();
    let before = written(&harness);
    assert!(rules(&harness).contains(&"ladder-ceiling"));
    tab_to(&mut harness, "Open the IC track to the top");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Opened the IC track to the top"));
    assert!(entry(&harness, "IC8").open && entry(&harness, "IC7").open);
    assert_eq!(entry(&harness, "IC8").pay, entry(&harness, "M4").pay);
    assert!(!rules(&harness).contains(&"ladder-ceiling"));
    assert!(harness.query_by_label("Open the IC track to the top").is_none(), "there is nothing left to open");
    undo(&mut harness);
    assert_eq!(written(&harness), before);

    click(&mut harness, "Add as planned");
    assert!(!entry(&harness, "IC8").open && entry(&harness, "IC8").pay.is_some());
    undo(&mut harness);
    open(&mut harness, "IC8 Chief of craft");
    assert!(has(&harness, "VP on the other track has 250,000–310,000 USD"));
    click(&mut harness, "Match pay of the equal rung");
    assert_eq!(entry(&harness, "IC8").pay, Some((250e3, 310e3)));
    assert!(harness.query_by_label("Match pay of the equal rung").is_none());
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn anchors_are_doubted_and_confirmed_changed_and_added_to() {
    let mut harness = page();
    let before = written(&harness);
    click(&mut harness, "How it is measured");
    click(&mut harness, "Withdraw confirmation");
    assert!(has(&harness, "These anchors are not confirmed"));
    assert!(!ladder(&harness).constants.anchors_confirmed);
    tab_to(&mut harness, "Confirm the anchors");
    key(&mut harness, Key::Enter);
    assert!(ladder(&harness).constants.anchors_confirmed && has(&harness, "These anchors are confirmed"));
    for _ in 0..2 {
        undo(&mut harness);
    }
    assert_eq!(written(&harness), before);

    fill(&mut harness, "Anchors of money", "1000000 at 3; 100000 at 5");
    assert!(has(&harness, "Anchors must rise: 100,000 at 5 comes after 1,000,000 at 3"));
    assert_eq!(written(&harness), before);
    fill(&mut harness, "Anchors of money", "200000 at 3; 2000000 at 5; 60000000 at 8");
    assert_eq!(ladder(&harness).constants.kinds[0].anchors, [(2e5, 3.0), (2e6, 5.0), (6e7, 8.0)]);
    undo(&mut harness);
    fill(&mut harness, "Weights of rung / decision / budget, %", "30 / 50 / 30");
    assert!(has(&harness, "The three add up to 110 %, not to 100 %"));
    fill(&mut harness, "Weights of rung / decision / budget, %", "20 / 60 / 20");
    assert_eq!(ladder(&harness).constants.weights, [0.2, 0.6, 0.2]);
    undo(&mut harness);
    fill(&mut harness, "New kind of evidence", "formulations");
    let kinds = &ladder(&harness).constants.kinds;
    assert_eq!(kinds.last().map(|kind| kind.name.as_str()), Some("formulations"));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn anchors_that_nobody_confirmed_can_be_calibrated_only_where_enough_are_measured() {
    let mut harness = page();
    click(&mut harness, "How it is measured");
    assert!(has(&harness, "Confirmed anchors are never shifted"));
    click(&mut harness, "Withdraw confirmation");
    tab_to(&mut harness, "Calculate the shifts");
    key(&mut harness, Key::Enter);
    let judged = Judgement::of(org(&harness));
    let found = calibrate(&judged.facts(org(&harness)), 0);
    let Err(NotCalibrated::TooFew(most)) = found else { panic!("{found:?}") };
    wait_for(&mut harness, &format!("At least 20 people need evidence of the same kind; the most here is {most}"));
    assert!(harness.query_by_label("Shift the anchors").is_none());
}

#[test]
fn another_ladder_is_seen_before_it_is_taken_and_taken_back_in_one_step() {
    let mut harness = page();
    let before = written(&harness);
    click(&mut harness, "Other ladders…");
    click(&mut harness, "Twintrack");
    wait_for(&mut harness, "Switch to Twintrack?");
    wait_for(&mut harness, "84 seats are carried over by code");
    assert!(has(&harness, "IC track ends early: 1 → 0"));
    assert_eq!(written(&harness), before, "looking changes nothing");
    click(&mut harness, "Cancel");
    assert!(!has(&harness, "Switch to "));

    click(&mut harness, "Other ladders…");
    click(&mut harness, "Dropbox");
    wait_for(&mut harness, "Switch to Dropbox?");
    wait_for(&mut harness, "lose their rung (M1 6, M2 3)");
    click(&mut harness, "Suggest the nearest rung for them; suggestions can be reviewed");
    wait_for(&mut harness, "9 get a suggestion (M1 6, M2 3)");
    click(&mut harness, "Switch");
    assert!(has(&harness, "Switched to the ladder Dropbox"));
    assert_eq!(ladder(&harness).name, "Dropbox");
    assert!(!ladder(&harness).constants.anchors_confirmed);
    let judged = Judgement::of(org(&harness));
    assert_eq!(judged.findings, document(&harness).snapshot.judgement.findings);
    assert_eq!(Scale::of(org(&harness)).marks, judged.scale.marks);
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn in_structure_only_nothing_computed_of_people_is_seen() {
    let mut harness = page();
    assert!(has(&harness, "too few"));
    click(&mut harness, "Structure and people");
    click(&mut harness, "Show structure only");
    press(&mut harness, Modifiers::COMMAND, Key::Num5);
    assert!(has(&harness, "IC5 = Manager, 6 IC and 6 management seats"));
    assert!(!has(&harness, "too few"));
    open(&mut harness, "IC8 Chief of craft");
    assert!(has(&harness, "VP on the other track has") && !has(&harness, "known pay"));
    assert!(!has(&harness, "No pay is known"));
}

#[test]
fn in_a_narrow_window_the_picture_has_the_room_until_a_form_is_asked_for() {
    let mut harness = page();
    harness.set_size([1024.0, 640.0].into());
    settle(&mut harness);
    assert!(harness.query_by_label("Add an IC track").is_none());
    click(&mut harness, "Whole ladder");
    assert!(harness.query_by_label("Add an IC track").is_some());
    click(&mut harness, "Whole ladder");
    open(&mut harness, "IC8 Chief of craft");
    assert!(harness.query_by_label("Done").is_some());
    click(&mut harness, "Done");
    assert!(harness.query_by_label("Done").is_none());
}
