//! What must not be seen is seen nowhere: values are planted in a file, and every text that the window paints, tells to
//! a screen reader, names itself by or copies is searched for them, in all views, menus, searches and previews.

use crate::common;
use crate::hand::*;
use eframe::egui::accesskit::Role as AccessRole;
use eframe::egui::{self, Event, Key, Modifiers, Shape, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::edit::{Scenario, Step};
use twintrack::io::Opened;
use twintrack::org::*;
use twintrack::plan::Heading;

/// What was planted, by what it is. Numbers are looked for as they are written with and without commas.
const PAY: [&str; 7] = ["918273", "918,273", "918 k", "918,27", "565656", "565,656", "818181"];
const BANDS: [&str; 4] = ["434343", "434,343", "545454", "545,454"];
const EVIDENCE: [&str; 6] = ["7654321", "7,654,321", "7.65", "planted source", "planted domain", "planted dispute"];
const WORDS: [&str; 8] = [
    "planted reason",
    "planted rival",
    "planted history",
    "planted note",
    "planted field",
    "planted practice",
    "planted approval",
    "Planted Asker",
];
/// What is seen in structure only, and not in a meeting.
const ROLE: [&str; 2] = ["planted column", "planted duty"];
const WAIVED: [&str; 2] = ["planted waiver", "Planted Waiver"];
const PLAN: [&str; 1] = ["planted purpose"];
const FINDINGS: [&str; 1] = ["below the record"];

/// The bundled organisation with Mason T. full of secrets.
fn planted(mode: Mode) -> Opened {
    let mut opened = common::opened();
    let org = &mut opened.org;
    org.head.mode = mode;
    let mason = person(org, "mason");
    org.set_pay(mason, common::pay(918273.0), "");
    let details = org.details_mut(mason);
    let line = details.evidence.first_mut().expect("a line");
    line.amount = 7_654_321.0;
    line.particulars.source = "planted source".into();
    line.particulars.domain = "planted domain".into();
    line.particulars.disputed = Some("planted dispute".into());
    details.preference = Some(Preference {
        answer: Answer::Craft,
        date: Some(jiff::civil::date(2019, 7, 13)),
        asked_by: "Planted Asker".into(),
    });
    let change = |reason| RoleChange {
        date: Some(jiff::civil::date(2020, 1, 1)),
        title: "planted history".into(),
        rung: "M2".into(),
        reason: Some(reason),
        rise: Some(565656.0),
        note: "planted note of a change".into(),
    };
    details.history.push(change(Reason::Other("planted reason".into())));
    details.history.push(change(Reason::CounterOffer { rival_title: "planted rival".into() }));
    details.notes.push("planted note".into());
    details.accountabilities.push("planted duty".into());
    details.unknown.push(Unknown { name: "planted column".into(), raw: "\"planted field\"".into() });
    let seen = ManagementEvidence { practice: Practice::Politics, note: "planted practice".into(), date: None };
    details.management.push(seen);
    details.approvals.push(Approval {
        text: "planted approval".into(),
        domain: String::new(),
        count: 3.0,
        used: None,
        date: None,
    });
    let entry = &mut org.head.ladders[0].tracks[1].entries[1];
    entry.pay = Some((434343.0, 545454.0));
    org.head.waivers.push(Waiver {
        rule: "ladder-ceiling".into(),
        subject: org.head.ladders[0].name.clone(),
        reason: "planted waiver".into(),
        by: "Planted Waiver".into(),
        ..Waiver::default()
    });
    let step = Step::Pay { person: "mason".into(), from: Some(918273.0), to: Some(818181.0) };
    opened.scenarios.push(Scenario { name: "Pay rise".into(), note: "planted purpose".into(), steps: vec![step] });
    opened
}

/// Every text of the last frame.
fn texts(harness: &Harness<Window>) -> BTreeSet<String> {
    let output = harness.output();
    let mut all = BTreeSet::new();
    let mut shapes: Vec<&Shape> = output.shapes.iter().map(|clipped| &clipped.shape).collect();
    while let Some(shape) = shapes.pop() {
        match shape {
            Shape::Vec(inner) => shapes.extend(inner),
            Shape::Text(text) => _ = all.insert(text.galley.text().to_owned()),
            _ => {}
        }
    }
    for viewport in output.viewport_output.values() {
        for command in &viewport.commands {
            if let egui::ViewportCommand::Title(title) = command {
                all.insert(title.clone());
            }
        }
    }
    for command in &output.platform_output.commands {
        if let egui::OutputCommand::CopyText(text) = command {
            all.insert(text.clone());
        }
    }
    if let Some(update) = &output.platform_output.accesskit_update {
        for (_, node) in &update.nodes {
            let said = [node.label(), node.value(), node.description(), node.placeholder(), node.tooltip()];
            all.extend(said.into_iter().flatten().map(str::to_owned));
        }
    }
    all
}

/// What was seen on a walk, and where first.
#[derive(Default)]
struct Walk {
    seen: BTreeMap<String, String>,
    places: usize,
}

impl Walk {
    fn look(&mut self, harness: &Harness<Window>, place: &str) {
        self.places += 1;
        for text in texts(harness) {
            self.seen.entry(text).or_insert_with(|| place.to_owned());
        }
    }

    /// Where a text was seen, with the whole of what was said there.
    fn found(&self, words: &str) -> Option<(&str, &str)> {
        let mut all = self.seen.iter().filter(|(text, _)| text.contains(words));
        all.next().map(|(text, place)| (place.as_str(), text.as_str()))
    }
}

fn window(mode: Mode) -> Harness<'static, Window> {
    window_on(planted(mode))
}

