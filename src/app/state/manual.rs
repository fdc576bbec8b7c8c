//! State of the manual page: place, history, search.

use crate::app::state::page::Page;

/// A request to the manual.
#[derive(Clone, Debug, PartialEq)]
pub enum ManualCommand {
    /// Opens at the section about the present view; closes when open.
    Toggle,
    /// Opens at the table of contents.
    Contents,
    /// Goes to a place and records the way back.
    Go(Place),
    /// Reports the section at the top after scrolling.
    Reading(Place),
    /// Goes back in the history.
    Back,
    /// Goes forward in the history.
    Forward,
    /// Searches for sections with a text.
    Look(String),
    /// Closes and returns to the previous page.
    Close,
}

#[derive(Default)]
pub struct Manual {
    /// The section shown.
    pub at: Place,
    /// Number of jumps so far. A view that has seen fewer scrolls to `at`.
    pub gone: u64,
    /// History, the latest last.
    pub back: Vec<Place>,
    /// Places gone back from, the latest last.
    pub forward: Vec<Place>,
    /// Search text, as typed.
    pub query: String,
    /// Sections that match it.
    pub found: Vec<Found>,
    /// Page to return to.
    pub from: Page,
}

/// A section of the manual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Index of the chapter.
    pub chapter: usize,
    /// Index of the section within it.
    pub section: usize,
}

/// A section that matches a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Section that matches.
    pub place: Place,
    /// A few words around the first match, or the beginning of the section.
    pub words: String,
}
