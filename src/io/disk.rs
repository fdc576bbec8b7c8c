//! Disk operations needed to save, nine of them, and the disk of this machine. Each operation can fail, and the program
//! can be killed between any two; `save.rs` orders them so that nothing is lost.

mod kept;
mod unchanged;

pub use kept::Kept;
pub use unchanged::{ChangedMeanwhile, Unchanged};

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Disk that files are saved on. Only [`Disk::kept`] follows a link in the last part of a path.
pub trait Disk {
    /// New file, not yet in its place.
    type File: Write;
    /// Attributes that a replaced file passes on to the new one.
    type Kept;

    /// Target of the link at `path`, as written in the link; `None` if there is no link.
    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>>;

    /// Attributes of the file at `path`; `None` if there is no file yet. An error if it must not be replaced: a folder,
    /// a device, a file without write permission.
    fn kept(&self, path: &Path) -> io::Result<Option<Self::Kept>>;

    /// Creates an empty file in `folder` under a unique name, readable and writable by its owner alone.
    fn create(&self, folder: &Path) -> io::Result<(PathBuf, Self::File)>;

    /// Gives a new file the attributes of the old one, as far as this person may.
    fn keep(&self, file: &Self::File, kept: &Self::Kept) -> io::Result<()>;

    /// Returns once the content of the file would survive a power cut. An error for which [`is_unsupported`] holds
    /// means that this file system does not support it.
    fn flush(&self, file: &Self::File) -> io::Result<()>;

    /// [`Disk::flush`] for file systems that do not support it: returns once the content has gone as far as the file
    /// system takes it, for instance to the server of a network share.
    fn flush_content(&self, file: &Self::File) -> io::Result<()>;

    /// Moves the file at `from` to `to` in one step, replacing whatever is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Returns once the names in a folder would survive a power cut, as far as its file system can tell.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file; an error if there is none.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// Disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

/// Prefix and suffix of new files until they are in their place.
const BESIDE: (&str, &str) = (".twintrack-", ".saving");

/// Age from which a leftover is abandoned. No save takes this long, even by the clock of another machine.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

impl Disk for RealDisk {
    type File = File;
    type Kept = Kept;

    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => fs::read_link(path).map(Some),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn kept(&self, path: &Path) -> io::Result<Option<Kept>> {
        Kept::of(path)
    }

    fn create(&self, folder: &Path) -> io::Result<(PathBuf, File)> {
        sweep(folder);
        // On Unix the mode is 0600 from the start.
        let file = tempfile::Builder::new().prefix(BESIDE.0).suffix(BESIDE.1).tempfile_in(folder)?;
        let (file, path) = file.keep().map_err(|error| error.error)?;
        Ok((path, file))
    }

    fn keep(&self, file: &File, kept: &Kept) -> io::Result<()> {
        kept.give(file)
    }

    fn flush(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn flush_content(&self, file: &File) -> io::Result<()> {
        // On a Mac the standard library requests the same full flush here, which is what network shares refuse.
        #[cfg(target_vendor = "apple")]
        return rustix::fs::fsync(file).map_err(io::Error::from);
        #[cfg(not(target_vendor = "apple"))]
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        // A folder that cannot be listed, and any folder on Windows, cannot be opened; some file systems open it but
        // cannot flush it. Neither means that something went wrong.
        let Ok(folder) = File::open(folder) else { return Ok(()) };
        match folder.sync_all() {
            Err(error) if is_unsupported(&error) => Ok(()),
            done => done,
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// True if an error means that the file system does not support an operation, not that something went wrong.
pub fn is_unsupported(error: &io::Error) -> bool {
    // Network shares on a Mac answer "not a terminal", or with a number for which the standard library has no kind.
    #[cfg(unix)]
    if let Some(number) = error.raw_os_error() {
        use rustix::io::Errno;
        let unsupported = [Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOTTY, Errno::NOSYS, Errno::INVAL];
        return unsupported.iter().any(|known| known.raw_os_error() == number);
    }
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

/// Removes leftovers in the folder of saves that were killed more than a day ago; they hold pay, and take up space.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with(BESIDE.0) && name.ends_with(BESIDE.1)) {
            continue;
        }
        let written = entry.metadata().ok().filter(fs::Metadata::is_file).and_then(|found| found.modified().ok());
        let age = written.and_then(|written| SystemTime::now().duration_since(written).ok());
        if age.is_some_and(|age| age > ABANDONED) {
            // It may belong to somebody else; then it stays.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_a_disk_does_not_know_is_told_from_what_went_wrong() {
        use rustix::io::Errno;
        let is = |errno: Errno| is_unsupported(&io::Error::from(errno));
        assert!([Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOTTY, Errno::NOSYS, Errno::INVAL].into_iter().all(is));
        assert!(![Errno::IO, Errno::NOSPC, Errno::DQUOT, Errno::ACCESS, Errno::ROFS].into_iter().any(is));
        assert!(is_unsupported(&io::ErrorKind::Unsupported.into()));
        assert!(!is_unsupported(&io::Error::other("no")));
    }
}
