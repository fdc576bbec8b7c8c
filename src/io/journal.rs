//! Unsaved edits, kept on disk so that they outlive the program: one file per document, removed once the document is
//! saved. It holds pay, so folder and file are for their owner alone. How recovered edits are applied is not known
//! here.

mod entry;
mod line;
mod lock;
mod pending;
mod writer;

pub use entry::Entry;
pub use pending::{Pending, pending, recovery_folder};
pub use writer::JournalWriter;

use super::disk::{ChangedMeanwhile, Disk, RealDisk, is_unsupported};
use super::path::shown;
use super::sealed::{Passphrase, Seal};
use super::{FileState, SaveError, content_hash, make_private, plain, replace};
use jiff::Timestamp;
use line::Header;
use lock::Lock;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Edits left of a document whose program ended before it was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Path of the document, links followed; inexact if its name is not Unicode.
    pub document: PathBuf,
    /// Actions since it was opened or saved, in order.
    pub entries: Vec<Entry>,
    /// True if the document is, byte for byte, the one the entries were made on; false where it was not read, in
    /// [`Pending`].
    pub was_made_on_same_content: bool,
    /// Time of the last write.
    pub when: Timestamp,
    /// Number of lines at the end that could not be read, including one that was being written; they are not in
    /// `entries`.
    pub left_out: usize,
    /// True if the document is sealed and its passphrase has not been given, or is another one: `entries` is empty.
    pub is_sealed: bool,
}

/// Reason that there is no journal.
#[derive(Debug)]
pub enum JournalError {
    /// Another window has the document open.
    InUse {
        /// Path of the document.
        document: PathBuf,
    },
    /// The journal is not one that this version can read.
    Unreadable {
        /// Path of the journal.
        journal: PathBuf,
    },
    /// The disk reported an error.
    Disk {
        /// Path of the journal, its folder, or the document.
        path: PathBuf,
        /// Error of the system.
        error: io::Error,
    },
}

impl JournalError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::InUse { .. } => "Continue in the other window, or open it here as read-only or as a copy".to_owned(),
            Self::Unreadable { journal } => {
                format!("Open the file with the latest version, or delete `{}`", shown(journal))
            }
            Self::Disk { error, .. } => match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Save now, and free up disk space",
                _ => "Save now, and often: until this is fixed, unsaved changes are not backed up",
            }
            .to_owned(),
        }
    }

    fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |error| Self::Disk { path, error }
    }
}

impl From<SaveError> for JournalError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Folder { path, error, .. }
            | SaveError::Disk { path, error }
            | SaveError::Unsure { path, error, .. } => Self::Disk { path, error },
            // A journal is not of the kind that is read back.
            SaveError::Changed { path } => Self::Disk { path, error: io::Error::other(ChangedMeanwhile) },
            SaveError::Unlike { path, what } => Self::Disk { path, error: io::Error::other(what) },
            SaveError::Ending { path } | SaveError::Passphrase { path } => {
                Self::Disk { path, error: io::ErrorKind::InvalidFilename.into() }
            }
        }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::InUse { document } => write!(f, "`{}` is open in another window", shown(document)),
            Self::Unreadable { journal } => write!(f, "The unsaved changes in `{}` cannot be read", shown(journal)),
            Self::Disk { path, error } => {
                write!(f, "Cannot back up unsaved changes at `{}`: {}", shown(path), plain(error))
            }
        }
    }
}

impl std::error::Error for JournalError {}

/// Entries in the bytes of a journal up to the first damaged line; `None` if it is none.
#[doc(hidden)]
pub fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    line::read(bytes, None).map(|read| read.entries)
}

/// The lines of a text, each behind its hash as a journal has it.
#[doc(hidden)]
pub fn hashed(text: &str) -> String {
    text.lines().map(line::hashed).collect()
}

