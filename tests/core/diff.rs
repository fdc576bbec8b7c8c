//! What differs between two organisations: each kind of change by hand, and the laws of a diff on random ones.

use crate::common::{self, head, ladder};
use crate::random::{changed, changes, org, org_in, world};
use proptest::prelude::*;
use twintrack::org::*;
use twintrack::plan::diff::{Diff, LadderChange, Side, Turn};
use twintrack::plan::{Fields, both_as_seen};
use twintrack::rules::Judgement;

fn diff(before: &Org, after: &Org) -> (Diff, Vec<String>) {
    let (was, is) = (Judgement::of(before), Judgement::of(after));
    let (before, after) = (Side { org: before, judgement: &was }, Side { org: after, judgement: &is });
    let diff = Diff::of(&before, &after);
    let sentences = diff.sentences(&before, &after);
    (diff, sentences)
}

/// Everything that differs as lines: head, ladder, people, findings.
fn lines(before: &Org, after: &Org) -> Vec<String> {
    let (diff, _) = diff(before, after);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(diff.head.iter().map(|it| format!("{}: {} > {}", it.field, it.before, it.after)));
    lines.extend(diff.ladders.iter().map(|it| {
        let LadderChange { rung, field, before, after, .. } = it;
        format!("{rung} {}: {before} > {after}", field.id()).trim_start().to_owned()
    }));
    for it in &diff.changed {
        let mut line = after.key(it.after).to_owned();
        for field in it.fields.iter() {
            let (was, is) = (field.say(before, it.before), field.say(after, it.after));
            line += &match it.seat.filter(|_| field == twintrack::plan::Field::Seat) {
                Some(seat) => format!(" {} {was}>{is}", seat.id()),
                None if was.is_empty() && is.is_empty() => format!(" {}", field.id()),
                None => format!(" {} {was}>{is}", field.id()),
            };
        }
        lines.push(line);
    }
    lines.extend(diff.new.iter().map(|&it| format!("new {}", after.key(it))));
    lines.extend(diff.left.iter().map(|&it| format!("left {}", before.key(it))));
    lines
}

/// `before` and `after` in the words of `common`; what differs as lines.
#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    assert_eq!(lines(&common::org(before), &common::org(after)), expected);
}

#[test]
fn moves_say_which_way() {
    check("a IC5; b M1", "a M1; b IC5", &["a to_management IC5>M1", "b to_ic M1>IC5"]);
    check("a IC5; b M3; c IC2", "a IC6; b M2; c -", &["a up IC5>IC6", "b down M3>M2", "c unseated IC2>"]);
    check("a - ; b IC2 suggested", "a IC1; b IC2", &["a seated >IC1", "b source IC2 (suggested)>IC2"]);
    // Without equivalences management has no grades: its own order says which way.
    check("ladder unplaced; a M2; b M4", "ladder unplaced; a M3; b M3", &["a up M2>M3", "b down M4>M3"]);
}

#[test]
fn people_come_go_and_report_to_somebody_else() {
    check(
        "a M5; b M3 under=a; c IC2 under=b",
        "a M5; c IC2 under=a; d IC1 under=c",
        &["c manager b>a", "new d", "left b"],
    );
    let before = common::org("a M5; b M3 under=a; c IC2 under=b");
    let mut after = before.clone();
    twintrack::edit::remove(&after, PersonId(1)).apply(&mut after).expect("b is there");
    assert_eq!(lines(&before, &after), ["c manager b>a", "left b"]);
    assert_eq!(lines(&after, &before), ["c manager a>b", "new b"]);
    check("a M5; c IC2 under=x", "a M5; c IC2 under=a", &["c manager x (not linked)>a"]);
    check("a M5; c IC2 under=x", "a M5; c IC2 under=y", &["c manager x (not linked)>y (not linked)"]);
}

#[test]
fn rights_limits_and_records_are_compared() {
    check("a IC5 D3", "a IC5 D3 D4 b10000", &["a rights 1>2 budgets >1"]);
    check(
        "a IC5 +growth:0.48:asserted prefers=lead authority=4",
        "a IC5 prefers=craft",
        &["a preference lead>craft evidence 1 line> stated_authority 4>"],
    );
    check("a IC5 reason=retention", "a IC5 reason=performance", &["a history 1 step>1 step"]);
    check(
        "a IC5 started=2026-01-01; b IC1",
        "a IC5 started=2026-02-01; b IC1 left",
        &["a first_day 2026-01-01>2026-02-01", "b last_day >2026-09-29"],
    );
    check("a IC5", "a IC5 vacancy", &["a kind person>vacancy"]);
}

