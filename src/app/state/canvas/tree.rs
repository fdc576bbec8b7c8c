//! What is known of the tree view. When a tree is laid out again is known by
//! `update::canvas::tree`.

use crate::app::state::canvas::camera::Camera;
use crate::diagram::{Chart, ChartOptions};
use crate::layout::tree::Flow;
use crate::org::PersonId;
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// What may be asked about the tree view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeCommand {
    /// Which way it grows.
    Flow(Flow),
    /// Whether nothing is stacked.
    Plain(bool),
    /// Whether people of one rung stand on one row.
    ByRung(bool),
    /// Folds to so many levels.
    Levels(u32),
    /// Folds or unfolds somebody's branch.
    Turn(PersonId),
    /// Shows a branch alone, or everybody.
    Focus(Option<PersonId>),
    /// Focuses on the manager of the branch that is shown.
    Up,
    /// Unfolds everything; many cards are asked about first.
    ExpandAll,
    /// Answers that question.
    Expand(bool),
    /// Back to what opens by itself.
    Refold,
}

/// What the window knows of the tree view.
pub struct TreeView {
    /// What is shown, and how.
    pub options: ChartOptions,
    /// How many cards unfolding everything would draw, while that is asked about.
    pub asks: Option<usize>,
    pub chart: Option<Arc<Chart>>,
    /// What the chart was made of.
    pub made: (ChartOptions, Weak<Judgement>),
    /// The camera of the picture that is not shown: of the tree, or of the tracks while the tree is shown.
    pub other: (Camera, bool, Option<Camera>),
    pub is_shown: bool,
}

impl Default for TreeView {
    fn default() -> Self {
        Self {
            options: ChartOptions::default(),
            asks: None,
            chart: None,
            made: (ChartOptions::default(), Weak::new()),
            other: (Camera::default(), true, None),
            is_shown: false,
        }
    }
}