/// Journal of one document. While it exists, no other can be opened for the document, in any process.
#[derive(Debug)]
pub struct Journal {
    header: Header,
    path: PathBuf,
    /// Open file and the length written so far; `None` if there is no file yet.
    end: Option<(File, u64)>,
    /// True unless the file at `path`, if any, may belong to another run of the program, and nobody took it over.
    is_ours: bool,
    /// Seal of the document; its entries are sealed as well.
    seal: Option<Seal>,
    _lock: Lock,
}

impl Journal {
    /// Opens the journal of `document` in `folder` ([`recovery_folder`]), which is created if need be. `content` is the
    /// [`FileState::hash`] of what was opened. Nothing is written yet, and whatever an earlier run left stays:
    /// [`Journal::left`] reports it. Unless it is taken over ([`Journal::take_over`]), the first entry moves it aside,
    /// where [`pending()`] and the next [`Journal::left`] still find it.
    pub fn open(folder: &Path, document: &Path, content: u64) -> Result<Self, JournalError> {
        Self::open_sealed(folder, document, content, None)
    }

    /// The same for a document that may be sealed: then its entries are sealed too, and no plain byte of them reaches
    /// the disk.
    #[expect(clippy::disallowed_methods, reason = "the instant at which it was opened, not a day")]
    pub fn open_sealed(folder: &Path, document: &Path, content: u64, seal: Option<Seal>) -> Result<Self, JournalError> {
        make_private(folder).map_err(JournalError::disk(folder))?;
        let document = canonical(document);
        let path = path_in(folder, &document);
        let (opened, key) = (Timestamp::now(), String::new());
        let header = Header { document: document.to_string_lossy().into_owned(), content, opened, key };
        match Lock::take(&path).map_err(JournalError::disk(&path))? {
            Some(lock) => Ok(Self { header, path, end: None, is_ours: false, seal, _lock: lock }),
            None => Err(JournalError::InUse { document }),
        }
    }

    /// Edits left of a document; `None` if there is nothing to recover. Reads the document to compare it.
    pub fn found(folder: &Path, document: &Path) -> Result<Option<Found>, JournalError> {
        Self::found_with(folder, document, None)
    }

    /// The same with the passphrase of a sealed document.
    pub fn found_with(
        folder: &Path,
        document: &Path,
        passphrase: Option<&Passphrase>,
    ) -> Result<Option<Found>, JournalError> {
        Self::read(&path_in(folder, &canonical(document)), passphrase)
    }

    /// Edits that an earlier run left of the document. If there are none that this passphrase opens, the latest ones that
    /// were put aside get the name of the journal back. Call it before the first entry.
    pub fn left(&self, passphrase: Option<&Passphrase>) -> Result<Option<Found>, JournalError> {
        let mut left = Self::read(&self.path, passphrase);
        if matches!(&left, Ok(Some(found)) if !found.is_sealed) {
            return left;
        }
        let mut aside = Vec::new();
        for path in self.put_aside_before() {
            match Self::read(&path, passphrase) {
                Ok(Some(found)) if !found.is_sealed => aside.push((found, path)),
                // What cannot be offered is said again until somebody sees to it.
                read if matches!(left, Ok(None)) => left = read,
                _ => {}
            }
        }
        let Some((found, path)) = aside.into_iter().max_by_key(|(found, _)| found.when) else { return left };
        self.put_aside()?;
        fs::rename(path, &self.path).map_err(JournalError::disk(&self.path))?;
        Ok(Some(found))
    }

    /// Takes over what an earlier run left: the next write replaces or removes it.
    pub fn take_over(&mut self) {
        self.is_ours = true;
    }

    /// Makes the key of a sealed journal, so that the first entry does not wait for it.
    fn prepare(&mut self) -> Result<(), JournalError> {
        if let Some(seal) = self.seal.as_ref().filter(|_| self.header.key.is_empty()) {
            self.header.key = seal.key().map_err(JournalError::disk(&self.path))?.sealed().to_owned();
        }
        Ok(())
    }

