//! What was read of a history, kept outside the repository for the next time: one file a commit. What it says is what the
//! repository says, so that it is never out of date; the oldest files go.

use super::super::history::{ChangeKind, History};
use crate::io::{make_private, replace};
use gix_hash::ObjectId;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

/// Version of what is kept; another one is not read.
const VERSION: u32 = 1;
/// Ending of the files.
const ENDING: &str = "history";
/// Files that are kept.
const MOST: usize = 12;
/// Largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Name of the file for a commit. A shallow clone knows less of the same commit.
pub fn key(tip: &ObjectId, shallow: &HashSet<ObjectId>) -> String {
    match shallow.len() {
        0 => format!("{tip}.v{VERSION}.{ENDING}"),
        count => format!("{tip}-{count}.v{VERSION}.{ENDING}"),
    }
}

/// History that was kept; `None` if there is none that can be used.
pub fn load(folder: &Path, key: &str) -> Option<History> {
    let path = folder.join(key);
    if fs::metadata(&path).ok()?.len() > LARGEST {
        return None;
    }
    let history: History = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    is_sound(&history).then_some(history)
}

/// Keeps a history. One with gaps is not kept: what is missing may be fetched.
pub fn keep(folder: &Path, key: &str, history: &History) -> Option<()> {
    let limits = history.limits;
    if limits.unreadable + limits.missing_texts + limits.missing_trees > 0 {
        return None;
    }
    make_private(folder).ok()?;
    replace(&folder.join(key), |out| serde_json::to_writer(out, history).map_err(Into::into)).ok()?;
    tidy(folder);
    Some(())
}

/// Every number leads to something that is there.
fn is_sound(history: &History) -> bool {
    let (paths, signatures) = (history.paths.len() as u32, history.signatures.len() as u32);
    let changes = history.changes.len() as u32;
    history.living.iter().all(|&path| path < paths)
        && history
            .commits
            .iter()
            .all(|it| it.author < signatures && it.changes.0 <= it.changes.1 && it.changes.1 <= changes)
        && history.merges.iter().all(|it| it.author < signatures)
        && history.reviews.iter().all(|it| it.who < signatures)
        && history.changes.iter().all(|it| {
            let from = if let ChangeKind::Renamed(from) = it.kind { from } else { 0 };
            it.path < paths && from < paths
        })
}

fn tidy(folder: &Path) {
    let mut files: Vec<(SystemTime, PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|it| it.path().extension().is_some_and(|ending| ending == ENDING))
        .filter_map(|it| Some((it.metadata().ok()?.modified().ok()?, it.path())))
        .collect();
    files.sort();
    let over = files.len().saturating_sub(MOST);
    for (_, path) in files.into_iter().take(over) {
        // A file that stays only takes room.
        let _ = fs::remove_file(path);
    }
}

/// Folder for what is kept: `twintrack/history` in the cache folder set by the system or the person. `None` if there is
/// none.
pub fn cache_folder() -> Option<PathBuf> {
    // Relative paths are to be ignored (XDG Base Directory Specification).
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || env::home_dir().filter(|home| home.is_absolute());
    let cache = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        named("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    cache.map(|cache| cache.join("twintrack").join("history"))
}
