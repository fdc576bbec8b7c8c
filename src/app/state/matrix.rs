//! The matrix of the organisation looked at: built once per judgement, on a thread when there are many people, then
//! kept.

use crate::app::state::document::OrgSnapshot;
use crate::diagram::Matrix;
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// A matrix and the judgement it was made from. The reference is weak, so that edits can change the judgement in place.
#[derive(Clone)]
pub struct Plotted {
    of: Weak<Judgement>,
    pub matrix: Arc<Matrix>,
}

impl Plotted {
    /// Places everybody on the matrix; linear in the number of people.
    pub fn of(snapshot: &OrgSnapshot) -> Self {
        let facts = snapshot.judgement.facts(&snapshot.org);
        let matrix = Arc::new(Matrix::of(&facts, &snapshot.judgement));
        Self { of: Arc::downgrade(&snapshot.judgement), matrix }
    }

    /// True while the snapshot has the judgement that the matrix was made from.
    pub fn is_of(&self, snapshot: &OrgSnapshot) -> bool {
        Weak::as_ptr(&self.of) == Arc::as_ptr(&snapshot.judgement)
    }
}
