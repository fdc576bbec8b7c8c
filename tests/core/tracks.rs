//! The tracks on random organisations: everybody once, on their rung and their side, no slot over another, no line
//! through one; names that can be read, heads that stay in view. And a mirrored forest gives the mirrored packing.

use crate::common::{bare_head, bundled};
use proptest::prelude::*;
use std::collections::BTreeSet;
use twintrack::diagram::{Hit, Tracks, TracksOptions, View};
use twintrack::generate;
use twintrack::layout::rows::{Density, Style};
use twintrack::layout::{Packed, pack};
use twintrack::org::{Builder, Kind, Org, PersonId, Row, Seat, SeatSource};
use twintrack::rules::Judgement;
use twintrack::scene::{Mark, Point, Rect, Role, Size};

/// A person as (manager, rung, kind): the manager is an index before the person, the rung counts from 0 up to 14
/// (14 is none).
type Someone = (prop::sample::Index, u16, u8);

fn org(people: &[Someone], tops: usize) -> Org {
    let mut builder = Builder::new(bare_head("Random"));
    let rungs: Vec<_> = (1..=8).map(|k| format!("IC{k}")).chain((1..=6).map(|k| format!("M{k}"))).collect();
    for (at, (manager, rung, kind)) in people.iter().enumerate() {
        let seat = rungs
            .get(*rung as usize)
            .and_then(|code| builder.find_rung("", code))
            .map(|rung| Seat { rung, source: SeatSource::Given });
        let manager = if at < tops { String::new() } else { manager.index(at).to_string() };
        let kind = match kind {
            0 => Kind::Bot,
            1 => Kind::Vacancy,
            _ => Kind::Person,
        };
        builder.add(&Row { key: &at.to_string(), manager: &manager, seat, kind, ..Row::default() });
    }
    builder.finish().0
}

fn crosses(from: Point, to: Point, rect: &Rect) -> bool {
    let segment =
        Rect { left: from.x.min(to.x), right: from.x.max(to.x), top: from.y.min(to.y), bottom: from.y.max(to.y) };
    let inner = rect.expanded(-1e-3);
    segment.left < inner.right
        && inner.left < segment.right.max(segment.left + 1e-4)
        && segment.top < inner.bottom
        && inner.top < segment.bottom.max(segment.top + 1e-4)
}

fn laid_out(org: &Org, judgement: &Judgement, options: &TracksOptions) -> Tracks {
    Tracks::new(&judgement.facts(org), judgement, options)
}

fn slots(org: &Org, tracks: &Tracks) -> Vec<(PersonId, Rect)> {
    org.people().filter_map(|person| Some((person, tracks.place(person)?))).collect()
}

fn check(org: &Org, options: &TracksOptions) -> Result<(), TestCaseError> {
    let judgement = Judgement::of(org);
    check_picture(org, &judgement, &laid_out(org, &judgement, options))
}

fn check_picture(org: &Org, judgement: &Judgement, tracks: &Tracks) -> Result<(), TestCaseError> {
    let slots = slots(org, tracks);
    let drawn = org.people().filter(|&it| org.kind(it) != Kind::Bot).count();
    prop_assert_eq!((slots.len(), tracks.people()), (drawn, drawn), "everybody but programs stands there once");
    let bounds = tracks.bounds().expanded(1e-6);
    for (at, (person, rect)) in slots.iter().enumerate() {
        let (row, lane) = tracks.ground_at(rect.center()).expect("within the rows");
        let ground = tracks.ground_of(row, lane).expanded(1e-6);
        for corner in [Point::new(rect.left, rect.top), Point::new(rect.right, rect.bottom)] {
            prop_assert!(ground.contains(corner) && bounds.contains(corner), "{} leaves its rung", org.key(*person));
        }
        if let Some(seat) = org.seat(*person) {
            prop_assert!(tracks.rows()[row].rungs.contains(&seat.rung), "{} stands on another rung", org.key(*person));
        }
        for (other, place) in &slots[at + 1..] {
            prop_assert!(!rect.expanded(-1e-6).overlaps(place), "{} covers {}", org.key(*person), org.key(*other));
        }
        prop_assert_eq!(tracks.hit(rect.center()), Some(Hit::Person(*person)));
    }
    for row in 1..tracks.rows().len() {
        prop_assert!(tracks.band(row - 1).1 <= tracks.band(row).0 + 1e-9);
    }
    // Lines run in the gaps.
    for &person in judgement.tree.order() {
        let Some(manager) = judgement.tree.manager(person) else { continue };
        let Some(way) = tracks.way(manager, person) else { continue };
        for leg in way.windows(2) {
            prop_assert!(leg[0].x == leg[1].x || leg[0].y == leg[1].y, "a slanted line {way:?}");
            if let Some((over, rect)) = slots.iter().find(|(_, rect)| crosses(leg[0], leg[1], rect)) {
                prop_assert!(false, "the line to {} crosses {}: {way:?} {rect:?}", org.key(person), org.key(*over));
            }
        }
    }
    Ok(())
}

