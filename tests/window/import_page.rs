//! The import page: it opens where something is asked, shows what comes of each choice, and opens the file as it was said;
//! the next file of the kind opens without a question. By mouse and keys.

use crate::hand::{self, has};
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::Path;
use std::time::{Duration, Instant};
use twintrack::app::Window;
use twintrack::org::SeatSource;

/// The window on a file, once it is open or asked about.
fn opening(path: &Path) -> Harness<'static, Window> {
    let path = path.to_owned();
    let mut harness = hand::sized().build_eframe(|cc| Window::open(cc, Some(path)));
    until(&mut harness, |harness| harness.state().document().is_some() || has(harness, "is read"));
    harness.run_ok();
    harness
}

fn until(harness: &mut Harness<Window>, is_so: impl Fn(&Harness<Window>) -> bool) {
    let began = Instant::now();
    while !is_so(harness) {
        assert!(began.elapsed() < Duration::from_secs(30), "it never comes");
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    harness.run_ok();
}

fn wait(harness: &mut Harness<Window>, words: &str) {
    until(harness, |harness| has(harness, words));
}

fn click(harness: &mut Harness<Window>, words: &str) {
    // What is read aside may come a frame later.
    wait(harness, words);
    harness.get_by_label_contains(words).click_accesskit();
    harness.run_ok();
}

fn click_exactly(harness: &mut Harness<Window>, label: &str) {
    until(harness, |harness| harness.query_by_label(label).is_some());
    harness.get_by_label(label).click_accesskit();
    harness.run_ok();
}

fn press(harness: &mut Harness<Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}

fn choose(harness: &mut Harness<Window>, list: &str, option: &str) {
    click(harness, list);
    click_exactly(harness, option);
}

fn written(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

fn manager(harness: &Harness<Window>, key: &str) -> String {
    let org = hand::org(harness);
    let person = org.find(key).expect("somebody");
    org.manager(person).map_or(String::new(), |above| org.key(above).to_owned())
}

/// Nobody's manager is in the file, and another column would find them all.
const ASKED: &str = "id,name,title,Manager,zz\n1,Ana,Chief executive,,\n2,Bo,Engineer,Zoe Q,1\n\
    3,Cy,Engineer,Zoe W,1\n4,Di,Chemist,Zoe E,2\n";
const SURE: &str = "id,name,title,manager,shoe\n1,Ana,Chief executive,,40\n2,Bo,Engineer,1,41\n3,Cy,Chemist,2,39\n";

#[test]
fn a_file_that_is_understood_opens_with_one_quiet_line_that_leads_to_the_page() {
    if !hand::is_apart(a_file_that_is_understood_opens_with_one_quiet_line_that_leads_to_the_page) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opening(&written(folder.path(), "staff.csv", SURE));
    assert!(has(&harness, "4 columns recognised, 1 kept as it is"));
    click_exactly(&mut harness, "Review…");
    wait(&mut harness, "How staff.csv is read");
    wait(&mut harness, "Tracks of staff: 3 people");
    for said in
        ["People: 3", "Without a manager: 1", "Managers found: 2 by id", "Reporting loops: 0", "shoe: kept as it is"]
    {
        assert!(has(&harness, said), "{said}");
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!has(&harness, "How staff.csv is read") && harness.state().document().is_some());
    // At any time later, from the palette as from the menu.
    hand::press(&mut harness, Modifiers::COMMAND, Key::K);
    hand::type_in(&mut harness, "How the file is read");
    hand::key(&mut harness, Key::Enter);
    wait(&mut harness, "How staff.csv is read");
}

#[test]
fn what_is_asked_opens_the_page_and_the_better_column_is_a_button() {
    if !hand::is_apart(what_is_asked_opens_the_page_and_the_better_column_is_a_button) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opening(&written(folder.path(), "staff.csv", ASKED));
    assert!(harness.state().document().is_none(), "nothing is open before it is agreed to");
    wait(&mut harness, "3 of 3 managers are not in the file");
    click(&mut harness, "Use \u{201c}zz\u{201d}");
    wait(&mut harness, "Managers found: 3 by id");
    assert!(has(&harness, "\u{201c}zz\u{201d} finds 3 of 3"));
    // It can be taken back and said again.
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    wait(&mut harness, "3 of 3 managers are not in the file");
    click(&mut harness, "Use \u{201c}zz\u{201d}");
    wait(&mut harness, "Managers found: 3 by id");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until(&mut harness, |harness| harness.state().document().is_some());
    hand::settle(&mut harness);
    assert_eq!((manager(&harness, "2"), manager(&harness, "4")), ("1".into(), "2".into()));

    // The next export of the kind opens without a question, and is read in the same way.
    let next = written(folder.path(), "june.csv", "id,name,title,Manager,zz\n7,Eve,Chief,,\n8,Flo,Chemist,Zoe,7\n");
    let mut harness = opening(&next);
    assert!(has(&harness, "as the last file of this kind"));
    hand::settle(&mut harness);
    assert_eq!(manager(&harness, "8"), "7");
}

#[test]
fn cancel_and_escape_leave_what_is_open_as_it_is() {
    if !hand::is_apart(cancel_and_escape_leave_what_is_open_as_it_is) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let asked = written(folder.path(), "staff.csv", ASKED);
    let mut harness = opening(&asked);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(has(&harness, "Two tracks, one ladder"));
    let mut harness = opening(&asked);
    click_exactly(&mut harness, "Cancel");
    assert!(has(&harness, "Two tracks, one ladder") && harness.state().document().is_none());
}

#[test]
fn a_column_is_given_a_field_by_its_list_and_by_dragging() {
    if !hand::is_apart(a_column_is_given_a_field_by_its_list_and_by_dragging) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opening(&written(folder.path(), "staff.csv", SURE));
    click_exactly(&mut harness, "Review…");
    wait(&mut harness, "People: 3");
    choose(&mut harness, "Field of shoe", "Location");
    wait(&mut harness, "shoe: Location. Chosen by you");
    // The same by mouse: the column is carried to a field on the right.
    let from = harness.get_by_label_contains("shoe: Location. Chosen").rect().center();
    let to = harness.get_by_label_contains("First name: no column").rect().center();
    drag(&mut harness, from, to);
    wait(&mut harness, "First name: shoe");
    assert!(has(&harness, "Location: no column"));
    choose(&mut harness, "Field of title", "Keep as it is");
    wait(&mut harness, "title: kept as it is. Kept as it is, as you chose");
    click_exactly(&mut harness, "Open");
    until(&mut harness, |harness| !has(harness, "How staff.csv is read"));
    hand::settle(&mut harness);
    let org = hand::org(&harness);
    let cy = org.find("3").expect("Cy");
    assert_eq!((org.label(cy), org.title(cy)), ("39 Cy", ""));
}

fn drag(harness: &mut Harness<Window>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.step();
    let button = |pressed, pos| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(button(true, from));
    harness.step();
    for part in [0.3, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, part));
        harness.step();
    }
    harness.event(button(false, to));
    harness.run_ok();
}

