//! The matrix of what is looked at: made once for a judgement, off the frame where there are many people, and kept.

use super::document::Standing;
use super::work::Work;
use crate::diagram::Matrix;
use crate::rules::Judgement;
use eframe::egui;
use std::sync::{Arc, Weak};

/// People up to whom it is made at once: it takes less than a frame.
const AT_ONCE: usize = 2000;

/// A matrix, and of which judgement it is. Does not hold that judgement, so that edits can change it in place.
#[derive(Clone)]
pub struct Plotted {
    of: Weak<Judgement>,
    /// Everybody on their place.
    pub matrix: Arc<Matrix>,
}

impl Plotted {
    /// Measures everybody.
    pub fn of(standing: &Standing) -> Self {
        let facts = standing.judgement.facts(&standing.org);
        let matrix = Arc::new(Matrix::of(&facts, &standing.judgement));
        Self { of: Arc::downgrade(&standing.judgement), matrix }
    }

    /// Whether it is of what stands now.
    pub fn is_of(&self, standing: &Standing) -> bool {
        Weak::as_ptr(&self.of) == Arc::as_ptr(&standing.judgement)
    }

    /// The matrix of few people at once, the work that makes that of many.
    pub fn begin(standing: &Standing, wake: &egui::Context) -> Result<Self, Work> {
        if standing.people <= AT_ONCE {
            Ok(Self::of(standing))
        } else {
            Err(Work::plot(standing.clone(), wake.clone()))
        }
    }
}
