//! The tree view: everybody once, nothing over anything else, lines that cross no card, counts that add up, rows by
//! rung; and shapes that would be too deep or too wide for something that recurses.

use crate::{common, random};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use twintrack::diagram::{Chart, ChartOptions, Hit, Step, View};
use twintrack::layout::tree::Flow;
use twintrack::org::*;
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Point, Rect, Role};

fn chart(org: &Org, options: &ChartOptions) -> Chart {
    let judgement = Judgement::of(org);
    Chart::new(&judgement.facts(org), options)
}

fn whole() -> ChartOptions {
    ChartOptions { levels: Some(u32::MAX), ..ChartOptions::default() }
}

/// Every way to draw the same people.
fn ways_to_draw(options: &ChartOptions) -> Vec<ChartOptions> {
    let mut all = Vec::new();
    for flow in [Flow::Down, Flow::Right] {
        for is_plain in [false, true] {
            all.push(ChartOptions { flow, is_plain, ..options.clone() });
        }
    }
    all.push(ChartOptions { by_rung: true, ..options.clone() });
    all.push(ChartOptions { by_rung: true, is_plain: true, ..options.clone() });
    all
}

fn is_drawn(org: &Org, person: PersonId) -> bool {
    org.presence(person) != Presence::Left && org.kind(person) != Kind::Bot
}

/// Whether a way passes through the inside of a rectangle.
fn crosses(way: &[Point], rect: &Rect) -> bool {
    let inside = rect.expanded(-1.0);
    way.windows(2).any(|leg| {
        let leg = Rect {
            left: leg[0].x.min(leg[1].x),
            top: leg[0].y.min(leg[1].y),
            right: leg[0].x.max(leg[1].x),
            bottom: leg[0].y.max(leg[1].y),
        };
        leg.left < inside.right
            && inside.left < leg.right.max(leg.left + 1e-9)
            && leg.top < inside.bottom
            && inside.top < leg.bottom.max(leg.top + 1e-9)
    })
}

/// Everybody once, no two cards on each other, lines past all cards, the same place for a person and a point.
fn check(org: &Org, options: &ChartOptions) -> Result<(), TestCaseError> {
    let chart = chart(org, options);
    let people: Vec<PersonId> = chart.people().collect();
    let once: BTreeSet<PersonId> = people.iter().copied().collect();
    prop_assert_eq!(once.len(), people.len(), "somebody is drawn twice");
    let rects: Vec<Rect> = people.iter().map(|&person| chart.place(person).expect("drawn")).collect();
    let bounds = chart.bounds();
    for (at, rect) in rects.iter().enumerate() {
        for (other, second) in rects.iter().enumerate().skip(at + 1) {
            prop_assert!(!rect.overlaps(second), "{at} and {other} overlap: {rect:?} {second:?} {options:?}");
        }
        prop_assert!(bounds.expanded(1e-6).union(rect) == bounds.expanded(1e-6), "{rect:?} outside {bounds:?}");
        prop_assert_eq!(chart.hit(Point::new(rect.left + 3.0, rect.top + 3.0)), Some(Hit::Person(people[at])));
    }
    for way in chart.ways() {
        for rect in &rects {
            prop_assert!(!crosses(&way, rect), "{way:?} crosses {rect:?} {options:?}");
        }
        prop_assert!(way.windows(2).all(|leg| leg[0].x == leg[1].x || leg[0].y == leg[1].y), "{way:?} is askew");
    }
    // What is painted of the lines covers no card either, and ends where the ways end.
    let judgement = Judgement::of(org);
    let view = View::at(bounds, 1.0);
    let mut lines: Vec<Vec<Point>> = Vec::new();
    chart.marks(org, &judgement, &view, &mut |mark| {
        if let Mark::Line(line) = mark
            && line.stroke.role == Role::StrongLine
            && line.stroke.dash.is_none()
        {
            lines.push(line.points);
        }
    });
    for line in &lines {
        prop_assert!(rects.iter().all(|rect| !crosses(line, rect)), "{line:?} {options:?}");
    }
    let is_near = |a: &Point, b: &Point| (a.x - b.x).abs() < 0.1 && (a.y - b.y).abs() < 0.1;
    for way in chart.ways() {
        let end = way.last().expect("a way has points");
        prop_assert!(lines.iter().any(|line| line.last().is_some_and(|last| is_near(last, end))), "no line to {end:?}");
    }
    for &person in &people {
        prop_assert_eq!(chart.above(person).is_none_or(|above| once.contains(&above)), true);
    }
    Ok(())
}

