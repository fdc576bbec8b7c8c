//! What is opened comes back: saved as RON and as JSON and opened again it is the same organisation, and the second save
//! is the first to the byte, whatever was wrong with the text. What could not be read stays told until it is mended.

use crate::common::{AS_OF, found_all, saved, written};
use crate::native::lines_of;
use std::collections::HashSet;
use twintrack::edit::{Edit, EditError, Scenario};
use twintrack::io::native::Notation::{self, Json, Ron};
use twintrack::io::{OpenError, Opened, Progress, read};
use twintrack::org::{Org, PersonId, RungId, Seat, SeatSource};

fn open(text: &str, notation: Notation) -> Result<Opened, OpenError> {
    let name = if notation == Ron { "a.org.ron" } else { "a.json" };
    read(text.as_bytes(), name, AS_OF, &Progress::default())
}

/// Saves in either notation and opens again, then in the other, and so back. `what` tells of the text in a few lines.
fn law(first: &Opened, what: &str) {
    for (one, other) in [(Ron, Json), (Json, Ron)] {
        let once = saved(first, one);
        let again = open(&once, one).unwrap_or_else(|error| panic!("{error}\n{what}\n->\n{once}"));
        same(&lines_of(first), &lines_of(&again), what);
        same(&found_all(&first.org), &found_all(&again.org), what);
        assert!(again.problems.len() >= first.unread.len(), "{:?}\n{what}", again.problems);
        same_text(&once, &saved(&again, one), what);
        let crossed = saved(&again, other);
        let third = open(&crossed, other).unwrap_or_else(|error| panic!("{error}\n{what}\n->\n{crossed}"));
        same(&lines_of(first), &lines_of(&third), what);
        same_text(&once, &saved(&third, one), what);
    }
}

fn same_text(expected: &str, found: &str, what: &str) {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    same(&lines(expected), &lines(found), what);
}

/// Tells of the first difference alone.
fn same(expected: &[String], found: &[String], what: &str) {
    let none = String::new();
    for at in 0..expected.len().max(found.len()) {
        let (left, right) = (expected.get(at).unwrap_or(&none), found.get(at).unwrap_or(&none));
        let same = left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
        let near = |line: &str| line.chars().skip(same.saturating_sub(80)).take(300).collect::<String>();
        assert!(left == right, "expected: {}\n   found: {}\n of {what}", near(left), near(right));
    }
}

const PERSON: &str = "(twintrack: 1, as_of: \"2026-09-30\", ladders: [], people: [(id: \"ana\", ?)])";

#[test]
fn an_unknown_field_of_json_brings_nobody_in_and_unlocks_nothing() {
    for inner in [
        r#"1), (id: \"ghost\", pay: 900000"#,
        "1, pay: 900000",
        "((",
        "[",
        "'",
        "'a",
        "1 // ",
        "1 /*",
        r#"\"open"#,
        "1 2",
        "r#\\\"",
        "1)], mode: people(), x: [(1",
    ] {
        let json = format!(
            r#"{{"twintrack": 1, "as_of": "2026-09-30", "mode": {{"structure_only": {{"locked": true}}}}, "ladders": [],
            "people": [{{"id": "ana", "x": {{"$ron": "{inner}"}}, "more": {{"y z": {{"$ron": "{inner}"}}}}}}, {{"id": "zoe"}}],
            "x": {{"$ron": "{inner}"}}, "more": {{"y z": {{"$ron": "{inner}"}}}}}}"#
        );
        let first = open(&json, Json).expect("it opens");
        assert_eq!(first.org.len(), 2, "{inner}");
        law(&first, &json);
    }
}

#[test]
fn a_record_that_another_notation_carries_is_told_and_nobody() {
    let json = r#"{"twintrack": 1, "as_of": "2026-09-30", "ladders": [],
        "people": [{"id": "ana"}, {"$ron": "(id: \"ghost\", pay: 900000)"}, {"$ron": "), (id: \"ghost\""}, "{\"id\": \"ghost\"}"]}"#;
    let ron = r##"(twintrack: 1, as_of: "2026-09-30", ladders: [], people: [(id: "ana"), {"$json": "{\"id\": \"ghost\"}"}, r#"(id: "ghost")"#, {"id": "ghost"}])"##;
    for (text, notation) in [(json, Json), (ron, Ron)] {
        let first = open(text, notation).expect("it opens");
        assert_eq!((first.org.len(), first.unread.len()), (1, 3));
        assert_eq!(first.problems.len(), 3, "{:?}", first.problems);
        law(&first, text);
    }
}

