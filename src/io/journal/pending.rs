//! Journals found when the program starts, and the folder that holds them.

use super::lock::Lock;
use super::{ENDING, Found, Journal, JournalError, remove};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Journal that an earlier run left behind and that no window has open.
#[derive(Debug)]
pub struct Pending {
    /// Path of the journal.
    pub journal: PathBuf,
    /// Its contents, or the reason they cannot be read.
    pub found: Result<Found, JournalError>,
}

impl Pending {
    /// Removes the journal; its contents are lost.
    pub fn erase(self) -> Result<(), JournalError> {
        remove(&self.journal)
    }
}

/// Journals that earlier runs left in `folder`, latest first, unreadable ones at the end. Empty if there is no such
/// folder.
pub fn pending(folder: &Path) -> Result<Vec<Pending>, JournalError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(JournalError::disk(folder))?,
    };
    let mut pending = Vec::new();
    for entry in entries {
        let journal = entry.map_err(JournalError::disk(folder))?.path();
        if journal.extension().is_none_or(|ending| ending != ENDING) {
            continue;
        }
        // Held while it is read, so that no window opens it meanwhile.
        let Ok(Some(_lock)) = Lock::take(&journal) else { continue };
        // Without the documents: the program starts, whatever has become of their disks.
        match Journal::read_alone(&journal, None) {
            Ok(None) => {}
            Ok(Some((found, _))) => pending.push(Pending { journal, found: Ok(found) }),
            Err(error) => pending.push(Pending { journal, found: Err(error) }),
        }
    }
    let when = |it: &Pending| it.found.as_ref().ok().map(|found| found.when);
    pending.sort_by(|a, b| when(b).cmp(&when(a)).then_with(|| a.journal.cmp(&b.journal)));
    Ok(pending)
}

/// Folder of the journals: `twintrack/recovery` in the state folder set by the system or the person. `None` if there is
/// none.
pub fn recovery_folder() -> Option<PathBuf> {
    if cfg!(test) {
        // Unit tests leave nothing among the unsaved changes of whoever runs them.
        return Some(env::temp_dir().join(format!("twintrack-tests-{}", std::process::id())).join("recovery"));
    }
    // Relative paths are to be ignored (XDG Base Directory Specification).
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || env::home_dir().filter(|home| home.is_absolute());
    let state = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        named("XDG_STATE_HOME").or_else(|| home().map(|home| home.join(".local/state")))
    };
    state.map(|state| state.join("twintrack").join("recovery"))
}