/// People by (manager, kind of line up, rung, kind): more than the small worlds of `random` have.
fn forest() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    prop::collection::vec((any::<u8>(), 0u8..10, 0u8..14, 0u8..12), 1..60)
}

fn org_of(people: &[(u8, u8, u8, u8)]) -> Org {
    let mut builder = Builder::new(common::head());
    let rungs: Vec<String> = builder.org().rungs().map(|rung| builder.org().rung(rung).code.clone()).collect();
    for (at, &(above, line, rung, kind)) in people.iter().enumerate() {
        let key = format!("p{at}");
        // Mostly somebody before, so that trees get deep; some point ahead and make loops.
        let other = match line {
            9 => usize::from(above) % people.len(),
            _ => usize::from(above) % (at + 1),
        };
        let is_top = line == 0 || other == at;
        let manager = if is_top || line == 1 { String::new() } else { format!("p{other}") };
        let kind = match kind {
            0 => Kind::Vacancy,
            1 => Kind::Several,
            2 => Kind::Bot,
            _ => Kind::Person,
        };
        let seat = rungs.get(usize::from(rung)).and_then(|code| builder.find_rung("", code));
        let seat = seat.map(|rung| Seat { rung, source: SeatSource::Given });
        let person = builder.add(&Row { key: &key, name: &key, manager: &manager, seat, kind, ..Row::default() });
        if matches!(line, 1 | 2) && !is_top {
            builder.line_to(person, &format!("p{other}"), Line::Assistant);
        }
        if line == 3 {
            builder.line_to(person, "p0", Line::Dotted);
        }
    }
    builder.finish().0
}

proptest! {
    #[test]
    fn everybody_is_drawn_once_and_over_nobody(people in forest()) {
        let org = org_of(&people);
        for options in ways_to_draw(&whole()) {
            check(&org, &options)?;
            let drawn: BTreeSet<PersonId> = chart(&org, &options).people().collect();
            let expected: BTreeSet<PersonId> = org.people().filter(|&person| is_drawn(&org, person)).collect();
            prop_assert_eq!(&drawn, &expected);
        }
    }

    #[test]
    fn small_worlds_with_every_field_are_drawn_too(world in random::world()) {
        let org = random::org(&world);
        for options in ways_to_draw(&whole()) {
            check(&org, &options)?;
            let drawn = chart(&org, &options).people().count();
            prop_assert_eq!(drawn, org.people().filter(|&person| is_drawn(&org, person)).count());
        }
    }

    #[test]
    fn folding_counts_add_up(people in forest(), levels in 1u32..5, asked in prop::collection::btree_map(0u32..60, any::<bool>(), 0..5)) {
        let org = org_of(&people);
        let asked: BTreeMap<PersonId, bool> = asked.into_iter().map(|(person, open)| (PersonId(person), open)).collect();
        let options = ChartOptions { levels: Some(levels), asked, ..ChartOptions::default() };
        for options in ways_to_draw(&options) {
            check(&org, &options)?;
            let chart = chart(&org, &options);
            let seen = chart.people().filter(|&person| org.is_judged(person)).count();
            let all = org.people().filter(|&person| org.is_judged(person)).count();
            prop_assert_eq!(seen + chart.folded(), all);
            // What a folded card counts is what appears when it is unfolded.
            let folded = chart.people().find(|&person| chart.is_folded(person) == Some(true));
            if let Some(person) = folded {
                let mut open = options.clone();
                open.levels = Some(u32::MAX);
                open.asked.clear();
                open.focus = Some(person);
                let below = self::chart(&org, &open);
                let below = below.people().filter(|&other| other != person && org.is_judged(other)).count();
                prop_assert_eq!(chart.counts(person).map(|counts| counts.0 as usize), Some(below));
            }
        }
    }

    #[test]
    fn arrows_lead_along_the_lines_and_back(people in forest()) {
        let org = org_of(&people);
        let chart = chart(&org, &whole());
        for person in chart.people() {
            prop_assert_eq!(chart.beside(person, Step::Above), chart.above(person));
            if let Some(report) = chart.beside(person, Step::Below) {
                prop_assert_eq!(chart.above(report), Some(person));
                prop_assert_eq!(chart.beside(report, Step::Before), None);
            }
            if let Some(next) = chart.beside(person, Step::After) {
                prop_assert_eq!(chart.above(next), chart.above(person));
                prop_assert_eq!(chart.beside(next, Step::Before), Some(person));
            }
        }
    }

    #[test]
    fn people_of_one_rung_share_a_row(people in forest()) {
        let org = org_of(&people);
        let chart = chart(&org, &ChartOptions { by_rung: true, ..whole() });
        let mut rows: BTreeMap<Option<RungId>, usize> = BTreeMap::new();
        for person in chart.people() {
            let (row, top, bottom) = chart.row(person).expect("it has rows");
            let place = chart.place(person).expect("drawn");
            prop_assert!(top <= place.top && place.bottom <= bottom);
            let rung = org.seat(person).map(|seat| seat.rung);
            prop_assert_eq!(*rows.entry(rung).or_insert(row), row);
        }
        // The rows are those of the tracks: by grade, the highest on top.
        let judgement = Judgement::of(&org);
        let facts = judgement.facts(&org);
        let graded = rows.iter().filter_map(|(rung, &row)| Some((row, facts.scale.grade((*rung)?)?)));
        let mut graded: Vec<(usize, f64)> = graded.collect();
        graded.sort_by_key(|a| a.0);
        prop_assert!(graded.windows(2).all(|two| two[0].1 >= two[1].1 - 1e-9), "{:?}", graded);
    }
}

