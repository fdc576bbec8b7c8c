//! The highlighted chain of managers. `update::canvas::manager_chain` builds it.

use crate::org::PersonId;
use crate::plan::PeopleSet;
use crate::rules::Judgement;
use std::sync::Weak;

/// A chain of managers.
pub struct ShownChain {
    /// Its people, from the top down to the person it was asked for.
    pub people: Vec<PersonId>,
    pub set: PeopleSet,
    pub of: Weak<Judgement>,
    /// Frames left until the chain is brought into view, once its heading has taken its room above the picture; 0
    /// afterwards.
    pub comes: u8,
}
