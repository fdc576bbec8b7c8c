//! The tracks layout on random organisations: no overlap, every box in its rung's band, order kept, no line
//! through a box, and a mirrored forest gives the mirrored picture.

use crate::common::bare_head;
use proptest::prelude::*;
use std::collections::BTreeMap;
use twintrack::diagram::{Folding, Tracks};
use twintrack::layout::{Packed, pack};
use twintrack::org::{Builder, Kind, Org, Row, Seat, SeatSource, TrackKind};
use twintrack::rules::Judgement;
use twintrack::scene::{Point, Rect};

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
    let inner = rect.expanded(-0.5);
    segment.left < inner.right
        && inner.left < segment.right.max(segment.left + 0.01)
        && segment.top < inner.bottom
        && inner.top < segment.bottom.max(segment.top + 0.01)
}

fn check(org: &Org) -> Result<(), TestCaseError> {
    let judgement = Judgement::of(org);
    let tracks = Tracks::new(&judgement.facts(org), &judgement, &Folding::default());
    check_picture(org, &judgement, &tracks)
}

fn check_picture(org: &Org, judgement: &Judgement, tracks: &Tracks) -> Result<(), TestCaseError> {
    let boxes: Vec<_> = tracks.boxes().collect();
    for (at, (rect, row, _)) in boxes.iter().enumerate() {
        let (top, bottom) = tracks.band(*row);
        prop_assert!(rect.top >= top && rect.bottom <= bottom, "{rect:?} leaves the band of row {row}");
        for (other, ..) in &boxes[at + 1..] {
            prop_assert!(!rect.overlaps(other), "{rect:?} overlaps {other:?}");
        }
    }
    for row in 1..tracks.rows().len() {
        prop_assert!(tracks.band(row - 1).1 <= tracks.band(row).0);
    }
    for way in tracks.ways() {
        for leg in way.windows(2) {
            prop_assert!(leg[0].x == leg[1].x || leg[0].y == leg[1].y, "a slanted line {way:?}");
            if let Some((rect, ..)) = boxes.iter().find(|(rect, ..)| crosses(leg[0], leg[1], rect)) {
                prop_assert!(false, "{way:?} crosses {rect:?}");
            }
        }
    }
    // Siblings on one row and shelf keep the order of the file.
    for above in std::iter::once(None).chain(org.people().map(Some)) {
        let below: Vec<_> = match above {
            Some(manager) => judgement.tree.reports(manager).collect(),
            None => judgement.tree.tops().collect(),
        };
        let mut reached: BTreeMap<(u64, bool), Rect> = BTreeMap::new();
        let cards = below.iter().filter(|&&person| tracks.block(person).is_none());
        for (person, rect) in cards.filter_map(|&person| Some((person, tracks.place(person)?))) {
            let is_ic =
                org.track_kind(person).map_or(judgement.tree.reports(person).len() == 0, |it| it == TrackKind::Ic);
            if let Some(before) = reached.insert((rect.top.to_bits(), is_ic), rect) {
                prop_assert!(before.right <= rect.left, "{} stands left of an earlier sibling", org.key(person));
            }
        }
    }
    // Everybody drawn has a place inside the picture.
    for person in org.people().filter(|&p| org.kind(p) != Kind::Bot) {
        let place = tracks.place(person).expect("everybody but bots is drawn");
        prop_assert!(
            place.left >= 0.0 && place.right <= tracks.bounds().right && place.bottom <= tracks.bounds().bottom
        );
        let centre = place.center();
        prop_assert_eq!(tracks.hit(centre), Some(twintrack::diagram::Hit::Person(person)));
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
    fn a_random_organisation_is_laid_out_without_overlaps(
        people in prop::collection::vec((any::<prop::sample::Index>(), 0u16..16, 0u8..12), 1..60),
        tops in 1usize..6,
    ) {
        check(&org(&people, tops))?;
    }
}

proptest! {
    // Four pictures a case: one in twenty is as much work.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.div_ceil(20)))]

    #[test]
    fn two_pictures_beside_each_other_have_their_rungs_at_the_same_height(
        people in prop::collection::vec((any::<prop::sample::Index>(), 0u16..14, 2u8..12), 1..60),
        others in prop::collection::vec((any::<prop::sample::Index>(), 0u16..14, 2u8..12), 1..60),
    ) {
        let orgs = [org(&people, 2), org(&others, 2)];
        let judged = orgs.each_ref().map(Judgement::of);
        let beside = |at: usize, other: Option<&Tracks>| {
            Tracks::beside(&judged[at].facts(&orgs[at]), &judged[at], &Folding::default(), other)
        };
        let alone = [beside(0, None), beside(1, None)];
        let both = [beside(0, Some(&alone[1])), beside(1, Some(&alone[0]))];
        let bands = both.each_ref().map(|tracks| (0..tracks.rows().len()).map(|row| tracks.band(row)).collect::<Vec<_>>());
        prop_assert_eq!(&bands[0], &bands[1]);
        for at in [0, 1] {
            check_picture(&orgs[at], &judged[at], &both[at])?;
        }
    }
}

#[test]
fn ten_thousand_people_fold_into_a_handy_picture() {
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
        let tracks = Tracks::new(&judgement.facts(&org), &judgement, &Folding::default());
        let bounds = tracks.bounds();
        let ratio = bounds.width() / bounds.height();
        assert!((0.25..=4.0).contains(&ratio), "{people} people, span {span}: {ratio}");
        assert_eq!(tracks.people(), people);
    }
}
