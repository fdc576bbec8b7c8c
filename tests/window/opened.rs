//! What stands in the window once a file is open: findings with their numbers, who is selected and searched for,
//! problems, suggestions, and a file that cannot be opened.

use crate::common::{AS_OF, equal, track};
use crate::hand::{click, has, on, wait_for};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use twintrack::app::{Document, OrgSnapshot, Settings, Source, ThemeChoice, Window};
use twintrack::io::{Place, Problem};
use twintrack::org::*;
use twintrack::rules::{Advice, Answer, Check, Facts, Finding, Judgement, Rule, Severity, Subject, Unit};

fn rule(id: &'static str, title: &'static str, say: fn(&Facts, &Finding) -> String) -> Rule {
    let advise = |_: &Facts, _: &Finding| {
        vec![Advice { title: "Decide formulas at M1".into(), detail: "Within the seat".into(), edits: Vec::new() }]
    };
    Rule {
        id,
        title,
        why: "People who shape a system need a say in it",
        unit: Unit::Rungs,
        reads_evidence: true,
        check: Check::Person(|_, _| None),
        threshold: |_, _| "Threshold 1 rung".into(),
        say,
        advise,
    }
}

fn rules() -> &'static [Rule; 3] {
    Box::leak(Box::new([
        rule("ladder-ceiling", "The IC track ends early", |_, _| "IC4 is the highest, 2 rungs missing".into()),
        rule("under-authorised", "Authority below the record", |_, f| {
            format!("Decision authority is {:.1} rungs below their record", f.numbers[0].1)
        }),
        rule("over-authorised", "Authority not yet backed by evidence", |_, _| "Decides above what is recorded".into()),
    ]))
}

fn org(people_shown: bool, more: usize) -> Org {
    let mut head = Head::new("Halden", AS_OF);
    if people_shown {
        head.mode = Mode::People { purpose: "Yearly review".into(), by: "Ines".into(), date: None };
    }
    head.ladders.push(Ladder {
        tracks: vec![track(TrackKind::Ic, "IC", 4), track(TrackKind::Management, "M", 3)],
        equivalences: equal([("M1", "IC3")]),
        ..Ladder::default()
    });
    let mut builder = Builder::new(head);
    for (key, name, title, manager, rung) in [
        ("ines", "Ines Valdor", "Chief executive", "", "M3"),
        ("mason", "Mason T.", "Director, production", "ines", "M2"),
        ("zoe", "Zoë Müller", "Chemist", "mason", "IC3"),
        ("lukasz", "Łukasz Ørsted", "Engineer", "mason", "IC2"),
    ] {
        let seat = builder.find_rung("", rung).map(|rung| Seat { rung, source: SeatSource::Given });
        let person = builder.add(&Row { key, name, title, manager, seat, ..Row::default() });
        if key == "mason" {
            let evidence = Evidence {
                kind: "growth".into(),
                amount: 0.48,
                share: 1.0,
                provenance: Provenance::Asserted,
                period: None,
                particulars: Sparse::default(),
            };
            builder.set_details(person, Details { evidence: vec![evidence], ..Details::default() });
        }
    }
    for n in 0..more {
        let seat = builder.find_rung("", "IC1").map(|rung| Seat { rung, source: SeatSource::Suggested });
        builder.add(&Row { key: &format!("p{n}"), name: "Somebody", manager: "ines", seat, ..Row::default() });
    }
    builder.finish().0
}

fn shown(document: Document) -> Harness<'static, Window> {
    on(document, Settings::default())
}

fn document(people_shown: bool, more: usize) -> Document {
    let org = Arc::new(org(people_shown, more));
    let rules = rules();
    let finding = |rule, subject, answer, number| {
        Finding::new(rule, subject, answer, [("gap", number)]).sized(Severity::Moderate)
    };
    let mut judgement = Judgement::of(&org);
    judgement.findings = vec![
        finding(&rules[0], Subject::Ladder(0), Answer::Confirmed, 2.0),
        finding(&rules[1], Subject::Person(PersonId(1)), Answer::Confirmed, 1.777),
        finding(&rules[1], Subject::Person(PersonId(2)), Answer::Possible, 1.2),
        finding(&rules[2], Subject::Person(PersonId(3)), Answer::Review, 2.5),
    ];
    let more = (0..more).map(|n| finding(&rules[1], Subject::Person(PersonId(4 + n as u32)), Answer::Possible, 1.0));
    judgement.findings.extend(more);
    let problem = Problem {
        place: Some(Place { line: 3, column: 5 }),
        what: "`ines` occurs twice".into(),
        text: "ines,Ines".into(),
        hint: "The second is called `ines~2`".into(),
        kind: "",
        who: String::new(),
        field: "",
        file: String::new(),
    };
    Document {
        source: Source::File(PathBuf::from("halden.csv")),
        baseline: None,
        unread: Default::default(),
        scenarios: Arc::new(Vec::new()),
        problems: Arc::new(vec![problem]),
        snapshot: OrgSnapshot::judged(org, judgement, None, Vec::new()),
        seal: None,
        repository: None,
    }
}

