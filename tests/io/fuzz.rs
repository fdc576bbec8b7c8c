//! Every reader driven by a mutator: whatever the bytes are it returns, and what opens can be judged, drawn, saved and
//! opened again. The seeds are in `seeds`, a folder a reader. By environment:
//! - `TWINTRACK_FUZZ_SECONDS`: how long in all (60); `TWINTRACK_FUZZ_THREADS`: how many at once (1).
//! - `TWINTRACK_FUZZ`: readers, separated by commas; all of them without it. `TWINTRACK_FUZZ_SEED` begins elsewhere.
//! - `TWINTRACK_FUZZ_INPUT`: a file that the one reader is tried on as far as it goes, instead of mutations.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{Cursor, Read, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use twintrack::fuzz::{Depth, Entry, READERS};

/// Longest that one input may take; a build without optimisation needs most of it.
const SLOW: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });
/// Longest input in bytes that is changed again.
const SHORT: usize = 1 << 13;
/// Inputs that could be read and are changed again.
const KEPT: usize = 64;

/// A seed, and its name.
fn seed_files(reader: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/io/seeds").join(reader);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder of seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(&path).expect("a seed"))).collect()
}

#[test]
fn every_seed_is_read() {
    for &(reader, entry) in READERS {
        let seeds = seed_files(reader);
        assert!(!seeds.is_empty(), "{reader} has a seed");
        for (path, bytes) in seeds {
            assert!(entry(&bytes, Depth::Drawn), "{} is read", path.display());
        }
    }
}

/// Seeds that open, so that a mutation reaches what lies behind the beginning of a file.
#[test]
fn seeds_of_organisations_open() {
    let other = ["plan", "sealed", "ladder", "journal", "evidence", "owners", "filter", "look", "photo"];
    for (reader, _) in READERS.iter().filter(|(reader, _)| !other.contains(reader)) {
        let ending = if *reader == "people-json" { "json" } else { reader };
        for (_, seed) in seed_files(reader) {
            let opened = twintrack::io::read(&seed, &format!("a.{ending}"), crate::common::AS_OF, &Default::default());
            let opened = opened.unwrap_or_else(|error| panic!("{reader}: {error}"));
            assert!(opened.org.len() >= 2, "{reader}");
        }
    }
}