#[test]
fn what_one_notation_cannot_read_the_other_does_not_either() {
    for ron in [
        "mode: {\"people\": {}}",
        "mode: structure_only(locked: maybe)",
        "rates: [[\"EUR\", 1.1]]",
        "currency: 5",
        "name: None",
        "twintrack: \"one\"",
        "x: 1 2",
        "x: {\"$ron\": \"1 2\"}",
        "name: {\"$json\": \"5\"}",
        "people: 5",
    ] {
        let text = format!("(as_of: \"2026-09-30\", ladders: [(name: \"L\")], {ron})");
        let first = open(&text, Ron).expect("it opens");
        assert!(!first.problems.is_empty());
        law(&first, &text);
    }
    for json in [
        "\"mode\": {\"$ron\": \"people()\"}",
        "\"mode\": {\"structure_only\": {\"locked\": 1}}",
        "\"as_of\": {\"$ron\": \"5\"}",
        "\"name\": null",
        "\"name\": nul",
        "\"name\": \"a\", \"name\": \"b\"",
        "\"x\": {\"$ron\": \"1 2\"}",
        "\"x\": {\"$ron\": \"1\"}",
    ] {
        let text = format!("{{\"twintrack\": 1, \"ladders\": [{{\"name\": \"L\"}}], \"people\": [], {json}}}");
        let first = open(&text, Json).expect("it opens");
        law(&first, &text);
    }
}

#[test]
fn a_locked_mode_that_cannot_be_read_stays_locked() {
    let text = "(twintrack: 1, as_of: \"2026-09-30\", mode: structure_only(locked: tru), ladders: [(name: \"L\")], people: [])";
    let first = open(text, Ron).expect("it opens");
    assert_eq!(first.org.head.mode, twintrack::org::Mode::StructureOnly { locked: true });
    assert!(saved(&first, Ron).contains("mode: structure_only(locked: tru),"));
}

#[test]
fn a_newer_version_is_refused_however_it_is_written() {
    for version in ["2", "2.0", "1.5", "1e3", "{\"$json\": \"2\"}"] {
        let error = open(&PERSON.replace(": 1,", &format!(": {version},")), Ron).err().map(|error| error.to_string());
        assert!(error.as_ref().is_some_and(|it| it.contains("This file has version")), "{version}: {error:?}");
    }
    assert!(open(&PERSON.replace(": 1,", ": 1.0,").replace('?', ""), Ron).is_ok());
}

/// The file as it is told, a line for each problem.
fn told(opened: &Opened) -> Vec<String> {
    opened.problems.iter().map(|problem| problem.what.clone()).collect()
}

#[test]
fn a_missing_quote_or_bracket_costs_its_line_and_is_told_until_it_is_mended() {
    let file = "(\n  twintrack: 1,\n  name: \"Halden\",\n  as_of: \"2026-09-30\",\n  currency: \"USD\",\n  people: [\n    (id: \"ana\", name: \"Ana\"),\n    (id: \"bo\", name: \"Bo\", title: \"Engineer\"),\n    (id: \"zoe\", name: \"Zoe\"),\n  ],\n)\n";
    for (good, slip, people) in [
        ("\"Bo\"", "\"Bo", 2),
        ("\"Bo\"", "Bo\"", 2),
        ("\"bo\"", "\"bo", 2),
        ("(id: \"bo\"", "id: \"bo\"", 2),
        ("Engineer\")", "Engineer\"", 2),
        ("Engineer\")", "Engineer)", 2),
        ("Engineer\")", "Engineer\"))", 3),
        ("\"Zoe\"", "\"Zoe", 2),
        ("(id: \"zoe\"", "id: \"zoe\"", 2),
        ("\"Halden\"", "\"Halden", 3),
        ("\"2026-09-30\"", "\"2026-09-30", 3),
        ("\"USD\"", "USD\"", 3),
        ("\"USD\"", "(\"USD\"", 3),
    ] {
        let text = file.replacen(good, slip, 1);
        let line = text.lines().find(|line| !file.contains(line)).expect("the slip").trim().trim_end_matches(',');
        let first = open(&text, Ron).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(first.org.len(), people, "{text}\n{:?}", told(&first));
        let once = saved(&first, Ron);
        assert!(people == 3 && slip.ends_with("))") || once.contains(line), "`{line}` of\n{once}");
        assert!(!once.contains("//"), "{once}");
        let again = open(&once, Ron).expect("it opens");
        assert!(!again.problems.is_empty(), "{once}");
        law(&first, &text);
        // Mended where it stands: without the marks around it, the file is the good one.
        let mended = once.replace("r#\"", "").replace("\"#", "").replacen(slip, good, 1);
        let mended = open(&mended, Ron).unwrap_or_else(|error| panic!("{error}\n{mended}"));
        assert_eq!(mended.org.len(), 3, "{once}");
    }
}

