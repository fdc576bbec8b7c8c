//! Checks a workbook before it is read: it must not be locked, nor expand to a size far beyond its own. Each part is
//! unpacked once to be counted, since the sizes stated in the file may be false.

use super::super::csv::TableError;
use std::io::{self, Cursor, Read, Write};
use zip::ZipArchive;

/// Largest unpacked size in bytes: about a full sheet of a million rows with thirty columns.
const LARGEST: u64 = 2 << 30;
/// Largest unpacked size in bytes of all parts other than sheets, which are held in memory whole: texts, styles, names.
const LARGEST_HELD: u64 = 256 << 20;
/// Largest compression ratio beyond the first 64 MiB; no sheet of people compresses better.
const RATIO: u64 = 200;
const FREE: u64 = 64 << 20;

/// Other programs whose files are packed as workbooks are, by the beginning of a part's name.
const OTHERS: [(&str, &str); 5] = [
    ("visio/", "This looks like a Visio drawing: use *Data, Export* there, or the workbook it was made from"),
    ("word/", "This looks like a Word document, not a workbook: copy its table into a spreadsheet"),
    ("ppt/", "This looks like a PowerPoint presentation: ask for the list behind its chart"),
    (
        "This looks like an Apple Numbers, Pages or Keynote file: use *Export to, Excel* there",
        "This looks like a file of Apple Numbers, Pages or Keynote: take *Export to, Excel* there",
    ),
    ("AndroidManifest.xml", "This looks like an app"),
];

/// Kind of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Excel.
    Xlsx,
    /// Excel, binary.
    Xlsb,
    /// Excel 97 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
}

/// Facts about the parts of a workbook.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Kind of workbook.
    pub kind: Kind,
    /// True if any sheet has merged cells.
    pub merges: bool,
}

/// Checks an Excel 97 workbook. Each sheet is laid out whole, so the sizes implied by their last cells are added up
/// first. An error if it is locked, too large or not a workbook.
pub fn check_old(bytes: &[u8]) -> Result<Parts, TableError> {
    /// Largest number of cells of all sheets, about one full sheet.
    const CELLS: u64 = 20 << 20;
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &locked).is_some() {
        return Err(TableError::Locked);
    }
    let no_book = || TableError::Other("This looks like an old Word or PowerPoint file");
    let damaged = |error: io::Error| TableError::Damaged(error.to_string());
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)).ok_or_else(no_book)?;
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut it| it.read_to_end(&mut stream)).map_err(damaged)?;
    let (mut all, mut rows, mut columns) = (0u64, 0u64, 0u64);
    let mut at = 0;
    while let Some(&[a, b, c, d]) = stream.get(at..at + 4) {
        let (record, len) = (u16::from_le_bytes([a, b]), usize::from(u16::from_le_bytes([c, d])));
        let data = stream.get(at + 4..at + 4 + len).unwrap_or_default();
        match (record, data) {
            // A locked workbook says so before anything else.
            (0x2f, _) => return Err(TableError::Locked),
            (0x0809 | 0x000a, _) => {
                all += rows * columns;
                (rows, columns) = (0, 0);
            }
            // Numbers, texts, formulas, rows of numbers.
            (0x0203 | 0x027e | 0x00fd | 0x0204 | 0x0006 | 0x0205 | 0x00bd, &[r1, r2, c1, c2, ..]) => {
                rows = rows.max(u64::from(u16::from_le_bytes([r1, r2])) + 1);
                let last =
                    if record == 0x00bd { u64::from(u16::from_le_bytes([data[len - 2], data[len - 1]])) } else { 0 };
                columns = columns.max(u64::from(u16::from_le_bytes([c1, c2])).max(last) + 1);
            }
            _ => {}
        }
        at += 4 + len;
    }
    if all + rows * columns > CELLS {
        return Err(TableError::TooMany);
    }
    Ok(Parts { kind: Kind::Xls, merges: true })
}

/// Checks a zipped workbook; an error if it is locked, too large or not a workbook.
pub fn check(bytes: &[u8], stop: &dyn Fn() -> bool) -> Result<Parts, TableError> {
    let damaged = |error: &dyn std::fmt::Display| TableError::Damaged(error.to_string());
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let limit = LARGEST.min(FREE + RATIO.saturating_mul(bytes.len() as u64));
    let (mut all, mut held, mut kind, mut merges) = (0, 0, None, false);
    let mut other = "This looks like a zip file or a document, not a workbook: unpack it first";
    for at in 0..parts.len() {
        let mut part = parts.by_index_raw(at).map_err(|error| damaged(&error))?;
        if part.encrypted() {
            return Err(TableError::Locked);
        }
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        if name == "mimetype" {
            let mut said = String::new();
            // If this part is packed it says nothing, and the file is checked as any other.
            let _ = part.by_ref().take(100).read_to_string(&mut said);
            if said.contains("opendocument.spreadsheet") {
                kind = Some(Kind::Ods);
            } else if said.contains("opendocument") {
                return Err(TableError::Other("This looks like an OpenDocument file, but not a spreadsheet"));
            }
        }
        drop(part);
        let is_ods = kind == Some(Kind::Ods);
        let is_sheet = name.starts_with("xl/worksheets/") || (is_ods && name == "content.xml");
        for (start, what) in OTHERS {
            if name.starts_with(start) {
                other = what;
            }
        }
        if name == "xl/workbook.bin" {
            kind = Some(Kind::Xlsb);
        } else if name.starts_with("xl/") && kind.is_none() {
            kind = Some(Kind::Xlsx);
        }
        let sought: &[u8] = match name.as_str() {
            "META-INF/manifest.xml" => b"encryption-data",
            _ if is_sheet => b"mergeCell ",
            _ => b"",
        };
        let mut counted = Counted { all, limit, is_stopped: stop, sought, before: Vec::new(), is_found: false };
        let mut part = parts.by_index(at).map_err(|error| damaged(&error))?;
        if let Err(error) = io::copy(&mut part, &mut counted) {
            return Err(match error.kind() {
                io::ErrorKind::FileTooLarge => too_large(limit),
                _ => damaged(&error),
            });
        }
        if counted.is_found && !is_sheet {
            return Err(TableError::Locked);
        }
        merges |= counted.is_found;
        held += if is_sheet { 0 } else { counted.all - all };
        if held > LARGEST_HELD {
            return Err(too_large(LARGEST_HELD));
        }
        all = counted.all;
    }
    match kind {
        Some(kind) => Ok(Parts { kind, merges }),
        None => Err(TableError::Other(other)),
    }
}

fn too_large(limit: u64) -> TableError {
    TableError::Unpacks(limit >> 20)
}

/// Writer that counts bytes and searches for a byte string.
struct Counted<'a> {
    all: u64,
    limit: u64,
    is_stopped: &'a dyn Fn() -> bool,
    /// Byte string to find; empty for none.
    sought: &'static [u8],
    /// Last bytes written, in which a match may begin.
    before: Vec<u8>,
    is_found: bool,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.all += bytes.len() as u64;
        if self.all > self.limit || (self.is_stopped)() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if !self.sought.is_empty() && !self.is_found {
            let most = self.sought.len() - 1;
            self.before.extend_from_slice(&bytes[..bytes.len().min(most)]);
            let find = |bytes: &[u8]| memchr::memmem::find(bytes, self.sought).is_some();
            self.is_found = find(&self.before) || find(bytes);
            let from = bytes.len().saturating_sub(most);
            self.before.clear();
            self.before.extend_from_slice(&bytes[from..]);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
