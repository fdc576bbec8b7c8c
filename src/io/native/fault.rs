//! What is wrong at a byte of the file, and the turning of bytes into lines and columns in one pass.

use super::notation::ValueError;
use crate::io::{OpenError, Place, Problem};

/// A problem whose place is still a byte of the text.
#[derive(Debug)]
pub(super) struct Fault {
    pub at: usize,
    pub what: String,
    pub hint: String,
    /// Whether brackets, commas or names are wrong, not only a value.
    pub is_syntax: bool,
}

/// Why a record or a field ends early.
pub(super) enum Stop {
    Fault(Fault),
    Cancelled(OpenError),
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        Self::Cancelled(error)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Fault {
    pub fn new(at: usize, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { at, what: what.into(), hint: hint.into(), is_syntax: false }
    }

    pub fn syntax(at: usize, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { is_syntax: true, ..Self::new(at, what, hint) }
    }

    /// A value of a field that cannot be read; `begin` is where the value begins in the file.
    pub fn value(name: &str, begin: usize, error: &ValueError) -> Self {
        let what = format!("`{name}` cannot be read: {}", error.what.trim_end_matches('.'));
        Self::new(begin + error.at, what, "Correct it in the file; until then the text is kept as it is")
    }
}

/// Faults as problems in file order.
pub(super) fn problems(text: &str, mut faults: Vec<Fault>) -> Vec<Problem> {
    faults.sort_by_key(|fault| fault.at);
    let mut reached = 0;
    let mut place = Place { line: 1, column: 1 };
    faults
        .into_iter()
        .map(|fault| {
            let at = fault.at.min(text.len());
            for c in text[reached..at].chars() {
                if c == '\n' {
                    place = Place { line: place.line + 1, column: 1 };
                } else {
                    place.column += 1;
                }
            }
            reached = at;
            Problem { place: Some(place), what: fault.what, text: excerpt(&text[at..]), hint: fault.hint }
        })
        .collect()
}

/// The beginning of a text, one line of at most 60 characters.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.trim_end().to_owned(),
    }
}
