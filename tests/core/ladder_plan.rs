//! What becomes of a ladder, without a window: the IC track opened to the top, equal pay at a rung, a rung's code, another
//! ladder in the place of one, and calibration against a plain computation.

use crate::common::{self, found, ladder, org};
use proptest::prelude::*;
use twintrack::edit::{Edit, set_ladders};
use twintrack::io::ladders;
use twintrack::measure::{LineOfEvidence, Scale, raw_grade};
use twintrack::org::*;
use twintrack::plan::ladder::{Opening, Rest, equalise_pay, open_to_the_top, remove_rung, rename, switch};
use twintrack::plan::{ENOUGH, NotCalibrated, calibrate};
use twintrack::rules::Judgement;

fn grades(org: &Org, kind: TrackKind) -> Vec<Option<f64>> {
    let scale = Scale::of(org);
    org.rungs().filter(|&rung| org.track(rung).kind == kind).map(|rung| scale.grade(rung)).collect()
}

/// Opens the IC track of a ladder and says which rungs came and which were opened.
fn opened(mut org: Org, opening: Opening) -> (Org, String) {
    let before = grades(&org, TrackKind::Management);
    let Some(found) = open_to_the_top(&org, &Scale::of(&org), 0, opening) else { return (org, "nothing".into()) };
    let words = format!("added {}; opened {}", found.added.join(" "), found.opened.join(" "));
    let back = set_ladders(found.ladders).expect("codes are unique").apply(&mut org).expect("nobody sits on what goes");
    for (before, after) in before.iter().zip(grades(&org, TrackKind::Management)) {
        let difference = before.unwrap_or(0.0) - after.unwrap_or(0.0);
        assert!(difference.abs() < 1e-9, "no rung of management moves");
    }
    assert!(matches!(back, Edit::SetLadders(_)));
    (org, words)
}

fn check_opened(input: &str, expected: &str) {
    let (org, words) = opened(org(input), Opening::Open);
    assert_eq!(words, expected);
    assert_eq!(found(&org, "ladder-ceiling"), "");
}

#[test]
fn the_ic_track_is_opened_up_to_the_highest_rung_of_management() {
    check_opened("ladder top=IC6 apex; a IC6", "added ; opened IC7 IC8");
    check_opened("ladder top=IC6; a IC6", "added IC9; opened IC7 IC8");
    check_opened("ladder apex; a IC6", "nothing");
    check_opened("ladder only-ic; a IC6", "nothing");
}

/// The ladder of the method with so many IC rungs, what equals them gone too.
fn cut(rungs: usize) -> Org {
    let mut head = common::head();
    let ladder = &mut head.ladders[0];
    ladder.equivalences.push(Equivalence { entry: "M2".into(), equals: "IC6".into(), stated: Stated::Explicit });
    while ladder.tracks[0].entries.len() > rungs {
        let last = ladder.tracks[0].entries.len() - 1;
        remove_rung(ladder, 0, last);
    }
    ladder.tracks[1].entries[3].pay = Some((200e3, 250e3));
    ladder.tracks[1].entries[3].forums = vec!["Executive board".into()];
    Builder::new(head).finish().0
}

#[test]
fn missing_rungs_stand_beside_each_rung_of_management_and_bring_what_it_brings() {
    let (org, words) = opened(cut(6), Opening::Open);
    assert_eq!(words, "added IC7 IC8 IC9 IC10; opened ");
    let at = org.find_rung("", "IC8").expect("added");
    assert_eq!(org.rung(at).pay, Some((200e3, 250e3)));
    assert_eq!(org.rung(at).forums, ["Executive board"]);
    let equal = |entry: &str, equals: &str| {
        org.head.ladders[0].equivalences.iter().any(|it| it.entry == entry && it.equals == equals)
    };
    assert!(equal("M4", "IC8") && equal("M6", "IC10"));
    assert_eq!(found(&org, "ladder-ceiling"), "");
    assert_eq!(org.rung(at).title, "Distinguished");

    let (org, _) = opened(cut(6), Opening::Planned);
    assert!(!org.rung(org.find_rung("", "IC8").expect("added")).open);
    assert!(!found(&org, "ladder-ceiling").is_empty(), "planned rungs end no ceiling");
}

#[test]
fn a_rung_of_management_between_two_grades_has_its_peer_there() {
    let mut head = common::head();
    let ladder = &mut head.ladders[0];
    ladder.tracks[0].entries.truncate(5);
    ladder.tracks[1].entries.truncate(3);
    ladder.equivalences.truncate(1);
    ladder.tracks[1].entries[2].grade = Some(7.25);
    let (org, words) = opened(Builder::new(head).finish().0, Opening::Open);
    assert_eq!(words, "added IC6 IC7; opened ");
    let ic: Vec<f64> = grades(&org, TrackKind::Ic).into_iter().flatten().collect();
    assert_eq!(ic, [1.0, 2.0, 3.0, 4.0, 5.0, 6.125, 7.25]);
}