/// A forest as (parent before it, row, width), and the same seen in a mirror: every list of children reversed.
fn mirrored(forest: &[(Option<u32>, u32, u32)]) -> (Vec<Packed>, Vec<Packed>, Vec<usize>) {
    let n = forest.len();
    let mut children = vec![Vec::new(); n + 1];
    for (at, &(parent, ..)) in forest.iter().enumerate() {
        children[parent.map_or(n, |p| p as usize)].push(at);
    }
    // Parents first, children from the last to the first; where each box of the forest stands in the mirror.
    let (mut order, mut stack) = (Vec::new(), children[n].clone());
    while let Some(at) = stack.pop() {
        order.push(at);
        stack.extend(&children[at]);
    }
    let mut place = vec![0; n];
    for (i, &at) in order.iter().enumerate() {
        place[at] = i;
    }
    let packed =
        |at: usize, parent: Option<u32>| Packed { parent, cell: Some((forest[at].1, f64::from(forest[at].2))) };
    let straight = (0..n).map(|at| packed(at, forest[at].0)).collect();
    let mirror = order.iter().map(|&at| packed(at, forest[at].0.map(|p| place[p as usize] as u32))).collect();
    (straight, mirror, place)
}

proptest! {
    #[test]
    fn a_mirrored_forest_gives_the_mirrored_picture(
        boxes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), 0u32..4, 1u32..4), 1..40),
    ) {
        let mut forest: Vec<(Option<u32>, u32, u32)> = Vec::new();
        for &(parent, is_top, row, width) in &boxes {
            let parent = (!is_top && !forest.is_empty()).then(|| parent.index(forest.len()) as u32);
            forest.push((parent, row, width));
        }
        // A manager beside whom a report stands is moved to the nearer side, which has no mirror image in a draw:
        // rows of a branch are therefore made different from the rows of the managers above it.
        for at in 0..forest.len() {
            let depth = std::iter::successors(forest[at].0, |&p| forest[p as usize].0).count() as u32;
            forest[at].1 += 4 * depth;
        }
        let (straight, mirror, place) = mirrored(&forest);
        let (left, seen) = (pack(&straight), pack(&mirror));
        let width = |at: usize| f64::from(forest[at].2);
        // One shift for the whole picture.
        let sum = left[0] + width(0) + seen[place[0]];
        for at in 0..forest.len() {
            let found = left[at] + width(at) + seen[place[at]];
            prop_assert!((found - sum).abs() < 1e-9, "box {at}: {found} and {sum}");
        }
    }

    #[test]
    fn everybody_stands_on_their_rung_and_lines_run_in_the_gaps(
        people in prop::collection::vec((any::<prop::sample::Index>(), 0u16..16, 0u8..12), 1..60),
        tops in 1usize..6,
        canvas in (200.0f64..1700.0, 200.0f64..1000.0),
        density in 0u8..4,
    ) {
        let density = match density {
            0 => Density::Names,
            1 => Density::Cards,
            2 => Density::Sheet { aspect: 1.5 },
            _ => Density::Fit,
        };
        let canvas = Size { width: canvas.0.floor(), height: canvas.1.floor() };
        check(&org(&people, tops), &TracksOptions { canvas, density, ..TracksOptions::default() })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.div_ceil(20)))]

    #[test]
    fn two_pictures_beside_each_other_have_their_rungs_at_the_same_height(
        people in prop::collection::vec((any::<prop::sample::Index>(), 0u16..14, 2u8..12), 1..60),
        others in prop::collection::vec((any::<prop::sample::Index>(), 0u16..14, 2u8..12), 1..60),
    ) {
        let orgs = [org(&people, 2), org(&others, 2)];
        let judged = orgs.each_ref().map(Judgement::of);
        let [mut a, mut b] = [0, 1].map(|at| laid_out(&orgs[at], &judged[at], &TracksOptions::default()));
        Tracks::align(&mut a, &mut b, Size { width: 600.0, height: 500.0 });
        let bands = |tracks: &Tracks| (0..tracks.rows().len()).map(|row| tracks.band(row)).collect::<Vec<_>>();
        prop_assert_eq!(bands(&a), bands(&b));
        for (at, tracks) in [a, b].iter().enumerate() {
            check_picture(&orgs[at], &judged[at], tracks)?;
        }
    }

    #[test]
    fn heads_and_labels_are_in_view_wherever_one_looks(
        people in prop::collection::vec((any::<prop::sample::Index>(), 0u16..14, 2u8..12), 1..200),
        (x, y) in (-0.5f64..1.5, 0.0f64..1.0),
        zoom in 1.0f64..30.0,
    ) {
        let org = org(&people, 2);
        let judgement = Judgement::of(&org);
        let tracks = laid_out(&org, &judgement, &TracksOptions::default());
        let (bounds, size) = (tracks.bounds(), Size { width: 1176.0, height: 792.0 });
        let window = Rect::new(x * bounds.width(), y * bounds.height(), size.width / zoom, size.height / zoom);
        let view = View::at(window, zoom);
        let mut texts = Vec::new();
        tracks.marks(&org, &judgement, &view, &mut |mark| {
            if let Mark::Text(text) = mark {
                texts.push(text);
            }
        });
        // The label of the row in the middle of the window stands in it, as large as everywhere.
        let row = tracks.ground_at(Point::new(bounds.center().x, window.center().y)).map(|(row, _)| row);
        let is_high = |row: usize| tracks.label_place(row, &view).is_some();
        if let Some(row) = row.filter(|&row| is_high(row)) {
            let place = tracks.label_place(row, &view).expect("it is there");
            prop_assert!(window.expanded(1e-6).contains(place.center()), "{place:?} in {window:?}");
            let label = &tracks.rows()[row].label;
            let shown = texts.iter().find(|text| text.text == *label || text.text == tracks.rows()[row].codes);
            prop_assert!(shown.is_some_and(|text| text.size * zoom >= 8.0), "{label} is not written");
        }
        let written = |text: &str| texts.iter().find(|it| it.text == text);
        let seen = (tracks.frame().lanes[0].1 - window.left.max(0.0)) * zoom;
        if (0.0..0.3).contains(&x) && seen > 220.0 && window.bottom > tracks.band(0).0 {
            let head = written("Individual contributors").expect("the head of the lane");
            prop_assert!(window.expanded(1e-6).contains(head.at), "{:?} in {window:?}", head.at);
        }
    }
}

