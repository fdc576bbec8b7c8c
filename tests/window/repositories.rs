//! A repository in the window: its folders name nobody, who is who is joined by keys and taken back, and its record is
//! added as evidence to an organisation.

use crate::hand::*;
use crate::repository::Repo;
use eframe::egui::accesskit::Role;
use eframe::egui::epaint::text::MissingGlyphPolicy;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};
use twintrack::app::Window;

/// 2026-06-01.
const JUNE: i64 = 1_780_272_000;
const DAY: i64 = 86_400;
/// Names and accounts of everybody in [`engine`].
const NAMES: [&str; 6] = ["Ann Lee", "7+ann@users", "Bo Li", "bo@x.org", "old@y.org", "Former Bo"];

/// Ann approves all and made net/, Bo made ui/, and once signed otherwise.
fn engine() -> Repo {
    let mut repo = Repo::new("engine");
    let owners = "approvers: [ann]\n";
    let names = ["net/a.rs", "net/b.rs", "net/c.rs", "net/d.rs", "net/e.rs"];
    let mut files: Vec<(&str, &str)> = names.map(|name| (name, "1")).to_vec();
    files.push(("OWNERS", owners));
    repo.commit("Ann Lee <7+ann@users.noreply.github.com>", JUNE, &files);
    repo.commit("Bo Li <bo@x.org>", JUNE + DAY, &[("ui/a.rs", "1"), ("ui/b.rs", "1")]);
    repo.commit("Former Bo <old@y.org>", JUNE + 2 * DAY, &[("ui/c.rs", "1"), ("ui/d.rs", "1"), ("ui/e.rs", "1")]);
    repo
}

/// Every name in the accessibility tree.
fn said(harness: &Harness<Window>) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    let texts = nodes.flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()].into_iter().flatten().collect::<Vec<_>>()
    });
    texts.collect()
}

fn named(harness: &Harness<Window>) -> Vec<&'static str> {
    let said = said(harness);
    NAMES.into_iter().filter(|name| said.iter().any(|text| text.contains(name))).collect()
}

/// Steps until something holds, while work goes on aside.
fn until(harness: &mut Harness<Window>, what: &str, is_so: impl Fn(&Harness<Window>) -> bool) {
    let began = Instant::now();
    while !is_so(harness) {
        assert!(began.elapsed() < Duration::from_secs(30), "{what} never came: {:#?}", said(harness));
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    settle(harness);
}

fn command(harness: &mut Harness<Window>, words: &str) {
    press(harness, Modifiers::COMMAND, Key::K);
    type_in(harness, words);
    key(harness, Key::Enter);
}

fn show_people(harness: &mut Harness<Window>) {
    click(harness, "Structure only");
    for (field, words) in [("Purpose", "Ownership review"), ("Your name", "An Owner")] {
        harness.get_by_label(field).focus();
        settle(harness);
        type_in(harness, words);
    }
    click(harness, "Show people");
    until(harness, "people", |harness| has(harness, "Structure and people"));
}

fn people<'a>(harness: &'a Harness<Window>) -> Vec<&'a str> {
    let org = org(harness);
    org.people().map(|person| org.key(person)).collect()
}

#[test]
fn the_folders_of_a_repository_come_first_and_name_nobody_until_people_are_shown() {
    if !is_apart(the_folders_of_a_repository_come_first_and_name_nobody_until_people_are_shown) {
        return;
    }
    let repo = engine();
    let mut harness = opened(&repo.path());
    until(&mut harness, "the folders", |harness| has(harness, "net/, 5 files, 1 author, 1 active owner"));
    assert!(has(&harness, "ui/, 5 files, 2 authors, 1 active owner"));
    assert_eq!(named(&harness), [""; 0]);
    // By keys alone: what they are coloured by, and a folder that can be read.
    tab_to(&mut harness, "Who owns it");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "net/, 5 files, 1 author, 1 active owner");
    // No view names anybody either; people are there by role and folder.
    for view in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8] {
        press(&mut harness, Modifiers::COMMAND, view);
        assert_eq!(named(&harness), [""; 0], "{view:?}");
    }
    press(&mut harness, Modifiers::COMMAND, Key::Num3);
    assert!(has(&harness, "Approver of the whole") && has(&harness, "Contributor to ui/"));
    command(&mut harness, "Who is who");
    assert!(!has(&harness, "Who is who in engine"), "it names everybody");
    key(&mut harness, Key::Escape);
    show_people(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::Num3);
    assert!(named(&harness).len() >= 3, "{:?}", named(&harness));
    command(&mut harness, "Folders");
    until(&mut harness, "names", |harness| has(harness, "1 active owner, Ann Lee"));
}

