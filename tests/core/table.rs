//! The table of people without a window: what stands in it, its order, filters, a range for a spreadsheet.

use crate::{common, random};
use proptest::prelude::*;
use twintrack::diagram::{Tracks, TracksOptions, View};
use twintrack::edit::Edit;
use twintrack::io::csv::read_rows;
use twintrack::org::{Mode, Org, PersonId};
use twintrack::plan::evidence_sheet::{TakenIn, headers, sheet, take_in};
use twintrack::plan::{Cell, FEW, Field, Filter, Heading, Part, Seen, Sorting, range, sort, tell_most};
use twintrack::report::{SheetFormat, evidence_sheet};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Role};

/// Mason's team, on the ladder of METHOD.md section 9.
const TEAM: &str = "mason M3 started=2020-05-01 team=2 +growth:0.48:asserted D6 b25000; \
    alex IC5 started=2024-01-31 under=mason +reviews:200:measured D5; vp M5 suggested; bo - under=vp";

fn keys(org: &Org, people: &[PersonId]) -> String {
    people.iter().map(|&person| org.key(person)).collect::<Vec<_>>().join(" ")
}

fn everybody(org: &Org) -> Vec<PersonId> {
    org.people().collect()
}

fn heading(id: &str) -> Heading {
    Heading::named(id).expect(id)
}

fn check_sort(by: &str, is_down: bool, expected: &str) {
    let org = common::org(TEAM);
    let judgement = Judgement::of(&org);
    let seen = Seen::new(&org, &judgement, true);
    let sorted = sort(&seen, everybody(&org), &Sorting { by: heading(by), is_down });
    assert_eq!(keys(&org, &sorted), expected, "{by}");
}

#[test]
fn rows_are_sorted_by_rung_number_day_and_word_with_nothing_last() {
    check_sort("seat", false, "mason.1 mason.2 alex mason vp bo");
    check_sort("seat", true, "vp mason alex mason.1 mason.2 bo");
    check_sort("reports", true, "mason vp mason.1 mason.2 alex bo");
    check_sort("first_day", true, "alex mason mason.1 mason.2 vp bo");
    check_sort("manager", false, "mason.1 mason.2 alex bo mason vp");
    check_sort("gap", true, "mason alex mason.1 mason.2 vp bo");
}

fn check_filter(part: Part, expected: &str) {
    let org = common::org(TEAM);
    let judgement = Judgement::of(&org);
    let seen = Seen::new(&org, &judgement, true);
    let filter = Filter { parts: vec![part] };
    let left: Vec<PersonId> = org.people().filter(|&person| filter.matches(&seen, person)).collect();
    assert_eq!(keys(&org, &left), expected, "{filter:?}");
    let people = filter.people(&seen);
    assert_eq!(people.count(), left.len());
    assert!(org.people().all(|person| people.has(person) == left.contains(&person)));
}

#[test]
fn every_kind_of_condition_leaves_who_fits() {
    let contains = |heading, text: &str| Part::Contains { heading, text: text.into() };
    let number = |id: &str, from, to| Part::Number { heading: heading(id), from, to };
    let day = |from: Option<&str>, to: Option<&str>| Part::Day {
        heading: heading("first_day"),
        from: from.map(common::day),
        to: to.map(common::day),
    };
    check_filter(contains(None, "MASÓN"), "mason mason.1 mason.2");
    check_filter(contains(Some(heading("manager")), "vp"), "bo");
    check_filter(number("reports", Some(1.0), Some(1.0)), "vp");
    check_filter(number("reports", Some(2.0), None), "mason");
    check_filter(number("impact_mid", None, Some(9.0)), "mason alex");
    check_filter(day(Some("2020-05-01"), Some("2020-05-01")), "mason");
    check_filter(day(None, None), "mason alex");
    check_filter(Part::Track { is_management: true }, "mason vp");
    check_filter(Part::Track { is_management: false }, "mason.1 mason.2 alex");
    check_filter(Part::Rung("IC1".into()), "mason.1 mason.2");
    check_filter(Part::Team(String::new()), "mason mason.1 mason.2 alex vp bo");
    check_filter(Part::Suggested, "vp");
    check_filter(Part::Finding("tiny-span".into()), "vp");
    check_filter(Part::Finding("no such rule".into()), "");
}

#[test]
fn conditions_hold_together_and_none_leaves_everybody() {
    let org = common::org(TEAM);
    let judgement = Judgement::of(&org);
    let seen = Seen::new(&org, &judgement, true);
    let both = Filter { parts: vec![Part::Track { is_management: true }, Part::Suggested] };
    assert_eq!(both.people(&seen).count(), 1);
    assert_eq!(Filter::default().people(&seen).count(), org.len());
    let text = serde_json::to_string(&both).expect("json");
    assert_eq!(serde_json::from_str::<Filter>(&text).expect("json"), both);
}

