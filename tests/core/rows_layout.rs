//! The arrangement by rung: everybody once, no slot over another, each within its rung's band and lane, in the order
//! of the tree, on the canvas, and the same from a cold start and after edits.

use proptest::prelude::*;
use std::collections::BTreeMap;
use twintrack::layout::Lane;
use twintrack::layout::rows::{Cell, Density, Room, Rows, Rungs, Step, Stripe, StripeOf, Style};
use twintrack::scene::{Rect, Size};

/// Boxes in tree order without names of their own: row and lane of each, and where branches begin.
#[derive(Clone)]
struct Case {
    rows: usize,
    above_fork: usize,
    cells: Vec<(u32, bool)>,
    branches: Vec<u32>,
}

/// In a line: "3 rows, 2 above: 0i 1m 1m, branches 1 2".
impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows, {} above:", self.rows, self.above_fork)?;
        self.cells.iter().try_for_each(|(row, is_ic)| write!(f, " {row}{}", if *is_ic { 'i' } else { 'm' }))?;
        write!(f, ", branches {:?}", self.branches)
    }
}

impl Case {
    fn cell((row, is_ic): (u32, bool)) -> Cell {
        Cell::new(row, if is_ic { Lane::Ic } else { Lane::Management })
    }

    /// Names are not the order: the box with the name `n` stands at `n * step` of it, round and round.
    fn order(&self) -> Vec<u32> {
        let n = self.cells.len() as u32;
        let step = [7919u32, 7907, 7901].into_iter().find(|step| !n.is_multiple_of(*step)).unwrap_or(1);
        (0..n).map(|at| (u64::from(at) * u64::from(step) % u64::from(n)) as u32).collect()
    }

    fn by_name(&self) -> Vec<Cell> {
        let mut cells = vec![Cell::NOWHERE; self.cells.len()];
        for (&name, &cell) in self.order().iter().zip(&self.cells) {
            cells[name as usize] = Self::cell(cell);
        }
        cells
    }

    fn rungs(&self) -> Rungs<'_> {
        Rungs { rows: self.rows, above_fork: self.above_fork, branches: &self.branches }
    }

    fn place(&self, room: &Room) -> Rows {
        Rows::place(&self.rungs(), self.by_name(), self.order().into_iter(), room)
    }

    /// So many people in the shape of a usual organisation: few on top, a third of them managers.
    fn usual(people: usize) -> Self {
        let mut mixed = 12345u64;
        let mut draw = move |below: u64| {
            mixed = mixed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (mixed >> 33) % below
        };
        let cell = |at: usize| match at {
            0 => (0, false),
            _ => match draw(100) {
                0 => (1, false),
                1..=3 => (3, false),
                4..=16 => (5, false),
                17..=18 => (3, true),
                19..=28 => (5, true),
                29..=50 => (6, true),
                51..=80 => (7, true),
                _ => (8, true),
            },
        };
        let cells = (0..people).map(cell).collect();
        let branches = (0..9).map(|branch| 1 + branch * people as u32 / 9).filter(|&at| (at as usize) < people);
        let mut branches: Vec<u32> = branches.collect();
        branches.dedup();
        Self { rows: 9, above_fork: 6, cells, branches }
    }
}

fn room(width: f64, height: f64) -> Room {
    Room { canvas: Size { width, height }, ..Room::default() }
}

const CANVASES: [(f64, f64); 3] = [(856.0, 792.0), (1176.0, 792.0), (1600.0, 940.0)];

/// What holds for every picture.
fn check(case: &Case, rows: &Rows) -> Result<(), TestCaseError> {
    let frame = rows.frame();
    prop_assert_eq!(rows.count(), case.cells.len());
    prop_assert_eq!(frame.bands.len(), case.rows);
    let mut y = rows.room().heads;
    for band in &frame.bands {
        prop_assert!(band.top >= y && band.bottom >= band.top, "{band:?} begins above {y}");
        y = band.bottom;
    }
    prop_assert!(y <= frame.bounds.bottom + 1e-6, "the rows end at {y}, the picture at {}", frame.bounds.bottom);
    let mut seen: Vec<(u32, Rect)> = Vec::new();
    rows.each_in(&frame.bounds, &mut |name, rect| seen.push((name, rect)));
    let mut names: Vec<u32> = seen.iter().map(|it| it.0).collect();
    names.sort_unstable();
    prop_assert_eq!(names, (0..case.cells.len() as u32).collect::<Vec<_>>());
    let cells = case.by_name();
    for &(name, rect) in &seen {
        let cell = cells[name as usize];
        prop_assert_eq!(rows.slot(name), Some(rect));
        let row = cell.row().expect("everybody is somewhere");
        let ground = frame.ground(row, cell.lane());
        let is_within = rect.left >= ground.left - 1e-6
            && rect.right <= ground.right + 1e-6
            && rect.top >= ground.top - 1e-6
            && rect.bottom <= ground.bottom + 1e-6;
        prop_assert!(is_within, "{rect:?} of {name} leaves {ground:?}, {:?}", frame.bands[row]);
        prop_assert_eq!(rows.hit(rect.center()), Some(name));
        if let Some(stripe) = rows.stripe_of(name) {
            let Stripe { left, right, .. } = frame.stripes[cell.lane() as usize][stripe];
            prop_assert!(left <= rect.left + 1e-6 && rect.right <= right + 1e-6, "{rect:?} leaves {left} to {right}");
        }
    }
    no_two_overlap(&seen)?;
    order_is_kept(case, rows)
}

