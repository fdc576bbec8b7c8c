//! CPU time of a search as it is typed, until the first hits are there and until everybody was looked at, and the
//! bytes that it keeps. The promise is that the first come within 50 ms among 2.1 million people, and that less than
//! 40 bytes a person are kept. `cargo bench --bench search`; a number of people and a seed can follow.

mod common;

use cap::Cap;
use common::cpu;
use std::alloc::System;
use std::sync::Arc;
use twintrack::app::search::{Search, SearchIndex};
use twintrack::generate;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// People looked at from one part to the next, as in the window.
const PART: usize = twintrack::app::search::PART;

fn main() {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let people = given.first().map_or(2_100_000, |&people| people as usize);
    let (org, _) = generate::org(people, given.get(1).copied().unwrap_or(1));
    let last = org.people().last().map_or(String::new(), |person| org.key(person).to_owned());
    let org = Arc::new(org);
    let (before, start) = (MEMORY.allocated(), cpu());
    let index = Arc::new(SearchIndex::of(&org));
    let (spent, kept) = (cpu() - start, MEMORY.allocated().saturating_sub(before));
    println!(
        "the index of {people} people: {spent:.1} ms, {:.1} bytes a person (promised 40)",
        kept as f64 / people as f64
    );
    println!("query | first ms (promised 50) | longest part ms | all ms | found");
    for query in ["a", "an", "ann", "ánn", "аня", "engineer ann", "chemist formulation", "9", "nobody at all", &last]
    {
        let start = cpu();
        let mut search = Search::new(org.clone(), index.clone(), query);
        let (mut first, mut longest) = (None, 0.0f64);
        while !search.is_done() {
            let part = cpu();
            search.advance(PART);
            longest = longest.max(cpu() - part);
            if search.hits().count > 0 {
                first.get_or_insert(cpu() - start);
            }
        }
        let all = cpu() - start;
        println!("{query} | {:.1} | {longest:.1} | {all:.1} | {}", first.unwrap_or(all), search.hits().count);
    }
}
