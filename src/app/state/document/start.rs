//! State of the start page and of a new organisation being entered.

use crate::app::state::document::new_organisation::{Draft, LadderChoice};
use crate::app::state::document::recent_files::Recents;
use std::path::PathBuf;

/// A request to the start page or about a new organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum StartCommand {
    /// Shows the start page; the document stays open.
    Page,
    /// Closes the document and shows the start page.
    Close,
    /// Hides the strip that says the bundled organisation is fictional.
    HideStrip,
    /// Pins or unpins a recent file.
    Pin(PathBuf, bool),
    /// Takes a recent file off the list.
    Forget(PathBuf),
    /// Opens the document that edits of an earlier run belong to, with those edits.
    TakePending(usize),
    /// Starts entering a new organisation, or continues.
    New,
    /// Sets its name.
    Name(String),
    /// Sets its ladder.
    Ladder(LadderChoice),
    /// Sets the text of a cell: line and column.
    Cell((usize, usize), String),
    /// Completes the abbreviations in a line that loses the focus.
    Complete(usize),
    /// Pastes a range of a spreadsheet, from a cell on.
    Paste((usize, usize), String),
    /// Turns the entries into a document.
    Create,
    /// Discards the entries, after asking.
    GiveUp,
    /// Answers that question.
    Agree(bool),
}

impl StartCommand {
    /// True when the request is allowed in a meeting: entering people shows names.
    pub fn is_for_all(&self) -> bool {
        matches!(self, Self::Page | Self::Close | Self::HideStrip | Self::Pin(..) | Self::Forget(_))
    }
}

/// Reason for asking whether to discard the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// The user asked to.
    Up,
    /// The window is about to close.
    Closing,
}

#[derive(Default)]
pub struct Starting {
    /// A new organisation being entered.
    pub draft: Option<Draft>,
    /// Reason of the open question whether to discard it.
    pub giving: Option<Giving>,
    /// Set when the program opened the bundled organisation by itself.
    pub is_first: bool,
    pub recents: Recents,
}
