//! CPU time of the tidy tree, from an organisation's lines to a place for everybody, against the crate `tidy-tree`
//! on the same cards, and of the tracks view with all that it needs to be drawn. `cargo bench --bench layout`; numbers of
//! people can follow. Promised: at most 0.3 of the crate's time, and for a person among 2.1 million at most 3 times the
//! time as among 100,000.
//!
//! Placing by rung alone, without who is placed: at most 0.25 of the crate's time for 2.1 million, 1 ms for 1,000
//! people, and after one drop 5 ms among 100,000 and 50 ms among 2.1 million.
//!
//! `--only chart` times the whole tree view, opened and with nothing folded, tries for a handy shape included.
//!
//! `--write FILE` writes the cards of one organisation as text for other programs, `--only` with `tree`, `crate`,
//! `tracks`, `rows` or `chart` prints nothing but its milliseconds: see `benches/peers`.

mod common;

use common::{cpu, median};
use std::hint::black_box;
use std::io::Write;
use twintrack::diagram::{Chart, ChartOptions, Tracks, TracksOptions};
use twintrack::generate;
use twintrack::layout::Lane;
use twintrack::layout::rows::{Cell, Room, Rows, Rungs};
use twintrack::layout::tree::{Card, Flow, Gaps, Tidy, tidy};
use twintrack::org::{Org, PersonId, TrackKind, Tree};
use twintrack::rules::{Facts, Judgement};

const SEED: u64 = 1;
const GAPS: Gaps = Gaps { siblings: 16.0, cousins: 16.0, levels: 40.0 };
const BASE: usize = 100_000;
const MOST: usize = 2_100_000;