#[test]
fn every_plain_field_and_every_line_is_compared() {
    let person = |row: &Row, dotted: &str, assists: &str| {
        let mut builder = Builder::new(head());
        let person = builder.add(&Row { key: "a", ..row.clone() });
        builder.add(&Row { key: "b", ..Row::default() });
        builder.line_to(person, dotted, Line::Dotted);
        builder.line_to(person, assists, Line::Assistant);
        builder.finish().0
    };
    let row = Row::default();
    let before = person(&row, "", "");
    let check = |row: Row, dotted, assists, line| assert_eq!(lines(&before, &person(&row, dotted, assists)), [line]);
    check(Row { name: "Ana", ..row.clone() }, "", "", "a name >Ana");
    check(Row { title: "Lead", ..row.clone() }, "", "", "a title >Lead");
    check(Row { team: "Lab", ..row.clone() }, "", "", "a team >Lab");
    check(Row { location: "Bonn", ..row.clone() }, "", "", "a location >Bonn");
    check(Row { status: "away", ..row.clone() }, "", "", "a status >away");
    check(row.clone(), "b", "", "a dotted_lines >b");
    check(row.clone(), "", "b", "a assists >b");
    let paid = |currency| Row { pay: common::pay(5e4), currency, ..row.clone() };
    check(paid(""), "", "", "a pay >50,000 USD a year");
    // The reporting currency is the same in so many words and in none.
    assert_eq!(lines(&person(&paid(""), "", ""), &person(&paid("USD"), "", "")), [""; 0]);
    assert_eq!(
        lines(&person(&paid(""), "", ""), &person(&paid("EUR"), "", "")),
        ["a pay 50,000 USD a year>50,000 EUR a year"]
    );
}

#[test]
fn ladders_are_compared_rung_by_rung() {
    let with = |change: &dyn Fn(&mut Ladder)| {
        let mut head = head();
        change(&mut head.ladders[0]);
        Builder::new(head).finish().0
    };
    let before = with(&|_| {});
    let check = |change: &dyn Fn(&mut Ladder), expected: &[&str]| assert_eq!(lines(&before, &with(change)), expected);
    check(&|it| it.tracks[0].entries[7].open = false, &["IC8 open: open > closed"]);
    check(&|it| it.tracks[0].entries[7].title = "Fellow".into(), &["IC8 title: Engineer 8 > Fellow"]);
    check(&|it| it.tracks[0].entries[7].pay = None, &["IC8 band: 252,000 to 308,000 > "]);
    check(&|it| it.tracks[0].entries[7].grade = Some(8.5), &["IC8 grade:  > 8.5"]);
    check(&|it| it.tracks[1].entries[5].apex = true, &["M6 apex: false > true"]);
    check(&|it| it.tracks[1].entries[5].forums = vec!["board".into()], &["M6 forums:  > board"]);
    check(&|it| it.equivalences[1].equals = "IC7".into(), &["M5 equivalence: IC8 > IC7"]);
    check(&|it| it.equivalences[1].stated = Stated::Implied, &["M5 equivalence: IC8 > IC8 (implied)"]);
    check(&|it| it.equivalences.truncate(1), &["M5 equivalence: IC8 > "]);
    check(&|it| drop(it.tracks[1].entries.pop()), &["M6 there: Chief, open > "]);
    check(&|it| it.tracks[1].entries.push(Rung::named("M7", "")), &["M7 there:  > open"]);
    check(
        &|it| it.tracks[1].entries.swap(4, 5),
        &["M6 place: management 6 > management 5", "M5 place: management 5 > management 6"],
    );
    check(
        &|it| it.tracks[0].name = "Craft".into(),
        &["tracks: IC IC, management Management > IC Craft, management Management"],
    );
    check(&|it| it.source = "handbook".into(), &["source:  > handbook"]);
    check(&|it| it.constants.limit = 2.0, &["constants: confirmed > confirmed"]);
    let mut two = head();
    two.ladders.push(Ladder { name: "sales".into(), ..ladder() });
    assert_eq!(lines(&before, &Builder::new(two).finish().0), ["there:  > 14 rungs"]);
}

#[test]
fn the_head_is_compared() {
    let mut after = head();
    after.name = "Other".into();
    after.as_of = jiff::civil::date(2026, 12, 31);
    after.currency = "EUR".into();
    after.mode = Mode::StructureOnly { locked: false };
    after.hours_per_year = 1800.0;
    let lines = lines(&Builder::new(head()).finish().0, &Builder::new(after).finish().0);
    assert_eq!(
        lines,
        [
            "name: Test > Other",
            "as_of: 2026-09-30 > 2026-12-31",
            "currency: USD > EUR",
            "hours_per_year: 2080 > 1800",
            "mode: structure and people > structure only",
        ]
    );
}