#[test]
fn in_structure_only_nothing_private_is_told_sorted_by_or_counted() {
    let org = common::org(&format!("structure; {TEAM}"));
    let judgement = Judgement::of(&org);
    let seen = Seen::new(&org, &judgement, true);
    for heading in Heading::all(&org).iter().filter(|heading| heading.is_private()) {
        let sorting = Sorting { by: heading.clone(), is_down: true };
        assert_eq!(sort(&seen, everybody(&org), &sorting), everybody(&org));
        assert!(org.people().all(|person| seen.cell(heading, person) == Cell::Hidden));
        let text = range(&seen, std::slice::from_ref(heading), &everybody(&org));
        assert!(text.lines().skip(1).all(|line| line == "hidden"), "{text}");
    }
    let private = [
        Part::Number { heading: heading("gap"), from: Some(99.0), to: None },
        Part::Contains { heading: Some(Heading::Of(Field::Pay)), text: "x".into() },
        Part::Finding("tiny-span".into()),
    ];
    let filter = Filter { parts: private.to_vec() };
    assert!(filter.is_empty(seen.shows_people));
    assert_eq!(filter.people(&seen).count(), org.len());
}

#[test]
fn a_range_has_headings_and_numbers_that_a_spreadsheet_reads() {
    let org = common::org(TEAM);
    let judgement = Judgement::of(&org);
    let seen = Seen::new(&org, &judgement, true);
    let headings = ["key", "seat", "reports", "first_day", "budgets"].map(heading);
    let people = [org.find("mason").expect("somebody"), org.find("vp").expect("somebody")];
    assert_eq!(
        range(&seen, &headings, &people),
        "Id\tSeat\tReports\tStart date\tBudgets\nmason\tM3\t3\t2020-05-01\t25000\nvp\tM5 (suggested)\t1\t\t\n"
    );
}

fn taken(org: &Org, rows: &[Vec<String>]) -> TakenIn {
    take_in(org, &Judgement::of(org).scale, rows).expect("a sheet")
}

/// A sheet with one row for somebody, cells as `column=value` with `|` between them.
fn filled(key: &str, cells: &str) -> Vec<Vec<String>> {
    let (mut names, mut row) = (vec!["id".to_owned()], vec![key.to_owned()]);
    for cell in cells.split('|') {
        let (name, value) = cell.split_once('=').expect("a cell");
        names.push(name.to_owned());
        row.push(value.to_owned());
    }
    vec![names, row]
}

/// What a filled row adds, what differs, and what cannot be taken.
fn check_row(key: &str, cells: &str, added: &[&str], differs: &[&str], left_out: &[&str]) -> Org {
    let mut org = common::org(TEAM);
    let taken = taken(&org, &filled(key, cells));
    let told: Vec<String> = taken.added.iter().map(|(_, what, value)| format!("{what} {value}")).collect();
    assert_eq!(told, added, "{cells}");
    let said = taken.differs.iter().map(|it| format!("{} {} / {}", it.what, it.there, it.here));
    assert_eq!(said.collect::<Vec<_>>(), differs, "{cells}");
    assert_eq!(taken.left_out.iter().map(|it| it.said()).collect::<Vec<_>>(), left_out, "{cells}");
    let before = org.details(org.find("mason").expect("mason")).clone();
    let inverse = Edit::All(taken.edits).apply(&mut org).expect("what is read applies");
    let mut back = org.clone();
    inverse.apply(&mut back).expect("one step back");
    assert_eq!(back.details(back.find("mason").expect("mason")), &before);
    org
}

#[test]
fn a_filled_row_adds_what_is_not_there() {
    let cells = "preference=Craft|asked=2026-05-01|decision=Recipes|decided_at=IC6|budget=50,000|work_1_kind=Money|\
        work_1_amount=48,000,000|work_1_share=50 %|work_1_period=2026-03|work_1_source=ledger";
    let org = check_row(
        "bo",
        cells,
        &[
            "preference craft",
            "decision decide: Recipes at 6",
            "budget 50000",
            "work money 48000000, share 0.5, 2026-03-01 to 2026-03-31, ledger",
        ],
        &[],
        &[],
    );
    let bo = org.details(org.find("bo").expect("bo"));
    assert_eq!(bo.evidence[0].provenance, twintrack::org::Provenance::Asserted);
    assert_eq!(bo.preference.as_ref().and_then(|it| it.date), Some(common::day("2026-05-01")));
}

#[test]
fn what_is_there_stays_and_the_difference_is_told() {
    let org = check_row(
        "mason",
        "decision=Recipes|decided_at=7|budget=1|work_1_kind=growth|work_1_amount=0.9|work_2_kind=growth|work_2_amount=48 %",
        &[],
        &["decision decide: D6 at 6 / decide: Recipes at 7", "budget 25000 / 1", "work growth 0.48 / growth 0.9"],
        &[],
    );
    assert_eq!(org.details(org.find("mason").expect("mason")).evidence.len(), 1);
}