/// By a sweep from above: slots of one line that meet are next to each other.
fn no_two_overlap(seen: &[(u32, Rect)]) -> Result<(), TestCaseError> {
    let mut sorted: Vec<Rect> = seen.iter().map(|it| it.1).collect();
    sorted.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    for (at, rect) in sorted.iter().enumerate() {
        let below = sorted[at + 1..].iter().take_while(|other| other.top < rect.bottom - 1e-9);
        for other in below {
            let is_apart = other.left >= rect.right - 1e-9 || other.right <= rect.left + 1e-9;
            prop_assert!(is_apart, "{rect:?} overlaps {other:?}");
        }
    }
    Ok(())
}

/// In a lane of a row, or a stripe of it, everybody stands on the line of the one before and farther from the gutter,
/// or on a line below.
fn order_is_kept(case: &Case, rows: &Rows) -> Result<(), TestCaseError> {
    let mut last: BTreeMap<(usize, bool, Option<usize>), Rect> = BTreeMap::new();
    for (&name, &(row, is_ic)) in case.order().iter().zip(&case.cells) {
        let rect = rows.slot(name).expect("everybody has a slot");
        if let Some(before) = last.insert((row as usize, is_ic, rows.stripe_of(name)), rect) {
            let is_outward = if is_ic { rect.right <= before.left } else { rect.left >= before.right };
            let is_next = (rect.top == before.top && is_outward) || rect.top >= before.bottom - 1e-9;
            prop_assert!(is_next, "{rect:?} of {name} comes before {before:?}");
        }
    }
    Ok(())
}

fn cases(most: usize) -> impl Strategy<Value = Case> {
    let people = prop_oneof![
        4 => prop::collection::vec((0u32..1000, any::<bool>()), 1..60),
        1 => prop::collection::vec((0u32..1000, any::<bool>()), 1..most),
    ];
    (1usize..24, 0usize..24, people, prop::collection::vec(any::<prop::sample::Index>(), 0..30), 1u32..4).prop_map(
        |(rows, above_fork, people, branches, slope)| {
            // Few on top: a row drawn evenly to a power.
            let row = |row: u32| {
                let part = f64::from(row) / 1000.0;
                ((1.0 - part.powi(slope as i32)) * rows as f64).min(rows as f64 - 1.0) as u32
            };
            let cells: Vec<_> = people.iter().map(|&(at, is_ic)| (row(at), is_ic)).collect();
            let mut branches: Vec<u32> = branches.iter().map(|at| at.index(cells.len()) as u32).collect();
            branches.sort_unstable();
            branches.dedup();
            Case { rows, above_fork: above_fork.min(rows), cells, branches }
        },
    )
}

fn densities() -> impl Strategy<Value = Density> {
    prop_oneof![
        3 => Just(Density::Fit),
        1 => Just(Density::Names),
        1 => Just(Density::Cards),
        1 => Just(Density::Sheet { aspect: 1.414 }),
    ]
}

