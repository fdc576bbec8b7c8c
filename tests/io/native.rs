//! The native format: what opens, what is said about what does not, and that nothing read is lost on the way back.

use crate::common::{AS_OF as TODAY, saved as written};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::io::Write;
use twintrack::edit::{Scenario, Step};
use twintrack::io::native::{Notation, write, write_checked};
use twintrack::io::{Format, OpenError, Opened, Progress, Unread, read};
use twintrack::org::*;

fn open(text: &str) -> Result<Opened, OpenError> {
    read(text.as_bytes(), "test.org.ron", TODAY, &Progress::default())
}

fn opened(text: &str) -> Opened {
    open(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Everything that an org says, a line each, handles resolved to text.
pub fn lines_of(opened: &Opened) -> Vec<String> {
    let org = &opened.org;
    // Comments stand where their field does, and at the end where it is not written.
    let mut head = org.head.clone();
    let mut comments: Vec<String> = head.comments.drain(..).map(|comment| comment.text).collect();
    comments.sort();
    // Those of the file's own fields that could not be read stand in their places.
    let own = ["twintrack", "name", "as_of", "currency", "rates", "hours_per_year", "mode", "ladders", "people"];
    head.unknown.sort_by_key(|unknown| own.iter().position(|name| *name == unknown.name).unwrap_or(own.len()));
    let mut lines = vec![format!("{head:?} {comments:?} {:?} {:?}", opened.scenarios, opened.unread)];
    for p in org.people() {
        let keys = |line| org.lines().above(p, line).into_iter().map(|a| org.key(a).to_owned()).collect::<Vec<_>>();
        let seat = org.seat(p).map(|s| (org.ladder(s.rung).name.clone(), org.rung(s.rung).code.clone(), s.source));
        let texts = [org.key(p), org.name(p), org.title(p), org.team(p), org.location(p), org.status(p)];
        let pay = org.pay(p);
        lines.push(format!(
            "{texts:?} {:?} {seat:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            org.kind(p),
            keys(Line::Solid),
            keys(Line::Dotted),
            keys(Line::Assistant),
            org.unlinked(p),
            org.start(p),
            org.end(p),
            (pay.low, pay.high, org.text(pay.currency), pay.fte, pay.period),
            org.details(p),
        ));
    }
    lines
}

/// The file holds two good people around `record`. Says how many opened, how many records stayed text, and what is
/// wrong, without the hints. Whatever is wrong, saving loses none of it.
fn check(record: &str, expected: &str) {
    let text =
        format!("(twintrack: 1, as_of: \"2026-09-30\", people: [\n(id: \"ana\"),\n{record},\n(id: \"zoe\"),\n])\n");
    let opened = opened(&text);
    let problems = opened.problems.iter().map(|problem| {
        assert!(!problem.hint.is_empty(), "{problem}");
        let place = problem.place.map(|place| format!("{}:{} ", place.line, place.column)).unwrap_or_default();
        format!("{place}{} | {}", problem.what, problem.text)
    });
    let found = std::iter::once(format!("{} + {}", opened.org.len(), opened.unread.len())).chain(problems);
    let found = found.collect::<Vec<_>>().join("\n");
    assert_eq!(found, expected, "{record}");
    let saved = written(&opened, Notation::Ron);
    // A record that opened is written in the written form; one that stayed text as it was.
    for word in record.split_whitespace().filter(|_| !opened.unread.is_empty()) {
        assert!(saved.contains(word), "`{word}` of {record} is lost:\n{saved}");
    }
    assert_eq!(self::opened(&saved).org.len(), opened.org.len(), "{saved}");
}

#[test]
fn a_broken_record_costs_that_record_only() {
    check(
        r#"(id: "bo", start: "2026-02-31")"#,
        r#"2 + 1
3:19 `start` cannot be read: Expected a day of the calendar like `2026-09-30` | "2026-02-31"),"#,
    );
    check(
        r#"(id: "bo", kind: robot)"#,
        r#"2 + 1
3:18 `kind` cannot be read: Expected one of `person`, `vacancy`, `several`, `bot` | robot),"#,
    );
    check(
        r#"(id: "bo", evidence: [(kind: "money", amount: 5, share: 2)])"#,
        r#"2 + 1
3:57 `evidence` cannot be read: Expected a share above 0 and up to 1 | 2)]),"#,
    );
    check(
        r#"(id: "bo", evidence: [(kind: "money", amount: 5, colour: "red")])"#,
        r#"2 + 1
3:50 `evidence` cannot be read: There is no field `colour` here, only `kind`, `amount`, `share`, `provenance`, `from`, `to`, `currency`, `domain`, `source`, `note`, `disputed` | colour: "red")]),"#,
    );
    check(
        r#"(id: "bo", pay: "much")"#,
        r#"2 + 1
3:18 `pay` cannot be read: Expected an amount like `240000` or a band like `(90000, 110000)` | much"),"#,
    );
    check(
        r#"(id: "bo", name: "Bo", name: "Bob")"#,
        r#"2 + 1
3:24 `name` appears twice in one record | name: "Bob"),"#,
    );
    check(
        r#"(id: "bo" name: "Bo")"#,
        r#"2 + 1
3:10 `id` cannot be read: There is more text after the value; a comma may be missing |  name: "Bo"),"#,
    );
    check(
        r#"(id: "bo", 17)"#,
        r#"2 + 1
3:14 There is no colon before this | ),"#,
    );
    check(
        r#"(id: "bo", name "Bo")"#,
        r#"2 + 1
3:17 There is no colon before this | "Bo"),"#,
    );
    check(
        r#""bo""#,
        r#"2 + 1
3:1 A record that could not be read is kept as text | "bo","#,
    );
    check(
        r#"(id: 17)"#,
        r#"2 + 1
3:6 `id` cannot be read: Expected text in quotes | 17),"#,
    );
    check(
        r#"(id: "bo", craft: [[[[)"#,
        r#"2 + 1
3:23 A bracket is closed by the wrong kind of bracket | ),"#,
    );
}

