//! Changing the organisation in the window, by its accessibility tree: by keys alone, by the pointer, in plans, and
//! what is kept of it when the program ends. No display is needed.

use crate::hand::*;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use twintrack::app::Window;

#[test]
fn a_manager_is_carried_to_the_other_track_by_keys_alone() {
    let mut harness = bundled();
    let before = written(&harness);
    find(&mut harness, "mason", "mason");
    assert_eq!(sits(&harness, "mason"), ("M3".into(), "ruth".into()));
    assert!(findings(&harness, "mason").contains(&"tiny-span"));

    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    harness.get_by_label("Move Mason T. to IC7");
    harness.get_by_label("2 reports go to Ruth Okafor, keeping a dotted line");
    harness.get_by_label("Enter applies, Esc cancels");
    assert_eq!(written(&harness), before, "looking at what would follow changes nothing");
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Move Mason T. to"));
    assert_eq!(written(&harness), before);
    assert_eq!(harness.state().selected(), Some("mason"), "Escape puts back, and lets nobody go");

    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    key(&mut harness, Key::Enter);
    harness.get_by_label("Who takes over 2 reports?");
    assert_eq!(written(&harness), before, "a question changes nothing");
    key(&mut harness, Key::Enter);
    assert!(!has(&harness, "Who takes"));
    wait_for(&mut harness, "Moved Mason T. to IC7");
    let after = written(&harness);
    assert_eq!(sits(&harness, "mason"), ("IC7".into(), "ruth".into()));
    for report in ["eva", "tariq"] {
        assert_eq!(stands(&harness, report).2, "ruth");
        assert!(works_with(&harness, report).contains(&"mason".to_owned()), "a dotted line is kept");
    }
    for cleared in ["tiny-span", "retention-promotion", "preference-mismatch"] {
        assert!(!findings(&harness, "mason").contains(&cleared), "{cleared} stays");
    }
    assert!(has(&harness, "halden.org.ron, changed"));

    undo(&mut harness);
    assert!(has(&harness, "Undone: Move Mason T. to IC7"));
    assert_eq!(written(&harness), before);
    assert!(findings(&harness, "mason").contains(&"tiny-span"));
    assert!(!has(&harness, "halden.org.ron, changed"));
    redo(&mut harness);
    assert_eq!(written(&harness), after);
    assert!(!findings(&harness, "mason").contains(&"tiny-span"));
}

#[test]
fn enter_opens_the_form_and_typing_is_one_step() {
    let mut harness = bundled();
    let before = written(&harness);
    find(&mut harness, "wei zhang", "wei");
    key(&mut harness, Key::Enter);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Name").is_focused());
    key(&mut harness, Key::Tab);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Title").is_focused());
    press(&mut harness, Modifiers::COMMAND, Key::A);
    for letter in "Keeper of prices".chars() {
        type_in(&mut harness, &letter.to_string());
    }
    assert_eq!(written(&harness), before, "nothing is done before the field is left");
    key(&mut harness, Key::Enter);
    assert_eq!(stands(&harness, "wei").1, "Keeper of prices");
    let after = written(&harness);
    undo(&mut harness);
    assert_eq!(written(&harness), before, "one step took all of it back");
    redo(&mut harness);
    assert_eq!(written(&harness), after);

    tab_to(&mut harness, "Title");
    type_in(&mut harness, " and more");
    key(&mut harness, Key::Escape);
    assert_eq!(written(&harness), after, "Escape leaves the field as it was");
    key(&mut harness, Key::Enter);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Name").is_focused(), "Enter goes to the form again");
    for _ in 0..2 {
        key(&mut harness, Key::Escape);
    }
    assert!(harness.query_by_label("Done").is_none(), "Escape leaves the form");
    assert_eq!(harness.state().selected(), Some("wei"));
}

#[test]
fn enter_brings_a_hidden_inspector_back_to_edit_in() {
    let mut harness = bundled();
    find(&mut harness, "wei zhang", "wei");
    press(&mut harness, Modifiers::COMMAND, Key::I);
    assert!(!has(&harness, "More…"));
    key(&mut harness, Key::Enter);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Name").is_focused());
}

