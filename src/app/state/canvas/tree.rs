//! State of the tree view. `update::canvas::tree` lays it out.

use crate::app::state::canvas::camera::Camera;
use crate::diagram::{Chart, ChartOptions};
use crate::layout::tree::Flow;
use crate::org::PersonId;
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// A request to change the tree view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeCommand {
    /// Sets the direction of growth.
    Flow(Flow),
    /// Turns stacking off or on.
    Plain(bool),
    /// Puts people of equal rung on one row, or not.
    ByRung(bool),
    /// Folds the tree below a number of levels.
    Levels(u32),
    /// Folds or unfolds a person's branch.
    Turn(PersonId),
    /// Shows one branch alone, or the whole tree.
    Focus(Option<PersonId>),
    /// Moves the focus to the manager of the branch shown.
    Up,
    /// Unfolds everything; asks first when that means many cards.
    ExpandAll,
    /// Answers that question.
    Expand(bool),
    /// Returns to the automatic folding.
    Refold,
}

pub struct TreeView {
    /// Focus, folding and layout.
    pub options: ChartOptions,
    /// Number of cards that unfolding everything would draw, while the question is open.
    pub asks: Option<usize>,
    pub chart: Option<Arc<Chart>>,
    /// Options and judgement that the chart was made from.
    pub made: (ChartOptions, Weak<Judgement>),
    /// Camera of the hidden picture: the tree's, or the tracks' while the tree is shown.
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