/// The window on an organisation, with all columns and findings at once.
fn window_on(opened: Opened) -> Harness<'static, Window> {
    let columns = Heading::all(&opened.org).iter().map(|heading| (heading.id(), 60)).collect();
    let settings = Settings { columns, ..Settings::default() };
    built(sized().with_size([SIZE.0, SIZE.1]), Document::new(Source::Bundled, opened), settings)
}

/// Width and height of the window, in points.
const SIZE: (f32, f32) = (3200.0, 1600.0);

/// Goes everywhere and looks; `typed` finds the one who is full of secrets.
fn walk(harness: &mut Harness<Window>, typed: &str) -> Walk {
    let mut walk = Walk::default();
    walk.look(harness, "at the start");
    search(harness, &mut walk, typed);
    for (view, words) in VIEWS {
        press(harness, Modifiers::COMMAND, view);
        // What is made aside comes in.
        for _ in 0..40 {
            std::thread::sleep(Duration::from_millis(2));
            harness.step();
        }
        let place = format!("view {view:?}");
        walk.look(harness, &place);
        let words = match view {
            // How it is measured rests on evidence: a meeting sees the rungs alone.
            Key::Num5 => "IC6 Principal, no one",
            _ => words,
        };
        // The matrix of nobody says why in its place.
        assert!(has(harness, words) || view == Key::Num4, "{place} does not show `{words}`");
        hover_everywhere(harness, &mut walk, &place);
        if view == Key::Num3 {
            harness.event(Event::Copy);
            harness.step();
            walk.look(harness, "a copied range");
        }
    }
    press(harness, Modifiers::COMMAND, Key::Num1);
    for words in ["mason", "planted", "rise", "undo", "e"] {
        press(harness, Modifiers::COMMAND, Key::K);
        type_in(harness, words);
        walk.look(harness, "the search for commands");
        key(harness, Key::Escape);
        press(harness, Modifiers::COMMAND, Key::F);
        type_in(harness, words);
        walk.look(harness, "the search");
        key(harness, Key::Escape);
    }
    let mut opened = 0;
    for menu in ["File", "More…", "Filter…", "Theme", "Plan: Baseline", "History"] {
        let Some(button) = harness.query_by_label(menu) else { continue };
        button.click();
        settle(harness);
        walk.look(harness, &format!("the menu {menu}"));
        opened += 1;
        hover_everywhere(harness, &mut walk, &format!("the menu {menu}"));
        key(harness, Key::Escape);
    }
    assert!(opened >= 4, "{opened} menus are opened");
    // The findings that are told, opened one after the other.
    for at in 0..6 {
        let mut rows = harness.query_all_by(|node| {
            node.role() == AccessRole::Button && node.label().is_some_and(|label| label.contains(": "))
        });
        let Some(row) = rows.nth(at) else { break };
        row.click_accesskit();
        drop(rows);
        settle(harness);
        walk.look(harness, "a finding opened");
    }
    press(harness, Modifiers::SHIFT, Key::F1);
    walk.look(harness, "the page of keys");
    key(harness, Key::Escape);
    carry_by_keys(harness, &mut walk, typed);
    turn_to_the_plan(harness, &mut walk);
    walk
}

