//! A drop request: people, target and decisions. `drop.rs` works out its meaning.

use crate::org::{PersonId, RungId};

/// Target of a drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A rung.
    Rung(RungId),
    /// A person, who becomes the manager.
    Manager(PersonId),
    /// A place beside a person, under the same manager.
    Beside {
        /// The person beside it.
        sibling: PersonId,
        /// After the sibling instead of before.
        behind: bool,
    },
    /// Empty ground: no manager.
    Top,
}

/// Fate of the reports of people who move to the IC track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handover {
    /// They report to the person's manager and keep a dotted line to the person.
    #[default]
    Dotted,
    /// They report to the person's manager.
    Manager,
    /// They report to a third person.
    To(PersonId),
}

/// A drop with the decisions made about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropRequest {
    /// The people dropped; no duplicates.
    pub people: Vec<PersonId>,
    /// Target of the drop.
    pub target: Target,
    /// Fate of the reports.
    pub handover: Handover,
}