/// Seven people on IC1 and one on M1, paid these thousands.
fn paid(thousands: [u32; 8]) -> Org {
    let mut builder = Builder::new(head());
    for (at, pay) in thousands.into_iter().enumerate() {
        let rung = builder.find_rung("", if at < 7 { "IC1" } else { "M1" });
        let seat = rung.map(|rung| Seat { rung, source: SeatSource::Given });
        let pay = common::pay(f64::from(pay) * 1e3);
        builder.add(&Row { key: &at.to_string(), team: "Lab", seat, pay, ..Row::default() });
    }
    builder.finish().0
}

#[test]
fn pay_is_summed_by_rung_and_team_and_few_are_too_few() {
    let (diff, sentences) = diff(&paid([50, 50, 50, 60, 60, 60, 70, 100]), &paid([50, 50, 50, 64, 64, 60, 70, 112]));
    let part = |name: &str| diff.parts.rungs.iter().find(|part| part.name == name).expect("a rung of the ladder");
    let shown = part("IC1").weighed.shown().expect("seven people");
    assert_eq!((shown.before.people, shown.before.sum, shown.before.median), (7, 400e3, 60e3));
    assert_eq!((shown.after.people, shown.after.sum, shown.after.median), (7, 408e3, 60e3));
    assert_eq!((part("M1").weighed.seats.before.people, part("M1").weighed.shown()), (1, None));
    assert_eq!(part("IC2").weighed.shown().map(|it| it.after.people), Some(0));
    let team = &diff.parts.teams[0];
    assert_eq!((team.name.as_str(), team.weighed.seats.after.people), ("Lab", 8));
    assert_eq!(team.weighed.shown().map(|it| it.after.sum - it.before.sum), Some(20e3));
    assert_eq!(
        sentences,
        ["3 people have other changes", "Annual full-time pay rises by 20,000 USD, 4.0 %", "No findings change"]
    );
}

#[test]
fn in_structure_only_no_amount_is_told_that_could_be_one_persons() {
    let hide = |mut org: Org| {
        org.head.mode = Mode::StructureOnly { locked: false };
        org
    };
    let before = hide(paid([50; 8]));
    let (one, sentences) = diff(&before, &hide(paid([50, 50, 50, 50, 50, 50, 50, 90])));
    assert_eq!(sentences[1], "Pay differs for too few people to be shown");
    let fields: Vec<Fields> = one.changed.iter().map(|it| it.fields.shown(one.shows_people)).collect();
    assert_eq!((fields, one.hidden()), (vec![Fields::default()], 1));
    let part =
        |diff: &Diff, name: &str| diff.parts.rungs.iter().find(|part| part.name == name).expect("a rung").weighed;
    assert!(part(&one, "IC1").shown().is_some() && one.parts.whole.shown().is_none());

    // Of four on a rung of seven nothing is told either; of five it is, and of everybody.
    let (four, sentences) = diff(&before, &hide(paid([60, 60, 60, 60, 50, 50, 50, 90])));
    assert_eq!(sentences[1], "Annual full-time pay rises by 20.0 %");
    assert!(part(&four, "IC1").shown().is_none() && four.parts.teams[0].weighed.shown().is_some());
    let (five, sentences) = diff(&before, &hide(paid([60, 60, 60, 60, 60, 50, 50, 50])));
    assert_eq!(sentences[1], "Annual full-time pay rises by 12.5 %");
    assert_eq!(part(&five, "IC1").shown().map(|it| it.after.median), Some(60e3));

    // Nor by who comes, goes or moves to another rung.
    let mut fewer = before.clone();
    fewer.remove(fewer.find("0").expect("somebody"));
    let (gone, sentences) = diff(&before, &fewer);
    assert_eq!(sentences[1], "Pay differs for too few people to be shown");
    assert!(part(&gone, "IC1").shown().is_none());
    let mut moved = before.clone();
    let (who, rung) = (moved.find("0").expect("somebody"), moved.find_rung("", "IC2").expect("a rung"));
    moved.set_seat(who, Some(Seat { rung, source: SeatSource::Given }));
    let (moved, sentences) = diff(&before, &moved);
    assert_eq!(sentences[1], "No change in annual pay");
    assert!(part(&moved, "IC1").shown().is_none() && part(&moved, "IC2").shown().is_none());

    let lock = |mut org: Org| {
        org.head.mode = Mode::StructureOnly { locked: true };
        org
    };
    let (before, after) = both_as_seen(lock(before), lock(paid([90; 8])));
    assert_eq!(diff(&before, &after).1, ["No differences apart from pay, which is hidden"]);
    let open = both_as_seen(lock(paid([50; 8])), hide(paid([90; 8])));
    assert_eq!(diff(&open.0, &open.1).1[1], "Pay is hidden");
}