    /// Lines of entries as they stand in the file.
    fn lines(&self, entries: &[Entry]) -> Result<String, JournalError> {
        let key = self.seal.as_ref().map(Seal::key).transpose();
        let key = key.map_err(JournalError::disk(&self.path))?;
        let lines: io::Result<String> = entries.iter().map(|entry| line::of_entry(entry, key)).collect();
        lines.map_err(JournalError::disk(&self.path))
    }

    /// Contents of a journal up to the first damaged line, compared with its document.
    fn read(path: &Path, passphrase: Option<&Passphrase>) -> Result<Option<Found>, JournalError> {
        let Some((found, content)) = Self::read_alone(path, passphrase)? else { return Ok(None) };
        let was_made_on_same_content = FileState::of(&found.document).is_ok_and(|now| now.hash == content);
        Ok(Some(Found { was_made_on_same_content, ..found }))
    }

    /// The same without reading the document, whose disk may be slow or gone; with the hash of what the entries were made
    /// on.
    fn read_alone(path: &Path, passphrase: Option<&Passphrase>) -> Result<Option<(Found, u64)>, JournalError> {
        let bytes = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read.map_err(JournalError::disk(path))?,
        };
        let written = fs::metadata(path).and_then(|found| found.modified()).ok();
        let Some(line::Read { header, entries, left_out, is_sealed }) = line::read(&bytes, passphrase) else {
            return Err(JournalError::Unreadable { journal: path.to_owned() });
        };
        if entries.is_empty() && left_out == 0 && !is_sealed {
            return Ok(None);
        }
        let when = written.and_then(|time| Timestamp::try_from(time).ok()).unwrap_or(header.opened);
        let (document, was_made_on_same_content) = (PathBuf::from(&header.document), false);
        let found = Found { document, entries, was_made_on_same_content, when, left_out, is_sealed };
        Ok(Some((found, header.content)))
    }

    /// Writes entries and returns once they would survive a power cut. After an error they can be written again.
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), JournalError> {
        if entries.is_empty() {
            return Ok(());
        }
        if self.end.is_none() {
            return self.begin(entries);
        }
        let lines = self.lines(entries)?;
        let Some((file, end)) = &mut self.end else { return Ok(()) };
        *end = write_at(file, *end, lines.as_bytes()).map_err(JournalError::disk(&self.path))?;
        Ok(())
    }

    /// Replaces the whole journal in one step: from now on the document's content is `content`, and `entries` apply to
    /// it. After a save these are the entries it does not hold, as a rule none; after a recovery they are those
    /// recovered. Without entries the file is removed. What an earlier run left and nobody took over is moved aside
    /// first, and stays where it is without entries.
    pub fn restart(&mut self, content: u64, entries: &[Entry]) -> Result<(), JournalError> {
        self.header.content = content;
        if !entries.is_empty() {
            return self.begin(entries);
        }
        self.end = None;
        if self.is_ours { remove(&self.path) } else { Ok(()) }
    }

    /// Removes the file, unless nobody took it over; the next entry starts a new one.
    pub fn erase(&mut self) -> Result<(), JournalError> {
        self.restart(self.header.content, &[])
    }

    fn begin(&mut self, entries: &[Entry]) -> Result<(), JournalError> {
        self.put_aside()?;
        self.prepare()?;
        let mut lines = line::of_header(&self.header);
        lines.push_str(&self.lines(entries)?);
        (self.end, self.is_ours) = (None, true);
        replace(&self.path, |out| out.write_all(lines.as_bytes()))?;
        let file = open_to_write(&self.path).map_err(JournalError::disk(&self.path))?;
        self.end = Some((file, lines.len() as u64));
        Ok(())
    }

    /// Journals of the document that were put aside, in the order of their names.
    fn put_aside_before(&self) -> Vec<PathBuf> {
        let plain = self.path.with_extension("");
        let is_aside = |path: &PathBuf| {
            let is_journal = path.extension().is_some_and(|ending| ending == ENDING);
            is_journal && *path != self.path && path.with_extension("").with_extension("") == plain
        };
        let entries = self.path.parent().map(fs::read_dir).into_iter().flatten().flatten().flatten();
        let mut aside: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_aside).collect();
        aside.sort();
        aside
    }

    /// Moves a journal that another run left and nobody took over to the first free name.
    fn put_aside(&self) -> Result<(), JournalError> {
        let failed = || JournalError::disk(&self.path);
        if self.is_ours || !self.path.try_exists().map_err(failed())? {
            return Ok(());
        }
        let aside = (1..u32::MAX).map(|n| self.path.with_extension(format!("{n}.{ENDING}")));
        for aside in aside {
            if !aside.try_exists().map_err(failed())? {
                return fs::rename(&self.path, aside).map_err(failed());
            }
        }
        Ok(())
    }
}

