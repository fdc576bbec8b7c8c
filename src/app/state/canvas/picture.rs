//! The pictures that share the canvas: the tracks and the tree. A gesture means the same on both.

use crate::app::state::document::Document;
use crate::diagram::{Block, Chart, Hit, Tracks, View};
use crate::org::{Org, PersonId};
use crate::scene::{Mark, Point, Rect, Role};
use std::sync::Arc;

/// A laid-out picture. Cheap to clone.
#[derive(Clone)]
pub enum Picture {
    /// Both tracks on shared rungs.
    Tracks(Arc<Tracks>),
    /// The tree of solid lines.
    Tree(Arc<Chart>),
}

impl Picture {
    /// Identity, not equality: true only for the same layout.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tracks(a), Self::Tracks(b)) => Arc::ptr_eq(a, b),
            (Self::Tree(a), Self::Tree(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Extent of the picture, in points.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Tracks(tracks) => tracks.bounds(),
            Self::Tree(chart) => chart.bounds(),
        }
    }

    /// Card or cell of a person; `None` for people who are not drawn.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        match self {
            Self::Tracks(tracks) => tracks.place(person),
            Self::Tree(chart) => chart.place(person),
        }
    }

    /// Item at a point.
    pub fn hit(&self, at: Point) -> Option<Hit> {
        match self {
            Self::Tracks(tracks) => tracks.hit(at),
            Self::Tree(chart) => chart.hit(at),
        }
    }

    /// Block that a person is drawn in.
    pub fn block(&self, person: PersonId) -> Option<Block> {
        match self {
            Self::Tracks(tracks) => tracks.block(person),
            Self::Tree(_) => None,
        }
    }

    /// Emits the marks within the view.
    pub fn marks(&self, document: &Document, view: &View, out: &mut dyn FnMut(Mark)) {
        let snapshot = &document.snapshot;
        match self {
            Self::Tracks(tracks) => tracks.marks(&snapshot.org, &snapshot.judgement, view, out),
            Self::Tree(chart) => chart.marks(&snapshot.org, &snapshot.judgement, view, out),
        }
    }

    /// Emits a coarse picture for the minimap.
    pub fn overview(&self, org: &Org, out: &mut dyn FnMut(Rect, Role)) {
        match self {
            Self::Tracks(tracks) => tracks.overview(out),
            Self::Tree(chart) => chart.overview(org, out),
        }
    }
}
