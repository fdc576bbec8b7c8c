//! Queries over the whole state about what is on the screen: the picture, the tree, the people who stand out.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::comparison::{Compared, MaySee};
use crate::app::state::page::Page;
use crate::app::state::settings;
use crate::diagram::{Chart, TracksOptions};
use crate::layout::rows::Density;
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

    /// What may be seen of a comparison now.
    pub fn may_see(&self) -> MaySee {
        MaySee { veil: self.veil(), people: !self.session.people_redacted }
    }

    /// The last comparison of the changes page, as long as it may be seen. It can be older than the document.
    pub fn compared(&self) -> Option<&Compared> {
        self.session.compared.as_deref().filter(|compared| compared.may_see == self.may_see())
    }

    /// People who stand out in the pictures: the highlighted chain, or those the filter matches. `None` means
    /// everybody.
    pub fn standing_out(&self) -> Option<&PeopleSet> {
        match &self.session.chain {
            Some(chain) => Some(&chain.set),
            None => self.session.table.rows.matching.as_deref(),
        }
    }

    /// How the tracks have to be laid out where they are not; `None` where they are, and where there is no canvas yet.
    pub fn unfitted(&self) -> Option<TracksOptions> {
        let density = match self.settings.density {
            settings::Density::Fit => Density::Fit,
            settings::Density::Names => Density::Names,
            settings::Density::Cards => Density::Cards,
        };
        let known = *self.seen()?.snapshot.tracks.options();
        let lines = self.session.look.chosen.lines();
        let options = TracksOptions { canvas: self.canvas, density, lines, ..known };
        (options != known && self.canvas.width >= 1.0 && self.canvas.height >= 1.0).then_some(options)
    }
}
