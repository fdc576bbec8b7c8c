//! Whether a workbook is what it seems to be: not locked, and not a small file that unpacks to a very large one. Each
//! part is unpacked once to be counted, since what the file says of its sizes may be false.

use super::super::csv::TableError;
use crate::io::magic::is_zip;
use std::io::{self, Cursor, Read, Write};
use zip::ZipArchive;

/// Most unpacked bytes: about a full sheet of a million rows with thirty columns.
const LARGEST: u64 = 2 << 30;
/// Most unpacked bytes of all parts that are no sheets, which are held in memory whole: texts, styles, names.
const LARGEST_HELD: u64 = 256 << 20;
/// Past the first 64 MiB no sheet of people packs better than this many times.
const RATIO: u64 = 200;
const FREE: u64 = 64 << 20;

/// An error where the file is no workbook that can be read in reasonable space.
pub fn check(bytes: &[u8], stop: &dyn Fn() -> bool) -> Result<(), TableError> {
    if !is_zip(bytes) {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if memchr::memmem::find(bytes, &locked).is_some() {
            TableError::Locked
        } else {
            TableError::Other("This looks like an old Excel or Word file")
        });
    }
    let damaged = |error: &dyn std::fmt::Display| TableError::Damaged(error.to_string());
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let limit = LARGEST.min(FREE + RATIO.saturating_mul(bytes.len() as u64));
    let (mut all, mut held, mut has_sheets) = (0, 0, false);
    for at in 0..parts.len() {
        let mut part = parts.by_index_raw(at).map_err(|error| damaged(&error))?;
        if part.encrypted() {
            return Err(TableError::Locked);
        }
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        if name == "mimetype" {
            let mut said = String::new();
            // Where it is packed it says nothing, and the file is looked at as any other.
            let _ = part.by_ref().take(100).read_to_string(&mut said);
            if said.contains("opendocument") {
                return Err(TableError::Other("This looks like an OpenDocument file"));
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
    if has_sheets {
        Ok(())
    } else {
        Err(TableError::Other("This looks like a zip file or a document, and is no Excel workbook"))
    }
}

fn too_large(limit: u64) -> TableError {
    TableError::Unpacks(limit >> 20)
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
