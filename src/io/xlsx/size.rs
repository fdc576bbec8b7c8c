//! Whether a workbook is what it seems to be: not locked, and not a small file that unpacks to a very large one. Each
//! part is unpacked once to be counted, since what the file says of its sizes may be false.

use crate::io::magic::is_zip;
use crate::io::problem::Refused;
use std::io::{self, Cursor, Read, Write};
use zip::ZipArchive;

/// Most unpacked bytes: about a full sheet of a million rows with thirty columns.
const LARGEST: u64 = 2 << 30;
/// Most unpacked bytes of all parts that are no sheets, which are held in memory whole: texts, styles, names.
const LARGEST_HELD: u64 = 256 << 20;
/// Past the first 64 MiB no sheet of people packs better than this many times.
const RATIO: u64 = 200;
const FREE: u64 = 64 << 20;

/// An error where the file is no workbook that can be read in reasonable space; the error is a sentence and a hint.
pub fn check(bytes: &[u8], stop: &dyn Fn() -> bool) -> Result<(), Refused> {
    if !is_zip(bytes) {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if memchr::memmem::find(bytes, &locked).is_some() {
            with_password()
        } else {
            refused("This looks like an old Excel or Word file")
        });
    }
    let damaged = |error: &dyn std::fmt::Display| {
        (format!("This looks like a workbook, and it is damaged: {error}"), "Look for another copy, or save it again")
    };
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let limit = LARGEST.min(FREE + RATIO.saturating_mul(bytes.len() as u64));
    let (mut all, mut held, mut has_sheets) = (0, 0, false);
    for at in 0..parts.len() {
        let mut part = parts.by_index_raw(at).map_err(|error| damaged(&error))?;
        if part.encrypted() {
            return Err(with_password());
        }
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        if name == "mimetype" {
            let mut said = String::new();
            // Where it is packed it says nothing, and the file is looked at as any other.
            let _ = part.by_ref().take(100).read_to_string(&mut said);
            if said.contains("opendocument") {
                return Err(refused("This looks like an OpenDocument file"));
            }
        }
        drop(part);
        let is_sheet = name.starts_with("xl/worksheets/");
        has_sheets |= name.starts_with("xl/");
        let mut counted = Counted { all, limit, is_stopped: stop };
        let mut part = parts.by_index(at).map_err(|error| damaged(&error))?;
        if let Err(error) = io::copy(&mut part, &mut counted) {
            return Err(match error.kind() {
                io::ErrorKind::FileTooLarge => too_large(limit),
                _ => damaged(&error),
            });
        }
        held += if is_sheet { 0 } else { counted.all - all };
        if held > LARGEST_HELD {
            return Err(too_large(LARGEST_HELD));
        }
        all = counted.all;
    }
    if has_sheets { Ok(()) } else { Err(refused("This looks like a zip file or a document, and is no Excel workbook")) }
}

/// Why a file that begins as a workbook is none that is read.
fn refused(what: &str) -> Refused {
    (what.to_owned(), "Save it as .xlsx or as CSV in the program that wrote it")
}

fn with_password() -> Refused {
    ("The workbook is locked with a password".to_owned(), "Save it without a password, or as CSV")
}

fn too_large(limit: u64) -> Refused {
    let what = format!("The workbook unpacks to more than {} MiB, which looks like an error", limit >> 20);
    (what, "Save the sheet with the people as CSV")
}

/// Counts what is written and keeps nothing.
struct Counted<'a> {
    all: u64,
    limit: u64,
    is_stopped: &'a dyn Fn() -> bool,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.all += bytes.len() as u64;
        if self.all > self.limit || (self.is_stopped)() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