#[test]
fn a_file_without_a_header_that_is_known_can_be_said() {
    if !hand::is_apart(a_file_without_a_header_that_is_known_can_be_said) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opening(&written(folder.path(), "odd.csv", "aa,bb\nx1,Ana Li\nx2,Bo Roy\n"));
    wait(&mut harness, "There is no line with column names");
    choose(&mut harness, "Field of bb", "Name");
    wait(&mut harness, "People: 2");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until(&mut harness, |harness| harness.state().document().is_some());
}

#[test]
fn encoding_separator_and_header_are_chosen_with_what_they_do() {
    if !hand::is_apart(encoding_separator_and_header_are_chosen_with_what_they_do) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("staff.csv");
    std::fs::write(&path, b"id,name,manager,start date\n1,\xcf\xe5\xf2\xf0,,01/02/2020\n2,Bo,1,03/04/2021\n")
        .expect("written");
    let mut harness = opening(&path);
    wait(&mut harness, "How staff.csv is read");
    wait(&mut harness, "The dates in \u{201c}start date\u{201d} could have either the day or the month first");
    choose(&mut harness, "Encoding:", "Western (windows-1252)");
    wait(&mut harness, "In this encoding: \u{cf}\u{e5}\u{f2}\u{f0}");
    choose(&mut harness, "Encoding:", "Cyrillic (windows-1251)");
    wait(&mut harness, "In this encoding: \u{41f}\u{435}\u{442}\u{440}");
    choose(&mut harness, "Dates:", "Day first");
    wait(&mut harness, "01/02/2020 is 2020-02-01");
    choose(&mut harness, "Separator:", "Semicolon");
    until(&mut harness, |harness| !has(harness, "People: 2"));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    wait(&mut harness, "People: 2");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until(&mut harness, |harness| harness.state().document().is_some());
    hand::settle(&mut harness);
    let org = hand::org(&harness);
    let first = org.find("1").expect("there");
    assert_eq!(org.label(first), "\u{41f}\u{435}\u{442}\u{440}");
    assert_eq!(org.start(first), Some(jiff::civil::date(2020, 2, 1)));
}

