//! Several posts of one person: rows equal in id and name are judged once, with what all of them hold.

use crate::common::{found, org};
use twintrack::measure::{Measure, Scale};
use twintrack::org::*;
use twintrack::rules::Judgement;

/// Who is judged, by key.
fn judged(org: &Org) -> String {
    let keys: Vec<&str> = org.people().filter(|&it| org.is_judged(it)).map(|it| org.key(it)).collect();
    keys.join(" ")
}

#[test]
fn rows_equal_in_id_and_name_are_one_person() {
    let several = org(
        "bo M5; ana IC5 under=bo +money:3e6 +systems:5 D4 pay=60000; ana IC3 under=bo +incidents:25 D6 b50000 pay=30000",
    );
    assert_eq!(judged(&several), "bo ana");
    let judgement = Judgement::of(&several);
    assert_eq!((judgement.tally.people, judgement.tally.posts), (2, 1));
    assert_eq!(judgement.tree.headcount(PersonId(0)), 1, "one person reports to bo");
    let one = org("bo M5; ana IC5 under=bo +money:3e6 +systems:5 +incidents:25 D4 D6 b50000");
    let (scale, of_one) = (Scale::of(&several), Scale::of(&one));
    let ana = PersonId(1);
    let both = Measure { org: &several, scale: &scale }.of(ana);
    assert_eq!(both, Measure { org: &one, scale: &of_one }.of(ana));
    // Pay and part of full time are added: 90,000 for two whole posts.
    assert_eq!(several.yearly_pay(ana), Some(45_000.0));
    assert_eq!(found(&several, "duplicate-id"), "");
    assert_eq!(judgement.findings.iter().filter(|it| it.person() == Some(PersonId(2))).count(), 0);
}

#[test]
fn parts_of_full_time_are_added() {
    let mut several = org("ana IC5 pay=30000; ana IC3 pay=40000");
    for (row, fte) in [(PersonId(0), 0.5), (PersonId(1), 0.5)] {
        let pay = several.pay(row);
        several.set_pay(row, Pay { fte, ..pay }, "");
    }
    assert_eq!(several.yearly_pay(PersonId(0)), Some(70_000.0));
}

#[test]
fn rows_equal_in_id_alone_stay_apart() {
    let apart = org("ana IC5 name=Ann; ana IC5 name=Bob; ana IC5 name=");
    assert_eq!(judged(&apart), "ana ana~2 ana~3");
    assert_eq!(found(&apart, "duplicate-id"), "confirmed organisation 2");
    // Without a name nobody knows.
    assert_eq!(judged(&org("ana IC5 name=; ana IC5 name=")), "ana ana~2");
    // Rows without an id are no posts, even where somebody is called like what they are given.
    let mut builder = Builder::new(crate::common::head());
    for key in ["row", "", ""] {
        builder.add(&Row { key, name: "Ann", ..Row::default() });
    }
    assert_eq!(judged(&builder.finish().0), "row row~2 row~3");
}

#[test]
fn an_id_of_very_many_rows_is_nobodys() {
    let rows = |count: usize| org(&vec!["ana IC5"; count].join("; "));
    assert_eq!(judged(&rows(64)), "ana");
    let many = rows(65);
    assert_eq!(judged(&many).split(' ').count(), 65);
    assert_eq!(found(&many, "duplicate-id").split(' ').next_back(), Some("64"));
}

#[test]
fn the_first_post_in_force_stands_for_the_person() {
    let moved = org("ana IC5 left +money:3e6; ana IC6 +systems:5; ana IC7 started=2027-01-01 +incidents:25");
    assert_eq!(judged(&moved), "ana~2");
    let judgement = Judgement::of(&moved);
    assert_eq!(
        (judgement.tally.people, judgement.tally.left, judgement.tally.planned, judgement.tally.posts),
        (1, 0, 0, 2)
    );
    let kinds: Vec<&str> = judgement.facts(&moved).measure().lines(PersonId(1)).iter().map(|it| it.kind).collect();
    assert_eq!(kinds, ["systems"], "what posts not in force hold does not count");
    assert_eq!(found(&moved, "duplicate-id"), "");
    // Of none in force it is the first, who has left.
    let gone = org("ana IC5 left; ana IC6 left");
    assert_eq!((judged(&gone), Judgement::of(&gone).tally.left), (String::new(), 1));
}

#[test]
fn a_rung_that_is_held_as_another_post_is_not_empty() {
    let held = "ana IC5; ana IC6; bo IC7; cy IC8";
    assert_eq!(found(&org(held), "empty-rung"), "");
    assert_eq!(found(&org("ana IC5; dy IC5; bo IC7; cy IC8"), "empty-rung"), "confirmed IC6 0");
}

#[test]
fn editing_a_name_a_key_or_a_date_parts_and_joins() {
    let mut both = org("ana IC5; ana IC6");
    assert_eq!(judged(&both), "ana");
    both.set_text(PersonId(1), TextField::Name, "Bob");
    assert_eq!(judged(&both), "ana ana~2");
    both.set_text(PersonId(1), TextField::Name, "ana");
    both.set_key(PersonId(1), "ana-2");
    assert_eq!(judged(&both), "ana ana-2");
    both.set_key(PersonId(1), "ana~2");
    assert_eq!(judged(&both), "ana");
    both.set_dates(PersonId(0), None, Some(crate::common::day("2026-01-01")));
    assert_eq!(judged(&both), "ana~2");
    both.remove(PersonId(0));
    assert_eq!(judged(&both), "ana~2");
}

#[test]
fn taking_names_out_makes_nobody_one_with_another() {
    let both = org("bo M5; ana IC5; ana IC6; cy IC5 name=Cy; cy IC5 name=Di");
    for names in [true, false] {
        let redacted = twintrack::plan::redacted(&both, names);
        let judged: Vec<u32> = redacted.people().filter(|&it| redacted.is_judged(it)).map(|it| it.0).collect();
        assert_eq!(judged, [0, 1, 3, 4], "with names: {names}");
    }
}