#[test]
fn a_bracket_or_quote_that_is_not_closed_costs_that_record_only() {
    check(
        r#"(id: "bo", name: "Bo""#,
        r#"2 + 1
3:1 The record is not closed | (id: "bo", name: "Bo","#,
    );
    check(
        r#"(id: "bo", name: "Bo)"#,
        r#"2 + 1
3:18 A text is never closed | "Bo),"#,
    );
    check(
        r##"(id: "bo", name: r#"Bo")"##,
        r##"2 + 1
3:18 A text is never closed | r#"Bo"),"##,
    );
    check(
        "(id: \"bo\"), /* open",
        r#"3 + 1
3:13 A person is expected here | /* open,"#,
    );
    check(
        r#"(id: "bo", rights: [(text: "x", role: decide)"#,
        r#"2 + 1
3:1 The record is not closed | (id: "bo", rights: [(text: "x", role: decide),"#,
    );
    check(
        r#"(id: "bo", extra: {"a": (1))"#,
        r#"2 + 1
3:28 A bracket is closed by the wrong kind of bracket | ),"#,
    );
    check(
        "(id: \"bo\"),\n(id: \"cy\"",
        r#"3 + 1
4:1 The record is not closed | (id: "cy","#,
    );
}

#[test]
fn what_leads_nowhere_stays_with_the_person() {
    check(
        r#"(id: "bo", seat: "IC9", seat_from: mapped)"#,
        r#"3 + 0
3:18 No ladder has the rung `IC9` | "IC9", seat_from: mapped),"#,
    );
    check(
        r#"(id: "bo", seat: "IC9", ladder: "physics")"#,
        r#"3 + 0
3:18 No ladder has the rung `IC9` of `physics` | "IC9", ladder: "physics"),"#,
    );
    check(
        r#"(id: "bo", manager: "nobody", dotted: ["zoe", "noone"])"#,
        r#"3 + 0
3:1 `bo` reports to `nobody`, who is not in the file | (id: "bo", manager: "nobody", dotted: ["zoe", "noone"]),
3:1 `bo` has a dotted line to `noone`, which does not exist | (id: "bo", manager: "nobody", dotted: ["zoe", "noone"]),"#,
    );
    check(
        r#"(id: "bo", manager: "bo")"#,
        r#"3 + 0
3:1 `bo` reports to themselves | (id: "bo", manager: "bo"),"#,
    );
    check(
        r#"(id: "ana", name: "Another Ana")"#,
        r#"3 + 0
3:1 The id `ana` is used twice | (id: "ana", name: "Another Ana"),"#,
    );
    check(
        r#"(name: "Nameless")"#,
        r#"3 + 0
3:1 A person has no id | (name: "Nameless"),"#,
    );
}

#[test]
fn hand_written_records_open() {
    check(
        "Person(\n  id: r#\"b\"o\"#, // who\n  name: \"B\\u{f6}\", /* , ( /* */ */\n  shoe: Some('\"'),\n)",
        r#"3 + 0"#,
    );
    check(
        "(id: \"bo\"),,",
        r#"3 + 0
3:12 There is one comma too many | ,,
3:13 There is one comma too many | ,"#,
    );
    check(
        "(id: \"bo\", pay: (90000, 110000.5)) (id: \"cy\")",
        r#"4 + 0
3:36 A comma is missing | (id: "cy"),"#,
    );
}