#[test]
fn grades_are_put_in_order_and_on_tracks_by_keys_and_by_dragging() {
    if !hand::is_apart(grades_are_put_in_order_and_on_tracks_by_keys_and_by_dragging) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let text = "id,name,grade,manager\n1,Ana,gold,\n2,Bo,tin,1\n3,Cy,iron,1\n4,Di,zinc,1\n";
    let mut harness = opening(&written(folder.path(), "staff.csv", text));
    wait(&mut harness, "The order of the grades is a guess");
    click(&mut harness, "Grades 4");
    // By name alone: zinc, tin, iron, gold from the top.
    wait(&mut harness, "zinc: Both tracks, 1 person, rung 4 of 4");
    harness.get_by_label_contains("gold: Both").focus();
    harness.run_ok();
    for _ in 0..3 {
        press(&mut harness, Modifiers::ALT, Key::ArrowUp);
        until(&mut harness, |_| true);
        std::thread::sleep(Duration::from_millis(30));
        harness.run_ok();
    }
    wait(&mut harness, "gold: Both tracks, 1 person, rung 4 of 4");
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    wait(&mut harness, "gold: Management, 1 person, rung 4 of 4");
    // Dragged down and across in one go.
    let from = harness.get_by_label_contains("zinc: Both").rect().center();
    let below = harness.get_by_label_contains("iron: Both").rect().center();
    let to =
        Pos2::new(from.x - (harness.get_by_label_contains("gold: Management").rect().center().x - from.x), below.y);
    drag(&mut harness, from, to);
    wait(&mut harness, "zinc: Individual contributors, 1 person, rung 1 of 4");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until(&mut harness, |harness| harness.state().document().is_some());
    hand::settle(&mut harness);
    let tracks = &hand::org(&harness).head.ladders[0].tracks;
    let codes: Vec<&str> = tracks[0].entries.iter().map(|rung| rung.code.as_str()).collect();
    assert_eq!(codes[0], "zinc");
    assert_eq!(tracks[1].entries.last().map(|rung| rung.code.as_str()), Some("gold"));
}

#[test]
fn problems_are_fixed_where_they_are_listed() {
    if !hand::is_apart(problems_are_fixed_where_they_are_listed) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let text = "id,name,title,manager\n1,Ana,Head,2\n2,Bo,Head,1\n3,Cy,Chemist,zed\n4,Di,Chemist,1\n";
    let mut harness = opening(&written(folder.path(), "staff.csv", text));
    wait(&mut harness, "2 people report to each other in a circle");
    click(&mut harness, "Problems");
    click_exactly(&mut harness, "Cut the loop here: line 2");
    wait(&mut harness, "Line 2: without a manager. Undo");
    wait(&mut harness, "Reporting loops: 0");
    click_exactly(&mut harness, "Choose the manager: line 4");
    harness.event(Event::Text("2".to_owned()));
    harness.run_ok();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    wait(&mut harness, "Line 4: reports to 2. Undo");
    wait(&mut harness, "Managers not in the file: 0");
    press(&mut harness, Modifiers::COMMAND, Key::Enter);
    until(&mut harness, |harness| harness.state().document().is_some());
    hand::settle(&mut harness);
    assert_eq!((manager(&harness, "1"), manager(&harness, "3")), (String::new(), "2".into()));
}

