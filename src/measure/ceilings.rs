//! How likely a line is that reaches the highest grade it can: the tails of the model above the ends of a ladder.

use super::model::{NOISE, each, ln_above, points};
use crate::org::{EvidenceKind, Provenance};
use std::sync::OnceLock;

/// The tails above the highest grades that lines of a ladder can reach; filled when they are asked for.
#[derive(Clone, Debug, Default)]
pub struct Ceilings {
    /// The lowest first.
    ends: Vec<Ceiling>,
    /// Points of the grid.
    len: usize,
}

/// The tails above one grade, by provenance.
#[derive(Clone, Debug)]
struct Ceiling {
    end: f64,
    tails: [OnceLock<Vec<f64>>; 4],
}

impl Ceilings {
    /// None yet, for a ladder with these kinds.
    pub fn of(kinds: &[EvidenceKind], highest: Option<f64>) -> Self {
        let Some(limit) = highest.map(|grade| grade + 1.0) else { return Self::default() };
        let mut ends: Vec<f64> = kinds.iter().filter_map(|kind| kind.cap).map(|cap| cap.min(limit)).collect();
        ends.push(limit);
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let ends = ends.into_iter().map(|end| Ceiling { end, tails: [const { OnceLock::new() }; 4] });
        Self { ends: ends.collect(), len: points(highest) }
    }

    /// The tail above a grade; `None` where no line of the ladder ends there.
    pub fn get(&self, end: f64, provenance: Provenance) -> Option<&[f64]> {
        let at = self.ends.binary_search_by(|known| known.end.total_cmp(&end)).ok()?;
        let tail = self.ends[at].tails[provenance as usize].get_or_init(|| {
            let mut ln = vec![0.0; self.len];
            each(&mut ln, |grade| ln_above(&NOISE[provenance as usize], end - grade));
            ln
        });
        Some(tail)
    }
}
