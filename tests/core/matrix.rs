//! The matrix: everybody stands where METHOD.md says, nobody who may not be shown, and a loop holds who is inside.

use crate::common::{bundled, org, section_9};
use proptest::prelude::*;
use twintrack::diagram::{Dot, Matrix, MatrixHit, MatrixPage, MatrixShown, matrix_sentence};
use twintrack::layout::{Lane, Lasso, spread};
use twintrack::org::Org;
use twintrack::rules::Judgement;
use twintrack::scene::text::width;
use twintrack::scene::{Anchor, Badge, Mark, Point, Rect, Role, Shape, Size};

fn matrix(org: &Org) -> (Judgement, Matrix) {
    let judgement = Judgement::of(org);
    let matrix = Matrix::of(&judgement.facts(org), &judgement);
    (judgement, matrix)
}

const PAGE: Size = Size { width: 856.0, height: 800.0 };

fn marks(org: &Org, judgement: &Judgement, matrix: &Matrix, page: &MatrixPage) -> Vec<Mark> {
    let mut found = Vec::new();
    page.marks(matrix, org, judgement, &MatrixShown::default(), &mut |mark| found.push(mark));
    found
}

fn dot<'a>(org: &Org, matrix: &'a Matrix, key: &str) -> Option<&'a Dot> {
    matrix.find(org.find(key).expect("a key")).map(|at| &matrix.dots[at])
}

#[test]
fn the_worked_examples_stand_where_they_should() {
    let org = section_9("asserted");
    let (judgement, matrix) = matrix(&org);
    let under = Some((Shape::TriangleUp, Role::Under));
    for (key, authority, impact, lane, badge) in [
        // A strong signal stands at the careful estimate, all others at the middle one.
        ("alex", 4.0255, 5.8032, Lane::Management, Some((Shape::TriangleUpOpen, Role::Under))),
        ("mason", 4.2245, 6.1890, Lane::Management, under),
        ("chief", 8.0, 6.8077, Lane::Ic, None),
        ("junior", 2.0, 1.9012, Lane::Ic, None),
    ] {
        let dot = dot(&org, &matrix, key).expect(key);
        assert!((dot.authority - authority).abs() < 5e-5 && (dot.impact - impact).abs() < 5e-5, "{key}: {dot:?}");
        assert_eq!((dot.lane, dot.badge), (lane, badge), "{key}");
    }
    assert_eq!(dot(&org, &matrix, "vp"), None);
    // The vice president and Mason's team of two have no line.
    assert_eq!((matrix.dots.len(), matrix.without_evidence, matrix.without_authority), (4, 3, 0));
    // On the page a rung is as long as any other, the larger grade to the right and on top.
    let page = MatrixPage::new(&matrix, PAGE);
    let place = |key| page.place(&matrix, matrix.find(org.find(key).expect("a key")).expect("a dot")).expect("a place");
    let (alex, chief) = (place("alex"), place("chief"));
    let rung = page.exact(2.0, 2.0).x - page.exact(1.0, 1.0).x;
    assert!((chief.x - alex.x - rung * (8.0 - 4.0255)).abs() < 0.01 * rung && chief.y < alex.y);
    let facts = judgement.facts(&org);
    let said = |key: &str| matrix_sentence(&facts, &judgement, org.find(key).expect("a key"), false);
    assert_eq!(
        said("alex"),
        "Decision authority is possibly 1.8 rungs below their record by the conservative gap, but the lines of \
         evidence contradict one another. Authority 4.0, supported impact 5.8 (conservative 5.8, face value 8.4)"
    );
    // Below the fork nobody's number is told unasked.
    assert_eq!(said("junior"), "No signal");
    assert_eq!(said("vp"), "Not enough evidence");
    assert!(
        matrix_sentence(&facts, &judgement, org.find("junior").expect("a key"), true).contains("supported impact 1.9")
    );
}

#[test]
fn nobody_is_drawn_in_structure_only() {
    let words = "zita IC5 +systems:40:audited D3 b5000; otto M5 +systems:40:audited D3 b5000";
    let (open, shut) = (org(words), org(&format!("structure; {words}")));
    let people = |marks: &[Mark]| {
        let is_dot = |mark: &&Mark| matches!(mark, Mark::Badge(Badge { shape: Shape::Disc, .. }));
        marks.iter().filter(is_dot).count()
    };
    let drawn = |org: &Org| {
        let (judgement, matrix) = matrix(org);
        let page = MatrixPage::new(&matrix, PAGE);
        (matrix.dots.len(), people(&marks(org, &judgement, &matrix, &page)))
    };
    // One disc explains itself in the legend.
    assert_eq!((drawn(&open), drawn(&shut)), ((2, 2), (0, 1)));
    // Not even with a matrix that was made while people were shown.
    let (_, of_open) = matrix(&open);
    let page = MatrixPage::new(&of_open, PAGE);
    let found = marks(&shut, &Judgement::of(&shut), &of_open, &page);
    assert_eq!(people(&found), 1);
    assert!(!found.iter().any(|mark| matches!(mark, Mark::Text(text) if text.text.contains("zita"))));
}

