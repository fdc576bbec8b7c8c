//! The pictures that one canvas shows: the tracks and the tree. What a gesture means is the same on both.

use crate::app::state::document::Document;
use crate::diagram::{Chart, Hit, Tracks, View, disc_of, disc_of_slot};
use crate::layout::Lane;
use crate::org::{Org, PersonId};
use crate::scene::{Mark, Point, Rect, Role, Size};
use std::sync::Arc;

/// Largest scale of a picture whose cards can all be read, in pixels a point, and of any.
const LARGEST: f64 = 4.0;
const MOST: f64 = 4000.0;
/// Width in pixels to which a slot can be enlarged at least, and the size at which its name can be read.
const CARD: f64 = 240.0;
const NAME: Size = Size { width: 72.0, height: 16.0 };

/// One of them, laid out. Cheap to clone.
#[derive(Clone)]
pub enum Picture {
    /// Both tracks on shared rungs.
    Tracks(Arc<Tracks>),
    /// Everybody by solid lines.
    Tree(Arc<Chart>),
}

impl Picture {
    /// Whether it is the very same, laid out once.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tracks(a), Self::Tracks(b)) => Arc::ptr_eq(a, b),
            (Self::Tree(a), Self::Tree(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// The whole picture, in points.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Tracks(tracks) => tracks.bounds(),
            Self::Tree(chart) => chart.bounds(),
        }
    }

    /// Card or cell of a person; `None` for who is not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        match self {
            Self::Tracks(tracks) => tracks.place(person),
            Self::Tree(chart) => chart.place(person),
        }
    }

    /// What stands at a point.
    pub fn hit(&self, at: Point) -> Option<Hit> {
        match self {
            Self::Tracks(tracks) => tracks.hit(at),
            Self::Tree(chart) => chart.hit(at),
        }
    }

    /// What is seen at a point, with what stays in view over the picture.
    pub fn hit_seen(&self, document: &Document, view: &View, at: Point) -> Option<Hit> {
        let snapshot = &document.snapshot;
        match self {
            Self::Tracks(tracks) => tracks.hit_seen(&snapshot.org, &snapshot.judgement, view, at),
            Self::Tree(chart) => chart.hit(at),
        }
    }

    /// Everybody of whom a window shows something, `most` of them at most.
    pub fn people_in(&self, window: Rect, most: usize) -> Vec<(PersonId, Rect)> {
        let mut found = Vec::new();
        match self {
            Self::Tracks(tracks) => tracks.each_in(&window, &mut |person, place| {
                if found.len() < most {
                    found.push((person, place));
                }
            }),
            Self::Tree(chart) => chart.people_in(&window, &mut |person, place| {
                if found.len() < most {
                    found.push((person, place));
                }
            }),
        }
        found
    }

    /// Where the initials or the photo of somebody stand whose card is there; `None` where it is too small.
    pub fn disc(&self, card: Rect, view: &View) -> Option<Rect> {
        match self {
            Self::Tracks(_) => disc_of_slot(card, view.scale, view.look.lines() > 0),
            Self::Tree(_) => disc_of(card),
        }
    }

    /// The scale at which somebody can be read who stands there.
    pub fn legible_scale(&self, place: Rect) -> f64 {
        match self {
            Self::Tracks(_) => (NAME.width / place.width()).max(NAME.height / place.height()).max(1.0),
            Self::Tree(_) => 1.0,
        }
    }

    /// The largest scale that shows more than a smaller one.
    pub fn largest_scale(&self) -> f64 {
        match self {
            Self::Tracks(tracks) => {
                let slots = tracks.frame().bands.iter().enumerate().filter(|(_, band)| band.is_held);
                let slots = slots.map(|(row, _)| tracks.frame().grid(row, Lane::Ic, 0).slot);
                slots.map(|slot| (CARD / slot.width).min(MOST)).fold(LARGEST, f64::max)
            }
            Self::Tree(_) => LARGEST,
        }
    }

    /// Draws what is in the window.
    pub fn marks(&self, document: &Document, view: &View, out: &mut dyn FnMut(Mark)) {
        let snapshot = &document.snapshot;
        match self {
            Self::Tracks(tracks) => tracks.marks(&snapshot.org, &snapshot.judgement, view, out),
            Self::Tree(chart) => chart.marks(&snapshot.org, &snapshot.judgement, view, out),
        }
    }

    /// A coarse picture for a minimap.
    pub fn overview(&self, org: &Org, out: &mut dyn FnMut(Rect, Role)) {
        match self {
            Self::Tracks(tracks) => tracks.overview(out),
            Self::Tree(chart) => chart.overview(org, out),
        }
    }
}
