//! What saving asks of a disk, in nine operations, and the disk of this machine. Each operation can fail, and
//! the program can be killed between any two: `save.rs` puts them in the order in which nothing is lost.

mod kept;

pub use kept::Kept;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A disk that files are saved on. No operation follows a link in the last part of a path but [`Disk::kept`].
pub trait Disk {
    /// A new file, not yet in its place.
    type File: Write;
    /// What a file that is replaced hands on to the one in its place.
    type Kept;

    /// Where the link at `path` leads, as it is written in the link; `None` where there is no link.
    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>>;

    /// What the file at `path` hands on; `None` where there is nothing yet. An error where what is there is not to be
    /// replaced: a folder, a device, a file that may not be written.
    fn kept(&self, path: &Path) -> io::Result<Option<Self::Kept>>;

    /// A new empty file in `folder` under a name of its own, which its owner alone can read and write.
    fn create(&self, folder: &Path) -> io::Result<(PathBuf, Self::File)>;

    /// Gives a new file what the old one hands on, as far as this person may.
    fn keep(&self, file: &Self::File, kept: &Self::Kept) -> io::Result<()>;

    /// Returns once the content of the file would survive a power cut. An error for which [`is_unsupported`] holds says
    /// that this file system does not know how.
    fn flush(&self, file: &Self::File) -> io::Result<()>;

    /// [`Disk::flush`] where that is not supported: returns once the content has gone as far as the file system takes
    /// it, to the server of a network share for one.
    fn flush_content(&self, file: &Self::File) -> io::Result<()>;

    /// Puts the file at `from` in the place of whatever is at `to`, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Returns once the names in a folder would survive a power cut, as far as its file system can tell.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

/// How the names of new files begin and end, until they are in their place.
const BESIDE: (&str, &str) = (".twintrack-", ".saving");

/// No save takes this long, even by the clock of another machine: whoever began it is gone.
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
        // On a Mac the standard library asks for the same full flush here, and that is what network shares refuse.
        #[cfg(target_vendor = "apple")]
        return rustix::fs::fsync(file).map_err(io::Error::from);
        #[cfg(not(target_vendor = "apple"))]
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        // A folder that cannot be listed, and any folder on Windows, cannot be opened; some file systems open it and
        // cannot flush it. Neither says that something went wrong.
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

/// Whether an error says that the file system does not know an operation, and not that something went wrong.
pub fn is_unsupported(error: &io::Error) -> bool {
    // Shares on a Mac say that a file is no terminal, or by a number that the standard library has no kind for.
    #[cfg(unix)]
    if let Some(number) = error.raw_os_error() {
        use rustix::io::Errno;
        let unsupported = [Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOTTY, Errno::NOSYS, Errno::INVAL];
        return unsupported.iter().any(|known| known.raw_os_error() == number);
    }
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

/// Removes what saves left in the folder that were killed more than a day ago; it holds pay, and takes room.
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
            // Whoever owns it may not be this person; then it stays.
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
