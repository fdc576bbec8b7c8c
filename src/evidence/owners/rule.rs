//! What an owner file says, in the three shapes that such files have: by folder, in order, by block.

use super::filter::Filter;
use super::glob::Glob;
use super::holder::{Duty, Holder};

/// Holders with what they may do, in the order of the file.
pub type Grants = Vec<(Holder, Duty)>;

/// An owner file of a folder: holds for what lies in the folder and below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderOwners {
    /// Grants for the files that a filter finds; for all of them without one.
    pub rules: Vec<(Option<Filter>, Grants)>,
    /// Grants for the files of the folder whose name a pattern fits (`per-file`); in place of all others.
    pub per_file: Vec<(String, Grants)>,
    /// Owners of the folders above do not count here.
    pub stops_parents: bool,
    /// Approvers of old, without a right.
    pub emeritus: Vec<Holder>,
    /// What could not be understood, as written.
    pub unread: Vec<String>,
}

/// A pattern with its owners; of several that fit, the last counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered {
    /// Files that it names.
    pub glob: Glob,
    /// The pattern as written.
    pub pattern: String,
    /// Owners; empty where the pattern takes files out of all ownership.
    pub grants: Grants,
}

/// One list of patterns in which the last that fits counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// In the order of the file.
    pub rules: Vec<Ordered>,
    /// Files that are never part of the section (`!pattern`).
    pub never: Vec<Glob>,
}

/// A block of a MAINTAINERS file with the patterns of its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Files that belong to it.
    pub files: Vec<Glob>,
    /// Files that do not, although one of `files` names them.
    pub except: Vec<Glob>,
    /// Its maintainers and reviewers.
    pub grants: Grants,
}

impl Block {
    /// True if a file belongs to the block.
    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|glob| glob.matches(path)) && !self.except.iter().any(|glob| glob.matches(path))
    }
}
