//! Faults at byte offsets of a native file, and their conversion to lines and columns in one pass.

use super::notation::ValueError;
use crate::io::blocks::{Blocks, NoText};
use crate::io::{OpenError, Place, Problem};

/// Problem whose place is still a byte offset in the text.
#[derive(Debug)]
pub(super) struct Fault {
    pub at: usize,
    pub what: String,
    pub hint: String,
    /// True if brackets, commas or names are wrong, not only a value.
    pub is_syntax: bool,
}

/// Reason that a record or a field ends early.
pub(super) enum Stop {
    Fault(Fault),
    /// The whole file is refused.
    Refused(Fault),
    /// The file is not text.
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

    /// Fault for a value that cannot be read; `begin` is the offset of the value in the file.
    pub fn value(name: &str, begin: usize, error: &ValueError) -> Self {
        let what = format!("`{name}` cannot be read: {}", error.what.trim_end_matches('.'));
        Self::new(begin + error.at, what, "Correct it in the file; until then the text is kept unchanged")
    }
}

/// Faults by kind: the first of each are listed and the rest counted, since a file can have millions.
#[derive(Default)]
pub(super) struct Faults {
    /// Faults that are listed one by one.
    pub list: Vec<Fault>,
    /// Number of faults of each kind.
    pub kinds: Vec<(&'static str, usize)>,
}

/// Faults of one kind that are listed one by one.
const LISTED: usize = 1000;

impl Faults {
    /// Adds a fault; `kind` names those of its kind after "more".
    pub fn say(&mut self, kind: &'static str, fault: impl FnOnce() -> Fault) {
        let at = self.kinds.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            self.kinds.push((kind, 0));
            self.kinds.len() - 1
        });
        self.kinds[at].1 += 1;
        if self.kinds[at].1 <= LISTED {
            self.list.push(fault());
        }
    }

    /// All of them, with one for the rest of each kind.
    pub fn finish(mut self) -> Vec<Fault> {
        for (kind, count) in self.kinds {
            if count > LISTED {
                let what = format!("{} more {kind}", count - LISTED);
                self.list.push(Fault::new(0, what, "Only the first 1,000 are listed"));
            }
        }
        self.list
    }
}

/// Faults as problems in file order. Reads the file again if its beginning is no longer in the window.
pub(super) fn problems(blocks: &mut Blocks, mut faults: Vec<Fault>) -> Result<Vec<Problem>, OpenError> {
    faults.sort_by_key(|fault| fault.at);
    if !faults.is_empty() && blocks.base() > 0 {
        blocks.again()?;
    }
    // Offset in the window up to which lines have been counted.
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
            // If the file has changed in the meantime, the remaining faults have no place.
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
            field: "",
            file: String::new(),
        });
    }
    Ok(found)
}

/// Largest number of characters shown of a text.
const EXCERPT: usize = 60;

/// Beginning of a text, cut to its first line.
pub(super) fn excerpt(text: &str) -> String {
    // The end of the line may be far away, and there may be a fault at every record of it.
    for (count, (at, c)) in text.char_indices().enumerate() {
        if matches!(c, '\n' | '\r') {
            return text[..at].trim_end().to_owned();
        }
        if count == EXCERPT {
            return format!("{}…", &text[..at]);
        }
    }
    text.trim_end().to_owned()
}