#[test]
fn a_plan_leaves_the_baseline_as_it_is_and_keeps_its_own_undo() {
    let mut harness = bundled();
    tab_to(&mut harness, "Plan: Baseline");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "New plan");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Plan: Plan");
    let new = written(&harness);
    find(&mut harness, "wei zhang", "wei");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    key(&mut harness, Key::Enter);
    assert_eq!(stands(&harness, "wei").0, "IC6");
    let changed = written(&harness);
    assert_ne!(changed, new);
    let baseline = document(&harness).baseline();
    let seat = baseline.seat(person(baseline, "wei")).expect("a seat");
    assert_eq!(baseline.rung(seat.rung).code, "IC5");

    for (from, to) in [("Plan: Plan", "Baseline"), ("Plan: Baseline", "Plan")] {
        click(&mut harness, from);
        click(&mut harness, to);
        wait_for(&mut harness, &format!("Plan: {to}"));
        assert_eq!(stands(&harness, "wei").0, if to == "Plan" { "IC6" } else { "IC5" });
        assert_eq!(written(&harness), changed);
    }
    undo(&mut harness);
    assert_eq!(stands(&harness, "wei").0, "IC5");
    assert_eq!(written(&harness), new);
    redo(&mut harness);
    assert_eq!(written(&harness), changed);
}

#[test]
fn who_is_removed_comes_back_with_the_same_lines() {
    let mut harness = bundled();
    let before = written(&harness);
    let at = card(&harness, "Mason T.");
    harness.hover_at(at);
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    settle(&mut harness);
    click(&mut harness, "Remove");
    assert!(org(&harness).find("mason").is_none_or(|person| !org(&harness).has(person)));
    assert_eq!(stands(&harness, "eva").2, "ruth", "reports move up to the next manager");
    assert!(!written(&harness).contains("Mason T."));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
    assert_eq!(stands(&harness, "eva").2, "mason");
}

#[test]
fn who_is_removed_by_keys_alone_comes_back_too() {
    let mut harness = bundled();
    let before = written(&harness);
    find(&mut harness, "mason", "mason");
    tab_to(&mut harness, "More…");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Remove");
    key(&mut harness, Key::Enter);
    assert!(has(&harness, "Removed Mason T."));
    assert!(!written(&harness).contains("Mason T."));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn enter_answers_the_question_of_a_drop_and_escape_sets_it_aside() {
    let mut harness = bundled();
    let before = written(&harness);
    find(&mut harness, "mason", "mason");
    let to = Pos2::new(card(&harness, "Priya Raman").x, card(&harness, "Lena Fischer").y);
    for (answer, rung) in [(Key::Escape, "M3"), (Key::Enter, "IC6")] {
        carry(&mut harness, "Mason T.", to);
        assert!(has(&harness, "Move Mason T. to IC6"));
        drop_at(&mut harness, to);
        harness.get_by_label("Who takes over 2 reports?");
        key(&mut harness, answer);
        assert!(!has(&harness, "Who takes"));
        assert_eq!(stands(&harness, "mason").0, rung);
    }
    assert_eq!(harness.state().selected(), Some("mason"));
    assert!(harness.query_by_label("Done").is_none(), "Enter answered, and opened no form");
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn who_takes_the_reports_and_a_new_manager_are_named_by_keys_alone() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    press(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Someone else who takes over");
    type_in(&mut harness, "gordon");
    key(&mut harness, Key::Enter);
    assert_eq!(stands(&harness, "eva").2, "mason", "the answer is chosen, and not given yet");
    key(&mut harness, Key::Enter);
    assert_eq!(sits(&harness, "mason"), ("IC7".into(), "ruth".into()));
    assert_eq!((stands(&harness, "eva").2, stands(&harness, "tariq").2), ("gordon".into(), "gordon".into()));

    find(&mut harness, "noor", "noor");
    tab_to(&mut harness, "More…");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Report to…");
    key(&mut harness, Key::Enter);
    assert!(harness.get_by_label("A person, by name or id").is_focused());
    type_in(&mut harness, "gordon");
    key(&mut harness, Key::Enter);
    assert_eq!(sits(&harness, "noor"), ("M1".into(), "gordon".into()));
}

#[test]
fn a_card_dropped_on_another_has_a_new_manager() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    assert_eq!(stands(&harness, "noor").2, "lena");
    let to = card(&harness, "Gordon Hale");
    carry(&mut harness, "Noor Haddad", to);
    assert!(has(&harness, "Drop to apply, Esc to cancel"));
    assert_eq!(written(&harness), before, "nothing is done before the drop");
    drop_at(&mut harness, to);
    assert_eq!(sits(&harness, "noor"), ("M1".into(), "gordon".into()));
    undo(&mut harness);
    assert_eq!(written(&harness), before);
}

#[test]
fn a_drag_that_ends_with_escape_changes_nothing() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    let to = card(&harness, "Gordon Hale");
    carry(&mut harness, "Noor Haddad", to);
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Drop to apply"));
    drop_at(&mut harness, to);
    assert_eq!(written(&harness), before);
    assert!(harness.get_by_label("Undo").accesskit_node().is_disabled(), "there is nothing to take back");
}