proptest! {
    // Hundreds of people a case: a quarter of the usual number is as much work.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.div_ceil(4)))]

    #[test]
    fn everybody_stands_once_in_their_band_and_lane(
        case in cases(900),
        canvas in 0usize..3,
        density in densities(),
    ) {
        let (width, height) = CANVASES[canvas];
        let rows = case.place(&Room { density, ..room(width, height) });
        check(&case, &rows)?;
        let bounds = rows.frame().bounds;
        if density == Density::Fit {
            prop_assert_eq!(bounds, Rect::new(0.0, 0.0, width, height));
        }
        let held = |style: fn(Style) -> bool| {
            rows.frame().bands.iter().filter(|band| band.is_held).all(|band| style(band.style))
        };
        match density {
            Density::Fit => {}
            Density::Names | Density::Sheet { .. } => {
                prop_assert!(held(|style| matches!(style, Style::Card | Style::Chip)));
            }
            Density::Cards => prop_assert!(held(|style| style == Style::Card)),
        }
        // Rows at or above the fork share one style; where they are dots or less, those from the top down may have
        // one with names.
        let above = rows.frame().bands.iter().take(case.above_fork).filter(|band| band.is_held);
        let mut styles: Vec<Style> = above.map(|band| band.style).collect();
        styles.dedup();
        let is_named_top = styles.len() == 2 && styles[0].is_named() && !styles[1].is_named();
        prop_assert!(styles.len() <= 1 || is_named_top, "{styles:?}");
    }

    #[test]
    fn edits_lead_to_the_picture_of_a_cold_start(
        case in cases(900),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u32..24, any::<bool>(), any::<bool>()), 1..12),
    ) {
        let room = room(1176.0, 792.0);
        let mut case = case;
        let mut rows = case.place(&room);
        for (who, row, is_ic, moves_branch) in edits {
            let at = who.index(case.cells.len());
            let order = case.order();
            case.cells[at] = (row % case.rows as u32, is_ic);
            let changed = [(order[at], Case::cell(case.cells[at]))];
            if moves_branch {
                // A branch begins somewhere else, as when somebody gets another manager.
                case.branches.retain(|&start| start as usize != at);
                case.branches.push(at as u32);
                case.branches.sort_unstable();
                rows.follow(&changed, order.into_iter(), Some(&case.branches));
            } else {
                rows.follow(&changed, order.into_iter(), None);
            }
            prop_assert!(rows == case.place(&room), "an edit leads to another picture than a cold start");
        }
        check(&case, &rows)?;
    }

    #[test]
    fn a_mirrored_input_gives_the_mirrored_picture(case in cases(900)) {
        let seen = Case { cells: case.cells.iter().map(|&(row, is_ic)| (row, !is_ic)).collect(), ..case.clone() };
        let room = room(1176.0, 792.0);
        let (straight, mirror) = (case.place(&room), seen.place(&room));
        for name in 0..case.cells.len() as u32 {
            let (here, there) = (straight.slot(name).expect("a slot"), mirror.slot(name).expect("a slot"));
            let is_mirrored = (here.left + there.right - 1176.0).abs() < 1e-6
                && (here.right + there.left - 1176.0).abs() < 1e-6
                && here.top == there.top;
            prop_assert!(is_mirrored, "{here:?} and {there:?}");
        }
    }

    #[test]
    fn arrow_keys_lead_somewhere_else_and_in_their_direction(case in cases(400)) {
        let rows = case.place(&room(1176.0, 792.0));
        for name in 0..case.cells.len() as u32 {
            let from = rows.slot(name).expect("a slot").center();
            let to = |step| rows.step(name, step).map(|to| rows.slot(to).expect("a slot").center());
            prop_assert!(to(Step::Left).is_none_or(|to| to.x < from.x));
            prop_assert!(to(Step::Right).is_none_or(|to| to.x > from.x));
            prop_assert!(to(Step::Up).is_none_or(|to| to.y < from.y));
            prop_assert!(to(Step::Down).is_none_or(|to| to.y > from.y));
            // Whoever is not alone can be reached.
            let steps = [Step::Left, Step::Right, Step::Up, Step::Down];
            prop_assert!(case.cells.len() == 1 || steps.into_iter().any(|step| rows.step(name, step).is_some()));
        }
    }

    #[test]
    fn only_what_a_window_shows_is_walked(case in cases(900), left in 0.0..1.0f64, top in 0.0..1.0f64) {
        let rows = case.place(&room(1176.0, 792.0));
        let window = Rect::new(left * 1176.0, top * 792.0, 200.0, 120.0);
        let mut found = Vec::new();
        rows.each_in(&window, &mut |name, _| found.push(name));
        found.sort_unstable();
        for name in 0..case.cells.len() as u32 {
            let is_seen = rows.slot(name).expect("a slot").overlaps(&window);
            prop_assert!(!is_seen || found.binary_search(&name).is_ok(), "{name} is in the window");
        }
        let around = window.expanded(260.0);
        prop_assert!(found.iter().all(|&name| rows.slot(name).expect("a slot").overlaps(&around)));
    }

    #[test]
    fn pictures_beside_each_other_have_the_same_bands(one in cases(600), other in cases(600)) {
        let other = Case { rows: one.rows, above_fork: one.above_fork, ..other };
        let cells = other.cells.iter().map(|&(row, is_ic)| (row % one.rows as u32, is_ic)).collect();
        let other = Case { cells, ..other };
        let room = room(856.0, 792.0);
        let (mut a, mut b) = (one.place(&room), other.place(&room));
        Rows::fit_together(&mut [&mut a, &mut b], &room);
        prop_assert_eq!(&a.frame().bands.iter().map(|band| (band.top, band.bottom)).collect::<Vec<_>>(),
            &b.frame().bands.iter().map(|band| (band.top, band.bottom)).collect::<Vec<_>>());
        prop_assert_eq!(a.frame().lanes, b.frame().lanes);
        check(&one, &a)?;
        check(&other, &b)?;
    }
}