/// Rows are key, manager, and perhaps `assists`, `vacancy`, `bot`.
fn small(rows: &[(&str, &str, &str)]) -> Org {
    let mut builder = Builder::new(common::head());
    for &(key, above, word) in rows {
        let kind = match word {
            "vacancy" => Kind::Vacancy,
            "bot" => Kind::Bot,
            _ => Kind::Person,
        };
        let manager = if word == "assists" { "" } else { above };
        let person = builder.add(&Row { key, name: key, manager, kind, ..Row::default() });
        if matches!(word, "assists" | "assistant") {
            builder.line_to(person, above, Line::Assistant);
        }
    }
    builder.finish().0
}

fn place(org: &Org, chart: &Chart, key: &str) -> Rect {
    chart.place(org.find(key).expect("there")).expect("drawn")
}

#[test]
fn vacancies_are_drawn_and_not_counted() {
    let org = small(&[("ines", "", ""), ("mason", "ines", ""), ("seat", "mason", "vacancy"), ("ana", "mason", "")]);
    let all = chart(&org, &whole());
    assert_eq!(all.people().count(), 4);
    let of = |key: &str| all.counts(org.find(key).expect("there"));
    assert_eq!((of("ines"), of("mason"), of("seat")), (Some((2, 1)), Some((1, 1)), Some((0, 0))));
    let folded = chart(&org, &ChartOptions { levels: Some(1), ..ChartOptions::default() });
    assert_eq!((folded.people().count(), folded.folded()), (1, 2));
}

#[test]
fn an_assistant_stands_beside_the_boss_with_their_own_reports() {
    for (word, headcount) in [("assists", 4), ("assistant", 4)] {
        let org = small(&[
            ("ines", "", ""),
            ("kim", "ines", word),
            ("lee", "kim", ""),
            ("mason", "ines", ""),
            ("zoe", "ines", ""),
        ]);
        for is_plain in [true, false] {
            let chart = chart(&org, &ChartOptions { is_plain, ..whole() });
            let (boss, kim) = (place(&org, &chart, "ines"), place(&org, &chart, "kim"));
            assert!(kim.left > boss.right && kim.top == boss.top, "{boss:?} {kim:?}");
            assert!(place(&org, &chart, "lee").top > kim.bottom);
            assert!(place(&org, &chart, "mason").top > place(&org, &chart, "lee").bottom, "reports come after");
            assert_eq!(chart.above(org.find("kim").expect("there")), org.find("ines"));
            assert_eq!(chart.counts(org.find("ines").expect("there")).map(|counts| counts.0), Some(headcount));
        }
        let right = chart(&org, &ChartOptions { flow: Flow::Right, ..whole() });
        let (boss, kim) = (place(&org, &right, "ines"), place(&org, &right, "kim"));
        assert!(kim.top > boss.bottom && kim.left == boss.left, "{boss:?} {kim:?}");
    }
}

#[test]
fn those_who_assist_in_a_circle_are_drawn_once() {
    let org =
        small(&[("ana", "bo", "assists"), ("bo", "cy", "assists"), ("cy", "ana", "assists"), ("di", "di", "assists")]);
    assert_eq!(chart(&org, &whole()).people().count(), 4);
}

#[test]
fn loops_and_several_tops_stand_side_by_side() {
    let org = small(&[("ana", "bo", ""), ("bo", "ana", ""), ("cy", "", ""), ("di", "cy", ""), ("ed", "", "")]);
    let chart = chart(&org, &whole());
    assert_eq!(chart.people().count(), 5);
    let tops = chart.people().filter(|&person| chart.above(person).is_none()).count();
    assert_eq!(tops, 3, "the loop is cut once");
}