#[test]
#[ignore = "takes a minute, longer if asked"]
fn no_mutation_of_a_file_ends_the_program() {
    let of = |name: &str| std::env::var(name).ok();
    let number = |name: &str, usual: u64| of(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seconds, seed) = (number("TWINTRACK_FUZZ_SECONDS", 60), number("TWINTRACK_FUZZ_SEED", 1));
    let threads = number("TWINTRACK_FUZZ_THREADS", 1).max(1);
    let only = of("TWINTRACK_FUZZ").unwrap_or_default();
    let is_meant = |name: &str| only.is_empty() || only.split(',').any(|one| one == name);
    let readers: Vec<_> = READERS.iter().copied().filter(|(name, _)| is_meant(name)).collect();
    assert!(!readers.is_empty(), "no reader is called `{only}`");
    if let Some(path) = of("TWINTRACK_FUZZ_INPUT") {
        let (began, input) = (Instant::now(), fs::read(path).expect("the input"));
        for (name, entry) in readers {
            let is_read = entry(&input, Depth::Drawn);
            println!("{name}: {} after {:?}", if is_read { "read" } else { "refused" }, began.elapsed());
        }
        return;
    }
    let each = Duration::from_secs(seconds) / readers.len() as u32;
    let kept = std::env::temp_dir().join("twintrack-fuzz");
    fs::create_dir_all(&kept).expect("a folder");
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
    let (mut wrong, mut all, mut opened) = (Vec::new(), 0, [0; 3]);
    for (name, entry) in readers {
        let seeds: Vec<Seed> = seed_files(name).into_iter().map(|(_, bytes)| Seed::of(bytes)).collect();
        let drivers: Vec<Driver> = std::thread::scope(|scope| {
            let drive = |thread: u64| {
                let running = kept.join(format!("{name}-{seed}-{thread}-running"));
                drive(entry, &seeds, each, seed << 8 | thread, &running)
            };
            let started: Vec<_> = (0..threads).map(|thread| scope.spawn(move || drive(thread))).collect();
            started.into_iter().map(|thread| thread.join().expect("panics are caught")).collect()
        });
        let runs: u64 = drivers.iter().map(|driver| driver.runs).sum();
        let read = [0, 1, 2].map(|depth| drivers.iter().map(|driver| driver.read[depth]).sum::<u64>());
        all += runs;
        (0..3).for_each(|depth| opened[depth] += read[depth]);
        let found: Vec<_> = drivers.iter().flat_map(|driver| &driver.found).collect();
        let (time, slowest) = drivers.iter().map(|driver| &driver.slowest).max_by_key(|it| it.0).expect("a thread");
        fs::write(kept.join(format!("{name}-{seed}-slowest")), slowest).expect("written");
        println!("{name}: {runs} executions, {}, {} findings; the slowest took {time:.1?}", words(read), found.len(),);
        for (at, (why, input)) in found.into_iter().enumerate() {
            let path = kept.join(format!("{name}-{seed}-{at}"));
            fs::write(&path, input).expect("written");
            wrong.push(format!("{}: {why}", path.display()));
        }
    }
    std::panic::set_hook(usual);
    println!("All: {all} executions, {}", words(opened));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How many inputs could be read, by how far they were followed.
fn words(read: [u64; 3]) -> String {
    format!("{} read ({} saved, {} drawn)", read.iter().sum::<u64>(), read[1] + read[2], read[2])
}

thread_local! {
    /// What the last panic of this thread said, and where.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What came of running an entry for a time.
#[derive(Default)]
struct Driver {
    /// Executions.
    runs: u64,
    /// Executions whose input could be read, by depth.
    read: [u64; 3],
    /// What went wrong on what, each kind once.
    found: Vec<(String, Vec<u8>)>,
    /// Longest time of an input, and the input.
    slowest: (Duration, Vec<u8>),
}

/// Runs an entry on mutated seeds for a time. The input is on the disk while it is tried, so that one that ends the
/// process is still there.
fn drive(entry: Entry, seeds: &[Seed], time: Duration, seed: u64, running: &Path) -> Driver {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut driver = Driver::default();
    // Inputs that could be read, changed again and again, so that changes add up.
    let mut pool: Vec<Vec<u8>> = Vec::new();
    let mut file = File::create(running).expect("a file");
    let (began, mut len) = (Instant::now(), 0);
    while began.elapsed() < time {
        let input = match chance.usize(..2 * KEPT) {
            at if at < pool.len() => {
                let mut bytes = pool[at].clone();
                mutate(&mut bytes, &|chance| pool[chance.usize(..pool.len())].as_slice(), &mut chance);
                bytes
            }
            _ => seeds[chance.usize(..seeds.len())].mutated(seeds, &mut chance),
        };
        file.rewind().and_then(|()| file.write_all(&input)).expect("written");
        if input.len() < len {
            file.set_len(input.len() as u64).expect("cut");
        }
        len = input.len();
        let depth = Depth::of(&input);
        driver.runs += 1;
        let tried = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| entry(&input, depth)));
        let took = tried.elapsed();
        if took > driver.slowest.0 {
            driver.slowest = (took, input.clone());
        }
        let why = match done {
            Err(_) => PANIC.take(),
            Ok(_) if took > SLOW => format!("took {took:?}"),
            Ok(is_read) => {
                driver.read[depth as usize] += u64::from(is_read);
                if is_read && input.len() <= SHORT && chance.u8(..8) == 0 {
                    let at = chance.usize(..KEPT);
                    if at < pool.len() { pool[at] = input } else { pool.push(input) }
                }
                continue;
            }
        };
        let kind = |why: &str| why.chars().filter(|c| !c.is_ascii_digit()).take(100).collect::<String>();
        if driver.found.len() < 20 && !driver.found.iter().any(|(known, _)| kind(known) == kind(&why)) {
            driver.found.push((why.chars().take(2000).collect(), input));
        }
    }
    drop(file);
    fs::remove_file(running).expect("it was written");
    driver
}

/// A seed with what is inside it, if it is packed.
enum Seed {
    Plain(Vec<u8>),
    Zip(Vec<u8>, Vec<(String, Vec<u8>)>),
    Gzip(Vec<u8>, Vec<u8>),
}