#[test]
fn the_ample_file_comes_back_byte_for_byte() {
    let text = include_str!("../orgs/ample.org.ron");
    let opened = opened(text);
    let problems: Vec<String> = opened.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("Expected a day of the calendar"));
    assert_eq!((opened.format, opened.org.len(), opened.unread.len()), (Format::Ron, 5, 1));
    assert_eq!(written(&opened, Notation::Ron), text);
    let json = written(&opened, Notation::Json);
    serde_json::from_str::<serde_json::Value>(&json).expect("JSON that other programs can read");
    let from_json = read(json.as_bytes(), "ample.json", TODAY, &Progress::default()).expect("our own JSON");
    assert_eq!(lines_of(&from_json), lines_of(&opened));
    assert_eq!(written(&from_json, Notation::Json), json);
    assert_eq!(written(&from_json, Notation::Ron), text);
}

#[test]
fn what_is_no_organisation_is_named() {
    let check = |bytes: &[u8], name: &str, expected: &str| {
        let error = read(bytes, name, TODAY, &Progress::default()).expect_err(name);
        assert_eq!(error.to_string(), expected);
        assert!(!error.hint().is_empty());
    };
    check(b"", "a.org.ron", r#"The file is empty (Choose another file)"#);
    check(b" \n", "a.csv", r#"The file is empty (Choose another file)"#);
    check(
        b"\xef\xbb\xbf(twintrack: 2, people: [])",
        "a.org.ron",
        r#"line 1, column 2: This file has version `2`; this program reads versions up to `1`: twintrack: 2, people: []) (Open it with a newer version of Twintrack)"#,
    );
    check(
        b"(twintrack: 1, name: \"\xff\")",
        "a.org.ron",
        r#"The file is not UTF-8: byte 23 (0xff) is not text (Save it as UTF-8 and open it again)"#,
    );
    for (bytes, name) in [(&b"<?xml version=\"1.0\"?><people/>"[..], "a.xml"), (b"{\"people\": [1]}", "a.json")] {
        let expected = format!(
            "`{name}`: No people could be found in this file (Export the people as a spreadsheet (CSV) from the \
             original program)"
        );
        check(bytes, name, &expected);
    }
    check(
        b"[{\"name\": \"Ana\"",
        "a.json",
        r#"`a.json`: This looks like JSON and is damaged: EOF while parsing an object at line 1 column 15 (Export it again, or export the people as a spreadsheet (CSV))"#,
    );
    check(
        b"PK\x03\x04rest",
        "a.xlsx",
        r#"`a.xlsx`: This looks like a workbook, but it is damaged: its list of parts is missing or broken (Use another copy, or save it again)"#,
    );
    check(
        b"(twintrack: 1, na",
        "a.org.ron",
        r#"line 1, column 18: The file is incomplete (It may have been cut off: look for another copy)"#,
    );
    check(
        b"(twintrack: 1, people: [(id: ",
        "a.org.ron",
        r#"line 1, column 30: The file is incomplete (It may have been cut off: look for another copy)"#,
    );
    check(
        b"\x1f\x8bnonsense",
        "a.org.ron.gz",
        r#"The compressed file is damaged: invalid gzip header (Use another copy, or decompress it yourself)"#,
    );
}

#[test]
fn the_strictest_of_several_modes_counts() {
    let people = "people(purpose: \"review\", by: \"Bo\")";
    let locked = Mode::StructureOnly { locked: true };
    for (modes, mode) in [
        ([people, "structure_only(locked: true)"], locked.clone()),
        (["structure_only(locked: true)", people], locked.clone()),
        (["nonsense(", "structure_only(locked: true)"], locked.clone()),
        (["\"nonsense\"", "structure_only(locked: true)"], locked.clone()),
        ([people, "\"locked for ever\""], locked),
        ([people, "structure_only"], Mode::StructureOnly { locked: false }),
        (["structure_only", people], Mode::StructureOnly { locked: false }),
    ] {
        let text =
            format!("(\n  twintrack: 1,\n  mode: {},\n  mode: {},\n  people: [(id: \"a\")],\n)\n", modes[0], modes[1]);
        let first = opened(&text);
        assert_eq!(first.org.head.mode, mode, "{text}");
        for notation in [Notation::Ron, Notation::Json] {
            let saved = written(&first, notation);
            let again = read(saved.as_bytes(), "a.json", TODAY, &Progress::default());
            let again = if notation == Notation::Ron { opened(&saved) } else { again.expect("it opens") };
            assert_eq!(again.org.head.mode, mode, "{text}\n{saved}");
            assert_eq!(written(&again, notation), saved);
            assert!(!modes.contains(&people) || saved.contains("review"), "{saved}");
            assert!(!modes[1].contains("ever") || saved.contains("ever"), "{saved}");
        }
    }
}

#[test]
fn a_seat_on_another_rung_of_the_same_code_is_not_saved_as_if_it_came_back() {
    let text = r#"(twintrack: 1, ladders: [(name: "L", tracks: [(kind: ic, entries: [(code: "A")]), (kind: management,
        entries: [(code: "A")])])], people: [(id: "a", seat: "A"), (id: "b")])"#;
    let mut file = opened(text);
    let seat = file.org.seat(PersonId(0)).expect("a seat");
    let mut save = |rung| {
        file.org.set_seat(PersonId(0), Some(Seat { rung, ..seat }));
        let mut out = Vec::new();
        write_checked(&file.org, &[], &[], Notation::Ron, &mut out).map_err(|error| error.to_string())
    };
    assert_eq!(save(RungId(0)), Ok(()));
    assert!(save(RungId(1)).is_err(), "it would open on the rung of the other track");
}

