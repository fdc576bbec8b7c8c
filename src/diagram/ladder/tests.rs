//! Tests of the picture of a ladder by its marks.

use super::*;
use crate::org::{Builder, Equivalence, Head, Ladder, Mode, Org, Pay, Row, Rung, Seat, SeatSource, Stated, Track};
use crate::rules::Judgement;

fn org(stated: Stated) -> Org {
    let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
    head.mode = Mode::People { purpose: String::new(), by: String::new(), date: None };
    let track = |kind, prefix: &str, n: usize| Track {
        kind,
        name: String::new(),
        entries: (1..=n)
            .map(|k| Rung { pay: Some((k as f64 * 1e4, k as f64 * 2e4)), ..Rung::named(&format!("{prefix}{k}"), "") })
            .collect(),
    };
    head.ladders.push(Ladder {
        tracks: vec![track(TrackKind::Ic, "IC", 4), track(TrackKind::Management, "M", 3)],
        equivalences: vec![Equivalence { entry: "M1".into(), equals: "IC3".into(), stated }],
        ..Ladder::default()
    });
    let mut builder = Builder::new(head);
    for (key, code, pay) in [("a", "IC3", 31e3), ("b", "IC3", 33e3), ("c", "M1", 90e3), ("d", "M3", 95e3)] {
        let seat = builder.find_rung("", code).map(|rung| Seat { rung, source: SeatSource::Given });
        builder.add(&Row { key, seat, pay: Pay { low: pay, high: pay, ..Pay::NONE }, ..Row::default() });
    }
    builder.finish().0
}

fn picture(org: &Org, with_people: bool) -> Ladders {
    let judgement = Judgement::of(org);
    let pays = pays_of(org);
    Ladders::of(&judgement.facts(org), 0, with_people.then_some(&pays), None, 860.0)
}

fn texts(picture: &Ladders) -> Vec<&str> {
    picture
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.text.as_str()) } else { None })
        .collect()
}

#[test]
fn equal_rungs_share_a_row_and_only_a_stated_equivalence_is_written_with_a_sign() {
    let stated = org(Stated::Explicit);
    let picture = picture(&stated, true);
    assert!(texts(&picture).contains(&"IC3 = M1"));
    let at = |code: &str| {
        let rung = stated.find_rung("", code).expect(code);
        picture.parts.iter().find(|part| part.of == PartOf::Rung(rung)).expect(code).rect
    };
    assert_eq!(at("IC3").top, at("M1").top);
    assert!(at("M3").top < at("M2").top && at("M2").top == at("IC4").top && at("IC4").top < at("IC3").top);
    assert!(at("IC3").right < at("M1").left);
    let implied = org(Stated::Implied);
    let picture = self::picture(&implied, true);
    assert!(texts(&picture).contains(&"IC3 · M1") && texts(&picture).contains(&"implied"));
}

#[test]
fn the_ground_above_the_end_of_the_ic_track_is_hatched() {
    let org = org(Stated::Explicit);
    let picture = picture(&org, true);
    let hatched: Vec<Rect> = picture
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Box(it) = mark { it.hatch.map(|_| it.rect) } else { None })
        .collect();
    let [open] = hatched.as_slice() else { panic!("{hatched:?}") };
    let top = picture.parts.iter().find(|part| part.words.starts_with("M3")).expect("M3").rect;
    assert!(open.top <= top.top && open.bottom >= top.bottom && open.left == 0.0);
    assert!(texts(&picture).contains(&"IC track ends here: 1 × M3, no equal IC rung"));
}

#[test]
fn bands_lie_on_one_scale_and_pay_of_people_is_a_tick_only_where_it_may_be_seen() {
    let org = org(Stated::Explicit);
    let bars = |picture: &Ladders, role: Role| -> Vec<Rect> {
        let is_bar = |it: &&BoxMark| it.fill == Some(role) && it.rect.height() == 8.0;
        picture
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Box(it) = mark { Some(it) } else { None })
            .filter(is_bar)
            .map(|it| it.rect)
            .collect()
    };
    let ticks = |picture: &Ladders| {
        let is_tick = |mark: &&Mark| matches!(mark, Mark::Box(it) if it.fill == Some(Role::Text));
        picture.marks.iter().filter(is_tick).count()
    };
    let with = picture(&org, true);
    let (ic, management) = (bars(&with, Role::Ic), bars(&with, Role::Management));
    // From the top: IC4 at 40–80 thousand beside M2 at 20–40.
    assert!((ic[0].left - management[1].right).abs() < 1e-9, "40,000 is the same place on both sides");
    assert!((ic[0].width() - 2.0 * management[1].width()).abs() < 1e-9);
    assert_eq!(ticks(&with), 3);
    let without = picture(&org, false);
    assert_eq!(ticks(&without), 0);
    assert!(!texts(&without).contains(&"too few to compare") && texts(&with).contains(&"too few to compare"));
}

#[test]
fn a_ladder_without_rungs_or_bands_is_drawn_all_the_same() {
    let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
    head.ladders.push(Ladder::default());
    let org = Builder::new(head).finish().0;
    let picture = picture(&org, true);
    assert!(picture.parts.is_empty() && texts(&picture).contains(&"No pay bands yet"));
    let judgement = Judgement::of(&org);
    let none = Ladders::of(&judgement.facts(&org), 7, None, None, 10.0);
    assert!(none.parts.is_empty() && none.size.width == 560.0);
}
