//! Who is dropped where, and what is decided about it. What it means stands in `drop.rs`.

use crate::org::{PersonId, RungId};

/// Where people are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// On a rung.
    Rung(RungId),
    /// On somebody, who becomes their manager.
    Manager(PersonId),
    /// Beside somebody: with the same manager, in front of them or behind them.
    Beside {
        /// Whom.
        sibling: PersonId,
        /// Whether behind them.
        behind: bool,
    },
    /// On empty ground: without a manager.
    Top,
}

/// What becomes of the reports of somebody who goes to the IC track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handover {
    /// They go to the person's manager, and keep a dotted line to the person.
    #[default]
    Dotted,
    /// They go to the person's manager.
    Manager,
    /// They go to somebody else.
    To(PersonId),
}

/// Who is dropped where, and what was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropRequest {
    /// Who, each once.
    pub people: Vec<PersonId>,
    /// Where.
    pub target: Target,
    /// What becomes of the reports.
    pub handover: Handover,
}
