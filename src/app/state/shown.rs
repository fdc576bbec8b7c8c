//! Queries over the whole state about what is on the screen: the picture, the tree, the people who stand out.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::page::Page;
use crate::diagram::Chart;
use crate::plan::PeopleSet;
use std::sync::Arc;

impl State {
    /// Picture on the canvas; `None` without a document and until the tree is laid out.
    pub fn picture(&self) -> Option<Picture> {
        let document = self.seen()?;
        match self.page {
            Page::Tree => self.chart().cloned().map(Picture::Tree),
            _ => Some(Picture::Tracks(document.snapshot.tracks.clone())),
        }
    }

    /// The tree, once it is laid out.
    pub fn chart(&self) -> Option<&Arc<Chart>> {
        let document = self.seen()?;
        let is_of = std::ptr::eq(self.session.tree.made.1.as_ptr(), Arc::as_ptr(&document.snapshot.judgement));
        self.session.tree.chart.as_ref().filter(|_| is_of)
    }

    /// People who stand out in the pictures: the highlighted chain, or those the filter matches. `None` means
    /// everybody.
    pub fn standing_out(&self) -> Option<&PeopleSet> {
        match &self.session.chain {
            Some(chain) => Some(&chain.set),
            None => self.session.table.rows.matching.as_deref(),
        }
    }
}