/// Names that can be read where everybody fits on the canvas: 9 pixels and more, and not shortened.
fn legible(org: &Org, tracks: &Tracks, judgement: &Judgement) -> BTreeSet<String> {
    let view = View::at(tracks.bounds(), 1.0);
    let mut found = BTreeSet::new();
    tracks.marks(org, judgement, &view, &mut |mark| {
        if let Mark::Text(text) = mark
            && text.size >= 9.0
        {
            found.insert(text.text);
        }
    });
    found
}

#[test]
fn names_can_be_read_where_everybody_fits() {
    let org = bundled();
    let judgement = Judgement::of(&org);
    let tracks = laid_out(&org, &judgement, &TracksOptions::default());
    let found = legible(&org, &tracks, &judgement);
    let named = org.people().filter(|&it| org.kind(it) == Kind::Person);
    let missing: Vec<&str> = named.map(|it| org.name(it)).filter(|name| !found.contains(*name)).collect();
    assert_eq!(missing, [""; 0], "all names of the bundled organisation");
    for people in [30, 84, 175, 300] {
        let (org, _) = generate::org(people, 1);
        let judgement = Judgement::of(&org);
        let tracks = laid_out(&org, &judgement, &TracksOptions::default());
        let found = legible(&org, &tracks, &judgement);
        let is_named = |person: PersonId| found.contains(org.label(person));
        let all: Vec<PersonId> = org.people().filter(|&it| tracks.place(it).is_some()).collect();
        println!(
            "{people} people: {} of {} names can be read",
            all.iter().filter(|&&it| is_named(it)).count(),
            all.len()
        );
        for (row, of) in tracks.rows().iter().enumerate() {
            let here =
                all.iter().filter(|&&it| of.rungs.iter().any(|&rung| org.seat(it).is_some_and(|s| s.rung == rung)));
            let here: Vec<PersonId> = here.copied().collect();
            let named = here.iter().filter(|&&it| is_named(it)).count();
            let is_dotted = matches!(tracks.frame().bands[row].style, Style::Dot { .. } | Style::Bar { .. });
            assert!(!is_dotted || here.len() > 20, "{people} people: {} on {}, {named} named", here.len(), of.codes);
        }
    }
}

