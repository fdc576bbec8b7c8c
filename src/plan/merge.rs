//! A new export of the same company merged with what was changed here since the last one: by key and by field, three
//! ways. What only one side changed is as that side has it; what both changed differently is a conflict, and stays as
//! it is here until somebody chooses. Ladders, rates and waivers are those from here.
//!
//! An import says less than this file holds: a field that nobody in it has is not stated, and stays; a seat that is
//! only suggested gives way to one that is known.

mod compare;
mod edit;
mod joined;
mod loops;
mod three;

use super::{Field, Fields};
use crate::org::{Org, PersonId};
use jiff::civil::Date;

/// Whose value is to stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// That from here.
    #[default]
    Mine,
    /// That of the new export.
    Theirs,
}

/// What both sides changed differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The person in the old export.
    pub old: Option<PersonId>,
    /// The person here; `None` for who was removed here and changed there.
    pub mine: Option<PersonId>,
    /// The person in the new export; `None` for who was changed here and left there.
    pub theirs: Option<PersonId>,
    /// The field; `None` where it is about whether the person is there at all.
    pub field: Option<Field>,
    /// Whose value is to stand.
    pub choice: Choice,
}

/// Fields of one person that are taken from the new export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The person here.
    pub mine: PersonId,
    /// The person in the new export.
    pub theirs: PersonId,
    /// Which fields; never empty.
    pub fields: Fields,
}

/// Three organisations merged: what is taken, what has to be chosen.
#[derive(Clone, Debug)]
pub struct Merge<'a> {
    /// The old export.
    pub old: &'a Org,
    /// The old export with the edits since.
    pub mine: &'a Org,
    /// The new export.
    pub theirs: &'a Org,
    /// Fields that the new export states; the others stay as they are.
    pub stated: Fields,
    /// What is taken without asking, in the order from here.
    pub taken: Vec<Taken>,
    /// Who is new in the new export.
    pub new: Vec<PersonId>,
    /// Who is not in the new export and goes: nobody changed them here.
    pub gone: Vec<PersonId>,
    /// What has to be chosen, by key and field.
    pub conflicts: Vec<Conflict>,
    /// Who has a rung in the new export that no ladder here has; their seats stay as they are.
    pub without_rung: Vec<PersonId>,
    /// The date of the new export, where it is another and nobody set one here.
    pub as_of: Option<Date>,
    /// Fields that only this side changed.
    pub kept: usize,
}

impl Merge<'_> {
    /// Chooses whose value stands in a conflict; a number that is no conflict changes nothing.
    pub fn choose(&mut self, conflict: usize, choice: Choice) {
        if let Some(conflict) = self.conflicts.get_mut(conflict) {
            conflict.choice = choice;
        }
    }

    /// The values of a conflict in words: old, from here, of the new export; empty for nothing. For a person as a
    /// whole, who they are. Private ones may be told only where people may be shown.
    pub fn values(&self, conflict: &Conflict) -> [String; 3] {
        let Conflict { old, mine, theirs, field, .. } = *conflict;
        let say = |org: &Org, person: Option<PersonId>| match (person, field) {
            (None, _) => String::new(),
            (Some(person), Some(field)) => field.say(org, person),
            (Some(person), None) => org.label(person).to_owned(),
        };
        [say(self.old, old), say(self.mine, mine), say(self.theirs, theirs)]
    }

    /// Whether nothing is taken and nothing has to be chosen.
    pub fn is_empty(&self) -> bool {
        let Self { taken, new, gone, conflicts, as_of, .. } = self;
        as_of.is_none() && taken.is_empty() && new.is_empty() && gone.is_empty() && conflicts.is_empty()
    }
}
