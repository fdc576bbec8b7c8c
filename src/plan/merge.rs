//! Three-way merge of a newer export of the same company with the changes made here since the last one, by key and by
//! field. A change on one side only is taken; different changes on both sides are a conflict, which keeps the value
//! here until somebody chooses. Ladders, rates and waivers stay as they are here.
//!
//! An export records less than this file. A field that is empty throughout is not stated and stays; a seat that is only
//! suggested gives way to a known one.

mod compare;
mod edit;
mod joined;
mod loops;
mod three;

use super::{Field, Fields};
use crate::org::{Org, PersonId};
use jiff::civil::Date;

/// Side whose value is kept in a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The value here.
    #[default]
    Mine,
    /// The value of the new export.
    Theirs,
}

/// A field, or the presence of a person, that both sides changed differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The person in the old export.
    pub old: Option<PersonId>,
    /// The person here; `None` if removed here and changed there.
    pub mine: Option<PersonId>,
    /// The person in the new export; `None` if changed here and missing there.
    pub theirs: Option<PersonId>,
    /// The field; `None` for the presence of the person.
    pub field: Option<Field>,
    /// Side whose value is kept.
    pub choice: Choice,
}

/// Fields of one person taken from the new export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Handle here.
    pub mine: PersonId,
    /// Handle in the new export.
    pub theirs: PersonId,
    /// Fields taken; never empty.
    pub fields: Fields,
}

/// A merge: what comes in, and the conflicts.
#[derive(Clone, Debug)]
pub struct Merge<'a> {
    /// The old export, the common ancestor.
    pub old: &'a Org,
    /// The old export with the edits made since.
    pub mine: &'a Org,
    /// The new export.
    pub theirs: &'a Org,
    /// Fields that the new export states; the others stay.
    pub stated: Fields,
    /// Fields that come in without asking, in the order of people here.
    pub taken: Vec<Taken>,
    /// People who are only in the new export.
    pub new: Vec<PersonId>,
    /// People missing from the new export who are removed, since nobody changed them here.
    pub gone: Vec<PersonId>,
    /// Conflicts by key and field.
    pub conflicts: Vec<Conflict>,
    /// People whose rung in the new export no ladder here has; their seats stay.
    pub without_rung: Vec<PersonId>,
    /// Date of the new export, if it differs and was not set here.
    pub as_of: Option<Date>,
    /// Number of fields that only this side changed.
    pub kept: usize,
}

impl Merge<'_> {
    /// Resolves a conflict, by its index; ignores an index out of range.
    pub fn choose(&mut self, conflict: usize, choice: Choice) {
        if let Some(conflict) = self.conflicts.get_mut(conflict) {
            conflict.choice = choice;
        }
    }

    /// Values of a conflict in words: old, here, new export; empty when absent. A conflict about presence gives the
    /// person's description. Private values may be shown only where people may be shown.
    pub fn values(&self, conflict: &Conflict) -> [String; 3] {
        let Conflict { old, mine, theirs, field, .. } = *conflict;
        let say = |org: &Org, person: Option<PersonId>| match (person, field) {
            (None, _) => String::new(),
            (Some(person), Some(field)) => field.say(org, person),
            (Some(person), None) => org.label(person).to_owned(),
        };
        [say(self.old, old), say(self.mine, mine), say(self.theirs, theirs)]
    }

    /// True when nothing comes in and there are no conflicts.
    pub fn is_empty(&self) -> bool {
        let Self { taken, new, gone, conflicts, as_of, .. } = self;
        as_of.is_none() && taken.is_empty() && new.is_empty() && gone.is_empty() && conflicts.is_empty()
    }
}
