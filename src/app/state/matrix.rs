//! The matrix of what is looked at: made once for a judgement, off the frame where there are many people, and kept.

use crate::app::state::document::OrgSnapshot;
use crate::diagram::Matrix;
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// A matrix, and of which judgement it is. Does not hold that judgement, so that edits can change it in place.
#[derive(Clone)]
pub struct Plotted {
    of: Weak<Judgement>,
    /// Everybody on their place.
    pub matrix: Arc<Matrix>,
}

impl Plotted {
    /// Measures everybody.
    pub fn of(snapshot: &OrgSnapshot) -> Self {
        let facts = snapshot.judgement.facts(&snapshot.org);
        let matrix = Arc::new(Matrix::of(&facts, &snapshot.judgement));
        Self { of: Arc::downgrade(&snapshot.judgement), matrix }
    }

    /// Whether it is of what stands now.
    pub fn is_of(&self, snapshot: &OrgSnapshot) -> bool {
        Weak::as_ptr(&self.of) == Arc::as_ptr(&snapshot.judgement)
    }
}