#[test]
fn a_text_as_comment_of_json_stays_one() {
    let json = r#"{"//": "Ours", "twintrack": 1, "as_of": "2026-09-30", "people": [{"id": "a"}]}"#;
    let first = read(json.as_bytes(), "a.json", TODAY, &Progress::default()).expect("it opens");
    assert!(first.problems.is_empty(), "{:?}", first.problems);
    let saved = written(&first, Notation::Json);
    let again = read(saved.as_bytes(), "a.json", TODAY, &Progress::default()).expect("it opens");
    assert_eq!(written(&again, Notation::Json), saved);
    assert!(written(&first, Notation::Ron).contains("// Ours") && saved.contains("Ours"), "{saved}");
}

#[test]
fn a_byte_order_mark_and_gzip_are_no_hindrance() {
    let text = "\u{feff}(twintrack: 1, as_of: \"2026-09-30\", people: [(id: \"ana\")])";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).expect("memory");
    let packed = packer.finish().expect("memory");
    for bytes in [text.as_bytes(), &packed] {
        let opened = read(bytes, "a.org.ron.gz", TODAY, &Progress::default()).expect("it opens");
        assert_eq!((opened.org.len(), opened.problems.len()), (1, 0));
    }
}

#[test]
fn a_gzip_bomb_is_refused() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..200 {
        packer.write_all(&zeros).expect("memory");
    }
    let error = read(&packer.finish().expect("memory"), "a.gz", TODAY, &Progress::default()).expect_err("a bomb");
    assert!(error.to_string().starts_with("The compressed file contains more than"), "{error}");
}

#[test]
fn people_may_stand_before_the_ladders() {
    let ladder = r#"ladders: [(name: "a", tracks: [(kind: ic, entries: [(code: "IC1")])])]"#;
    let opened = opened(&format!(
        "(twintrack: 1, people: [(id: \"ana\", seat: \"IC1\"), (id: \"b)], {ladder}, as_of: \"2026-09-30\")"
    ));
    assert_eq!(opened.org.len(), 1);
    let opened = self::opened(&format!(
        "(twintrack: 1, people: [(id: \"ana\", seat: \"IC1\")], {ladder}, as_of: \"2026-09-30\")"
    ));
    assert_eq!(opened.problems, []);
    assert!(opened.org.seat(PersonId(0)).is_some());
}

#[test]
fn a_file_cut_off_anywhere_never_panics_and_its_people_are_kept() {
    let text = include_str!("../orgs/ample.org.ron");
    let json = written(&opened(text), Notation::Json);
    for (text, name) in [(text, "a.org.ron"), (&json, "a.json")] {
        for end in 0..text.len() {
            if let Ok(opened) = read(&text.as_bytes()[..end], name, TODAY, &Progress::default()) {
                let notation = if name == "a.json" { Notation::Json } else { Notation::Ron };
                let saved = written(&opened, notation);
                let again = read(saved.as_bytes(), name, TODAY, &Progress::default());
                let again = again.unwrap_or_else(|error| panic!("cut at {end}: {error}\n{saved}"));
                assert_eq!(again.org.len(), opened.org.len(), "cut at {end}:\n{saved}");
            }
        }
    }
}

#[test]
fn nesting_bombs_are_text_or_errors() {
    for open in ["(", "[", "{", "Some(", "/*", "(a:", "[{\"a\":"] {
        let bomb = open.repeat(100_000 / open.len());
        for text in [
            bomb.clone(),
            format!("(twintrack: 1, x: {bomb}"),
            format!("(twintrack: 1, people: [(id: \"ana\"),\n(id: \"bo\", x: {bomb}),\n(id: \"zoe\")])"),
            format!("(twintrack: 1, people: [(id: \"ana\", evidence: {bomb}"),
            format!("{{\"twintrack\": 1, \"people\": [{{\"id\": \"ana\", \"x\": {bomb}"),
        ] {
            match read(text.as_bytes(), "a.org.ron", TODAY, &Progress::default()) {
                // Ana stands before the bomb, which is kept as text.
                Ok(opened) => {
                    assert!(opened.org.find("ana").is_some(), "{open} in {text:.60}");
                    assert!(written(&opened, Notation::Ron).contains(&bomb), "{open} in {text:.60} is lost");
                }
                Err(error) => assert!(!error.hint().is_empty(), "{open} in {text:.60}: {error}"),
            }
        }
    }
    let closed = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let text = format!("(twintrack: 1, people: [(id: \"ana\"),\n(id: \"bo\", x: {closed}),\n(id: \"zoe\")])");
    assert_eq!(opened(&text).org.len(), 2);
}

