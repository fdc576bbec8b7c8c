//! Files: one file per format, an org and a list of problems out of each. Nothing read is dropped.
//! Uses `org` and `edit`.

mod blocks;
pub mod clock;
mod content;
pub mod csv;
pub mod disk;
pub mod journal;
mod json;
pub mod ladders;
pub mod native;
pub mod path;
mod save;
mod schema;
mod sniff;
pub mod xlsx;

pub use content::{FileState, Since, content_hash};
pub use save::{SaveError, replace, replace_on, save, save_on};

use crate::edit::Scenario;
use crate::org::Org;
use blocks::{Blocks, Source};
use sniff::Sniffed;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Where in a file, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

/// Something in a file that could not be taken as it stands, and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where; `None` when it is about the whole file.
    pub place: Option<Place>,
    /// What is wrong, user data in back-ticks.
    pub what: String,
    /// The offending text, shortened to one line; may be empty.
    pub text: String,
    /// What was done, or what to do next.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        write!(f, "{}", self.what)?;
        if !self.text.is_empty() {
            write!(f, ": {}", self.text)?;
        }
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}

/// A record that could not be read, kept to be written back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Number of people read before it.
    pub after: usize,
    /// The record as written.
    pub raw: String,
}

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The native format.
    Ron,
    /// The native schema in JSON.
    Json,
    /// A spreadsheet: text, or an Excel workbook.
    Csv,
}

/// An opened file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The organisation.
    pub org: Org,
    /// Its plans.
    pub scenarios: Vec<Scenario>,
    /// What could not be taken as it stands, in file order.
    pub problems: Vec<Problem>,
    /// Records kept as text.
    pub unread: Vec<Unread>,
    /// What the file was.
    pub format: Format,
}

/// Why nothing could be drawn.
#[derive(Debug)]
pub enum OpenError {
    /// The file could not be read from the disk.
    Disk {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The text is not an organisation in any format that is read.
    Unreadable(Vec<Problem>),
    /// The person asked to stop.
    Cancelled,
}

impl OpenError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Disk { path, error } => match error.kind() {
                std::io::ErrorKind::NotFound => "Check the name of the file and the folder".to_owned(),
                std::io::ErrorKind::PermissionDenied => format!("Ask for permission to read `{}`", path.display()),
                _ => "Copy the file to another place and try again".to_owned(),
            },
            Self::Unreadable(problems) => problems.first().map(|p| p.hint.clone()).unwrap_or_default(),
            Self::Cancelled => "Open it again when there is time".to_owned(),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Disk { path, error } => write!(f, "`{}` could not be read: {}", path.display(), plain(error)),
            Self::Unreadable(problems) => match problems.first() {
                Some(first) => first.fmt(f),
                None => write!(f, "There is nobody in the file"),
            },
            Self::Cancelled => write!(f, "Opening was cancelled"),
        }
    }
}

impl std::error::Error for OpenError {}

/// What the system said, without its number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or_default().to_owned()
}

/// How far a long piece of work is, shared between threads; asking it to stop is answered soon.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how much there is to do, in any unit.
    pub fn begin(&self, total: u64) {
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
    }

    /// Says how much is done; an error asks the work to stop.
    pub fn advance(&self, done: u64) -> Result<(), OpenError> {
        self.done.store(done, Relaxed);
        self.check()
    }

    /// An error where the work is asked to stop.
    pub fn check(&self) -> Result<(), OpenError> {
        if self.cancelled.load(Relaxed) { Err(OpenError::Cancelled) } else { Ok(()) }
    }

    /// The part done, 0 to 1.
    pub fn part(&self) -> f32 {
        let total = self.total.load(Relaxed);
        if total == 0 { 0.0 } else { self.done.load(Relaxed) as f32 / total as f32 }
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }
}

/// Opens a file of any format that is read; `today` is the date of a file that has none.
pub fn open(path: &Path, today: jiff::civil::Date, progress: &Progress) -> Result<Opened, OpenError> {
    let disk = |error| OpenError::Disk { path: path.to_owned(), error };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if std::fs::metadata(path).map_err(disk)?.is_file() {
        return read_from(Source::Path(path), &name, today, progress);
    }
    // What comes through a pipe comes once.
    let bytes = std::fs::read(path).map_err(disk)?;
    read_from(Source::Bytes(&bytes), &name, today, progress)
}

/// Reads an organisation from bytes; `name` is the file's name, whose ending helps to tell formats apart. Bytes packed
/// with gzip are unpacked first.
pub fn read(bytes: &[u8], name: &str, today: jiff::civil::Date, progress: &Progress) -> Result<Opened, OpenError> {
    read_from(Source::Bytes(bytes), name, today, progress)
}

fn read_from(source: Source, name: &str, today: jiff::civil::Date, progress: &Progress) -> Result<Opened, OpenError> {
    if let Some(bytes) = source.workbook()? {
        return Ok(csv::read(&bytes, name, &csv::ImportOptions::on(today), progress)?.0);
    }
    let mut blocks = Blocks::open(source, progress)?;
    let found = match blocks.more()? {
        Ok(()) => sniff::sniff(&blocks, name)?,
        Err(fault) => sniff::no_text(fault, name)?,
    };
    if let Sniffed::Native(notation) = found {
        match native::read(&mut blocks, notation, today, progress)? {
            Ok(opened) => return Ok(opened),
            Err(fault) => sniff::no_text(fault, name)?,
        };
    }
    let bytes = blocks.bytes()?;
    drop(blocks);
    Ok(csv::read(&bytes, name, &csv::ImportOptions::on(today), progress)?.0)
}
