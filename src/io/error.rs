//! Why nothing could be drawn, and what to do next.

use super::{Place, Problem};
use crate::io::path::shown;
use std::fmt;
use std::path::PathBuf;

/// Why nothing could be drawn.
#[derive(Debug)]
pub enum OpenError {
    /// The file could not be read from the disk.
    Disk {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The text is not an organisation in any format that is read.
    Unreadable(Vec<Problem>),
    /// The person asked to stop.
    Cancelled,
}

impl OpenError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Disk { path, error } => match error.kind() {
                std::io::ErrorKind::NotFound => "Check the name of the file and the folder".to_owned(),
                std::io::ErrorKind::PermissionDenied => format!("Ask for permission to read `{}`", shown(path)),
                _ => "Copy the file to another place and try again".to_owned(),
            },
            Self::Unreadable(problems) => problems.first().map(|p| p.hint.clone()).unwrap_or_default(),
            Self::Cancelled => "Open it again when there is time".to_owned(),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Disk { path, error } => write!(f, "`{}` could not be read: {}", shown(path), plain(error)),
            Self::Unreadable(problems) => match problems.first() {
                Some(first) => first.fmt(f),
                None => write!(f, "There is nobody in the file"),
            },
            Self::Cancelled => write!(f, "Opening was cancelled"),
        }
    }
}

impl std::error::Error for OpenError {}

/// What the system said, without its number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or_default().to_owned()
}

/// An error about the whole file.
pub(super) fn refuse<T>(what: &str, text: &str, hint: &str) -> Result<T, OpenError> {
    let place = (!text.is_empty()).then_some(Place { line: 1, column: 1 });
    let problem = Problem {
        place,
        what: what.to_owned(),
        text: text.to_owned(),
        hint: hint.to_owned(),
        kind: "",
        who: String::new(),
    };
    Err(OpenError::Unreadable(vec![problem]))
}
