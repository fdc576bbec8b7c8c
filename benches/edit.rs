//! CPU time from one drop to the picture after it: the forest, the boxes and their places, against the same from
//! scratch. The promise is under 5 ms at 100,000 people and under 50 ms at 2.1 million. `cargo bench --bench edit`;
//! a number of people and a seed can follow.

mod common;

use common::{cpu, median};
use twintrack::diagram::{Folding, Tracks};
use twintrack::edit::Edit;
use twintrack::generate;
use twintrack::org::{PersonId, Seat, SeatSource, Tree};
use twintrack::rules::Judgement;

const DROPS: u64 = 60;

fn main() {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let seed = given.get(1).copied().unwrap_or(1);
    let sizes = given.first().map_or(vec![10_000, 100_000, 2_100_000], |&people| vec![people as usize]);
    println!("people | drop median ms | drop worst ms | promised | from scratch ms | ratio");
    for people in sizes {
        let (mut org, _) = generate::org(people, seed);
        let mut judgement = Judgement::of(&org);
        let folding = Folding::default();
        let mut tracks = Tracks::new(&judgement.facts(&org), &judgement, &folding);
        let rungs: Vec<_> = org.rungs().collect();
        let mut spent = Vec::new();
        for drop in 0..DROPS {
            let chosen = |salt: u64| PersonId((mixed(seed ^ drop << 20 ^ salt) % people as u64) as u32);
            let person = chosen(1);
            // Every third drop is on a person, the others on a rung.
            let edit = if drop % 3 == 0 {
                Edit::SetManager { person, manager: Some(chosen(2)) }
            } else {
                let rung = rungs[(mixed(drop) % rungs.len() as u64) as usize];
                Edit::MoveToSeat { person, seat: Some(Seat { rung, source: SeatSource::Given }) }
            };
            if edit.apply(&mut org).is_err() {
                continue;
            }
            let start = cpu();
            judgement.tree.follow(&org, &[person]);
            tracks = tracks.after(&judgement.facts(&org), &judgement, &folding, &[person]);
            spent.push(cpu() - start);
        }
        let start = cpu();
        let tree = Tree::of(&org);
        let facts = twintrack::rules::Facts { tree: &tree, ..judgement.facts(&org) };
        let scratch = Tracks::new(&facts, &judgement, &folding);
        let whole = cpu() - start;
        assert_eq!(judgement.tree, tree, "the forest that followed is the one from scratch");
        assert!(org.people().all(|person| tracks.place(person) == scratch.place(person)), "everybody stands the same");
        let worst = spent.iter().copied().fold(0.0, f64::max);
        let middle = median(&mut spent);
        let promised = if people > 100_000 { 50.0 } else { 5.0 };
        println!("{people} | {middle:.2} | {worst:.2} | {promised} | {whole:.1} | {:.3}", middle / whole);
    }
}

/// A number that looks like chance.
fn mixed(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}
