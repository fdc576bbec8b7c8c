//! What edits look like in a file: every step of a plan in its written form, the order of siblings, and who was
//! removed.

use crate::common::{self, AS_OF};
use jiff::civil::date;
use twintrack::edit::{self, Edit, NewPerson, Scenario, Step, TextField};
use twintrack::io::native::Notation;
use twintrack::io::{Opened, Progress, read};
use twintrack::org::*;

const FILE: &str = r#"(
  twintrack: 1,
  as_of: "2026-09-30",
  ladders: [(name: "craft", tracks: [(kind: ic, entries: [(code: "IC1"), (code: "IC2")])])],
  people: [
    (id: "ana", name: "Ana", seat: "IC2"),
    (id: "bo", name: "Bo", title: "Chemist", seat: "IC1", manager: "ana", pay: 90000),
    (id: "cy", manager: "ana", dotted: ["bo"]),
  ],
  PLANS
  waivers: [(rule: "paper-title", subject: "bo", reason: "agreed")],
)"#;

fn written(org: &Org, scenarios: &[Scenario]) -> String {
    common::file(org, scenarios, Notation::Ron)
}

fn opened(plans: &str) -> Opened {
    let text = FILE.replace("PLANS", plans);
    let opened = read(text.as_bytes(), "a.org.ron", AS_OF, &Progress::default()).expect("it opens");
    assert_eq!(opened.problems, [], "{text}");
    opened
}

/// The steps of an edit as they stand in a file, a line each; read back they do the same.
fn check(edit: impl FnOnce(&Org) -> Edit, expected: &str) {
    let org = opened("").org;
    let edit = edit(&org);
    let mut edited = org.clone();
    let steps = Step::of(&edit, &org);
    edit.apply(&mut edited).expect("it applies");
    let plan = Scenario { name: "P".into(), note: String::new(), steps };
    let text = written(&org, &[plan]);
    let steps: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("        "))
        .filter(|l| l.starts_with(char::is_uppercase))
        .collect();
    assert_eq!(steps.join("\n").trim_end_matches(','), expected, "{text}");
    let mut again = opened(&format!("scenarios: [(name: \"P\", steps: [{expected}])],"));
    let (_, not) = again.scenarios[0].apply(&mut again.org);
    assert_eq!(not, []);
    assert_eq!(written(&again.org, &[]), written(&edited, &[]));
}

const ANA: PersonId = PersonId(0);
const BO: PersonId = PersonId(1);
const CY: PersonId = PersonId(2);

