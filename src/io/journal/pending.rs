//! The journals that are there when the program starts, and the folder they are in.

use super::lock::Lock;
use super::{ENDING, Found, Journal, JournalError, remove};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// A journal that an earlier program left and no window has open.
#[derive(Debug)]
pub struct Pending {
    /// The journal.
    pub journal: PathBuf,
    /// What is in it, or why that cannot be read.
    pub found: Result<Found, JournalError>,
}

impl Pending {
    /// Removes it: what is in it is lost.
    pub fn erase(self) -> Result<(), JournalError> {
        remove(&self.journal)
    }
}

/// The journals that earlier programs left in `folder`, the latest first, those that cannot be read at the end. None
/// where there is no such folder.
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
        match Journal::read(&journal) {
            Ok(None) => {}
            Ok(Some(found)) => pending.push(Pending { journal, found: Ok(found) }),
            Err(error) => pending.push(Pending { journal, found: Err(error) }),
        }
    }
    let when = |it: &Pending| it.found.as_ref().ok().map(|found| found.when);
    pending.sort_by(|a, b| when(b).cmp(&when(a)).then_with(|| a.journal.cmp(&b.journal)));
    Ok(pending)
}

/// Where journals are kept: `twintrack/recovery` in the folder for state that the system or the person names. `None`
/// where there is none.
pub fn recovery_folder() -> Option<PathBuf> {
    // What is not absolute is to be ignored (XDG Base Directory Specification).
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
