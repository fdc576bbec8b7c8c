//! Lock of a journal: its holder has the document open. It is a file beside the journal, because the journal itself is
//! replaced and removed. The system releases it when a process ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Lock that is held; dropped, it is released.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of a journal; `None` if it is held elsewhere, in this process or another. On a file system
    /// without locks everybody gets it.
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
            // The previous holder may have removed the file in between; a lock on the removed file protects nothing.
            if is_at(&file, &path) {
                return Ok(Some(Self { path, _file: file }));
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // On other systems a file cannot be told from its successor; there it stays, empty.
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
