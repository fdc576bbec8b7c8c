//! What the whole state says of what is shown: the picture on the canvas, the tree, and who stands out in them.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::page::Page;
use crate::diagram::Chart;
use crate::plan::PeopleSet;
use std::sync::Arc;

impl State {
    /// The picture that the canvas shows; `None` without a document and while a tree is laid out.
    pub fn picture(&self) -> Option<Picture> {
        let document = self.seen()?;
        match self.page {
            Page::Tree => self.chart().cloned().map(Picture::Tree),
            _ => Some(Picture::Tracks(document.snapshot.tracks.clone())),
        }
    }

    /// The tree as it stands.
    pub fn chart(&self) -> Option<&Arc<Chart>> {
        let document = self.seen()?;
        let is_of = std::ptr::eq(self.session.tree.made.1.as_ptr(), Arc::as_ptr(&document.snapshot.judgement));
        self.session.tree.chart.as_ref().filter(|_| is_of)
    }

    /// Who stands out in the pictures: the chain that is shown, else whom the filter leaves; everybody for `None`.
    pub fn standing_out(&self) -> Option<&PeopleSet> {
        match &self.session.chain {
            Some(chain) => Some(&chain.set),
            None => self.session.table.rows.matching.as_deref(),
        }
    }
}