#[test]
fn everybody_from_one_to_three_thousand_is_on_the_canvas() {
    for people in (1..40).chain((40..3000).step_by(211)).chain([3000]) {
        let case = Case::usual(people);
        for (width, height) in CANVASES {
            let rows = case.place(&room(width, height));
            assert_eq!(rows.frame().bounds, Rect::new(0.0, 0.0, width, height));
            check(&case, &rows).unwrap_or_else(|problem| panic!("{people} people at {width} × {height}: {problem}"));
        }
    }
}

/// Rows as "count style", IC and management together.
fn told(rows: &Rows) -> String {
    let count = |row: usize| Lane::BOTH.iter().map(|&lane| rows.members(row, lane).len()).sum::<usize>();
    let style = |style| match style {
        Style::Card => "card",
        Style::Chip => "chip",
        Style::Name => "name",
        Style::Dot { .. } => "dot",
        Style::Bar { .. } => "bar",
    };
    let bands = rows.frame().bands.iter().enumerate().filter(|(_, band)| band.is_held);
    bands.map(|(row, band)| format!("{} {}", count(row), style(band.style))).collect::<Vec<_>>().join(" · ")
}

#[test]
fn names_come_before_anything_else() {
    let check = |people: usize, expected: &str| {
        assert_eq!(told(&Case::usual(people).place(&room(1176.0, 792.0))), expected, "{people} people");
    };
    check(8, "1 card · 1 card · 2 card · 2 card · 2 card");
    check(84, "1 chip · 3 chip · 1 chip · 21 chip · 19 chip · 24 chip · 15 chip");
    check(175, "1 chip · 3 chip · 7 chip · 39 chip · 35 dot · 55 name · 35 name");
    check(2500, "1 chip · 16 dot · 129 dot · 582 dot · 553 dot · 760 dot · 459 dot");
    check(500_000, "1 chip · 4986 bar · 24788 bar · 115118 bar · 109487 bar · 150107 bar · 95513 bar");
}

#[test]
fn a_bar_has_the_area_of_its_people() {
    let rows = Case::usual(500_000).place(&room(1176.0, 792.0));
    let mut areas: Vec<f64> = Vec::new();
    for heap in rows.heaps_in(&rows.frame().bounds).filter(|heap| heap.count > 1000) {
        let area: f64 = heap.rects.iter().flatten().map(|rect| rect.width() * rect.height()).sum();
        areas.push(area / f64::from(heap.count));
    }
    let (least, most) = areas.iter().fold((f64::INFINITY, 0.0f64), |(a, b), &area| (a.min(area), b.max(area)));
    assert!(areas.len() > 20 && most / least < 1.1, "{least} to {most}");
}

#[test]
fn small_branches_are_gathered_and_the_top_stands_alone() {
    let mut case = Case::usual(2000);
    // Branches of 900, 800, 20, 200, 20 and 59 people; one person above them.
    case.branches = vec![1, 901, 1701, 1721, 1921, 1941];
    let rows = case.place(&room(1176.0, 792.0));
    let of: Vec<StripeOf> = rows.frame().stripes[0].iter().map(|stripe| stripe.of).collect();
    let branch = StripeOf::Branch;
    assert_eq!(of, [StripeOf::Above, branch(0), branch(1), branch(3), branch(5), StripeOf::Others]);
    let count = |at: usize| rows.frame().stripes[0][at].count + rows.frame().stripes[1][at].count;
    assert_eq!((0..6).map(count).collect::<Vec<_>>(), [1, 900, 800, 200, 59, 40]);
}

#[test]
fn a_sheet_grows_until_everybody_has_a_name() {
    let case = Case::usual(3000);
    let sheet = Room {
        chip: Size { width: 190.0, height: 22.0 },
        density: Density::Sheet { aspect: 1.414 },
        ..room(1176.0, 792.0)
    };
    let rows = case.place(&sheet);
    let bounds = rows.frame().bounds;
    assert!((1.0..2.0).contains(&(bounds.width() / bounds.height())), "{bounds:?}");
    for name in 0..3000 {
        assert!(rows.slot(name).is_some_and(|slot| slot.width() >= 150.0));
    }
}
