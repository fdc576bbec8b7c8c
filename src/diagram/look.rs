//! The optional look of people: colours by value and more lines on cards. Nothing of it shows until requested. Drawing
//! is in `look_marks.rs`.

use super::roles::{lane_role, swatch_of};
use super::sizes::{BRANCH_LINES, MOST_LINES};
use crate::layout::Lane;
use crate::org::PersonId;
use crate::plan::{Branches, Colouring, Heading};
use crate::scene::Role;

/// Requested colours and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look<'a> {
    /// Value of every person, for colouring; `None` for the colours of the tracks.
    pub colours: Option<&'a Colouring>,
    /// Line of the legend whose people are highlighted while everybody else fades; `None` highlights nobody.
    pub lit: Option<usize>,
    /// Fields shown on cards, in order.
    pub fields: &'a [Heading],
    /// Numbers about branches, shown on the cards of managers; `None` hides them.
    pub branches: Option<&'a Branches>,
}

impl Look<'_> {
    /// Number of lines below the title of a card for which the picture must have room; at most [`MOST_LINES`].
    pub fn lines(&self) -> u8 {
        let branch = if self.branches.is_some() { BRANCH_LINES } else { 0 };
        (self.fields.len().min(usize::from(MOST_LINES)) as u8 + branch).min(MOST_LINES)
    }

    /// Colour of a person who stands in a lane.
    pub(super) fn role(&self, person: PersonId, lane: Lane) -> Role {
        let entry = self.colours.and_then(|colours| colours.entries.get(colours.entry(person)?));
        entry.map_or(lane_role(lane), |entry| swatch_of(entry.stands))
    }

    /// True if the person is highlighted, or nobody is.
    pub(super) fn is_lit(&self, person: PersonId) -> bool {
        match (self.lit, self.colours) {
            (Some(lit), Some(colours)) => colours.entry(person) == Some(lit),
            _ => true,
        }
    }
}
