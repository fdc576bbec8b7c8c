//! CPU time of exports, and in the same run of Graphviz, which draws who reports to whom of the same people. Then what a
//! picture takes of memory while it is written. `cargo bench --bench export`; a number of people can follow, and another
//! for the memory. Promised for 10,000 people: SVG at least 50 times as fast as `dot -Tsvg`, PDF 60 times as `dot -Tpdf`,
//! PNG in 2 s, pages by manager in 5 s; a million people as SVG in memory that does not grow with the picture.

mod common;

use cap::Cap;
use common::{cpu_of_all, median};
use std::alloc::System;
use std::hint::black_box;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use twintrack::generate;
use twintrack::org::Org;
use twintrack::report::output::{self, Output};
use twintrack::report::{Breaks, Pages, Picture, PictureOptions, View};

#[global_allocator]
static BYTES: Cap<System> = Cap::new(System, usize::MAX);

const SEED: u64 = 1;
const ROUNDS: usize = 3;
/// Seconds of CPU after which Graphviz is stopped.
const PATIENCE: u32 = 900;

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let people = given.first().copied().unwrap_or(10_000);
    let (org, _) = generate::org(people, SEED);
    println!("{people} people | ms of CPU | MB");
    let trees = ["svg", "pdf"].map(|ending| timed(&org, View::Tree, Pages::One, ending));
    for ending in ["svg", "pdf", "png"] {
        timed(&org, View::Tracks, Pages::One, ending);
    }
    timed(&org, View::Tree, Pages::ByManager(Breaks::default()), "pdf");
    println!("Graphviz | ms of CPU | times that of the tree (promised)");
    for (ending, ours, promised) in [("svg", trees[0], 50), ("pdf", trees[1], 60)] {
        match graphviz(&org, ending) {
            Some(theirs) => println!("dot -T{ending} | {theirs:.0} | {:.0} ({promised})", theirs / ours),
            None => println!("dot -T{ending} | over {PATIENCE}000, or not there"),
        }
    }
    drop(org);
    println!("people | MB before an SVG is written | MB more while it is | MB written");
    for people in [100_000, given.get(1).copied().unwrap_or(1_000_000)] {
        let (org, _) = generate::org(people, SEED);
        let options = PictureOptions { view: View::Tracks, ..PictureOptions::default() };
        let picture = Picture::of(&org, options, 1.5).expect("it can be drawn");
        let before = BYTES.allocated();
        let mut out = Counted { written: 0, most: before };
        picture.svg(&mut out).expect("it takes everything");
        let (more, written) = (out.most - before, out.written);
        println!("{people} | {:.0} | {:.1} | {:.0}", mb(before), mb(more), mb(written));
    }
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Median CPU time of a few rounds from an organisation that is open to the last byte, in milliseconds.
fn timed(org: &Org, view: View, pages: Pages, ending: &str) -> f64 {
    let output = Output::Picture(PictureOptions { view, pages, ..PictureOptions::default() });
    let format = output.formats().find(|format| format.endings[0] == ending).expect("a format");
    let mut written = 0;
    let mut spent: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = cpu_of_all();
            let mut out = Counted { written: 0, most: 0 };
            output::write(org, &output, format, &mut out).expect("it takes everything");
            written = black_box(out.written);
            cpu_of_all() - start
        })
        .collect();
    let (spent, book) = (median(&mut spent), if pages == Pages::One { "" } else { ", pages by manager" });
    println!("{} as {ending}{book} | {spent:.0} | {:.1}", view.name(), mb(written));
    spent
}

/// CPU time of Graphviz for the reporting lines as this program writes them, in milliseconds; `None` where it does not
/// get to an end.
fn graphviz(org: &Org, ending: &str) -> Option<f64> {
    let output = Output::Picture(PictureOptions::default());
    let format = output.formats().find(|format| format.endings[0] == "dot")?;
    let mut graph = tempfile::NamedTempFile::new().ok()?;
    output::write(org, &output, format, &mut graph).ok()?;
    // The shell knows what its children have taken: the second line of `times`.
    let script = format!("ulimit -t {PATIENCE}; dot -T{ending} \"$1\" > /dev/null && times");
    let mut shell = Command::new("sh");
    let done = shell.args(["-c", &script, "sh"]).arg(graph.path()).stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8(done.stdout).ok()?;
    let spent = said.lines().nth(1).filter(|_| done.status.success())?;
    spent.split_whitespace().map(milliseconds).sum()
}

/// `1m2.5s` in milliseconds.
fn milliseconds(time: &str) -> Option<f64> {
    let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
    Some((minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?) * 1e3)
}

/// Takes everything, and notes how much of it there was and the most bytes in use while it came.
struct Counted {
    written: usize,
    most: usize,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written += bytes.len();
        self.most = self.most.max(BYTES.allocated());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