#[test]
fn several_who_are_selected_move_in_one_step() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    let before = written(&harness);
    click_card(&mut harness, "Noor Haddad", Modifiers::NONE);
    click_card(&mut harness, "Sam Iqbal", Modifiers::COMMAND);
    click_card(&mut harness, "Lena Fischer", Modifiers::SHIFT);
    click_card(&mut harness, "Lena Fischer", Modifiers::SHIFT);
    let to = card(&harness, "Gordon Hale");
    carry(&mut harness, "Noor Haddad", to);
    drop_at(&mut harness, to);
    assert_eq!(sits(&harness, "noor"), ("M1".into(), "gordon".into()));
    assert_eq!(sits(&harness, "sam"), ("M1".into(), "gordon".into()));
    assert_eq!(stands(&harness, "lena").2, "tomas", "who was taken out again stays");
    undo(&mut harness);
    assert_eq!(written(&harness), before, "one step took both back");
}

#[test]
fn the_page_of_changes_says_what_differs_in_three_sentences() {
    let mut harness = bundled();
    click(&mut harness, "Plan: Baseline");
    click(&mut harness, "Compare…");
    wait_for(&mut harness, "Annual full-time pay rises");
    for sentence in [
        "IC7 and IC8 open; 2 people move to the IC track, the highest to IC8; 2 people move up; and more",
        "Annual full-time pay rises by 40,000 USD, 0.4 %",
        "10 strong signals are resolved, 5 possible are resolved, 3 strong signals are new, 2 possible are new",
    ] {
        harness.get_by_label(sentence);
    }
    click(&mut harness, "Tracks");
    harness.get_by_label("Tracks of Halden Skincare, 84 people");
}

#[test]
fn a_file_that_another_window_has_open_is_not_changed_here() {
    if !is_apart(a_file_that_another_window_has_open_is_not_changed_here) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path());
    let first = opened(&path);
    let mut second = opened(&path);
    let before = written(&second);
    find(&mut second, "wei zhang", "wei");
    press(&mut second, Modifiers::ALT, Key::ArrowUp);
    key(&mut second, Key::Enter);
    assert!(has(&second, "This file is open in another window. Save it under another name to change it here"));
    assert_eq!(written(&second), before);
    drop((first, second));
    let mut third = opened(&path);
    find(&mut third, "wei zhang", "wei");
    press(&mut third, Modifiers::ALT, Key::ArrowUp);
    key(&mut third, Key::Enter);
    assert_ne!(written(&third), before, "with the other window closed, it can be changed");
}

