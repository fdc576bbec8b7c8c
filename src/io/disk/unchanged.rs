//! The disk of this machine for one file, which is replaced only while nobody else writes it.

use super::{Disk, Kept, RealDisk};
use crate::io::content::{FileState, Since};
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Disk on which a new file is put in its place only if the one there is still as it was.
#[derive(Debug)]
pub struct Unchanged {
    path: PathBuf,
    /// State of the file before; `None` if there was none.
    before: Option<FileState>,
}

/// Answer of a disk that refuses to put a file in its place because somebody else has written there.
#[derive(Debug)]
pub struct ChangedMeanwhile;

impl fmt::Display for ChangedMeanwhile {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the file has changed in the meantime")
    }
}

impl std::error::Error for ChangedMeanwhile {}

impl Unchanged {
    /// Disk for the file at `path`, which was as given; `None` if there was none.
    pub fn new(path: PathBuf, before: Option<FileState>) -> Self {
        Self { path, before }
    }

    /// Path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Fails if somebody else has written the file, with [`ChangedMeanwhile`] inside the error, or if it cannot be read.
    pub fn check(&self) -> io::Result<()> {
        let is_same = match &self.before {
            Some(before) => before.changed_since(&self.path)? == Since::Unchanged,
            None => !self.path.is_file(),
        };
        if is_same { Ok(()) } else { Err(io::Error::other(ChangedMeanwhile)) }
    }
}

impl Disk for Unchanged {
    type File = File;
    type Kept = Kept;

    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        RealDisk.link(path)
    }

    fn kept(&self, path: &Path) -> io::Result<Option<Kept>> {
        RealDisk.kept(path)
    }

    fn create(&self, folder: &Path) -> io::Result<(PathBuf, File)> {
        RealDisk.create(folder)
    }

    fn keep(&self, file: &File, kept: &Kept) -> io::Result<()> {
        RealDisk.keep(file, kept)
    }

    fn flush(&self, file: &File) -> io::Result<()> {
        RealDisk.flush(file)
    }

    fn flush_content(&self, file: &File) -> io::Result<()> {
        RealDisk.flush_content(file)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check()?;
        RealDisk.rename(from, to)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.flush_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
}