fn main() -> std::io::Result<()> {
    // From here on the allocator keeps the memory of a run for the next, as in a program that has opened a file;
    // otherwise figures jump with the sizes of blocks.
    drop(black_box(vec![1_u8; 31 << 20]));
    let words: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if let Some(file) = words.iter().position(|word| word == "--write").and_then(|at| words.get(at + 1)) {
        return write(file, given.first().copied().unwrap_or(1_000));
    }
    if let Some(only) = words.iter().position(|word| word == "--only").and_then(|at| words.get(at + 1)) {
        let (org, _) = generate::org(given.first().copied().unwrap_or(1_000), SEED);
        println!("{:.3}", alone(only, &org));
        return Ok(());
    }
    let sizes = if given.is_empty() { vec![1_000, 10_000, BASE, 1_000_000, MOST] } else { given };
    println!(
        "people | tidy tree ms | crate tidy-tree ms | ratio (0.3) | tracks ms | of crate | ns a person: tree, tracks"
    );
    let mut each: Vec<(usize, f64, f64)> = Vec::new();
    let mut by_rung: Vec<String> = Vec::new();
    for people in sizes {
        let (org, _) = generate::org(people, SEED);
        let tree = Tree::of(&org);
        let ours = median_of(&mut || own(&org, &tree));
        let crates = median_of(&mut || theirs(&org, &tree));
        drop(tree);
        let judgement = Judgement::of(&org);
        let options = TracksOptions::default();
        let tracks = median_of(&mut || Tracks::new(&judgement.facts(&org), &judgement, &options));
        let facts = judgement.facts(&org);
        let rows = median_of(&mut || Input::of(&facts).place());
        let [same, other] = after_a_drop(&Input::of(&facts));
        by_rung.push(format!("{people} | {rows:.2} | {:.3} | {same:.2} | {other:.2}", rows / crates));
        let nanoseconds = |ms: f64| ms * 1e6 / people as f64;
        each.push((people, nanoseconds(ours), nanoseconds(tracks)));
        println!(
            "{people} | {ours:.2} | {crates:.2} | {:.3} | {tracks:.2} | {:.2} | {:.0}, {:.0}",
            ours / crates,
            tracks / crates,
            nanoseconds(ours),
            nanoseconds(tracks)
        );
    }
    let of = |people: usize| each.iter().find(|each| each.0 == people);
    if let (Some(base), Some(most)) = (of(BASE), of(MOST)) {
        let (tree, tracks) = (most.1 / base.1, most.2 / base.2);
        println!("a person among {MOST} against one among {BASE} (3): tree {tree:.2}, tracks {tracks:.2}");
    }
    println!("people | placing by rung alone ms | of crate (0.25) | after a drop ms | after one on another manager ms");
    by_rung.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// What the arrangement by rung is made of.
struct Input {
    rows: usize,
    above_fork: usize,
    cells: Vec<Cell>,
    order: Vec<u32>,
    branches: Vec<u32>,
}

impl Input {
    fn of(facts: &Facts) -> Self {
        let (org, tree) = (facts.org, facts.tree);
        let mut grades: Vec<f64> = org.rungs().filter_map(|rung| facts.scale.grade(rung)).collect();
        grades.sort_by(|a, b| b.total_cmp(a));
        grades.dedup();
        let row = |grade: f64| grades.iter().position(|&other| other == grade).unwrap_or(0) as u32;
        let lane = |rung| if org.track(rung).kind == TrackKind::Ic { Lane::Ic } else { Lane::Management };
        let of_rung = |rung| facts.scale.grade(rung).map_or(Cell::NOWHERE, |grade| Cell::new(row(grade), lane(rung)));
        let of_rung: Vec<Cell> = org.rungs().map(of_rung).collect();
        let cell = |person| org.seat(person).map_or(Cell::NOWHERE, |seat| of_rung[usize::from(seat.rung.0)]);
        let fork = facts.scale.marks.iter().filter_map(|marks| marks.fork).fold(f64::INFINITY, f64::min);
        let order: Vec<u32> = tree.order().iter().map(|person| person.0).collect();
        // Branches are those of the reports of the first top: they begin one line below it.
        let is_branch = |person: &u32| tree.depth(PersonId(*person)) == 1;
        Self {
            rows: grades.len(),
            above_fork: grades.partition_point(|&grade| grade >= fork),
            cells: org.people().map(cell).collect(),
            branches: order.iter().zip(0..).filter(|(person, _)| is_branch(person)).map(|(_, at)| at).collect(),
            order,
        }
    }

    fn place(&self) -> Rows {
        let rungs = Rungs { rows: self.rows, above_fork: self.above_fork, branches: &self.branches };
        Rows::place(&rungs, self.cells.clone(), self.order.iter().copied(), &Room::default())
    }
}

/// Milliseconds after somebody was dropped on another rung: with the same manager, and with another one, when the order
/// of the tree is another one too.
fn after_a_drop(input: &Input) -> [f64; 2] {
    let mut rows = input.place();
    let who = input.order[input.order.len() / 2];
    let (from, to) = (input.cells[who as usize], Cell::new(2, Lane::Ic));
    let mut is_there = false;
    let mut drop_on = |branches: Option<&[u32]>| {
        is_there = !is_there;
        rows.follow(&[(who, if is_there { to } else { from })], input.order.iter().copied(), branches);
    };
    [median_of(&mut || drop_on(None)), median_of(&mut || drop_on(Some(&input.branches)))]
}

/// Milliseconds of one of the layouts; of the tidy tree unless it is another's name.
fn alone(which: &str, org: &Org) -> f64 {
    let tree = Tree::of(org);
    match which {
        "crate" => median_of(&mut || theirs(org, &tree)),
        "tracks" => {
            let (judgement, options) = (Judgement::of(org), TracksOptions::default());
            median_of(&mut || Tracks::new(&judgement.facts(org), &judgement, &options))
        }
        "rows" => {
            let judgement = Judgement::of(org);
            median_of(&mut || Input::of(&judgement.facts(org)).place())
        }
        "chart" => {
            let judgement = Judgement::of(org);
            let whole = ChartOptions { levels: Some(u32::MAX), ..ChartOptions::default() };
            let opened = median_of(&mut || Chart::new(&judgement.facts(org), &ChartOptions::default()));
            println!("opened: {opened:.3}");
            median_of(&mut || Chart::new(&judgement.facts(org), &whole))
        }
        _ => median_of(&mut || own(org, &tree)),
    }
}

/// The size of somebody's card in points: as different as names are, with a second line for every fourth.
fn size(person: u32) -> (f64, f64) {
    let mixed = person.wrapping_mul(0x9E37_79B9) >> 16;
    (f64::from(120 + mixed % 90), if mixed.is_multiple_of(4) { 64.0 } else { 48.0 })
}

/// Everybody's card, managers before reports.
fn cards(org: &Org, tree: &Tree) -> Vec<Card> {
    let mut place = vec![0; org.count()];
    let card = |(person, at): (&PersonId, u32)| {
        place[person.at()] = at;
        let (width, height) = size(person.0);
        Card { parent: tree.manager(*person).map(|manager| place[manager.at()]), width, height }
    };
    tree.order().iter().zip(0..).map(card).collect()
}

fn own(org: &Org, tree: &Tree) -> Tidy {
    tidy(&cards(org, tree), &GAPS, Flow::Down)
}

fn theirs(org: &Org, tree: &Tree) -> Box<tidy_tree::TidyTree> {
    // In a box, since it points into itself.
    let mut theirs = Box::new(tidy_tree::TidyTree::with_tidy_layout(GAPS.levels, GAPS.siblings));
    for &person in tree.order() {
        let (width, height) = size(person.0);
        let above = tree.manager(person).map_or(usize::MAX, |manager| manager.0 as usize);
        theirs.add_node(person.0 as usize, width, height, above);
    }
    theirs.layout();
    debug_assert_eq!(theirs.get_pos().len(), 3 * org.count());
    theirs
}

/// Median CPU time of some runs in milliseconds; what they make is thrown away in between, off the clock.
fn median_of<T>(run: &mut impl FnMut() -> T) -> f64 {
    let mut spent = Vec::new();
    let begun = cpu();
    // Short runs are repeated for a while, long ones three times.
    while spent.len() < 3 || (cpu() - begun < 1_000.0 && spent.len() < 101) {
        let start = cpu();
        let made = black_box(run());
        spent.push(cpu() - start);
        drop(made);
    }
    median(&mut spent)
}

/// One line a card, managers before reports: the line of the card above (from 0, -1 for none), width, height.
fn write(file: &str, people: usize) -> std::io::Result<()> {
    let (org, _) = generate::org(people, SEED);
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for card in cards(&org, &Tree::of(&org)) {
        let above = card.parent.map_or(-1, i64::from);
        writeln!(out, "{above} {} {}", card.width, card.height)?;
    }
    out.flush()
}
