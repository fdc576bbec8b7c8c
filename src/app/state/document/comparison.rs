//! The comparison of two plans, or of a plan with the baseline: both judged and laid out, and their differences.

use crate::app::state::document::{Document, OrgSnapshot};
use crate::app::state::veil::Veil;
use crate::diagram::Tracks;
use crate::edit::Scenario;
use crate::org::Org;
use crate::plan::diff::{Diff, Side};
use crate::scene::Size;
use std::sync::{Arc, Weak};

/// The two sides, before and after; `None` is the baseline.
pub type Ends = [Option<usize>; 2];

/// Gap between the two pictures and margins of the page beside them, in points.
pub const GAP: f64 = 24.0;
const MARGINS: f64 = 24.0 + 24.0 + 16.0;
/// Height of the pictures where there is room, in points.
pub const TALL: f64 = 380.0;
/// Smallest width and height of one of them, in points.
const LEAST: Size = Size { width: 280.0, height: 360.0 };

/// What may be seen of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaySee {
    /// What must not be seen of either side.
    pub veil: Option<Veil>,
    /// False when everything about single people is hidden.
    pub people: bool,
}

/// A finished comparison.
pub struct Compared {
    pub ends: Ends,
    /// What may be seen of it. It must not be shown where that is no longer so.
    pub may_see: MaySee,
    /// The baseline and the plans that it was made from. While these references are held, nothing else can have the
    /// same address.
    of: (Weak<Org>, Weak<Vec<Scenario>>),
    /// Names of the two sides.
    pub names: [String; 2],
    /// The two organisations, judged and laid out.
    pub sides: [OrgSnapshot; 2],
    pub diff: Diff,
    /// The differences in three sentences.
    pub sentences: Vec<String>,
}

impl Compared {
    /// Compares two sides of a document. `seen` is the organisation looked at, which shows nothing else than it may. Takes
    /// seconds for millions of people.
    pub fn of(document: &Document, (seen, may_see): (OrgSnapshot, MaySee), ends: Ends) -> Self {
        let stands = |end: Option<usize>| {
            if seen.scenario == end {
                return if seen.is_judged { seen.clone() } else { seen.finished() };
            }
            let other = document.under(end, None);
            match may_see.veil {
                Some(veil) => other.veiled(veil),
                None if other.is_judged => other,
                None => other.finished(),
            }
        };
        let mut sides = ends.map(stands);
        // Each rung at the same height in both pictures.
        let [mut first, mut second] = sides.each_ref().map(|side| Tracks::clone(&side.tracks));
        // Each picture gets half of the page.
        let Size { width, height } = first.options().canvas;
        let canvas = Size {
            width: ((width - MARGINS - GAP) / 2.0).max(LEAST.width),
            height: (height * 0.6).clamp(LEAST.height, TALL),
        };
        // Findings are in the list below, and the room of their gauges is wanted for people.
        first.drop_gauges();
        second.drop_gauges();
        Tracks::align(&mut first, &mut second, canvas);
        (sides[0].tracks, sides[1].tracks) = (Arc::new(first), Arc::new(second));
        let [before, after] = [side(&sides[0]), side(&sides[1])];
        let diff = Diff::shown(&before, &after, may_see.people);
        let sentences = diff.sentences(&before, &after);
        let names = ends.map(|end| document.plan_name(end).to_owned());
        let of = (Arc::downgrade(document.baseline()), Arc::downgrade(&document.scenarios));
        Self { ends, may_see, of, names, sides, diff, sentences }
    }

    /// True when the comparison was made from the document in its present state, and from what is seen of it now.
    pub fn is_of(&self, document: &Document, seen: &OrgSnapshot) -> bool {
        let looked_at = self.ends.iter().zip(&self.sides).find(|(end, _)| **end == seen.scenario);
        let (baseline, plans) = &self.of;
        looked_at.is_none_or(|(_, side)| Arc::ptr_eq(&side.org, &seen.org))
            && std::ptr::eq(baseline.as_ptr(), Arc::as_ptr(document.baseline()))
            && std::ptr::eq(plans.as_ptr(), Arc::as_ptr(&document.scenarios))
    }

    /// A side in the form that the diff takes.
    pub fn side(&self, at: usize) -> Side<'_> {
        side(&self.sides[at])
    }
}

fn side(snapshot: &OrgSnapshot) -> Side<'_> {
    Side { org: &snapshot.org, judgement: &snapshot.judgement }
}