fn search(harness: &mut Harness<Window>, walk: &mut Walk, typed: &str) {
    press(harness, Modifiers::COMMAND, Key::F);
    type_in(harness, typed);
    walk.look(harness, "the search");
    key(harness, Key::Enter);
    assert_eq!(harness.state().selected(), Some("mason"), "`{typed}` finds Mason T.");
    walk.look(harness, "somebody selected");
}

/// Whatever the pointer can rest on.
fn hover_everywhere(harness: &mut Harness<Window>, walk: &mut Walk, place: &str) {
    for x in 0..12 {
        for y in 0..6 {
            harness.hover_at(pos2(SIZE.0 * (x as f32 + 0.5) / 12.0, SIZE.1 * (y as f32 + 0.5) / 6.0));
            harness.step();
            harness.step();
            walk.look(harness, &format!("hovering over {place}"));
        }
    }
    harness.remove_cursor();
    harness.step();
}

/// What would follow of a drop is said before it is done; then it is done, and taken back.
fn carry_by_keys(harness: &mut Harness<Window>, walk: &mut Walk, typed: &str) {
    search(harness, walk, typed);
    let before = stands(harness, "mason");
    tab_to(harness, "Tracks of Halden Skincare, 84 people");
    press(harness, Modifiers::ALT, Key::ArrowLeft);
    walk.look(harness, "what would follow of a drop");
    key(harness, Key::Enter);
    walk.look(harness, "the question of a drop");
    key(harness, Key::Enter);
    walk.look(harness, "after a drop");
    assert_ne!(stands(harness, "mason"), before, "the drop is done in the file");
    undo(harness);
    walk.look(harness, "after an undo");
    assert_eq!(stands(harness, "mason"), before);
}

fn turn_to_the_plan(harness: &mut Harness<Window>, walk: &mut Walk) {
    press(harness, Modifiers::COMMAND, Key::K);
    type_in(harness, "switch to the plan rise");
    key(harness, Key::Enter);
    wait_for(harness, "Plan: Pay rise");
    walk.look(harness, "in the plan");
    press(harness, Modifiers::COMMAND, Key::Num8);
    for _ in 0..200 {
        std::thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    walk.look(harness, "the plan compared");
    hover_everywhere(harness, walk, "the plan compared");
    harness.query_by_label("Plan: Pay rise").expect("the list of plans").click();
    settle(harness);
    walk.look(harness, "the list of plans");
    key(harness, Key::Escape);
}

fn none_of(walk: &Walk, words: &[&[&str]]) {
    let found: Vec<_> = words.iter().flat_map(|list| list.iter()).filter_map(|words| walk.found(words)).collect();
    assert!(found.is_empty(), "of {} places: {found:#?}", walk.places);
}

fn people() -> Mode {
    Mode::People { purpose: String::new(), by: String::new(), date: None }
}

#[test]
fn without_a_meeting_the_walk_finds_what_was_planted() {
    let walk = walk(&mut window(people()), "Mason T");
    let lists = [&PAY[..2], &BANDS[1..2], &EVIDENCE[3..4], &WORDS[..4], &WAIVED[..1], &PLAN, &FINDINGS[..1]];
    let missed: Vec<_> =
        lists.iter().flat_map(|list| list.iter()).filter(|words| walk.found(words).is_none()).collect();
    // A number is written one way or the other.
    assert!(missed.iter().all(|words| **words == "918273"), "{missed:?}");
}

#[test]
fn in_a_meeting_nothing_planted_is_seen() {
    let mut harness = window(people());
    let before = written(&harness);
    key(&mut harness, Key::F8);
    let walk = walk(&mut harness, "Mason T");
    none_of(&walk, &[&PAY, &BANDS, &EVIDENCE, &WORDS, &ROLE, &WAIVED, &PLAN, &FINDINGS]);
    assert!(walk.found("Meeting mode").is_some() && walk.found("Mason T.").is_some());
    // The file has all of it.
    assert_eq!(written(&harness), before);
}

#[test]
fn in_a_meeting_with_roles_nobody_is_named() {
    let opened = planted(people());
    let names: Vec<String> = opened.org.people().map(|person| opened.org.name(person).to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.len() > 3).collect();
    let mut harness = window(people());
    key(&mut harness, Key::F8);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "roles instead of names");
    key(&mut harness, Key::Enter);
    let walk = walk(&mut harness, "Director of production");
    none_of(&walk, &[&names, &PAY, &BANDS, &EVIDENCE, &WORDS, &ROLE, &WAIVED, &PLAN, &FINDINGS]);
    assert!(walk.found("Director of production").is_some());
}