/// Opens an existing journal for writing at any position. Not in append mode: on Windows such a file cannot be
/// truncated.
fn open_to_write(path: &Path) -> io::Result<File> {
    File::options().write(true).open(path)
}

/// Truncates a file at `end`, writes there, and returns its new end once that would survive a power cut.
fn write_at(file: &mut File, end: u64, lines: &[u8]) -> io::Result<u64> {
    // Leftovers of a failed attempt would be read twice.
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(lines)?;
    flush(file)?;
    Ok(end + lines.len() as u64)
}

/// Flushes as far as the disk supports it; without support the lines still outlive the program, if not a power cut.
fn flush(file: &File) -> io::Result<()> {
    match RealDisk.flush_content(file) {
        Err(error) if is_unsupported(&error) => Ok(()),
        done => done,
    }
}

/// Extension of journals, whose name is the hash of the document's path.
const ENDING: &str = "journal";

fn path_in(folder: &Path, document: &Path) -> PathBuf {
    folder.join(format!("{:016x}.{ENDING}", content_hash(document.as_os_str().as_encoded_bytes())))
}

/// Unique name of a document, whether it exists yet or not.
fn canonical(document: &Path) -> PathBuf {
    let absolute = || std::path::absolute(document).unwrap_or_else(|_| document.to_owned());
    super::path::canonical(document).unwrap_or_else(|_| {
        let absolute = absolute();
        match (absolute.parent().map(super::path::canonical), absolute.file_name()) {
            (Some(Ok(folder)), Some(name)) => folder.join(name),
            _ => absolute,
        }
    })
}

/// Removes a journal, and returns once a power cut would not bring it back.
fn remove(path: &Path) -> Result<(), JournalError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        removed => removed.map_err(JournalError::disk(path))?,
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    RealDisk.flush_folder(folder).map_err(JournalError::disk(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Windows does not let a file in append mode be truncated. That the writer uses its own position, not the end of
    /// the file, can be tested on every system.
    #[test]
    fn a_journal_is_written_where_its_writer_says_and_not_at_whatever_end_it_has() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.journal");
        fs::write(&path, "first\n").expect("written");
        let mut file = open_to_write(&path).expect("it is there");
        let end = write_at(&mut file, 6, b"second\n").expect("written");
        assert_eq!((end, fs::read(&path).expect("text")), (13, b"first\nsecond\n".to_vec()));
        // Leftovers of a failed attempt are cut off, and a write at the position does not append.
        fs::write(&path, "first\nsecond\nthi").expect("written");
        assert_eq!(write_at(&mut file, end, b"third\n").expect("written"), 19);
        assert_eq!(fs::read(&path).expect("text"), b"first\nsecond\nthird\n");
        file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(b"FIRST")).expect("written");
        assert_eq!(fs::read(&path).expect("text"), b"FIRST\nsecond\nthird\n");
    }
}
