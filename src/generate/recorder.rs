//! Who fills an organisation with what is on record, and what is known of a post by then.

use super::draw::Draw;
use crate::org::{Details, PersonId, TrackKind};

/// A mismatch that was put in on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planted {
    /// Whose.
    pub person: PersonId,
    /// Id of the rule that finds it.
    pub rule: &'static str,
}

/// Where somebody sits.
pub struct Post {
    /// Who.
    pub person: PersonId,
    /// Grade of the rung.
    pub grade: f64,
    /// Track.
    pub kind: TrackKind,
    /// Direct reports.
    pub reports: u32,
}

/// Fills an organisation with what is on record.
pub trait Recorder {
    /// Index of the IC rung of a person who leads nobody, in a unit that is named by its head.
    fn ic_rung(&mut self, draw: &mut Draw, unit: u32) -> usize;

    /// What is recorded of a person. Each person comes once, in file order, after their rung was drawn.
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

/// How many of a thousand in the IC track sit on its rungs.
const ON_RUNGS: [u64; 8] = [200, 300, 250, 120, 70, 35, 18, 7];