#[test]
fn a_manager_is_added_and_a_value_entered_and_the_day_set() {
    if !hand::is_apart(a_manager_is_added_and_a_value_entered_and_the_day_set) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "id,name,title,manager,FTE,end date\n1,Ana,Head,,1,\n2,Bo,Chemist,Zoe,half,\n3,Cy,Chemist,1,1,2020-06-30\n";
    let mut harness = opening(&written(folder.path(), "staff.csv", text));
    if harness.state().document().is_some() {
        click_exactly(&mut harness, "Review…");
    }
    click(&mut harness, "Problems");
    click_exactly(&mut harness, "Add the manager: line 3");
    wait(&mut harness, "Line 3: its manager is added. Undo");
    wait(&mut harness, "People: 3");
    click_exactly(&mut harness, "Enter the value: line 3");
    harness.event(Event::Text("0.5".to_owned()));
    harness.run_ok();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    wait(&mut harness, "Line 3: FTE is 0.5. Undo");
    let field = harness.get_by_role_and_label(eframe::egui::accesskit::Role::TextInput, "As of");
    field.focus();
    harness.run_ok();
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("2020-01-31".to_owned()));
    harness.run_ok();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    // It cannot be opened before it is read anew.
    for _ in 0..1000 {
        press(&mut harness, Modifiers::COMMAND, Key::Enter);
        if !has(&harness, "How staff.csv is read") {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    until(&mut harness, |harness| {
        harness.state().document().is_some_and(|it| it.snapshot.org.head.as_of.year() == 2020)
    });
    hand::settle(&mut harness);
    let org = hand::org(&harness);
    assert_eq!(org.head.as_of.to_string(), "2020-01-31");
    assert_eq!((manager(&harness, "2"), org.pay(org.find("2").expect("there")).fte), ("Zoe".to_owned(), 0.5));
}

#[test]
fn several_files_are_opened_as_one_organisation_and_can_be_reviewed() {
    if !hand::is_apart(several_files_are_opened_as_one_organisation_and_can_be_reviewed) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let people = written(folder.path(), "people.csv", "id,name,title\n1,Ana,Head\n2,Bo,Chemist\n");
    let lines = written(folder.path(), "lines.csv", "id,manager id\n2,1\n");
    let mut harness = dropping(&[people, lines]);
    assert_eq!(manager(&harness, "2"), "1");
    click_exactly(&mut harness, "Review…");
    wait(&mut harness, "How people.csv and lines.csv are read");
    assert!(has(&harness, "manager id \u{b7} lines.csv: Manager"));
}

fn dropping(paths: &[std::path::PathBuf]) -> Harness<'static, Window> {
    let mut harness = hand::sized().build_eframe(|cc| Window::open(cc, None));
    harness.run_ok();
    for path in paths {
        harness.input_mut().dropped_files.push(std::sync::Arc::new(crate::opened::Dropped(path.clone())));
    }
    harness.step();
    harness.input_mut().dropped_files.clear();
    until(&mut harness, |harness| harness.state().document().is_some_and(|it| it.name() == "people"));
    hand::settle(&mut harness);
    harness
}

#[test]
fn escape_stops_reading_a_long_file_and_what_is_open_stays_open() {
    if !hand::is_apart(escape_stops_reading_a_long_file_and_what_is_open_stays_open) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = "id,name,title,manager\n1,Ana,Head,\n".to_owned();
    (2..400_000).for_each(|id| text.push_str(&format!("{id},Somebody {id},Chemist,1\n")));
    let long = written(folder.path(), "long.csv", &text);
    let mut harness = opening(&written(folder.path(), "staff.csv", SURE));
    harness.input_mut().dropped_files.push(std::sync::Arc::new(crate::opened::Dropped(long)));
    harness.step();
    harness.input_mut().dropped_files.clear();
    until_stepping(&mut harness, "Opening long.csv");
    harness.key_press(Key::Escape);
    harness.step();
    harness.step();
    assert!(!has(&harness, "Opening long.csv"));
    harness.run_ok();
    let document = harness.state().document().expect("it stays open");
    assert_eq!(document.name(), "staff");
}

/// Steps until some words are there, while something goes on.
fn until_stepping(harness: &mut Harness<Window>, words: &str) {
    let began = Instant::now();
    while !has(harness, words) {
        assert!(began.elapsed() < Duration::from_secs(30), "it never comes");
        harness.step();
    }
}