/// The lines of a text that another does not have.
fn slips(original: &str, text: &str) -> String {
    let known: HashSet<&str> = original.lines().collect();
    text.lines().filter(|line| !known.contains(line)).map(|line| format!("{line:.400}\n")).collect()
}

#[test]
fn texts_with_slips_come_back() {
    let ample = include_str!("../orgs/ample.org.ron");
    let json = saved(&open(ample, Ron).expect("it opens"), Json);
    let mut draw = fastrand::Rng::with_seed(20);
    let rounds = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    for _ in 0..rounds {
        for (original, notation) in [(ample, Ron), (&json, Json)] {
            let mut text: Vec<char> = original.chars().collect();
            for _ in 0..draw.usize(1..3) {
                let at = draw.usize(0..text.len());
                match draw.u8(0..5) {
                    0 | 1 => drop(text.remove(at)),
                    2 => text.insert(at, char::from(*draw.choice(b"()[]{}\"',/*\n:r#".as_slice()).unwrap_or(&b' '))),
                    3 => text[at] = char::from(*draw.choice(b"()[]{}\"',/\\0a".as_slice()).unwrap_or(&b' ')),
                    _ => text.swap(at, 0),
                }
            }
            let text: String = text.into_iter().collect();
            if let Ok(first) = open(&text, notation) {
                law(&first, &slips(original, &text));
            }
        }
    }
}

