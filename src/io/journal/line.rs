//! Lines of a journal. The first describes the document that the entries apply to; each further line is one entry in
//! RON. Every line starts with eight digits of its hash, so that a line damaged by a power cut is not taken for
//! another.

use super::super::schema::{OnDisk, Step};
use super::{Entry, content_hash};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Version of the lines that are written; there is no older one.
const VERSION: u32 = 1;

/// State of the document that the entries apply to.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Path of the document.
    pub document: String,
    /// Hash of its content when it was opened or last saved.
    pub content: u64,
    /// Time at which it was opened.
    pub opened: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct First {
    twintrack_journal: u32,
    document: String,
    content: String,
    opened: String,
}

#[derive(Serialize, Deserialize)]
enum Line {
    Edit { name: String, steps: Vec<Step> },
    Undo,
    Redo,
    In(String),
    Copied { from: String, to: String },
    Renamed { from: String, to: String },
    Deleted(String),
}

/// First line, with its line break.
pub fn of_header(header: &Header) -> String {
    line(&First {
        twintrack_journal: VERSION,
        document: header.document.clone(),
        content: format!("{:016x}", header.content),
        opened: header.opened.to_string(),
    })
}

/// Line of an entry, with its line break.
pub fn of_entry(entry: &Entry) -> String {
    line(&match entry {
        Entry::Edit { name, steps } => Line::Edit { name: name.clone(), steps: OnDisk::of(steps) },
        Entry::Undo => Line::Undo,
        Entry::Redo => Line::Redo,
        Entry::In(plan) => Line::In(plan.clone()),
        Entry::Copied { from, to } => Line::Copied { from: from.clone(), to: to.clone() },
        Entry::Renamed { from, to } => Line::Renamed { from: from.clone(), to: to.clone() },
        Entry::Deleted(plan) => Line::Deleted(plan.clone()),
    })
}

/// Header, entries up to the first damaged line, and the number of lines from there on. `None` if the header is not of
/// this version.
pub fn read(bytes: &[u8]) -> Option<(Header, Vec<Entry>, usize)> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let header: First = value(lines.next()?)?;
    if header.twintrack_journal != VERSION {
        return None;
    }
    let header = Header {
        document: header.document,
        content: u64::from_str_radix(&header.content, 16).ok()?,
        opened: header.opened.parse().ok()?,
    };
    let mut entries = Vec::new();
    while let Some(line) = lines.next() {
        match value(line) {
            Some(Line::Edit { name, steps }) => entries.push(Entry::Edit { name, steps: steps.model() }),
            Some(Line::Undo) => entries.push(Entry::Undo),
            Some(Line::Redo) => entries.push(Entry::Redo),
            Some(Line::In(plan)) => entries.push(Entry::In(plan)),
            Some(Line::Copied { from, to }) => entries.push(Entry::Copied { from, to }),
            Some(Line::Renamed { from, to }) => entries.push(Entry::Renamed { from, to }),
            Some(Line::Deleted(plan)) => entries.push(Entry::Deleted(plan)),
            None => return Some((header, entries, 1 + lines.count())),
        }
    }
    Some((header, entries, 0))
}

fn line(value: &impl Serialize) -> String {
    let one_line = ron::ser::PrettyConfig::new().depth_limit(0);
    let text = ron::ser::to_string_pretty(value, one_line).expect("texts, numbers and lists of them can be written");
    sealed(&text)
}

/// Text as a line, behind its hash.
pub fn sealed(text: &str) -> String {
    format!("{} {text}\n", check(text))
}

fn value<T: for<'a> Deserialize<'a>>(line: &[u8]) -> Option<T> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (digits, text) = line.split_at_checked(8)?;
    let text = text.strip_prefix(' ')?;
    if digits != check(text) {
        return None;
    }
    ron::from_str(text).ok()
}

/// Eight hexadecimal digits: half of a line's hash. They are compared as text, so the same number in other digits is a
/// damaged line.
fn check(text: &str) -> String {
    format!("{:08x}", content_hash(text.as_bytes()) >> 32)
}