#[test]
fn each_of_several_files_has_settings_of_its_own() {
    if !hand::is_apart(each_of_several_files_has_settings_of_its_own) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let people = written(folder.path(), "people.csv", "id,name,title\n1,Ana,Head\n2,Bo,Chemist\n3,Cy,Chemist\n");
    // Its second line could be the header as well.
    let lines = written(folder.path(), "lines.csv", "id;manager id\nid;manager id\n2;1\n3;2\n");
    let mut harness = dropping(&[people, lines]);
    click_exactly(&mut harness, "Review\u{2026}");
    wait(&mut harness, "Managers found: 2 by id");
    choose(&mut harness, "Settings of:", "lines.csv");
    wait(&mut harness, "Separator: Semicolon");
    choose(&mut harness, "Separator:", "Comma");
    until(&mut harness, |harness| !has(harness, "Managers found: 2 by id"));
    choose(&mut harness, "Separator:", "Semicolon");
    wait(&mut harness, "Managers found: 2 by id");
    choose(&mut harness, "Header in line:", "2: id \u{b7} manager id");
    wait(&mut harness, "Header in line: 2: id \u{b7} manager id");
    wait(&mut harness, "Managers found: 2 by id");
    // The other file is read as before.
    choose(&mut harness, "Settings of:", "people.csv");
    wait(&mut harness, "Separator: Comma");
    assert!(has(&harness, "People: 3"));
}

#[test]
fn edits_of_several_files_outlive_the_program_before_the_first_save() {
    if !hand::is_apart(edits_of_several_files_outlive_the_program_before_the_first_save) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let people = written(folder.path(), "people.csv", "id,name,title\n1,Ana,Head\n2,Bo,Chemist\n");
    let lines = written(folder.path(), "lines.csv", "id,manager id\n2,1\n");
    let harness = dropping(&[people.clone(), lines.clone()]);
    drop(harness);
    // Nothing is left of what was only looked at.
    let mut harness = hand::sized().build_eframe(|cc| Window::open(cc, None));
    harness.run_ok();
    assert!(!has(&harness, "Unsaved changes"));
    drop(harness);

    let mut harness = dropping(&[people, lines]);
    hand::find(&mut harness, "Bo", "2");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    hand::key(&mut harness, Key::Enter);
    let seat = |harness: &Harness<Window>| {
        let org = hand::org(harness);
        org.find("2").and_then(|person| org.seat(person)).map(|seat| org.rung(seat.rung).code.clone())
    };
    let left = seat(&harness);
    drop(harness);

    let mut again = hand::sized().build_eframe(|cc| Window::open(cc, None));
    wait(&mut again, "Unsaved changes");
    click_exactly(&mut again, "Open people.csv and lines.csv");
    click_exactly(&mut again, "Recover changes");
    hand::settle(&mut again);
    assert_eq!((seat(&again), manager(&again, "2").as_str()), (left, "1"));
    assert!(!has(&again, "The file has changed since"));
}