#[test]
fn a_number_beyond_its_type_is_told_left_empty_and_kept() {
    let huge = "9".repeat(400);
    let fields = [
        "fte: 1e39",
        "fte: 1e400",
        "pay: 1e400",
        "pay: -1e999",
        "pay: (1, 1e400)",
        "order: 1e309",
        "authority: +1_0e400",
        "posts: 1e400",
        &format!("pay: {huge}"),
    ];
    for field in fields {
        let (name, _) = field.split_once(':').expect("a field");
        let text = PERSON.replace('?', &format!("{field}, name: \"Ana\""));
        let first = open(&text, Ron).expect("it opens");
        let what = format!("The number in `{name}` of `");
        assert!(told(&first).iter().any(|told| told.starts_with(&what)), "{:?}", told(&first));
        let person = PersonId(0);
        assert_eq!((first.org.name(person), first.unread.len()), ("Ana", 0));
        let (pay, details) = (first.org.pay(person), first.org.details(person));
        assert!(!pay.is_recorded() && pay.fte.is_nan() && first.org.order(person).is_none());
        assert!(details.posts.is_none() && details.stated_authority.is_none());
        assert!(saved(&first, Ron).contains(field), "{}", saved(&first, Ron));
        law(&first, &text);
        let json = open(&saved(&first, Json), Json).expect("it opens");
        assert_eq!(told(&json), told(&first));
        assert_eq!(saved(&json, Ron), saved(&first, Ron));
    }
    let people = r#"[{"id": "ana", "pay": 1e400, "fte": 1e39}, {"id": "bo", "pay": [1, 1e400], "posts": -1e400}]"#;
    let json = format!(r#"{{"twintrack": 1, "as_of": "2026-09-30", "ladders": [], "people": {people}}}"#);
    let first = open(&json, Json).expect("it opens");
    assert_eq!((first.org.len(), first.unread.len(), first.problems.len()), (2, 0, 4));
    law(&first, &json);
    // All at once, in an order of their own; what is put in their place stands alone.
    let text = PERSON.replace('?', "authority: 1e400, pay: (1e400, 2), fte: 1e39, posts: 1e400, shoe: 1e400");
    let mut first = open(&text, Ron).expect("it opens");
    law(&first, &text);
    let pay = twintrack::org::Pay { low: 5.0, high: 5.0, ..first.org.pay(PersonId(0)) };
    Edit::SetPay { person: PersonId(0), pay, currency: String::new() }.apply(&mut first.org).expect("it applies");
    let text = saved(&first, Ron);
    assert!(text.contains("posts: 1e400, pay: 5, fte: 1e39, authority: 1e400, shoe: 1e400"), "{text}");
    // What is no number is a broken record, as before.
    let first = open(&PERSON.replace('?', "pay: inf"), Ron).expect("it opens");
    assert_eq!(first.unread.len(), 1);
}

#[test]
fn a_field_whose_value_goes_on_over_others_is_kept_whole() {
    let people = "people: [(id: \"a\"), (id: \"b\", manager: \"a\")]";
    for value in [
        "structure_only(locked:x:me: 1,\n  as_of: \"2026-09-30\",\n  mode: y)",
        "(\n  people: [(id: \"ghost\")],\n  name: 1)",
    ] {
        let text = format!("(\n  twintrack: 1, as_of: \"2026-09-30\", mode: {value},\n  ladders: [],\n  {people},\n)");
        let first = open(&text, Ron).expect("it opens");
        assert_eq!(first.org.len(), 2);
        law(&first, &text);
    }
    let value = "{\"x\": [1,\n  2], \"y\":\n  {},\n  \"as_of\": \"2026-09-30\"}";
    let json = format!(
        "{{\"twintrack\": 1, \"as_of\": \"2026-09-30\", \"mode\": {value}, \"ladders\": [], \"people\": [{{\"id\": \"a\"}}]}}"
    );
    let first = open(&json, Json).expect("it opens");
    assert_eq!(first.org.len(), 1);
    law(&first, &json);
}

#[test]
fn a_line_to_a_key_with_unseen_characters_stays_a_line() {
    let text = PERSON
        .replace('?', "dotted: [\"no\\u{7f}body\"], assists: [\"\\u{202e}\"], seat: \"\\u{1}\", ladder: \"\\u{85}\"");
    let first = open(&text, Ron).expect("it opens");
    assert_eq!((first.org.len(), first.unread.len()), (1, 0));
    law(&first, &text);
    assert_eq!(open(&saved(&first, Json), Json).expect("it opens").unread.len(), 0);
}

/// Records an edit, and applies its steps to the organisation before: the same comes of it.
fn replayed(before: &Org, edit: Edit) -> Org {
    let mut after = before.clone();
    let (_, steps) = edit.record(&mut after).expect("the edit applies");
    let mut again = before.clone();
    let (_, left_out) = Scenario { steps, ..Scenario::default() }.apply(&mut again);
    assert_eq!(left_out, []);
    assert_eq!(written(&again), written(&after));
    after
}

#[test]
fn steps_apply_wherever_their_edit_did() {
    let text = "(twintrack: 1, as_of: \"2026-09-30\", ladders: [(name: \"L\", tracks: [(kind: ic, entries: [(code: \"A\"), (code: \"B\"), (code: \"A\"), (code: \"\")])])], people: [(id: \"a\"), (id: \"b\", manager: \"a\")])";
    let org = open(text, Ron).expect("it opens").org;
    let (a, b) = (PersonId(0), PersonId(1));
    assert_eq!((org.seat(a), org.seat(b)), (None, None), "nobody sits on a rung because its code is missing");
    // A loop as an export has it.
    let looped = replayed(&org, Edit::RestoreManager { person: a, manager: Some(b), unlinked: None });
    assert_eq!((looped.manager(a), looped.manager(b)), (Some(b), Some(a)));
    // The second rung with a code, not the first.
    let opened = replayed(&org, Edit::SetOpen { rung: RungId(2), open: false });
    assert!(opened.rung(RungId(0)).open && !opened.rung(RungId(2)).open);
    // Nobody sits where a file could not say that they do.
    for rung in [2, 3] {
        let seat = Some(Seat { rung: RungId(rung), source: SeatSource::Given });
        let mut org = org.clone();
        let all = Edit::All(vec![Edit::SetManager { person: b, manager: None }, Edit::MoveToSeat { person: a, seat }]);
        let refused = all.record(&mut org).expect_err("it is refused");
        assert!(matches!(refused, EditError::Nameless { .. }));
        assert_eq!(org.manager(b), Some(a), "nothing of it is done");
    }
}

#[test]
fn a_name_that_stands_outside_and_inside_more_is_two_fields_and_can_be_saved() {
    for more in ["foo: 1, more: {\"foo\": 2}", "more: {\"foo\": 1, \"foo\": 2}", "more: 1, more: 2"] {
        let text = format!("(twintrack: 1, as_of: \"2026-09-30\", ladders: [], people: [(id: \"a\")], {more})");
        law(&open(&text, Ron).expect("it opens"), &text);
    }
}

#[test]
fn what_could_not_be_read_of_a_field_stays_when_the_field_gets_a_value() {
    let text = "(twintrack: 1, as_of: \"2026-09-30\", ladders: [], people: [(id: \"a\")], scenarios: [(name: 5)])";
    let mut opened = open(text, Ron).expect("it opens");
    assert!(opened.scenarios.is_empty() && saved(&opened, Ron).contains("scenarios: [(name: 5)]"));
    opened.scenarios.push(Scenario { name: "New".to_owned(), ..Scenario::default() });
    for notation in [Ron, Json] {
        let once = saved(&opened, notation);
        let again = open(&once, notation).expect("it opens");
        assert_eq!(again.scenarios.len(), 1);
        assert!(once.contains("(name: 5)"), "{once}");
        assert!(told(&again).iter().any(|what| what.contains("could not be read")), "{:?}", told(&again));
        assert_eq!(saved(&again, notation), once);
    }
}
