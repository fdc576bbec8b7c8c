//! The history of a repository as plain values: who changed which paths when. What it means is said elsewhere.

use serde::{Deserialize, Serialize};

/// Name and address of a commit, after `.mailmap`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// Name as written.
    pub name: String,
    /// Address as written.
    pub email: String,
}

/// Kind of a change of one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeKind {
    /// The file came into being.
    Added,
    /// Its content changed.
    Changed,
    /// It went.
    Removed,
    /// It was at another path before; index into [`History::paths`].
    Renamed(u32),
}

/// Change of one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Index into [`History::paths`].
    pub path: u32,
    /// What happened to it.
    pub kind: ChangeKind,
}

/// A commit that is no merge, with the files it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Index into [`History::signatures`].
    pub author: u32,
    /// When it entered the history, in seconds since 1970.
    pub time: i64,
    /// Number of files changed.
    pub files: u32,
    /// Range in [`History::changes`]; shorter than `files` only for a change so large that its files are not listed.
    pub changes: (u32, u32),
}

/// A merged branch: the account that its message names, and who wrote the last commit of the branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Account in lower case.
    pub handle: String,
    /// Index into [`History::signatures`].
    pub author: u32,
}

/// Somebody named as reviewer in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Index into [`History::signatures`].
    pub who: u32,
    /// When the commit entered the history, in seconds since 1970.
    pub time: i64,
}

/// What of a history is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Commits at which a shallow clone ends.
    pub shallow: u32,
    /// Commits that could not be read.
    pub unreadable: u32,
    /// Owner files whose text is not in the clone.
    pub missing_texts: u32,
    /// Folders of the tree that could not be read.
    pub missing_trees: u32,
    /// Submodules, whose own history is not looked at.
    pub submodules: u32,
}

/// The history up to one commit, oldest first; parents stand before their children, and commits of equal time in the
/// order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Every path that occurs.
    pub paths: Vec<String>,
    /// Every name and address that occurs.
    pub signatures: Vec<Signature>,
    /// Commits that are no merges.
    pub commits: Vec<Commit>,
    /// Changes of all commits.
    pub changes: Vec<Change>,
    /// Merged branches whose messages name an account.
    pub merges: Vec<Merge>,
    /// Number of merges.
    pub merge_count: u32,
    /// Reviewers named in messages.
    pub reviews: Vec<Mention>,
    /// Files of the tree, in order; indices into `paths`.
    pub living: Vec<u32>,
    /// Owner files of the tree with their texts, in order.
    pub owner_files: Vec<(String, String)>,
    /// Time of the commit whose tree this is, in seconds since 1970.
    pub time: i64,
    /// Id of that commit.
    pub commit: String,
    /// What is not there.
    pub limits: Limits,
}

impl History {
    /// The changes of a commit.
    pub fn changes_of(&self, commit: &Commit) -> &[Change] {
        self.changes.get(commit.changes.0 as usize..commit.changes.1 as usize).unwrap_or_default()
    }

    /// A path by its number; empty for one that does not exist.
    pub fn path(&self, path: u32) -> &str {
        self.paths.get(path as usize).map_or("", String::as_str)
    }
}
