//! Checks a workbook before it is read: it must not be locked, nor expand to a size far beyond its own. Each part is
//! unpacked once to be counted, since the sizes stated in the file may be false.

use super::super::csv::TableError;
use super::styles;
use crate::io::grid::laid_out;
use crate::io::limits::Within;
use quick_xml::events::Event;
use std::io::{self, BufReader, Cursor, Read, Write};
use zip::ZipArchive;

/// Largest unpacked size in bytes: about a full sheet of a million rows with thirty columns.
const LARGEST: u64 = 2 << 30;
/// Largest unpacked size in bytes of all parts other than sheets, which are held in memory whole: texts, styles, names.
const LARGEST_HELD: u64 = 256 << 20;

/// Other programs whose files are packed as workbooks are, by the beginning of a part's name.
const OTHERS: [(&str, &str); 5] = [
    ("visio/", "This looks like a Visio drawing: use *Data, Export* there, or the workbook it was made from"),
    ("word/", "This looks like a Word document, not a workbook: copy its table into a spreadsheet"),
    ("ppt/", "This looks like a PowerPoint presentation: ask for the list behind its chart"),
    ("Index/", "This looks like an Apple Numbers, Pages or Keynote file: use *Export to, Excel* there"),
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
/// first, and space is set aside for the size that it states, so that has to be one that a sheet can have. An error if
/// it is locked, too large or not a workbook.
pub fn check_old(bytes: &[u8]) -> Result<Parts, TableError> {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &locked).is_some() {
        return Err(TableError::Locked);
    }
    let no_book = || TableError::Other("This looks like an old Word or PowerPoint file");
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(no_list)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)).ok_or_else(no_book)?;
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut it| it.read_to_end(&mut stream)).map_err(no_part)?;
    let mut sheets = Vec::new();
    for (record, data) in Records(&stream) {
        match (record, data) {
            // A locked workbook says so before anything else.
            (0x2f, _) => return Err(TableError::Locked),
            // Where a sheet begins.
            (0x0085, &[a, b, c, d, ..]) => sheets.push(u32::from_le_bytes([a, b, c, d]) as usize),
            (0x000a, _) => break,
            _ => {}
        }
    }
    let (mut stated, mut room, mut walked) = (0, 0, 0);
    for at in sheets {
        let sheet = old_sheet(stream.get(at..).unwrap_or_default())?;
        (stated, room, walked) = (stated + sheet.cells, room + sheet.room, walked + sheet.len);
        laid_out(stated, room)?;
        if walked > stream.len() {
            return Err(TableError::Damaged("its sheets lie over one another".to_owned()));
        }
    }
    Ok(Parts { kind: Kind::Xls, merges: true })
}

/// A sheet of Excel 97.
struct OldSheet {
    /// Cells with content.
    cells: u64,
    /// Cells up to the last row and column, which is how it is laid out.
    room: u64,
    /// Length in bytes.
    len: usize,
}

/// Size of a sheet of Excel 97; what lies inside it, as charts do, is passed over. An error if it states a size that no
/// sheet can have.
fn old_sheet(stream: &[u8]) -> Result<OldSheet, TableError> {
    const ROWS: u32 = 1 << 16;
    const COLUMNS: u16 = 1 << 8;
    let (mut cells, mut rows, mut columns, mut depth, mut len) = (0u64, 0u64, 0u64, 0usize, 0);
    for (record, data) in Records(stream) {
        len += 4 + data.len();
        match (record, data) {
            (0x0809, _) => depth += 1,
            (0x000a, _) if depth < 2 => break,
            (0x000a, _) => depth -= 1,
            _ if depth > 1 => {}
            (0x0200, _) => {
                let short = |at: usize| u16::from_le_bytes([data[at], data[at + 1]]);
                let long = |at: usize| u32::from_le_bytes([data[at], data[at + 1], data[at + 2], data[at + 3]]);
                let (first, last, left, right) = match data.len() {
                    10 => (u32::from(short(0)), u32::from(short(2)), short(4), short(6)),
                    14.. => (long(0), long(4), short(8), short(10)),
                    // The reader refuses it.
                    _ => continue,
                };
                // A first column that none can be, or one behind the last, is read as the first of all.
                let left = if left >= COLUMNS || left > right { 0 } else { left };
                let is_in_order = |first: u32, last: u32| last == 0 || first < last;
                if last > ROWS
                    || right > COLUMNS
                    || !is_in_order(first, last)
                    || !is_in_order(left.into(), right.into())
                {
                    let what = format!("it states a sheet from row {first} to {last} and column {left} to {right}");
                    return Err(TableError::Damaged(what));
                }
            }
            // Numbers, texts, formulas, rows of numbers.
            (0x0203 | 0x027e | 0x00fd | 0x0204 | 0x00d6 | 0x0006 | 0x0205 | 0x00bd, &[r1, r2, c1, c2, .., l1, l2]) => {
                rows = rows.max(u64::from(u16::from_le_bytes([r1, r2])) + 1);
                let first = u64::from(u16::from_le_bytes([c1, c2]));
                let last = if record == 0x00bd { u64::from(u16::from_le_bytes([l1, l2])).max(first) } else { first };
                cells += last - first + 1;
                columns = columns.max(last + 1);
            }
            _ => {}
        }
    }
    Ok(OldSheet { cells, room: rows * columns, len })
}

