//! Every reader driven by a mutator: whatever the bytes are it returns, and what opens can be judged, drawn, saved and
//! opened again. `TWINTRACK_FUZZ_SECONDS` sets how long in all, `TWINTRACK_FUZZ` names one reader, and
//! `TWINTRACK_FUZZ_SEED` begins elsewhere. The seeds are in `seeds`, a folder a reader.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use twintrack::fuzz::{Entry, READERS};

/// Longest that one input may take, in a build without optimisation.
const SLOW: Duration = Duration::from_secs(60);

fn seeds(reader: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/io/seeds").join(reader);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder of seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a seed")).collect()
}

#[test]
fn every_seed_is_read() {
    for (reader, entry) in READERS {
        let seeds = seeds(reader);
        assert!(!seeds.is_empty(), "{reader} has a seed");
        seeds.iter().for_each(|seed| entry(seed));
    }
}

/// Seeds that open, so that a mutation reaches what lies behind the beginning of a file.
#[test]
fn seeds_of_organisations_open() {
    let other = ["ladder", "journal", "evidence", "filter", "look"];
    for (reader, _) in READERS.into_iter().filter(|(reader, _)| !other.contains(reader)) {
        let ending = if reader == "people-json" { "json" } else { reader };
        for seed in seeds(reader) {
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
    let seconds = of("TWINTRACK_FUZZ_SECONDS").map_or(60, |text| text.parse().expect("a number of seconds"));
    let seed: u64 = of("TWINTRACK_FUZZ_SEED").map_or(1, |text| text.parse().expect("a number"));
    let only = of("TWINTRACK_FUZZ").unwrap_or_default();
    let readers: Vec<_> = READERS.into_iter().filter(|(name, _)| only.is_empty() || *name == only).collect();
    let each = Duration::from_secs(seconds) / readers.len() as u32;
    let kept = std::env::temp_dir().join("twintrack-fuzz");
    fs::create_dir_all(&kept).expect("a folder");
    let mut wrong = Vec::new();
    for (name, entry) in readers {
        let running = kept.join(format!("{name}-{seed}-running"));
        let (runs, found) = drive(name, entry, each, seed, &running);
        fs::remove_file(&running).expect("it was written");
        println!("{name}: {runs} executions, {} findings", found.len());
        for (at, (why, input)) in found.into_iter().enumerate() {
            let path = kept.join(format!("{name}-{seed}-{at}"));
            fs::write(&path, input).expect("written");
            wrong.push(format!("{}: {why}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Runs an entry on mutated seeds for a time: how often, and what went wrong on what, each kind once. The input is kept
/// while it is tried, so that one that ends the process is still there.
fn drive(name: &str, entry: Entry, time: Duration, seed: u64, last: &PathBuf) -> (usize, Vec<(String, Vec<u8>)>) {
    let mut chance = fastrand::Rng::with_seed(seed);
    let seeds = seeds(name);
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    let (began, mut runs) = (Instant::now(), 0);
    while began.elapsed() < time {
        let input = mutated(&seeds[chance.usize(..seeds.len())], &seeds, &mut chance);
        fs::write(last, &input).expect("written");
        runs += 1;
        let tried = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| entry(&input)));
        let why = match done {
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
            }
            Ok(()) if tried.elapsed() > SLOW => format!("took {:?}", tried.elapsed()),
            Ok(()) => continue,
        };
        let kind = |why: &str| why.chars().filter(|c| !c.is_ascii_digit()).take(60).collect::<String>();
        if found.len() < 20 && !found.iter().any(|(known, _)| kind(known) == kind(&why)) {
            found.push((why.chars().take(2000).collect(), input));
        }
    }
    (runs, found)
}

/// A mutation of a seed; of a packed file that of what is inside, mostly.
fn mutated(seed: &[u8], seeds: &[Vec<u8>], chance: &mut fastrand::Rng) -> Vec<u8> {
    if seed.starts_with(b"PK\x03\x04") && chance.u8(..10) > 0 {
        let mut parts = unzipped(seed);
        let hit = chance.usize(..parts.len());
        let others: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).collect();
        mutate(&mut parts[hit].1, &others, chance);
        return zipped(&parts);
    }
    if seed.starts_with(&[0x1f, 0x8b]) && chance.u8(..10) > 0 {
        let mut inside = Vec::new();
        flate2::read::GzDecoder::new(seed).read_to_end(&mut inside).expect("a seed");
        mutate(&mut inside, seeds, chance);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&inside).expect("to memory");
        return packer.finish().expect("to memory");
    }
    let mut bytes = seed.to_vec();
    mutate(&mut bytes, seeds, chance);
    bytes
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

fn mutate(bytes: &mut Vec<u8>, others: &[Vec<u8>], chance: &mut fastrand::Rng) {
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
                let times = [1, 1, 2, 100][chance.usize(..4)];
                let to = chance.usize(..=bytes.len());
                let again: Vec<u8> = part.iter().copied().cycle().take(part.len() * times).collect();
                drop(bytes.splice(to..to, again));
            }
            // A part of another seed.
            7 => {
                let other = &others[chance.usize(..others.len())];
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

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), stored).expect("a part");
        zip.write_all(bytes).expect("to memory");
    }
    zip.finish().expect("to memory").into_inner()
}
