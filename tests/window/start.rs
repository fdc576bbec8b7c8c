//! Beginning: the very first start, the start page, and a new organisation with ten people typed by keys alone.

use crate::hand::{self, has};
use eframe::egui::{Event, Key, Modifiers, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use twintrack::app::{Settings, Source, Window};
use twintrack::org::{Org, TrackKind};

/// The window of a program that was started without a file, and remembers what is given.
fn started(settings: Settings) -> Harness<'static, Window> {
    let mut harness = hand::sized().build_eframe(|cc| Window::begun(&cc.egui_ctx, settings));
    harness.run_ok();
    harness
}

fn remembering(files: &[&Path]) -> Settings {
    let mut settings = Settings::default();
    files.iter().for_each(|file| settings.remember(file));
    settings
}

fn press(harness: &mut Harness<Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}

fn click(harness: &mut Harness<Window>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_ok();
}

fn click_what_begins(harness: &mut Harness<Window>, words: &str) {
    harness.get_by_label_contains(words).click_accesskit();
    harness.run_ok();
}

fn wait(harness: &mut Harness<Window>, words: &str) {
    let began = Instant::now();
    while !has(harness, words) {
        assert!(began.elapsed() < Duration::from_secs(30), "`{words}` never came");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
}

/// Types with keys alone, one event a letter and a frame each, and counts: `\t` is Tab and `\n` is Enter.
fn strike(harness: &mut Harness<Window>, keys: &str) -> usize {
    for letter in keys.chars() {
        match letter {
            '\t' => harness.key_press(Key::Tab),
            '\n' => harness.key_press(Key::Enter),
            letter => harness.event(Event::Text(letter.to_string())),
        }
        harness.step();
    }
    harness.run_ok();
    keys.chars().count()
}

fn named<'a>(org: &'a Org, name: &str) -> Option<(String, &'a str, &'a str)> {
    let person = org.people().find(|&person| org.label(person) == name)?;
    let manager = org.manager(person).map_or("", |manager| org.label(manager));
    Some((org.rung(org.seat(person)?.rung).code.clone(), org.title(person), manager))
}

#[test]
fn at_the_very_first_start_the_bundled_organisation_opens_and_says_whose_it_is() {
    if !hand::is_apart(at_the_very_first_start_the_bundled_organisation_opens_and_says_whose_it_is) {
        return;
    }
    let mut harness = started(Settings::default());
    assert_eq!(harness.state().document().map(|document| &document.source), Some(&Source::Bundled));
    assert!(has(&harness, "This is a fictional organisation"));
    click(&mut harness, "Got it");
    assert!(!has(&harness, "This is a fictional organisation"));
    let again = started(harness.state().settings().clone());
    assert!(again.state().document().is_some() && !has(&again, "This is a fictional organisation"));
}

#[test]
fn later_the_start_page_shows_recent_files_and_enter_opens_the_last() {
    if !hand::is_apart(later_the_start_page_shows_recent_files_and_enter_opens_the_last) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = hand::file(folder.path());
    let gone = folder.path().join("gone.csv");
    let mut harness = started(remembering(&[&gone, &file]));
    assert!(harness.state().document().is_none());
    wait(&mut harness, "just now");
    let row = format!("gone.csv, in {}, file not found", folder.path().display());
    harness.get_by_label(&row);

    click(&mut harness, "Pin gone.csv");
    assert!(harness.state().settings().pinned.contains(&gone));
    click(&mut harness, "Remove gone.csv from the list");
    assert_eq!(harness.state().settings().recent, [file]);
    assert!(harness.state().settings().pinned.is_empty());
    let mut harness = started(harness.state().settings().clone());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    wait(&mut harness, "Tracks of Halden Skincare");
}

#[test]
fn closing_asks_about_what_is_not_saved_and_shows_the_start_page() {
    let mut harness = hand::bundled();
    press(&mut harness, Modifiers::COMMAND, Key::W);
    assert!(harness.state().document().is_none());
    assert!(has(&harness, "Two tracks, one ladder"));

    let mut harness = hand::bundled();
    hand::find(&mut harness, "mason", "mason");
    hand::press(&mut harness, Modifiers::COMMAND, Key::K);
    hand::type_in(&mut harness, "Remove the manager");
    hand::key(&mut harness, Key::Enter);
    press(&mut harness, Modifiers::COMMAND, Key::W);
    assert!(harness.state().document().is_some() && has(&harness, "Save changes to halden.org.ron?"));
    click(&mut harness, "Cancel");
    assert!(harness.state().document().is_some());
    press(&mut harness, Modifiers::COMMAND, Key::W);
    click(&mut harness, "Close without saving");
    assert!(harness.state().document().is_none() && has(&harness, "Two tracks, one ladder"));
}