#[test]
fn in_structure_only_nothing_planted_of_people_is_seen() {
    let walk = walk(&mut window(Mode::StructureOnly { locked: false }), "Mason T");
    none_of(&walk, &[&PAY, &EVIDENCE, &WORDS, &FINDINGS]);
    assert!(walk.found("Mason T.").is_some());
}

/// The record of a repository: a file that says of itself that it names no one in structure only.
fn record(mode: Mode) -> Opened {
    let mut opened = planted(mode);
    opened.org.head.unnamed = true;
    opened
}

#[test]
fn the_record_of_a_repository_names_nobody_until_people_are_shown() {
    let opened = record(people());
    let org = &opened.org;
    let told = |text: &&str| text.len() > 4 && *text != "mason";
    let names: Vec<&str> = org.people().flat_map(|it| [org.name(it), org.key(it)]).filter(told).collect();
    assert!(names.len() > 100);
    // The walk is written for somebody whose name is known, and finds it.
    let seen = walk(&mut window_on(record(people())), "Mason T");
    let missed = names.iter().filter(|words| seen.found(words).is_none()).count();
    assert!(missed < names.len() / 4, "{missed} of {} are not found with people shown", names.len());

    let mut harness = window_on(record(Mode::StructureOnly { locked: false }));
    let before = written(&harness);
    let seen = walk(&mut harness, "Director of production");
    none_of(&seen, &[&names, &PAY, &EVIDENCE, &WORDS, &FINDINGS]);
    assert!(seen.found("Director of production").is_some());
    assert_eq!(written(&harness), before, "the file keeps all of it");
    // Hidden again, they are as before.
    let mut harness = window_on(record(people()));
    press(&mut harness, Modifiers::COMMAND, Key::K);
    type_in(&mut harness, "show structure only");
    key(&mut harness, Key::Enter);
    let mut seen = Walk::default();
    for view in [Key::Num2, Key::Num3, Key::Num1] {
        press(&mut harness, Modifiers::COMMAND, view);
        settle(&mut harness);
        seen.look(&harness, "hidden again");
    }
    none_of(&seen, &[&names]);
    assert!(has(&harness, "Structure only"));
}

#[test]
fn what_would_name_somebody_is_refused_and_people_are_shown_for_a_purpose() {
    let mut harness = window_on(record(Mode::StructureOnly { locked: false }));
    press(&mut harness, Modifiers::COMMAND, Key::F);
    type_in(&mut harness, "Director of production");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().selected(), Some("mason"));
    // The form would be built from what was taken out.
    key(&mut harness, Key::Enter);
    assert!(!has(&harness, "Mason"));
    click(&mut harness, "File");
    click(&mut harness, "Collect evidence…");
    assert!(has(&harness, "People are not named yet"), "it is refused, with the next step");
    click(&mut harness, "Structure only");
    for (field, words) in [("Purpose", "Planning the review"), ("Your name", "An Owner")] {
        harness.get_by_label(field).focus();
        settle(&mut harness);
        type_in(&mut harness, words);
    }
    click(&mut harness, "Show people");
    wait_for(&mut harness, "Mason T.");
    assert!(has(&harness, "Structure and people"));
}

