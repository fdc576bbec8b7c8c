//! How people look besides who they are: coloured by a value, with more lines on their cards. Nothing of it until it is
//! asked for. How it is drawn stands in `look_marks.rs`.

use super::roles::{lane_role, swatch_of};
use super::sizes::{BRANCH_LINES, MOST_LINES};
use crate::layout::Lane;
use crate::org::PersonId;
use crate::plan::{Branches, Colouring, Heading};
use crate::scene::Role;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look<'a> {
    /// The value of everybody, by which they are coloured; `None` for the colours of the tracks.
    pub colours: Option<&'a Colouring>,
    /// The line of the legend whose people stand out; everybody else fades.
    pub lit: Option<usize>,
    /// Fields on cards.
    pub fields: &'a [Heading],
    /// The numbers of branches, on the cards of managers.
    pub branches: Option<&'a Branches>,
}

impl Look<'_> {
    /// Lines below the title of a card, for which the picture has to have room.
    pub fn lines(&self) -> u8 {
        let branch = if self.branches.is_some() { BRANCH_LINES } else { 0 };
        (self.fields.len().min(usize::from(MOST_LINES)) as u8 + branch).min(MOST_LINES)
    }

    /// The colour of somebody who stands in a lane.
    pub(super) fn role(&self, person: PersonId, lane: Lane) -> Role {
        let entry = self.colours.and_then(|colours| colours.entries.get(colours.entry(person)?));
        entry.map_or(lane_role(lane), |entry| swatch_of(entry.stands))
    }

    /// Whether somebody stands out, where anybody does.
    pub(super) fn is_lit(&self, person: PersonId) -> bool {
        match (self.lit, self.colours) {
            (Some(lit), Some(colours)) => colours.entry(person) == Some(lit),
            _ => true,
        }
    }
}
