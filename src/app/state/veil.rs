//! What of the document must not be seen, so that a copy without it is shown in its place.

use crate::app::state::page::Page;

/// What is taken out of the copy shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veil {
    /// What a meeting must not see ([`crate::plan::redacted`]).
    Meeting {
        /// False when roles replace people's names.
        names: bool,
    },
    /// The names of people ([`crate::plan::unnamed`]).
    Names,
}

impl Veil {
    /// True for a page that shows nothing but the copy: in a meeting one for all, and otherwise any but that of a merge,
    /// which shows the document itself.
    pub fn shows(self, page: Page) -> bool {
        match self {
            Self::Meeting { .. } => page.row().is_for_all,
            Self::Names => page != Page::Merging,
        }
    }
}