#[test]
fn a_line_that_cannot_be_taken_says_why_with_an_example() {
    let kinds = "`shoes` is not a kind of evidence on this ladder: write money, growth, systems, incidents, reviews, \
                 nominations or stated";
    check_row("bo", "work_1_kind=shoes|work_1_amount=1", &[], &[], &[kinds]);
    check_row(
        "bo",
        "preference=gold",
        &[],
        &[],
        &["`gold` is not a preference: write lead, craft, projects, undecided or not asked"],
    );
    check_row("nobody", "budget=1", &[], &[], &["no one has the id `nobody`"]);
    check_row("bo", "colour=red", &[], &[], &["the sheet has no column `colour`"]);
    let org = common::org(TEAM);
    let no_id = vec![vec!["name".to_owned()]];
    assert!(take_in(&org, &Judgement::of(&org).scale, &no_id).is_err_and(|why| why.to_string().contains("`id`")));
    assert!(take_in(&org, &Judgement::of(&org).scale, &[]).is_err());
}

#[test]
fn in_structure_only_the_sheet_tells_nothing_that_is_recorded() {
    let org = common::org(&format!("structure; {TEAM}"));
    let rows = sheet(&org, &[(org.find("mason").expect("mason"), "why".into())]);
    assert_eq!(rows[1].len(), headers().len());
    assert!(rows[1][4..].iter().all(String::is_empty), "{:?}", rows[1]);
}

/// An organisation with titles and yearly pay, in structure only as it is without evidence, or with its people shown.
fn titled(shows_people: bool) -> Org {
    let mut org = common::org(
        "structure; ana IC5; bo IC5; cy M3 team=2; di M3 team=2; ed M3 team=3; fi IC2; gu IC2; he IC3; ii bot; vp M5",
    );
    for (key, title) in [("cy", "Director of Software"), ("di", "Director of Sales"), ("ed", "Chief chemist")] {
        let person = org.find(key).expect(key);
        let edit = Edit::SetText { person, field: twintrack::edit::TextField::Title, text: title.into() };
        edit.apply(&mut org).expect("a title");
    }
    for (key, pay) in [("fi", 140e3), ("gu", 130e3), ("he", 100e3), ("bo", 500e3)] {
        common::set_pay(&mut org, key, pay);
    }
    if shows_people {
        org.head.mode = Mode::People { purpose: "Review".into(), by: "Ines".into(), date: None };
    }
    org
}

#[test]
fn the_few_come_in_turn_from_the_top_of_the_track_craft_titles_and_the_well_paid() {
    let org = titled(true);
    let chosen = tell_most(&Judgement::of(&org).facts(&org), true);
    let told: Vec<String> = chosen.iter().map(|(person, why)| format!("{}: {why}", org.key(*person))).collect();
    assert_eq!(
        told,
        [
            "ana: At the top of the IC track: IC5",
            "cy: Technical title, but manages 2 people",
            "bo: Paid above the band of IC5; At the top of the IC track: IC5",
            "fi: Paid above the band of IC2",
            "gu: Paid above the band of IC2",
        ]
    );
    let without_pay = tell_most(&Judgement::of(&org).facts(&org), false);
    assert!(without_pay.iter().all(|(_, why)| !why.contains("Paid")));
    // In structure only nobody is chosen for what they are paid, whatever is asked for.
    let hidden = titled(false);
    let chosen = tell_most(&Judgement::of(&hidden).facts(&hidden), true);
    let told: Vec<&str> = chosen.iter().map(|(person, _)| hidden.key(*person)).collect();
    assert_eq!(told, ["ana", "cy", "bo"]);
    assert!(chosen.iter().all(|(_, why)| !why.contains("Paid")));
}

#[test]
fn no_more_than_a_few_are_named_and_nobody_who_has_three_lines() {
    let input: String = (0..40).map(|n| format!("p{n} IC5; ")).collect();
    let full = "rich IC5 +money:1e6 +systems:5 +incidents:6; ";
    let org = common::org(&format!("{full}{input}"));
    let chosen = tell_most(&Judgement::of(&org).facts(&org), true);
    assert_eq!(chosen.len(), FEW);
    assert!(chosen.iter().all(|(person, _)| org.key(*person) != "rich"));
}