/// The same without anybody's evidence, so that the overview of the file is shown, and with somebody on the IC track who
/// is paid far above the next rung.
fn without_evidence(mode: Mode) -> Opened {
    let mut opened = planted(mode);
    let org = &mut opened.org;
    let on_ic2 = |&person: &PersonId| org.seat(person).is_some_and(|seat| org.rung(seat.rung).code == "IC2");
    let paid = org.people().find(on_ic2).expect("somebody on IC2");
    for person in org.people().collect::<Vec<_>>() {
        org.details_mut(person).evidence.clear();
        let pay = if person == paid { 918_273.0 } else { 90_000.0 };
        org.set_pay(person, common::pay(pay), "");
    }
    opened.org.head.ladders.iter_mut().flat_map(|ladder| &mut ladder.tracks).for_each(|track| {
        track.entries.iter_mut().for_each(|entry| entry.pay = None);
    });
    opened
}

#[test]
fn in_structure_only_the_overview_names_nobody_for_their_pay() {
    const PAID: [&str; 3] = ["aid above", "paid more than", "aid more than"];
    let shown = |mode| {
        let document = Document::new(Source::Bundled, without_evidence(mode));
        built(sized().with_size([SIZE.0, SIZE.1]), document, Settings::default())
    };
    let collect = |harness: &mut Harness<Window>, walk: &mut Walk| {
        press(harness, Modifiers::COMMAND, Key::K);
        type_in(harness, "Collect evidence");
        key(harness, Key::Enter);
        assert!(has(harness, "Fill in here"));
        walk.look(harness, "who is asked for evidence");
        key(harness, Key::Escape);
    };
    // With people shown it is said, so that the walk would find it.
    let mut harness = shown(people());
    let mut told = Walk::default();
    told.look(&harness, "the overview");
    assert!(has(&harness, "What your file already shows"));
    assert!(PAID.iter().any(|words| told.found(words).is_some()), "nobody is named for their pay");
    let mut harness_only = shown(Mode::StructureOnly { locked: false });
    assert!(has(&harness_only, "What your file already shows"));
    let mut walk = walk(&mut harness_only, "Mason T");
    collect(&mut harness_only, &mut walk);
    none_of(&walk, &[&PAY, &PAID]);
    collect(&mut harness, &mut told);
}

#[test]
fn leaving_a_meeting_asks_once_and_shows_all_again() {
    let mut harness = window(people());
    find(&mut harness, "Mason T", "mason");
    assert!(has(&harness, "918,273"));
    key(&mut harness, Key::F8);
    assert!(!has(&harness, "918,273"));
    key(&mut harness, Key::F8);
    assert!(has(&harness, "Leave meeting mode?") && !has(&harness, "918,273"));
    key(&mut harness, Key::Escape);
    assert!(!has(&harness, "Leave meeting mode?") && has(&harness, "Meeting mode"));
    key(&mut harness, Key::F8);
    click(&mut harness, "Leave meeting mode");
    find(&mut harness, "Mason T", "mason");
    assert!(has(&harness, "918,273"));
}

#[test]
fn in_a_meeting_cards_and_colours_say_no_pay() {
    let mut harness = window(people());
    for (menu, choice) in [("Card: ", "Branch numbers of managers"), ("Card: ", "Pay"), ("Colour by ", "Pay")] {
        harness.get_by_label_contains(menu).click();
        settle(&mut harness);
        click(&mut harness, choice);
        key(&mut harness, Key::Escape);
    }
    let says = |harness: &Harness<Window>, words: &str| texts(harness).iter().any(|text| text.contains(words));
    assert!(says(&harness, "layers · "));
    assert!(says(&harness, "918,273"));
    key(&mut harness, Key::F8);
    settle(&mut harness);
    let mut walk = Walk::default();
    walk.look(&harness, "coloured cards");
    hover_everywhere(&mut harness, &mut walk, "coloured cards");
    none_of(&walk, &[&PAY, &["layers · ", "layer · "]]);
    assert!(says(&harness, "layers"));
}
