//! Likelihood of lines at the highest grade they can reach: tails of the model above the ends of a ladder. The model is
//! in `model.rs`.

use super::model::{NOISE, each, ln_above, points};
use crate::org::{EvidenceKind, Provenance};
use std::sync::OnceLock;

/// Tails above the highest grades that the lines of a ladder can reach; each is computed on first use.
#[derive(Clone, Debug, Default)]
pub struct Ceilings {
    /// Ascending by grade.
    ends: Vec<Ceiling>,
    /// Number of grid points.
    len: usize,
}

/// Tails above one grade, indexed by provenance.
#[derive(Clone, Debug)]
struct Ceiling {
    end: f64,
    tails: [OnceLock<Vec<f64>>; 4],
}

impl Ceilings {
    /// Empty tails for a ladder with these kinds; without a highest grade the ladder has none.
    pub fn of(kinds: &[EvidenceKind], highest: Option<f64>) -> Self {
        let Some(limit) = highest.map(|grade| grade + 1.0) else { return Self::default() };
        let mut ends: Vec<f64> = kinds.iter().filter_map(|kind| kind.cap).map(|cap| cap.min(limit)).collect();
        ends.push(limit);
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let ends = ends.into_iter().map(|end| Ceiling { end, tails: [const { OnceLock::new() }; 4] });
        Self { ends: ends.collect(), len: points(highest) }
    }

    /// Logarithm of the tail above the grade `end`, at each grid point; `None` if no line of the ladder ends there.
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