#[test]
fn what_was_not_saved_is_offered_again_and_recovered_as_it_was() {
    if !is_apart(what_was_not_saved_is_offered_again_and_recovered_as_it_was) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path());
    let mut first = opened(&path);
    find(&mut first, "mason", "mason");
    press(&mut first, Modifiers::ALT, Key::ArrowLeft);
    key(&mut first, Key::Enter);
    key(&mut first, Key::Enter);
    find(&mut first, "wei zhang", "wei");
    press(&mut first, Modifiers::ALT, Key::ArrowUp);
    key(&mut first, Key::Enter);
    press(&mut first, Modifiers::ALT, Key::ArrowDown);
    key(&mut first, Key::Enter);
    undo(&mut first);
    assert_eq!((sits(&first, "mason").0.as_str(), sits(&first, "wei").0.as_str()), ("IC7", "IC6"));
    let left = written(&first);
    drop(first);

    let mut again = opened(&path);
    again.get_by_label("Unsaved changes");
    assert!(has(&again, "· Move Mason T. to IC7") && has(&again, "· Move Wei Zhang to IC6"));
    assert_ne!(written(&again), left);
    assert!(again.get_by_label("Recover changes").is_focused());
    key(&mut again, Key::Enter);
    assert!(has(&again, "Recovered your unsaved changes"));
    assert_eq!(written(&again), left);
    for _ in 0..2 {
        undo(&mut again);
    }
    assert_eq!(sits(&again, "mason").0, "M3", "what was recovered can be taken back");
}

#[test]
fn what_was_not_saved_outlives_every_key_pressed_while_it_is_offered() {
    if !is_apart(what_was_not_saved_outlives_every_key_pressed_while_it_is_offered) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path());
    let mut first = opened(&path);
    find(&mut first, "wei zhang", "wei");
    press(&mut first, Modifiers::ALT, Key::ArrowUp);
    key(&mut first, Key::Enter);
    let left = written(&first);
    drop(first);

    let mut again = opened(&path);
    let before = written(&again);
    for (modifiers, keys) in [
        (Modifiers::COMMAND, Key::S),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::S),
        (Modifiers::COMMAND, Key::Z),
        (Modifiers::COMMAND, Key::Y),
    ] {
        press(&mut again, modifiers, keys);
        again.get_by_label("Recover changes");
        assert!(!has(&again, "Saved halden.org.ron"), "{keys:?}");
    }
    // The palette comes in front of the question.
    press(&mut again, Modifiers::COMMAND, Key::K);
    type_in(&mut again, "New plan");
    key(&mut again, Key::Enter);
    assert_eq!(written(&again), before);
    assert_eq!(std::fs::read(&path).expect("it is there"), twintrack::BUNDLED);
    drop(again);

    let mut last = opened(&path);
    click(&mut last, "Recover changes");
    assert_eq!(written(&last), left);
}

#[test]
fn changes_of_an_earlier_run_that_cannot_be_read_outlive_the_next_change() {
    if !is_apart(changes_of_an_earlier_run_that_cannot_be_read_outlive_the_next_change) {
        return;
    }
    let recovery =
        std::path::PathBuf::from(std::env::var_os("XDG_STATE_HOME").expect("set")).join("twintrack/recovery");
    let journals = || {
        let all = std::fs::read_dir(&recovery).expect("the folder").flatten().map(|entry| entry.path());
        all.filter(|path| path.extension().is_some_and(|it| it == "journal")).collect::<Vec<_>>()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path());
    let change = |harness: &mut Harness<Window>| {
        find(harness, "wei zhang", "wei");
        press(harness, Modifiers::ALT, Key::ArrowUp);
        key(harness, Key::Enter);
        let began = std::time::Instant::now();
        // The file is hashed aside before the first entry is written.
        while began.elapsed() < std::time::Duration::from_secs(1) {
            harness.step();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    let mut first = opened(&path);
    change(&mut first);
    drop(first);
    let journal = journals().pop().expect("the journal");
    let later = "00000000 (twintrack_journal: 2)\n";
    std::fs::write(&journal, later).expect("written");

    let mut second = opened(&path);
    assert!(has(&second, "cannot be read. Open the file with the latest version"));
    change(&mut second);
    drop(second);
    let all = journals();
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all.iter().any(|path| std::fs::read_to_string(path).is_ok_and(|text| text == later)));
    let third = opened(&path);
    third.get_by_label("Recover changes");
}

#[test]
fn every_target_of_a_drop_is_a_command_that_keys_reach() {
    let mut harness = bundled();
    find(&mut harness, "mason", "mason");
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    tab_to(&mut harness, "Move on the IC track");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "IC6 Principal");
    key(&mut harness, Key::Enter);
    harness.get_by_label("Who takes over 2 reports?");
    key(&mut harness, Key::Escape);
    assert_eq!(sits(&harness, "mason"), ("M3".into(), "ruth".into()));

    press(&mut harness, Modifiers::SHIFT, Key::F10);
    tab_to(&mut harness, "Place after Lucia Ferrante");
    key(&mut harness, Key::Enter);
    let reports = |harness: &Harness<Window>| {
        let snapshot = &document(harness).snapshot;
        let ruth = person(&snapshot.org, "ruth");
        snapshot.judgement.tree.reports(ruth).map(|one| snapshot.org.key(one).to_owned()).collect::<Vec<_>>()
    };
    let order = reports(&harness);
    let place = |key: &str| order.iter().position(|one| one == key);
    assert_eq!(place("mason"), place("lucia").map(|at| at + 1));

    press(&mut harness, Modifiers::SHIFT, Key::F10);
    tab_to(&mut harness, "Remove the manager");
    key(&mut harness, Key::Enter);
    assert_eq!(sits(&harness, "mason"), ("M3".into(), String::new()));
}

