//! What is read of the manual: place, history, search.

use crate::app::state::page::Page;

/// What may be asked of it.
#[derive(Clone, Debug, PartialEq)]
pub enum ManualCommand {
    /// It opens at what is looked at, or closes where it is open.
    Toggle,
    /// It opens at its contents.
    Contents,
    /// It goes to a place, and back again later.
    Go(Place),
    /// What is at the top of the page now: somebody has scrolled.
    Reading(Place),
    /// To where it was before.
    Back,
    /// To where it was before going back.
    Forward,
    /// It lists the sections that say this.
    Look(String),
    /// It closes; what was looked at before is there again.
    Close,
}

/// What is read.
#[derive(Default)]
pub struct Manual {
    /// Where.
    pub at: Place,
    /// Counts the times that a place was gone to: each is scrolled to once.
    pub gone: u64,
    /// Where it was before, the latest last.
    pub back: Vec<Place>,
    /// Where it was before going back, the latest last.
    pub forward: Vec<Place>,
    /// What is looked for, as typed.
    pub query: String,
    /// The sections that say it.
    pub found: Vec<Found>,
    /// The page that was turned to before.
    pub from: Page,
}

/// A section of the book by its indices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Index of the chapter.
    pub chapter: usize,
    /// Index of the section in it.
    pub section: usize,
}

/// A section that says what is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub place: Place,
    /// A few words around the first that was found, or the section's first ones.
    pub words: String,
}
