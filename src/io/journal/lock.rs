//! The lock of a journal: whoever holds it has the document open. It lies beside the journal, because the journal itself
//! is replaced and removed; the system lets go of it when a process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A lock that is held.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// The lock of a journal; `None` where another holds it, in this process or in another. Where the file system knows no
    /// locks everybody gets it.
    pub fn take(journal: &Path) -> io::Result<Option<Self>> {
        const TRIES: usize = 16;
        let path = journal.with_extension("lock");
        for _ in 0..TRIES {
            let mut options = File::options();
            options.create(true).write(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(&path)?;
            if let Err(TryLockError::WouldBlock) = file.try_lock() {
                return Ok(None);
            }
            // Whoever held it may have removed the file between the two: then this one is nobody's.
            if is_at(&file, &path) {
                return Ok(Some(Self { path, _file: file }));
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere a file cannot be told from one that came after it; there it stays, and it is empty.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
