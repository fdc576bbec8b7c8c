//! Errors of opening a file, and the next step. Problems that leave something to draw are in `problem.rs`.

use super::sealed::SealFault;
use super::{Place, Problem};
use crate::io::path::shown;
use std::fmt;
use std::path::PathBuf;

/// Reason that a file gives nothing to draw.
#[derive(Debug)]
pub enum OpenError {
    /// The file could not be read from the disk.
    Disk {
        /// Path of the file.
        path: PathBuf,
        /// Error of the system.
        error: std::io::Error,
    },
    /// The text is not an organisation in any readable format.
    Unreadable(Vec<Problem>),
    /// The file is sealed and was not opened.
    Sealed {
        /// Name of the file; empty for what has none.
        name: String,
        /// Reason that it stays closed.
        fault: SealFault,
    },
    /// The person cancelled.
    Cancelled,
}

impl OpenError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Disk { path, error } => match error.kind() {
                std::io::ErrorKind::NotFound => "Check the file name and folder".to_owned(),
                std::io::ErrorKind::PermissionDenied => format!("Ask for permission to read `{}`", shown(path)),
                _ => "Copy the file to another location and try again".to_owned(),
            },
            Self::Unreadable(problems) => problems.first().map(|p| p.hint.clone()).unwrap_or_default(),
            Self::Sealed { fault, .. } => match fault {
                SealFault::Asked => "Open it with its passphrase",
                SealFault::Wrong => "Check the spelling, the keyboard layout and Caps Lock, and try again",
                SealFault::Keys => "Decrypt it with age and its key, and open the result",
                SealFault::Work => "Open it only if you trust where it comes from: decrypt it with age first",
                SealFault::Damaged => "Use another copy of it",
            }
            .to_owned(),
            Self::Cancelled => "Open it again when you have time".to_owned(),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Disk { path, error } => write!(f, "Could not read `{}`: {}", shown(path), plain(error)),
            Self::Unreadable(problems) => match problems.first() {
                Some(first) => first.fmt(f),
                None => write!(f, "The file contains no people"),
            },
            Self::Sealed { name, fault } => {
                let name = if name.is_empty() { "The file".to_owned() } else { format!("`{name}`") };
                match fault {
                    SealFault::Asked => write!(f, "{name} is sealed with a passphrase"),
                    SealFault::Wrong => write!(f, "This is not the passphrase of {name}"),
                    SealFault::Keys => write!(f, "{name} is sealed for keys, not with a passphrase"),
                    SealFault::Work => write!(f, "{name} asks for too much work: minutes or days for one passphrase"),
                    SealFault::Damaged => write!(f, "{name} was changed or cut off after it was sealed"),
                }
            }
            Self::Cancelled => write!(f, "Opening was cancelled"),
        }
    }
}

impl std::error::Error for OpenError {}

/// Message of a system error, without its number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Error about the whole file.
pub(super) fn refuse<T>(what: &str, text: &str, hint: &str) -> Result<T, OpenError> {
    let place = (!text.is_empty()).then_some(Place { line: 1, column: 1 });
    let problem = Problem {
        place,
        what: what.to_owned(),
        text: text.to_owned(),
        hint: hint.to_owned(),
        kind: "",
        who: String::new(),
        field: "",
        file: String::new(),
    };
    Err(OpenError::Unreadable(vec![problem]))
}