#[test]
fn every_size_fits_on_the_canvas() {
    for (people, span) in [(10_000usize, 6usize), (20_000, 20_000), (3_000, 1), (50_000, 40)] {
        let mut builder = Builder::new(bare_head("Large"));
        for at in 0..people {
            let manager = if at == 0 { String::new() } else { ((at - 1) / span).to_string() };
            let manages = at * span + 1 < people;
            let code = if manages { format!("M{}", 1 + at % 6) } else { format!("IC{}", 1 + at % 8) };
            let seat = builder.find_rung("", &code).map(|rung| Seat { rung, source: SeatSource::Given });
            builder.add(&Row { key: &at.to_string(), manager: &manager, seat, ..Row::default() });
        }
        let org = builder.finish().0;
        let judgement = Judgement::of(&org);
        let options = TracksOptions::default();
        let tracks = laid_out(&org, &judgement, &options);
        let bounds = tracks.bounds();
        assert_eq!((bounds.width(), bounds.height()), (options.canvas.width, options.canvas.height), "{people}");
        assert_eq!(tracks.people(), people);
    }
}

/// How much of the colour of their lane is seen in the middle of somebody; `None` where nothing stands.
fn tint(tracks: &Tracks, org: &Org, judgement: &Judgement, person: PersonId, scale: f64) -> Option<f64> {
    let place = tracks.place(person)?;
    let at = place.center();
    let size = (800.0 / scale, 600.0 / scale);
    let view = View {
        show_people: false,
        ..View::at(Rect::new(at.x - size.0 / 2.0, at.y - size.1 / 2.0, size.0, size.1), scale)
    };
    let mut seen = None;
    tracks.marks(org, judgement, &view, &mut |mark| {
        if let Mark::Box(mark) = mark
            && mark.rect.expanded(1e-3 / scale).contains(Point::new(place.left, place.top))
            && mark.rect.expanded(1e-3 / scale).contains(Point::new(place.right, place.bottom))
        {
            let under = seen.unwrap_or(0.0);
            match mark.fill {
                Some(Role::Ic | Role::Management) => seen = Some(under + (1.0 - under) * mark.opacity),
                Some(Role::Surface) => seen = Some(0.0),
                _ => {}
            }
        }
    });
    seen
}

#[test]
fn zooming_moves_and_loses_nobody_and_changes_little_at_once() {
    for people in [200, 3000] {
        let org = generate::org(people, 1).0;
        let judgement = Judgement::of(&org);
        let tracks = laid_out(&org, &judgement, &TracksOptions::default());
        for person in judgement.tree.order().iter().copied().step_by(people / 10) {
            let mut last: Option<f64> = None;
            for step in 0..250 {
                let scale = 0.5 * 1.02_f64.powi(step);
                let seen = tint(&tracks, &org, &judgement, person, scale);
                // A name has paper behind it only from some size on; what has none yet shows the ground.
                let seen = seen.unwrap_or(0.0);
                if let Some(last) = last {
                    let step = seen - last;
                    // From a bar to a slot its share of the ground counts.
                    assert!(step.abs() < 0.25, "{} at {scale}: {last} became {seen}", org.key(person));
                }
                last = Some(seen);
            }
            assert_eq!(last, Some(0.0), "{} ends as a card", org.key(person));
        }
    }
}

/// Eight people on the ladder of the house, `given` of them on seats that are no suggestions.
fn on_the_default_ladder(given: usize) -> Tracks {
    let mut builder = Builder::new(bare_head("Eight"));
    for (at, code) in ["M3", "M1", "IC3", "IC3", "IC2", "IC2", "IC1", "IC1"].into_iter().enumerate() {
        let source = if at < given { SeatSource::Given } else { SeatSource::Suggested };
        let seat = builder.find_rung("", code).map(|rung| Seat { rung, source });
        assert!(seat.is_some(), "{code}");
        let manager = if at == 0 { "" } else { "0" };
        builder.add(&Row { key: &at.to_string(), manager, seat, ..Row::default() });
    }
    let org = builder.finish().0;
    let judgement = Judgement::of(&org);
    laid_out(&org, &judgement, &TracksOptions::default())
}

#[test]
fn a_default_ladder_shows_what_is_held_and_the_next_above() {
    let codes = |tracks: &Tracks| tracks.rows().iter().map(|row| row.codes.clone()).collect::<Vec<_>>().join(" ");
    let suggested = on_the_default_ladder(0);
    let is_empty = |row: &&twintrack::diagram::Row| row.seats == [0.0, 0.0];
    let empty = suggested.rows().iter().filter(is_empty).count();
    assert!(empty * 2 <= suggested.rows().len(), "{}", codes(&suggested));
    for code in ["M4", "M3", "M1", "IC4", "IC3", "IC2", "IC1"] {
        let is_there = codes(&suggested).split([' ', '=', '·']).any(|it| it == code);
        assert!(is_there, "{code} is not in {}", codes(&suggested));
    }
    // Whoever confirms a seat or drops somebody sees the same rows; a ladder that is mostly given is the file's own.
    assert_eq!(codes(&on_the_default_ladder(3)), codes(&suggested));
    assert!(on_the_default_ladder(8).rows().len() > suggested.rows().len() + 3);
}
