//! Two of the baseline and the plans, beside each other: each judged and laid out, and what differs.

use crate::app::state::document::{Document, OrgSnapshot};
use crate::diagram::Tracks;
use crate::plan::diff::{Diff, Side};
use crate::scene::Size;
use std::sync::Arc;

/// What is compared: the baseline or a plan, before and after.
pub type Ends = [Option<usize>; 2];

/// Between the two pictures, and least width and height of one, in points.
const GAP: f64 = 24.0;
const LEAST: f64 = 360.0;

/// Two that are compared.
pub struct Compared {
    /// Which.
    pub ends: Ends,
    /// Their names.
    pub names: [String; 2],
    /// How they stand.
    pub sides: [OrgSnapshot; 2],
    /// What differs.
    pub diff: Diff,
    /// The differences in three sentences.
    pub sentences: Vec<String>,
}

impl Compared {
    /// Compares as may be seen: `seen` is what is looked at, with or without names where it is for a meeting. Takes
    /// seconds for millions of people.
    pub fn of(document: &Document, (seen, meeting): (OrgSnapshot, Option<bool>), ends: Ends) -> Self {
        let stands = |end: Option<usize>| {
            if seen.scenario == end {
                return if seen.is_judged { seen.clone() } else { seen.finished() };
            }
            let other = document.under(end, None);
            match meeting {
                Some(names) => other.redacted(names),
                None if other.is_judged => other,
                None => other.finished(),
            }
        };
        let mut sides = ends.map(stands);
        // Each rung at the same height in both pictures.
        let [mut first, mut second] = sides.each_ref().map(|side| Tracks::clone(&side.tracks));
        // Each has half of the page.
        let Size { width, height } = first.options().canvas;
        let canvas = Size { width: (width / 2.0 - GAP).max(LEAST), height: (height * 0.6).max(LEAST) };
        Tracks::align(&mut first, &mut second, canvas);
        (sides[0].tracks, sides[1].tracks) = (Arc::new(first), Arc::new(second));
        let [before, after] = [side(&sides[0]), side(&sides[1])];
        let diff = Diff::of(&before, &after);
        let sentences = diff.sentences(&before, &after);
        let names = ends.map(|end| document.plan_name(end).to_owned());
        Self { ends, names, sides, diff, sentences }
    }

    /// Whether it is of the document as it is seen now.
    pub fn is_of(&self, document: &Document) -> bool {
        let looked_at = self.ends.iter().zip(&self.sides).find(|(end, _)| **end == document.snapshot.scenario);
        looked_at.is_none_or(|(_, side)| Arc::ptr_eq(&side.org, &document.snapshot.org))
    }

    /// A side as the differences want it.
    pub fn side(&self, at: usize) -> Side<'_> {
        side(&self.sides[at])
    }
}

fn side(snapshot: &OrgSnapshot) -> Side<'_> {
    Side { org: &snapshot.org, judgement: &snapshot.judgement }
}
