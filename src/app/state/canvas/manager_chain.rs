//! The chain to the top that is shown. How it comes about is known by `update::canvas::manager_chain`.

use crate::app::state::State;
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

impl State {
    /// Who stands out in the pictures: the chain that is shown, else whom the filter leaves; everybody for `None`.
    pub fn standing_out(&self) -> Option<&PeopleSet> {
        match &self.chain {
            Some(chain) => Some(&chain.set),
            None => self.table.rows.matching.as_deref(),
        }
    }
}