#[test]
fn findings_are_listed_with_counts_and_ladders_come_first() {
    let harness = shown(document(true, 0));
    harness.get_by_label("4 open");
    let ladder = harness.get_by_label("Ladder and organisation, 1").rect();
    let people = harness.get_by_label("Authority below the record, 2").rect();
    assert!(ladder.top() < people.top());
    harness.get_by_label("Mason T.: Decision authority is 1.8 rungs below their record");
}

fn bundled() -> Harness<'static, Window> {
    let mut harness =
        Harness::builder().with_size([1440.0, 900.0]).with_max_steps(24).build_eframe(|cc| Window::open(cc, None));
    harness.run();
    harness
}

#[test]
fn without_a_file_the_bundled_organisation_opens_and_every_number_of_a_finding_is_there() {
    let mut harness = bundled();
    assert!(has(&harness, "Tracks of Halden Skincare"));
    click(&mut harness, "Mason T.: Decision authority is 2.2 rungs below their record");
    assert_eq!(harness.state().selected(), Some("mason"));
    let org = &harness.state().document().expect("the bundled organisation").snapshot.org;
    let person = org.find("mason").expect("Mason");
    let judgement = Judgement::of(org);
    let measure = judgement.facts(org).measure();
    let (authority, impact) = (measure.authority(person).expect("a seat"), measure.impact(person).expect("lines"));
    let gap = measure.gap(person).expect("both");
    let axis =
        format!("Authority {:.1}, supported impact {:.1}, face value {:.1}", authority.grade, impact.lo, impact.face);
    harness.get_by_label(&axis);
    harness.get_by_label(&format!("Gap, conservative: {:.2}", gap.lo));
    for words in ["48 % of growth · measured, counts 80 %", "Possible actions", "Reason given: retention"] {
        assert!(has(&harness, words), "{words}");
    }
}

#[test]
fn a_plan_is_applied_and_taken_back() {
    let mut harness = bundled();
    let top = |harness: &Harness<Window>| {
        let org = &harness.state().document().expect("the bundled organisation").snapshot.org;
        let rung = org.find_rung("", "IC8").expect("IC8");
        org.rung(rung).open
    };
    assert!(!top(&harness));
    click(&mut harness, "Plan: Baseline");
    click(&mut harness, "Two tracks");
    wait_for(&mut harness, "Plan: Two tracks");
    assert!(top(&harness));
    click(&mut harness, "Plan: Two tracks");
    click(&mut harness, "Baseline");
    wait_for(&mut harness, "Plan: Baseline");
    assert!(!top(&harness));
}

#[test]
fn names_behind_a_record_that_does_not_show_why_are_seen_only_when_asked_for() {
    let mut harness = shown(document(true, 0));
    assert!(!has(&harness, "Decides above what is recorded"));
    click(&mut harness, "Authority not yet backed by evidence, 1");
    harness.get_by_label("Łukasz Ørsted: Decides above what is recorded");
}

#[test]
fn a_finding_selects_its_person_and_opens_to_its_numbers() {
    let mut harness = shown(document(true, 0));
    click(&mut harness, "Mason T.: Decision authority is 1.8 rungs below their record");
    assert_eq!(harness.state().selected(), Some("mason"));
    harness.get_by_label("Gap: 1.78");
    harness.get_by_label("Seat: M2: 4.0");
    harness.get_by_label("Reports: 2");
    harness.get_by_label("Reports to: Ines Valdor");
    assert!(has(&harness, "Decide formulas at M1"));
    click(&mut harness, "Reports to: Ines Valdor");
    assert_eq!(harness.state().selected(), Some("ines"));
}

#[test]
fn structure_only_says_nothing_about_a_person() {
    let mut harness = shown(document(false, 0));
    harness.get_by_label("1 open");
    let silent = |harness: &Harness<Window>| {
        for words in
            ["Authority below", "rungs below", "not yet backed by evidence", "Work record", "Strong signal:", "Gap"]
        {
            assert!(!has(harness, words), "{words}");
        }
    };
    silent(&harness);
    click(&mut harness, "Mason T., Director, production, management");
    assert_eq!(harness.state().selected(), Some("mason"));
    harness.get_by_label("Reports: 2");
    silent(&harness);
}

