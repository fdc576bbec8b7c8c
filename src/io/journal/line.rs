//! Lines of a journal. The first describes the document that the entries apply to; each further line is one entry in
//! RON; in the journal of a sealed document each is sealed by itself. Every line starts with eight digits of its hash, so
//! that a line damaged by a power cut is not taken for another.

use super::super::schema::{OnDisk, Step};
use super::{Entry, content_hash};
use crate::io::sealed::{LineKey, Passphrase};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

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
    /// Key of the entries, sealed by the passphrase of the document; empty where they are not sealed.
    pub key: String,
}

/// Contents of a journal.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// First line.
    pub header: Header,
    /// Entries up to the first damaged line; none of a sealed journal without its passphrase.
    pub entries: Vec<Entry>,
    /// Number of lines from the first damaged one on.
    pub left_out: usize,
    /// True if the entries are sealed and stay so.
    pub is_sealed: bool,
}

#[derive(Serialize, Deserialize)]
struct First {
    twintrack_journal: u32,
    document: String,
    content: String,
    opened: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    key: String,
}

#[derive(Serialize, Deserialize)]
enum Line {
    Joined {
        files: Vec<(String, String)>,
        mapping: String,
    },
    Edit {
        name: String,
        steps: Vec<Step>,
    },
    Undo,
    Redo,
    In(String),
    Copied {
        from: String,
        to: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    Deleted(String),
    /// Text of another line without its hash, sealed by the key of the journal.
    Sealed(String),
}

/// First line, with its line break.
pub fn of_header(header: &Header) -> String {
    line(&First {
        twintrack_journal: VERSION,
        document: header.document.clone(),
        content: format!("{:016x}", header.content),
        opened: header.opened.to_string(),
        key: header.key.clone(),
    })
}

/// Line of an entry, with its line break; sealed where there is a key.
pub fn of_entry(entry: &Entry, key: Option<&LineKey>) -> io::Result<String> {
    let said = match entry {
        Entry::Joined { files, mapping } => {
            let file = |(path, hash): &(PathBuf, u64)| (path.to_string_lossy().into_owned(), format!("{hash:016x}"));
            Line::Joined { files: files.iter().map(file).collect(), mapping: mapping.clone() }
        }
        Entry::Edit { name, steps } => Line::Edit { name: name.clone(), steps: OnDisk::of(steps) },
        Entry::Undo => Line::Undo,
        Entry::Redo => Line::Redo,
        Entry::In(plan) => Line::In(plan.clone()),
        Entry::Copied { from, to } => Line::Copied { from: from.clone(), to: to.clone() },
        Entry::Renamed { from, to } => Line::Renamed { from: from.clone(), to: to.clone() },
        Entry::Deleted(plan) => Line::Deleted(plan.clone()),
    };
    match key {
        Some(key) => Ok(line(&Line::Sealed(key.seal(&text(&said))?))),
        None => Ok(line(&said)),
    }
}

/// Contents of a journal; the passphrase is needed for the entries of a sealed one. `None` if the header is not of this
/// version.
pub fn read(bytes: &[u8], passphrase: Option<&Passphrase>) -> Option<Read> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let header: First = value(lines.next()?)?;
    if header.twintrack_journal != VERSION {
        return None;
    }
    let header = Header {
        document: header.document,
        content: u64::from_str_radix(&header.content, 16).ok()?,
        opened: header.opened.parse().ok()?,
        key: header.key,
    };
    let key = passphrase.filter(|_| !header.key.is_empty()).and_then(|it| LineKey::of(&header.key, it));
    let is_sealed = !header.key.is_empty() && key.is_none();
    let mut read = Read { header, entries: Vec::new(), left_out: 0, is_sealed };
    while let Some(line) = lines.next().filter(|_| !is_sealed) {
        match value(line).and_then(|line| entry(line, key.as_ref())) {
            Some(entry) => read.entries.push(entry),
            None => {
                read.left_out = 1 + lines.count();
                break;
            }
        }
    }
    Some(read)
}

fn entry(line: Line, key: Option<&LineKey>) -> Option<Entry> {
    Some(match line {
        Line::Joined { files, mapping } => {
            let file =
                |(path, hash): (String, String)| Some((PathBuf::from(path), u64::from_str_radix(&hash, 16).ok()?));
            Entry::Joined { files: files.into_iter().map(file).collect::<Option<_>>()?, mapping }
        }
        Line::Edit { name, steps } => Entry::Edit { name, steps: steps.model() },
        Line::Undo => Entry::Undo,
        Line::Redo => Entry::Redo,
        Line::In(plan) => Entry::In(plan),
        Line::Copied { from, to } => Entry::Copied { from, to },
        Line::Renamed { from, to } => Entry::Renamed { from, to },
        Line::Deleted(plan) => Entry::Deleted(plan),
        Line::Sealed(sealed) => match ron::from_str(&key?.open(&sealed)?).ok()? {
            // A seal within a seal was not written here.
            Line::Sealed(_) => return None,
            inside => return entry(inside, None),
        },
    })
}

fn text(value: &impl Serialize) -> String {
    let one_line = ron::ser::PrettyConfig::new().depth_limit(0);
    ron::ser::to_string_pretty(value, one_line).expect("texts, numbers and lists of them can be written")
}

fn line(value: &impl Serialize) -> String {
    hashed(&text(value))
}

/// Text as a line, behind its hash.
pub fn hashed(text: &str) -> String {
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