#[test]
fn a_hundred_thousand_broken_records_are_read_in_one_pass() {
    let begun = std::time::Instant::now();
    for broken in
        ["(id: \"a, name: \"B\"),\n", "(id: \"a\", x: ((),\n", "(id: \"a\"\n", "(id: \"a\", x: [(,),\n", ",\n", "((\n"]
    {
        let text = format!("(twintrack: 1, people: [\n{}])", broken.repeat(100_000));
        // Each costs itself alone, or the file is no organisation, which is said.
        match open(&text) {
            Ok(opened) => {
                let kept = opened.org.len() + opened.unread.len();
                assert!(!opened.problems.is_empty() && kept <= 100_000, "{broken:?}: {kept}");
            }
            Err(error) => assert!(!error.hint().is_empty(), "{broken:?}: {error}"),
        }
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn cancelling_is_answered() {
    let text = format!("(twintrack: 1, people: [{}])", "(id: \"a\"),\n".repeat(10_000));
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(read(text.as_bytes(), "a.org.ron", TODAY, &progress), Err(OpenError::Cancelled)));
}

#[test]
fn a_plain_person_takes_under_200_bytes() {
    let text = "(twintrack: 1, people: [(id: \"e-104233\", name: \"Annelise Brandt-Okonkwo\", title: \"Senior manufacturing engineer\", team: \"Packaging\", seat: \"IC4\", manager: \"e-100017\", pay: 104500)])";
    let saved = written(&opened(text), Notation::Ron);
    let line = saved.lines().find(|line| line.contains("e-104233")).expect("the person");
    assert!(line.len() < 200, "{line}");
}

#[test]
#[cfg(unix)]
fn saving_keeps_links_and_permissions_and_a_new_file_is_private() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let (file, link) = (folder.path().join("a.org.ron"), folder.path().join("link.org.ron"));
    let first = opened(include_str!("../orgs/ample.org.ron"));
    let save = |path: &std::path::Path| twintrack::io::save(path, &first.org, &first.scenarios, &first.unread);
    symlink("a.org.ron", &link).expect("a link");
    save(&link).expect("saved");
    let mode = |path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).expect("ours");
    save(&link).expect("saved");
    assert_eq!(mode(&file), 0o640);
    assert!(link.is_symlink());
    for name in ["b.json", "c.org.ron.gz", "a.org.ron"] {
        let path = folder.path().join(name);
        save(&path).expect("saved");
        let again = twintrack::io::open(&path, TODAY, &Progress::default()).expect("opens");
        assert_eq!(lines_of(&again), lines_of(&first), "{name}");
    }
    assert!(save(&folder.path().join("d.csv")).is_err());
    assert!(save(&folder.path().join("none/e.org.ron")).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).expect("there").count(), 4, "nothing is left behind");
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,6}",
        any::<String>(),
        prop::sample::select(vec![
            "\"",
            "\\",
            "),\n(id: \"x\"",
            "r#\"",
            "/*",
            "// x",
            "\u{202e}",
            "e\u{301}",
            "'",
            "\0",
            "None",
            "\u{feff}"
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_date() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d)))
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..1e6, (0_u32..5_000_000).prop_map(f64::from), any::<f64>().prop_filter("finite", |x| x.is_finite())]
}

prop_compose! {
    fn any_right()(text in any_text(), domain in any_text(), at in prop::option::of(any_number()), technical: bool) -> Right {
        Right { text: text.into(), domain: domain.into(), at, role: Role::Agree, technical }
    }
}

