//! CPU time to open and save: the native file against `ron::from_str` into plain structs linked through a standard
//! hash map, and against `ron::to_string`; a spreadsheet against the `csv` crate, one byte arena and a fast hash.
//! `cargo bench --bench open`; a number of people and a seed can follow.

mod common;

use common::{cpu, median};
use hashbrown::HashMap as FastMap;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Instant;
use twintrack::generate;
use twintrack::io::native::{self, Notation};
use twintrack::io::{self, Progress, csv};
use twintrack::org::{Line, Org};

const ROUNDS: usize = 3;
const CANCELLED: u32 = 24;

fn main() {
    let given: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let people = given.first().map_or(200_000, |&people| people as usize);
    let seed = given.get(1).copied().unwrap_or(1);
    let (org, _) = generate::org(people, seed);
    println!("{people} people | ms | the plain way ms | ratio | promised");

    let mut text = Vec::new();
    let written = timed(|| {
        text.clear();
        native::write(&org, &[], &[], Notation::Ron, &mut text).expect("memory takes everything");
    });
    let table = {
        let mut table = Vec::new();
        csv::write(&org, &mut table).expect("memory takes everything");
        table
    };
    let managers = managers(&org);
    drop(org);
    let text = String::from_utf8(text).expect("what is written is text");

    let read = timed(|| {
        let org = opened(text.as_bytes(), "a.org.ron");
        assert_eq!(self::managers(&org), managers, "everybody reports to whom they did");
    });
    let checking = {
        let org = opened(text.as_bytes(), "a.org.ron");
        timed(|| assert_eq!(self::managers(&org), managers))
    };
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let plain: File = options.from_str(&text).expect("the file is plain RON");
    let plain_read = timed(|| {
        let file: File = options.from_str(&text).expect("the file is plain RON");
        assert_eq!(file.people.len(), people);
        let index: HashMap<&str, u32> =
            file.people.iter().zip(0..).map(|(person, at)| (person.id.as_str(), at)).collect();
        let above: Vec<_> = file.people.iter().map(|person| index.get(person.manager.as_str()).copied()).collect();
        assert!(above == managers, "the plain way links the same");
    });
    row("open RON", read - checking, plain_read, 0.35);
    let plain_written = timed(|| assert!(!ron::to_string(&plain).expect("plain structs").is_empty()));
    row("save RON", written, plain_written, 0.4);
    drop(plain);

    let read = timed(|| {
        let org = opened(&table, "a.csv");
        assert_eq!(self::managers(&org), managers, "everybody reports to whom they did");
    });
    let floor = timed(|| {
        let (found, bytes) = floor(&table);
        assert!(found == managers && bytes > 0, "the floor links the same");
    });
    row("open CSV", read - checking, floor, 2.8);

    println!("cancelled at | answered after ms, at worst | promised");
    for (what, bytes, name) in [("RON", text.as_bytes(), "a.org.ron"), ("CSV", &table, "a.csv")] {
        println!("{CANCELLED} moments, {what} | {:.0} | 100", cancelled(bytes, name));
    }
}

/// How long reading goes on at worst after it is asked to stop, in milliseconds of a clock.
fn cancelled(bytes: &[u8], name: &str) -> f64 {
    let whole = Instant::now();
    drop(opened(bytes, name));
    let whole = whole.elapsed();
    let today = jiff::civil::date(2026, 9, 30);
    let answered = (0..CANCELLED).map(|moment| {
        let progress = Progress::default();
        std::thread::scope(|scope| {
            let reading = scope.spawn(|| io::read(bytes, name, today, &progress).is_err());
            std::thread::sleep(whole * moment / CANCELLED);
            progress.cancel();
            let asked = Instant::now();
            let _ = reading.join();
            asked.elapsed().as_secs_f64() * 1e3
        })
    });
    answered.fold(0.0, f64::max)
}

fn row(what: &str, ours: f64, plain: f64, promised: f64) {
    println!("{what} | {ours:.0} | {plain:.0} | {:.3} | {promised}", ours / plain);
}