#[test]
fn seats_are_confirmed_and_corrected_a_title_at_a_time() {
    if !hand::is_apart(seats_are_confirmed_and_corrected_a_title_at_a_time) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let text = "id,name,title,manager\n1,Ana,Head,\n2,Bo,Chemist,1\n3,Cy,Chemist,1\n4,Di,Analyst,1\n";
    let mut harness = opening(&written(folder.path(), "staff.csv", text));
    let source = |harness: &Harness<Window>, key: &str| {
        let org = hand::org(harness);
        let seat = org.seat(org.find(key).expect("there")).expect("a seat");
        (org.rung(seat.rung).code.clone(), seat.source)
    };
    let before = source(&harness, "2");
    assert_eq!(before.1, SeatSource::Suggested);
    click(&mut harness, "4 of 4 seats are suggestions: review");
    click_exactly(&mut harness, "Confirm: Chemist");
    hand::settle(&mut harness);
    assert_eq!(source(&harness, "3"), (before.0.clone(), SeatSource::Confirmed));
    assert_eq!(source(&harness, "4").1, SeatSource::Suggested);
    choose(&mut harness, "Rung of Analyst", "IC5 Senior staff");
    hand::settle(&mut harness);
    assert_eq!(source(&harness, "4"), ("IC5".to_owned(), SeatSource::Confirmed));
    hand::undo(&mut harness);
    hand::undo(&mut harness);
    assert_eq!(source(&harness, "3"), before);

    // The same before the file is opened again, kept for the next of its kind.
    hand::press(&mut harness, Modifiers::COMMAND, Key::K);
    hand::type_in(&mut harness, "How the file is read");
    hand::key(&mut harness, Key::Enter);
    wait(&mut harness, "How staff.csv is read");
    click(&mut harness, "Titles 3");
    click_exactly(&mut harness, "Confirm: Chemist");
    wait(&mut harness, "Withdraw 1 decision");
    until(&mut harness, |harness| !has(harness, "Confirm: Chemist"));
    click_exactly(&mut harness, "Open");
    until(&mut harness, |harness| !has(harness, "How staff.csv is read"));
    hand::settle(&mut harness);
    assert_eq!(source(&harness, "2"), (before.0, SeatSource::Confirmed));
    let next = written(folder.path(), "june.csv", "id,name,title,manager\n8,Flo,Head,\n9,Gus,Chemist,8\n");
    let harness = opening(&next);
    assert_eq!(source(&harness, "9").1, SeatSource::Confirmed);
    let kept =
        std::env::var_os("XDG_STATE_HOME").map(std::path::PathBuf::from).expect("set").join("twintrack/mappings");
    for file in std::fs::read_dir(kept).expect("kept").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("text");
        assert!(!text.contains("Chemist") && text.contains("title"), "{text}");
    }
}

#[test]
fn evidence_added_to_structure_only_leads_to_people_and_is_not_masked() {
    let mut opened = crate::common::opened();
    opened.org.head.mode = twintrack::org::Mode::StructureOnly { locked: false };
    let mut harness = hand::on_org(opened.org);
    hand::press(&mut harness, Modifiers::COMMAND, Key::K);
    hand::type_in(&mut harness, "Collect evidence");
    hand::key(&mut harness, Key::Enter);
    harness.event(Event::Paste("id\twork_1_kind\twork_1_amount\nruth\tmoney\t7000001\n".to_owned()));
    harness.run_ok();
    assert!(has(&harness, "money 7000001"), "what was typed is shown to the one who typed it");
    click_exactly(&mut harness, "Import");
    assert!(has(&harness, "Added evidence for 1 person"));
    // The dialog tells of what was added, so that it is not taken back beneath it.
    let evidence = |harness: &Harness<Window>| {
        hand::org(harness).people().map(|person| hand::org(harness).details(person).evidence.len()).sum::<usize>()
    };
    let added = evidence(&harness);
    hand::undo(&mut harness);
    assert_eq!(evidence(&harness), added);
    assert!(has(&harness, "Added evidence for 1 person"));
    for (field, text) in [("Purpose", "Yearly review"), ("Your name", "Ines")] {
        harness.get_by_label(field).focus();
        harness.run_ok();
        harness.event(Event::Text(text.to_owned()));
        harness.run_ok();
    }
    click_exactly(&mut harness, "Show people");
    until(&mut harness, |harness| hand::org(harness).shows_people());
    let mode = &hand::org(&harness).head.mode;
    assert!(
        matches!(mode, twintrack::org::Mode::People { purpose, by, .. } if purpose == "Yearly review" && by == "Ines")
    );
}

#[test]
fn in_a_meeting_the_page_is_not_seen() {
    if !hand::is_apart(in_a_meeting_the_page_is_not_seen) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opening(&written(folder.path(), "staff.csv", SURE));
    click_exactly(&mut harness, "Review…");
    wait(&mut harness, "How staff.csv is read");
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert!(!has(&harness, "How staff.csv is read"));
}

#[test]
fn a_file_that_is_opened_again_can_be_edited() {
    if !hand::is_apart(a_file_that_is_opened_again_can_be_edited) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opening(&written(folder.path(), "staff.csv", SURE));
    click_exactly(&mut harness, "Review…");
    wait(&mut harness, "People: 3");
    click_exactly(&mut harness, "Open");
    until(&mut harness, |harness| !has(harness, "How staff.csv is read"));
    hand::settle(&mut harness);
    assert!(!has(&harness, "another window"), "it was this window that had it open");
}