prop_compose! {
    fn any_details()(
        texts in prop::collection::vec(any_text(), 8),
        lists in prop::collection::vec(prop::collection::vec(any_text(), 0..3), 3),
        days in (any_date(), any_date()),
        numbers in prop::collection::vec(any_number(), 4),
        rights in prop::option::of(prop::collection::vec(any_right(), 0..3)),
        some: [bool; 6],
        names in prop::collection::vec(prop_oneof![any_text(), Just("name".to_owned()), Just("x-y".to_owned())], 0..3),
        raws in prop::collection::vec(prop::sample::select(vec!["1", "\"a\\u{e9}\"", "(a: 'b', c: Some(2))", "{\"k\": [None, 1.5e3]}", "r#\"\"\"#", "[1, /* c */ 2,]"]), 3),
        comment in prop::sample::select(vec!["", "// one\n/* two\n */"]),
    ) -> Details {
        let text = |i: usize| texts[i].clone();
        let taken = ["seat", "ladder", "seat_from", "dotted", "assists", "$ron"];
        let names = names.into_iter().filter(|name| !taken.contains(&name.as_str()));
        Details {
            preference: some[1].then(|| Preference { answer: Answer::Projects, date: days.1, asked_by: text(4).into() }),
            rare: Rare {
                history: if some[0] {
                    vec![RoleChange { date: days.0, title: text(0), rung: text(1), reason: Some(Reason::CounterOffer { rival_title: text(2) }), rise: Some(numbers[0]), note: text(3) }]
                } else { Vec::new() },
                craft: text(5),
                accountability: some[2].then_some(Accountability::Money),
                accountabilities: lists[0].clone(),
                forums: lists[1].clone(),
                notes: lists[2].clone(),
                stated_authority: some[3].then_some(numbers[1]),
                posts: some[4].then_some(numbers[2].abs()),
                unknown: names.zip(raws).map(|(name, raw)| Unknown { name, raw: raw.to_owned() }).collect(),
                comment: comment.to_owned(),
                ..Rare::default()
            }.into(),
            evidence: if some[5] {
                vec![Evidence { kind: text(6).into(), amount: numbers[3].abs(), share: 0.25, provenance: Provenance::Audited, period: days.0.map(|from| Period { from, to: days.1.map(|to| to.max(from)) }), particulars: Particulars { currency: text(7), domain: text(0), source: text(1), note: text(2), disputed: days.1.map(|_| text(3)) }.into() }]
            } else { Vec::new() },
            budgets: rights.as_ref().map(|r| r.iter().map(|r| Budget { domain: r.domain.to_string(), limit: r.at.unwrap_or(0.0).abs(), currency: r.text.to_string(), technical: r.technical }).collect()),
            rights,
        }
    }
}

/// An organisation with its plans; a failure shows it as the file that it becomes.
struct Written(Org, Vec<Scenario>);

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let mut out = Vec::new();
        write(&self.0, &self.1, &[], Notation::Ron, &mut out).map_err(|_| std::fmt::Error)?;
        f.write_str(&String::from_utf8_lossy(&out))
    }
}

prop_compose! {
    fn any_org()(
        head in prop::collection::vec(any_text(), 8),
        rows in prop::collection::vec((prop::collection::vec(any_text(), 8), any_date(), any_number(), any_number(), any::<Option<f32>>(), prop::option::of(any_details()), any::<u8>()), 0..6),
        hours in 1.0..3000.0,
        locked: bool,
    ) -> Written {
        let track = |code: &str| Track { kind: TrackKind::Ic, name: head[3].clone(), entries: vec![Rung::named(code, &head[4])] };
        let ladder = |name: &str, code: &str| Ladder { name: name.to_owned(), source: head[5].clone(), tracks: vec![track(code)], ..Ladder::default() };
        let mut all = Head::new(&head[0], TODAY);
        all.currency = head[1].clone();
        all.hours_per_year = hours;
        all.mode = Mode::StructureOnly { locked };
        all.ladders = vec![ladder("one", &format!("x{}", head[6])), ladder("two", &format!("x{}", head[6])), ladder("three", "own")];
        all.ladders[1].constants.kinds.remove(0);
        all.waivers = vec![Waiver { rule: head[2].clone(), subject: head[3].clone(), reason: String::new(), by: String::new(), date: None, number: Some(hours), severity: String::new(), answer: head[2].clone() }];
        let mut builder = Builder::new(all);
        for (at, (texts, day, low, high, fte, details, bits)) in rows.iter().enumerate() {
            let key = format!("{}{at}", texts[0]);
            let pay = Pay { low: *low, high: if bits & 1 == 0 { *low } else { *high }, fte: fte.filter(|x| x.is_finite() && *x >= 0.0).unwrap_or(f32::NAN), ..Pay::NONE };
            let seat = Some(Seat { rung: RungId(u16::from(bits % 3)), source: SeatSource::Suggested }).filter(|_| bits & 8 == 0);
            let person = builder.add(&Row {
                key: &key, name: &texts[1], title: &texts[2], team: &texts[3], location: &texts[4], status: &texts[5],
                manager: if bits & 2 == 0 { &texts[6] } else { "" }, seat, kind: Kind::Person, start: *day, end: None,
                pay: if bits & 4 == 0 { pay } else { Pay::NONE }, currency: &texts[7],
            });
            if let Some(details) = details {
                builder.set_details(person, details.clone());
            }
        }
        let step = Step::Title { person: head[5].clone(), from: head[6].clone(), to: head[7].clone() };
        Written(builder.finish().0, vec![Scenario { name: head[7].clone(), note: head[0].clone(), steps: vec![step] }])
    }
}

