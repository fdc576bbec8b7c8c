//! CPU time of what a drop would mean, and from the drop to the picture after it: the edit, the judgement of those
//! whom it touches, the boxes and their places, against the same from scratch. The promises: a preview under 1 ms, a
//! drop under 5 ms of layout and under 50 ms in all at 100,000 people. `cargo bench --bench edit`; a number of people
//! and a seed can follow.

mod common;

use common::{cpu, median};
use twintrack::diagram::{Tracks, TracksOptions};
use twintrack::generate;
use twintrack::org::{PersonId, Tree};
use twintrack::plan::{DropRequest, Handover, Target, plan_drop};
use twintrack::rules::Judgement;

const DROPS: u64 = 60;

fn main() {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let seed = given.get(1).copied().unwrap_or(1);
    let sizes = given.first().map_or(vec![10_000, 100_000, 2_100_000], |&people| vec![people as usize]);
    println!(
        "people | preview ms, worst (1) | layout ms, worst (5, 50) | drop in all ms, worst (50) | from scratch ms"
    );
    for people in sizes {
        let (mut org, _) = generate::org(people, seed);
        let mut judgement = Judgement::of(&org);
        let options = TracksOptions::default();
        let mut tracks = Tracks::new(&judgement.facts(&org), &judgement, &options);
        let rungs: Vec<_> = org.rungs().collect();
        let (mut previews, mut layouts, mut drops) = (Vec::new(), Vec::new(), Vec::new());
        for drop in 0..DROPS {
            let chosen = |salt: u64| PersonId((mixed(seed ^ drop << 20 ^ salt) % people as u64) as u32);
            // Every third drop is on a person, the others on a rung.
            let target = if drop % 3 == 0 {
                Target::Manager(chosen(2))
            } else {
                Target::Rung(rungs[(mixed(drop) % rungs.len() as u64) as usize])
            };
            let wish = DropRequest { people: vec![chosen(1)], target, handover: Handover::Dotted };
            let start = cpu();
            let planned = plan_drop(&mut org, &judgement, &wish);
            previews.push(cpu() - start);
            let Ok(planned) = planned else { continue };
            let start = cpu();
            planned.edit.apply(&mut org).expect("what was planned applies");
            judgement = judgement.after(&org, &planned.touched);
            let laid = cpu();
            tracks = tracks.after(&judgement.facts(&org), &judgement, &planned.touched);
            layouts.push(cpu() - laid);
            drops.push(cpu() - start);
        }
        let start = cpu();
        let tree = Tree::of(&org);
        let facts = twintrack::rules::Facts { tree: &tree, ..judgement.facts(&org) };
        let scratch = Tracks::new(&facts, &judgement, &options);
        let whole = cpu() - start;
        assert_eq!(judgement.tree, tree, "the forest that followed is the one from scratch");
        assert!(org.people().all(|person| tracks.place(person) == scratch.place(person)), "everybody stands the same");
        let figures = [&mut previews, &mut layouts, &mut drops].map(|spent| {
            let worst = spent.iter().copied().fold(0.0, f64::max);
            format!("{:.2}, {worst:.2}", median(spent))
        });
        println!("{people} | {} | {whole:.1}", figures.join(" | "));
    }
}

/// A number that looks like chance.
fn mixed(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}