#[test]
fn equal_pay_tells_whose_pay_lies_under_the_band_and_by_how_much() {
    let mut head = common::head();
    head.ladders[0].tracks[1].entries[0].pay = Some((200e3, 240e3));
    let mut builder = Builder::new(head);
    for (key, amount) in [("a", 180e3), ("b", 195e3), ("c", 210e3), ("d", 0.0)] {
        let seat = builder.find_rung("", "IC5").map(|rung| Seat { rung, source: SeatSource::Given });
        builder.add(&Row { key, seat, pay: common::pay(amount), ..Row::default() });
    }
    let mut org = builder.finish().0;
    let rung = org.find_rung("", "IC5").expect("IC5");
    let equal = equalise_pay(&org, &Scale::of(&org), rung).expect("M1 has a band");
    assert_eq!((equal.band, equal.paid, equal.cost()), ((200e3, 240e3), 3, 25e3));
    assert_eq!(equal.below, [(PersonId(0), 20e3), (PersonId(1), 5e3)]);
    set_ladders(equal.ladders).expect("unique").apply(&mut org).expect("nothing goes");
    assert_eq!(org.rung(rung).pay, Some((200e3, 240e3)));
    assert_eq!(equalise_pay(&org, &Scale::of(&org), rung), None);

    org.head.ladders[0].tracks[0].entries[4].pay = None;
    org.head.mode = Mode::StructureOnly { locked: false };
    let equal = equalise_pay(&org, &Scale::of(&org), rung).expect("a band is no person's");
    assert_eq!((equal.below.len(), equal.paid), (0, 0));
}

#[test]
fn whatever_names_a_rung_follows_its_code() {
    let mut org = org("a IC5 from=IC4 since=2024-01-01; b M1; waive empty-rung IC5 1 high");
    let before = org.clone();
    let rung = org.find_rung("", "IC5").expect("IC5");
    let back = rename(&org, rung, "Staff").expect("free").apply(&mut org).expect("seats follow");
    assert_eq!(org.rung(org.seat(PersonId(0)).expect("a seat").rung).code, "Staff");
    assert!(org.head.ladders[0].equivalences.iter().any(|it| it.entry == "M1" && it.equals == "Staff"));
    assert_eq!(grades(&org, TrackKind::Management), grades(&before, TrackKind::Management));
    assert_eq!(org.details(PersonId(0)).history.last().expect("a step").rung, "Staff");
    assert_eq!(org.head.waivers[0].subject, "Staff");
    back.apply(&mut org).expect("it was so before");
    assert_eq!(org.head, before.head);
    assert_eq!(org.details(PersonId(0)), before.details(PersonId(0)));
    assert!(rename(&org, rung, "IC4").is_err() && rename(&org, rung, "").is_err());
}

/// Counts of a switch to a preset, and that it can be done and taken back.
fn check_switch(org: &Org, preset: &str, rest: Rest, expected: (usize, usize, usize)) -> Org {
    let new = ladders::named(preset).expect(preset);
    let found = switch(org, &Scale::of(org), 0, new, rest).expect("it has codes of its own");
    assert_eq!((found.by_code, found.suggested, found.lost), expected, "{preset}");
    assert_eq!(found.lost_rungs.iter().map(|(_, n)| n).sum::<usize>(), found.lost + found.suggested);
    let mut after = org.clone();
    let back = found.edit.apply(&mut after).expect("whoever loses a rung has left it");
    let without = after.people().filter(|&it| after.seat(it).is_none()).count();
    let suggested = after.people().filter(|&it| after.seat(it).is_some_and(|it| it.source == SeatSource::Suggested));
    assert_eq!((without, suggested.count()), (found.lost, found.suggested));
    let mut again = after.clone();
    back.apply(&mut again).expect("as it was");
    assert!(again.people().all(|it| again.seat(it) == org.seat(it)) && again.head == org.head);
    after
}

#[test]
fn another_ladder_carries_seats_by_code_and_says_who_loses_a_rung() {
    let org = org("a IC1; b IC8; c M3; d M6; e IC5");
    check_switch(&org, "house", Rest::WithoutRung, (5, 0, 0));
    check_switch(&org, "gitlab", Rest::WithoutRung, (0, 0, 5));
    let after = check_switch(&org, "gitlab", Rest::Nearest, (0, 5, 0));
    assert!(!after.head.ladders[0].constants.anchors_confirmed);
    for name in ladders::names() {
        let found = switch(&org, &Scale::of(&org), 0, ladders::named(name).expect(name), Rest::Nearest).expect(name);
        assert_eq!(found.by_code + found.suggested + found.lost, 5, "{name}");
    }
}

