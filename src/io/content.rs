//! State of a file's content when it was read or written, to notice a change by somebody else. The hash guards against
//! accidental collisions, not against deliberate ones.

use siphasher::sip::SipHasher13;
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

/// Hash of bytes, the same on every machine and in every version: SipHash-1-3 with a zero key.
pub fn content_hash(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}

/// State of a file at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    /// Length in bytes.
    pub len: u64,
    /// Time of the last write, by the clock of its disk; `None` if the system does not tell.
    pub modified: Option<SystemTime>,
    /// [`content_hash`] of all its bytes as they are on the disk, still packed if the file is.
    pub hash: u64,
}

/// Result of comparing a file with an earlier state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The bytes are the same.
    Unchanged,
    /// The bytes differ.
    Changed,
    /// There is no file any more.
    Gone,
}

impl FileState {
    /// Present state of the file at `path`. Take it before opening the file, so that a write in between is noticed.
    /// A pipe or a device has none, and need not end.
    pub fn of(path: &Path) -> io::Result<Self> {
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let mut file = File::open(path)?;
        let modified = file.metadata()?.modified().ok();
        let mut hashed = Hashed::new(io::sink());
        let mut block = vec![0; 1 << 16];
        loop {
            match file.read(&mut block) {
                Ok(0) => return Ok(hashed.state(modified)),
                Ok(len) => hashed.write_all(&block[..len])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Compares the file with this state; reads all of it if the length is the same. An error if it exists and cannot
    /// be read.
    pub fn changed_since(&self, path: &Path) -> io::Result<Since> {
        let gone = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Ok(Since::Gone),
            _ => Err(error),
        };
        match std::fs::metadata(path) {
            Ok(now) if now.len() != self.len => return Ok(Since::Changed),
            Ok(_) => {}
            Err(error) => return gone(error),
        }
        match Self::of(path) {
            Ok(now) if (now.len, now.hash) == (self.len, self.hash) => Ok(Since::Unchanged),
            Ok(_) => Ok(Since::Changed),
            Err(error) => gone(error),
        }
    }

    /// True if length and date are the same. Reads no content, so it can be called every few seconds; `false` only
    /// means that [`FileState::changed_since`] has to look.
    pub fn seems_same(&self, path: &Path) -> bool {
        std::fs::metadata(path)
            .is_ok_and(|now| now.len() == self.len && self.modified.is_some() && now.modified().ok() == self.modified)
    }
}

/// Writer that passes bytes on and hashes them.
pub(super) struct Hashed<W> {
    to: W,
    len: u64,
    hasher: SipHasher13,
}

impl<W: Write> Hashed<W> {
    /// Wrapper to which nothing has been written yet.
    pub fn new(to: W) -> Self {
        Self { to, len: 0, hasher: SipHasher13::new() }
    }

    /// Underlying writer.
    pub fn inner(&self) -> &W {
        &self.to
    }

    /// State of a file that holds the bytes written so far.
    pub fn state(&self, modified: Option<SystemTime>) -> FileState {
        FileState { len: self.len, modified, hash: self.hasher.finish() }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let len = self.to.write(bytes)?;
        self.hasher.write(&bytes[..len]);
        self.len += len as u64;
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_unchanged_whatever_its_date_and_changed_by_one_letter() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.org.ron");
        let text = "a".repeat(200_000);
        fs::write(&path, &text).expect("written");
        let state = FileState::of(&path).expect("read");
        assert_eq!((state.len, state.hash), (200_000, content_hash(text.as_bytes())));
        assert!(state.seems_same(&path));

        let touched = File::options().write(true).open(&path).expect("opened");
        touched.set_modified(SystemTime::UNIX_EPOCH).expect("ours");
        assert!(!state.seems_same(&path));
        assert_eq!(state.changed_since(&path).expect("read"), Since::Unchanged);

        fs::write(&path, format!("{}b", &text[1..])).expect("written");
        assert_eq!(state.changed_since(&path).expect("read"), Since::Changed);
        fs::write(&path, "").expect("written");
        assert_eq!(state.changed_since(&path).expect("read"), Since::Changed);
        fs::remove_file(&path).expect("removed");
        assert_eq!(state.changed_since(&path).expect("nothing to read"), Since::Gone);
        assert!(!state.seems_same(&path));
    }

    #[test]
    fn the_hash_is_the_same_in_every_version_and_however_the_bytes_come() {
        // Reference value from another program: CPython's `hash(b"abc")` where PYTHONHASHSEED is 0.
        assert_eq!(content_hash(b"abc"), 13_851_880_170_939_887_858);
        let mut hashed = Hashed::new(io::sink());
        hashed.write_all(b"a").expect("nothing to fail");
        hashed.write_all(b"bc").expect("nothing to fail");
        assert_eq!(hashed.state(None).hash, content_hash(b"abc"));
    }
}
