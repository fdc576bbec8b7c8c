//! Reasons that the history of a repository cannot be read, and the next step.

use crate::io::path::shown;
use crate::io::plain;
use jiff::civil::Date;
use std::fmt;
use std::path::PathBuf;

/// Reason that a repository gives no history.
#[derive(Debug)]
pub enum ReadError {
    /// A file or folder could not be read from the disk.
    Disk {
        /// Path of it.
        path: PathBuf,
        /// Error of the system.
        error: std::io::Error,
    },
    /// Neither the folder nor one above it is a repository.
    NoRepository(PathBuf),
    /// A file of the repository points to a folder outside that does not point back.
    Elsewhere {
        /// The file that points.
        file: PathBuf,
        /// Where it points.
        to: PathBuf,
    },
    /// Objects lie in another repository.
    Borrowed {
        /// Folder of the repository.
        git: PathBuf,
    },
    /// The repository names its objects by SHA-256.
    Sha256,
    /// The repository keeps its branches in a table (reftable).
    RefTable,
    /// No commit has been made, or the branch that is checked out does not exist.
    Empty(PathBuf),
    /// All commits are later than the date asked for.
    NothingBefore {
        /// The date asked for.
        at: Date,
        /// Day of the earliest commit that was seen.
        first: Date,
    },
    /// The clone holds commits without their trees.
    NoTrees,
    /// An object is missing or damaged.
    Broken(String),
    /// The tree has more files than are read.
    Large(usize),
    /// The person cancelled.
    Cancelled,
}

impl ReadError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Disk { error, .. } if error.kind() == std::io::ErrorKind::NotFound => {
                "Check the name of the folder".to_owned()
            }
            Self::Disk { path, .. } => format!("Ask for permission to read `{}`", shown(path)),
            Self::NoRepository(_) => "Choose the folder of a checkout, or a bare repository, on this disk".to_owned(),
            Self::Elsewhere { to, .. } => format!("Open `{}` itself if that is the repository you mean", shown(to)),
            Self::Borrowed { git } => {
                let git = shown(git);
                format!(
                    "Make it whole with `git -C '{git}' repack -a -d` and remove its file `objects/info/alternates`"
                )
            }
            Self::Sha256 => "Open a clone of it that uses SHA-1".to_owned(),
            Self::RefTable => "Turn it with `git refs migrate --ref-format=files`, or open a fresh clone".to_owned(),
            Self::Empty(_) => "Check out a branch with commits, or open another clone".to_owned(),
            Self::NothingBefore { first, .. } => {
                format!(
                    "Choose a date from {first} on; a shallow clone ends early, `git fetch --unshallow` fetches the rest"
                )
            }
            Self::NoTrees => "Fetch the whole history with `git fetch --refetch --filter=blob:none`".to_owned(),
            Self::Broken(_) => "Check it with `git fsck`, or open a fresh clone".to_owned(),
            Self::Large(_) => "Open a repository of one product instead".to_owned(),
            Self::Cancelled => "Open it again when there is time".to_owned(),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Disk { path, error } => write!(f, "`{}` could not be read: {}", shown(path), plain(error)),
            Self::NoRepository(path) => write!(f, "`{}` is not inside a git repository", shown(path)),
            Self::Elsewhere { file, to } => {
                write!(f, "`{}` points out of its repository, to `{}`, and is not followed", shown(file), shown(to))
            }
            Self::Borrowed { git } => write!(f, "`{}` borrows its objects from another repository", shown(git)),
            Self::Sha256 => write!(f, "The repository uses SHA-256, which cannot be read yet"),
            Self::RefTable => write!(f, "The repository keeps its branches in a reftable, which cannot be read yet"),
            Self::Empty(path) => write!(f, "`{}` has no commits on the branch that is checked out", shown(path)),
            Self::NothingBefore { at, first } => {
                write!(f, "There is no commit up to {at}; the earliest that was found is of {first}")
            }
            Self::NoTrees => {
                write!(f, "This clone holds commits without their trees, so what they changed is unknown")
            }
            Self::Broken(what) => write!(f, "The repository is damaged or incomplete: {what}"),
            Self::Large(files) => write!(f, "The repository has more than {files} files"),
            Self::Cancelled => write!(f, "Reading the repository was cancelled"),
        }
    }
}

impl std::error::Error for ReadError {}