impl Seed {
    fn of(bytes: Vec<u8>) -> Self {
        if bytes.starts_with(b"PK\x03\x04") {
            let parts = unzipped(&bytes);
            return Self::Zip(bytes, parts);
        }
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut inside = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut inside).expect("a seed");
            return Self::Gzip(bytes, inside);
        }
        Self::Plain(bytes)
    }

    fn bytes(&self) -> &[u8] {
        let (Self::Plain(bytes) | Self::Zip(bytes, _) | Self::Gzip(bytes, _)) = self;
        bytes
    }

    /// A mutation; of a packed file that of what is inside, mostly.
    fn mutated(&self, seeds: &[Self], chance: &mut fastrand::Rng) -> Vec<u8> {
        match self {
            Self::Zip(_, parts) if chance.u8(..10) > 0 => {
                let hit = chance.usize(..parts.len());
                let mut changed = parts[hit].1.clone();
                mutate(&mut changed, &|chance| parts[chance.usize(..parts.len())].1.as_slice(), chance);
                zipped(parts, hit, &changed)
            }
            // Packing takes longer than reading.
            Self::Gzip(_, inside) if chance.u8(..10) == 0 => {
                let mut changed = inside.clone();
                mutate(&mut changed, &|_| inside, chance);
                let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
                packer.write_all(&changed).expect("to memory");
                packer.finish().expect("to memory")
            }
            _ => {
                let mut bytes = self.bytes().to_vec();
                mutate(&mut bytes, &|chance| seeds[chance.usize(..seeds.len())].bytes(), chance);
                bytes
            }
        }
    }
}

/// Words that readers look at.
const WORDS: [&[u8]; 40] = [
    b"\"",
    b",",
    b";",
    b"\n",
    b"\r\n",
    b"\t",
    b"<",
    b">",
    b"</",
    b"&",
    b"&#x10ffff;",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b":",
    b"=",
    b"--",
    b"->",
    b"-",
    b"0",
    b"-1",
    b"1e309",
    b"NaN",
    b"4294967295",
    b"4294967296",
    b"18446744073709551616",
    b"9223372036854775807",
    b"0000-00-00",
    b"9999-12-31",
    b"-9999-01-01",
    b"null",
    b"None",
    b"Some(",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\0",
    b"~2",
];

/// Changes bytes at one to four places; `other` gives another input to take parts from.
fn mutate<'o>(bytes: &mut Vec<u8>, other: &dyn Fn(&mut fastrand::Rng) -> &'o [u8], chance: &mut fastrand::Rng) {
    const LONGEST: usize = 1 << 16;
    for _ in 0..1 + chance.usize(..4) {
        let at = chance.usize(..=bytes.len());
        let longest = 1usize << chance.u32(..7);
        let len = chance.usize(..=longest).min(bytes.len() - at);
        match chance.u8(..12) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.u8(..8),
            1 if at < bytes.len() => bytes[at] = chance.u8(..),
            2 => drop(bytes.drain(at..at + len)),
            3 | 4 => {
                let word = WORDS[chance.usize(..WORDS.len())];
                drop(bytes.splice(at..(at + chance.usize(..=word.len())).min(bytes.len()), word.iter().copied()));
            }
            // A part again, once or many times.
            5 | 6 => {
                let part = bytes[at..at + len].to_vec();
                // Seldom many times, since long inputs take long.
                let times = [1, 1, 1, 2, 2, 3, 8, 100][chance.usize(..8)];
                let to = chance.usize(..=bytes.len());
                let again: Vec<u8> = part.iter().copied().cycle().take(part.len() * times).collect();
                drop(bytes.splice(to..to, again));
            }
            // A part of another seed.
            7 => {
                let other = other(chance);
                let from = chance.usize(..=other.len());
                let until = (from + chance.usize(..=200)).min(other.len());
                drop(bytes.splice(at..at + len, other[from..until].iter().copied()));
            }
            // A number replaced.
            8 | 9 => {
                let digit = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found);
                if let Some(from) = digit {
                    let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    let number = [0u64, 1, 2, 127, 255, 256, 65_535, 65_536, 1 << 20, u64::MAX][chance.usize(..10)];
                    drop(bytes.splice(from..from + digits, number.to_string().into_bytes()));
                }
            }
            // Numbers as bytes.
            10 if at + 4 <= bytes.len() => {
                let number = [0u32, 1, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, u32::MAX, 1 << 24][chance.usize(..8)];
                bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            _ => bytes.truncate(at),
        }
        bytes.truncate(LONGEST);
    }
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a seed");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut inside = Vec::new();
            part.read_to_end(&mut inside).expect("a seed");
            (name, inside)
        })
        .collect()
}

/// The parts as a file, one of them changed.
fn zipped(parts: &[(String, Vec<u8>)], hit: usize, changed: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (at, (name, bytes)) in parts.iter().enumerate() {
        zip.start_file(name.as_str(), stored).expect("a part");
        zip.write_all(if at == hit { changed } else { bytes }).expect("to memory");
    }
    zip.finish().expect("to memory").into_inner()
}
