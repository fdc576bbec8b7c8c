//! What a file's content was when it was read or written, to notice that somebody else changed it since. Telling two
//! contents apart by chance, not proof against whoever wants them to be alike.

use siphasher::sip::SipHasher13;
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

/// A hash of bytes, the same on every machine and in every version: SipHash-1-3 with a key of zeros.
pub fn content_hash(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}

/// What a file was at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileState {
    /// Length in bytes.
    pub len: u64,
    /// When it was last written, by the clock of its disk; `None` where the system does not tell.
    pub modified: Option<SystemTime>,
    /// [`content_hash`] of all its bytes, as they are on the disk: packed where the file is.
    pub hash: u64,
}

/// What became of a file since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The same bytes.
    Unchanged,
    /// Other bytes.
    Changed,
    /// There is nothing there any more.
    Gone,
}

impl FileState {
    /// What the file at `path` is now. To be taken before a file is opened: what is written in between is then noticed.
    pub fn of(path: &Path) -> io::Result<Self> {
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

    /// What became of the file since; reads all of it where its length is the same. An error where it is there and
    /// cannot be read.
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

    /// Whether the file has the length and the date it had. Costs no reading, so that it can be asked every few seconds;
    /// `false` says only that [`FileState::changed_since`] has to look.
    pub fn seems_same(&self, path: &Path) -> bool {
        std::fs::metadata(path)
            .is_ok_and(|now| now.len() == self.len && self.modified.is_some() && now.modified().ok() == self.modified)
    }
}

/// Passes bytes on and hashes them.
pub(super) struct Hashed<W> {
    to: W,
    len: u64,
    hasher: SipHasher13,
}

impl<W: Write> Hashed<W> {
    /// Nothing written yet.
    pub fn new(to: W) -> Self {
        Self { to, len: 0, hasher: SipHasher13::new() }
    }

    /// Where the bytes go.
    pub fn inner(&self) -> &W {
        &self.to
    }

    /// What a file of the bytes so far is.
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
        // As other programs have it: CPython's `hash(b"abc")` where PYTHONHASHSEED is 0.
        assert_eq!(content_hash(b"abc"), 13_851_880_170_939_887_858);
        let mut hashed = Hashed::new(io::sink());
        hashed.write_all(b"a").expect("nothing to fail");
        hashed.write_all(b"bc").expect("nothing to fail");
        assert_eq!(hashed.state(None).hash, content_hash(b"abc"));
    }
}
