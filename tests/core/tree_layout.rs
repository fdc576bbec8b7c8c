//! The tidy tree on random forests against a layout that compares every pair of cards; its promises one by one; and
//! shapes that would be too deep or too wide for something that recurses.

use proptest::prelude::*;
use twintrack::layout::tree::{Card, Flow, Gaps, Tidy, tidy};
use twintrack::scene::{Point, Rect};

const GAPS: Gaps = Gaps { siblings: 2.0, cousins: 3.0, levels: 5.0 };
/// Rounding, in points.
const NEAR: f64 = 1e-6;

/// Children of each card, the tops last.
fn children(cards: &[Card]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); cards.len() + 1];
    for (at, card) in cards.iter().enumerate() {
        children[card.parent.map_or(cards.len(), |parent| parent as usize)].push(at);
    }
    children
}

fn rects(cards: &[Card], tidy: &Tidy) -> Vec<Rect> {
    let rect = |(card, corner): (&Card, &Point)| Rect::new(corner.x, corner.y, card.width, card.height);
    cards.iter().zip(&tidy.corners).map(rect).collect()
}

/// Middles by the definition: every card of a subtree against every card of the subtrees before and after.
fn naive(cards: &[Card], gaps: &Gaps) -> Vec<f64> {
    let n = cards.len();
    let children = children(cards);
    let mut ends = vec![0.0; n];
    let mut starts = vec![0.0; n];
    for (at, card) in cards.iter().enumerate() {
        // The gap above a card belongs to it.
        starts[at] = card.parent.map_or(-gaps.levels, |parent| ends[parent as usize]);
        ends[at] = starts[at] + gaps.levels + card.height;
    }
    // Of every subtree its cards and their middles, relative to the subtree's own card.
    let mut subtrees: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n + 1];
    for at in (0..n).rev().chain(std::iter::once(n)) {
        let below = &children[at];
        let distance = |i: usize, j: usize| {
            let mut distance = f64::NEG_INFINITY;
            for &(a, x) in &subtrees[below[i]] {
                for &(b, y) in &subtrees[below[j]] {
                    if starts[a] < ends[b] && starts[b] < ends[a] {
                        let are_siblings = a == below[i] && b == below[j];
                        let gap = if are_siblings { gaps.siblings } else { gaps.cousins };
                        distance = distance.max(x + cards[a].width / 2.0 + gap + cards[b].width / 2.0 - y);
                    }
                }
            }
            distance
        };
        let k = below.len();
        let mut least = vec![0.0_f64; k];
        for j in 1..k {
            least[j] = (0..j).map(|i| least[i] + distance(i, j)).fold(f64::NEG_INFINITY, f64::max);
        }
        let width = least.last().copied().unwrap_or_default();
        let mut most = vec![width; k];
        for i in (0..k.saturating_sub(1)).rev() {
            most[i] = (i + 1..k).map(|j| most[j] - distance(i, j)).fold(f64::INFINITY, f64::min);
        }
        let mut all = if at < n { vec![(at, 0.0)] } else { Vec::new() };
        for (i, &child) in below.iter().enumerate() {
            let middle = (least[i] + most[i]) / 2.0 - width / 2.0;
            all.extend(subtrees[child].iter().map(|&(card, x)| (card, x + middle)));
        }
        subtrees[at] = all;
    }
    let left = subtrees[n].iter().map(|&(card, x)| x - cards[card].width / 2.0).fold(f64::INFINITY, f64::min);
    let mut middles = vec![0.0; n];
    for &(card, x) in &subtrees[n] {
        middles[card] = x - left;
    }
    middles
}

