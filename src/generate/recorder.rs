//! The interface for filling an organisation with records, and what is known of a post at that point.

use super::draw::Draw;
use crate::org::{Details, PersonId, TrackKind};

/// A mismatch planted on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planted {
    /// Person with the mismatch.
    pub person: PersonId,
    /// Id of the rule that should find it.
    pub rule: &'static str,
}

/// A post for which a record is made.
pub struct Post {
    pub person: PersonId,
    /// Grade of the rung.
    pub grade: f64,
    pub kind: TrackKind,
    /// Number of direct reports.
    pub reports: u32,
}

/// Fills an organisation with records.
pub trait Recorder {
    /// Index of the IC rung for a person without reports, in the unit identified by its head.
    fn ic_rung(&mut self, draw: &mut Draw, unit: u32) -> usize;

    /// Record of a person. Called once per person, in file order, after their rung was drawn.
    fn record(&mut self, draw: &mut Draw, post: &Post) -> Details;
}

pub fn ic_rung(draw: &mut Draw) -> usize {
    let mut left = draw.below(ON_RUNGS.iter().sum());
    ON_RUNGS
        .iter()
        .position(|&share| {
            let is_here = left < share;
            left = left.saturating_sub(share);
            is_here
        })
        .unwrap_or(0)
}

/// Number of people per thousand of the IC track on each rung.
const ON_RUNGS: [u64; 8] = [200, 300, 250, 120, 70, 35, 18, 7];
