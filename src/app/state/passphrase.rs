//! Copies of the document, and the question for a passphrase: of a sealed file that is to open, or for one that is to be
//! sealed.

use crate::io::sealed::Passphrase;
use crate::org::PersonId;
use std::path::PathBuf;

/// Copy of the document, which itself stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyOf {
    /// Everything, sealed.
    Sealed,
    /// Everything; not sealed unless its name says so.
    Plain,
    /// The structure, without a record of anyone.
    Structure,
    /// For one person: the structure, and their own record.
    Record(PersonId),
}

/// Question that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Asking {
    /// The passphrase of a file that is to open.
    Open {
        /// Path of the file.
        path: PathBuf,
        /// True if the last answer was wrong.
        is_wrong: bool,
    },
    /// The passphrase of a copy for one reader that came back.
    Answers {
        /// Path of the copy.
        path: PathBuf,
        /// True if the last answer was wrong.
        is_wrong: bool,
    },
    /// A new passphrase for a copy of the document.
    SealCopy(CopyOf, PathBuf),
    /// A new passphrase for the document, which is saved there from now on.
    SealAs(PathBuf),
}

impl Asking {
    /// Path of the file.
    pub fn path(&self) -> &PathBuf {
        match self {
            Self::Open { path, .. } | Self::Answers { path, .. } | Self::SealCopy(_, path) | Self::SealAs(path) => path,
        }
    }
}

/// A request about passphrases.
#[derive(Clone, Debug, PartialEq)]
pub enum PassphraseCommand {
    /// Asks where to save a copy.
    Copy(CopyOf),
    /// Answers the open question.
    Answer(Passphrase),
    /// Dismisses it.
    Cancel,
}