#[test]
fn another_ladder_has_a_name_of_its_own_and_keeps_the_kinds_that_only_the_old_one_has() {
    let mut head = common::head();
    head.ladders.push(Ladder { name: "Twintrack".into(), ..ladder() });
    head.ladders[0].constants.kinds.push(EvidenceKind {
        name: "formulations".into(),
        unit: "formulas on sale".into(),
        anchors: vec![(1.0, 3.0), (10.0, 6.0)],
        cap: None,
        offset: 0.0,
        offset_sure: None,
        stock: None,
        is_money: false,
    });
    let org = Builder::new(head).finish().0;
    let after = check_switch(&org, "house", Rest::WithoutRung, (0, 0, 0));
    assert_eq!(after.head.ladders[0].name, "Twintrack 2");
    assert!(after.head.ladders[0].constants.kinds.iter().any(|kind| kind.name == "formulations"));
    assert_eq!(after.head.ladders[1], org.head.ladders[1]);
}

/// The same as `calibrate`, person by person and kind by kind.
fn plain(org: &Org, kind: &str, excess: f64, value: fn(&LineOfEvidence) -> f64) -> Option<f64> {
    let judgement = Judgement::of(org);
    let measure = judgement.facts(org).measure();
    let mut above: Vec<f64> = Vec::new();
    for person in org.people().filter(|&it| org.is_judged(it)) {
        let measured = measure.of(person);
        let line = measured.lines.iter().find(|line| line.kind == kind && value(line) > 0.0);
        if let (Some(line), Some(authority)) = (line, measured.authority) {
            let anchors = &org.head.ladders[0].constants.kinds.iter().find(|it| it.name == kind)?.anchors;
            above.push(raw_grade(anchors, value(line))? - excess - authority.grade);
        }
    }
    above.sort_by(f64::total_cmp);
    let (n, half) = (above.len(), above.len() / 2);
    (n >= ENOUGH).then(|| if n % 2 == 1 { above[half] } else { (above[half - 1] + above[half]) / 2.0 })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn calibration_is_the_median_of_raw_grade_less_authority(
        people in prop::collection::vec((1u32..9, 0u32..200, 0u32..900), 0..60),
    ) {
        let rows: Vec<String> = people
            .iter()
            .enumerate()
            .map(|(at, (rung, systems, reviews))| {
                format!("p{at} IC{rung} +systems:{systems}:measured +reviews:{reviews}:asserted D{rung} b{}", rung * 9000)
            })
            .collect();
        let org = org(&format!("ladder unconfirmed; {}", rows.join("; ")));
        let judgement = Judgement::of(&org);
        let found = calibrate(&judgement.facts(&org), 0);
        let expected = ["systems", "reviews"].map(|kind| plain(&org, kind, 0.0, |line| line.supported));
        // At face value, less what a measured and an asserted line usually show too much: 0.7·(0.45 − 1.3), 0.7·(0.65 − 1.3).
        let sure = [("systems", -0.595), ("reviews", -0.455)].map(|(kind, excess)| plain(&org, kind, excess, |line| line.face));
        match found {
            Ok(calibration) => {
                let of = |kind: &str| calibration.offsets.iter().find(|it| it.kind == kind).and_then(|it| it.rungs);
                prop_assert_eq!([of("systems"), of("reviews")], expected);
                let of_sure = |kind: &str| calibration.offsets.iter().find(|it| it.kind == kind).and_then(|it| it.rungs_sure);
                for (found, expected) in [of_sure("systems"), of_sure("reviews")].into_iter().zip(sure) {
                    prop_assert_eq!(found.is_some(), expected.is_some());
                    prop_assert!(found.zip(expected).is_none_or(|(a, b)| (a - b).abs() < 1e-12), "{:?} {:?}", found, expected);
                }
                // Frozen: what is computed once more, with the offsets in force, is the same.
                let mut shifted = org.clone();
                shifted.head.ladders = calibration.ladders(&org, 0);
                let stored = |kind: &str| shifted.head.ladders[0].constants.kinds.iter().find(|it| it.name == kind).and_then(|it| it.offset_sure);
                prop_assert_eq!([stored("systems"), stored("reviews")], [of_sure("systems"), of_sure("reviews")]);
                let judgement = Judgement::of(&shifted);
                prop_assert_eq!(calibrate(&judgement.facts(&shifted), 0), Ok(calibration));
            }
            Err(why) => {
                prop_assert!(matches!(why, NotCalibrated::TooFew(_)));
                prop_assert_eq!(expected, [None, None]);
            }
        }
    }
}

#[test]
fn confirmed_anchors_are_never_shifted_and_structure_only_reads_no_evidence() {
    let people: String = (0..30).map(|at| format!("p{at} IC5 +systems:9:measured; ")).collect();
    let found = |words: &str| {
        let org = org(&format!("{words}; {people}"));
        let judgement = Judgement::of(&org);
        calibrate(&judgement.facts(&org), 0).map(|_| ())
    };
    assert_eq!(found("ladder"), Err(NotCalibrated::Confirmed));
    assert_eq!(found("ladder unconfirmed; structure"), Err(NotCalibrated::StructureOnly));
    assert_eq!(found("ladder unconfirmed"), Ok(()));
}
