//! The pictures that one canvas shows: the tracks and the tree. What a gesture means is the same on both.

use crate::app::state::document::Document;
use crate::diagram::{Block, Chart, Hit, Tracks, View};
use crate::org::{Org, PersonId};
use crate::scene::{Mark, Point, Rect, Role};
use std::sync::Arc;

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

    /// The block that a person stands in.
    pub fn block(&self, person: PersonId) -> Option<Block> {
        match self {
            Self::Tracks(tracks) => tracks.block(person),
            Self::Tree(_) => None,
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
