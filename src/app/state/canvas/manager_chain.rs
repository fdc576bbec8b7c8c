//! The chain to the top that is shown. How it comes about is known by `update::canvas::manager_chain`.

use crate::org::PersonId;
use crate::plan::PeopleSet;
use crate::rules::Judgement;
use std::sync::Weak;

/// A chain.
pub struct ShownChain {
    /// Those of it, from the top down to whose chain it is.
    pub people: Vec<PersonId>,
    pub set: PeopleSet,
    pub of: Weak<Judgement>,
    /// Frames until it is brought into view, its words having taken their place above the picture; 0 once it is.
    pub comes: u8,
}