/// The median CPU time of a few rounds, in milliseconds.
fn timed(mut work: impl FnMut()) -> f64 {
    let mut spent: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = cpu();
            work();
            cpu() - start
        })
        .collect();
    median(&mut spent)
}

fn opened(bytes: &[u8], name: &str) -> Org {
    let opened = io::read(bytes, name, jiff::civil::date(2026, 9, 30), &Progress::default());
    opened.expect("the file opens").org
}

/// Everybody's manager as the place in the file.
fn managers(org: &Org) -> Vec<Option<u32>> {
    let mut above = vec![None; org.len()];
    for (manager, person) in org.lines().all(Line::Solid) {
        above[person.at()] = Some(manager.0);
    }
    above
}

/// The least that reading a spreadsheet can cost: the crate, all cells in one arena, managers through a fast hash.
fn floor(table: &[u8]) -> (Vec<Option<u32>>, usize) {
    let mut reader = ::csv::Reader::from_reader(table);
    let headers = reader.byte_headers().expect("a header line").clone();
    let column = |name: &[u8]| headers.iter().position(|header| header == name).expect("the column is there");
    let (id, manager) = (column(b"id"), column(b"manager_id"));
    let (mut arena, mut ends): (Vec<u8>, Vec<u32>) = (Vec::with_capacity(table.len()), Vec::new());
    let mut record = ::csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).expect("the file is in order") {
        for cell in &record {
            arena.extend_from_slice(cell);
            ends.push(arena.len() as u32);
        }
    }
    let width = headers.len();
    let cell = |row: usize, column: usize| {
        let at = row * width + column;
        let start = if at == 0 { 0 } else { ends[at - 1] as usize };
        &arena[start..ends[at] as usize]
    };
    let people = ends.len() / width;
    let index: FastMap<&[u8], u32> = (0..people).map(|row| (cell(row, id), row as u32)).collect();
    let above = (0..people).map(|row| index.get(cell(row, manager)).copied()).collect();
    (above, arena.len())
}

/// The file as anybody would declare it.
#[derive(Deserialize, Serialize)]
#[serde(rename = "Org")]
struct File {
    twintrack: u32,
    name: String,
    as_of: String,
    currency: String,
    #[serde(skip_serializing)]
    #[allow(dead_code, reason = "a word is nothing beside the people")]
    mode: Mode,
    #[serde(skip_serializing)]
    #[allow(dead_code, reason = "nor is a ladder")]
    ladders: IgnoredAny,
    people: Vec<Person>,
}

#[derive(Deserialize)]
#[allow(non_camel_case_types, dead_code, reason = "the word stands so in the file")]
enum Mode {
    people { purpose: String, by: String, date: String },
}

#[derive(Deserialize, Serialize)]
struct Person {
    id: String,
    name: String,
    title: String,
    team: String,
    location: String,
    seat: String,
    #[serde(default)]
    manager: String,
    start: String,
    pay: f64,
    preference: Option<Preference>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    rights: Option<Vec<Right>>,
    budgets: Option<Vec<IgnoredBudget>>,
    #[serde(default)]
    history: Vec<Step>,
}

#[derive(Deserialize, Serialize)]
struct Preference {
    answer: Answer,
    date: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Lead,
    Craft,
}

#[derive(Deserialize, Serialize)]
struct Evidence {
    kind: String,
    amount: f64,
    provenance: Provenance,
    from: String,
    to: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Provenance {
    Asserted,
    Measured,
    Audited,
}

#[derive(Deserialize, Serialize)]
struct Right {
    text: String,
    role: Role,
    at: Option<f64>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    Decide,
}

#[derive(Deserialize, Serialize)]
struct IgnoredBudget {}

#[derive(Deserialize, Serialize)]
struct Step {
    date: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    rung: String,
    reason: Option<Reason>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reason {
    Retention,
    CounterOffer {
        #[serde(default)]
        rival_title: String,
    },
}
