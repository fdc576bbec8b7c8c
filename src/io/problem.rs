//! Problems with part of a file that still opens, and their place.

use std::fmt;

/// Kind of what is only told of how a file was read.
pub const NOTE: &str = "note";

/// Place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// Part of a file that could not be taken as it stands, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Place; `None` if the problem concerns the whole file.
    pub place: Option<Place>,
    /// Description of the problem, user data in back-ticks.
    pub what: String,
    /// Offending text, cut to one line; may be empty.
    pub text: String,
    /// What was done, or what to do next.
    pub hint: String,
    /// Stable word for the kind of problem; empty if it has none.
    pub kind: &'static str,
    /// Person concerned; empty if nobody is named.
    pub who: String,
    /// Name of the field whose value could not be read; empty if none.
    pub field: &'static str,
    /// Which of several files or sheets it is in; empty for the only one.
    pub file: String,
}

impl Problem {
    /// Line of each problem, 0 without one, and what it is; notes are none.
    pub fn by_line(problems: &[Self]) -> Vec<(usize, String)> {
        let line = |problem: &Self| problem.place.map_or(0, |place| place.line);
        problems.iter().filter(|it| !it.is_note()).map(|it| (line(it), it.what.clone())).collect()
    }

    /// Problem of the whole file, without a kind.
    pub fn of_file(what: String, hint: String) -> Self {
        Self {
            place: None,
            what,
            text: String::new(),
            hint,
            kind: "",
            who: String::new(),
            field: "",
            file: String::new(),
        }
    }

    /// Number of problems among these, without what is only told.
    pub fn count(all: &[Self]) -> usize {
        all.iter().filter(|problem| !problem.is_note()).count()
    }

    /// True for what is only told of how the file was read; nothing is wrong.
    pub fn is_note(&self) -> bool {
        self.kind == NOTE
    }

    /// True for a problem of the file itself, which is about no one in it.
    pub fn is_of_whole_file(&self) -> bool {
        self.place.is_none() && self.who.is_empty() && self.text.is_empty()
    }

    /// The same without the quoted text where that may be pay or whole records: for a terminal and for logs, where it
    /// would stay.
    pub fn discreet(&self) -> Self {
        let is_private = matches!(self.kind, "" | "pay" | "odd-pay" | "fte");
        Self { text: if is_private { String::new() } else { self.text.clone() }, ..self.clone() }
    }

    /// Possible remedies to choose from; empty if there is no choice.
    pub fn fixes(&self) -> &'static [&'static str] {
        match self.kind {
            "orphan" => &["choose the manager", "add the manager", "keep at the top"],
            "ambiguous" => &["choose which of them", "keep at the top"],
            "loop" | "loop-line" => &["cut the loop here", "choose the manager", "keep"],
            "self" => &["is the top", "choose the manager"],
            "duplicate-id" => &["one person", "two people", "leave this line out"],
            "several-posts" => &["one person", "two people"],
            "several-managers" => &["keep", "choose the manager"],
            "folded" | "folded-name" | "ending" => &["keep", "undo"],
            "second-manager" => &["choose the manager", "ignore"],
            "left" => &["keep", "is still here"],
            "left-manager" => &["keep", "choose the manager"],
            "future" => &["keep", "is here already"],
            "total" | "section" | "footer" | "header-again" | "example" => &["leave out", "is a person"],
            "pay" | "fte" | "date" | "posts" => &["write it", "ignore"],
            "too-many-rows" | "too-deep" | "unpacks" | "long-cell" => &["raise the limit"],
            "odd-pay" => &["in thousands", "for an hour", "for a month", "keep"],
            "encoding" => &["choose the encoding", "keep"],
            "date-order" => &["day first", "month first"],
            "no-manager" | "manager-column" => &["choose the column", "keep"],
            "grades" => &["put the rungs in order", "keep"],
            _ => &[],
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        write!(f, "{}", self.what)?;
        if !self.file.is_empty() {
            write!(f, ", in `{}`", self.file)?;
        }
        if !self.text.is_empty() {
            write!(f, ": {}", self.text)?;
        }
        if !self.who.is_empty() && !self.what.contains(&self.who) && !self.text.contains(&self.who) {
            write!(f, ", of `{}`", self.who)?;
        }
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}
