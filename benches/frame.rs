//! CPU time of a frame while a window on organisations of several sizes is panned and zoomed without pause: what
//! `bench-frames` prints of a file. The promise is at most 3 ms in the middle, 12 ms, and 100,000 vertices.
//! `cargo bench --bench frame -- 2100000`.

use twintrack::app::{Budget, bench_frames};
use twintrack::generate;
use twintrack::io::{Format, Opened};

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![1_000, 10_000, 100_000, 2_100_000] } else { given };
    for people in sizes {
        let opened = Opened {
            org: generate::org(people, 1).0,
            scenarios: Vec::new(),
            problems: Vec::new(),
            unread: Vec::new(),
            format: Format::Ron,
        };
        let budget = Budget { median: 3.0, worst: 12.0, vertices: 100_000 };
        println!("{}", bench_frames(opened, &budget).table);
    }
}
