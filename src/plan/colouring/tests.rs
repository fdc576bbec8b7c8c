//! Legends: order, ties, bins, hostile text.

use super::*;
use crate::org::{Builder, Head, Kind, Mode, Org, Pay, Row};
use crate::rules::Judgement;

fn org(rows: &[Row]) -> Org {
    let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
    head.mode = Mode::People { purpose: String::new(), by: String::new(), date: None };
    let mut builder = Builder::new(head);
    rows.iter().for_each(|row| _ = builder.add(row));
    builder.finish().0
}

fn located(locations: &[&'static str]) -> Org {
    org(&locations.iter().map(|&location| Row { location, ..Row::default() }).collect::<Vec<_>>())
}

fn paid(amounts: &[f64]) -> Org {
    let row = |&amount| Row { pay: Pay { low: amount, high: amount, ..Pay::NONE }, ..Row::default() };
    org(&amounts.iter().map(row).collect::<Vec<_>>())
}

fn colouring(org: &Org, by: &ColourBy, shows_people: bool) -> Option<Colouring> {
    let judgement = Judgement::of(org);
    Colouring::of(&Seen::new(org, &judgement, shows_people), by)
}

/// Colours by a field and compares the legend, as `label count`.
fn check(org: &Org, field: Field, expected: &[&str]) -> Colouring {
    let made = colouring(org, &ColourBy::Of(Heading::Of(field)), true).expect("it may be shown");
    let told: Vec<String> = made.entries.iter().map(|entry| format!("{} {}", entry.label, entry.count)).collect();
    assert_eq!(told, expected);
    let all: usize = (0..made.entries.len()).map(|entry| made.people(entry).count()).sum();
    assert_eq!(all, org.count(), "everybody is on one line");
    made
}

#[test]
fn the_most_frequent_values_come_first_and_ties_in_the_order_of_the_alphabet() {
    let made = check(&located(&["b", "a", "c", "c", "", "b", "a"]), Field::Location, &["a 2", "b 2", "c 2", "None 1"]);
    assert_eq!(made.entry(PersonId(0)), Some(1));
    assert_eq!(made.entry(PersonId(4)), Some(3));
    assert_eq!(made.entry(PersonId(99)), None);
    assert_eq!(made.entries[3].stands, Stands::Nothing);
}

#[test]
fn more_values_than_colours_stand_together() {
    let names = ["a", "a", "b", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let made = check(
        &located(&names),
        Field::Location,
        &["a 2", "b 2", "c 1", "d 1", "e 1", "f 1", "g 1", "h 1", "2 other values 2"],
    );
    assert_eq!(made.entries[8].stands, Stands::Other);
    assert_eq!(made.entry(PersonId(11)), Some(8));
}

#[test]
fn nobody_and_nothing_are_told_as_well() {
    check(&org(&[]), Field::Location, &["None 0"]);
    check(&located(&["", ""]), Field::Location, &["None 2"]);
    check(&located(&["x"]), Field::Location, &["x 1"]);
    check(&paid(&[f64::NAN]), Field::Pay, &["None 1"]);
}

#[test]
fn vacancies_have_a_colour_and_do_not_count() {
    let rows = [
        Row { location: "x", ..Row::default() },
        Row { location: "x", kind: Kind::Vacancy, ..Row::default() },
        Row { location: "y", kind: Kind::Vacancy, ..Row::default() },
    ];
    let made = check(&org(&rows), Field::Location, &["x 1", "Other 0"]);
    assert_eq!(made.entry(PersonId(1)), Some(0));
    assert_eq!(made.entry(PersonId(2)), Some(1));
}

#[test]
fn text_of_a_file_stays_what_it_is() {
    let hostile = "<b>\u{202e}\0\n=cmd|' /C'!A0 and much more of it, again and again and again and again";
    let made = colouring(&located(&[hostile]), &ColourBy::Of(Heading::Of(Field::Location)), true).expect("made");
    assert_eq!(made.entries[0].label, hostile);
}

#[test]
fn numbers_stand_in_five_bins_with_as_many_people() {
    let amounts: Vec<f64> = (1..=100).map(|n| f64::from(n) * 1000.0).collect();
    let bins = ["1,000 to 20,000 20", "21,000 to 40,000 20", "41,000 to 60,000 20", "61,000 to 80,000 20"];
    let all: Vec<&str> = bins.into_iter().chain(["81,000 to 100,000 20"]).collect();
    let made = check(&paid(&amounts), Field::Pay, &all);
    assert_eq!(made.entries[4].stands, Stands::Step(4));
}

#[test]
fn people_with_the_same_number_are_never_parted() {
    let mut amounts = vec![10.0; 90];
    amounts.extend([1.0, 2.0, 3.0, 20.0, 30.0, 40.0]);
    let made = check(&paid(&amounts), Field::Pay, &["1 to 10 93", "20 to 40 3"]);
    let lines: Vec<_> = (0..90).map(|at| made.entry(PersonId(at))).collect();
    assert!(lines.iter().all(|&line| line == Some(0)));
    assert_eq!(made.entries.iter().map(|entry| entry.stands).collect::<Vec<_>>(), [Stands::Step(0), Stands::Step(4)]);
}

#[test]
fn few_numbers_have_a_line_each() {
    check(&paid(&[3.0, 1.0, 3.0, f64::NAN]), Field::Pay, &["1 1", "3 2", "None 1"]);
    let made = check(&paid(&[7.0, 7.0]), Field::Pay, &["7 2"]);
    assert_eq!(made.entries[0].stands, Stands::Step(2));
}

#[test]
fn days_are_told_as_days() {
    let day = |year| Row { start: Some(jiff::civil::date(year, 2, 3)), ..Row::default() };
    let rows: Vec<Row> = (2000..2010).map(day).collect();
    let made = colouring(&org(&rows), &ColourBy::Of(Heading::Of(Field::FirstDay)), true).expect("made");
    assert_eq!(made.entries[0].label, "2000-02-03 to 2001-02-03");
    assert_eq!(made.entries.len(), 5);
}

#[test]
fn what_is_private_colours_nothing_where_people_are_not_shown() {
    let org = paid(&[1.0, 2.0]);
    let finding = ColourBy::Finding("under-authorised".to_owned());
    for by in [ColourBy::Of(Heading::Of(Field::Pay)), ColourBy::Of(Heading::Gap), finding] {
        assert!(colouring(&org, &by, false).is_none(), "{}", by.title());
        assert!(colouring(&org, &by, true).is_some(), "{}", by.title());
    }
    assert!(colouring(&org, &ColourBy::Of(Heading::Of(Field::Team)), false).is_some());
    assert!(colouring(&org, &ColourBy::Track, true).is_none());
}

#[test]
fn what_it_is_coloured_by_is_found_by_its_id() {
    for by in [
        ColourBy::Track,
        ColourBy::Of(Heading::Of(Field::Location)),
        ColourBy::Of(Heading::Other("finding:x".to_owned())),
        ColourBy::Finding("over-authorised".to_owned()),
    ] {
        assert_eq!(ColourBy::named(&by.id()), by);
    }
    assert_eq!(ColourBy::named("nothing"), ColourBy::Track);
}