/// Where a text is seen.
fn place_of(mark: &Mark) -> Option<Rect> {
    let Mark::Text(text) = mark else { return None };
    let long = width(&text.text, text.size, text.weight);
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - long / 2.0,
        Anchor::End => text.at.x - long,
    };
    Some(Rect::new(left, text.at.y - 0.75 * text.size, long, 0.95 * text.size))
}

#[test]
fn nothing_covers_anything_on_a_page_of_any_size() {
    let org = bundled();
    let (judgement, matrix) = matrix(&org);
    assert!(matrix.dots.len() > 10 && matrix.without_evidence > 10);
    for (across, down) in [(856.0, 800.0), (440.0, 560.0), (1176.0, 800.0), (1900.0, 1000.0), (320.0, 420.0)] {
        let size = Size { width: across, height: down };
        let page = MatrixPage::new(&matrix, size);
        assert!(!page.is_counted());
        let places: Vec<Point> = (0..matrix.dots.len()).filter_map(|at| page.place(&matrix, at)).collect();
        for (at, a) in places.iter().enumerate() {
            assert!(page.plane.area.expanded(14.0).contains(*a));
            assert_eq!(page.hit(&matrix, *a), Some(MatrixHit::Dot(at)));
            assert!(places[at + 1..].iter().all(|b| (a.x - b.x).hypot(a.y - b.y) > 12.9));
        }
        let found = marks(&org, &judgement, &matrix, &page);
        let texts: Vec<(Rect, &Mark)> = found.iter().filter_map(|mark| Some((place_of(mark)?, mark))).collect();
        let inside = Rect::new(0.0, 0.0, across, down);
        for (at, (rect, mark)) in texts.iter().enumerate() {
            assert!(rect.left >= inside.left - 0.5 && rect.right <= inside.right + 0.5, "{across}: {mark:?} leaves");
            let other = texts[at + 1..].iter().find(|(other, _)| other.overlaps(rect));
            assert!(other.is_none(), "{across}: {mark:?} covers {other:?}");
        }
    }
}

#[test]
fn counts_of_the_density_add_up() {
    for people in [300, 30_000] {
        let (org, _) = twintrack::generate::org(people, 7);
        let (judgement, matrix) = matrix(&org);
        let page = MatrixPage::new(&matrix, PAGE);
        let sum =
            |of: fn(twintrack::diagram::Square) -> u32| matrix.squares().map(|(_, it)| of(it)).sum::<u32>() as usize;
        assert_eq!(sum(|square| square.all()), matrix.dots.len());
        let drawn = matrix.dots.len() + matrix.without_evidence + matrix.without_authority;
        assert_eq!(drawn, org.people().filter(|&person| org.is_judged(person)).count());
        let compares = |id: &str| {
            let badge = |dot: &&Dot| judgement.badge(dot.person).is_some_and(|finding| finding.rule.id == id);
            matrix.dots.iter().filter(badge).count()
        };
        assert_eq!(
            (sum(|it| it.under), sum(|it| it.over)),
            (compares("under-authorised"), compares("over-authorised"))
        );
        let ic = matrix.dots.iter().filter(|dot| dot.lane == Lane::Ic).count();
        assert_eq!(sum(|square| square.people[0]), ic);
        for (at, square) in matrix.squares() {
            assert_eq!(page.in_square(&matrix, at).len(), square.all() as usize);
        }
        if people == 30_000 {
            assert!(page.is_counted() && compares("under-authorised") > 50, "{}", matrix.dots.len());
            // What is drawn of thousands does not grow with them.
            assert!(marks(&org, &judgement, &matrix, &page).len() < 6000);
        }
    }
}