fn check(cards: &[Card], gaps: &Gaps) -> Result<(), TestCaseError> {
    let laid_out = tidy(cards, gaps, Flow::Down);
    let rects = rects(cards, &laid_out);
    for (at, (rect, wanted)) in rects.iter().zip(naive(cards, gaps)).enumerate() {
        let middle = rect.center().x;
        prop_assert!((middle - wanted).abs() < NEAR, "card {at} is at {middle}, not at {wanted}");
    }
    let is_under = |mut card: usize, above: usize| {
        while let Some(parent) = cards[card].parent {
            card = parent as usize;
            if card == above {
                return true;
            }
        }
        false
    };
    for (a, one) in rects.iter().enumerate() {
        for (b, other) in rects.iter().enumerate().skip(a + 1).filter(|&(b, _)| !is_under(b, a)) {
            let gap = if cards[a].parent == cards[b].parent { gaps.siblings } else { gaps.cousins };
            let beside = (other.left - one.right).max(one.left - other.right);
            let along = (other.top - one.bottom).max(one.top - other.bottom);
            prop_assert!(beside > gap - NEAR || along > gaps.levels - NEAR, "{a} {one:?} is too near {b} {other:?}");
        }
    }
    for (at, below) in children(cards).iter().enumerate() {
        for pair in below.windows(2) {
            prop_assert!(rects[pair[0]].right <= rects[pair[1]].left + NEAR, "{} is not left of {}", pair[0], pair[1]);
        }
        let bottom = rects.get(at).map_or(0.0, |parent| parent.bottom + gaps.levels);
        prop_assert!(below.iter().all(|&child| (rects[child].top - bottom).abs() < NEAR));
        if let (Some(parent), Some(&first), Some(&last)) = (rects.get(at), below.first(), below.last()) {
            let middle = (rects[first].center().x + rects[last].center().x) / 2.0;
            prop_assert!((parent.center().x - middle).abs() < NEAR, "{at} is not over the middle of its children");
        }
    }
    let bounds = laid_out.bounds;
    prop_assert_eq!((bounds.left, bounds.top), (0.0, 0.0));
    let reached = |end: &dyn Fn(&Rect) -> f64| rects.iter().map(end).fold(0.0, f64::max);
    prop_assert!((bounds.right - reached(&|rect| rect.right)).abs() < NEAR);
    prop_assert!((bounds.bottom - reached(&|rect| rect.bottom)).abs() < NEAR);
    prop_assert!(rects.iter().all(|rect| rect.left >= 0.0 && rect.top >= 0.0));
    Ok(())
}

/// The same forest with every list of children reversed, and where each card stands in it.
fn mirrored(cards: &[Card]) -> (Vec<Card>, Vec<usize>) {
    let children = children(cards);
    let (mut order, mut stack) = (Vec::new(), children[cards.len()].clone());
    while let Some(at) = stack.pop() {
        order.push(at);
        stack.extend(&children[at]);
    }
    let mut place = vec![0; cards.len()];
    for (i, &at) in order.iter().enumerate() {
        place[at] = i;
    }
    let turned = |&at: &usize| {
        let parent = cards[at].parent.map(|parent| place[parent as usize] as u32);
        Card { parent, ..cards[at] }
    };
    (order.iter().map(turned).collect(), place)
}

/// Random forests: bushy, or with long chains, or with wide spans, with sizes that differ or are all the same.
fn forests() -> impl Strategy<Value = Vec<Card>> {
    let card = (any::<prop::sample::Index>(), 0u8..20, 1u8..40, 1u8..40);
    (prop::collection::vec(card, 1..60), 0u8..3, any::<bool>()).prop_map(|(drawn, shape, is_even)| {
        let mut cards: Vec<Card> = Vec::new();
        for (index, chance, width, height) in drawn {
            let n = cards.len();
            let parent = match (shape, chance) {
                _ if n == 0 => None,
                (_, 0) => None,
                (0, _) => Some(index.index(n)),
                (1, _) => Some(n - 1 - index.index(n.min(3))),
                _ => Some(index.index(n.min(8))),
            };
            let (width, height) = if is_even { (20.0, 10.0) } else { (f64::from(width), f64::from(height)) };
            cards.push(Card { parent: parent.map(|parent| parent as u32), width, height });
        }
        cards
    })
}

proptest! {
    #[test]
    fn a_forest_keeps_every_promise_and_is_the_one_by_definition(cards in forests()) {
        check(&cards, &GAPS)?;
        check(&cards, &Gaps { siblings: 1.0, cousins: 9.0, levels: 0.0 })?;
    }

    #[test]
    fn a_mirrored_forest_gives_the_mirrored_picture(cards in forests()) {
        let (mirror, place) = mirrored(&cards);
        let (one, other) = (tidy(&cards, &GAPS, Flow::Down), tidy(&mirror, &GAPS, Flow::Down));
        prop_assert!((one.bounds.right - other.bounds.right).abs() < NEAR);
        for (at, card) in cards.iter().enumerate() {
            let (a, b) = (one.corners[at], other.corners[place[at]]);
            prop_assert!((a.x - (one.bounds.right - b.x - card.width)).abs() < NEAR, "card {at}: {a:?}, {b:?}");
            prop_assert_eq!(a.y, b.y);
        }
    }

    #[test]
    fn to_the_right_is_down_with_the_two_ways_exchanged(cards in forests()) {
        let turned: Vec<Card> =
            cards.iter().map(|card| Card { width: card.height, height: card.width, ..*card }).collect();
        let (down, right) = (tidy(&turned, &GAPS, Flow::Down), tidy(&cards, &GAPS, Flow::Right));
        prop_assert_eq!((down.bounds.right, down.bounds.bottom), (right.bounds.bottom, right.bounds.right));
        for (a, b) in down.corners.iter().zip(&right.corners) {
            prop_assert_eq!((a.x, a.y), (b.y, b.x));
        }
    }

    #[test]
    fn any_input_gives_as_many_corners(
        cards in prop::collection::vec((any::<Option<u32>>(), 0u32..9, any::<f64>(), any::<f64>()), 0..30),
    ) {
        let cards: Vec<Card> = cards
            .into_iter()
            .map(|(parent, near, width, height)| {
                let parent = parent.map(|parent| if parent % 2 == 0 { near } else { parent });
                Card { parent, width, height }
            })
            .collect();
        prop_assert_eq!(tidy(&cards, &GAPS, Flow::Down).corners.len(), cards.len());
    }
}

