//! The table of people without a window: what stands in it, its order, filters, a range for a spreadsheet.

mod common;
#[path = "common/random.rs"]
mod random;

use proptest::prelude::*;
use twintrack::org::{Org, PersonId};
use twintrack::plan::{Cell, Field, Filter, Heading, Part, Seen, Sorting, range, sort};
use twintrack::rules::Judgement;

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
        "Id\tSeat\tReports\tFirst day\tBudgets\nmason\tM3\t3\t2020-05-01\t25000\nvp\tM5 (suggested)\t1\t\t\n"
    );
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
}