/// Records of an Excel 97 workbook up to the first that is cut off, as kind and content.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (&[a, b, c, d], rest) = self.0.split_first_chunk()?;
        let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([c, d])))?;
        self.0 = rest;
        Some((u16::from_le_bytes([a, b]), data))
    }
}

/// Checks a zipped workbook; an error if it is locked, too large or not a workbook.
pub fn check(bytes: &[u8], within: &Within) -> Result<Parts, TableError> {
    stated_parts(bytes)?;
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(no_list)?;
    // Where a size is said it counts for all parts alike.
    let (limit, held_limit) = match within.limits.unpacked {
        Some(said) => (said, said),
        None => (LARGEST.min(within.limits.unpacked(bytes.len() as u64)), LARGEST_HELD),
    };
    let (mut all, mut held, mut kind, mut merges) = (0, 0, None, false);
    let mut other = "This looks like a zip file or a document, not a workbook: unpack it first";
    for at in 0..parts.len() {
        let mut part = parts.by_index_raw(at).map_err(no_part)?;
        if part.encrypted() {
            return Err(TableError::Locked);
        }
        let name = part.name().map_err(no_part)?.into_owned();
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
        let mut counted = Counted { all, limit, is_stopped: within.stop, sought, before: Vec::new(), is_found: false };
        let mut part = parts.by_index(at).map_err(no_part)?;
        if let Err(error) = io::copy(&mut part, &mut counted) {
            return Err(match error.kind() {
                io::ErrorKind::FileTooLarge => too_large(limit),
                _ => no_part(error),
            });
        }
        if counted.is_found && !is_sheet {
            return Err(TableError::Locked);
        }
        drop(part);
        if name.to_lowercase().ends_with("sharedstrings.xml") {
            stated_texts(&mut parts, at, counted.all - all)?;
        }
        if styles::is_styles(&name) {
            styles::check(parts.by_index(at).map_err(no_part)?, held_limit)?;
        }
        merges |= counted.is_found;
        held += if is_sheet { 0 } else { counted.all - all };
        if held > held_limit {
            return Err(too_large(held_limit));
        }
        all = counted.all;
    }
    match kind {
        Some(kind) => Ok(Parts { kind, merges }),
        None => Err(TableError::Other(other)),
    }
}

/// Checks the number of parts that the directory of an archive states with 64 bits: the reader sets space aside for them
/// before it reads any. An error if there are not as many.
fn stated_parts(bytes: &[u8]) -> Result<(), TableError> {
    let long = |at: usize| {
        let number = bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
        number.map(u64::from_le_bytes).unwrap_or(u64::MAX)
    };
    let len = bytes.len() as u64;
    let mut there = None;
    for at in memchr::memmem::find_iter(bytes, b"PK\x06\x06") {
        let (stated, begin) = (long(at + 32), long(at + 48));
        // Anything else is refused before space is set aside, or is no directory.
        if stated > len || begin > len {
            continue;
        }
        let there = *there.get_or_insert_with(|| memchr::memmem::find_iter(bytes, b"PK\x01\x02").count() as u64);
        if stated > there {
            return Err(TableError::Damaged(format!("it states {stated} parts, and there are {there}")));
        }
    }
    Ok(())
}

/// Checks the number of texts that a workbook states: the reader sets space aside for them before it reads any. An error
/// if a part of so many bytes cannot hold as many.
fn stated_texts(parts: &mut ZipArchive<Cursor<&[u8]>>, at: usize, size: u64) -> Result<(), TableError> {
    /// Shortest text, `<si/>`.
    const SHORTEST: u64 = 5;
    let part = parts.by_index(at).map_err(no_part)?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    // As the reader of workbooks has it, so that this one does not end earlier.
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) if start.local_name().as_ref() == "sst" => {
                let mut all = start.attributes();
                let all = all.with_checks(false).filter_map(Result::ok);
                return match all
                    .filter(|it| it.key.as_ref() == "uniqueCount")
                    .find_map(|it| it.value.parse::<u64>().ok())
                {
                    Some(stated) if stated > size / SHORTEST => {
                        Err(TableError::Damaged(format!("it states {stated} texts, which it cannot hold")))
                    }
                    _ => Ok(()),
                };
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

/// Error of a workbook whose list of parts cannot be read. What the crate says of it is about its own steps.
pub fn no_list<E>(_: E) -> TableError {
    TableError::Damaged("its list of parts is missing or broken".to_owned())
}

/// Error of a workbook with a part that cannot be unpacked.
pub fn no_part<E>(_: E) -> TableError {
    TableError::Damaged("one of its parts is missing or cannot be unpacked".to_owned())
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