#[test]
fn findings_clear_and_appear() {
    let before = common::section_9("measured");
    let after = common::org(
        "alex M3 under=vp +money:48e6:measured +systems:5:measured +incidents:6:anecdotal D8 b2e6 \
           reason=retention:28000 prefers=not-asked;
         mason IC8 under=vp +growth:0.48:asserted +nominations:9:measured D8 b2e6 prefers=craft:2026-06-01;
         chief IC8 under=vp +growth:0.48:asserted +nominations:9:measured D8 b2e6 prefers=craft:2026-06-01;
         vp M5 A7 offD8 b2e6;
         junior IC2 under=alex +reviews:30:measured +incidents:1:measured rights b0",
    );
    let told = |before: &Org, after: &Org| -> Vec<String> {
        let (diff, _) = diff(before, after);
        let one = |it: &twintrack::plan::diff::FindingChange| {
            let (side, finding) = match (&it.after, &it.before) {
                (Some(finding), _) => (after, finding),
                (None, Some(finding)) => (before, finding),
                (None, None) => unreachable!("one of them is there"),
            };
            let who = finding.person().map_or("-", |person| side.key(person));
            format!("{} {who} {}", it.turn.id(), finding.rule.id)
        };
        diff.findings.iter().map(one).collect()
    };
    let forth = told(&before, &after);
    assert!(forth.contains(&"clears alex under-authorised".to_owned()), "{forth:?}");
    assert!(forth.contains(&"clears mason under-authorised".to_owned()), "{forth:?}");
    let back = told(&after, &before);
    assert!(back.contains(&"appears mason under-authorised".to_owned()), "{back:?}");
    let (_, sentences) = diff(&before, &after);
    assert_eq!(sentences[0], "1 person moves to the IC track, to IC8; 2 people have left; 1 person has other changes");
    assert!(sentences[2].contains("are resolved"), "{sentences:?}");

    let waived = common::org("a M5; b M3 under=a prefers=craft; waive tiny-span b 0");
    let not = common::org("a M5; b M3 under=a prefers=craft");
    assert!(told(&not, &waived).iter().any(|it| it.starts_with("waived b tiny-span")), "{:?}", told(&not, &waived));
    assert!(told(&waived, &not).iter().any(|it| it.starts_with("not_waived b")));
    let hidden = common::org(&format!("structure; {}", "a M5; b M3 under=a prefers=craft"));
    assert!(told(&not, &hidden).iter().all(|it| it.contains(" - ")), "{:?}", told(&not, &hidden));
}

#[test]
fn three_sentences_sum_it_up() {
    let (_, sentences) = diff(
        &common::org("ladder top=IC6; a M5; b M3 under=a; c M2 under=a; d IC2 under=b; e IC3 under=b"),
        &common::org("a M5; b IC8 under=a; c IC6 under=a; d IC3 under=a; e M1 under=a"),
    );
    assert_eq!(
        sentences[..2],
        [
            "IC7 and IC8 open; 2 people move to the IC track, the highest to IC8; \
             1 person moves to the management track, to M1; and more",
            "No pay is recorded",
        ]
    );
    let (_, sentences) = diff(&common::org("a M5"), &common::org("ladder implied; a M5"));
    assert_eq!(sentences[0], "The ladder differs in 2 lines");
    let (_, sentences) = diff(&common::org("a M5"), &common::org("a M5"));
    assert_eq!(sentences, ["No differences"]);
}

fn mirrored(turn: Turn) -> Turn {
    match turn {
        Turn::Clears => Turn::Appears,
        Turn::Appears => Turn::Clears,
        Turn::Stronger => Turn::Weaker,
        Turn::Weaker => Turn::Stronger,
        Turn::Waived => Turn::NotWaived,
        Turn::NotWaived => Turn::Waived,
    }
}