#[test]
fn the_order_of_people_moves_nobody() {
    let rows =
        ["ana IC5 +systems:40:audited D3 b5000", "ben M5 +money:3e6:measured D7", "cem IC3 +reviews:80:audited R4"];
    let seen = |order: [usize; 3]| {
        let org = org(&order.map(|at| rows[at]).join(";"));
        let (_, matrix) = matrix(&org);
        let mut dots: Vec<_> = matrix
            .dots
            .iter()
            .map(|dot| (org.key(dot.person).to_owned(), dot.authority.to_bits(), dot.impact.to_bits(), dot.badge))
            .collect();
        dots.sort_by(|a, b| a.0.cmp(&b.0));
        (dots, matrix.reach, matrix.squares().collect::<Vec<_>>())
    };
    assert_eq!(seen([0, 1, 2]), seen([2, 0, 1]));
}

/// Whether a point lies inside by the angles at which it sees the corners: it goes around an odd number of times.
fn winds_oddly(path: &[Point], at: Point) -> bool {
    let angle = |p: &Point| (p.y - at.y).atan2(p.x - at.x);
    let turn: f64 = path
        .iter()
        .zip(path.iter().cycle().skip(1))
        .map(|(a, b)| {
            let turn = angle(b) - angle(a);
            turn - std::f64::consts::TAU * (turn / std::f64::consts::TAU).round()
        })
        .sum();
    (turn / std::f64::consts::TAU).round() as i64 % 2 != 0
}

fn point() -> impl Strategy<Value = Point> {
    (0.0..100.0f64, 0.0..100.0f64).prop_map(|(x, y)| Point::new(x, y))
}

proptest! {
    #[test]
    fn a_loop_holds_exactly_who_is_inside(
        path in prop::collection::vec(point(), 3..40),
        at in prop::collection::vec(point(), 1..60),
    ) {
        let lasso = Lasso::new(&path).expect("three corners");
        for at in at {
            prop_assert_eq!(lasso.has(at), winds_oddly(&path, at), "{:?}", at);
        }
        prop_assert!(!lasso.has(Point::new(-1.0, 50.0)) && !lasso.has(Point::new(50.0, 101.0)));
    }

    #[test]
    fn a_loop_selects_the_dots_inside(path in prop::collection::vec(point(), 3..12)) {
        let org = bundled();
        let (_, matrix) = matrix(&org);
        let page = MatrixPage::new(&matrix, PAGE);
        let path: Vec<Point> = path.iter().map(|at| Point::new(at.x * 8.56, at.y * 8.0)).collect();
        let found = page.inside(&matrix, &Lasso::new(&path).expect("three corners"));
        for (at, dot) in matrix.dots.iter().enumerate() {
            let place = page.place(&matrix, at).expect("a place");
            prop_assert_eq!(found.contains(&dot.person), winds_oddly(&path, place));
        }
    }

    #[test]
    fn dots_are_spread_a_little_or_not_at_all(dots in prop::collection::vec(point(), 0..60)) {
        // Two always find room.
        prop_assert!(spread(&dots[..dots.len().min(2)], 13.0).is_some());
        if let Some(places) = spread(&dots, 13.0) {
            for (at, (place, dot)) in places.iter().zip(&dots).enumerate() {
                prop_assert!((place.x - dot.x).hypot(place.y - dot.y) <= 26.01);
                prop_assert!(places[at + 1..].iter().all(|b| (place.x - b.x).hypot(place.y - b.y) > 12.9));
            }
            prop_assert_eq!(spread(&dots, 13.0), Some(places));
        }
    }
}

#[test]
fn arrows_reach_every_dot() {
    let org = bundled();
    let (_, matrix) = matrix(&org);
    let page = MatrixPage::new(&matrix, PAGE);
    let mut reached = vec![false; matrix.dots.len()];
    let mut next = vec![page.next(&matrix, None, (1, 0)).expect("a first dot")];
    while let Some(at) = next.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            next.extend([(1, 0), (-1, 0), (0, 1), (0, -1)].iter().filter_map(|&way| page.next(&matrix, Some(at), way)));
        }
    }
    assert!(reached.iter().all(|&it| it), "{reached:?}");
}

#[test]
fn a_point_far_off_the_ladder_does_not_squeeze_the_others() {
    let (_, near) = matrix(&org("ana IC5 +systems:40:audited"));
    let (_, far) = matrix(&org("ana IC5 +systems:40:audited; ben IC5 +systems:40:audited authority=1e300"));
    assert_eq!(far.dots.len(), 2);
    assert!(far.reach.1 <= near.reach.1 + 4.0, "{:?}", far.reach);
    let page = MatrixPage::new(&far, PAGE);
    assert!(page.plane.area.expanded(1.0).contains(page.place(&far, 1).expect("a place")));
}