/// The same data as another hand would write it.
fn laid_out(text: &str, salt: u64) -> String {
    let mut draw = fastrand::Rng::with_seed(salt);
    let mut out = String::new();
    let (mut rest, mut last) = (text, '(');
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || "_.-".contains(c);
        let len = match c {
            '"' => 2 + rest[1..].find('"').expect("texts made up have no escapes"),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => c.len_utf8(),
        };
        let (token, behind) = rest.split_at(len);
        rest = behind;
        match c {
            ' ' | '\n' => continue,
            ',' if behind.trim_start().starts_with([')', ']']) && draw.bool() => continue,
            ')' | ']' if ![',', '(', '['].contains(&last) && draw.u8(0..4) == 0 => out.push_str(", "),
            _ => {}
        }
        last = c;
        match (c, draw.u8(0..12)) {
            ('"', 0) => {
                let escaped = token[1..len - 1].chars().map(|c| format!("\\u{{{:x}}}", u32::from(c)));
                out.push_str(&format!("\"{}\"", escaped.collect::<String>()));
            }
            _ => out.push_str(token),
        }
        match draw.u8(0..20) {
            0 => out.push('\n'),
            1 => out.push_str(" \t"),
            2 => out.push_str("\r\n  "),
            3 => out.push_str(" // by the way\n"),
            4..8 => {}
            _ => out.push(' '),
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(128), ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(Written(org, scenarios) in any_org()) {
        let first = Opened { org, scenarios, problems: Vec::new(), unread: Vec::new(), format: Format::Ron };
        let ron = written(&first, Notation::Ron);
        let from_ron = opened(&ron);
        prop_assert_eq!(lines_of(&from_ron), lines_of(&first), "{}", &ron);
        prop_assert_eq!(&written(&from_ron, Notation::Ron), &ron);
        let json = written(&from_ron, Notation::Json);
        serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
        let from_json = read(json.as_bytes(), "a.json", TODAY, &Progress::default()).expect("ours");
        prop_assert_eq!(lines_of(&from_json), lines_of(&first), "{}", &json);
        prop_assert_eq!(&written(&from_json, Notation::Ron), &ron);
    }

    /// White space, line breaks, comments, commas at the end, escapes and `Some` are the hand's and mean nothing.
    #[test]
    fn any_layout_of_the_same_data_is_the_same_organisation(seed: u64, salt: u64) {
        let (org, _) = twintrack::generate::org(40, seed);
        let first = Opened { org, scenarios: Vec::new(), problems: Vec::new(), unread: Vec::new(), format: Format::Ron };
        let text = written(&first, Notation::Ron);
        let other = laid_out(&text, salt);
        let again = opened(&other);
        prop_assert_eq!(&again.problems, &Vec::new(), "{}", &other);
        let saved = written(&again, Notation::Ron);
        let plain: String = saved.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect();
        prop_assert_eq!(plain, text, "{}", &other);
    }

    #[test]
    fn any_damage_is_survived_and_saved(at in any::<prop::sample::Index>(), bytes in "[(){}\\[\\]\"',:/*#r\n ]{1,3}", cut in 0_usize..40) {
        let text = include_str!("../orgs/ample.org.ron");
        let mut at = at.index(text.len());
        while !text.is_char_boundary(at) { at -= 1; }
        let mut end = (at + cut).min(text.len());
        while !text.is_char_boundary(end) { end -= 1; }
        let damaged = format!("{}{bytes}{}", &text[..at], &text[end.max(at)..]);
        if let Ok(first) = open(&damaged) {
            let saved = written(&first, Notation::Ron);
            let again = opened(&saved);
            prop_assert_eq!(again.org.len(), first.org.len(), "{}\n->\n{}", damaged, saved);
            prop_assert_eq!(written(&again, Notation::Ron), written(&opened(&written(&again, Notation::Ron)), Notation::Ron));
        }
    }
}

#[test]
fn unread_records_stay_between_the_same_people() {
    let first =
        opened("(twintrack: 1, as_of: \"2026-09-30\", people: [(id: \"ana\"), (id: 1), (id: \"bo\"), (id: 2)])");
    let expected = [(1, "(id: 1)"), (2, "(id: 2)")].map(|(after, raw)| Unread {
        after,
        raw: raw.to_owned(),
        notation: Notation::Ron,
    });
    assert_eq!(first.unread, expected);
    assert_eq!(opened(&written(&first, Notation::Ron)).unread, expected);
}

#[test]
fn a_code_that_a_ladder_has_twice_is_said() {
    let text = r#"(twintrack: 1, as_of: "2026-09-30", ladders: [(name: "x", tracks: [(kind: ic, entries: [(code: "L1")]), (kind: management, entries: [(code: "L1"), (code: "L2")])])], people: [(id: "ana", seat: "L1")])"#;
    let found: Vec<String> = opened(text).problems.into_iter().map(|problem| problem.what).collect();
    assert_eq!(found, ["The ladder `x` has the code `L1` twice"]);
}

#[test]
fn an_undated_step_stays_where_the_file_has_it() {
    let history = r#"[(date: "2019-03-04", rung: "IC5"), (rung: "M1", reason: retention, rise: 10000)]"#;
    let ladder = r#"(name: "L", tracks: [(kind: ic, entries: [(code: "IC5")]), (kind: management, entries: [(code: "M1")])],
        equivalences: [(entry: "M1", equals: "IC5")])"#;
    let text = format!(
        r#"(twintrack: 1, as_of: "2026-09-30", mode: people(), ladders: [{ladder}],
        people: [(id: "ana", seat: "M1", history: {history}, craft_time: [(date: "2020-01-01", share: 0.9), (share: 0.1)])])"#
    );
    let opened = opened(&text);
    let ana = PersonId(0);
    let rungs = |org: &Org| org.details(ana).history.iter().map(|step| step.rung.clone()).collect::<Vec<_>>();
    assert_eq!(rungs(&opened.org), ["IC5", "M1"]);
    assert_eq!(opened.org.details(ana).craft_time.last().map(|time| time.share), Some(0.1));
    // The step that is not dated is the newest one, and what was found by it is found.
    assert_eq!(crate::common::found(&opened.org, "retention-promotion"), "confirmed ana 0");
    let mut org = opened.org;
    let mut details = org.details(ana).clone();
    org.swap_details(ana, &mut details);
    assert_eq!(rungs(&org), ["IC5", "M1"], "an edit keeps it too");
}

