//! A reader of files, driven by mutations that are kept where they reach new code. `TWINTRACK_FUZZ` names the reader, one
//! of [`twintrack::fuzz::READERS`].

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::cell::RefCell;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use twintrack::fuzz::{Depth, Entry, READERS};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

static READER: LazyLock<Entry> = LazyLock::new(|| {
    let name = std::env::var("TWINTRACK_FUZZ").unwrap_or_default();
    let names: Vec<_> = READERS.iter().map(|(name, _)| name).collect();
    let found = READERS.iter().find(|(reader, _)| *reader == name);
    found.unwrap_or_else(|| panic!("TWINTRACK_FUZZ is one of {names:?}")).1
});

thread_local! {
    /// What the last panic said, and where. Those of libraries become errors, and end nothing.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fuzz_target!(
    init: std::panic::set_hook(Box::new(|panic| PANIC.set(panic.to_string()))),
    |bytes: &[u8]| {
        if std::panic::catch_unwind(|| READER(bytes, Depth::of(bytes))).is_err() {
            eprintln!("{}", PANIC.take());
            std::process::abort();
        }
    }
);

// A change to the bytes of a packed file makes it no packed file: what is inside is changed instead, mostly.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if !seed.is_multiple_of(8)
        && let Some(packed) = part_mutated(&data[..size], seed as usize / 8, max_size)
        && let Some(room) = data.get_mut(..packed.len()).filter(|_| packed.len() <= max_size)
    {
        room.copy_from_slice(&packed);
        return packed.len();
    }
    fuzzer_mutate(data, size, max_size)
});

/// The file with one of its parts changed, nothing in it packed.
fn part_mutated(bytes: &[u8], seed: usize, longest: usize) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = zip.len();
    for at in 0..parts {
        let mut part = zip.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut inside = Vec::new();
        part.by_ref().take(longest as u64).read_to_end(&mut inside).ok()?;
        if at == seed % parts {
            let len = inside.len();
            inside.resize(longest, 0);
            let changed = fuzzer_mutate(&mut inside, len, longest);
            inside.truncate(changed);
        }
        out.start_file(name, stored).ok()?;
        out.write_all(&inside).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}