#[test]
fn every_edit_has_a_written_form() {
    let text = |field, text: &str| Edit::SetText { person: BO, field, text: text.to_owned() };
    check(|_| text(TextField::Title, ""), r#"Title(person: "bo", from: "Chemist")"#);
    check(|_| text(TextField::Team, "Lab"), r#"Text(person: "bo", field: team, to: "Lab")"#);
    let seat = Some(Seat { rung: RungId(1), source: SeatSource::Confirmed });
    check(
        |_| Edit::MoveToSeat { person: BO, seat },
        r#"Seat(person: "bo", from: "IC1", to: "IC2", source: confirmed)"#,
    );
    check(|_| Edit::MoveToSeat { person: BO, seat: None }, r#"Seat(person: "bo", from: "IC1")"#);
    check(|_| Edit::SetManager { person: CY, manager: Some(BO) }, r#"Manager(person: "cy", from: "ana", to: "bo")"#);
    check(
        |_| Edit::SetLines { person: CY, line: Line::Dotted, above: vec![ANA, BO] },
        r#"Lines(person: "cy", line: dotted, from: ["bo"], to: ["ana", "bo"])"#,
    );
    check(
        |_| Edit::SetDates { person: BO, start: None, end: Some(date(2026, 12, 31)) },
        r#"Dates(person: "bo", to: (end: "2026-12-31"))"#,
    );
    check(|_| Edit::SetKind { person: CY, kind: Kind::Vacancy }, r#"Kind(person: "cy", to: vacancy)"#);
    let pay = Pay { low: 8e3, high: 9e3, period: PayPeriod::Month, fte: 0.8, ..Pay::NONE };
    check(
        |_| Edit::SetPay { person: BO, pay, currency: "CHF".into() },
        r#"Salary(person: "bo", from: (amount: (90000, 90000)), to: (amount: (8000, 9000), currency: "CHF", period: month, fte: 0.8))"#,
    );
    let notes = Rare { notes: vec!["Asked".into()], posts: Some(2.0), ..Rare::default() };
    let details = Details { rights: Some(Vec::new()), rare: notes.into(), ..Details::default() };
    check(
        |_| Edit::SetDetails { person: BO, details: Box::new(details) },
        r#"Details(person: "bo", to: (rights: [], posts: 2, notes: ["Asked"]))"#,
    );
    check(|_| Edit::SetOrder { person: CY, order: Some(0.5) }, r#"Order(person: "cy", to: 0.5)"#);
    check(|_| Edit::SetKey { person: BO, key: "b".into() }, r#"Key(person: "bo", to: "b")"#);
    check(|_| Edit::SetOpen { rung: RungId(0), open: false }, r#"Open(rung: "IC1", from: true, to: false)"#);
    check(
        |org| Edit::SetHead(Box::new(Head { currency: "EUR".into(), ..org.head.clone() })),
        r#"Head(from: (currency: ""), to: (currency: "EUR"))"#,
    );
}

#[test]
fn who_comes_and_goes_has_a_written_form() {
    let new = NewPerson { key: "bo".into(), name: "Bo".into(), manager: Some(BO), ..NewPerson::default() };
    check(
        |_| Edit::AddPerson(Box::new(new)),
        "Add(person: \"bo~2\", name: \"Bo\"),\nManager(person: \"bo~2\", to: \"bo\")",
    );
    check(
        |org| edit::remove(org, ANA),
        "Manager(person: \"bo\", from: \"ana\"),\nManager(person: \"cy\", from: \"ana\"),\nRemove(person: \"ana\", name: \"Ana\")",
    );
}

#[test]
fn steps_of_older_files_still_open() {
    let plans = r#"scenarios: [(name: "P", note: "N", steps: [
        Seat(person: "bo", from: "IC1", to: "IC2"), Manager(person: "cy", from: "ana", to: ""), Title(person: "bo", from: "Chemist"),
        Pay(person: "bo", from: 90000, to: 95000), Rights(person: "bo", to: []), Open(rung: "IC1", from: true, to: false),
    ])],"#;
    let mut opened = opened(plans);
    let (_, not) = opened.scenarios[0].apply(&mut opened.org);
    assert_eq!(not, []);
    assert_eq!((opened.org.yearly_pay(BO), opened.org.title(BO), opened.org.manager(CY)), (Some(95e3), "", None));
}

#[test]
fn another_order_is_in_the_file_and_comes_back_from_it() {
    let mut org = opened("").org;
    edit::place(&org, &Tree::of(&org), CY, Some(ANA), Some(BO)).apply(&mut org).expect("no loop");
    let text = written(&org, &[]);
    assert!(text.contains(r#"(id: "cy", manager: "ana", order: 1, dotted: ["bo"])"#), "{text}");
    let again = read(text.as_bytes(), "a.org.ron", AS_OF, &Progress::default()).expect("just written").org;
    assert_eq!(Tree::of(&again).order(), [ANA, CY, BO]);
    assert_eq!(written(&again, &[]), text);
}

#[test]
fn the_removed_are_not_met_and_their_key_is_free() {
    let mut org = opened("").org;
    let back = edit::remove(&org, BO).apply(&mut org).expect("bo is there");
    assert_eq!((org.len(), org.count(), org.find("bo")), (3, 2, None));
    assert_eq!(org.people().collect::<Vec<_>>(), [ANA, CY]);
    assert_eq!(Tree::of(&org).order(), [ANA, CY]);
    assert!(!written(&org, &[]).contains("\"Bo\""));
    let refused = Edit::SetKind { person: BO, kind: Kind::Bot }.apply(&mut org).expect_err("bo is gone");
    assert_eq!(refused.to_string(), "The person is not in this organisation");
    // Whoever takes the key meanwhile keeps it: then the removal cannot be taken back alone.
    let taken = Edit::SetKey { person: CY, key: "bo".into() }.apply(&mut org).expect("nobody has it");
    let refused = back.clone().apply(&mut org).expect_err("cy has it");
    assert_eq!(refused.to_string(), "Someone else has the id `bo`");
    taken.apply(&mut org).expect("an inverse applies");
    back.apply(&mut org).expect("nobody has it");
    assert_eq!(written(&org, &[]), written(&opened("").org, &[]));
}

#[test]
fn another_id_is_followed_by_waivers_and_plans() {
    let mut opened = opened("scenarios: [(name: \"P\", steps: [Manager(person: \"cy\", from: \"ana\", to: \"bo\")])],");
    Edit::SetKey { person: BO, key: "b".into() }.apply(&mut opened.org).expect("nobody has it");
    assert_eq!(opened.org.head.waivers[0].subject, "b");
    opened.scenarios[0].rename("bo", "b");
    assert_eq!(opened.scenarios[0].apply(&mut opened.org).1, []);
    assert_eq!(opened.org.manager(CY), Some(BO));
}

#[test]
fn ladders_change_under_the_people() {
    let mut org = opened("").org;
    let change = |org: &Org, change: fn(&mut Vec<Rung>)| {
        let mut ladders = org.head.ladders.clone();
        change(&mut ladders[0].tracks[0].entries);
        edit::set_ladders(ladders)
    };
    let code = |org: &Org| org.seat(ANA).map(|seat| org.rung(seat.rung).code.clone());
    let edit = change(&org, |entries| entries.insert(0, Rung::named("IC0", ""))).expect("codes differ");
    edit.apply(&mut org).expect("nobody loses a seat");
    assert_eq!(code(&org).as_deref(), Some("IC2"));
    let edit = change(&org, |entries| entries[2].code = "Principal".into()).expect("codes differ");
    edit.apply(&mut org).expect("the rung is only called otherwise");
    assert_eq!(code(&org).as_deref(), Some("Principal"));
    let edit = change(&org, |entries| drop(entries.pop())).expect("codes differ");
    let refused = edit.apply(&mut org).expect_err("ana sits there");
    assert_eq!(refused.to_string(), "The rung `Principal` cannot be removed: 1 person is on it");
    let refused = change(&org, |entries| entries[0].code = "IC1".into()).expect_err("IC1 is there");
    assert_eq!(refused.to_string(), "Two rungs are called `IC1`");
}