#[test]
fn the_start_page_leaves_what_is_open_as_it_is() {
    let mut harness = hand::bundled();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    strike(&mut harness, "start page\n");
    assert!(has(&harness, "Two tracks, one ladder") && harness.state().document().is_some());
    click_what_begins(&mut harness, "Back to Halden Skincare");
    assert!(has(&harness, "Tracks of Halden Skincare"));
}

/// Ten people on both tracks of the house ladder.
const TEN: &str = "Ada King\t\tm5\t\nBo Ek\t\tm3\tad\nCleo Roy\t\tm1\tbo\nDan Ito\t\tic4\tcl\nEve Kim\t\tic3\tcl\n\
    Flo Lind\t\tic2\tcl\nGus Oss\t\tic8\tad\nHal Ray\t\tic6\tbo\nIda Wu\t\tic5\tbo\nJo Falk\t\tic1\tcl";

#[test]
fn ten_people_on_both_tracks_are_entered_by_keys_alone() {
    if !hand::is_apart(ten_people_on_both_tracks_are_entered_by_keys_alone) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = started(remembering(&[&folder.path().join("other.csv")]));
    press(&mut harness, Modifiers::COMMAND, Key::N);
    let struck = strike(&mut harness, "Acme\n") + strike(&mut harness, TEN) + 2;
    assert!(has(&harness, "10 people: 7 on the IC track, 3 in management"));
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    println!("{struck} keystrokes for ten people");
    assert!(struck < 200, "{struck} keystrokes");

    let document = harness.state().document().expect("it was created");
    assert_eq!((document.source.clone(), document.name()), (Source::New, "Acme".to_owned()));
    let org = &document.snapshot.org;
    assert_eq!(document.snapshot.people, 10);
    assert_eq!(named(org, "Ada King"), Some(("M5".into(), "Vice president", "")));
    assert_eq!(named(org, "Cleo Roy"), Some(("M1".into(), "Manager", "Bo Ek")));
    assert_eq!(named(org, "Gus Oss"), Some(("IC8".into(), "Fellow", "Ada King")));
    assert_eq!(named(org, "Jo Falk"), Some(("IC1".into(), "Junior", "Cleo Roy")));
    let keys: BTreeSet<&str> = org.people().map(|person| org.key(person)).collect();
    assert!(keys.len() == 10 && keys.contains("ada-king"));
    let tracks: BTreeSet<bool> = org
        .people()
        .filter_map(|person| org.seat(person))
        .map(|seat| org.track(seat.rung).kind == TrackKind::Ic)
        .collect();
    assert_eq!(tracks.len(), 2);

    assert!(has(&harness, "not saved yet"));
    press(&mut harness, Modifiers::COMMAND, Key::W);
    assert!(has(&harness, "Save changes to Acme?"));
    click(&mut harness, "Cancel");
    hand::undo(&mut harness);
    assert_eq!(hand::document(&harness).snapshot.people, 0);
    hand::undo(&mut harness);
    hand::redo(&mut harness);
    hand::redo(&mut harness);
    assert_eq!(hand::document(&harness).snapshot.people, 10);

    // The program ends without a word, and the next one has it all. The first still holds its lock until it is gone.
    let recovery = PathBuf::from(std::env::var_os("XDG_STATE_HOME").expect("it is set")).join("twintrack/recovery");
    let began = Instant::now();
    let is_kept =
        || std::fs::read_dir(&recovery).is_ok_and(|all| all.flatten().any(|file| holds(&file.path(), "Jo Falk")));
    while !is_kept() {
        assert!(began.elapsed() < Duration::from_secs(10), "the journal is never written");
        std::thread::sleep(Duration::from_millis(20));
        harness.step();
    }
    let settings = harness.state().settings().clone();
    drop(harness);
    let mut harness = started(settings);
    click(&mut harness, "Recover Acme");
    let document = harness.state().document().expect("it is recovered");
    assert_eq!((document.name(), document.snapshot.people), ("Acme".to_owned(), 10));
    assert_eq!(document.source, Source::New);
}

fn holds(path: &Path, words: &str) -> bool {
    std::fs::read(path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(words))
}

