//! What of a choice may be exported now, and which view is looked at.

use crate::app::state::State;
use crate::app::state::export::ExportChoice;
use crate::app::state::page::Page;
use crate::report::{PictureOptions, View};

impl State {
    /// A choice without what may not be shown now: in a meeting, in a file in structure only, or while people are
    /// hidden.
    pub fn exported(&self, choice: ExportChoice) -> ExportChoice {
        let PictureOptions { findings, pay, names, .. } = choice.options;
        let may = self.shows_people();
        // In a meeting with roles nobody has a name that could be left out or not.
        let names = names && (self.meeting.is_none() || self.settings.meeting_names);
        let options = PictureOptions { findings: findings && may, pay: pay && may, names, ..choice.options };
        ExportChoice { options: if choice.is_picture() { options.of_view() } else { options }, ..choice }
    }

    /// The view looked at that can be a picture.
    pub fn view_looked_at(&self) -> Option<View> {
        match self.page {
            Page::Tracks => {
                let is_one_path = self.seen().is_some_and(|document| document.snapshot.tracks.is_one_path());
                Some(if is_one_path { View::OnePath } else { View::Tracks })
            }
            Page::Tree => Some(View::Tree),
            Page::Matrix => Some(View::Matrix),
            Page::Table
            | Page::Ladder
            | Page::Weigh
            | Page::Indices
            | Page::Changes
            | Page::Question
            | Page::Problems
            | Page::Suggestions
            | Page::NotApplied
            | Page::Merging
            | Page::Failed
            | Page::Start
            | Page::New
            | Page::Manual => None,
        }
    }
}
