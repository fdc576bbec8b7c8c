//! What is wrong at a byte of the file, and the turning of bytes into lines and columns in one pass.

use super::notation::ValueError;
use crate::io::blocks::{Blocks, NoText};
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
    /// The whole file is refused.
    Refused(Fault),
    /// The file is no text.
    NoText(NoText),
    Cancelled(OpenError),
}

impl From<NoText> for Stop {
    fn from(fault: NoText) -> Self {
        Self::NoText(fault)
    }
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

/// Faults as problems in file order; reads the file once more where it is no longer here.
pub(super) fn problems(blocks: &mut Blocks, mut faults: Vec<Fault>) -> Result<Vec<Problem>, OpenError> {
    faults.sort_by_key(|fault| fault.at);
    if !faults.is_empty() && blocks.base() > 0 {
        blocks.again()?;
    }
    // Counted up to here, a byte of the window.
    let mut reached = 0;
    let mut place = Place { line: 1, column: 1 };
    let mut found = Vec::with_capacity(faults.len());
    for fault in faults {
        loop {
            let text = blocks.text();
            let at = text.floor_char_boundary(fault.at.saturating_sub(blocks.base()).max(reached));
            for c in text[reached..at].chars() {
                if c == '\n' {
                    place = Place { line: place.line + 1, column: 1 };
                } else {
                    place.column += 1;
                }
            }
            reached = at;
            if blocks.is_end() || text.len() - reached > 4 * EXCERPT {
                break;
            }
            blocks.pass(reached);
            reached = 0;
            // A file that has become something else meanwhile has no more places.
            if blocks.more()?.is_err() {
                break;
            }
        }
        let text = excerpt(&blocks.text()[reached..]);
        found.push(Problem {
            place: Some(place),
            what: fault.what,
            text,
            hint: fault.hint,
            kind: "",
            who: String::new(),
        });
    }
    Ok(found)
}

/// Characters of a text that are shown at most.
const EXCERPT: usize = 60;

/// The beginning of a text on one line.
pub(super) fn excerpt(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.trim_end().to_owned(),
    }
}