#[test]
fn a_line_that_cannot_be_taken_says_why_and_is_gone_to() {
    let mut harness = hand::bundled();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    strike(&mut harness, "Acme\nAda\t\tx9\t\nBo\t\tic3\tzed\nAda\t\tm1\t\n");
    assert!(has(&harness, "No rung x9: IC1 to IC8, M1 to M6"));
    assert!(has(&harness, "No one above is called zed"));
    assert!(has(&harness, "The same name as in line 1"));
    assert!(has(&harness, "2 lines have to be corrected"));
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert!(harness.get_by_label("Rung 1").is_focused());
    assert_eq!(harness.state().document().map(|document| &document.source), Some(&Source::Bundled));
}

#[test]
fn a_range_of_a_spreadsheet_is_pasted_with_its_headings() {
    if !hand::is_apart(a_range_of_a_spreadsheet_is_pasted_with_its_headings) {
        return;
    }
    let mut harness = hand::bundled();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    strike(&mut harness, "Acme\n");
    let range = "Name\tLevel\tReports to\nAda King\tM5\t\nBo Ek\tIC8\tAda King\n";
    harness.event(Event::Paste(range.to_owned()));
    harness.run_ok();
    assert!(has(&harness, "2 people: 1 on the IC track, 1 in management"));
    click(&mut harness, "Create");
    let org = &hand::document(&harness).snapshot.org;
    assert_eq!(named(org, "Bo Ek"), Some(("IC8".into(), "Fellow", "Ada King")));
}

#[test]
fn a_blank_ladder_has_as_many_rungs_as_are_said() {
    if !hand::is_apart(a_blank_ladder_has_as_many_rungs_as_are_said) {
        return;
    }
    let mut harness = hand::bundled();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    click(&mut harness, "Ladder: Twintrack");
    click(&mut harness, "Blank");
    assert!(has(&harness, "IC1 to IC6 and M1 to M4, M1 = IC3, M4 = IC6"));
    click(&mut harness, "Create");
    let org = &hand::document(&harness).snapshot.org;
    assert_eq!((org.rungs().count(), org.len()), (10, 0));
}

#[test]
fn what_is_entered_stays_until_it_is_given_up_and_that_is_asked_once() {
    let mut harness = hand::bundled();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    strike(&mut harness, "Acme\nAda\t\tm5\t\n");
    click(&mut harness, "Later");
    click_what_begins(&mut harness, "Continue with Acme: 1 person entered");
    click(&mut harness, "Discard…");
    assert!(has(&harness, "Discard Acme?"));
    click(&mut harness, "Keep editing");
    assert!(has(&harness, "1 person: 0 on the IC track, 1 in management"));
    let root = harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
    root.events.push(ViewportEvent::Close);
    harness.run_ok();
    assert!(has(&harness, "Discard Acme?") && has(&harness, "Close without creating"));
    click(&mut harness, "Keep editing");
    click(&mut harness, "Discard…");
    click(&mut harness, "Discard");
    assert!(has(&harness, "Tracks of Halden Skincare"));
    press(&mut harness, Modifiers::COMMAND, Key::N);
    assert!(has(&harness, "0 people"));
}

#[test]
fn about_says_which_version_and_leads_to_the_licences() {
    let mut harness = hand::bundled();
    hand::press(&mut harness, Modifiers::COMMAND, Key::K);
    hand::type_in(&mut harness, "about");
    hand::key(&mut harness, Key::Enter);
    assert!(has(&harness, &format!("Version {}", env!("CARGO_PKG_VERSION"))));
    hand::key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Version "));
    hand::press(&mut harness, Modifiers::COMMAND, Key::K);
    hand::type_in(&mut harness, "about");
    hand::key(&mut harness, Key::Enter);
    click(&mut harness, "Third-party licences");
    assert!(has(&harness, "egui"), "the list of licences");
}

#[test]
fn quitting_closes_the_window_in_the_way_that_asks() {
    let mut harness = hand::bundled();
    // Pressed alone: the frame of letting go would say nothing more.
    let modifiers = Modifiers::COMMAND;
    harness.event(Event::Key { key: Key::Q, physical_key: None, pressed: true, repeat: false, modifiers });
    harness.step();
    let closes = |harness: &Harness<Window>| {
        let output = harness.output().viewport_output.get(&ViewportId::ROOT);
        output.is_some_and(|it| it.commands.contains(&eframe::egui::ViewportCommand::Close))
    };
    assert!(closes(&harness), "no request to close");
}