#[test]
fn a_bot_is_passed_over_and_its_reports_hang_on_whoever_is_above() {
    let org = small(&[("ines", "", ""), ("bot", "ines", "bot"), ("ana", "bot", "")]);
    let chart = chart(&org, &whole());
    assert_eq!(chart.above(org.find("ana").expect("there")), org.find("ines"));
}

#[test]
fn a_branch_is_shown_alone_and_its_chain_leads_back() {
    let org = small(&[("ines", "", ""), ("mason", "ines", ""), ("ana", "mason", ""), ("kofi", "ines", "")]);
    let mason = org.find("mason");
    let chart = chart(&org, &ChartOptions { focus: mason, ..whole() });
    assert_eq!(chart.people().map(|person| org.key(person)).collect::<Vec<_>>(), ["mason", "ana"]);
    let judgement = Judgement::of(&org);
    let above = Chart::chain(&judgement.facts(&org), org.find("ana").expect("there"));
    assert_eq!(above.iter().map(|&person| org.key(person)).collect::<Vec<_>>(), ["mason", "ines"]);
    assert_eq!(Chart::size_of(&judgement.facts(&org), mason), 2);
    assert_eq!(Chart::size_of(&judgement.facts(&org), None), 4);
}

#[test]
fn a_chain_of_20_000_and_a_manager_of_20_000_are_laid_out() {
    for is_chain in [true, false] {
        let keys: Vec<String> = (0..20_000).map(|n| format!("p{n}")).collect();
        let above = |n: usize| if n == 0 { "" } else { keys[if is_chain { n - 1 } else { 0 }].as_str() };
        let rows: Vec<(&str, &str, &str)> = (0..20_000).map(|n| (keys[n].as_str(), above(n), "")).collect();
        let org = small(&rows);
        for options in ways_to_draw(&whole()) {
            let chart = chart(&org, &options);
            assert_eq!(chart.people().count(), 20_000);
            let last = chart.place(PersonId(19_999)).expect("drawn");
            assert_eq!(chart.hit(Point::new(last.left + 3.0, last.top + 3.0)), Some(Hit::Person(PersonId(19_999))));
        }
        // It opens with what can be seen.
        let opened = chart(&org, &ChartOptions::default());
        assert!(opened.people().count() <= 1000, "{}", opened.people().count());
    }
}

#[test]
fn stacking_keeps_the_shape_of_a_large_organisation_usable() {
    let org = twintrack::generate::org(5_000, 7).0;
    let shape = |options: &ChartOptions| {
        let bounds = chart(&org, options).bounds();
        bounds.width() / bounds.height()
    };
    for flow in [Flow::Down, Flow::Right] {
        let stacked = shape(&ChartOptions { flow, ..whole() });
        assert!((0.3..4.0).contains(&stacked), "{stacked} to 1");
    }
    assert!(shape(&ChartOptions { is_plain: true, ..whole() }) > 50.0);
}

#[test]
fn marks_are_only_made_for_what_is_in_view_and_from_afar_for_few_places() {
    let org = twintrack::generate::org(20_000, 7).0;
    let judgement = Judgement::of(&org);
    let chart = chart(&org, &whole());
    let bounds = chart.bounds();
    let count = |window: Rect, scale: f64| {
        let view = View::at(window, scale);
        let mut marks = 0;
        chart.marks(&org, &judgement, &view, &mut |_: Mark| marks += 1);
        marks
    };
    let near = chart.place(PersonId(10_000)).expect("drawn").center();
    let near = count(Rect::new(near.x - 600.0, near.y - 400.0, 1200.0, 800.0), 1.0);
    assert!((20..4_000).contains(&near), "{near} marks near");
    let far = (1080.0 / bounds.width()).min(800.0 / bounds.height());
    let far = count(bounds, far);
    assert!((500..30_000).contains(&far), "{far} marks from afar");
}

#[test]
fn the_picture_says_nothing_of_people_where_the_file_is_structure_only() {
    let mut org = twintrack::generate::org(300, 7).0;
    let marks = |org: &Org| {
        let judgement = Judgement::of(org);
        let chart = chart(org, &whole());
        let view = View::at(chart.bounds(), 1.0);
        let mut badges = 0;
        chart.marks(org, &judgement, &view, &mut |mark| badges += usize::from(matches!(mark, Mark::Badge(_))));
        badges
    };
    assert!(marks(&org) > 0, "the generated people have findings");
    org.head.mode = Mode::StructureOnly { locked: false };
    assert_eq!(marks(&org), 0);
}