/// Cards of one size, which is 10 wide and 4 high, by their parents.
fn cards(parents: impl IntoIterator<Item = Option<u32>>) -> Vec<Card> {
    parents.into_iter().map(|parent| Card { parent, width: 10.0, height: 4.0 }).collect()
}

#[test]
fn small_trees_by_hand() {
    fn check(parents: &[Option<u32>], wanted: &[(f64, f64)]) {
        let laid_out = tidy(&cards(parents.iter().copied()), &GAPS, Flow::Down);
        let corners: Vec<_> = laid_out.corners.iter().map(|corner| (corner.x, corner.y)).collect();
        assert_eq!(corners, wanted);
    }
    check(&[], &[]);
    check(&[None], &[(0.0, 0.0)]);
    check(&[None, None], &[(0.0, 0.0), (12.0, 0.0)]);
    check(&[None, Some(0), Some(0)], &[(6.0, 0.0), (0.0, 9.0), (12.0, 9.0)]);
    // Cousins are three apart.
    let two_and_two = [None, Some(0), Some(1), Some(1), Some(0), Some(4), Some(4)];
    let wanted = [(18.5, 0.0), (6.0, 9.0), (0.0, 18.0), (12.0, 18.0), (31.0, 9.0), (25.0, 18.0), (37.0, 18.0)];
    check(&two_and_two, &wanted);
    // The one without reports stands in the middle between two who have some.
    let small_between = [None, Some(0), Some(1), Some(1), Some(1), Some(0), Some(0), Some(6), Some(6), Some(6)];
    let between = tidy(&cards(small_between), &GAPS, Flow::Down).corners[5];
    assert_eq!((between.x, between.y), (12.0 + 37.0 / 2.0, 9.0));
}

#[test]
fn chains_stars_and_combs_of_any_length_are_laid_out() {
    const LONG: u32 = 30_000;
    let chain = tidy(&cards((0..LONG).map(|at| at.checked_sub(1))), &GAPS, Flow::Down);
    assert!(chain.corners.iter().all(|corner| corner.x == 0.0));
    assert_eq!(chain.bounds, Rect::new(0.0, 0.0, 10.0, f64::from(LONG) * 9.0 - 5.0));

    let star = tidy(&cards((0..=LONG).map(|at| (at > 0).then_some(0))), &GAPS, Flow::Down);
    assert_eq!(star.bounds, Rect::new(0.0, 0.0, f64::from(LONG) * 12.0 - 2.0, 13.0));

    // A chain with a leaf on the left of every link, then one with leaves on the right: contours of full length.
    let comb = |is_left: bool| {
        let link = move |at: u32| match at {
            0 => None,
            at if is_left => Some(if at % 2 == 1 { at - 1 } else { at - 2 }),
            1 | 2 => Some(0),
            at => Some(if at % 2 == 1 { at - 2 } else { at - 3 }),
        };
        cards((0..=LONG).map(link))
    };
    for cards in [comb(true), comb(false)] {
        let laid_out = tidy(&cards, &GAPS, Flow::Down);
        assert_eq!(laid_out.corners.len(), cards.len());
        assert_eq!(laid_out.bounds.bottom, f64::from(LONG / 2 + 1) * 9.0 - 5.0);
    }

    // Many deep chains side by side: each is compared with the one before and no farther.
    let chains = (0..1_000_000u32).map(|at| if at % 1_000 == 0 { None } else { Some(at - 1) });
    assert_eq!(tidy(&cards(chains), &GAPS, Flow::Down).bounds.right, 999.0 * 13.0 + 10.0);
}

#[test]
fn a_parent_that_cannot_be_one_makes_a_top() {
    let laid_out = tidy(&cards([Some(0), Some(7), Some(1)]), &GAPS, Flow::Down);
    assert_eq!(laid_out.corners[1], Point::new(12.0, 0.0));
    assert_eq!(laid_out.corners[2], Point::new(12.0, 9.0));
}