#[test]
fn people_can_be_left_out_and_asked_for_again() {
    let mut harness = shown(document(true, 0));
    click(&mut harness, "Structure and people");
    assert!(has(&harness, "Purpose: Yearly review, stated by Ines"));
    click(&mut harness, "Show structure only");
    harness.get_by_label("1 open");
    assert!(!has(&harness, "rungs below their record"));
}

#[test]
fn the_search_finds_whatever_the_accents() {
    for (query, found) in [("muller", "zoe"), ("ORSTED", "lukasz"), ("director", "mason"), ("ines", "ines")] {
        let mut harness = shown(document(true, 0));
        harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        harness.run();
        harness.get_by_label("Search people, teams").type_text(query);
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().selected(), Some(found), "{query}");
    }
}

#[test]
fn the_arrow_keys_go_through_who_was_found() {
    let mut harness = shown(document(true, 3));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_label("Search people, teams").type_text("somebody");
    harness.run();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().selected(), Some("p1"));
}

#[test]
fn the_arrow_keys_go_along_the_lines() {
    let mut harness = shown(document(true, 0));
    let card = harness.query_all_by_label_contains("Zoë Müller, Chemist").next().expect("a card");
    card.click();
    harness.run();
    assert_eq!(harness.state().selected(), Some("zoe"));
    for (modifiers, key, who) in [
        (Modifiers::SHIFT, Key::ArrowRight, "lukasz"),
        (Modifiers::SHIFT, Key::ArrowRight, "lukasz"),
        (Modifiers::SHIFT, Key::ArrowLeft, "zoe"),
        (Modifiers::NONE, Key::ArrowUp, "mason"),
        (Modifiers::NONE, Key::ArrowUp, "ines"),
        (Modifiers::NONE, Key::ArrowDown, "mason"),
    ] {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        assert_eq!(harness.state().selected(), Some(who));
    }
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().selected(), None);
}

#[test]
fn problems_are_shown_with_their_place_and_the_next_step() {
    let mut harness = shown(document(true, 0));
    click(&mut harness, "1 problem in the file");
    harness.get_by_label(
        "line 3, column 5: \u{201c}ines\u{201d} occurs twice: ines,Ines (The second is called \u{201c}ines~2\u{201d})",
    );
    click(&mut harness, "Back to the chart");
    harness.get_by_label("Tracks of Halden, 4 people");
}

#[test]
fn suggested_seats_are_counted_and_listed() {
    let mut harness = shown(document(true, 3));
    click(&mut harness, "3 of 7 seats are suggestions: review…");
    assert!(has(&harness, "it was suggested from their title"));
    harness.get_by_label("Show Without a title, 3 people: Somebody, Somebody, Somebody").click();
    harness.run();
    assert_eq!(harness.state().selected(), Some("p0"));
}

/// File dropped on the window.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not read by the window".into())
    }
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_document_one_click_away() {
    let mut harness = shown(document(true, 0));
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("nope.csv");
    harness.input_mut().dropped_files = vec![Arc::new(Dropped(missing))];
    wait_for(&mut harness, "nope.csv could not be opened");
    assert!(has(&harness, "Check the file name"));
    harness.input_mut().dropped_files.clear();
    click(&mut harness, "Back to Halden");
    harness.get_by_label("Tracks of Halden, 4 people");
    assert!(harness.state().settings().recent.is_empty());
}

#[test]
fn light_and_dark_are_chosen_and_remembered() {
    let mut harness = shown(document(true, 0));
    for (name, choice, dark) in [("Dark", ThemeChoice::Dark, true), ("Light", ThemeChoice::Light, false)] {
        for label in ["Theme", name] {
            // By the pointer: a menu closes by it.
            harness.get_by_label(label).click();
            harness.run();
        }
        assert_eq!(harness.state().settings().theme, choice);
        assert_eq!(harness.ctx.theme() == egui::Theme::Dark, dark);
    }
}

#[test]
fn a_hundred_thousand_findings_cost_no_more_than_what_is_in_view() {
    let mut harness = shown(document(true, 100_000));
    harness.get_by_label("100,004 open");
    let rows = harness.query_all_by_label_contains("rungs below their record").count();
    assert!((1..40).contains(&rows), "{rows} rows are drawn");
    let began = std::time::Instant::now();
    harness.run_steps(4);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}

#[test]
fn cards_that_can_be_read_have_a_name_and_a_place() {
    let harness = shown(document(true, 0));
    let canvas = harness.get_by_label("Tracks of Halden, 4 people");
    let whole = canvas.rect();
    for name in ["Ines Valdor, Chief executive", "Zoë Müller, Chemist"] {
        let card = harness.query_all_by_label_contains(name).next().expect(name).rect();
        assert!(whole.contains_rect(card), "{name} stands at {card:?}");
    }
}