#[test]
fn a_period_may_begin_and_go_on() {
    let evidence = r#"evidence: [(kind: "systems", amount: 5, from: "2019-01-01")]"#;
    let opened = opened(&format!(r#"(twintrack: 1, as_of: "2026-09-30", people: [(id: "ana", {evidence})])"#));
    let period = opened.org.details(PersonId(0)).evidence[0].period;
    assert_eq!(period, Some(Period { from: date(2019, 1, 1), to: None }));
    assert!(written(&opened, Notation::Ron).contains(r#"from: "2019-01-01")"#));
}

#[test]
fn what_is_held_and_the_second_offset_stand_in_the_ladder() {
    let kinds = r#"[(name: "systems", anchors: [(1, 3), (5, 5)], stock: false), (name: "patents", anchors: [(1, 3), (5, 5)],
        offset: 0.5, offset_sure: 1.25, stock: true), (name: "money", anchors: [(1, 3), (5, 5)], money: true)]"#;
    let opened = opened(&format!(
        r#"(twintrack: 1, as_of: "2026-09-30", ladders: [(name: "L", all_kinds: {kinds})], people: [])"#
    ));
    let said = |opened: &Opened| {
        let kinds = opened.org.head.ladders[0].constants.kinds.iter();
        kinds.map(|kind| (kind.name.clone(), kind.is_stock(), kind.offset, kind.offset_sure)).collect::<Vec<_>>()
    };
    let [systems, patents, money] = ["systems", "patents", "money"].map(str::to_owned);
    assert_eq!(
        said(&opened),
        [(systems, false, 0.0, None), (patents, true, 0.5, Some(1.25)), (money, false, 0.0, None)]
    );
    let text = written(&opened, Notation::Ron);
    let again = open(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(said(&again), said(&opened));
    // A file that says nothing of it: systems are held, and no other.
    assert!(crate::common::ladder().constants.kinds.iter().all(|kind| kind.is_stock() == (kind.name == "systems")));
}

#[test]
fn the_example_of_the_manual_has_three_problems() {
    let example = opened(include_str!("../../assets/orgs/problems.org.ron"));
    let said: Vec<&str> = example.problems.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "`pool-1` reports to `agency-nord`, who is not in the file",
            "The id `lab-07` is used twice",
            "`advisor` reports to themselves"
        ]
    );
    let manual = include_str!("../../docs/files.md");
    for key in ["pool-1", "lab-07", "advisor"] {
        assert!(manual.contains(&format!("(id: \"{key}\"")), "{key}");
    }
    // The sample organisation greets with none.
    let bundled = read(twintrack::BUNDLED, twintrack::BUNDLED_NAME, TODAY, &Progress::default()).expect("it opens");
    assert!(bundled.problems.is_empty(), "{:?}", bundled.problems);
}

#[test]
fn a_message_about_a_value_does_not_quote_it() {
    for field in [
        "preference: s3cret",
        "accountability: s3cret",
        "history: [(date: \"2026-01-01\", seat: \"IC1\", reason: s3cret)]",
        "history: [(date: \"s3cret\", seat: \"IC1\")]",
        "evidence: [(kind: \"money\", amount: 5, provenance: s3cret)]",
        "evidence: [(kind: \"money\", amount: 5, from: \"s3cret\")]",
        "s3cret",
    ] {
        let text = format!(
            r#"(twintrack: 1, as_of: "2026-09-30", ladders: [], people: [
(id: "a"), (id: "b", {field})])"#
        );
        let opened = opened(&text);
        let said: Vec<&str> = opened.problems.iter().map(|problem| problem.what.as_str()).collect();
        assert_eq!(opened.unread.len(), 1, "{field}: {said:?}");
        assert!(!said.iter().any(|what| what.contains("s3cret")), "{field}: {said:?}");
    }
}