#[test]
fn whom_a_filter_leaves_out_fades_and_keeps_words_that_can_be_read() {
    let org = common::org("mason M3 +growth:0.48:asserted D3 b25000 team=2; vp M5; ana IC4");
    let judgement = Judgement::of(&org);
    let tracks = Tracks::new(&judgement.facts(&org), &judgement, &TracksOptions::default());
    let filter = Filter { parts: vec![Part::Track { is_management: false }] };
    let matching = filter.people(&Seen::new(&org, &judgement, true));
    let words = |matching| {
        let view = View { matching, ..View::at(tracks.bounds(), 1.0) };
        let (mut roles, mut badges) = (Vec::new(), 0);
        tracks.marks(&org, &judgement, &view, &mut |mark| match mark {
            Mark::Text(text) if ["mason", "ana"].contains(&text.text.as_str()) => roles.push((text.text, text.role)),
            Mark::Badge(_) => badges += 1,
            _ => {}
        });
        roles.sort_by(|a, b| a.0.cmp(&b.0));
        (roles, badges)
    };
    let (all, badges) = words(None);
    assert_eq!(all, [("ana".to_owned(), Role::Text), ("mason".to_owned(), Role::Text)]);
    assert!(badges > 0);
    let (some, badges) = words(Some(&matching));
    assert_eq!(some, [("ana".to_owned(), Role::Text), ("mason".to_owned(), Role::Faint)]);
    assert_eq!(badges, 0, "a badge stands out, so that it goes with its card");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Every row is there once, each stands in order with the next, and equals stand as they stood before.
    #[test]
    fn sorting_is_right_and_stable(world in random::world(), at in 0..64usize, is_down: bool) {
        let org = random::org(&world);
        let judgement = Judgement::of(&org);
        let seen = Seen::new(&org, &judgement, true);
        let all = Heading::all(&org);
        let sorting = Sorting { by: all[at % all.len()].clone(), is_down };
        let before: Vec<PersonId> = org.people().rev().collect();
        let sorted = sort(&seen, before.clone(), &sorting);
        let mut again = sorted.clone();
        again.sort();
        prop_assert_eq!(again, everybody(&org));
        let place = |person: PersonId| before.iter().position(|&other| other == person);
        for pair in sorted.windows(2) {
            let cells = [pair[0], pair[1]].map(|person| seen.cell(&sorting.by, person));
            if cells[0] == cells[1] {
                prop_assert!(place(pair[0]) < place(pair[1]), "equals change places");
            }
            if cells[1] != Cell::Empty {
                prop_assert!(cells[0] != Cell::Empty, "nothing comes last");
            }
            let [first, second] = if is_down { [&cells[1], &cells[0]] } else { [&cells[0], &cells[1]] };
            let is_in_order = match [first, second] {
                [Cell::Number(a), Cell::Number(b)] | [Cell::Ranked(_, a), Cell::Ranked(_, b)] => a <= b,
                [Cell::Day(a), Cell::Day(b)] => a <= b,
                [Cell::Text(a), Cell::Text(b)] if a.is_ascii() && b.is_ascii() => {
                    a.to_ascii_lowercase() <= b.to_ascii_lowercase()
                }
                _ => true,
            };
            prop_assert!(is_in_order, "{:?} before {:?}", cells[0], cells[1]);
        }
    }

    /// A sheet that is written, stored, and read back as it is adds nothing, and nothing in it differs.
    #[test]
    fn a_sheet_read_back_unchanged_changes_nothing(world in random::world()) {
        let org = random::org(&world);
        let people: Vec<_> = org.people().map(|person| (person, "=why".to_owned())).collect();
        let mut bytes = Vec::new();
        evidence_sheet(&org, &people, SheetFormat::Csv, &mut bytes).expect("to memory");
        let rows = read_rows(&bytes, "id").expect("a sheet");
        prop_assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
        let taken = taken(&org, &rows);
        prop_assert_eq!(&taken.edits, &[]);
        prop_assert_eq!(&taken.differs, &[]);
        prop_assert_eq!(&taken.left_out, &[]);
    }

    /// Whatever a sheet says, nothing that is recorded goes, and its edits apply.
    #[test]
    fn no_sheet_overwrites_anything(world in random::world(), cells in prop::collection::vec("[a-c0-9=.,% ]{0,4}", 25)) {
        let mut org = random::org(&world);
        let mut rows = vec![headers()];
        for person in org.people() {
            let mut row = cells.clone();
            row[0] = org.key(person).to_owned();
            (row[4], row[10]) = ("craft".into(), "money".into());
            rows.push(row);
        }
        let before = org.clone();
        Edit::All(taken(&org, &rows).edits).apply(&mut org).expect("it applies");
        for person in before.people() {
            let (was, is) = (before.details(person), org.details(person));
            prop_assert!(was.preference.is_none() || was.preference == is.preference);
            prop_assert!(was.rights.is_none() || was.rights == is.rights);
            prop_assert!(was.budgets.is_none() || was.budgets == is.budgets);
            prop_assert!(is.evidence.starts_with(&was.evidence));
            prop_assert_eq!(&was.rare, &is.rare);
        }
    }
}