#[test]
fn a_column_of_a_spreadsheet_is_one_step_and_what_cannot_be_taken_is_said() {
    let mut harness = bundled();
    let before = written(&harness);
    tab_to(&mut harness, "File");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Paste a column…");
    key(&mut harness, Key::Enter);
    harness.event(Event::Paste("Name\tTitle\nmason\tChief Formulator\nWei Zhang\tKeeper of prices\n".to_owned()));
    settle(&mut harness);
    assert!(has(&harness, "Line 1: no one has the id or name \u{201c}Name\u{201d}"));
    assert_eq!(written(&harness), before, "nothing is done before it is asked for");
    click(&mut harness, "Apply to 2 people");
    assert_eq!([stands(&harness, "mason").1, stands(&harness, "wei").1], ["Chief Formulator", "Keeper of prices"]);
    undo(&mut harness);
    assert_eq!(written(&harness), before, "one step took all of it back");
}

#[test]
fn every_command_and_every_person_is_found_by_typing() {
    let mut harness = bundled();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "novakova");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().selected(), Some("petra"));
    assert!(!has(&harness, "Find a command or a person"), "it closes");

    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "move m2");
    assert!(has(&harness, "Move Petra Nováková to M2"));
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Moved Petra Nováková to M2");

    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "chan");
    key(&mut harness, Key::Enter);
    wait_for(&mut harness, "Compare from: Baseline");
    press(&mut harness, Modifiers::COMMAND, Key::K);
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Find a command or a person"));

    press(&mut harness, Modifiers::SHIFT, Key::F1);
    assert!(has(&harness, "Keyboard shortcuts") && has(&harness, "Ctrl+Shift+S"));
}

/// Asks the window to close, as its button does; true when it stays open.
fn stays_open(harness: &mut Harness<Window>) -> bool {
    let root = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    root.events.push(egui::ViewportEvent::Close);
    harness.step();
    let commands = &harness.output().viewport_output[&egui::ViewportId::ROOT].commands;
    commands.contains(&egui::ViewportCommand::CancelClose)
}

#[test]
fn what_is_still_in_a_field_is_asked_about_before_the_window_closes() {
    let mut harness = bundled();
    assert!(!stays_open(&mut harness), "nothing is unsaved");
    find(&mut harness, "wei zhang", "wei");
    key(&mut harness, Key::Enter);
    key(&mut harness, Key::Tab);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    type_in(&mut harness, "Keeper of keys");
    assert_ne!(stands(&harness, "wei").1, "Keeper of keys");
    assert!(stays_open(&mut harness));
    settle(&mut harness);
    assert_eq!(stands(&harness, "wei").1, "Keeper of keys");
    assert!(has(&harness, "Save changes to"));
    click(&mut harness, "Cancel");
    // And before another file is opened.
    undo(&mut harness);
    tab_to(&mut harness, "Title");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    type_in(&mut harness, "Keeper of files");
    harness.input_mut().dropped_files = vec![std::sync::Arc::new(crate::opened::Dropped("/nowhere/a.org.ron".into()))];
    harness.step();
    harness.input_mut().dropped_files.clear();
    settle(&mut harness);
    assert!(has(&harness, "Save changes to") && stands(&harness, "wei").1 == "Keeper of files");
}
