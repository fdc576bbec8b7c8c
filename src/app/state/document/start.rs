//! What is known of the start page and of a new organisation being entered.

use crate::app::state::document::new_organisation::{Draft, LadderChoice};
use crate::app::state::document::recent_files::Recents;
use std::path::PathBuf;

/// What may be asked of the start page and of a new organisation.
#[derive(Clone, Debug, PartialEq)]
pub enum StartCommand {
    /// The start page is shown; what is open stays open.
    Page,
    /// What is open is closed, and the start page is shown.
    Close,
    /// It is no longer said that the bundled organisation is nobody's own.
    HideStrip,
    /// A recent file stays on top, or no longer.
    Pin(PathBuf, bool),
    /// A recent file is taken off the list.
    Forget(PathBuf),
    /// Edits that an earlier program left are opened with their document.
    TakePending(usize),
    /// A new organisation is entered, or gone on with.
    New,
    /// Its name.
    Name(String),
    /// Its ladder.
    Ladder(LadderChoice),
    /// What was typed of somebody: line and cell.
    Cell((usize, usize), String),
    /// A line is left, so that first letters become the whole.
    Complete(usize),
    /// A range of a spreadsheet is pasted, from a cell on.
    Paste((usize, usize), String),
    /// It becomes a document.
    Create,
    /// It is given up, once that is agreed to.
    GiveUp,
    /// Whether it is given up.
    Agree(bool),
}

impl StartCommand {
    /// Whether it may be done while everybody looks: where somebody is entered, names are shown.
    pub fn is_for_all(&self) -> bool {
        matches!(self, Self::Page | Self::Close | Self::HideStrip | Self::Pin(..) | Self::Forget(_))
    }
}

/// Why it is asked whether what is being entered is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// It was asked for.
    Up,
    /// The window is about to close.
    Closing,
}

/// What is known between two frames.
#[derive(Default)]
pub struct Starting {
    /// A new organisation that is being entered.
    pub draft: Option<Draft>,
    /// Whether it is asked if that is given up, and why.
    pub giving: Option<Giving>,
    /// Whether the program opened the bundled organisation by itself.
    pub is_first: bool,
    /// What became of the recent files.
    pub recents: Recents,
}