#[test]
fn who_is_who_is_one_step_that_keeps_what_was_changed_and_is_taken_back() {
    if !is_apart(who_is_who_is_one_step_that_keeps_what_was_changed_and_is_taken_back) {
        return;
    }
    let repo = engine();
    let mut harness = opened(&repo.path());
    show_people(&mut harness);
    let before = people(&harness).join(" ");
    assert_eq!(before, "ann bo@x.org old@y.org");
    // Something changed since, which has to stay.
    find(&mut harness, "Ann Lee", "ann");
    key(&mut harness, Key::Escape);
    find(&mut harness, "Ann Lee", "ann");
    key(&mut harness, Key::Enter);
    tab_to(&mut harness, "Location");
    type_in(&mut harness, "Here");
    key(&mut harness, Key::Tab);
    command(&mut harness, "Who is who");
    until(&mut harness, "who is who", |harness| has(harness, "Former Bo"));
    assert!(has(&harness, "Who is who in engine") && has(&harness, "People: 3"));
    let row = said(&harness).into_iter().find(|text| text.starts_with("Former Bo (")).expect("a row");
    tab_to(&mut harness, &row);
    key(&mut harness, Key::Enter);
    harness.get_by(|node| node.placeholder().is_some_and(|text| text == "Name or id of a person")).focus();
    settle(&mut harness);
    type_in(&mut harness, "Bo L");
    tab_to(&mut harness, "Bo Li");
    key(&mut harness, Key::Enter);
    until(&mut harness, "the match", |harness| has(harness, "Bo Li, chosen by hand"));
    tab_to(&mut harness, "Apply");
    key(&mut harness, Key::Enter);
    until(&mut harness, "the change", |harness| people(harness).len() == 2);
    assert!(!has(&harness, "Unsaved changes") && !has(&harness, "Who is who in engine"));
    assert_eq!(people(&harness), ["ann", "bo@x.org"]);
    assert!(written(&harness).contains("old@y.org"), "it is kept in the file whose it is");
    let location = |harness: &Harness<Window>| org(harness).location(person(org(harness), "ann")).to_owned();
    assert_eq!(location(&harness), "Here");
    command(&mut harness, "Folders");
    until(&mut harness, "the folders", |harness| has(harness, "ui/, 5 files, 1 author"));
    // One step back: the people, and the folders with them.
    let undo_says = harness.get_by_label_contains("Undo").accesskit_node().label().unwrap_or_default();
    undo(&mut harness);
    assert_eq!(people(&harness).len(), 3, "{undo_says}");
    assert_eq!(location(&harness), "Here");
    until(&mut harness, "the folders", |harness| has(harness, "ui/, 5 files, 2 authors"));
    redo(&mut harness);
    assert_eq!(people(&harness).len(), 2);
    until(&mut harness, "the folders", |harness| has(harness, "ui/, 5 files, 1 author"));
}

#[test]
fn the_record_of_a_repository_is_seen_before_it_is_added_and_taken_back() {
    if !is_apart(the_record_of_a_repository_is_seen_before_it_is_added_and_taken_back) {
        return;
    }
    let mut repo = engine();
    let ruth = crate::common::bundled();
    let name = ruth.name(person(&ruth, "ruth")).to_owned();
    repo.commit(&format!("{name} <r@x.org>"), JUNE + 3 * DAY, &[("io/a.rs", "1"), ("io/b.rs", "1")]);
    // The question for a folder begins in that of the file.
    let mut harness = opened(&file(&repo.path()));
    // The title of the question begins with a sign that no font of the window has, and that is painted over.
    harness.ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
    let lines = |harness: &Harness<Window>| {
        let org = org(harness);
        org.evidence(person(org, "ruth")).filter(|line| line.source == "git engine").count()
    };
    command(&mut harness, "Evidence from repositories");
    until(&mut harness, "the question for a folder", |harness| has(harness, "Folder"));
    harness.step();
    let open = harness.query_all_by_role_and_label(Role::Button, "Open").last().expect("a button");
    open.click_accesskit();
    harness.step();
    until(&mut harness, "the match", |harness| has(harness, "Matched: 1"));
    assert!(has(&harness, "Evidence from engine") && has(&harness, "Not matched: 3"));
    assert!(has(&harness, &format!("{name}, by name")), "{:#?}", said(&harness));
    assert_eq!(lines(&harness), 0);
    // Somebody who was not found is chosen by keys.
    let row = said(&harness).into_iter().find(|text| text.starts_with("Bo Li (")).expect("a row");
    assert!(row.ends_with("no match"), "{row}");
    tab_to(&mut harness, &row);
    key(&mut harness, Key::Enter);
    harness.get_by(|node| node.placeholder().is_some_and(|text| text == "Name or id of a person")).focus();
    settle(&mut harness);
    type_in(&mut harness, "mason");
    tab_to(&mut harness, "Mason T.");
    key(&mut harness, Key::Enter);
    until(&mut harness, "the match", |harness| has(harness, "Matched: 2"));
    tab_to(&mut harness, "Add to the organisation");
    key(&mut harness, Key::Enter);
    until(&mut harness, "the change", |harness| lines(harness) > 0);
    undo(&mut harness);
    assert_eq!(lines(&harness), 0);
    // Escape leaves without a change.
    command(&mut harness, "Evidence from repositories");
    until(&mut harness, "the question for a folder", |harness| has(harness, "Folder"));
    key(&mut harness, Key::Escape);
    assert_eq!(lines(&harness), 0);
}