fn mirrored_seat(id: &str) -> &str {
    match id {
        "to_ic" => "to_management",
        "to_management" => "to_ic",
        "up" => "down",
        "down" => "up",
        "seated" => "unseated",
        "unseated" => "seated",
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn nothing_differs_from_itself_in_any_order(world in world()) {
        let before = org(&world);
        let after = org_in(&world, world.keys().rev().copied());
        let (diff, _) = diff(&before, &after);
        prop_assert!(diff.is_empty(), "{diff:?}");
        prop_assert_eq!(diff.counts.unchanged + diff.counts.unchanged_others, before.len());
        prop_assert!(before.people().filter(|&it| before.kind(it) == Kind::Person).count() >= diff.counts.unchanged);
        prop_assert!(diff.findings.is_empty());
        for part in diff.parts.rungs.iter().chain(&diff.parts.teams) {
            prop_assert_eq!(part.weighed.seats.before, part.weighed.seats.after);
            prop_assert!(!part.weighed.pay_differs());
        }
    }

    #[test]
    fn a_byte_that_makes_a_difference_is_found(world in world(), changes in changes()) {
        let after = changed(&world, &changes);
        let (before, after) = (org(&world), org(&after));
        let (diff, _) = diff(&before, &after);
        // The picture of a person by its own words: another way to see who is the same.
        let told = |org: &Org, person: PersonId| {
            let above = |line| {
                let mut above: Vec<_> = org.lines().above(person, line).into_iter().map(|it| org.key(it)).collect();
                above.sort();
                format!("{above:?}")
            };
            let seat = org.seat(person).map(|seat| (&org.rung(seat.rung).code, seat.source));
            let texts = [org.name(person), org.title(person), org.team(person), org.location(person), org.status(person)];
            let (pay, details) = (org.pay(person), org.details(person));
            let lines = [Line::Solid, Line::Dotted, Line::Assistant].map(above);
            let rest = (org.kind(person), org.start(person), org.end(person), org.unlinked(person), org.order(person));
            format!("{texts:?} {seat:?} {lines:?} {rest:?} {} {:?} {details:?}", pay.low, org.text(pay.currency))
        };
        for person in before.people() {
            let is = after.find(before.key(person));
            let is_same = is.map(|is| told(&before, person) == told(&after, is));
            prop_assert_eq!(is.is_none(), diff.left.contains(&person));
            if let Some(is) = is {
                prop_assert_eq!(is_same, Some(diff.change_of(is).is_none()), "{}", told(&before, person));
            }
        }
    }

    #[test]
    fn counts_add_up_to_the_people_of_both_sides(world in world(), changes in changes()) {
        let (before, after) = (org(&world), org(&changed(&world, &changes)));
        let (diff, sentences) = diff(&before, &after);
        let counts = diff.counts;
        let same = counts.unchanged + counts.unchanged_others;
        prop_assert_eq!(same + counts.changed + counts.left, before.len());
        prop_assert_eq!(same + counts.changed + counts.new, after.len());
        prop_assert!(counts.to_ic + counts.to_management + counts.up + counts.down <= counts.changed);
        prop_assert_eq!(sentences.len(), if diff.is_empty() { 1 } else { 3 });
        let people = |org: &Org| Judgement::of(org).tally.people;
        prop_assert_eq!(diff.parts.whole.seats.before.people as usize, people(&before));
        let in_teams: u32 = diff.parts.teams.iter().map(|it| it.weighed.seats.after.people).sum();
        prop_assert_eq!(in_teams as usize, people(&after));
        let sums: f64 = diff.parts.teams.iter().map(|it| it.weighed.paid.after.sum).sum();
        prop_assert!((sums - diff.parts.whole.paid.after.sum).abs() < 1e-6);
    }

    #[test]
    fn backwards_is_the_mirror(world in world(), changes in changes()) {
        let (before, after) = (org(&world), org(&changed(&world, &changes)));
        let ((forth, _), (back, _)) = (diff(&before, &after), diff(&after, &before));
        prop_assert_eq!((&forth.new, &forth.left), (&back.left, &back.new));
        prop_assert_eq!(forth.changed.len(), back.changed.len());
        for it in &forth.changed {
            let mirror = back.change_of(it.before).expect("changed both ways");
            prop_assert_eq!((mirror.before, mirror.after, mirror.fields), (it.after, it.before, it.fields));
            prop_assert_eq!(mirror.seat.map(|it| it.id()), it.seat.map(|it| mirrored_seat(it.id())));
        }
        let turns = |diff: &Diff, mirror: bool| {
            let one = |it: &twintrack::plan::diff::FindingChange| {
                let turn = if mirror { mirrored(it.turn) } else { it.turn };
                format!("{} {turn:?}", it.finding().map_or("", |it| it.rule.id))
            };
            let mut turns: Vec<String> = diff.findings.iter().map(one).collect();
            turns.sort();
            turns
        };
        prop_assert_eq!(turns(&forth, false), turns(&back, true));
        prop_assert_eq!(forth.parts.whole.paid.before, back.parts.whole.paid.after);
    }
}
