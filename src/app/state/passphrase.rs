//! The question for a passphrase: of a sealed file that is to open, or for a file that is to be sealed.

use crate::io::sealed::Passphrase;
use std::path::PathBuf;

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
    /// A new passphrase for a copy of the document.
    SealCopy(PathBuf),
    /// A new passphrase for the document, which is saved there from now on.
    SealAs(PathBuf),
}

impl Asking {
    /// Path of the file.
    pub fn path(&self) -> &PathBuf {
        match self {
            Self::Open { path, .. } | Self::SealCopy(path) | Self::SealAs(path) => path,
        }
    }
}

/// A request about passphrases.
#[derive(Clone, Debug, PartialEq)]
pub enum PassphraseCommand {
    /// Asks where to save a sealed copy.
    Copy,
    /// Answers the open question.
    Answer(Passphrase),
    /// Dismisses it.
    Cancel,
}
